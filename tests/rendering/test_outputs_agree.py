"""Every figure that stands in a rendered file is in report.json and equal."""

import hashlib
import io
import json
import time
import zipfile
from datetime import UTC, datetime

import lxml.html
import openpyxl
import pytest
from docx import Document
from lxml import etree

from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind
from tonghop.rendering import report_json_bytes, write_report
from tonghop.rendering.html import render_html
from tonghop.rendering.internal_docx import render_internal_docx
from tonghop.rendering.release_docx import render_release_docx
from tonghop.rendering.text import format_count
from tonghop.rendering.workbook import render_workbook

DRAFTED = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
HEAD = "ab" * 32
QUESTION = OpenQuestion(
    kind=QuestionKind.DOUBLE_CLAIM,
    key="double-claim:x",
    submission=None,
    text="Có phải một hoạt động không?",
    evidence="Tham gia Techfest.",
    place="BC.docx, đoạn 3",
    candidates=(
        Candidate(code="count-first", label="Một hoạt động", effect="tính của QLCN"),
        Candidate(code="count-both", label="2. Hai hoạt động"),
    ),
    consequence="Đang tính cả hai",
)
ASKED = (
    "Có phải một hoạt động không?", "“Tham gia Techfest.”", "(BC.docx, đoạn 3)", "1. Một hoạt động", "1. Tính của QLCN",
    "2. Hai hoạt động", "Đang tính cả hai",
)  # fmt: skip
NAMES = {"report.docx", "report-internal.docx", "annex.xlsx", "report.html", "report.json", "metadata.json"}


@pytest.fixture(scope="module")
def written(report, plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("v1")
    hashes = write_report(
        report, plan, folder, drafted_at=DRAFTED, event_head=HEAD, questions=[QUESTION], with_pdf=False
    )  # fmt: skip
    return folder, hashes


@pytest.fixture(scope="module")
def facts(written) -> dict:
    return json.loads((written[0] / "report.json").read_bytes())


def parse(text: str) -> float:
    """`trên 1.246,5` -> 1246.5, written here anew so that it checks the renderer."""
    return float(text.rsplit(maxsplit=1)[-1].replace(".", "").replace(",", "."))


def expected_totals(facts, plan) -> list[tuple]:
    titles = {key: ind.title for key, (_, ind) in plan.indicators().items()}
    labels = {"period": "trong kỳ", "cumulative": "lũy kế", "planned": "dự kiến"}
    return sorted(
        (titles[one["indicator"]].lower(), one["measure"], labels[one["scope"]], float(one["value"]))
        for one in facts["totals"]
    )


def read_docx_totals(path) -> list[tuple]:
    tables = [
        one
        for one in Document(str(path)).tables
        if one.rows[0].cells[0].text == "STT" and one.rows[0].cells[1].text == "Chỉ tiêu"
    ]
    rows = [[cell.text for cell in row.cells] for row in tables[0].rows[1:]]
    return sorted((one[1].lower(), one[2], one[3], parse(one[4])) for one in rows if "." in one[0])


@pytest.mark.parametrize("name", ["report.docx", "report-internal.docx"])
def test_totals_in_both_documents_equal_report_json(written, facts, plan, name):
    assert read_docx_totals(written[0] / name) == expected_totals(facts, plan)


def test_totals_in_the_workbook_equal_report_json(written, facts, plan):
    book = openpyxl.load_workbook(written[0] / "annex.xlsx")
    rows = list(book["Số liệu"].iter_rows(min_row=4, values_only=True))
    assert sorted((one[2].lower(), one[3], one[4], float(one[6])) for one in rows) == expected_totals(facts, plan)
    assert all(isinstance(one[6], int | float) for one in rows)


def test_totals_in_the_html_equal_report_json(written, facts, plan):
    page = lxml.html.fromstring((written[0] / "report.html").read_bytes())
    rows = [[cell.text_content().strip() for cell in row] for row in page.xpath("//tr[@class='total']")]
    assert sorted((one[1].lower(), one[2], one[3], parse(one[4])) for one in rows) == expected_totals(facts, plan)


def test_coverage_stands_alike_in_document_workbook_html_and_json(written, facts):
    labels = {
        "reported": "có kết quả",
        "nothing": "không phát sinh",
        "empty": "có mục nhưng để trống",
        "missing": "không đề cập",
    }
    wanted = {
        unit: [labels[cells[str(n)]["state"]] for n in range(1, 7)]
        for unit, cells in facts["coverage"]["cells"].items()
    }
    counts = [facts["coverage"]["items"][str(n)]["activities"] for n in range(1, 7)]

    table = next(
        one
        for one in Document(str(written[0] / "report-internal.docx")).tables
        if one.rows[0].cells[0].text == "Đơn vị"
    )
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows[1:]}
    assert {unit: [cell.split(" ", 1)[1] for cell in rows[unit]] for unit in wanted} == wanted
    assert list(map(int, rows["Số hoạt động"])) == counts

    sheet = openpyxl.load_workbook(written[0] / "annex.xlsx")["Tình hình báo cáo"]
    cells = {(row[0], row[1]): list(row[2:]) for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert {unit: row for (unit, _), row in cells.items() if unit in wanted} == wanted
    assert cells["Chung", "Số hoạt động"] == counts

    page = lxml.html.fromstring((written[0] / "report.html").read_bytes())
    shown = {
        row.get("data-unit"): [cell.text_content().split(" ", 1)[1] for cell in row[1:]]
        for row in page.xpath("//tr[@data-unit]")
    }
    assert shown == wanted
    assert [int(cell.text) for cell in page.xpath("//tr[@class='counts']/td")] == counts


def test_the_chart_shows_the_counts_of_report_json_and_can_be_edited(written, facts):
    counts = [facts["coverage"]["items"][str(n)]["activities"] for n in range(1, 7)]
    with zipfile.ZipFile(written[0] / "report-internal.docx") as archive:
        chart = etree.fromstring(archive.read("word/charts/chart1.xml"))
        data = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx"))).active
        links = archive.read("word/charts/_rels/chart1.xml.rels").decode()
    name = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    assert [int(one.text) for one in chart.findall(".//c:val//c:v", name)] == counts
    assert [row[1] for row in data.iter_rows(min_row=2, values_only=True)] == counts
    assert 'Id="rId1"' in links


def test_each_activity_stands_in_workbook_and_html_with_its_file_hash(written, facts):
    sheet = openpyxl.load_workbook(written[0] / "annex.xlsx")["Hoạt động"]
    rows = {row[5]: (row[0], row[1], row[6]) for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert rows == {one["id"]: (one["item"], one["unit"], one["sha256"]) for one in facts["activities"]}
    page = lxml.html.fromstring((written[0] / "report.html").read_bytes())
    assert len(page.xpath("//tr[@class='activity']")) == len(facts["activities"])


def test_the_internal_copy_has_every_source_with_its_hash_and_every_question(written, facts):
    document = Document(str(written[0] / "report-internal.docx"))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells).replace(
        "\n", ""
    )
    for submission in facts["submissions"]:
        for file in submission["files"]:
            assert file["sha256"] in text and file["name"] in text
    assert all(part in text for part in ASKED)
    assert "cần xác nhận" in text


def test_the_internal_copy_names_the_units_behind_each_activity(written):
    text = "\n".join(one.text for one in Document(str(written[0] / "report-internal.docx")).paragraphs)
    assert "Cử 07 đoàn với 29 lượt người đi công tác, học tập kinh nghiệm tại Lào, Thái Lan và Nhật Bản. [VP]" in text
    assert "[VP, QLCN]" in text
    assert text.count("[Văn phòng bổ sung]") == 4  # number and day of our plan, IV.3, VI
    assert "LƯU HÀNH NỘI BỘ" not in text.upper()


def test_report_json_is_the_report_in_the_contracts_order(report):
    data = report_json_bytes(report)
    again = type(report).model_validate_json(data)
    assert again == report
    keys = list(json.loads(data))
    assert keys[:12] == [
        "period", "version", "origin", "plan_sha256", "request", "submissions",
        "coverage", "missing_units", "activities", "totals", "double_claims", "adjustments",
    ]  # fmt: skip
    assert "Tổ chức".encode() in data


def test_the_manifest_holds_the_hash_of_each_file(written):
    folder, hashes = written
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["files"] == hashes and manifest["event_head"] == HEAD
    assert set(hashes) == NAMES
    assert {one.name for one in folder.iterdir()} == NAMES | {"manifest.json"}
    for name, digest in hashes.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_side_car_has_the_names_of_decree_30_and_leaves_the_number_empty(written):
    side = json.loads((written[0] / "metadata.json").read_bytes())
    assert side["TypeName"] == "Báo cáo" and side["CodeNumber"] == "" and side["IssuedDate"] is None
    assert side["CodeNotation"] == "BC-SKHCN" and side["PageAmount"] is None
    assert side["SignerInfo"] == {"Position": "Giám đốc", "FullName": "Trần Ngọc Lân"}
    assert 0 < len(side["Subject"]) <= 500


def test_no_text_of_a_report_becomes_a_formula_a_link_or_markup(make_report, plan, tmp_path):
    hostile = '=HYPERLINK("http://x.example")<script>alert(1)</script>'
    first, *others = make_report().activities
    report = make_report(activities=(first.model_copy(update={"text": hostile}), *others))
    write_report(report, plan, tmp_path, drafted_at=DRAFTED, event_head=HEAD, with_pdf=False)
    sheet = openpyxl.load_workbook(tmp_path / "annex.xlsx")["Hoạt động"]
    values = [cell for row in sheet.iter_rows(min_row=4) for cell in row if str(cell.value).startswith("=HYPERLINK")]
    assert [cell.data_type for cell in values] == ["s"]
    page = lxml.html.fromstring((tmp_path / "report.html").read_bytes())
    assert not page.xpath("//script | //link | //img | //iframe")
    assert "<script>" in page.text_content()


def test_an_example_says_so_in_every_copy(make_report, plan, tmp_path):
    write_report(make_report(example=True), plan, tmp_path, drafted_at=DRAFTED, event_head=HEAD, with_pdf=False)
    assert "VÍ DỤ" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "VÍ DỤ" in openpyxl.load_workbook(tmp_path / "annex.xlsx").active["A2"].value
    for name in ("report.docx", "report-internal.docx"):
        for story in (
            Document(str(tmp_path / name)).sections[0].footer,
            Document(str(tmp_path / name)).sections[0].first_page_footer,
        ):
            assert "VÍ DỤ" in story.paragraphs[0].text


def test_a_report_without_anything_is_still_rendered(make_report, plan, tmp_path):
    empty = make_report(
        submissions=(), activities=(), totals=(), double_claims=(), findings=(), material=(), missing_units=("VP",)
    )
    hashes = write_report(empty, plan, tmp_path, drafted_at=DRAFTED, event_head=HEAD, with_pdf=False)
    assert set(hashes) == NAMES


def test_missing_pdf_program_is_noted_and_not_fatal(report, plan, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    folder = tmp_path / "v1"
    folder.mkdir()
    hashes = write_report(report, plan, folder, drafted_at=DRAFTED, event_head=HEAD)
    assert "report.pdf" not in hashes
    assert "LibreOffice" in json.loads((folder / "manifest.json").read_bytes())["notes"][0]


def test_a_pdf_program_that_leaves_no_file_or_hangs_is_noted_and_not_fatal(report, plan, tmp_path, monkeypatch):
    from tonghop.rendering.pdf import PdfError, convert_to_pdf

    program = tmp_path / "soffice"
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    with pytest.raises(PdfError, match="không có tệp"):
        convert_to_pdf(b"PK")
    program.write_text("#!/bin/sh\nsleep 30\n")
    started = time.monotonic()
    with pytest.raises(PdfError, match="không trả lời"):
        convert_to_pdf(b"PK", timeout_seconds=0.2)
    assert time.monotonic() - started < 10


def test_the_same_draft_gives_the_same_workbook_and_page(report, plan, tmp_path):
    folders = [tmp_path / "a", tmp_path / "b"]
    results = []
    for folder in folders:
        folder.mkdir()
        results.append(write_report(report, plan, folder, drafted_at=DRAFTED, event_head=HEAD, with_pdf=False))
    assert results[0] == results[1]


def test_a_double_length_report_is_rendered_quickly(make_report, plan, tmp_path):
    report = make_report()
    more = tuple(
        one.model_copy(update={"id": f"{one.id}b", "text": f"{one.text} (đợt 2)"}) for one in report.activities
    )
    longer = make_report(activities=report.activities + more)
    started = time.process_time()
    write_report(longer, plan, tmp_path, drafted_at=DRAFTED, event_head=HEAD, with_pdf=False)
    assert time.process_time() - started < 0.6


def test_both_copies_share_the_same_text(report, plan):
    release = [one.text for one in Document(io.BytesIO(render_release_docx(report, plan))).paragraphs]
    internal = "\n".join(one.text for one in Document(io.BytesIO(render_internal_docx(report, plan))).paragraphs)
    for line in release:
        if line.startswith("- ") or line[:3] in {"I. ", "II."}:
            assert line in internal


def expected_parts(facts, plan) -> list[tuple]:
    owner = {one["id"]: one for one in facts["activities"]}
    rows = []
    for total in facts["totals"]:
        split: dict[str, float] = {}
        for key, place in total["parts"]:
            value = owner[key]["quantities"][place]["value"]
            split[owner[key]["unit"]] = split.get(owner[key]["unit"], 0) + value
        rows.append((float(total["value"]), *(split.get(unit.code) for unit in plan.units)))
    return sorted(rows, key=str)


def test_each_unit_has_its_part_of_every_total_in_workbook_html_and_internal_annex(written, facts, plan):
    codes = [unit.code for unit in plan.units]
    sheet = openpyxl.load_workbook(written[0] / "annex.xlsx")["Số liệu"]
    heads = [cell.value for cell in sheet[3]]
    first = heads.index("Số liệu")
    assert heads[first + 1 : first + 1 + len(codes)] == codes
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert {row[first + 1 + len(codes)] for row in rows} == {"khớp"}
    told = [(float(row[first]), *(each or None for each in row[first + 1 : first + 1 + len(codes)])) for row in rows]
    assert sorted(told, key=str) == expected_parts(facts, plan)

    def read_parts(cells: list[str]) -> tuple:
        return parse(cells[4]), *(parse(each) if each else None for each in cells[5 : 5 + len(codes)])

    page = lxml.html.fromstring((written[0] / "report.html").read_bytes())
    shown = [[cell.text_content().strip() for cell in row] for row in page.xpath("//tr[@class='total']")]
    assert sorted((read_parts(row) for row in shown), key=str) == sorted(
        map(floats, expected_parts(facts, plan)), key=str
    )
    [table] = [
        one for one in Document(str(written[0] / "report-internal.docx")).tables
        if [cell.text for cell in one.rows[0].cells][5:-1] == codes
    ]  # fmt: skip
    inside = [[cell.text for cell in row.cells] for row in table.rows]
    numbered = [row for row in inside if "." in row[0]]
    assert sorted(map(read_parts, numbered), key=str) == sorted(map(floats, expected_parts(facts, plan)), key=str)
    release = Document(str(written[0] / "report.docx")).tables
    assert not any(code in [cell.text for cell in one.rows[0].cells] for one in release for code in codes)


def floats(row: tuple) -> tuple:
    return tuple(None if each is None else float(each) for each in row)


def test_a_total_that_its_units_do_not_add_up_to_says_what_they_come_to(make_report, plan):
    first, *others = make_report().totals
    changed = first.model_copy(update={"value": first.value + 1, "adjusted_from": first.value})
    report = make_report(totals=(changed, *others))
    told = f"số của các đơn vị cộng lại là {format_count(first.value, first.measure)}"
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, plan, created_at=DRAFTED)))
    assert [row[10] for row in book["Số liệu"].iter_rows(min_row=4, values_only=True)].count(told) == 1
    assert told in render_html(report, plan, drafted_at=DRAFTED).decode()


def test_every_sheet_is_printed_across_one_page_in_letters_that_can_be_read(written):
    """Times 12 on 170 widths is 9 points on A4 lying; a sheet without rows is one line."""
    for sheet in openpyxl.load_workbook(written[0] / "annex.xlsx"):
        assert sheet.page_setup.orientation == "landscape" and sheet.print_area
        shown = [one.width for one in sheet.column_dimensions.values() if not one.hidden]
        if sheet.max_row > 3:
            assert sheet.page_setup.fitToWidth in (None, 1) and sheet.sheet_properties.pageSetUpPr.fitToPage, (
                sheet.title
            )
            assert sum(shown) <= 185, sheet.title  # the file adds a little to each column
        else:
            assert sheet["A3"].value.startswith("Không có nội dung nào")
