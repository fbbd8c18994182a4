"""Days written in a report: 12/5/2024, ngày 12 tháng 5 năm 2024, từ 12 đến 14/5, 12/5 when the period tells the year.

Keeps out periods (periods.py). A month or a year alone is no day.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_FULL = r"(?P<d1>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m1>\d{1,2})\s?(?P=s)\s?(?P<y1>\d{4})"
_WORDS = r"(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s*(?:,?\s*năm\s+|/)(?P<y2>\d{4}))?"
_ISO = r"(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})"
_SHORT = r"(?P<d3>\d{1,2})/(?P<m3>\d{1,2})"
_DAY = re.compile(rf"(?<![\d/.,])(?<!\d{{4}}-)(?:{_ISO}|{_FULL}|{_WORDS}|{_SHORT})(?![\d/]|[.,-]\d)", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"(?:ngày|từ)\s+(?P<days>(?:\d{1,2}\s*(?:,|và|[-–—]|đến(?:\s+ngày)?|tới(?:\s+ngày)?)\s*(?:ngày\s+)?)+)$",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(r"(?<![\d/.,-])(?P<days>\d{1,2}\s?[-–—]\s?)$")
_COUNTED_BEHIND = re.compile(
    r"\s+(?:chỉ tiêu|nhiệm vụ|văn bản|lớp|cuộc|đoàn|người|cán bộ|đơn vị|xã|huyện|điểm|nội dung)\b"
)
_TO = re.compile(r"đến|tới|[-–—]", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:đến|tới|[-–—])\s*(?:hết\s+)?(?:ngày\s+)?", re.IGNORECASE)
_SAYS_DAY = re.compile(r"(?:ngày|từ|đến|tới|hôm|sáng|chiều|tối|[-–—]|và|,)\s*$", re.IGNORECASE)
_SAYS_DAY_ALONE = re.compile(r"(?:ngày|hôm|sáng|chiều|tối|từ|đến)\s*$", re.IGNORECASE)
_LINK = re.compile(r"\s*(?:đến|tới|và|,|[-–—])?\s*(?:hết\s+)?(?:ngày\s+)?", re.IGNORECASE)
_CITED_NUMBER = re.compile(r"\b\d+(?:/\d{4})?[/-][A-ZĐ][\w&/-]*\s*(?:,\s*)?ngày\s*$", re.IGNORECASE)
_CITING = re.compile(r"(?:thực hiện|theo|căn cứ)\b", re.IGNORECASE)
_LOOK_BACK, _NUMBER_LENGTH, _CITING_REACH = 200, 60, 400
"""How many characters before a day may speak of it; a look at all of them would cost their square."""


class FoundDate(NamedTuple):
    """A day with its place in the text; `cited` is the date of a document that is only cited."""

    day: date
    start: int
    end: int
    cited: bool


class _Raw(NamedTuple):
    days: tuple[int, ...]
    month: int
    year: int | None
    start: int
    end: int
    ranged: bool = False
    """The days before the last one begin a range: 12 đến 14/5, not 12, 14/5."""


def find_dates(text: str, window: tuple[date, date] | None = None) -> list[FoundDate]:
    """All days in a text, in order. A day without a year counts only if exactly one year puts it into `window`."""
    found: list[FoundDate] = []
    raws = _find_raw(text)
    for place, raw in enumerate(raws):
        year = raw.year or _year_of_next(text, raws, place)
        cited = _is_cited(text, raw.start)
        for day in raw.days:
            value = _make_day(year, raw.month, day) if year else _infer(raw.month, day, window)
            if value:
                found.append(FoundDate(value, raw.start, raw.end, cited))
    return found


def find_ranges(text: str, window: tuple[date, date] | None = None) -> tuple[tuple[date, date], ...]:
    """(first, last day) of ranges: từ 10 đến 12/5/2024, 28/4 - 02/5; the same rule for years as find_dates."""
    found: list[tuple[date, date]] = []
    raws = _find_raw(text)
    for place, raw in enumerate(raws):
        if _is_cited(text, raw.start):
            continue
        year = raw.year or _year_of_next(text, raws, place)
        days = [_make_day(year, raw.month, day) if year else _infer(raw.month, day, window) for day in raw.days]
        first, last = (days[-2] if raw.ranged and len(days) > 1 else None), days[-1]
        following = raws[place + 1] if place + 1 < len(raws) else None
        if first is None and following and _RANGE.fullmatch(text[raw.end : following.start]):
            month, day = following.month, following.days[-1]
            first, last = (
                last,
                (_make_day(following.year, month, day) if following.year else _infer(month, day, window)),
            )
        if first and last and first < last:
            found.append((first, last))
    return tuple(dict.fromkeys(found))


def find_date_spans(text: str) -> list[tuple[int, int]]:
    """Where days are written, known year or not; no figure is read there."""
    return [(raw.start, raw.end) for raw in _find_raw(text)]


@lru_cache(maxsize=256)  # figures, spans and days are looked for in the same sentence
def _find_raw(text: str) -> tuple[_Raw, ...]:
    raws: list[_Raw] = []
    for match in _DAY.finditer(text):
        kind = next(k for k in "1234" if match[f"d{k}"])
        if kind == "3" and not _is_short_day(text, match, raws):
            continue
        day, month = int(match[f"d{kind}"]), int(match[f"m{kind}"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        year = match.groupdict().get(f"y{kind}")
        start, days = match.start(), [day]
        ranged = False
        back = max(0, start - _LOOK_BACK)
        if before := _DAY_BEFORE.search(text[back:start]) or _RANGE_BEFORE.search(text[back:start]):
            ranged = _TO.search(re.split(r"\d", before["days"])[-1]) is not None
            days = [int(d) for d in re.findall(r"\d+", before["days"])] + days
            start = back + before.start()
        raws.append(_Raw(tuple(days), month, int(year) if year else None, start, match.end(), ranged))
    return tuple(raws)


def _is_short_day(text: str, match: re.Match[str], raws: list[_Raw]) -> bool:
    """12/5 is a day after 'ngày' and the like; 3/5 chỉ tiêu and số 2/2024 are not."""
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _SAYS_DAY_ALONE.search(before):
        return True
    if (first := _RANGE_BEFORE.search(before)) and not _COUNTED_BEHIND.match(text, match.end()):
        return int(re.findall(r"\d+", first["days"])[0]) < int(match["d3"])
    linked = bool(raws) and _LINK.fullmatch(text[raws[-1].end : match.start()]) is not None
    return linked and _SAYS_DAY.search(before) is not None


def _is_cited(text: str, start: int) -> bool:
    """Thực hiện Kế hoạch số 43/KH-UBND ngày ...: the day of a document that is only cited."""
    number = _CITED_NUMBER.search(text[max(0, start - _NUMBER_LENGTH) : start])
    if number is None:
        return False
    before = text[max(0, start - _CITING_REACH) : start - len(number[0])]
    return _CITING.search(re.split(r"[.;]", before)[-1]) is not None


def _year_of_next(text: str, raws: Sequence[_Raw], place: int) -> int | None:
    """từ 28/4 đến 02/5/2024: the first day takes the year of the second."""
    if place + 1 == len(raws):
        return None
    here, following = raws[place], raws[place + 1]
    if following.year is None or not _LINK.fullmatch(text[here.end : following.start]):
        return None
    return following.year if here.month <= following.month else following.year - 1


def _infer(month: int, day: int, window: tuple[date, date] | None) -> date | None:
    if window is None:
        return None
    values = [_make_day(year, month, day) for year in range(window[0].year, window[1].year + 1)]
    inside = [v for v in values if v and window[0] <= v <= window[1]]
    return inside[0] if len(inside) == 1 else None


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
