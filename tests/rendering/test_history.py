"""What people changed and what was issued before stands alike inside, and never in the release copy."""

import io
import json
from datetime import UTC, date, datetime

import lxml.html
import openpyxl
import pytest
from docx import Document

from schemas.adjustment import ReportAdjustment
from schemas.report import ActivityChange, ComparedPeriod, Comparison, DoubleClaim, SignedCopy
from schemas.values import (
    ActivityChangeKind,
    AdjustmentChannel,
    AdjustmentState,
    ComparedWith,
    ComparisonChoice,
    Precision,
    Scope,
)
from tonghop.rendering import render_release_docx, write_report

DRAFTED = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
COURSES = "TTNC-007"  # Mở 02 lớp tập huấn ... với 54 học viên
DELEGATIONS = "VP-011"


def adjust(number: int, **changes: object) -> ReportAdjustment:
    values = {
        "id": number, "period": "2024-H1", "unit": "TTNC", "item": 2, "indicator": "lop-tap-huan-to-chuc",
        "measure": "lớp", "scope": Scope.PERIOD, "activity_key": "k", "activity_text": "Mở 02 lớp tập huấn",
        "old": 2, "new": 3, "asked_by": "Ông Tân", "channel": AdjustmentChannel.PHONE, "why": "sót một lớp.",
        "recorded_by": "Lê An", "recorded_at": DRAFTED, "state": AdjustmentState.PENDING, "found": 2,
        "activity": COURSES,
    }  # fmt: skip
    return ReportAdjustment(**(values | changes))


def compare(indicator: str, measure: str, item: int, **changes: object) -> Comparison:
    values = {"against": ComparedWith.PREVIOUS, "period": "2023-H2", "scope": Scope.PERIOD, "ratio": None}
    return Comparison(indicator=indicator, measure=measure, item=item, **(values | changes))


@pytest.fixture(scope="module")
def full(make_report):
    """Changed, compared, unprinted, returned: everything at once."""
    report = make_report()

    def change(one):
        if one.id == COURSES:
            quantity = one.quantities[0].model_copy(update={"value": 3})
            text = one.text.replace("02 lớp", "03 lớp")
            return one.model_copy(
                update={"quantities": (quantity, one.quantities[1]), "adjusted_text": text, "countries": ("Lào",)}
            )
        if one.id in {"QLCN-029", "TTNC-010"}:
            return one.model_copy(update={"printed": False})
        return one

    totals = tuple(
        one.model_copy(update={"value": 3, "adjusted_from": 2})
        if one.indicator == "lop-tap-huan-to-chuc"
        else one.model_copy(update={"measures": (("tin", 1000), ("bài", 246))})
        if one.indicator == "tin-bai-cong" and one.scope is Scope.PERIOD
        else one
        for one in report.totals
    )
    return report.model_copy(
        update={
            "activities": tuple(map(change, report.activities)),
            "totals": totals,
            "double_claims": (DoubleClaim(activities=("QLCN-009", "TTNC-010"), score=0.93, counted="QLCN-009"),),
            "adjustments": (
                adjust(1),
                adjust(
                    2,
                    unit=None,
                    item=3,
                    indicator="doan-ra",
                    measure="đoàn",
                    activity=None,
                    activity_text=None,
                    old=9,
                    new=10,
                    found=7,
                    state=AdjustmentState.REOPENED,
                ),
            ),
            "compared": (
                ComparedPeriod(
                    against=ComparedWith.PREVIOUS,
                    period="2023-H2",
                    version=3,
                    issued_on=date(2023, 12, 19),
                    new=2,
                    dropped=60,
                ),
                ComparedPeriod(against=ComparedWith.LAST_YEAR, period="2023-H1"),
            ),
            "comparison": (
                compare("lop-tap-huan-to-chuc", "lớp", 2, value=3, base=2, change=1, ratio=0.5),
                compare(
                    "doan-vao",
                    "đoàn",
                    3,
                    value=6,
                    base=8,
                    change=-2,
                    ratio=-0.25,
                    base_precision=Precision.AT_LEAST,
                    estimate=True,
                    suspect=True,
                    decision=ComparisonChoice.CONFIRM,
                ),
                compare("doan-ra", "đoàn", 3, value=7, base=None, change=None),
                compare("gian-hang", "gian hàng", 3, value=None, base=5, change=None),
                compare(
                    "tin-bai-cong",
                    "tin, bài",
                    4,
                    value=8730,
                    base=8730,
                    change=0,
                    ratio=0.0,
                    scope=Scope.CUMULATIVE,
                ),
            ),
            "activity_changes": tuple(
                ActivityChange(
                    against=ComparedWith.PREVIOUS,
                    kind=ActivityChangeKind.DROPPED,
                    unit="VP",
                    item=4,
                    text=f"Họp báo lần {n}",
                )
                for n in range(1, 51)
            ),
            "signed_copies": (
                SignedCopy(
                    working="S0", signed="S1", only_working=("12 đoàn",), only_signed=("15 đoàn",), counted=None
                ),
            ),
            "returned_items": (("TTNC", 5),),
        }
    )


@pytest.fixture(scope="module")
def written(full, plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("full")
    write_report(full, plan, folder, drafted_at=DRAFTED, event_head="ab" * 32, with_pdf=False)
    return folder


@pytest.fixture(scope="module")
def facts(written) -> dict:
    return json.loads((written / "report.json").read_bytes())


@pytest.fixture(scope="module")
def internal(written) -> str:
    return tell(Document(str(written / "report-internal.docx")))


@pytest.fixture(scope="module")
def release(full, plan) -> str:
    return tell(Document(io.BytesIO(render_release_docx(full, plan))))


def tell(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def read_tables(path, first: str) -> list[list[list[str]]]:
    tables = Document(str(path)).tables
    return [
        [[cell.text for cell in row.cells] for row in one.rows[1:]]
        for one in tables
        if one.rows[0].cells[0].text == first
    ]


def read_page(written, kind: str) -> list[list[str]]:
    page = lxml.html.fromstring((written / "report.html").read_bytes())
    return [[cell.text_content() for cell in row] for row in page.xpath(f"//tr[@class='{kind}']")]


def read_sheet(written, name: str) -> list[tuple]:
    return list(openpyxl.load_workbook(written / "annex.xlsx")[name].iter_rows(min_row=4, values_only=True))


def parse(text: str) -> float | None:
    """`trên 1.246 (+12,5%)` -> 1246.0, words alone -> None."""
    digits = text.partition(" (")[0].rsplit(maxsplit=1)[-1].replace(".", "").replace(",", ".")
    return float(digits) if digits.lstrip("+-").replace(".", "").isdigit() else None


def test_an_adjustment_stands_alike_in_copy_workbook_page_and_json(written, facts):
    wanted = [(one["id"], one["old"], one["new"], one["found"]) for one in facts["adjustments"]]
    (table,) = read_tables(written / "report-internal.docx", "Số")
    for rows in (table, read_page(written, "adjustment")):
        assert [(int(row[0]), *(parse(cell) for cell in row[4:7])) for row in rows] == wanted
        assert [row[8] for row in rows] == ["chờ văn bản xác nhận", "báo cáo mới ghi số khác, cần xác nhận lại"]
        assert "Ông Tân (điện thoại): sót một lớp. Lê An ghi ngày 19/6/2024." in rows[0][7]
    assert [(row[0], *row[4:7]) for row in read_sheet(written, "Điều chỉnh")] == wanted


def test_a_comparison_stands_alike_in_copy_workbook_page_and_json(written, facts):
    wanted = [(row["item"], row["measure"], row["value"], row["base"]) for row in facts["comparison"]]
    tables = [one for one in read_tables(written / "report-internal.docx", "Nội dung") if len(one[0]) == 7]
    assert len(tables) == 1  # the other period has no report, and says so
    for rows in (tables[0], read_page(written, "compared")):
        assert [(int(row[0]), row[2], parse(row[3]), parse(row[4])) for row in rows] == wanted
        assert [row[5] for row in rows] == [
            "+1 (+50%)", "-2 (-25%)", "không so sánh được", "không so sánh được", "không đổi",
        ]  # fmt: skip
        assert [row[6] for row in rows] == ["", "Số năm là đúng, giữ nguyên", "", "", ""]
        assert rows[1][3:5] == ["ước 06", "trên 08"]  # what limits a figure is told on both sides
    known = [row for row in read_sheet(written, "So sánh") if row[3]]
    assert [(row[3], row[5]) for row in known] == [one[:2] for one in wanted]
    shown = [tuple(None if isinstance(value, str) else value for value in (row[8], row[10])) for row in known]
    assert shown == [one[2:] for one in wanted]
    assert [row[11] for row in known] == [1, -2, "không so sánh được", "không so sánh được", 0]
    assert [row[12] for row in known] == [0.5, -0.25, "", "", 0]


def test_a_period_without_an_issued_report_says_so_and_never_shows_a_share(written, internal):
    sentence = "chưa có số liệu cùng kỳ năm trước để so sánh (6 tháng đầu năm 2023)"
    page = lxml.html.fromstring((written / "report.html").read_bytes()).text_content()
    assert sentence in internal and sentence in page.lower()
    row = next(row for row in read_sheet(written, "So sánh") if row[2] == "-")
    assert not any(row[3:13]) and sentence in row[13].lower()
    assert "So với kỳ trước (6 tháng cuối năm 2023), bản đã gửi ngày 19/12/2023\n" in internal
    assert "0%" not in internal.replace("50%", "")


def test_an_ad_hoc_report_says_that_it_is_compared_with_nothing(make_report, plan, tmp_path):
    report = make_report(period="2024-03-01..2024-04-15")
    write_report(report, plan, tmp_path, drafted_at=DRAFTED, event_head="ab" * 32, with_pdf=False)
    assert "Báo cáo đột xuất, không so sánh với kỳ khác." in tell(Document(str(tmp_path / "report-internal.docx")))
    assert "không so sánh với kỳ khác" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_new_and_dropped_activities_are_counted_and_the_first_are_told(written, internal):
    assert "Hoạt động mới: 2; hoạt động kỳ trước có, kỳ này không còn báo cáo: 60." in internal
    assert "- [VP, 4] Họp báo lần 12." in internal and "Họp báo lần 13" not in internal
    assert "… và 48 hoạt động khác." in internal
    assert len(read_sheet(written, "Mới và không còn")) == 50


def test_the_changed_figure_stands_in_every_copy_and_its_trace_only_inside(internal, release, written):
    for text in (internal, release):
        assert "Mở 03 lớp tập huấn kỹ năng viết tin, bài" in text and "Mở 02 lớp tập huấn kỹ năng" not in text
        assert "03 lớp tập huấn tổ chức" in text
    assert "[TTNC; điều chỉnh 02 → 03 lớp, chờ văn bản xác nhận]" in internal
    assert "điều chỉnh" not in release.lower() and "→" not in release
    row = next(row for row in read_sheet(written, "Hoạt động") if row[5] == COURSES)
    assert row[4].startswith("03 lớp") and row[7] == "Lào" and "02 → 03 lớp" in row[8]
    figure = next(row for row in read_sheet(written, "Số liệu") if row[2] == "lớp tập huấn tổ chức")
    assert (figure[6], figure[-1]) == (3, "điều chỉnh từ 02")


def test_a_figure_of_several_measures_tells_its_parts_everywhere(internal, release, written):
    parts = "1.000 tin; 246 bài"
    for text in (internal, release):
        assert "1.246 tin, bài trên Cổng Thông tin điện tử (gồm 1.000 tin và 246 bài)" in text
        assert f"\nTrong đó: {parts}\n" in text
    assert f"Trong đó: {parts}" in (written / "report.html").read_text(encoding="utf-8")
    assert parts in [row[-2] for row in read_sheet(written, "Số liệu")]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "Tuyên truyền, vận động các doanh nghiệp khởi nghiệp tham gia hệ sinh thái",
            "chưa có kết quả cụ thể, không in",
        ),
        ("Tham gia gian hàng tại Techfest vùng Bắc Trung Bộ", "báo cáo trùng, không tính"),
    ],
)
def test_what_is_not_printed_stands_inside_with_its_reason(words, why, release, written):
    assert words not in release
    row = next(row for row in read_sheet(written, "Hoạt động") if row[2].startswith(words))
    assert row[8] == why


def test_an_item_of_which_nothing_is_printed_says_so_and_the_leader_sees_why(full, plan, make_report):
    activities = tuple(one.model_copy(update={"printed": False}) for one in full.activities if one.item == 1)
    report = make_report(activities=activities, totals=(), double_claims=())
    text = tell(Document(io.BytesIO(render_release_docx(report, plan))))
    assert text.count(plan.outline.no_result) == 6
    assert "văn bản chỉ đạo" not in text


def test_a_returned_item_is_called_so_in_the_matrix(written):
    table = read_tables(written / "report-internal.docx", "Đơn vị")[0]
    assert next(row for row in table if row[0] == "TTNC")[5] == "← đã trả lại để sửa"
    sheet = read_sheet(written, "Tình hình báo cáo")
    assert next(row for row in sheet if row[0] == "TTNC")[6] == "đã trả lại để sửa"


def test_a_signed_copy_that_differs_is_told_inside_only(internal, release, written):
    assert "12 đoàn" in internal and "15 đoàn" in internal and "Bản ký và bản mềm của cùng báo cáo" in internal
    assert "Bản ký" not in release
    assert "15 đoàn" in (written / "report.html").read_text(encoding="utf-8")


def test_the_summary_counts_what_was_changed_and_names_what_is_compared(internal):
    assert "Số liệu đã điều chỉnh: 2; chờ văn bản xác nhận: 1; cần quyết định lại: 1." in internal
    assert "So sánh: so với kỳ trước (6 tháng cuối năm 2023), bản đã gửi ngày 19/12/2023" in internal
