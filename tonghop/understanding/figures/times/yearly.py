"""A year beside its halves, and a half-year's report that tells what the whole year brought: nothing counts twice.

Keeps out single times that are not in the data window (cautions.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.values import Scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, find_sentence
from tonghop.understanding.words import Line

_PART_OF_YEAR = re.compile(r"(?i)\b(?:(?:0?6|sáu) tháng|quý|tháng \d|cuối năm|đầu năm|trong kỳ)\b")
_WHOLE_YEAR = re.compile(r"(?i)\b(?:trong năm|cả năm|năm \d{4})\b")
_OF_YEARS_PLAN = re.compile(r"(?i)%\s+(?:so với\s+)?(?:kế hoạch|chỉ tiêu)\s+(?:giao\s+)?(?:cả\s+)?năm\b")
_FIRST_HALF = re.compile(r"(?i)\b(?:0?6|sáu) tháng đầu(?: năm)?(?: \d{4})?:?\s+(?:đăng |có |đạt |là )?\d")
_SECOND_HALF, _HALF_DAYS = 6, 200
_YEARS_TOTAL = re.compile(r"(?i)\b(?:cả|toàn|tính chung)\s+năm(?:\s+(?P<year>\d{4}))?\b")
_NOT_ITS_TOTAL = re.compile(
    r"(?i)\b(?:kế hoạch|chỉ tiêu|mục tiêu|so với|nhiệm vụ|dự kiến|phấn đấu|ước)\s(?:[^\W\d]+\s){0,4}$"
)
_DONE = re.compile(r"(?i)\b(?:đã|đến nay|mới|thực tế|thực hiện|đạt)\b")
_UNTIL_PAST_YEAR = re.compile(
    r"(?i)(?:^|[,;]\s*)(?:tính\s)?đến\s(?:hết\s|ngày\s|thời điểm\s)*"
    r"(?:31/12/|(?:cuối\s|hết\s)?năm\s)(?P<year>\d{4}),?[^,;.]*$"
)


def find_mixed_times(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """Trong năm 10 bài; 6 tháng đầu 06; cuối năm 04; ước cả năm 12: the year is no addend of its parts.

    Where the parts give the year, they lose their indicator; else nobody knows which figure counts.
    """
    doubted: list[Figure] = []
    for indicator in dict.fromkeys(f.indicator for f in figures):
        same = [f for f in figures if f.indicator == indicator and f.scope is Scope.PERIOD]
        parts = [f for f in same if _PART_OF_YEAR.search(_tell_before(line, f))]
        years = [f for f in same if f not in parts and _WHOLE_YEAR.search(_tell_before(line, f))]
        if not parts or not years:
            continue
        if len(years) == 1 and sum(f.value for f in parts) == years[0].value:
            for part in parts:
                part.indicator = None
        else:
            doubted += [*years, *parts]
    return doubted


def find_year_scope(
    line: Line, figure: Figure, planned: Sequence[Figure], window: tuple[date, date] | None
) -> Scope | None:
    """Cả năm 2024 đón 09 đoàn, in a half-year's report: no addend of the half, whichever half it is.

    Đến cuối năm 2023 có 10 điểm: nor is what stood before the year began. What came of a plan for the year, or was done
    by the first half already, is told by other rules: cả năm giao 10 lớp, đã mở 04 lớp.
    """
    if window is None or (window[1] - window[0]).days > _HALF_DAYS:
        return None
    first, _ = find_sentence(line.tokens, figure.first)
    before = line.text[line.tokens[first].start : line.tokens[figure.first].start]
    if (past := _UNTIL_PAST_YEAR.search(before)) and int(past["year"]) < window[1].year:
        return Scope.CUMULATIVE
    named = [m for m in _YEARS_TOTAL.finditer(before) if not _NOT_ITS_TOTAL.search(before[: m.start()])]
    if not named or named[-1]["year"] not in (None, str(window[1].year)):
        return None
    told, since = before[named[-1].end() :], line.tokens[first].start + named[-1].end()
    if _PART_OF_YEAR.search(told) or any(
        since <= line.tokens[f.first].start for f in planned if f.first < figure.first
    ):
        return None
    if _is_second_half(window):
        return Scope.CUMULATIVE
    return None if _DONE.search(told) else Scope.PLANNED


def _is_second_half(window: tuple[date, date] | None) -> bool:
    return window is not None and window[0].year == window[1].year and window[0].month >= _SECOND_HALF


def _tell_before(line: Line, figure: Figure) -> str:
    """The words of the sentence before the figure, from the figure before it on."""
    first, _ = find_segment(line.tokens, figure.first)
    return line.text[line.tokens[first].start : line.tokens[figure.first].start]


def find_years_results(
    line: Line, counted: Sequence[Figure], figures: Sequence[Figure], window: tuple[date, date] | None
) -> list[Figure]:
    """Kế hoạch năm giao 100, đã thực hiện 92: in the second half of a year that is perhaps the year's result."""
    if not _is_second_half(window):
        return []
    return [
        figure
        for figure in counted
        if not _PART_OF_YEAR.search(before := _tell_before(line, figure))
        and (
            any(_is_years_plan(line, plan, figure) for plan in figures)
            or _OF_YEARS_PLAN.search(behind := _tell_behind(line, figure))
            or (_WHOLE_YEAR.search(before) and _FIRST_HALF.search(behind))
        )
    ]


def _is_years_plan(line: Line, plan: Figure, figure: Figure) -> bool:
    return (
        plan.scope is Scope.PLANNED
        and bool(plan.families & figure.families)
        and plan.first < figure.first
        and find_segment(line.tokens, plan.first) == find_segment(line.tokens, figure.first)
    )


def _tell_behind(line: Line, figure: Figure) -> str:
    """What stands behind the figure up to the full stop."""
    return re.split(r"[.\n](?!\d)", line.text[line.tokens[figure.last - 1].end :])[0]
