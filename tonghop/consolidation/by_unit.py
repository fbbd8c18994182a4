"""What each unit has in a total, and which units' figures are smaller than what was issued of them for the half-year.

A total hides a unit that lost figures behind one that gained some, so units are compared one by one as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.decision import Decisions
from schemas.history import IssuedReport, IssuedTotal
from schemas.period import Period
from schemas.report import Comparison, ReportActivity, Total, UnitFigure
from schemas.subjects import make_comparison_subject
from schemas.values import ComparedWith, ComparisonChoice, Scope
from tonghop.consolidation.sums import add_values

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WITHIN_YEAR = re.compile(r"tháng|quý|cuối|giữa|ngày", re.IGNORECASE)
_OTHER_SCOPE = {Scope.PERIOD: Scope.CUMULATIVE, Scope.CUMULATIVE: Scope.PERIOD}

TotalKey = tuple[int, str, str, Scope]
"""(item, indicator, measure, scope): which figures are compared with one another."""


class UnitPart(NamedTuple):
    """What one unit has in a total; `since` is from when its cumulative figure counts, as written."""

    value: int | float
    since: str | None = None


def split_total(
    parts: Iterable[tuple[str, int]], find: Callable[[str, int], tuple[str, int | float, str | None] | None]
) -> dict[str, UnitPart]:
    """Unit -> what it has in a total. `find` gives (unit, value, since) of a part, None where it is not known."""
    values: dict[str, list[int | float]] = {}
    since: dict[str, str | None] = {}
    for activity, nth in parts:
        told = find(activity, nth)
        if told is not None:
            values.setdefault(told[0], []).append(told[1])
            since[told[0]] = since.get(told[0]) or told[2]
    return {unit: UnitPart(add_values(figures), since[unit]) for unit, figures in values.items()}


def split_totals(totals: Iterable[Total], activities: Sequence[ReportActivity]) -> dict[TotalKey, dict[str, UnitPart]]:
    """(item, indicator, measure, scope) -> unit -> what it has in that total."""
    known = {each.id: each for each in activities}

    def find(activity: str, nth: int) -> tuple[str, int | float, str | None] | None:
        told = known.get(activity)
        if told is None or nth >= len(told.quantities):
            return None
        quantity = told.quantities[nth]
        return told.unit, quantity.value, quantity.since

    return {(each.item, each.indicator, each.measure, each.scope): split_total(each.parts, find) for each in totals}


def are_comparable(period: Period, now: Mapping[str, UnitPart], past: IssuedReport, then: IssuedTotal) -> bool:
    """Whether two cumulative totals count the same units from the same day on."""
    if set(now) != set(then.by_unit):
        return False
    base = int(past.period[:4])
    is_like = past.against is ComparedWith.LAST_YEAR or period.half is None
    for unit, part in now.items():
        start, before = find_start(part.since, period.year), find_start(then.since.get(unit), base)
        # Each from the beginning of its own year is like with like, where the periods end alike.
        alike = isinstance(start, int) and isinstance(before, int) and is_like and period.year - start == base - before
        if start != before and not alike:
            return False
    return True


def find_start(since: str | None, year: int) -> int | str | None:
    """The year with which a cumulative figure begins; words that tell no year alone as they are, None for none."""
    if since is None:
        return None
    words = " ".join(since.casefold().split())
    years = _YEAR.findall(words)
    if _WITHIN_YEAR.search(words):
        return words
    return int(years[0]) if years else year if "năm" in words else words


def list_below(
    row: Comparison,
    now: Mapping[TotalKey, Mapping[str, UnitPart]],
    past: IssuedReport,
    then: Mapping[TotalKey, IssuedTotal],
    *,
    period: Period,
    told: Callable[[str, int], bool],
    decisions: Decisions,
) -> Iterator[UnitFigure]:
    """The units whose figure is smaller than what was issued of them for the half of the same year.

    `told`: whether the report of a unit counts now, for that item. A year is compared with its first half; of the
    second half only what is counted from the beginning of the year, or earlier, cannot be smaller than the first.
    """
    for unit, value, scope, base, base_scope in _list_pairs(row, now, past, then, period):
        if told(unit, row.item) and value < base:
            subject = make_comparison_subject(
                row.indicator, row.measure, scope, value=value, base=base, half=past.period, version=past.version,
                unit=unit,
            )  # fmt: skip
            held = decisions.get(subject)
            choice = ComparisonChoice(held.choice) if held is not None else None
            yield UnitFigure(
                unit=unit, value=value, scope=scope, base=base, base_scope=base_scope, asked=not row.suspect,
                decision=choice,
            )  # fmt: skip


def make_unit_subject(row: Comparison, below: UnitFigure, version: int) -> str:
    """The subject of the question about one unit's figure."""
    return make_comparison_subject(
        row.indicator, row.measure, below.scope, value=below.value, base=below.base, half=row.period, version=version,
        unit=below.unit,
    )  # fmt: skip


_Pair = tuple[str, int | float, Scope, int | float, Scope]


def _list_pairs(
    row: Comparison,
    now: Mapping[TotalKey, Mapping[str, UnitPart]],
    past: IssuedReport,
    then: Mapping[TotalKey, IssuedTotal],
    period: Period,
) -> Iterator[_Pair]:
    """(unit, figure now, its scope, figure then, its scope) of what belongs together."""
    key = (row.item, row.indicator, row.measure)
    if past.against is ComparedWith.HALF and (issued := then.get((*key, row.scope))) is not None:
        other = _OTHER_SCOPE[row.scope]
        for unit, base in sorted(issued.by_unit.items()):
            for scope in (row.scope, other):
                part = now.get((*key, scope), {}).get(unit)
                if part is not None:
                    yield unit, part.value, scope, base, row.scope
                    break
    elif is_first_half_of(past, period) and row.scope is Scope.CUMULATIVE:
        for unit, part in sorted(now.get((*key, row.scope), {}).items()):
            yield from _pair_running(unit, part, key, past, then, period)


def _pair_running(
    unit: str,
    part: UnitPart,
    key: tuple[int, str, str],
    past: IssuedReport,
    then: Mapping[TotalKey, IssuedTotal],
    period: Period,
) -> Iterator[_Pair]:
    """A running total of the second half beside the higher one of what was told of the first."""
    start = find_start(part.since, period.year)
    if isinstance(start, str) or (start is not None and start > period.year):
        return  # it does not begin before the first half
    bases = []
    for scope in (Scope.CUMULATIVE, Scope.PERIOD):
        issued = then.get((*key, scope))
        base = issued.by_unit.get(unit) if issued is not None else None
        if issued is None or base is None:
            continue
        before = find_start(issued.since.get(unit), int(past.period[:4]))
        if scope is Scope.PERIOD or before == start:
            bases.append((base, scope))
    if bases:
        base, scope = max(bases, key=lambda each: each[0])
        yield unit, part.value, Scope.CUMULATIVE, base, scope


def is_first_half_of(past: IssuedReport, period: Period) -> bool:
    """Whether the one is the first half of the year of which the other is the second."""
    return past.against is ComparedWith.PREVIOUS and period.half == 2 and past.period == f"{period.year}-H1"


def list_silent(
    row: Comparison,
    now: Mapping[TotalKey, Mapping[str, UnitPart]],
    then: Mapping[TotalKey, IssuedTotal],
    told: Callable[[str, int], bool],
) -> list[str]:
    """The units whose report of the year tells nothing of what they had in the half's total."""
    key = (row.item, row.indicator, row.measure)
    issued = then.get((*key, row.scope))
    if issued is None:
        return []
    here: set[str] = set()
    for scope in (row.scope, _OTHER_SCOPE[row.scope]):
        here.update(now.get((*key, scope), {}))
    return [unit for unit, base in sorted(issued.by_unit.items()) if base and unit not in here and told(unit, row.item)]
