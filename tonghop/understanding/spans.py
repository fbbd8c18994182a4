"""Years, halves, quarters and months that a text speaks of, and whether they are in the data window.

Keeps out days (dates.py) and the period of the whole report (periods.py). The year of a cited plan or of an event's
name is no time at which something was done.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

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
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_CLAUSE = re.compile(r"[,;:\n]|\.\s")
_REACH = 300
_ENOUGH = 0.4
"""The part of a span that must lie in the window; windows begin and end in the middle of a month."""


class Time(NamedTuple):
    """A time spoken of: its place in the text, and whether it is in the data window."""

    start: int
    inside: bool


def find_times(text: str, window: tuple[date, date]) -> list[Time]:
    """Years, halves, quarters and months in the text, in order; `window` is the first and the last day."""
    found = []
    for match in _TIME.finditer(text):
        clause = _CLAUSE.split(text[: match.start()][-_REACH:])[-1]
        if not _CITED.search(clause):
            found.append(Time(match.start(), _is_inside(match, window)))
    return found


def _is_inside(match: re.Match[str], window: tuple[date, date]) -> bool:
    year = next((int(match[name]) for name in ("y1", "y2", "y3", "y4") if match[name]), window[1].year)
    if match["last"]:
        return False
    if not date.min.year < year < date.max.year:
        return False
    if match["y4"]:
        return year == window[1].year
    if match["half"]:
        first, last = (1, 6) if match["half"].lower() == "đầu" else (7, 12)
    elif word := match["quarter"]:
        number = _QUARTERS.get(word.lower()) or int(word)
        first, last = 3 * number - 2, 3 * number
    else:
        first = last = int(match["month"])
    if first == last == window[0].month and not match["y3"]:
        return True
    begin, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    common = (min(end, window[1]) - max(begin, window[0])).days + 1
    return common >= _ENOUGH * ((end - begin).days + 1)
