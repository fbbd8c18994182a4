"""Whether an OpenDocument file is whole and plain before LibreOffice opens it; runs in the child, since it inflates.

LibreOffice mends a damaged zip silently and shows what is left of it. Keeps out .docx and .xlsx: their readers check.
"""

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from tonghop.reading.limits import Limits
from tonghop.reading.raw import UnreadableError

_MARKUP = (".xml", ".rels", ".rdf", ".vml")
_MOST_CELLS = 5_000_000
_OWN_ENTITIES = re.compile(rb"<!DOCTYPE[^>\[]*\[|<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E")


def check_open_document(data: bytes, limits: Limits) -> None:
    """Inflate every part once; old files name a DOCTYPE, but no entities of their own.

    Args:
        data: a zip that precheck let pass.
        limits: the bounds.

    Raises:
        UnreadableError: `corrupt`, `doctype`, or `bomb` for a part that is longer than it says.
    """
    left = limits.unpacked_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                content = _inflate(archive, member, left)
                left -= len(content)
                if member.filename.lower().endswith(_MARKUP) and _OWN_ENTITIES.search(content):
                    raise UnreadableError("doctype")
                if member.filename == "content.xml" and b"-repeated" in content:
                    _check_repeats(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError("corrupt") from error


def _check_repeats(content: bytes) -> None:
    """A few words can say that a figure stands in every cell of a sheet; empty cells, repeated, cost nothing."""
    cells = 0
    rows = etree.iterparse(
        io.BytesIO(content), tag="{*}table-row", resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        for _, row in rows:
            columns = sum(_read_repeat(cell, "columns") for cell in row if len(cell) or _is_filled(cell))
            cells += columns * _read_repeat(row, "rows")
            if cells > _MOST_CELLS:
                raise UnreadableError("bomb")
            row.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadableError("corrupt") from error


def _is_filled(cell: Any) -> bool:
    return any(name.rsplit("}", 1)[-1] in {"value-type", "formula"} for name in cell.attrib)


def _read_repeat(element: Any, what: str) -> int:
    repeats = (value for name, value in element.attrib.items() if name.endswith(f"}}number-{what}-repeated"))
    value = next(repeats, "1")
    return min(int(value), _MOST_CELLS + 1) if value.isascii() and value.isdecimal() else 1


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """The part, its checksum compared; pictures too, since damage anywhere makes LibreOffice mend the whole."""
    if member.file_size > most_bytes:
        raise UnreadableError("bomb")
    with archive.open(member) as stream:
        return stream.read()
