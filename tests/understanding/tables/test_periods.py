"""Columns of half-years, of the year's plan and of running totals: only what the report's own period brought counts."""

from collections.abc import Callable, Sequence

import pytest

from schemas.submission import Submission
from schemas.values import Scope
from tests.understanding.conftest import HEAD, TAIL, Line

Read = Callable[..., Submission]
ITEM = ["*II. KẾT QUẢ THỰC HIỆN", "*4. Tuyên truyền trên các phương tiện thông tin truyền thông"]
HALVES = [
    ["TT", "Nội dung", "ĐVT", "6 tháng đầu năm", "6 tháng cuối năm", "Cả năm"],
    ["1", "Tin, bài trên Cổng TTĐT", "tin, bài", "30", "45", "75"],
    ["2", "Số Đặc san", "số", "-", "01", "01"],
]
FIRST, SECOND, YEAR = "6 tháng đầu năm 2024", "6 tháng cuối năm 2024", "năm 2024"


def turn_head(period: str) -> list[Line]:
    """The usual head as that of a report of another period."""

    def turn(text: str) -> str:
        if text.startswith("*và phương hướng"):
            return text if period == FIRST else "*và phương hướng, nhiệm vụ năm 2025"
        text = text.replace(FIRST, period)
        return text if period == FIRST else text.replace("tháng 6 năm", "tháng 12 năm")

    return [turn(line) if isinstance(line, str) else [[turn(c or "") for c in row] for row in line] for line in HEAD]


def find_counted(report: Submission, item: int = 4) -> list[tuple[str, float]]:
    told = [q for activity in report.items[item].activities for q in activity.quantities]
    return [(q.indicator, q.value) for q in told if q.indicator and q.scope is Scope.PERIOD]


@pytest.mark.parametrize(
    ("period", "counted"),
    [
        (FIRST, [("tin-bai-cong", 30)]),
        (SECOND, [("tin-bai-cong", 45), ("so-dac-san", 1)]),
        (YEAR, [("tin-bai-cong", 75), ("so-dac-san", 1)]),
    ],
)
def test_of_halves_and_the_year_only_the_column_of_the_reports_period_counts(
    read: Read, period: str, counted: list[tuple[str, float]]
) -> None:
    report = read([*turn_head(period), *ITEM, HALVES, *TAIL])
    assert find_counted(report) == counted
    assert report.doubts == ()


def build(titles: Sequence[str], *cells: str) -> list[list[str]]:
    return [["TT", "Nội dung", "ĐVT", *titles], ["1", "Tin, bài trên Cổng TTĐT", "tin, bài", *cells]]


@pytest.mark.parametrize(
    ("period", "table", "rule"),
    [
        (YEAR, build(["6 tháng đầu năm", "6 tháng cuối năm"], "30", "45"), "figure-ambiguous"),
        (SECOND, build(["6 tháng đầu năm", "Cả năm"], "30", "75"), "figure-ambiguous"),
        (YEAR, build(["6 tháng đầu năm", "6 tháng cuối năm", "Cả năm"], "30", "45", "76"), "total-mismatch"),
    ],
)
def test_halves_are_never_added_and_what_does_not_fit_is_asked(
    read: Read, period: str, table: list[list[str]], rule: str
) -> None:
    report = read([*turn_head(period), *ITEM, table, *TAIL])
    assert [doubt.rule for doubt in report.doubts] == [rule]
    assert find_counted(report) == ([("tin-bai-cong", 76)] if rule == "total-mismatch" else [])


def test_a_report_without_a_known_period_counts_none_of_its_halves(read: Read) -> None:
    report = read([*ITEM, HALVES])
    assert report.period is None
    assert find_counted(report) == []
    assert {doubt.rule for doubt in report.doubts} >= {"figure-ambiguous"}


def test_indicators_in_words_beside_the_items_are_no_plan(read: Read) -> None:
    titles = ["TT", "Nội dung", "Chỉ tiêu", "6 tháng đầu năm", "6 tháng cuối năm", "Cả năm"]
    policy, media = "Thông tin, tuyên truyền chủ trương, đường lối", "Tuyên truyền trên các phương tiện thông tin"
    rows = [
        ["1", policy, "Hội nghị phổ biến chính sách (cuộc)", "02", "03", "05"],
        ["4", media, "Tin, bài trên Cổng Thông tin điện tử (tin, bài)", "15", "20", "35"],
        ["4", media, "Nhãn hiệu được cấp văn bằng bảo hộ (nhãn hiệu)", "04", "02", "06"],
    ]
    report = read([*turn_head(YEAR), [titles, *rows], *TAIL])
    assert find_counted(report, 1) == [("buoi-tuyen-truyen", 5)]
    assert find_counted(report, 4) == [("tin-bai-cong", 35), ("nhan-hieu-bao-ho", 6)]
    assert report.doubts == ()


@pytest.mark.parametrize(
    ("title", "since"),
    [
        ("Lũy kế từ đầu năm 2023", "từ đầu năm 2023"),
        ("Luỹ kế từ năm 2021 đến nay", "từ năm 2021"),
        ("Lũy kế giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("Từ đầu năm", "từ đầu năm"),
        ("Lũy kế", None),
    ],
)
def test_the_title_of_a_running_column_tells_from_when_it_counts(read: Read, title: str, since: str | None) -> None:
    report = read([*ITEM, build(["Trong kỳ", title], "28", "95")], body=True)
    (activity,) = report.items[4].activities
    told = [(q.value, q.scope.value, q.since) for q in activity.quantities if q.indicator]
    assert told == [(28, "period", None), (95, "cumulative", since)]


def test_the_plan_of_the_year_is_called_so_and_counts_as_no_result(read: Read) -> None:
    table = build(["Kế hoạch năm", "Thực hiện 6 tháng", "Tỷ lệ (%)", "Cùng kỳ 2023"], "80", "45", "56,25", "38")
    report = read([*ITEM, table], body=True)
    assert find_counted(report) == [("tin-bai-cong", 45)]
    (activity,) = report.items[4].activities
    assert "45 tin, bài; kế hoạch năm: 80 tin, bài" in activity.text


EVENTS = "*3. Quảng bá hình ảnh, tiềm năng, lợi thế của tỉnh; đón tiếp các đoàn khách quốc tế"
TECHFEST, GUESTS = "Tham gia Techfest vùng Bắc Trung Bộ", "Đón và làm việc với đoàn công tác tỉnh Savannakhet (Lào)"


@pytest.mark.parametrize(
    ("events", "guests"),
    [
        (["A", "Tham gia sự kiện", "", ""], ["B", "Đón tiếp đoàn khách", "", ""]),
        (["A", "Tham gia sự kiện", None, None], ["B", "Đón tiếp đoàn khách", None, None]),
        (["", "Tham gia sự kiện", "", ""], ["", "Đón tiếp đoàn khách", "", ""]),
        (["I", "Tham gia sự kiện", "", ""], ["II", "Đón tiếp đoàn khách", "", ""]),
        (["A. Tham gia sự kiện", None, None, None], ["B. Đón tiếp đoàn khách", None, None, None]),
    ],
)
def test_a_row_that_gathers_numbered_rows_is_a_heading(
    read: Read, events: list[str | None], guests: list[str | None]
) -> None:
    table = [
        ["STT", "Nội dung công việc", "Thời gian, địa điểm", "Kết quả"],
        events,
        ["1", TECHFEST, "18 - 20/4/2024, TP Huế", "02 gian hàng, 14 sản phẩm"],
        guests,
        ["1", GUESTS, "15/5/2024, tại Sở", "01 đoàn, 12 lượt khách"],
    ]
    told = read(["*II. KẾT QUẢ THỰC HIỆN", EVENTS, table], body=True).items[3].activities
    assert [each.text.split(":")[0] for each in told] == [TECHFEST, GUESTS]


def test_a_numbered_row_without_result_stays_a_row(read: Read) -> None:
    table = [
        ["STT", "Nội dung công việc", "Thời gian, địa điểm", "Kết quả"],
        ["1", TECHFEST, "", ""],
        ["2", GUESTS, "15/5/2024, tại Sở", "01 đoàn, 12 lượt khách"],
    ]
    told = read(["*II. KẾT QUẢ THỰC HIỆN", EVENTS, table], body=True).items[3].activities
    assert [each.text.split(":")[0] for each in told] == [TECHFEST, GUESTS]
