"""What a comparison cannot show by its rows: units and items of one side only, figures below those of the half-year.

Keeps out adding and subtracting (comparison) and the units' parts themselves (by_unit).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from schemas.history import IssuedReport, IssuedTotal
from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.report import Comparison, ReportFinding, Total, UnitFigure
from schemas.rules import make_finding
from schemas.values import ComparedWith, ComparisonChoice, Severity
from tonghop.consolidation import history_messages as m
from tonghop.consolidation.by_unit import TotalKey, UnitPart, find_parts, key_base, key_figure, key_issued, list_silent
from tonghop.consolidation.history import tell_value
from tonghop.consolidation.naming import name_indicator, name_unit
from tonghop.numerals import format_number


class Side(NamedTuple):
    """The report that is compared: its totals and of whom they are."""

    period: Period
    totals: Sequence[Total]
    by_unit: Mapping[TotalKey, Mapping[str, UnitPart]]
    reported: frozenset[str]
    returned: frozenset[tuple[str, int]]

    def tells(self, unit: str, item: int) -> bool:
        """Whether a unit's report counts for an item, so that what is absent there was not done."""
        return unit in self.reported and (unit, item) not in self.returned


def list_notes(now: Side, past: IssuedReport, rows: Sequence[Comparison]) -> Iterator[str]:
    """What limits the comparison, for people: who and what stands on one side only, whether the base was certain."""
    name = parse_period(past.period).name
    absent = _name_absent(past.reporters - now.reported, now.returned, past.reporters)
    if absent:
        yield m.note_absent_now(absent)
    absent = _name_absent(now.reported - past.reporters, past.returned, now.reported)
    if absent:
        yield m.note_absent_then(name, absent)
    disputed = [each for each in rows if each.base_disputed]
    if disputed:
        yield m.note_disputed(name, sorted({each.item for each in disputed}))
    adjusted = [each for each in rows if each.base_adjusted]
    if adjusted:
        yield m.note_adjusted(name, sorted({each.item for each in adjusted}))


def _name_absent(units: frozenset[str], returned: frozenset[tuple[str, int]], of: frozenset[str]) -> str:
    items: dict[str, list[int]] = defaultdict(list)
    for unit, item in sorted(returned):
        if unit in of and unit not in units:
            items[unit].append(item)
    told = [*sorted(units), *(m.name_returned(unit, numbers) for unit, numbers in sorted(items.items()))]
    return ", ".join(told)


def list_below_findings(
    now: Side, past: IssuedReport, rows: Sequence[Comparison], plan: Plan
) -> Iterator[ReportFinding]:
    """One finding per figure, of all or of one unit, that is smaller than the half's, or that is not there."""
    then = {key_issued(each): each for each in past.totals}
    for row in rows:
        words = _describe(row, past, plan)
        if row.suspect:
            yield _find_suspect(row, words)
        elif _is_missing(row, past, now) and all(now.tells(unit, row.item) for unit in then[key_base(row)].units):
            yield _report("figure-missing-year", words)
            continue
        yield from (_find_unit(each, words, plan) for each in row.below if each.asked)
        if past.against is ComparedWith.HALF and row.base:
            yield from _list_silent_findings(list_silent(row, now.by_unit, then, now.tells), row, then, words, plan)


def _is_missing(row: Comparison, past: IssuedReport, now: Side) -> bool:
    """Whether the year tells nothing of it, from whatever day on."""
    is_silent = (
        row.value is None and row.other_value is None and not find_parts(now.by_unit, key_figure(row), row.scope)
    )
    return past.against is ComparedWith.HALF and bool(row.base) and is_silent


def _describe(row: Comparison, past: IssuedReport, plan: Plan) -> dict[str, Any]:
    return {
        "item": row.item,
        "indicator": name_indicator(plan, row.indicator),
        "scope": row.scope.label,
        "measure": row.measure,
        "base": format_number(row.base or 0),
        "period": parse_period(past.period).name,
        "version": past.version,
        "day": m.cite_day(past.issued_on),
    }


def _report(
    key: str, words: Mapping[str, Any], severity: Severity | None = None, unit: str | None = None
) -> ReportFinding:
    return ReportFinding(**make_finding(key, severity=severity, **words).model_dump(), unit=unit)


def _find_suspect(row: Comparison, words: Mapping[str, Any]) -> ReportFinding:
    severity = Severity.WARNING if row.decision is ComparisonChoice.CONFIRM else None
    value = {"value": format_number(tell_value(row) or 0)}
    if row.other_scope is not None:
        scopes = {**words, **value, "year_scope": row.other_scope.label}
        return _report("figure-below-half-scopes", scopes, severity)
    return _report("figure-below-half", {**words, **value}, severity)


def _find_unit(below: UnitFigure, words: Mapping[str, Any], plan: Plan) -> ReportFinding:
    severity = Severity.WARNING if below.decision is ComparisonChoice.CONFIRM else None
    told = {
        **words,
        "unit": name_unit(below.unit, plan),
        "value": format_number(below.value),
        "scope": below.scope.label,
        "base": format_number(below.base),
        "base_scope": below.base_scope.label,
    }
    return _report("figure-below-half-unit", told, severity, below.unit)


def _list_silent_findings(
    units: Iterable[str], row: Comparison, then: Mapping[TotalKey, IssuedTotal], words: Mapping[str, Any], plan: Plan
) -> Iterator[ReportFinding]:
    for unit in units:
        base = format_number(then[key_base(row)].by_unit[unit])
        yield _report("figure-missing-unit", {**words, "unit": name_unit(unit, plan), "base": base}, unit=unit)
