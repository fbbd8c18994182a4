"""Outlook's compressed RTF bodies: unpacked (MS-OXRTFCP), and the page or text that they wrap (MS-OXRTFEX).

Keeps out RTF that wraps nothing: LibreOffice reads that as a file of its own.
"""

import codecs
import re
from typing import Self

_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_HEADER_BYTES = 16
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_WINDOW = 4096
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\",
    re.DOTALL,
)
_AS_TEXT = {b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“"}
_AS_TEXT |= {b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—"}
_SKIPPED = {
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"info",
    b"pict",
    b"generator",
    b"mhtmltag",
    b"themedata",
    b"datastore",
}
_SIGNS = {b"~": b"\xc2\xa0", b"_": b"-", b"-": b""}


def decompress_rtf(data: bytes, limit: int) -> bytes:
    """The RTF text, at most `limit` bytes of it.

    Raises:
        ValueError: it is not compressed RTF, or cut short.
    """
    if len(data) < _HEADER_BYTES:
        raise ValueError("no header")
    size, kind = int.from_bytes(data[4:8], "little"), data[8:12]
    if kind == _PLAIN:
        return data[_HEADER_BYTES : _HEADER_BYTES + min(size, limit)]
    if kind != _COMPRESSED:
        raise ValueError("unknown compression")
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    at, write, result = _HEADER_BYTES, len(_DICTIONARY), bytearray()
    while len(result) < limit:
        flags, at = data[at] if at < len(data) else None, at + 1
        if flags is None:
            raise ValueError("cut short")
        for bit in range(8):
            refers = flags >> bit & 1
            word, at = int.from_bytes(data[at : at + 1 + refers], "big"), at + 1 + refers
            if at > len(data):
                raise ValueError("cut short")
            offset, length = (word >> 4, (word & 15) + 2) if refers else (0, 1)
            if refers and offset == write:
                return bytes(result)
            for step in range(length):
                char = window[(offset + step) % _WINDOW] if refers else word  # it may repeat what it just wrote
                window[write] = char
                write = (write + 1) % _WINDOW
                result.append(char)
    return bytes(result[:limit])


def unwrap_rtf(rtf: bytes) -> tuple[str, str] | None:
    """("html" or "text", what the RTF wraps), or None when it is RTF of its own."""
    head = rtf[:2_000]
    kind = "html" if b"\\fromhtml" in head else "text" if b"\\fromtext" in head else None
    return (kind, _collect(rtf, _find_codec(head))) if kind else None


def _find_codec(head: bytes) -> str:
    match = re.search(rb"\\ansicpg(\d{2,5})", head)
    name = f"cp{match[1].decode()}" if match and match[1] != b"65001" else "utf-8" if match else "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


class _Group:
    """What holds within one pair of braces."""

    def __init__(self, outer: Self | None = None) -> None:
        self.away: bool = outer.away if outer else False  # a destination that is not shown
        self.rtf_only: bool = outer.rtf_only if outer else False  # what only repeats the page for RTF programs
        self.skip: int = outer.skip if outer else 1  # characters that stand in for one \u
        self.starred = False


def _collect(rtf: bytes, codec: str) -> str:
    group, outer, left = _Group(), [], 0
    result: list[str] = []
    waiting = bytearray()

    def flush() -> None:
        result.append(waiting.decode(codec, "replace"))
        waiting.clear()

    for match in _TOKEN.finditer(rtf):
        if match["brace"]:
            left = 0
            if match["brace"] == b"{":
                outer.append(group)
                group = _Group(group)
            elif outer:
                group = outer.pop()
        elif match["word"]:
            word, number = match["word"], int(match["number"] or 0)
            if word == b"u" and match["number"]:
                if not group.away and not group.rtf_only:
                    flush()
                    result.append(chr(number % 0x10000))
                left = group.skip
            else:
                _obey(group, word, match["number"])
                shown = _AS_TEXT.get(word)
                if shown and not group.away and not group.rtf_only:
                    flush()
                    result.append(shown)
        elif match["sign"] == b"*":
            group.starred = True
        else:
            left = _add(match, group, waiting, left)
    flush()
    return "".join(result).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _obey(group: _Group, word: bytes, number: bytes | None) -> None:
    if word == b"htmlrtf":
        group.rtf_only = number != b"0"
    elif word == b"htmltag":
        group.away, group.rtf_only, group.starred = False, False, False
    elif word == b"uc":
        group.skip = int(number or 1)
    elif word in _SKIPPED or group.starred:
        group.away = True


def _add(match: re.Match[bytes], group: _Group, waiting: bytearray, left: int) -> int:
    """Take one piece of text, less what stands in for the Unicode sign before it; how many of these are left."""
    if match["hex"]:
        piece = bytes([int(match["hex"], 16)])
    else:
        sign = match["sign"]
        piece = match["text"] or (_SIGNS.get(sign, sign) if sign else b"") or b""
    taken = min(left, len(piece))
    if not group.away and not group.rtf_only:
        waiting += piece[taken:]
    return left - taken
