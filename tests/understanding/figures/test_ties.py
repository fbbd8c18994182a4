from collections.abc import Callable

import pytest

from schemas.plan import Plan
from schemas.submission import Activity
from tests.understanding.figures.conftest import Understand
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.lexicon import find_lexicon


@pytest.mark.parametrize(
    ("item", "text", "indicators"),
    [
        (1, "Tổ chức 03 buổi tuyên truyền cho 120 lượt người", ["buoi-tuyen-truyen", "luot-nguoi-tuyen-truyen"]),
        (1, "Mở 02 lớp tập huấn", [None]),
        (2, "Ban hành 05 văn bản chỉ đạo", ["van-ban-chi-dao"]),
        (2, "Tổ chức 02 lớp tập huấn cho 64 học viên", ["lop-tap-huan-to-chuc", "luot-nguoi-tham-gia"]),
        (2, "Tổ chức 02 lớp tập huấn có 64 người tham gia", ["lop-tap-huan-to-chuc", "luot-nguoi-tham-gia"]),
        (2, "Cử 02 cán bộ tham gia 01 lớp tập huấn", [None, None]),
        (2, "Đăng 10 tin, bài về chủ quyền biển đảo", ["tin-bai-chu-quyen"]),
        (2, "Đăng 10 tin, bài về biển, đảo", ["tin-bai-chu-quyen"]),
        (3, "07 đoàn đi công tác; đón 06 đoàn", ["doan-ra", "doan-vao"]),
        (3, "Đón 06 đoàn với 29 lượt người, cử 07 đoàn đi công tác", ["doan-vao", "luot-nguoi-doan-vao", "doan-ra"]),
        (3, "07 đoàn, 29 lượt người đi công tác Lào", ["doan-ra", "luot-nguoi-doan-ra"]),
        (3, "07 đoàn đi công tác và 06 đoàn đến thăm", ["doan-ra", "doan-vao"]),
        (3, "Đón 06 đoàn khách và cử 07 đoàn ra nước ngoài", ["doan-vao", "doan-ra"]),
        (3, "Tiếp tục phối hợp với 02 đoàn", [None]),
        (3, "Trực tiếp làm việc với 02 đoàn", [None]),
        (3, "Tham gia 02 sự kiện, trưng bày 04 gian hàng", ["su-kien-tham-gia", "gian-hang"]),
        (4, "41 tin, bài trên Cổng TTĐT", ["tin-bai-cong"]),
        (4, "Cổng TTĐT: 41 tin, bài; Báo Quảng Trị: 12 bài", ["tin-bai-cong", "tin-bai-bao-quang-tri"]),
        (
            4,
            "Đăng 41 tin, bài trên Cổng Thông tin điện tử và 12 tin, bài trên Báo Quảng Trị",
            ["tin-bai-cong", "tin-bai-bao-quang-tri"],
        ),
        (4, "Phát hành 02 số Bản tin, 01 số Đặc san", ["so-ban-tin", "so-dac-san"]),
        (4, "Đăng 41 tin, bài", [None]),
        (4, "Phát hành 02 số Đặc san, bình quân 500 bản/số", ["so-dac-san", None]),
        (5, "Cử 02 cán bộ tham gia 01 lớp tập huấn", ["can-bo-cu-tap-huan", "lop-tap-huan-tham-gia"]),
        (5, "Cung cấp thông tin cho báo chí 04 lần", ["lan-cung-cap-thong-tin"]),
        (6, "Ký kết 01 biên bản ghi nhớ", ["bien-ban-ghi-nho"]),
        (6, "Ban hành 02 văn bản", [None]),
        (6, "Đăng ký 02 văn bản", [None]),
        (6, "Kinh phí 71 triệu đồng", [None]),
    ],
)
def test_a_figure_belongs_to_the_indicator_that_its_nearest_words_name(
    activity: Callable[..., Activity], item: int, text: str, indicators: list[str | None]
) -> None:
    assert [quantity.indicator for quantity in activity(text, item).quantities] == indicators


@pytest.mark.parametrize(
    ("item", "text", "counted"),
    [
        (3, "Đón 06 đoàn (tăng 02 đoàn so với cùng kỳ)", [6]),
        (3, "Đón 06 đoàn, tăng 02 đoàn so với cùng kỳ năm 2023", [6]),
        (3, "Đón 06 đoàn, cùng kỳ năm 2023 là 04 đoàn", [6]),
        (3, "Đón 13 đoàn, trong đó 7 đoàn Lào và 6 đoàn Thái Lan", [13]),
        (3, "Đón 13 đoàn (7 đoàn Lào, 6 đoàn Thái Lan)", [13]),
        (3, "Đón 13 đoàn, gồm: 7 đoàn Lào; 6 đoàn Thái Lan", [13]),
        (3, "Đón 07 đoàn, trong đó 02 đoàn Lào; đón tiếp thêm 06 đoàn Thái Lan", [7, 6]),
        (3, "Tổng cộng 13 đoàn, trong đó 7 đoàn ra và 6 đoàn vào", [7, 6]),
        (4, "Đăng 12 tin và 5 bài, tổng cộng 17 tin, bài trên Cổng TTĐT", [17]),
        (2, "Mỗi lớp tập huấn 30 học viên tham gia", []),
        (4, "Đăng 5 tin, bài/tuần trên Cổng TTĐT", []),
        (3, "Nâng số đoàn vào từ 12 đoàn lên 16 đoàn", [16]),
    ],
)
def test_nothing_is_counted_twice_and_no_comparison_is_counted(
    activity: Callable[..., Activity], item: int, text: str, counted: list[int]
) -> None:
    assert [q.value for q in activity(text, item).quantities if q.indicator] == counted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Đón 13 đoàn, trong đó 7 đoàn Lào và 6 đoàn Thái Lan", False),
        ("Đón 13 đoàn, trong đó có 7 đoàn Lào", False),
        ("Đón 13 đoàn, trong đó 9 đoàn Lào và 6 đoàn Thái Lan", True),
        ("Đón 13 đoàn, gồm 7 đoàn Lào và 5 đoàn Thái Lan", True),
        ("Tổng cộng đón 13 đoàn, trong đó 7 đoàn Lào và 5 đoàn Thái Lan", False),
        ("Đón tổng số 13 đoàn, trong đó 7 đoàn Lào và 5 đoàn Thái Lan", True),
        ("Đón khoảng 13 đoàn, gồm 7 đoàn Lào và 5 đoàn Thái Lan", False),
    ],
)
def test_a_total_that_its_parts_do_not_give_is_doubted(plan: Plan, text: str, doubted: bool) -> None:
    understood = make_activity(text, "body/p1", 3, Frame(find_lexicon(plan), None, "a" * 64))
    assert [doubt.rule for doubt in understood.doubts] == (["total-mismatch"] if doubted else [])


@pytest.mark.parametrize(
    ("item", "text", "counted", "asked"),
    [
        (3, "Tổng cộng đón 6 đoàn: 3 đoàn Lào, 2 đoàn Thái Lan, 1 đoàn Nhật Bản.", [6], False),
        (3, "Đón 6 đoàn: 3 đoàn Lào, 2 đoàn Thái Lan.", [6], True),
        (3, "Đón 6 đoàn, 3 đoàn Lào, 2 đoàn Thái Lan, 1 đoàn Nhật Bản.", [], True),
        (3, "Đón 05 đoàn khách quốc tế, tăng 2 đoàn so với cùng kỳ năm 2023 (3 đoàn).", [5], False),
        (3, "Đón 05 đoàn khách, cùng kỳ năm 2023: 3 đoàn.", [5], False),
        (3, "Trong năm 2023 đón 8 đoàn khách quốc tế.", [], True),
        (3, "Đón 8 đoàn khách trong năm 2023.", [], True),
        (3, "6 tháng cuối năm 2023 đón 8 đoàn khách.", [], True),
        (3, "Năm 2023 đón 3 đoàn, năm 2024 đón 5 đoàn.", [5], True),
        (3, "Tháng 12/2023, đón 2 đoàn; quý I/2024 đón 3 đoàn.", [2, 3], False),
        (3, "Thực hiện Kế hoạch năm 2024, đón 4 đoàn.", [4], False),
        (3, "Trong 06 đoàn khách đón tiếp có 2 đoàn cấp cao.", [6], False),
        (3, "Đón 6 đoàn; bao gồm cả 2 đoàn ngoài kế hoạch.", [6], False),
        (3, "Đón 6 đoàn. Trong đó có 2 đoàn Lào.", [6], False),
        (3, "Đón 6 đoàn (chưa kể 2 đoàn ngoài kế hoạch).", [6], True),
        (3, "Đã hủy 3 đoàn ra nước ngoài.", [], False),
        (3, "Đón 3 đoàn nhưng bị hoãn.", [], False),
        (3, "Đăng ký đón 4 đoàn khách nhưng hoãn 2 đoàn.", [], True),
        (3, "Đề nghị cho phép đón 2 đoàn; Sở Ngoại vụ đón 9 đoàn.", [], True),
        (3, "Đón 6 đoàn và Sở Ngoại vụ đón 9 đoàn.", [6], True),
        (3, "Theo đề nghị của Sở Ngoại vụ, đón 4 đoàn.", [4], False),
        (3, "Phối hợp với Sở Ngoại vụ, Sở Công Thương đón 3 đoàn.", [3], False),
        (3, "Sở KH&CN đón 4 đoàn.", [4], False),
        (3, "Sở đón 4 đoàn.", [4], False),
        (3, "Chuẩn bị nội dung và đón 3 đoàn.", [3], False),
        (3, "Cử đi nước ngoài 3 đoàn.", [3], False),
        (3, "Đón -3 đoàn.", [], True),
        (3, "Đón 06 (bảy) đoàn.", [], True),
        (3, f"Đón {10**29} đoàn.", [], True),
        (4, "Đăng 12 tin, 5 bài trên Cổng Thông tin điện tử.", [12, 5], False),
        (4, "Đăng 12 tin và 5 bài trên Cổng Thông tin điện tử.", [12, 5], False),
        (4, "10 tin bài trên Cổng Thông tin điện tử và Báo Quảng Trị", [], True),
        (4, "Trên Cổng Thông tin điện tử và Báo Quảng Trị: 10 tin bài", [], True),
        (4, "10 tin bài trên Cổng Thông tin điện tử, 5 tin bài trên Báo Quảng Trị", [10, 5], False),
        (4, "12 tin, 5 bài, tổng cộng 17 tin, bài trên Cổng TTĐT: đạt 80%", [17], False),
        (3, "Đoàn ra: 02 đoàn/09 người; đoàn vào: 04 đoàn/21 người.", [2, 9, 4, 21], False),
        (3, "Tổng cộng 11 đoàn (đoàn ra 05, đoàn vào 06).", [5, 6], False),
        (3, "Đón 01 đoàn khách Lào gồm 10 người và 01 đoàn khách Thái Lan gồm 6 người", [1, 10, 1, 6], False),
        (1, "Tổ chức 2-3 cuộc phổ biến nghị quyết, mỗi cuộc gần 40 người.", [2], True),
        (2, "Ban hành 07 văn bản chỉ đạo (6 tháng đầu năm 03 văn bản, 6 tháng cuối năm 04 văn bản).", [7], False),
        (
            3,
            "Đón 04 đoàn (25 người), gồm: Lào 02 đoàn/14 người; Nhật Bản 01 đoàn/6 người; Thái Lan 01 đoàn/5 người.",
            [4, 25],
            False,
        ),
        (1, "Chưa tổ chức 01 cuộc tuyên truyền đã đăng ký.", [], True),
        (3, "Không đón 02 đoàn khách do hoãn.", [], True),
        (6, "Đang đàm phán 02 thỏa thuận, chưa ký kết.", [], True),
        (4, "02 nhãn hiệu đang chờ cấp văn bằng bảo hộ", [], True),
        (2, "Nhận được 12 văn bản chỉ đạo của UBND tỉnh, ban hành 05 công văn", [5], False),
        (5, "Tham gia 02/03 lớp tập huấn", [], True),
        (1, "Mỗi tháng 02 cuộc tuyên truyền", [], True),
        (4, "150 tin, bài (Cổng TTĐT: 120; Báo Quảng Trị: 30)", [], True),
    ],
)
def test_what_was_perhaps_not_done_here_and_now_is_asked_and_never_summed(
    understood: Understand, item: int, text: str, counted: list[int], asked: bool
) -> None:
    told = understood(item, text)
    assert [q.value for q in told.activity.quantities if q.indicator] == counted
    assert bool(told.doubts) is asked


@pytest.mark.parametrize(
    ("item", "text", "scopes"),
    [
        (2, "kế hoạch: 1 văn bản chỉ đạo", [(1, "planned")]),
        (5, "Kế hoạch cử 05 người tham gia tập huấn, đến nay đã cử 03 người.", [(5, "planned"), (3, "period")]),
        (1, "Kế hoạch 10 cuộc tuyên truyền, thực hiện 8 cuộc tuyên truyền.", [(10, "planned"), (8, "period")]),
        (4, "Đạt 110% kế hoạch (500 tin, bài).", [(110, "period"), (500, "planned")]),
        (
            6,
            "Giai đoạn 2021-2025 thực hiện 05 dự án, trong kỳ triển khai 02 dự án.",
            [(5, "cumulative"), (2, "period")],
        ),
    ],
)
def test_what_is_planned_or_of_several_years_is_no_figure_of_the_period(
    activity: Callable[..., Activity], item: int, text: str, scopes: list[tuple[int, str]]
) -> None:
    assert [(q.value, q.scope.value) for q in activity(text, item).quantities] == scopes


@pytest.mark.parametrize(
    ("item", "text", "aspects"),
    [
        (1, "Tuyên truyền chuyển đổi số, hội nhập quốc tế", ("integration", "digital")),
        (1, "Hội thảo về ĐMST và CNSH", ("biotech", "startup")),
        (1, "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo họp", ()),
        (2, "Dự họp tại Sở Thông tin và Truyền thông", ()),
        (3, "Tham gia Techfest; tiếp tục chuẩn bị Techdemo", ("techfest", "techdemo")),
        (3, "Tiếp tục phối hợp", ()),
        (3, "Tiếp 02 đoàn", ("delegation",)),
        (4, "Đăng trên Báo Quảng Trị và chuyên mục PT-TH", ("broadcast", "newspaper")),
        (4, "In 500 bản tin", ("bulletin",)),
        (6, "Người lao động tại Lao Bảo", ()),
        (6, "Hợp tác với tỉnh Lào Cai", ()),
        (6, "Đoàn Lào sang học nuôi cấy mô", ("laos", "f-biotech")),
        (6, "Hội đàm với NHẬT BẢN về SHTT", ("japan", "f-ip")),
    ],
)
def test_an_aspect_is_covered_only_by_whole_words_in_their_own_sense(
    activity: Callable[..., Activity], item: int, text: str, aspects: tuple[str, ...]
) -> None:
    assert activity(text, item).aspects == aspects


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ngày 12/5/2024", ["2024-05-12"]),
        ("ngày 12-5-2024, 12.05.2024", ["2024-05-12"]),
        ("Ngày 12 tháng 5 năm 2024", ["2024-05-12"]),
        ("từ ngày 12/5/2024 đến ngày 14/5/2024", ["2024-05-12", "2024-05-14"]),
        ("từ ngày 12 đến ngày 14/5/2024", ["2024-05-12", "2024-05-14"]),
        ("ngày 12-14/5/2024", ["2024-05-12", "2024-05-14"]),
        ("ngày 12, 13/5/2024", ["2024-05-12", "2024-05-13"]),
        ("ngày 3 và ngày 4/5/2024", ["2024-05-03", "2024-05-04"]),
        ("từ 28/4 đến 02/5/2024", ["2024-04-28", "2024-05-02"]),
        ("từ ngày 10/5 đến ngày 12/5", ["2024-05-10", "2024-05-12"]),
        ("ngày 20/12", ["2023-12-20"]),
        ("ngày 20/7", []),
        ("ngày 31/02/2024", []),
        ("đạt 3/5 chỉ tiêu", []),
        ("tháng 5/2024", []),
        ("số 2/2024", []),
        ("2024-05-12", ["2024-05-12"]),
        ("Thực hiện Kế hoạch số 15/KH-TTNC ngày 12/3/2024, tổ chức 02 lớp", []),
        ("Ban hành Kế hoạch số 15/KH-TTNC ngày 12/3/2024", ["2024-03-12"]),
    ],
)
def test_days_are_read_and_a_missing_year_only_when_one_fits(
    activity: Callable[..., Activity], text: str, days: list[str]
) -> None:
    assert [day.isoformat() for day in activity(text).dates] == days
