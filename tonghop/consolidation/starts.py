"""From when cumulative figures count: which of them begin alike, and which may be smaller than another one.

Figures of different starts are never added and none is compared with another. Keeps out finding the words
(understanding).
"""

import re
from collections.abc import Iterable

from schemas.values import Scope

MIXED = "từ các mốc khác nhau"
"""Of a total of an old draft, in which figures of several starts were added."""
Start = int | str | None
"""A year, words that tell no year alone, or None where no report says it."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WITHIN_YEAR = re.compile(r"tháng|quý|cuối|giữa|ngày", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LAST_MONTH = re.compile(r"\b12\s*(?:/|năm)\s*(?:19|20)\d\d\b")
"""With December of the year before the data of a year begin (Decree 09/2019)."""


def find_start(since: str | None, year: int) -> Start:
    """The year with which a cumulative figure begins; words that tell no year alone as they are, None for none."""
    if since is None:
        return None
    words = " ".join(since.casefold().split())
    years = _YEAR.findall(words)
    if _WITHIN_YEAR.search(words) or _DAY.search(words):
        return words
    return int(years[0]) if years else year if "năm" in words else words


def join_starts(told: Iterable[str | None], year: int) -> str | None:
    """The words of one start of several figures; None where nobody says it, MIXED where they begin otherwise."""
    words = list(told)
    if len({find_start(each, year) for each in words}) > 1:
        return MIXED
    return words[0] if words else None


def begins_within(start: Start, year: int) -> bool:
    """Whether a cumulative figure counts nothing of earlier years; one that does not say when is given the doubt."""
    if start is None or isinstance(start, int):
        return start is None or start >= year
    first = _find_year(start)
    return first is not None and (first >= year or (first == year - 1 and bool(_LAST_MONTH.search(start))))


def may_be_base(base: tuple[Scope, Start], now: tuple[Scope, Start], year: int) -> bool:
    """Whether the figure of a year cannot be smaller than the one issued for its half: it counts all that one does."""
    base_scope, before = base
    scope, start = now
    if base_scope is not Scope.CUMULATIVE:
        return True
    if scope is not Scope.CUMULATIVE:
        return begins_within(before, year)
    if before is None or start is None or start == before:
        return True
    first, later = _find_year(start), _find_year(before)
    if later is None:
        return False
    return first is None or first < later or (first == later and isinstance(start, int))


def _find_year(start: Start) -> int | None:
    if isinstance(start, str):
        years = _YEAR.findall(start)
        return int(years[0]) if years else None
    return start
