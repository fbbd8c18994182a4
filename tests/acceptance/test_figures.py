"""Every figure that people read equals report.json, and every activity leads back to the words of an archived file."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import lxml.html
import openpyxl
import pytest

from tonghop.reading import read_documents

pytestmark = pytest.mark.acceptance

FILES = {
    "report.docx", "report-internal.docx", "annex.xlsx", "report.html",
    "report.json", "metadata.json", "manifest.json",
}  # fmt: skip
SCOPES = {"period": "trong kỳ", "cumulative": "lũy kế", "planned": "dự kiến"}
PREFIXES = {"Trong kỳ": "trong kỳ", "Lũy kế": "lũy kế", "Dự kiến": "dự kiến"}
STATES = {
    "reported": "có kết quả",
    "nothing": "không phát sinh",
    "empty": "có mục nhưng để trống",
    "not_assigned": "không giao",
}
REASONS = {"no_report": "chưa gửi báo cáo", "not_mentioned": "không đề cập"}


@pytest.fixture(scope="module")
def run_examples(
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], Path]:
    """run_examples() -> version folder v1 after one more `tonghop run` on the shipped examples, with LibreOffice."""
    outputs = tmp_path_factory.mktemp("examples")
    environ = make_environ() | {"PATH": os.environ["PATH"]}

    def run() -> Path:
        done = run_tonghop("run", "2024-H1", "--send", "always", "--outputs", outputs, environ=environ)
        assert done.code in (0, 1), done.said
        assert "VÍ DỤ" in done.said
        return outputs / "reports" / "2024-H1" / "v1"

    return run


@pytest.fixture(scope="module")
def version(run_examples: Callable[[], Path]) -> Path:
    return run_examples()


@pytest.fixture(scope="module")
def facts(version: Path) -> dict[str, Any]:
    return dict(json.loads((version / "report.json").read_bytes()))


def parse(text: str) -> float:
    """`trên 1.246,5 đoàn` -> 1246.5"""
    return float(re.findall(r"\d[\d.]*(?:,\d+)?", text)[-1].replace(".", "").replace(",", "."))


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def expect_totals(facts: dict[str, Any], plan: Any) -> list[tuple[Any, ...]]:
    titles = {key: indicator.title.lower() for key, (_, indicator) in plan.indicators().items()}
    return sorted(
        (titles[one["indicator"]], one["measure"], SCOPES[one["scope"]], float(one["value"])) for one in facts["totals"]
    )


def read_annex_totals(path: Path) -> list[tuple[Any, ...]]:
    """Annex I of a copy: the table that has indicators."""
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in docx.Document(str(path)).tables]
    (rows,) = (rows for rows in tables if "Chỉ tiêu" in rows[0])
    columns = [rows[0].index(name) for name in ("Chỉ tiêu", "Đơn vị tính", "Phạm vi", "Số liệu")]
    found = [[row[column] for column in columns] for row in rows[1:] if "." in row[0]]
    return sorted((name.lower(), measure, scope, parse(value)) for name, measure, scope, value in found)


def read_sentence_totals(path: Path, plan: Any) -> list[tuple[Any, ...]]:
    """The sentences of section II that sum up: `Trong kỳ: 07 đoàn ra; cán bộ cử đi tập huấn: 05 lượt người; ...`."""
    names = {indicator.title.lower(): indicator.measure for _, indicator in plan.indicators().values()}
    found = []
    for paragraph in docx.Document(str(path)).paragraphs:
        head, _, rest = paragraph.text.removeprefix("- ").partition(": ")
        scope = next((PREFIXES[each] for each in PREFIXES if head == each or head.startswith(f"{each} từ ")), None)
        if scope is None:
            continue
        figures, _, _disputed = rest.partition(". [")  # the internal copy tells in brackets what is disputed
        for part in re.sub(r" \([^)]*\)", "", figures).rstrip(".").split("; "):
            name, _, figure = part.rpartition(": ")
            if not name:  # a title that begins with what is counted says it once
                name = max((each for each in names if part.lower().endswith(f" {each}")), key=len)
                figure = part[: -len(name)] + names[name]
            assert figure.endswith(names[name.lower()])
            found.append((name.lower(), names[name.lower()], scope, parse(figure.removesuffix(names[name.lower()]))))
    return sorted(found)


def test_all_files_of_a_version_are_there_and_two_mails_beside_them(version: Path) -> None:
    assert {path.name for path in version.iterdir()} - {"report.pdf"} == FILES
    mails = sorted((version.parents[2] / "outbox").glob("*.eml"))
    assert [path.name for path in mails] == ["2024-H1-v1-STTTT.eml", "2024-H1-v1-UBND.eml"]


@pytest.mark.parametrize("name", ["report.docx", "report-internal.docx"])
def test_totals_of_both_copies_equal_report_json(name: str, version: Path, facts: dict[str, Any], plan: Any) -> None:
    expected = expect_totals(facts, plan)
    assert len(expected) > 20
    assert read_annex_totals(version / name) == expected
    assert read_sentence_totals(version / name, plan) == expected


def test_totals_of_workbook_and_page_equal_report_json(version: Path, facts: dict[str, Any], plan: Any) -> None:
    sheet = openpyxl.load_workbook(version / "annex.xlsx")["Số liệu"]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[6], int | float)]
    assert sorted((row[2].lower(), row[3], row[4], float(row[6])) for row in rows) == expect_totals(facts, plan)
    page = lxml.html.fromstring((version / "report.html").read_bytes())
    shown = [[cell.text_content().strip() for cell in row] for row in page.xpath("//tr[@class='total']")]
    assert sorted((one[1].lower(), one[2], one[3], parse(one[4])) for one in shown) == expect_totals(facts, plan)


def test_totals_are_the_sums_of_their_parts(facts: dict[str, Any]) -> None:
    activities = {one["id"]: one for one in facts["activities"]}
    for total in facts["totals"]:
        parts = [activities[key]["quantities"][index] for key, index in total["parts"]]
        assert sum(part["value"] for part in parts) == total["value"]
        assert {(part["indicator"], part["scope"]) for part in parts} == {(total["indicator"], total["scope"])}


def test_coverage_of_copy_workbook_and_page_equals_report_json(version: Path, facts: dict[str, Any]) -> None:
    coverage = facts["coverage"]
    expected = {
        unit: [REASONS[cell["reason"]] if cell["reason"] else STATES[cell["state"]] for cell in cells.values()]
        for unit, cells in coverage["cells"].items()
    }
    counts = [item["activities"] for item in coverage["items"].values()]
    assert len(expected) == coverage["expected_units"]
    assert sum(counts) == len(facts["activities"])

    (table,) = (
        one
        for one in docx.Document(str(version / "report-internal.docx")).tables
        if one.rows[0].cells[0].text == "Đơn vị"
    )
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows[1:]}
    assert {unit: [cell.split(" ", 1)[1] for cell in rows[unit]] for unit in expected} == expected
    assert list(map(int, rows["Số hoạt động"])) == counts

    sheet = openpyxl.load_workbook(version / "annex.xlsx")["Tình hình báo cáo"]
    cells = {(row[0], row[1]): list(row[2:]) for row in sheet.iter_rows(values_only=True)}
    assert {unit: row for (unit, _), row in cells.items() if unit in expected} == expected
    assert cells["Chung", "Số hoạt động"] == counts

    page = lxml.html.fromstring((version / "report.html").read_bytes())
    shown = {
        row.get("data-unit"): [cell.text_content().strip().split(" ", 1)[1] for cell in row[1:]]
        for row in page.xpath("//tr[@data-unit]")
    }
    assert shown == expected
    assert [int(cell.text) for cell in page.xpath("//tr[@class='counts']/td")] == counts


def test_the_text_of_every_activity_stands_in_every_copy(version: Path, facts: dict[str, Any]) -> None:
    def read_docx(name: str) -> str:
        return "\n".join(paragraph.text for paragraph in docx.Document(str(version / name)).paragraphs)

    sheet = openpyxl.load_workbook(version / "annex.xlsx")["Hoạt động"]
    page = lxml.html.fromstring((version / "report.html").read_bytes())
    places = {
        "report.docx": read_docx("report.docx"),
        "report-internal.docx": read_docx("report-internal.docx"),
        "annex.xlsx": "\n".join(str(row[2]) for row in sheet.iter_rows(values_only=True)),
        "report.html": page.text_content(),
    }
    assert len(facts["activities"]) > 30
    for name, text in places.items():
        # A table's amount column is told as a sentence tells it: `Bản tin; số lượng: 06 số` is `Bản tin: 06 số`.
        told = [
            fold(one["text"]).replace("; số lượng: ", ": ").rstrip(".;")
            for one in facts["activities"]
            if one["printed"] or name != "report.docx"  # what is undecided or no result is told to the leader alone
        ]
        missing = [words for words in told if words not in fold(text)]
        assert (name, missing) == (name, [])


def test_every_activity_leads_to_its_words_in_an_archived_file(version: Path, facts: dict[str, Any]) -> None:
    names = {file["sha256"]: file["name"] for one in facts["submissions"] for file in one["files"]}
    archive = version.parents[2] / "archive"
    documents = {}
    for sha256 in {one["sha256"] for one in facts["activities"]}:
        data = (archive / sha256[:2] / sha256).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
        (documents[sha256],) = read_documents([(names[sha256], data)])
    for one in facts["activities"]:
        place, _, _cell = one["locator"].partition("/c")
        (block,) = (block for block in documents[one["sha256"]].blocks if block.locator == place)
        # A table row's figure stands in another cell: the sentence joins them by "; số lượng: ".
        for words in fold(one["text"]).split("; số lượng: "):
            assert words.rstrip(".;") in fold(block.text), one


def test_the_printed_report_holds_the_same_totals(
    version: Path, facts: dict[str, Any], lack: Callable[[str], None]
) -> None:
    if shutil.which("soffice") is None:
        lack("LibreOffice")
    if shutil.which("pdftotext") is None:
        lack("pdftotext")
    printed = fold(
        subprocess.run(
            ["pdftotext", "-layout", version / "report.pdf", "-"], check=True, capture_output=True, text=True
        ).stdout
    )
    for total in facts["totals"]:
        value = f"{total['value']:,}".replace(",", ".") if total["value"] >= 10 else f"{total['value']:02}"
        assert f"{total['measure']} {SCOPES[total['scope']]} {value}" in printed.replace("trên ", ""), total


def test_one_more_file_makes_the_next_version_and_nothing_more_makes_none(
    run_examples: Callable[[], Path], version: Path, facts: dict[str, Any]
) -> None:
    outputs = version.parents[2]

    def read_hashes(*folders: Path) -> dict[Path, str]:
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = read_hashes(version, outputs / "archive", outputs / "outbox")
    run_examples()
    assert read_hashes(version, outputs / "archive", outputs / "outbox") == before
    assert not version.with_name("v2").exists()

    folder = outputs / "examples" / "inbox" / "folder"
    (own,) = folder.glob("*(VP).docx")
    document = docx.Document(str(own))
    (cell,) = (cell for row in document.tables[1].rows for cell in row.cells if cell.text == "41 tin, bài")
    cell.paragraphs[0].runs[0].text = "44 tin, bài"
    for run in cell.paragraphs[0].runs[1:]:
        run.text = ""
    document.save(str(folder / "VP" / "BC TTDN 6T 2024 thay the.docx"))
    run_examples()

    after = read_hashes(version, outputs / "archive", outputs / "outbox")
    assert {path: after.get(path) for path in before} == before
    second = json.loads((version.with_name("v2") / "report.json").read_bytes())
    assert (second["version"], len(second["submissions"])) == (2, len(facts["submissions"]) + 1)
    (replaced,) = (one for one in second["submissions"] if one["files"][0]["name"] == own.name)
    (replacing,) = (one for one in second["submissions"] if "thay the" in one["files"][0]["name"])
    assert (replacing["unit"], replacing["status"], replaced["superseded_by"]) == ("VP", "accepted", replacing["id"])
    sums = [{(one["indicator"], one["scope"]): one["value"] for one in report["totals"]} for report in (facts, second)]
    changed = {key: sums[1][key] - value for key, value in sums[0].items() if sums[1][key] != value}
    assert changed == {("tin-bai-cong", "period"): 3}

    versions = read_hashes(version.parent)
    run_examples()
    assert read_hashes(version.parent) == versions
