"""Periods told by how far they reach: từ đầu năm đến nay, từ tháng 1 đến tháng 6, số liệu tính đến ngày 14/6/2024.

Keeps out spans that have both their days (windows.py) and periods that are named (periods.py).
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Evidence
from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.identity.titles import ANY_YEAR, Part
from tonghop.understanding.identity.windows import find_days, name_days, oppose
from tonghop.understanding.words import normalise, strip_marks

_MONTHS = re.compile(
    r"\btu\s+thang\s*(?P<first>0?[1-9]|1[0-2])(?:\s*/\s*20\d\d|\s+nam\s+20\d\d)?\s*(?:den|toi|[-–])\s*(?:het\s+)?"
    r"(?:thang\s*)?(?P<last>0?[1-9]|1[0-2])\b(?:\s*[/,]?\s*(?:nam\s+)?(?P<year>20\d\d))?"
)
_SINCE = re.compile(r"\btu\s+(?:ngay\s+)?dau\s+nam(?:\s+(?P<year>20\d\d))?\s*,?\s*(?:cho\s+)?(?:den|toi)\b")
_DAY = r"\d{1,2}(?:\s*[/.-]\s*|\s+thang\s+)\d{1,2}(?:\s*[/.-]\s*|\s+nam\s+)20\d\d"
_UNTIL = re.compile(
    rf"\b(?:den|toi)\s+(?:het\s+)?(?:thoi diem\s+)?(?:(?:ngay\s+)?(?P<day>{_DAY})"
    r"|thang\s*(?P<month>0?[1-9]|1[0-2])\b(?:\s*[/,]?\s*(?:nam\s+)?(?P<year>20\d\d))?)"
)
_COUNTED = re.compile(
    r"\b(?:so lieu|ket qua|tinh|chot|cap nhat|thong ke|luy ke)\b"
    r"(?:(?!\bbao cao so\b|\bso voi\b|\bcung ky\b)[^.;]){0,40}?" + _UNTIL.pattern
)
_ESTIMATES = re.compile(r"\buoc\b|\bdu kien\b")
_EARLY, _LATE = timedelta(days=60), timedelta(days=45)
"""How long before a period ends its figures may end, and how long behind."""


def read_reach(plain: str, year: str | None, plan: Plan, dated: date | None) -> list[str] | None:
    """The period that begins with a year, or a month, and reaches to a day, a month, or the day of the report.

    Args:
        plain: a text without marks.
        year: that of the text where it says only one.
        plan: the year's plan.
        dated: when the report was written.

    Returns:
        One code, two candidates, none where the end is not told, or None where no such words stand.
    """
    if match := _MONTHS.search(plain):
        first, last = int(match["first"]), int(match["last"])
        of = match["year"] or year
        if of is None or first > last:
            return []
        return _name_reach(date(int(of), first, 1), _end_month(int(of), last), plan)
    if match := _SINCE.search(plain):
        ends = _list_ends(plain, _UNTIL, match["year"] or year)
        of = match["year"] or year or (str(ends[0].year) if ends else None)
        if of is None:
            return []
        end = ends[-1] if ends else dated
        if end is None or end < date(int(of), 1, 31):
            return [f"{of}-H1", f"{of}-H2"]
        return _name_reach(date(int(of), 1, 1), end, plan)
    return None


def find_opposing_ends(codes: Sequence[str], parts: Sequence[Part], plan: Plan) -> list[Evidence]:
    """The days up to which a report says that it counts, where no figures of the period named there end.

    Args:
        codes: what the title may mean.
        parts: the title's block, the opening and the first sentence of the body.
        plan: the year's plan.
    """
    found: list[Evidence] = []
    for part in parts if codes else ():
        ends = _list_data_ends(part.text)
        if ends and not any(_reaches(end, code, plan) for end in ends for code in codes):
            found += oppose((date(ends[-1].year, 1, 1), ends[-1]), codes, part, plan)
    return found


def _list_data_ends(text: str) -> list[date]:
    """The days up to which a text says that it counts; none where it says that the rest is estimated."""
    plain = strip_marks(normalise(text))
    years = set(ANY_YEAR.findall(plain))
    return [] if is_estimated(plain) else _list_ends(plain, _COUNTED, years.pop() if len(years) == 1 else None)


def is_estimated(plain: str) -> bool:
    """Whether a text without marks says that it estimates the rest of its period."""
    return _ESTIMATES.search(plain) is not None


def _reaches(end: date, code: str, plan: Plan) -> bool:
    last = find_days(code, plan)[1]
    return last - _EARLY <= end <= last + _LATE


def _name_reach(first: date, last: date, plan: Plan) -> list[str]:
    named = name_days((first, last), plan)
    if parse_period(named).window is None:
        return [named]
    return [named, f"{(first - timedelta(days=17)).isoformat()}..{last.isoformat()}"]


def _end_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _list_ends(plain: str, pattern: re.Pattern[str], year: str | None) -> list[date]:
    ends: list[date] = []
    for match in pattern.finditer(plain):
        if match["day"]:
            day = match["day"].replace("thang", "tháng").replace("nam", "năm")
            ends += [found.day for found in find_dates(day)]
        elif of := match["year"] or year:
            ends.append(_end_month(int(of), int(match["month"])))
    return ends
