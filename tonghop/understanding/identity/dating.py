"""When a report was written, by the day in its letterhead, and the days of its period.

Keeps out which period a report speaks of (periods.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.period import parse_period
from schemas.plan import Plan
from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.words import strip_marks

_DATE_LINE = re.compile(
    r"(?:,\s*|^\s*|\s{2,}|\t)ngày\s+\d{1,2}\s*(?:tháng\b|[/.-])"
    r"|^(?:[^\W\d_]+(?: [^\W\d_]+){0,3},)?\s*\d{1,2}\s*([/.-])\s*\d{1,2}\s*\1\s*20\d\d\W*$",
    re.IGNORECASE,
)
"""Quảng Trị, ngày 10 tháng 6 năm 2024; Quảng Trị, 10/6/2024."""
_LETTER_O = re.compile(r"\b2[0Oo](?:[0Oo]\d|\d[0Oo]|\d\d)\b")
_MONTH_LINE = re.compile(
    r"\bngay\W*thang\s*(?P<month>0?[1-9]|1[0-2])\s*nam\s*(?P<year>20\d\d)\b|^\W*thang\s*"
    r"(?P<alone>0?[1-9]|1[0-2])\s*nam\s*(?P<of>20\d\d)\W*$"
)
_LONG_LINE = 120
_MIDDLE = 15
_MIDST = range(3, 11)
"""Months in which nobody reports on a whole year."""


def find_dated(frames: Sequence[ReportFrame]) -> date | None:
    """The day in the letterhead: Quảng Trị, ngày 10 tháng 6 năm 2024."""
    for line in _list_lines(frames):
        found = find_dates(line)
        if found and _DATE_LINE.search(line) and len(line) < _LONG_LINE:
            return found[-1].day
    return None


def find_month(frames: Sequence[ReportFrame]) -> date | None:
    """The middle of the month in a letterhead whose day is left blank: Quảng Trị, ngày ... tháng 6 năm 2024."""
    for line in _list_lines(frames):
        match = _MONTH_LINE.search(strip_marks(line).replace("…", ".")) if len(line) < _LONG_LINE else None
        if match is not None:
            return date(int(match["year"] or match["of"]), int(match["month"] or match["alone"]), _MIDDLE)
    return None


def _list_lines(frames: Sequence[ReportFrame]) -> list[str]:
    lines = [line for frame in frames for part in frame.letterhead for line in part.text.split("\n")]
    return [repair_years(line) for line in lines]


def repair_years(text: str) -> str:
    """The text with the zeros of a year that were typed as letters: 2O24."""
    return _LETTER_O.sub(lambda year: re.sub(r"[Oo]", "0", year[0]), text)


def find_ended(dated: date | None) -> int:
    """The year that has ended, or nearly, when a report is written; 0 in the midst of a year and without a day."""
    if dated is None or dated.month in _MIDST:
        return 0
    return dated.year if dated.month >= _MIDST.stop else dated.year - 1


def list_ended(dated: date | None) -> list[str]:
    """The code of the year that has ended, or nearly, when a report is written."""
    return [str(ended)] if (ended := find_ended(dated)) else []


def find_window(period: str | None, plan: Plan) -> tuple[date, date] | None:
    """The days of a period, the plan's own before those by its code."""
    if period is None:
        return None
    known = parse_period(period)
    entry = plan.find_period(known)
    if entry is not None:
        return entry.window_start, entry.window_end
    return known.window
