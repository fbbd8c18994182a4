"""What a font's name says about the code of its text, and a run of text in a named font as Unicode.

The rule: `.Vn` and anything (`.VnTime`, `.VnArial Narrow`) is TCVN3, with a final H (`.VnTimeH`) small codes are drawn
as capitals; the same without the dot where a capital or digit follows (`VnTime`; `VNtimes` is another code); `VNI-` or
`VNI ` and anything is VNI. Names of PDF subsets (`ABCDEF+.VnTime,Bold`) and in small letters are the same fonts.
"""

import functools
import re
import unicodedata
from typing import Literal

from tonghop.reading.legacy import codes
from tonghop.reading.legacy.syllables import count_syllables, is_syllable

Code = Literal["TCVN3", "VNI"]

_SUBSET = re.compile(r"[A-Z]{6}\+")
_TCVN3 = re.compile(r"\.[Vv][Nn](?=[A-Za-z0-9])|Vn(?=[A-Z0-9])|vn(?=time|arial|avant|courier|helvet)")
_VNI = re.compile(r"[Vv][Nn][Ii][- ]|VNI(?=[A-Z])|Vni(?=[A-Z])")
_UNICODE = re.compile("[\u1ea0-\u1ef9ĩĨũŨ]")
_WORD = re.compile("[^\\W\\d_]*[\xa1-\xff][\\w\xa1-\xbf]*")
_PIECE = re.compile("[A-Za-z\xa1-\xff]+")
_FEWEST_WORDS = 3
_STYLE = re.compile(r"(?:[-, ]*(?:bold|italic|oblique|regular|normal|medium|mt))+$", re.IGNORECASE)


@functools.lru_cache(maxsize=256)
def find_code(font: str | None) -> Code | None:
    """The code of text in a font of that name, or None for every font that is none of the known legacy ones."""
    name = _SUBSET.sub("", font.strip(), count=1) if font else ""
    if _TCVN3.match(name):
        return "TCVN3"
    return "VNI" if _VNI.match(name) else None


@functools.lru_cache(maxsize=256)
def draws_capitals(font: str) -> bool:
    """Whether a TCVN3 font draws capitals for small codes: a final H, as in `.VnTimeH` and `.VnArialH,Bold`."""
    name = _STYLE.sub("", font.strip())
    return name.endswith("H") or (name.islower() and name.endswith("h"))


def decode_run(text: str, font: str | None) -> str | None:
    """The text of one run as Unicode (NFC), or None if the font is no legacy font: the text is then as it should be.

    A run may be a piece of a word: a VNI mark at its start is given as a combining mark for the letter before it, so
    the joined paragraph has to be brought to NFC.
    """
    code = find_code(font)
    if code is None or font is None:
        return None
    composed = unicodedata.normalize("NFC", text)
    if _UNICODE.search(composed):
        return composed
    capitals = code == "TCVN3" and draws_capitals(font)
    if not text.isascii() or "-" in text:
        text = composed if _stands(text, composed, code) else _decode(text, code)
    return unicodedata.normalize("NFC", text.upper() if capitals else text)


def _decode(text: str, code: Code) -> str:
    text = codes.to_latin1(text)
    if code == "VNI":
        return codes.decode_leading_mark(text)
    decoded = _PIECE.sub(lambda match: codes.decode_tcvn3_word(match[0]), text)
    return decoded if "\xad" in text else codes.restore_horns(decoded)


def _stands(text: str, composed: str, code: Code) -> bool:
    """Whether text in a legacy font is Unicode all the same (someone converted the words and left the font)."""
    if max(text) >= "\u0100":
        return count_syllables(composed) > count_syllables(_decode(text, code))
    words = _WORD.findall(composed)
    if len(words) < _FEWEST_WORDS or not all(map(is_syllable, words)):
        return False
    return 2 * sum(is_syllable(_decode(word, code)) for word in words) < len(words)
