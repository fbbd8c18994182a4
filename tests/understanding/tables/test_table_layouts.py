"""Tables as offices draw them: every figure under its indicator once, none of another period, none lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import Scope
from tests.understanding.conftest import HEAD, TAIL
from tonghop.understanding import understand

TABLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "tables.jsonl").read_text(encoding="utf-8").splitlines()
]
STATES = {"reported": "R", "nothing": "N", "empty": "E", "missing": "M"}
WEIGHTY = {"figure-ambiguous", "figure-unmeasured", "total-mismatch", "nothing-beside-results", "heading-unclear"}


@pytest.fixture
def understood(plan: Plan, document: Callable[..., ReadDocument]) -> Callable[..., Submission]:
    """With the model, as the product reads."""
    return lambda lines: understand([document([*HEAD, *lines, *TAIL])], Channel(), plan)


def list_figures(report: Submission) -> list[str]:
    return sorted(
        f"{q.indicator}={q.value:g}{'' if q.scope is Scope.PERIOD else f'/{q.scope.value}'}"
        for item in report.items.values()
        for activity in item.activities
        for q in activity.quantities
        if q.indicator
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["what"])
def test_a_table_gives_its_figures_once_and_waits_only_where_it_must(
    understood: Callable[..., Submission], table: dict[str, Any]
) -> None:
    report = understood(table["lines"])
    assert list_figures(report) == table["figures"]
    states = "".join(STATES[item.state.value] for item in report.items.values())
    assert table["states"] in ("", states)
    waits = bool(report.unassigned) or any(doubt.rule in WEIGHTY for doubt in report.doubts)
    assert waits == table["waits"], (report.unassigned, report.doubts)


TITLES = ["STT", "Nội dung", "Kết quả"]
POLICY, GUESTS = "Thông tin, tuyên truyền chủ trương, đường lối của Đảng", "Đón tiếp đoàn khách quốc tế"


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["STT", "Nội dung", "Cùng kỳ 2023", "6 tháng đầu năm 2024"], ["doan-vao=4"]),
        (["STT", "Nội dung", "6T/2023", "6T/2024"], ["doan-vao=4"]),
        (["STT", "Nội dung", "Năm trước", "Năm nay"], ["doan-vao=4"]),
        (["STT", "Nội dung", "Kết quả", "So với cùng kỳ"], ["doan-vao=3"]),
        (["STT", "Nội dung", "Kết quả", "Nhiệm vụ 6 tháng cuối năm"], ["doan-vao=3"]),
        (["STT", "Nội dung", "Thực hiện 5 tháng", "Ước thực hiện 6 tháng"], ["doan-vao=4"]),
        (["STT", "Nội dung", "Kế hoạch năm 2024", "Thực hiện"], ["doan-vao=3/planned", "doan-vao=4"]),
        (["STT", "Nội dung", "Trong kỳ", "Lũy kế"], ["doan-vao=3", "doan-vao=4/cumulative"]),
        (["STT", "Nội dung", "Quý I", "Quý II"], ["doan-vao=3", "doan-vao=4"]),
        (["STT", "Nội dung", "Quý II", "6 tháng đầu năm 2024"], ["doan-vao=4"]),
    ],
)
def test_only_the_columns_of_the_reports_own_period_count(
    understood: Callable[..., Submission], titles: list[str], expected: list[str]
) -> None:
    assert list_figures(understood([[titles, ["3", GUESTS, "03 đoàn", "04 đoàn"]]])) == expected


def test_quarters_that_do_not_add_up_to_their_total_are_doubted(understood: Callable[..., Submission]) -> None:
    def build(total: str) -> list[str]:
        titles = ["STT", "Nội dung", "ĐVT", "Quý I", "Quý II", "Tổng cộng"]
        report = understood([[titles, ["1", "Tin, bài trên Cổng TTĐT", "tin, bài", "18", "23", total]]])
        return [doubt.rule for doubt in report.doubts]

    assert build("41") == []
    assert build("40") == ["total-mismatch"]


@pytest.mark.parametrize("total", ["Tổng cộng", "TỔNG CỘNG:", "Cộng (1+2)", "Tổng cộng I+II", "Cộng chung", None])
def test_a_row_that_adds_up_the_others_is_no_result(understood: Callable[..., Submission], total: str | None) -> None:
    rows = [
        ["STT", "Nội dung", "Số lượng (đoàn)", "Số người"],
        ["1", "Đoàn vào", "06", "52"],
        ["2", "Đoàn ra", "03", "14"],
        ["", total, "09", "66"] if total is None else [total, None, "09", "66"],
    ]
    expected = ["doan-ra=3", "doan-vao=6", "luot-nguoi-doan-ra=14", "luot-nguoi-doan-vao=52"]
    assert list_figures(understood([rows])) == expected


@pytest.mark.parametrize(
    ("title", "cell", "text", "doubts"),
    [
        ("Đối tác", "Sở KHCN Savannakhet", "Đón 02 đoàn khách; Đối tác: Sở KHCN Savannakhet", []),
        ("Đối tác", "-", "Đón 02 đoàn khách", []),
        ("Số hiệu", "14", "Đón 02 đoàn khách", []),
        ("Quy mô", "15", "Đón 02 đoàn khách", ["figure-unmeasured"]),
        ("Quy mô", "09 người", "Đón 02 đoàn khách", ["figure-ambiguous"]),
        ("Quy mô", "gồm 02 đoàn", "Đón 02 đoàn khách", []),
    ],
)
def test_a_column_of_unknown_title_is_quoted_and_never_counted(
    understood: Callable[..., Submission], title: str, cell: str, text: str, doubts: list[str]
) -> None:
    report = understood([[[*TITLES, title], ["3", GUESTS, "Đón 02 đoàn khách", cell]]])
    assert [activity.text for activity in report.items[3].activities] == [text]
    assert [doubt.rule for doubt in report.doubts] == doubts


def test_a_column_titled_as_a_section_is_filed_there(understood: Callable[..., Submission]) -> None:
    row = ["1", POLICY, "Tổ chức 02 cuộc tuyên truyền", "Kinh phí hạn hẹp"]
    report = understood([[[*TITLES, "Tồn tại, hạn chế"], row]])
    assert [placed.text for placed in report.sections["shortcomings"]] == ["Kinh phí hạn hẹp"]
    assert [placed.locator for placed in report.sections["shortcomings"]] == ["body/t2/r2/c4"]


def test_a_mark_below_no_declares_nothing(understood: Callable[..., Submission]) -> None:
    report = understood([[["STT", "Nội dung", "Có", "Không"], ["6", "Hợp tác quốc tế", "", "x"]]])
    assert report.items[6].state.value == "nothing"


def test_what_stands_below_the_signers_of_a_sheet_is_no_row(understood: Callable[..., Submission]) -> None:
    rows = [TITLES, ["3", GUESTS, "Đón 02 đoàn khách"], ["Người lập biểu", "", "Giám đốc"], ["Lê Văn A", "", "Trần B"]]
    report = understood([rows])
    assert [activity.text for activity in report.items[3].activities] == ["Đón 02 đoàn khách"]
    assert report.unassigned == ()


@pytest.mark.parametrize(
    ("rows", "expected", "waits"),
    [
        (["đoàn", "04"], ["doan-vao=2", "luot-nguoi-doan-vao=9"], True),
        (["đoàn", "02"], ["doan-vao=2", "luot-nguoi-doan-vao=9"], False),
    ],
)
def test_a_table_of_all_figures_at_the_end_counts_nothing_twice(
    understood: Callable[..., Submission], rows: list[str], expected: list[str], *, waits: bool
) -> None:
    lines = [
        "*3. Quảng bá hình ảnh; đón tiếp đoàn khách quốc tế",
        "Đón 02 đoàn khách quốc tế với 09 lượt người.",
        "*4. Tuyên truyền trên các phương tiện thông tin truyền thông",
        "Đăng 41 tin, bài trên Cổng TTĐT.",
        "*6. Hợp tác quốc tế",
        "Ký 01 biên bản ghi nhớ.",
        "*BẢNG TỔNG HỢP SỐ LIỆU",
        [
            ["TT", "Chỉ tiêu", "ĐVT", "Số lượng"],
            ["1", "Đoàn khách quốc tế", *rows],
            ["2", "Lượt khách quốc tế", "lượt người", "09"],
            ["3", "Tin, bài trên Cổng TTĐT", "tin, bài", "41"],
        ],
    ]
    report = understood(lines)
    assert list_figures(report) == sorted([*expected, "tin-bai-cong=41", "bien-ban-ghi-nho=1"])
    assert [doubt.rule for doubt in report.doubts] == (["total-mismatch"] if waits else [])


def test_a_row_that_only_counts_belongs_to_the_row_above(understood: Callable[..., Submission]) -> None:
    titles = ["STT", "Nội dung", "ĐVT", "Số lượng"]
    rows = [titles, ["1", "Đoàn vào", "đoàn", "06"], ["2", "Số lượt người", "lượt người", "52"]]
    assert list_figures(understood([rows])) == ["doan-vao=6", "luot-nguoi-doan-vao=52"]
    strange = [titles, ["1", "Đoàn vào", "đoàn", "06"], ["2", "Tổng số tin, bài", "tin, bài", "52"]]
    report = understood([strange])
    assert list_figures(report) == ["doan-vao=6"]
    assert [placed.text for placed in report.unassigned] in ([], ["Tổng số tin, bài: 52 tin, bài"])


def test_what_counts_below_a_heading_of_another_field_is_of_no_item(understood: Callable[..., Submission]) -> None:
    titles = ["TT", "Nội dung", "ĐVT", "Số lượng"]
    strange = ["A. Công tác cải cách hành chính", None, None, None]
    rows = [titles, strange, ["1", "Văn bản chỉ đạo ban hành", "văn bản", "12"]]
    assert list_figures(understood([rows])) == []
    assert list_figures(understood([[titles, rows[2]]])) == ["van-ban-chi-dao=12"]


ANNEX = [
    "*PHỤ LỤC",
    [["TT", "Chỉ tiêu", "ĐVT", "Số lượng"], ["1", "Đoàn khách quốc tế", "đoàn", "06"], ["2", "Đoàn ra", "đoàn", "02"]],
]


def test_an_annex_never_hides_what_only_the_text_tells(plan: Plan, document: Callable[..., ReadDocument]) -> None:
    body = ["Ký 01 biên bản ghi nhớ hợp tác với Sở KH&CN tỉnh Savannakhet (Lào).", "Số liệu tại Phụ lục kèm theo."]
    report = understand([document([*HEAD, *body, *TAIL, *ANNEX])], Channel(), plan)
    assert list_figures(report) == ["bien-ban-ghi-nho=1", "doan-ra=2", "doan-vao=6"]
    assert report.unassigned == ()


def test_an_annex_that_only_repeats_is_not_even_mentioned(plan: Plan, document: Callable[..., ReadDocument]) -> None:
    def build(second: str) -> list[str]:
        body = ["*3. Quảng bá hình ảnh; đón tiếp đoàn khách quốc tế", f"Đón 06 đoàn khách quốc tế; cử {second} đi Lào."]
        return [d.rule for d in understand([document([*HEAD, *body, *TAIL, *ANNEX])], Channel(), plan).doubts]

    assert build("02 đoàn") == []
    assert build("03 đoàn") == ["annex-not-counted"]


@pytest.mark.parametrize(
    ("topic", "item"),
    [("Nội dung 4", 4), ("Nội dung 4:", 4), ("Mục số 4", 4), ("Công tác văn thư", None)],
)
def test_rows_may_name_their_item_by_its_number(
    understood: Callable[..., Submission], topic: str, item: int | None
) -> None:
    for lines in ([[["Nội dung", "Kết quả"], [topic, "Không"]]], [[[topic, "Không"], [topic, "Không"]]]):
        states = [number for number, report in understood(lines).items.items() if report.state.value == "nothing"]
        assert states == ([item] if item is not None else [])
