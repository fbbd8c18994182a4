"""Whether a .doc still has its whole text: LibreOffice shows what is left of a damaged one and says nothing.

Follows the pieces in which Word 97 and later keep the text. Keeps out what the text says, and older versions of Word.
"""

import struct
from collections.abc import Iterator
from itertools import islice

from tonghop.reading.precheck import ole
from tonghop.reading.raw import UnreadableError

_VERSION_AT, _WORD_97 = 2, 0xC1
_FLAGS_AT, _ENCRYPTED, _SECOND_TABLE = 10, 0x0100, 0x0200
_LENGTH_AT, _PIECES_AT = 64, 418
_HEAD_BYTES = 426
_PROPERTIES, _PIECES = 1, 2
_MOST_PIECES = 20_000
_LOST = b"\0" * 512
"""As many bytes as a sector: text holds none of them, not even as halves of its letters."""


def check_doc(data: bytes) -> None:
    """See that all text of the file lies within it, and that no sector of it is empty.

    Raises:
        UnreadableError: `truncated` or `corrupt`.
    """
    streams = {entry.name: entry for entry in ole.read_tops(data)}
    if "worddocument" not in streams:
        return
    size_bytes = streams["worddocument"].size_bytes
    head = ole.read_beginning(data, streams["worddocument"])
    if len(head) < _HEAD_BYTES or _number(head, _VERSION_AT, 2) < _WORD_97:
        return
    flags = _number(head, _FLAGS_AT, 2)
    if flags & _ENCRYPTED:
        return
    if _number(head, _LENGTH_AT, 4) > size_bytes:
        raise UnreadableError("truncated")
    table = streams.get("1table" if flags & _SECOND_TABLE else "0table")
    at, length = struct.unpack_from("<II", head, _PIECES_AT)
    pieces = ole.read_stream(data, table)[at : at + length] if table else b""
    text = ole.read_stream(data, streams["worddocument"]) if pieces else b""
    left = 2 * len(text)  # pieces share no text, and a file that says so must cost nothing
    for start, end in islice(_find_pieces(pieces), _MOST_PIECES):
        left -= max(min(end, len(text)) - start, 0)
        if left < 0:
            return
        if text.find(_LOST, start, end) >= 0:
            raise UnreadableError("corrupt")


def _find_pieces(table: bytes) -> Iterator[tuple[int, int]]:
    """Where in the stream each piece of the text begins and ends."""
    at = 0
    while at + 5 <= len(table) and table[at] == _PROPERTIES:
        at += 3 + _number(table, at + 1, 2)
    if at + 5 > len(table) or table[at] != _PIECES:
        return
    length = _number(table, at + 1, 4)
    count = (min(length, len(table) - at - 5) - 4) // 12
    places = at + 5 + 4 * (count + 1)
    for number in range(count):
        first, last = struct.unpack_from("<II", table, at + 5 + 4 * number)
        place = _number(table, places + 8 * number + 2, 4)
        narrow = bool(place & 0x40000000)
        start = (place & 0x3FFFFFFF) // (2 if narrow else 1)
        yield start, start + max(last - first, 0) * (1 if narrow else 2)


def _number(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "little")
