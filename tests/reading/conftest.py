"""Builders of real files: .docx from raw XML parts."""

import io
import zipfile
from collections.abc import Callable, Mapping

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
