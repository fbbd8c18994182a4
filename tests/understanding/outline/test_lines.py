"""Reports typed as plain text: wrapped lines, tables of one cell a line, notes beside results. No figure is lost."""

from collections.abc import Callable

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from tonghop.reading import read_documents
from tonghop.understanding import understand

HEAD = ["VĂN PHÒNG SỞ", "Số: 12/BC-VP", "BÁO CÁO", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
FOUR = "4. Tuyên truyền trên các phương tiện thông tin truyền thông"
FIVE = "5. Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại"
Typed = Callable[..., Submission]


@pytest.fixture
def typed(plan: Plan, document: Callable[..., ReadDocument]) -> Typed:
    return lambda *lines: understand([document([*HEAD, *lines], format="text")], Channel(), plan)


def texts(report: Submission, item: int) -> list[str]:
    return [activity.text for activity in report.items[item].activities]


@pytest.mark.parametrize(
    ("item", "lines", "expected"),
    [
        (
            5,
            [FIVE, "- Cử cán bộ tham gia các lớp tập huấn, bồi dưỡng nghiệp vụ trong kỳ tổng số là", "14 người."],
            ["Cử cán bộ tham gia các lớp tập huấn, bồi dưỡng nghiệp vụ trong kỳ tổng số là 14 người."],
        ),
        (
            5,
            [FIVE, "Cử cán bộ tham gia các lớp tập huấn, bồi dưỡng nghiệp vụ trong kỳ tổng số là", "14 người."],
            ["Cử cán bộ tham gia các lớp tập huấn, bồi dưỡng nghiệp vụ trong kỳ tổng số là 14 người."],
        ),
        (
            1,
            [
                "1. Thông tin, tuyên truyền chủ trương, đường lối của Đảng, chính sách,",
                "pháp luật của Nhà nước",
                "- Tổ chức 12 cuộc tuyên truyền.",
            ],
            ["Tổ chức 12 cuộc tuyên truyền."],
        ),
        (
            5,
            [f"{FIVE}; phát ngôn và cung", "cấp thông tin cho báo chí", "- Cử 14 lượt cán bộ tham gia tập huấn."],
            ["Cử 14 lượt cán bộ tham gia tập huấn."],
        ),
        (5, [FIVE, "cử 14 lượt cán bộ tham gia tập huấn."], ["cử 14 lượt cán bộ tham gia tập huấn."]),
    ],
)
def test_a_line_goes_on_where_its_sentence_or_its_heading_does(
    typed: Typed, item: int, lines: list[str], expected: list[str]
) -> None:
    report = typed(*lines)
    assert texts(report, item) == expected
    assert sum(len(activity.quantities) for activity in report.items[item].activities) == 1
    assert report.unassigned == ()


def test_a_heading_is_not_joined_with_a_declaration_below_it(typed: Typed) -> None:
    assert typed(FIVE, "không phát sinh").items[5].state.value == "nothing"


@pytest.mark.parametrize(
    "lines",
    [
        ["Đăng trên Cổng Thông tin điện tử KH&CN", "156", "tin, bài"],
        ["Đăng trên Cổng Thông tin điện tử của Sở Khoa học và Công nghệ tỉnh", "156", "tin, bài"],
        ["STT", "Nội dung", "Kết quả", "1", "Đăng tin", "156"],
        ["| 1 | Đăng tin | 156 | tin, bài |"],
        ["1,Đăng trên Cổng,156,bài"],
    ],
)
def test_a_table_typed_one_cell_a_line_is_counted_by_nobody_and_waits(typed: Typed, lines: list[str]) -> None:
    report = typed(FOUR, *lines, FIVE, "- Cử 14 lượt cán bộ tham gia tập huấn.")
    assert not any(activity.quantities for activity in report.items[4].activities)
    (doubt,) = report.doubts
    assert doubt.rule == "figure-ambiguous"
    assert "156" in doubt.texts[0]


@pytest.mark.parametrize(
    "lines",
    [
        ["- Đăng tin.", "", "2", "", "- Đăng bài."],
        ["- Đăng 3 tin trên Cổng trong năm", "2024"],
        ["Trong các tháng 1,2,3 và 4"],
    ],
)
def test_page_numbers_and_years_are_no_such_cells(typed: Typed, lines: list[str]) -> None:
    assert typed(FOUR, *lines).doubts == ()


@pytest.mark.parametrize("gap", ["\t", "\t\t\t"])
def test_a_letterhead_typed_with_tabs_is_understood_beside_a_typed_table(plan: Plan, gap: str) -> None:
    head = [
        f"SỞ KHOA HỌC VÀ CÔNG NGHỆ{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        f"VĂN PHÒNG SỞ{gap}Độc lập - Tự do - Hạnh phúc",
        f"Số: 12/BC-VP{gap}Quảng Trị, ngày 12 tháng 6 năm 2024",
        *HEAD[2:],
    ]
    table = ["STT\tNội dung\tKết quả\tĐơn vị tính", "1\tĐăng trên Cổng Thông tin điện tử KH&CN\t156\ttin, bài"]
    report = understand(read_documents([("a.txt", "\n".join([*head, FOUR, *table]).encode())]), Channel(), plan)
    assert (report.unit, report.period, str(report.dated)) == ("VP", "2024-H1", "2024-06-12")
    (activity,) = report.items[4].activities
    assert [(q.value, q.measure) for q in activity.quantities] == [(156, "tin, bài")]


def test_a_bare_number_in_a_table_without_titles_waits(read: Callable[..., Submission]) -> None:
    report = read([FIVE, [["1", "Cử đi học", "14", "có ảnh"], ["2", "Mở lớp", "03 lớp"]]], body=True)
    assert [(doubt.rule, doubt.texts) for doubt in report.doubts] == [("figure-unmeasured", ("14",))]


@pytest.mark.parametrize(
    ("cells", "values", "asked"),
    [
        (["14", "lượt cán bộ"], [14], False),
        (["lượt cán bộ", "14"], [14], False),
        (["20", "14", "lượt cán bộ"], [], True),
        (["lớp", "14", "lượt cán bộ"], [], True),
    ],
)
def test_a_bare_number_takes_the_measure_of_the_cell_beside_it_where_that_is_certain(
    read: Callable[..., Submission], cells: list[str], values: list[int], asked: bool
) -> None:
    report = read([FIVE, [["1", "Cử đi tập huấn", *cells], ["2", "Mở lớp", "03 lớp"]]], body=True)
    assert [q.value for q in report.items[5].activities[0].quantities] == values
    assert [doubt.rule for doubt in report.doubts] == ["figure-unmeasured"] * asked


@pytest.mark.parametrize(
    ("note", "rules"),
    [
        ("29 lượt người", ["figure-ambiguous"]),
        ("07 đoàn", []),
        ("Có ảnh kèm theo", []),
        ("Công văn số 12/VP ngày 03/5/2024", []),
        ("", []),
    ],
)
def test_a_figure_that_only_the_note_says_waits_and_counts_nothing(
    read: Callable[..., Submission], note: str, rules: list[str]
) -> None:
    titles = ["STT", "Nội dung", "Kết quả", "Đơn vị tính", "Ghi chú"]
    row = ["1", "Đón đoàn khách quốc tế đến thăm và làm việc", "7", "đoàn", note]
    report = read(["3. Đón tiếp và làm việc với các đoàn khách quốc tế", [titles, row]], body=True)
    assert [quantity.value for activity in report.items[3].activities for quantity in activity.quantities] == [7]
    assert [doubt.rule for doubt in report.doubts] == rules
