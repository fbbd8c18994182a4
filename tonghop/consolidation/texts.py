"""Texts made comparable: two spellings of one sentence become one string.

Keeps out every decision about what the likeness of two texts means.
"""

import re
import unicodedata
from functools import lru_cache

_D_STROKE = str.maketrans({"đ": "d", "Đ": "D", "\u00d0": "D", "\u00f0": "d"})  # U+00D0 is typed for Đ
_TOKEN = re.compile(r"[^\W_]+")
_MARK = re.compile("[\u0300-\u036f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# '.' and '-' make a date only with a year: 4.0 and 2-3 are none.
_DATE = re.compile(
    r"(?:ngày\s*)?(?<![\d.,/])\d{1,2}(?:\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?|\s*[-.]\s*\d{1,2}\s*[-.]\s*\d{4})(?!\d)"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|tháng\s+\d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?(?!\d)",
    re.IGNORECASE,
)

JOINTS = frozenset(
    {
        *("va", "voi", "cung", "cho", "tai", "ve", "cua", "cac", "nhung", "trong", "tren", "den", "tu", "gom"),
        *("duoc", "do", "o", "la", "da", "co", "theo", "giua", "bang", "nhu", "de", "hoac", "mot"),
    }
)
"""Syllables that belong to no subject and part two of them."""


def normalise_text(text: str) -> str:
    """The text for exact comparison: NFC, nothing invisible, one space, lower case, no punctuation at its ends."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(visible.casefold().split()).strip(" .,;:-–•+")


def fold_text(text: str) -> str:
    """The text for likeness: lower case syllables and numbers without accents, one space between them."""
    return " ".join(list_tokens(text))


def list_tokens(text: str) -> list[str]:
    """The syllables and numbers of `fold_text`; equal ones are one string, for there are few different ones."""
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if _MARK.search(visible):  # a mark that no letter takes up would part its syllable
        visible = _fold(visible)
    return [folded for token in _TOKEN.findall(visible) if (folded := _fold_token(token))]


@lru_cache(maxsize=50_000)
def _fold_token(token: str) -> str:
    return "".join(_TOKEN.findall(_fold(token).lower()))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def strip_dates(text: str) -> str:
    """The text without its dates, which are compared as dates and would make short sentences look alike."""
    return _DATE.sub(" ", unicodedata.normalize("NFC", text))
