"""One report in every format that units send: the same figures from each, counted once, scans only after a look."""

import io
import json
import os
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from cli.main import main
from examples.making import qlcn, ttnc
from examples.making.docx_files import write_bold_report
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tests.conftest import MORNING_AFTER, make_bare, open_at
from tonghop import steps
from tonghop.audit import verify
from tonghop.ledger.submissions import load_submissions
from tonghop.reading.farm import stages
from tonghop.steps.drafting import ask

pytestmark = pytest.mark.acceptance
PROGRAMS = ("soffice", "tesseract", "pdftoppm")
PATH = os.environ["PATH"]
# The letters of TCVN3 by their codes, from the standard's own table.
TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        strict=True,
    )
)
FORM = [
    ["SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ"],
    ["TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO"],
    ["Số: 31/BC-TTNC"],
    ["BÁO CÁO"],
    ["Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"],
    ["STT", "Nội dung", "Kết quả", "Số lượng"],
    [3, "Tham gia sự kiện, đón tiếp đoàn quốc tế", "Đón đoàn khách quốc tế", "06 đoàn"],
    [4, "Tuyên truyền trên các phương tiện thông tin truyền thông", "Đăng trên Cổng thông tin điện tử", "41 tin, bài"],
    [6, "Hợp tác quốc tế", "Ký biên bản ghi nhớ", "01 biên bản"],
]


# the files ------------------------------------------------------------------------------------------------------------


def encode(run: Any) -> None:
    """A run in the old fonts: capitals with marks exist only as small letters in a font of capitals."""
    text = unicodedata.normalize("NFC", run.text)
    capitals = text.isupper()
    shown = text.lower() if capitals else "".join(c if c in TCVN3 or ord(c) < 128 else c.lower() for c in text)
    run.text = "".join(TCVN3.get(letter, letter) for letter in shown)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for side in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{side}"), ".VnTimeH" if capitals else ".VnTime")


def write_legacy(report: bytes) -> bytes:
    document = Document(io.BytesIO(report))
    paragraphs = [*document.paragraphs]
    paragraphs += [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    for run in {run._r: run for paragraph in paragraphs for run in paragraph.runs}.values():
        encode(run)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def write_scan(pdf: Path, place: Path) -> bytes:
    """The pages of a PDF as pictures in a PDF of their own, as a scanner gives them."""
    subprocess.run(["pdftoppm", "-r", "200", "-jpeg", str(pdf), str(place / "page")], check=True)
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    pages = []
    for path in sorted(place.glob("page*.jpg")):
        data = path.read_bytes()
        width, height, colours = find_size(data)
        number = len(objects) + 1
        pages.append(number)
        content = b"q 595 0 0 842 0 0 cm /I Do Q"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /XObject << /I %d 0 R >> >> >>" % (number + 1, number + 2),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 "
            b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, colours, len(data), data),
        ]
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def find_size(jpeg: bytes) -> tuple[int, int, bytes]:
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    height, width = (int.from_bytes(jpeg[place : place + 2], "big") for place in (at + 5, at + 7))
    return width, height, b"/DeviceRGB" if jpeg[at + 9] == 3 else b"/DeviceGray"


def write_sheet(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def write_mail(**attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ttnc@ttnc.example", "vp@so.example", "Báo cáo 6 tháng"
    mail["Date"] = "Mon, 17 Jun 2024 08:00:00 +0700"
    mail.set_content("Kính gửi Văn phòng Sở, Trung tâm gửi báo cáo 6 tháng đầu năm 2024.\n\nTrân trọng.")
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, lack: Callable[[str], None]) -> dict[str, bytes]:
    """File name -> bytes of the same report in each format; one process of LibreOffice for each target."""
    for program in PROGRAMS:
        if shutil.which(program) is None:
            lack(program)
    place = tmp_path_factory.mktemp("formats")
    report = write_bold_report(ttnc.HALF_YEAR)
    short = write_bold_report(qlcn.FIRST)  # one page: recognising costs seconds a page
    (place / "bc.docx").write_bytes(report)
    (place / "ngắn.docx").write_bytes(short)
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    for target in ("pdf", "doc", "odt", "rtf", "html"):
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(place)]
        sources = [place / "bc.docx", place / "ngắn.docx"] if target == "pdf" else [place / "bc.docx"]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True)
    made = {suffix: (place / f"bc.{suffix}").read_bytes() for suffix in ("pdf", "doc", "odt", "rtf", "html")}
    return {
        "bc.docx": report,
        **{f"bc.{suffix}": data for suffix, data in made.items()},
        "bc tcvn3.docx": write_legacy(report),
        "bc.eml": write_mail(**{"bc.docx": report, "bc ký.pdf": made["pdf"]}),
        "bc.zip": write_zip(**{"bc ký.pdf": made["pdf"], "bc.odt": made["odt"]}),
        "bc ngắn.docx": short,
        "bc quét.pdf": write_scan(place / "ngắn.pdf", place),
        "mẫu.xlsx": write_sheet(FORM),
    }


# the run --------------------------------------------------------------------------------------------------------------


class Office:
    """A unit's folder, the outputs, and the steps of the main job one by one."""

    def __init__(self, place: Path, unit: str) -> None:
        self.folder = place / "chung" / unit
        self.folder.mkdir(parents=True)
        self.outputs = place / "outputs"
        self.hours = 0

    def bring(self, name: str, data: bytes) -> None:
        """One hour after the one before, so that what came last is known."""
        self.hours += 1
        arrived = (MORNING_AFTER - timedelta(hours=100 - self.hours)).timestamp()
        (self.folder / name).write_bytes(data)
        os.utime(self.folder / name, (arrived, arrived))

    def open(self) -> Any:
        return open_at(self.outputs, folders=(self.folder.parent,))

    def work(self) -> SimpleNamespace:
        with self.open() as job:
            received = [each for source in job.sources for each in steps.gather(job, source).received]
            ids = steps.list_unfiled(job)
            filed = sum(steps.file_submissions(job, chunk) for chunk in ids)
            ask(job)
            totals = [(total.indicator, total.scope, total.value) for total in steps.assess(job).report.totals]
        return SimpleNamespace(received=received, filed=filed, totals=totals)

    def load(self) -> dict[str, FiledSubmission]:
        with self.open() as job, job.ledger.read() as connection:
            return {row.files[0].name: row for row in load_submissions(connection)}

    def prove(self) -> None:
        with self.open() as job:
            assert verify(job.ledger, job.archive.root, self.outputs) == []


@pytest.fixture(scope="module")
def environment() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        make_bare(patch)
        patch.setenv("PATH", PATH)  # with LibreOffice and tesseract
        patch.setenv("TONGHOP_SETTLE_SECONDS", "0")
        yield patch


@pytest.fixture(scope="module")
def done(files: dict[str, bytes], environment: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All files taken in, read, and drafted once; `asked` is how many files reading had to work on while filing."""
    office = Office(tmp_path_factory.mktemp("office"), "TTNC")
    for name, data in files.items():
        if name not in ("bc ngắn.docx", "bc quét.pdf"):
            office.bring(name, data)
    with office.open() as job:
        for source in job.sources:
            steps.gather(job, source)
    asked: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        admit = stages.Farm.admit
        patch.setattr(stages.Farm, "admit", lambda self, name, data: (asked.append(name), admit(self, name, data))[1])
        result = office.work()
    return SimpleNamespace(office=office, asked=asked, rows=office.load(), **vars(result))


def figures(row: FiledSubmission) -> list[tuple[int, float, str, str | None]]:
    assert row.content is not None
    return sorted(
        (number, quantity.value, quantity.measure, quantity.indicator or "")
        for number, item in row.content.items.items()
        for activity in item.activities
        for quantity in activity.quantities
    )


@pytest.mark.parametrize(
    "name", ["bc.doc", "bc.odt", "bc.rtf", "bc.pdf", "bc.html", "bc tcvn3.docx", "bc.eml", "bc.zip"]
)
def test_each_format_gives_the_figures_of_the_word_file_once(done: Any, name: str) -> None:
    plain, row = done.rows["bc.docx"], done.rows[name]
    assert len(figures(plain)) > 20
    assert figures(row) == figures(plain)
    assert (row.content.unit, row.content.period) == ("TTNC", "2024-H1")
    assert row.status is CheckStatus.ACCEPTED, row.findings
    assert {doubt.rule for doubt in row.content.doubts} == {doubt.rule for doubt in plain.content.doubts}


def test_a_form_in_a_workbook_gives_its_figures(done: Any) -> None:
    row = done.rows["mẫu.xlsx"]
    assert [(item, value) for item, value, _, _ in figures(row)] == [(3, 6), (4, 41), (6, 1)]
    assert (row.content.unit, row.content.period, row.status) == ("TTNC", "2024-H1", CheckStatus.ACCEPTED)


def test_filing_reads_nothing_again_and_neither_does_a_second_run(done: Any) -> None:
    assert done.asked == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages.Farm, "admit", lambda self, name, data: pytest.fail(f"read again: {name}"))
        again = done.office.work()
    assert (again.received, again.filed, again.totals) == ([], 0, done.totals)
    done.office.prove()


def test_a_scan_waits_for_a_look_then_is_recognised_and_still_does_not_count_by_itself(
    files: dict[str, bytes], environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And beside its Word copy, here in a zip, it is the signed copy once it was seen."""
    office = Office(tmp_path, "QLCN")
    office.bring("bc quét.pdf", files["bc quét.pdf"])
    office.bring("bc.zip", write_zip(**{"bc.docx": files["bc ngắn.docx"], "bc quét.pdf": files["bc quét.pdf"]}))
    before = office.work()
    rows = office.load()
    scan, beside = rows["bc quét.pdf"], rows["bc.zip"]
    assert (scan.status, [finding.rule for finding in scan.findings]) == (CheckStatus.NEEDS_PERSON, ["image-only"])
    assert (beside.status, beside.content and beside.content.unit) == (CheckStatus.NEEDS_PERSON, "QLCN")
    assert before.totals == []
    (asked,) = list_scans(capsys, office)  # one file, though two submissions brought it
    assert "bc quét.pdf" in asked["text"]

    given = ("inbox", "decide", asked["key"], "--choice", "no-mark", "--by", "Trần Ngọc Lân", "--outputs")
    assert "không có dấu mật" in run_command(capsys, *given, office.outputs)
    shutil.rmtree(office.outputs / "cache")  # no truth: what was in it is read again
    after = office.work()
    rows = office.load()
    scan, beside = rows["bc quét.pdf"], rows["bc.zip"]
    assert (scan.status, "ocr" in {each.rule for each in scan.findings}) == (CheckStatus.NEEDS_PERSON, True)
    assert beside.status is CheckStatus.ACCEPTED, beside.findings
    assert (after.filed, figures(scan)) == (2, figures(beside))

    plain = Office(tmp_path / "plain", "QLCN")
    plain.bring("bc.docx", files["bc ngắn.docx"])
    expected = plain.work()
    assert figures(beside) == figures(plain.load()["bc.docx"])
    assert after.totals == expected.totals != []
    assert list_scans(capsys, office) == []
    assert office.work().filed == 0
    office.prove()


def list_scans(capsys: pytest.CaptureFixture[str], office: Office) -> list[Any]:
    told = run_command(capsys, "inbox", "list", "--format", "json", "--outputs", office.outputs)
    return [entry for line in told.splitlines() if (entry := json.loads(line))["kind"] == "scan"]


def run_command(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    assert ended.value.code in (0, 1), told.err
    return told.out
