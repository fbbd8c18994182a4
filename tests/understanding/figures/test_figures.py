from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.plan import Plan
from schemas.submission import Activity
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.figures.written.numbers import read_digits
from tonghop.understanding.lexicon import find_lexicon

Read = Callable[..., Activity]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07 đoàn với 29 lượt người", [(7, "đoàn"), (29, "lượt người")]),
        ("Tổng vốn 11.974.405,56 USD", [(11974405.56, "USD")]),
        ("đạt 71,15%", [(71.15, "%")]),
        ("71 triệu đồng", [(71, "triệu đồng")]),
        ("1,5 tỷ đồng", [(1.5, "tỷ đồng")]),
        ("kinh phí 150.000.000 đồng", [(150000000, "đồng")]),
        ("2 triệu USD", [(2, "triệu USD")]),
        ("10.000 lượt truy cập", [(10000, "lượt truy cập")]),
        ("1.234.567 lượt truy cập", [(1234567, "lượt truy cập")]),
        ("12 nghìn lượt truy cập", [(12, "nghìn lượt truy cập")]),
        ("1,2 triệu lượt", [(1.2, "triệu lượt")]),
        ("1 lớp (32 học viên)", [(1, "lớp"), (32, "học viên")]),
        ("12 tin và 5 bài", [(12, "tin"), (5, "bài")]),
        ("41 tin, bài", [(41, "tin, bài")]),
        ("41 tin bài", [(41, "tin bài")]),
        ("41 tin, 5 bài viết", [(41, "tin"), (5, "bài")]),
        ("02 (hai) lớp tập huấn", [(2, "lớp")]),
        ("mười hai lớp", [(12, "lớp")]),
        ("hai mươi mốt học viên", [(21, "học viên")]),
        ("một trăm linh năm người", [(105, "người")]),
        ("hai trăm năm mươi đại biểu", [(250, "đại biểu")]),
        ("một nghìn hai trăm lượt người", [(1200, "lượt người")]),
        ("ba buổi, bốn lớp", [(3, "buổi"), (4, "lớp")]),
        ("đón một đoàn khách", [(1, "đoàn")]),
        ("đón năm đoàn khách quốc tế", [(5, "đoàn")]),
        ("mười lăm cán bộ", [(15, "cán bộ")]),
        ("tổng số 41 tin, bài", [(41, "tin, bài")]),
        ("Số tin, bài: 41", [(41, "tin, bài")]),
        ("Tổng số lượt người tham dự là 250", [(250, "lượt người")]),
        ("cử 02 đồng chí", [(2, "đồng chí")]),
        ("02 số Bản tin và 01 số Đặc san", [(2, "số"), (1, "số")]),
        ("trong kỳ 02 lớp", [(2, "lớp")]),
        ("6 tháng đầu năm 2024: 12 tin", [(12, "tin")]),
        ("năm 2024, 12 cán bộ", [(12, "cán bộ")]),
        ("12 cán\u00a0bộ", [(12, "cán bộ")]),
        ("12 doanh nghiệp (DN), 03 DN", [(12, "doanh nghiệp"), (3, "DN")]),
        ("gồm 12 người", [(12, "người")]),
        ("11,974,405.56 USD", [(11974405.56, "USD")]),
        ("10 000 lượt truy cập", [(10000, "lượt truy cập")]),
        ("1 250 000 lượt truy cập", [(1250000, "lượt truy cập")]),
        ("Lượt truy cập: 1 250 000", [(1250000, "Lượt truy cập")]),
        ("Bài: 28 | Phóng sự: 03", [(28, "Bài"), (3, "Phóng sự")]),
        ("Tin trên Cổng: 41; bài: 12", [(41, "Tin"), (12, "bài")]),
        ("Tập huấn (lượt cán bộ): 5", [(5, "lượt cán bộ")]),
        ("Đón đoàn khách quốc tế: 06 (29 lượt người)", [(6, "đoàn"), (29, "lượt người")]),
        ("Đăng tin, bài: 41", [(41, "tin, bài")]),
        ("Cử cán bộ tham gia lớp tập huấn: 05", []),
        ("ký 01 biên bản ghi nhớ, 02 bản ghi nhớ", [(1, "biên bản ghi nhớ"), (2, "bản ghi nhớ")]),
        ("03 video clip, 02 hội thi, 01 hội chợ", [(3, "video clip"), (2, "hội thi"), (1, "hội chợ")]),
        ("150.000.000 đồng (Một trăm năm mươi triệu đồng)", [(150000000, "đồng")]),
        ("đón đại biểu ba nước; quan hệ giữa hai tỉnh", []),
        ("Techfest 2024 sự kiện lớn", []),
        ("1.500 tin/bài", [(1500, "tin/bài")]),
        ("45 CBCCVC", [(45, "CBCCVC")]),
        ("5,5 ha, 300 m2", [(5.5, "ha"), (300, "m2")]),
    ],
)
def test_a_figure_is_read_as_written(activity: Read, text: str, expected: list[tuple[float, str]]) -> None:
    found = activity(text).quantities
    assert [(q.value, q.measure.replace("\u00a0", " ")) for q in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "ngày 12/5/2024",
        "ngày 12 tháng 5 năm 2024",
        "từ ngày 12 đến 14/5/2024",
        "tháng 5",
        "tháng 5/2024",
        "năm 2024 cán bộ Trung tâm",
        "quý I, quý 2",
        "6 tháng đầu năm",
        "Kế hoạch số 43/KH-UBND",
        "Nghị định 30/2020/NĐ-CP",
        "Nghị quyết 57-NQ/TW",
        "Luật số 117/2025/QH15",
        "Công văn số 123 của Sở",
        "theo Điều 5, khoản 2",
        "công nghiệp 4.0",
        "Thứ 2 hằng tuần",
        "lúc 8h30 và 14 giờ",
        "lần thứ 3",
        "khóa XIII, khóa 13",
        "Hội nghị Trung ương 8 khóa XIII",
        "Đề án 06 cán bộ tham gia",
        "đợt 1 cán bộ",
        "Đặc san số 2",
        "Bản tin số 2/2024",
        "điện thoại 0233 000 0000",
        "ĐT: 0912.345.678",
        "liên hệ 0233.3852 123",
        "số 204 Hùng Vương",
        "ISO 9001:2015",
        "TCVN 5603:2023",
        "đạt 03/05 chỉ tiêu",
        "giai đoạn 2021-2025",
        "giai đoạn 2021 - 2025 điểm thông tin",
        "một số hoạt động",
        "một trong những nhiệm vụ",
        "là một nhiệm vụ quan trọng",
        "không tổ chức lớp",
        "đầu năm đoàn đã đi",
        "cả năm người dân",
        "hai bên trao đổi",
        "nhiều lượt người",
        "hàng trăm lượt người",
        "Quốc lộ 9, km 12",
        "www.dostquangtri.gov.vn/2024/12",
        "hộp thư tin12@sokhcn.example",
        "Chương trình 712",
        "nhóm 4 và cấp 3",
    ],
)
def test_what_counts_nothing_is_no_figure(activity: Read, text: str) -> None:
    assert activity(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "value", "upper", "precision", "estimate"),
    [
        ("hơn 10.000 lượt truy cập", 10000, None, "at_least", False),
        ("trên 300 lượt người", 300, None, "at_least", False),
        ("ít nhất 3 lớp", 3, None, "at_least", False),
        ("không dưới 3 lớp", 3, None, "at_least", False),
        ("từ 10 lớp trở lên", 10, None, "at_least", False),
        ("10 lớp trở lên", 10, None, "at_least", False),
        ("dưới 5 tin", 5, None, "at_most", False),
        ("chưa đầy 5 tin", 5, None, "at_most", False),
        ("5 tin trở xuống", 5, None, "at_most", False),
        ("trên dưới 10 tin", 10, None, "about", False),
        ("không quá 5 tin", 5, None, "at_most", False),
        ("tối đa năm lớp", 5, None, "at_most", False),
        ("khoảng 40 người", 40, None, "about", False),
        ("gần 40 người", 40, None, "about", False),
        ("ước 40 người", 40, None, "about", True),
        ("ước đạt 40 tin, bài", 40, None, "about", True),
        ("ước thực hiện 40 tin, bài", 40, None, "about", True),
        ("Ước 6 tháng đầu năm đăng 40 tin", 40, None, "about", True),
        ("2-3 lớp", 2, 3, "at_least", False),
        ("2 – 3 lớp", 2, 3, "at_least", False),
        ("02 - 03 lớp", 2, 3, "at_least", False),
        ("từ 2 đến 3 lớp", 2, 3, "at_least", False),
        ("hai đến ba lớp", 2, 3, "at_least", False),
        ("41 tin", 41, None, "exact", False),
    ],
)
def test_a_figure_is_as_exact_as_it_says(
    activity: Read, text: str, value: int, upper: int | None, precision: str, estimate: bool
) -> None:
    (quantity,) = activity(text).quantities
    assert (quantity.value, quantity.value_max, quantity.precision.value, quantity.estimate) == (
        value,
        upper,
        precision,
        estimate,
    )


@pytest.mark.parametrize("text", ["1.5 tỷ đồng", "10,000 tin", "10 250 lượt truy cập", "5-3 lớp"])
def test_a_figure_that_can_be_read_in_two_ways_is_doubted_and_never_guessed(plan: Plan, text: str) -> None:
    understood = make_activity(text, "body/p1", 4, Frame(find_lexicon(plan), None, "a" * 64))
    assert understood.activity.quantities == ()
    assert [doubt.rule for doubt in understood.doubts] == ["figure-ambiguous"]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Triển khai 02 dự án mới, nâng tổng số từ đầu năm lên 16 dự án", ["period", "cumulative"]),
        ("Ký mới 02 dự án nâng tổng số lên 16 dự án", ["period", "cumulative"]),
        ("02 dự án; lũy kế 16 dự án", ["period", "cumulative"]),
        ("02 dự án; luỹ kế 16 dự án", ["period", "cumulative"]),
        ("16 dự án (lũy kế từ đầu năm)", ["cumulative"]),
        ("Lũy kế từ năm 2021 đến nay: 16 dự án", ["cumulative"]),
        ("Đến nay, đã xây dựng được 16 điểm thông tin", ["cumulative"]),
        ("Tính đến 14/6/2024 có 16 dự án", ["cumulative"]),
        ("Từ đầu năm đến nay, đã tổ chức 05 lớp, trong kỳ 02 lớp", ["cumulative", "period"]),
        ("Lũy kế 16 dự án, đón 06 đoàn", ["cumulative", "period"]),
        ("Dự kiến tổ chức 02 lớp trong quý III", ["planned"]),
        ("Sẽ tổ chức 02 lớp", ["planned"]),
        ("02 lớp dự kiến tổ chức trong quý III", ["planned"]),
        ("Tổ chức 01 lớp, dự kiến thêm 02 lớp", ["period", "planned"]),
        ("Phấn đấu đạt 100 tin, bài", ["planned"]),
        ("Đăng 41 tin (kế hoạch: 100 tin)", ["period", "planned"]),
        ("Ban hành 02 kế hoạch và 03 công văn", ["period", "period"]),
        ("Dự kiến 05 lớp; đã tổ chức 02 lớp", ["planned", "period"]),
        ("Dự kiến cả năm 05 lớp, đã tổ chức 02 lớp", ["planned", "period"]),
    ],
)
def test_each_figure_speaks_of_its_own_span_of_time(activity: Read, text: str, scopes: list[str]) -> None:
    assert [quantity.scope.value for quantity in activity(text, 6).quantities] == scopes


@given(
    value=st.one_of(
        st.integers(min_value=0, max_value=10**12),
        st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    )
)
def test_a_number_in_the_vietnamese_way_reads_back(value: object) -> None:
    text = f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert read_digits(text) == value
