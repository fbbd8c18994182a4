"""What each unit has in a total, and which units' figures are smaller than what was issued of them for the half-year.

A total hides a unit that lost figures behind one that gained some, so units are compared one by one as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.decision import Decisions
from schemas.history import IssuedReport, IssuedTotal
from schemas.period import Period
from schemas.report import Comparison, ReportActivity, Total, UnitFigure
from schemas.subjects import make_comparison_subject
from schemas.values import ComparedWith, ComparisonChoice, Scope
from tonghop.consolidation.starts import find_start, may_be_base
from tonghop.consolidation.sums import add_values

OTHER_SCOPE = {Scope.PERIOD: Scope.CUMULATIVE, Scope.CUMULATIVE: Scope.PERIOD}
"""Of a running total the figure of the period, and the other way round: a unit may tell either."""

FigureKey = tuple[int, str, str]
"""(item, indicator, measure)."""
TotalKey = tuple[int, str, str, Scope, str | None]
"""(item, indicator, measure, scope, start as written): which total of a report."""


class UnitPart(NamedTuple):
    """What one unit has in a total; `since` is from when its cumulative figure counts, as written."""

    value: int | float
    since: str | None = None


def key_figure(total: Total | IssuedTotal | Comparison) -> FigureKey:
    """Of what a total is, in whatever scope."""
    return total.item, total.indicator, total.measure


def key_total(total: Total) -> TotalKey:
    """What tells a total from the others of its report."""
    return *key_figure(total), total.scope, total.since


def key_issued(total: IssuedTotal) -> TotalKey:
    """The same of an issued total."""
    return *key_figure(total), total.scope, total.begins


def key_base(row: Comparison) -> TotalKey:
    """The issued total with which a row compares."""
    return *key_figure(row), row.scope, row.base_since


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
    """Total -> unit -> what it has in that total."""
    known = {each.id: each for each in activities}

    def find(activity: str, nth: int) -> tuple[str, int | float, str | None] | None:
        told = known.get(activity)
        if told is None or nth >= len(told.quantities):
            return None
        quantity = told.quantities[nth]
        return told.unit, quantity.value, quantity.since

    return {key_total(each): split_total(each.parts, find) for each in totals}


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
            below = UnitFigure(
                unit=unit, value=value, scope=scope, base=base, base_scope=base_scope, asked=not row.suspect
            )
            held = decisions.get(make_figure_subject(row, below, past.version))
            choice = ComparisonChoice(held.choice) if held is not None else None
            yield below.model_copy(update={"decision": choice})


def make_figure_subject(row: Comparison, below: UnitFigure, version: int) -> str:
    """The subject of the question about one unit's figure."""
    return make_comparison_subject(
        row.indicator, row.measure, below.scope, value=below.value, base=below.base, half=row.period, version=version,
        unit=below.unit,
    )  # fmt: skip


_Pair = tuple[str, int | float, Scope, int | float, Scope]


def find_parts(
    totals: Mapping[TotalKey, Mapping[str, UnitPart]], figure: FigureKey, scope: Scope
) -> list[Mapping[str, UnitPart]]:
    """What the units have in each total of a figure and scope: several cumulative ones where they begin otherwise."""
    return [parts for key, parts in totals.items() if key[:3] == figure and key[3] is scope]


def _list_pairs(
    row: Comparison,
    now: Mapping[TotalKey, Mapping[str, UnitPart]],
    past: IssuedReport,
    then: Mapping[TotalKey, IssuedTotal],
    period: Period,
) -> Iterator[_Pair]:
    """(unit, figure now, its scope, figure then, its scope) of what belongs together."""
    figure = key_figure(row)
    if past.against is ComparedWith.HALF and (issued := then.get(key_base(row))) is not None:
        scopes = (row.scope, OTHER_SCOPE[row.scope])
        known = [(scope, find_parts(now, figure, scope)) for scope in scopes]
        for unit, base in sorted(issued.by_unit.items()):
            before = (row.scope, find_start(issued.since.get(unit), period.year))
            for scope, totals in known:
                found = [
                    part.value
                    for part in (parts[unit] for parts in totals if unit in parts)
                    if may_be_base(before, (scope, find_start(part.since, period.year)), period.year)
                ]
                if found:
                    yield unit, max(found), scope, base, row.scope
                    break
    elif is_first_half_of(past, period) and row.scope is Scope.CUMULATIVE and row.value is not None:
        mine = now.get((*figure, row.scope, row.since), {})
        issued_totals = [each for key, each in then.items() if key[:3] == figure]
        for unit, part in sorted(mine.items()):
            yield from _pair_running(unit, part, issued_totals, past, period)


def _pair_running(
    unit: str, part: UnitPart, issued_totals: Iterable[IssuedTotal], past: IssuedReport, period: Period
) -> Iterator[_Pair]:
    """A running total of the second half beside the highest one of what was told of the first."""
    start = find_start(part.since, period.year)
    if isinstance(start, str) or (start is not None and start > period.year):
        return  # it does not begin before the first half
    bases = []
    for issued in issued_totals:
        base = issued.by_unit.get(unit)
        if base is None or issued.scope not in OTHER_SCOPE:
            continue
        before = find_start(issued.since.get(unit), int(past.period[:4]))
        if issued.scope is Scope.PERIOD or before == start:
            bases.append((base, issued.scope))
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
    issued = then.get(key_base(row))
    if issued is None:
        return []
    scopes = (row.scope, OTHER_SCOPE[row.scope])
    here = {unit for scope in scopes for parts in find_parts(now, key_figure(row), scope) for unit in parts}
    return [unit for unit, base in sorted(issued.by_unit.items()) if base and unit not in here and told(unit, row.item)]
