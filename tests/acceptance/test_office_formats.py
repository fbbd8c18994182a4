"""The real LibreOffice: one call for all files, nothing lost, nothing fetched, nothing left behind."""

import io
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tonghop.reading.docx import reader as docx_reader
from tonghop.reading.limits import Limits
from tonghop.reading.office import convert_documents, converting, find_soffice
from tonghop.reading.raw import Reading
from tonghop.reading.registry import CONVERTED
from tonghop.reading.sheets import read as read_sheets

pytestmark = pytest.mark.acceptance

READ = {"docx": docx_reader.read, "xlsx": read_sheets}
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
SECRET = "chữ của một tệp khác trên máy"
BATCH = 20
SECONDS_PER_FILE = 1.5


def _make_report() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.add_paragraph("Chuyển đổi số", style="List Number")
    document.add_paragraph("An toàn thông tin", style="List Number")
    paragraph = document.add_paragraph("Tổ chức ")
    deleted = f'<w:del {nsdecls("w")} w:id="1" w:author="A"><w:r><w:delText>chín</w:delText></w:r></w:del>'
    inserted = f'<w:ins {nsdecls("w")} w:id="2" w:author="A"><w:r><w:t>ba lớp</w:t></w:r></w:ins>'
    for change in (deleted, inserted):
        paragraph._p.append(parse_xml(change))
    hidden = document.add_paragraph("Thấy").add_run("ẨN")
    hidden.font.hidden = True
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "gộp"
    table.cell(0, 2).text, table.cell(1, 0).text, table.cell(1, 2).text = "a", "b", "c"
    return _save(document)


def _make_workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (("STT", "Nội dung", "Kinh phí"), (1, "Chuyển đổi số", 1234567.5), (2, "An toàn", 0.125)):
        book.active.append(row)
    book.active["C2"].number_format, book.active["C3"].number_format = "#,##0.00", "0.0%"
    book.active["A4"] = "hàng ẩn"
    book.active.row_dimensions[4].hidden = True
    book.active["D2"] = "=2*3"
    return _save(book)


def _save(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _make_odt(body: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    entries = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    entries += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    names = "".join(
        f' xmlns:{name}="{OPEN_DOCUMENT}:{urn}:1.0"' for name, urn in (("office", "office"), ("text", "text"))
    )
    names += f' xmlns:draw="{OPEN_DOCUMENT}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OPEN_DOCUMENT}:manifest:1.0">{entries}</manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content{names} office:version="1.2"><office:body><office:text>{body}</office:text>'
            "</office:body></office:document-content>",
        )
    return stream.getvalue()


def _link(target: str) -> bytes:
    return _make_odt(
        f'<text:p>thấy<draw:frame><draw:image xlink:href="{target}"/></draw:frame></text:p><text:section text:name="S">'
        f'<text:section-source xlink:href="{target}" text:filter-name="Text"/><text:p>cũ</text:p></text:section>'
    )


@pytest.fixture(scope="module")
def server() -> Iterator[SimpleNamespace]:
    """A web server that notes whoever comes."""
    asked: list[str] = []

    class _Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Quiet."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{web.server_port}/x.txt", asked=asked)
    web.shutdown()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory, lack: Callable[[str], None]) -> dict[str, bytes]:
    """format -> a file of that format that LibreOffice wrote."""
    program = find_soffice()
    if program is None:
        lack("LibreOffice")
    folder = tmp_path_factory.mktemp("originals")
    sources = {"docx": folder / "a.docx", "xlsx": folder / "a.xlsx"}
    sources["docx"].write_bytes(_make_report())
    sources["xlsx"].write_bytes(_make_workbook())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for format_, target in CONVERTED.items():
        command = [program, "--headless", profile, "--convert-to", format_, "--outdir", folder, sources[target]]
        subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)
    return {format_: (folder / f"a.{format_}").read_bytes() for format_ in CONVERTED}


@pytest.fixture(scope="module")
def converted(
    originals: dict[str, bytes], server: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, object]:
    """What became of one call with everything in it: good files, damaged ones, ones that reach outside."""
    other = tmp_path_factory.mktemp("other") / "other.txt"
    other.write_text(SECRET)
    files = {format_: (format_, data) for format_, data in originals.items()}
    files |= {f"cut {format_}": (format_, data[: len(data) * 2 // 3]) for format_, data in originals.items()}
    files |= {"file link": ("odt", _link(other.as_uri())), "web link": ("odt", _link(server.url))}
    return dict(zip(files, convert_documents(list(files.values()), Limits()), strict=True))


def _read(converted: dict[str, object], format_: str) -> Reading:
    conversion = converted[format_]
    assert conversion.problem is None
    return READ[CONVERTED[format_]](conversion.data, Limits())


@pytest.mark.parametrize("format_", ["doc", "odt", "rtf"])
def test_labels_changes_hidden_text_tables_and_headers_survive(converted, format_):
    reading = _read(converted, format_)
    told = {(block.kind, block.label, block.text) for block in reading.blocks}
    assert told == {
        ("header", "", "Đầu trang"),
        ("paragraph", "1.", "Chuyển đổi số"),
        ("paragraph", "2.", "An toàn thông tin"),
        ("paragraph", "", "Tổ chức ba lớp"),
        ("paragraph", "", "Thấy"),
        ("table_row", "", "gộp | a"),
        ("table_row", "", "b |  | c"),
    }
    assert {"tracked-changes", "hidden-text"} <= {finding.key for finding in reading.findings}
    assert any("chín" in text for text in reading.unseen)
    assert any("ẨN" in text for text in reading.unseen)


@pytest.mark.parametrize("format_", ["xls", "ods"])
def test_rows_formats_results_and_hidden_rows_of_sheets_survive(converted, format_):
    reading = _read(converted, format_)
    assert [block.text for block in reading.blocks if block.kind == "table_row"] == [
        "STT | Nội dung | Kinh phí",
        "1 | Chuyển đổi số | 1.234.567,50 | 6",
        "2 | An toàn | 12,5%",
    ]
    assert [finding.key for finding in reading.findings] == ["hidden-cells"]


@pytest.mark.parametrize("format_", list(CONVERTED))
def test_a_file_cut_short_is_never_half_a_report(converted, format_):
    assert converted[f"cut {format_}"].problem in {"truncated", "corrupt"}


def test_neither_other_files_nor_the_network_are_reached(converted, server):
    for name in ("file link", "web link"):
        with zipfile.ZipFile(io.BytesIO(converted[name].data)) as archive:
            text = archive.read("word/document.xml").decode()
        assert "thấy" in text
        assert SECRET not in text
    assert server.asked == []


def test_a_batch_is_quick_and_leaves_nothing(originals, tmp_path, monkeypatch):
    monkeypatch.setattr(converting, "_choose_place", lambda _: tmp_path)
    begun = time.monotonic()
    assert all(done.data for done in convert_documents([("odt", originals["odt"])] * BATCH, Limits()))
    assert time.monotonic() - begun < SECONDS_PER_FILE * BATCH
    assert list(tmp_path.iterdir()) == []
