"""What LibreOffice would not tell: a file with a password, and one cut short, which it may open without its end.

Keeps out everything that parses text. Each check costs well under a millisecond.
"""

import io
import struct
import zipfile

_ORDER_AND_SHIFT = struct.Struct("<HH")
_ORDER_AT, _NEXT_TABLE_AT = 28, 68
_LITTLE_ENDIAN = 0xFFFE
_SPECIAL = 0xFFFFFFFA
_HEADER_BYTES = 512
_HEADER_ENTRIES = 109


def find_problem(format_: str, data: bytes) -> str | None:
    """The key of the finding that makes a conversion useless, or None.

    Args:
        format_: doc, xls, odt, ods or rtf.
        data: the file.
    """
    if format_ in {"odt", "ods"}:
        return _find_zip_problem(data)
    return _find_ole_problem(data) if format_ in {"doc", "xls"} else None


def _find_zip_problem(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            manifest = archive.read("META-INF/manifest.xml")
    except KeyError:
        return None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return "corrupt"
    return "encrypted" if b"encryption-data" in manifest else None


def _find_ole_problem(data: bytes) -> str | None:
    """A container whose own table leads behind the end of the file, or that is none."""
    if len(data) < _HEADER_BYTES:
        return "truncated"
    order, shift = _ORDER_AND_SHIFT.unpack_from(data, _ORDER_AT)
    if order != _LITTLE_ENDIAN or shift not in {9, 12}:
        return "corrupt"
    size = 1 << shift
    tables = _find_tables(data, size)
    if tables is None:
        return "truncated"
    sectors = -(-len(data) // size) - 1  # the last one may be short
    entries = (entry for table in tables for entry in struct.unpack_from(f"<{size // 4}I", data, (table + 1) * size))
    # Only chains that begin within the file count: some writers leave rubbish in the rest of the table.
    cut = any(sectors <= entry < _SPECIAL for entry, _ in zip(entries, range(sectors), strict=False))
    return "truncated" if cut else None


def _find_tables(data: bytes, size: int) -> list[int] | None:
    """The sectors of the allocation table; None when one lies behind the end of the file."""
    listed = list(struct.unpack_from(f"<{_HEADER_ENTRIES}I", data, _HEADER_BYTES - 4 * _HEADER_ENTRIES))
    next_table = int.from_bytes(data[_NEXT_TABLE_AT : _NEXT_TABLE_AT + 4], "little")
    most = len(data) // size
    while next_table < _SPECIAL and len(listed) <= most + _HEADER_ENTRIES + size:
        if (next_table + 2) * size > len(data):
            return None
        *more, next_table = struct.unpack_from(f"<{size // 4}I", data, (next_table + 1) * size)
        listed += more
    tables = [sector for sector in listed if sector < _SPECIAL]
    return None if any((sector + 2) * size > len(data) for sector in tables) else tables
