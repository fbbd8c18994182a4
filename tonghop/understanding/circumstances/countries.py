"""Which countries a text speaks of, by their names, places and bodies (countries.toml).

Only names written with a capital count: lao động is not Lào, anh is not Anh. Vietnam itself is not told.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from tonghop.understanding.words import CAPITALS, Line, PhraseIndex, make_key

_LANGUAGE = frozenset(make_key(w) for w in ("tiếng", "chữ", "chủ", "cập", "món", "tưởng"))
"""tiếng Nhật is a language, Chủ Nhật a day."""
_IN_LANGUAGES = re.compile(
    rf"(?:[Ss]ong ngữ|[Tt]am ngữ|[Đđ]a ngữ|[Nn]gôn ngữ|[Tt]iếng|[Cc]hữ|[Pp]hụ đề|[Tt]ừ điển)\s+\(?"
    rf"(?:(?:tiếng\s+)?[{CAPITALS}]\w*\s*(?:[-–,/]|và)\s*(?:tiếng\s+)?)*$"
)
"""Song ngữ Việt - Lào; tiếng Việt, Lào và Anh: the languages of a paper."""
_LONGEST_LIST = 80
_HOME = make_key("xã"), make_key("thôn"), make_key("huyện"), make_key("làng"), make_key("ông"), make_key("bà")


@cache
def _read_countries() -> PhraseIndex[str]:
    data = tomllib.loads((files(__package__ or "") / "countries.toml").read_text(encoding="utf-8"))
    return PhraseIndex((name, country) for country, names in data.items() for name in names)


def find_countries(line: Line) -> tuple[str, ...]:
    """The countries named in a text, each once, in the order in which they appear."""
    found: dict[str, None] = {}
    tried = end = -1
    for match in _read_countries().find_all(line.tokens):
        if match.first < end or match.first == tried:
            continue
        tried = match.first  # of several names that begin here only the longest is looked at
        if _is_name(line, match.first, match.end):
            found[match.payload] = None
            end = match.end
    return tuple(found)


def _is_name(line: Line, first: int, end: int) -> bool:
    """A name of its own: with a capital, not of a language, and no part of a longer name (Mỹ Thủy, Thái Nguyên)."""
    tokens = line.tokens
    start = line.text[tokens[first].start]
    if not (start.isupper() or line.text[tokens[end - 1].start].isupper()):
        return False
    before = tokens[first - 1].key if first else ""
    if _IN_LANGUAGES.search(line.text[max(0, tokens[first].start - _LONGEST_LIST) : tokens[first].start]):
        return False
    if before in _LANGUAGE or (end - first == 1 and before in _HOME):
        return False
    if end - first > 1 or end >= len(tokens):
        return True
    following = tokens[end]
    gap = line.text[tokens[end - 1].end : following.start]
    short = len(tokens[first].key) < 5  # Mỹ, Úc, Nhật, Lào
    return not (short and gap == " " and line.text[following.start].isupper()) or before == make_key("nước")
