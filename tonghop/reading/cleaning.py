"""Making text comparable without changing what a reader sees: NFC, one kind of space, no invisible characters.

Keeps out decoding of legacy fonts: their text must pass unchanged, since TCVN3 writes ư as U+00AD, the soft hyphen.
"""

import re
import unicodedata

_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2066\u2067\u2068\u2069\ufeff"
)
_LEGACY_TABLE: dict[int, str | None] = dict.fromkeys(map(ord, _SPACES), " ")
_LEGACY_TABLE |= dict.fromkeys([*range(9), *range(14, 32), 127], None)
_LEGACY_TABLE |= {ord("\t"): " ", ord("\r"): "\n", 11: "\n", 12: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_LEGACY_TABLE |= dict.fromkeys(map(ord, _INVISIBLE), None)
_TABLE = _LEGACY_TABLE | {0xAD: None, 0xD0: "Đ", 0xF0: "đ"}  # Eth looks like Đ; keyboards and OCR confuse them

_CHANGED = re.compile(f"[{re.escape(''.join(map(chr, sorted(_TABLE.keys() - {ord(' ')}))))}]")
"""What cleaning may change, beside normalization, runs of spaces and line ends; most texts have nothing of it."""

_RUNS_OF_SPACE = re.compile(r" {2,}")
_LINE_ENDS = re.compile(r" ?\n[ \n]*")

_GAP = re.compile(r"\t| {2,}")
_LONGEST_SEGMENT = 90


def find_segments(raw: str) -> list[str]:
    """What stands apart on one line: its short pieces between tabs or runs of spaces; [] for a line in one piece."""
    line = raw.replace("\xa0", " ").strip()
    pieces = [piece.strip() for piece in _GAP.split(line)] if _GAP.search(line) else []
    return [piece for piece in pieces if piece and len(piece) <= _LONGEST_SEGMENT]


def clean_text(text: str, *, legacy: bool = False) -> str:
    """Clean a paragraph: NFC, spaces collapsed, line breaks kept as single newlines, invisible characters dropped.

    Args:
        text: as it stands in the file.
        legacy: the text is TCVN3 or VNI; soft hyphens and Ð are letters there and stay.
    """
    if text.isascii() and "\n" not in text and "  " not in text and text.isprintable():
        return text.strip(" ")
    text = unicodedata.normalize("NFC", text)
    if _CHANGED.search(text):
        text = text.replace("\r\n", "\n").translate(_LEGACY_TABLE if legacy else _TABLE)
        text = unicodedata.normalize("NFC", text)  # a dropped zero-width character may have parted letter and accent
    if "  " in text:
        text = _RUNS_OF_SPACE.sub(" ", text)
    return (_LINE_ENDS.sub("\n", text) if "\n" in text else text).strip(" \n")
