"""Years, halves, quarters and months that a text speaks of, and whether they are in the data window.

Keeps out days (dates.py) and the period of the whole report (periods.py). The year of a cited plan or of an event's
name is no time at which something was done.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from tonghop.understanding.circumstances.dates import find_date_spans

_YEAR = r"(?:năm\s+|/\s?|năm\s*:\s*)(?P<{0}>[0-9]{{4}})(?![0-9])"
_TIME = re.compile(
    r"(?i)\b(?:"
    rf"(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+(?:{_YEAR.format('y1')}|năm(?!\s+[0-9]))"
    rf"|quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])\b(?:\s*,?\s*{_YEAR.format('y2')})?"
    rf"|(?<!\d )tháng\s+(?P<month>1[0-2]|0?[1-9])(?![0-9])(?:\s*,?\s*{_YEAR.format('y3')})?"
    r"|năm\s+(?P<y4>[0-9]{4})(?![0-9])"
    r"|(?P<last>năm\s+(?:ngoái|trước|kia))\b"
    r")"
)
_CITED = re.compile(
    r"(?i)(?:kế hoạch|chương trình|nghị quyết|quyết định|chỉ thị|công văn|đề án|chiến lược|giai đoạn|từ|kể từ|cùng kỳ"
    r"|so với|so|đến|tới|ngày|luật|nghị định|thông tư|dự toán|năm\s+[0-9]{4}\s*[-–,])\b[^.;:\n]{0,60}$"
)
_TO_MONTH = re.compile(r"(?i)\s*(?:đến|tới|[-–—])\s*(?:hết\s+)?")
_FROM_MONTH = re.compile(
    r"(?i)\b(?:từ|kể từ|đến|tới)\s*(?:tháng\s+\d{1,2}(?:/\d{4})?\s*(?:đến|tới|[-–—])\s*)?(?:hết\s+)?$"
)
_YEAR_OF_RANGE = re.compile(
    r"(?i)\s*(?:đến|tới|[-–—])\s*(?:hết\s+)?tháng\s+\d{1,2}(?:\s*/\s*|\s*,?\s*năm\s+)(?P<year>\d{4})"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_CLAUSE = re.compile(r"[,;:\n]|\.\s")
_REACH = 300
_ENOUGH = 0.4
"""The part of a span that must lie in the window; windows begin and end in the middle of a month."""


class Time(NamedTuple):
    """A time spoken of: its place in the text, whether it is in the data window, and whether it comes behind it."""

    start: int
    inside: bool
    after: bool = False


def find_times(text: str, window: tuple[date, date]) -> list[Time]:
    """Years, halves, quarters and months in the text, in order; `window` is the first and the last day."""
    found = []
    for match in _TIME.finditer(text):
        clause = _CLAUSE.split(text[: match.start()][-_REACH:])[-1]
        if not _CITED.search(clause):
            first, last = _find_span(match, window)
            common = (min(last, window[1]) - max(first, window[0])).days + 1
            inside = _is_named_inside(match, window, common >= _ENOUGH * ((last - first).days + 1))
            found.append(Time(match.start(), inside, not inside and first > window[1]))
    return found


def find_months(text: str, window: tuple[date, date] | None) -> tuple[tuple[date, date], ...]:
    """(first, last day) of months and of ranges of months: tháng 5/2024, từ tháng 3 đến tháng 5.

    A month without a year counts only if exactly one year puts it into `window`. A month of a day, of a cited plan
    or of a span such as 6 tháng is none.
    """
    days = find_date_spans(text)
    months: list[tuple[date, date, int, int]] = []
    for match in _TIME.finditer(text):
        clause = _CLAUSE.split(text[: match.start()][-_REACH:])[-1]
        inside = any(start <= match.start() < end for start, end in days)
        cited = _CITED.search(clause) and not _FROM_MONTH.search(clause)
        if match["month"] and not inside and not cited and (first := _first_of_month(text, match, window)):
            months.append((first, _last_day(first), match.start(), match.end()))
    joined: list[tuple[date, date, int, int]] = []
    for first, last, start, end in months:
        if joined and _TO_MONTH.fullmatch(text[joined[-1][3] : start]) and joined[-1][0] < first:
            joined[-1] = (joined[-1][0], last, joined[-1][2], end)
        else:
            joined.append((first, last, start, end))
    return tuple(dict.fromkeys((first, last) for first, last, _, _ in joined))


def _first_of_month(text: str, match: re.Match[str], window: tuple[date, date] | None) -> date | None:
    month = int(match["month"])
    year = match["y3"]
    if year is None and (following := _YEAR_OF_RANGE.match(text, match.end())):
        year = following["year"]
    if year is not None:
        return date(int(year), month, 1) if date.min.year < int(year) < date.max.year else None
    if window is None:
        return None
    firsts = [date(year, month, 1) for year in range(window[0].year, window[1].year + 1)]
    fitting = [first for first in firsts if first <= window[1] and _last_day(first) >= window[0]]
    return fitting[0] if len(fitting) == 1 else None


def _last_day(first: date) -> date:
    return date(first.year, first.month, monthrange(first.year, first.month)[1])


def _is_named_inside(match: re.Match[str], window: tuple[date, date], enough: bool) -> bool:
    """Whether the time is in the window; the month in which the window begins may lack its year."""
    if match["last"]:
        return False
    if match["y4"]:
        return int(match["y4"]) == window[1].year
    if match["month"] and not match["y3"] and int(match["month"]) == window[0].month:
        return True
    return enough


def _find_span(match: re.Match[str], window: tuple[date, date]) -> tuple[date, date]:
    """(first, last day) of the time; without a year that of the window's end."""
    year = next((int(match[name]) for name in ("y1", "y2", "y3", "y4") if match[name]), window[1].year)
    if match["last"] or not date.min.year < year < date.max.year:
        return date.min, date.min
    first, last = 1, 12
    if match["half"]:
        first, last = (1, 6) if match["half"].lower() == "đầu" else (7, 12)
    elif word := match["quarter"]:
        number = _QUARTERS.get(word.lower()) or int(word)
        first, last = 3 * number - 2, 3 * number
    elif match["month"]:
        first = last = int(match["month"])
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
