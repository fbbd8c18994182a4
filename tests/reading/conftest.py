"""Builders of real files: .docx from raw XML parts."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from tonghop.reading.docx import reader
from tonghop.reading.limits import Limits
from tonghop.reading.raw import Reading

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATED = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "settings": "settings",
}
ROOTS = {"header": "hdr", "footer": "ftr"}


def _part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{inner}</w:{root}>'


def _relation(name: str) -> str:
    kind = RELATED.get(name) or name.rstrip("0123456789")
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'


def build_docx(body: str = "", extra: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """A .docx whose main part has that body; keyword parts (styles, header1 ...) are related to it by their name."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}">'
        + "".join(map(_relation, parts))
        + "</Relationships>",
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = _part(ROOTS.get(name.rstrip("0123456789"), name), inner)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | dict(extra or {})).items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    return build_docx


@pytest.fixture(scope="session")
def read_docx() -> Callable[..., Reading]:
    """Build a .docx and read it in this process, without the child."""

    def read(body: str = "", **parts: str) -> Reading:
        return reader.read(build_docx(body, **parts), Limits())

    return read


class PdfPage:
    """Content of one page of a hand-made PDF; x and y in points from the lower left corner, as PDF has it."""

    def __init__(self, document: "PdfFile", attributes: str) -> None:
        self.document, self.attributes, self.content = document, attributes, ""

    def text(self, x: float, y: float, text: str, *, size: float = 12, font: str = "F1", state: str = "") -> "PdfPage":
        codes = bytes(map(self.document.find_code, text)).hex()
        self.content += f"q BT {state} /{font} {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET Q\n"
        return self

    def lines(self, x: float, y: float, *texts: str, step: float = 16, **look: Any) -> "PdfPage":
        for number, text in enumerate(texts):
            self.text(x, y - number * step, text, **look)
        return self

    def draw(self, operators: str) -> "PdfPage":
        self.content += f"q {operators} Q\n"
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> "PdfPage":
        across = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
        return self.draw(" ".join(across + [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]))

    def image(self, x: float, y: float, width: float, height: float) -> "PdfPage":
        return self.draw(f"{width} 0 0 {height} {x} {y} cm /I1 Do")


class PdfFile:
    """A small PDF written by hand: fonts F1 and F2 (bold), every letter half as wide as high, image I1 (one pixel)."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.pages: list[PdfPage] = []

    def find_code(self, char: str) -> int:
        """ASCII as it is, other letters from 161 on: codes that have a glyph, which PDFium wants to see."""
        others = sum(known > "~" for known in self.codes)
        return self.codes.setdefault(char, ord(char) if char <= "~" else 161 + others)

    def page(self, *, width: float = 595, height: float = 842, attributes: str = "") -> PdfPage:
        self.pages.append(PdfPage(self, f"/MediaBox [0 0 {width} {height}] {attributes}"))
        return self.pages[-1]

    def build(
        self, objects: Sequence[str] = (), catalogue: str = "", info: str = "", fonts: str = "Helvetica"
    ) -> bytes:
        """The bytes; `objects` get the numbers from 10 on."""
        numbers = range(10 + len(objects), 10 + len(objects) + 2 * len(self.pages), 2)
        kids = " ".join(f"{number} 0 R" for number in numbers)
        shown = "".join(f"<{code:02x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in self.codes.items())
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
            f"endcodespacerange {len(self.codes)} beginbfchar\n{shown}endbfchar endcmap end end"
        )
        font = (
            "<< /Type /Font /Subtype /Type1 /BaseFont /{0} "
            "/Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 255 /Widths [{1}] /ToUnicode 6 0 R "
            "/FontDescriptor << /Type /FontDescriptor /FontName /{0} /Flags 32 /FontBBox [0 -250 600 900] /Ascent 900 "
            "/Descent -250 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>"
        )
        widths = " ".join(["500"] * 256)
        bodies = [
            f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>",
            f"<< {info} >>",
            font.format(fonts, widths),
            font.format(f"{fonts}-Bold", widths),
            f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            "/Length 1 >>\nstream\n0\nendstream",
            "<< /Font << /F1 4 0 R /F2 5 0 R >> /XObject << /I1 7 0 R >> >>",
            "null",
            *objects,
        ]
        for number, page in zip(numbers, self.pages, strict=True):
            bodies += [
                f"<< /Type /Page /Parent 2 0 R {page.attributes} /Resources 8 0 R /Contents {number + 1} 0 R >>",
                f"<< /Length {len(page.content)} >>\nstream\n{page.content}\nendstream",
            ]
        out = b"%PDF-1.7\n"
        offsets = []
        for number, body in enumerate(bodies, start=1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        size = len(bodies) + 1
        end = (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {size} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        )
        return out + end.encode("latin-1")


@pytest.fixture
def pdf() -> PdfFile:
    """An empty PDF to write on."""
    return PdfFile()
