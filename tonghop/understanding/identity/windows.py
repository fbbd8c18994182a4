"""Periods that are told by their first and last day: from ngày 15/12/2023 đến ngày 14/6/2024.

Keeps out periods that are named (periods.py); the days of a single activity are no period.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.identity.dating import find_window
from tonghop.understanding.identity.titles import Part
from tonghop.understanding.words import normalise, strip_marks

_DAY = r"(?:\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?|\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?)"
_BETWEEN = rf"{_DAY}\s*(?:den|toi|[-–])\s*(?:het\s+)?(?:ngay\s+)?{_DAY}"
_WINDOW = re.compile(
    r"(?:\b(?:tu|ky|giai doan|thoi gian|so lieu|bao cao)\s*:?\s*\(?|[(:]\s*)(?:tu\s+)?(?:ngay\s+)?" + _BETWEEN
)
_COMPARED = re.compile(
    r"\b(?:so voi|cung ky|phuong huong|du an|de tai|hop dong|khoa|lop|hoi cho|trien lam|cuoc thi|dot|chuong trinh)\b"
)
"""What is compared with, or planned, or lasts longer than a report's period."""
_SHORTEST = 28
"""Days of the shortest period of which a title may tell; fewer are what a visit, a course or a fair took."""
_DAYS_OF_PERIOD = 75
"""Days of which a span is a report's, not a course's or a fair's."""
_SLACK = 20
"""Days that an office's own half or year may begin or end beside the plan's."""
_SHARE = 0.5
_YEAR = re.compile(r"\bnam\s+(?P<year>20\d\d)\b")
_HALF_OF_YEAR = 0.7


def read_window(plain: str, plan: Plan, year: str | None) -> str | None:
    """The period that a text without marks tells by its days: one of the plan's, of whatever year, else their code.

    `year` is that of days without one; where nobody says it they tell nothing.
    """
    match = _WINDOW.search(plain)
    days = _read_days(match[0], year) if match else None
    if days is None:
        return None
    for code in list_codes(days[1].year):
        if find_days(code, plan) == days:
            return code
    if (days[1] - days[0]).days + 1 < _SHORTEST:
        return None
    return _write(days)


def names_event(plain: str, plan: Plan, year: str | None) -> bool:
    """Whether a text without marks tells days that are too few for a report: what they took was an event."""
    match = _WINDOW.search(plain)
    return match is not None and _read_days(match[0], year) is not None and read_window(plain, plan, year) is None


def list_beside(window: str, plain: str) -> list[str]:
    """Whole years that a title names beside a period of days in none of them: năm 2024 (từ 15/12/2022 đến ...)."""
    period = parse_period(window)
    own = {period.year} if period.window is None else {day.year for day in period.window}
    years = dict.fromkeys(match["year"] for match in _YEAR.finditer(_WINDOW.sub(" ", plain)))
    return [year for year in years if int(year) not in own]


def find_opposing(codes: Sequence[str], parts: Sequence[Part], plan: Plan) -> list[Evidence]:
    """The spans of days, in a title and a report's first sentences, that are not those of the period named there.

    Args:
        codes: what the title may mean.
        parts: the title's block, the opening and the first sentence of the body.
        plan: the year's plan.
    """
    found: list[Evidence] = []
    for part in parts:
        for days in _list_spans(part.text, str(parse_period(codes[0]).year)) if codes else ():
            if not any(_fits(days, code, plan) for code in codes):
                found += oppose(days, codes, part, plan)
    return found


def oppose(days: tuple[date, date], codes: Sequence[str], part: Part, plan: Plan) -> list[Evidence]:
    """The period of these days beside others; the year of one of these as days, as a year that is cited is no doubt."""
    value = name_days(days, plan)
    if value in codes:
        return []
    if any(code.startswith(f"{value}-H") for code in codes):
        value = _write(days)
    return [part.tell(EvidenceKind.TEXT, value)]


def fits_any(value: str, codes: Sequence[str], plan: Plan) -> bool:
    """Whether days that a text tells are those of a named period, though not to the day: ... đến 31/5/2024."""
    days = parse_period(value).window
    return days is not None and any(_fits(days, code, plan) for code in codes)


def _list_spans(text: str, year: str) -> Iterator[tuple[date, date]]:
    plain = strip_marks(normalise(text))
    for match in _WINDOW.finditer(plain):
        days = _read_days(match[0], year)
        is_compared = _COMPARED.search(plain[: match.start()].rsplit(".", 1)[-1]) is not None
        if days is not None and not is_compared and (days[1] - days[0]).days >= _DAYS_OF_PERIOD:
            yield days


def _read_days(text: str, year: str | None) -> tuple[date, date] | None:
    first, last = (day.replace("thang", "tháng").replace("nam", "năm") for day in re.findall(_DAY, text)[:2])
    window = (date(int(year) - 1, 12, 15), date(int(year), 12, 31)) if year else None
    days = [found.day for found in find_dates(f"từ ngày {first} đến ngày {last}", window)]
    return (days[0], days[1]) if len(days) == 2 and days[0] <= days[1] else None


def _fits(days: tuple[date, date], code: str, plan: Plan) -> bool:
    """Whether most of a span lies in a period; of a whole year a half is another period."""
    window = find_days(code, plan)
    inside = (min(days[1], window[1]) - max(days[0], window[0])).days + 1
    length = (days[1] - days[0]).days + 1
    if inside <= _SHARE * length:
        return False
    return not code.isdigit() or inside >= _HALF_OF_YEAR * (window[1] - window[0]).days


def find_days(code: str, plan: Plan) -> tuple[date, date]:
    """The days of a period; of a half or a year that the plan does not have those that the plan's would be."""
    if window := find_window(code, plan):
        return window
    period = parse_period(code)
    for known in plan.periods:
        own = parse_period(known.period)
        if own.window is None and own.half == period.half:
            shift = period.year - own.year
            return _shift_years(known.window_start, shift), _shift_years(known.window_end, shift)
    first = date(period.year, 7 if period.half == 2 else 1, 1)
    return first, date(period.year, 6, 30) if period.half == 1 else date(period.year, 12, 31)


def _shift_years(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def list_codes(year: int) -> tuple[str, str, str]:
    """The codes of a year's halves and of the year itself."""
    return f"{year}-H1", f"{year}-H2", str(year)


def name_days(days: tuple[date, date], plan: Plan) -> str:
    """The half or year that a span nearly is, else a code of its days."""
    for year in (days[1].year, days[1].year + 1):
        for code in list_codes(year):
            first, last = find_days(code, plan)
            if abs((days[0] - first).days) <= _SLACK and abs((days[1] - last).days) <= _SLACK:
                return code
    return _write(days)


def _write(days: tuple[date, date]) -> str:
    return f"{days[0].isoformat()}..{days[1].isoformat()}"
