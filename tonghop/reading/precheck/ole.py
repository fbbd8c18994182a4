"""The directory of an OLE container (.doc, .xls, .msg, encrypted Office): what is in it, and how its streams begin.

Keeps out what streams mean: LibreOffice, the mail reader and word.py know. Damaged containers give what can be had.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = struct.Struct("<64sHBxIII36xIQ")  # name, its length, type, left, right, child, ..., start, size
_HEADER_BYTES = 512
_MOST_SECTORS = 4_000
_MINI_BYTES = 4096
_SMALL_SECTOR = 64
_NONE = 0xFFFFFFFA
_MOST_TOPS = 2_000


class Entry(NamedTuple):
    """A stream or storage at the top: its name in lower case, and where it begins."""

    name: str
    start: int
    size_bytes: int


def read_tops(data: bytes) -> list[Entry]:
    """What stands directly below the root; [] when the directory cannot be read."""
    directory = _read_directory(data)
    count = len(directory) // _ENTRY.size
    found: dict[int, Entry] = {}
    waiting = [_ENTRY.unpack_from(directory, 0)[5]] if count else []
    while waiting and len(found) < _MOST_TOPS:  # the entries form a tree of siblings
        number = waiting.pop()
        if number < count and number not in found:
            name, length, _, left, right, _, start, size = _ENTRY.unpack_from(directory, number * _ENTRY.size)
            text = name[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            found[number] = Entry(text.lower(), start, size & 0xFFFFFFFF)
            waiting += [left, right]
    return list(found.values())


def has_entry(data: bytes, names: tuple[str, ...]) -> bool:
    """Whether a stream or storage of such a name stands anywhere in it."""
    directory = _read_directory(data)
    return any(f"{name}\0".encode("utf-16-le") in directory for name in names)


def read_beginning(data: bytes, entry: Entry) -> bytes:
    """The first bytes of a stream, a sector at most; b"" for one that is so small that it stands elsewhere."""
    if entry.size_bytes < _MINI_BYTES:
        return b""
    return next(_chain(data, entry.start, 1), b"")


def read_stream(data: bytes, entry: Entry) -> bytes:
    """A stream, as far as it lies within the file."""
    if entry.size_bytes < _MINI_BYTES:
        return _read_small(data, entry)
    most = min(entry.size_bytes, len(data)) // _sector_bytes(data) + 1
    return b"".join(_chain(data, entry.start, most))[: entry.size_bytes]


def _read_small(data: bytes, entry: Entry) -> bytes:
    """A stream that stands with others in the one that belongs to the root."""
    directory = _read_directory(data)
    if len(directory) < _ENTRY.size:
        return b""
    room = b"".join(_chain(data, _ENTRY.unpack_from(directory, 0)[6], _MOST_SECTORS))
    links = b"".join(_chain(data, int.from_bytes(data[60:64], "little"), _MOST_SECTORS))
    found, sector = b"", entry.start
    while len(found) < entry.size_bytes and 4 * sector + 4 <= len(links):
        found += room[_SMALL_SECTOR * sector : _SMALL_SECTOR * (sector + 1)].ljust(_SMALL_SECTOR, b"\0")
        sector = int.from_bytes(links[4 * sector : 4 * sector + 4], "little")
    return found[: entry.size_bytes]


def _sector_bytes(data: bytes) -> int:
    return 1 << (data[30] if data[30] in {9, 12} else 9)


def _read_directory(data: bytes) -> bytes:
    if len(data) < _HEADER_BYTES or not data.startswith(SIGNATURE):
        return b""
    return b"".join(_chain(data, int.from_bytes(data[48:52], "little"), _MOST_SECTORS))


def _chain(data: bytes, sector: int, most: int) -> Iterator[bytes]:
    """The sectors of a stream one after the other, as long as they lie within the file."""
    size = _sector_bytes(data)
    for _ in range(most):
        at = (sector + 1) * size
        if sector >= _NONE or at >= len(data):
            return
        yield data[at : at + size]
        table_number, slot = divmod(sector, size // 4)
        if table_number >= 109:  # beyond 7 MB: further tables are listed elsewhere, and no directory needs them
            return
        table = int.from_bytes(data[76 + 4 * table_number : 80 + 4 * table_number], "little")
        link = (table + 1) * size + 4 * slot
        if table >= _NONE or link + 4 > len(data):
            return
        sector = int.from_bytes(data[link : link + 4], "little")
