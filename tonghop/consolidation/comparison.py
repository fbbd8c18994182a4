"""Comparison (so sánh) with what was issued: the totals of the period before, of last year's, of the year's first half.

A report of which nothing was issued is said to be absent, never taken for zero. The base is what was issued, hand
adjustments included. Keeps out finding the issued versions (ledger) and activities (repeats).
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.decision import NO_DECISIONS, Decisions
from schemas.history import IssuedReport, IssuedTotal
from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.report import ActivityChange, ComparedPeriod, Comparison, ReportActivity, ReportFinding, Total
from schemas.values import ComparedWith, ComparisonChoice, Precision, Scope
from tonghop.consolidation import history_messages as m
from tonghop.consolidation.below import Side, list_below_findings, list_notes
from tonghop.consolidation.by_unit import (
    OTHER_SCOPE,
    FigureKey,
    are_comparable,
    find_parts,
    key_figure,
    key_issued,
    key_total,
    list_below,
    split_totals,
)
from tonghop.consolidation.history import list_compared_periods, make_row_subject, tell_value
from tonghop.consolidation.naming import name_indicator
from tonghop.consolidation.repeats import find_changes, find_copies
from tonghop.consolidation.starts import find_start, may_be_base

_STOCK = "duy trì"
"""In the title of an indicator that counts what there is, not what was done."""


class Compared(NamedTuple):
    """What a report has to say of earlier ones."""

    compared: tuple[ComparedPeriod, ...]
    comparison: tuple[Comparison, ...]
    changes: tuple[ActivityChange, ...]
    findings: tuple[ReportFinding, ...]


def compare(
    period: Period,
    plan: Plan,
    activities: Sequence[ReportActivity],
    totals: Sequence[Total],
    history: Sequence[IssuedReport],
    *,
    reported: Collection[str],
    returned: Collection[tuple[str, int]] = (),
    drafted: Collection[str] = (),
    decisions: Decisions = NO_DECISIONS,
    estimate: bool = False,
) -> Compared:
    """Compare a period's totals and activities with the issued reports of `history`.

    Args:
        period: which is reported; an ad hoc one is compared with nothing.
        plan: names the indicators.
        activities: of the report, as the units wrote them.
        totals: of the report, adjustments included.
        history: one issued report for each of `list_compared_periods` that has one.
        reported: codes of the units whose report counts now; what of others is absent says nothing.
        returned: (unit, item) that a person returned of a report that counts now; nor does what is absent there.
        drafted: codes of the periods of which a report was drafted and none is known as issued.
        decisions: those on figures that are smaller than the half-year's are followed.
        estimate: the whole report is an estimate.
    """
    issued = {(each.against, each.period): each for each in history}
    compared: list[ComparedPeriod] = []
    comparison: list[Comparison] = []
    changes: list[ActivityChange] = []
    findings: list[ReportFinding] = []
    before: list[IssuedReport] = []
    now = Side(period, totals, split_totals(totals, activities), frozenset(reported), frozenset(returned))
    for against, code in list_compared_periods(period):
        past = issued.get((against, code))
        if past is None:
            notes = (m.note_drafted(parse_period(code).name),) if code in drafted else ()
            compared.append(
                ComparedPeriod(against=against, period=code, version=None, drafted=code in drafted, notes=notes)
            )
            continue
        rows = list(_compare_totals(now, past, plan, decisions, estimate=estimate))
        comparison += rows
        entry = ComparedPeriod(
            against=against,
            period=code,
            version=past.version,
            issued_on=past.issued_on,
            notes=tuple(list_notes(now, past, rows)),
        )
        findings += list_below_findings(now, past, rows, plan)
        if against is not ComparedWith.HALF:
            found = find_changes(activities, past, reported, returned)
            changes += found.changes
            entry = entry.model_copy(update={"new": found.new, "dropped": found.dropped})
            before.append(past)
        compared.append(entry)
    findings += find_copies(activities, before)
    return Compared(tuple(compared), tuple(comparison), tuple(changes), tuple(findings))


def subtract(value: float, base: float) -> int | float:
    """As the figures were written: 0.3 - 0.1 is 0.2, and whole numbers stay whole."""
    if isinstance(value, int) and isinstance(base, int):
        return value - base
    return float(Decimal(str(value)) - Decimal(str(base)))


def _compare_totals(
    side: Side, past: IssuedReport, plan: Plan, decisions: Decisions, *, estimate: bool
) -> Iterator[Comparison]:
    """One row per item, indicator, measure, scope and start that either has; plans are compared with nothing."""
    now = [each for each in side.totals if each.scope is not Scope.PLANNED]
    then = {key_issued(each): each for each in past.totals if each.scope is not Scope.PLANNED}
    for mine, issued in _pair_totals(now, list(then.values()), side.period, past):
        row = _compare_total(mine, issued, past, estimate=estimate)
        if mine is not None and issued is not None and mine.scope is Scope.CUMULATIVE:
            row = _mark_comparable(row, are_comparable(side.period, side.by_unit[key_total(mine)], past, issued))
        if past.against is ComparedWith.HALF:
            row = _leave_out_stock(_find_other_scope(row, now), plan)
            if _is_below(row) and issued is not None and _is_whole(row, mine, issued, side):
                decision = decisions.get(make_row_subject(row, past.version))
                choice = ComparisonChoice(decision.choice) if decision is not None else None
                row = row.model_copy(update={"suspect": True, "decision": choice})
        below = list_below(row, side.by_unit, past, then, period=side.period, told=side.tells, decisions=decisions)
        units = tuple(below)
        yield row.model_copy(update={"below": units}) if units else row


_Pair = tuple[Total | None, IssuedTotal | None]


def _pair_totals(
    now: Sequence[Total], then: Sequence[IssuedTotal], period: Period, past: IssuedReport
) -> Iterator[_Pair]:
    """What belongs together, by item; of several running totals those that begin alike."""
    figures: dict[tuple[FigureKey, Scope], tuple[list[Total], list[IssuedTotal]]] = {}
    for mine in now:
        figures.setdefault((key_figure(mine), mine.scope), ([], []))[0].append(mine)
    for issued in then:
        figures.setdefault((key_figure(issued), issued.scope), ([], []))[1].append(issued)
    for _, (left, right) in sorted(figures.items(), key=lambda each: each[0][0][0]):
        yield from _pair_starts(left, right, period.year, past)


def _pair_starts(now: Sequence[Total], then: Sequence[IssuedTotal], year: int, past: IssuedReport) -> Iterator[_Pair]:
    """Those of one start; then each from the beginning of its own year; then the two that alone are left."""
    base = int(past.period[:4])
    left = {find_start(each.since, year): each for each in now}
    right = {find_start(each.begins, base): each for each in then}
    pairs = {start: start for start in left if start in right}
    for start in left:
        like = start - (year - base) if isinstance(start, int) else None
        if start not in pairs and like in right and like is not None and like not in pairs.values():
            pairs[start] = like
    alone = ([each for each in left if each not in pairs], [each for each in right if each not in pairs.values()])
    if len(alone[0]) == len(alone[1]) == 1:
        pairs[alone[0][0]] = alone[1][0]
    for start, mine in left.items():
        yield mine, right[pairs[start]] if start in pairs else None
    for start, issued in right.items():
        if start not in pairs.values():
            yield None, issued


def _is_whole(row: Comparison, mine: Total | None, issued: IssuedTotal, side: Side) -> bool:
    """Whether the year's figure counts all that the half's does: the same units, from no later day on."""
    if not all(side.tells(unit, row.item) for unit in issued.units):
        return False
    scope, year = row.other_scope or row.scope, side.period.year
    start = find_start(mine.since, year) if mine is not None else None
    starts = [find_start(issued.since.get(unit), year) for unit in issued.units] or [None]
    if not all(may_be_base((row.scope, before), (scope, start), year) for before in starts):
        return False
    others = [
        parts
        for scope in OTHER_SCOPE
        for parts in find_parts(side.by_unit, key_figure(row), scope)
        if row.scope is Scope.CUMULATIVE and mine is not None and parts is not side.by_unit[key_total(mine)]
    ]
    here = side.by_unit[key_total(mine)] if mine is not None else {}
    # Who tells the same from another day on now is missing in no total: units are compared one by one.
    return not any(unit in parts for parts in others for unit in issued.units if unit not in here)


def _mark_comparable(row: Comparison, is_comparable: bool) -> Comparison:
    return row if is_comparable else row.model_copy(update={"comparable": False, "change": None, "ratio": None})


def _compare_total(now: Total | None, then: IssuedTotal | None, past: IssuedReport, *, estimate: bool) -> Comparison:
    told = now or then
    if told is None:
        raise ValueError("a row compares at least one total")
    item, indicator, measure = key_figure(told)
    scope = told.scope
    change = subtract(now.value, then.value) if now is not None and then is not None else None
    base = then.value if then is not None else 0
    return Comparison(
        against=past.against,
        period=past.period,
        item=item,
        indicator=indicator,
        measure=measure,
        scope=scope,
        since=now.since if now is not None else None,
        base_since=then.begins if then is not None else None,
        value=now.value if now is not None else None,
        base=then.value if then is not None else None,
        change=change,
        # Of a percentage the difference is in points; a percentage of a percentage misleads.
        ratio=round(change / base, 4) if change is not None and base and measure != "%" else None,
        precision=now.precision if now is not None else Precision.EXACT,
        estimate=now is not None and (now.estimate or (estimate and scope is Scope.PERIOD)),
        base_precision=then.precision if then is not None else Precision.EXACT,
        base_estimate=then is not None and then.estimate,
        base_disputed=then is not None and then.disputed,
        base_adjusted=then is not None and then.adjusted,
    )


def _leave_out_stock(row: Comparison, plan: Plan) -> Comparison:
    """What is kept up is counted again each time: that it is as many as in the half says nothing of the other half."""
    is_stock = _STOCK in name_indicator(plan, row.indicator).casefold()
    return _mark_comparable(row, row.change != 0 or not is_stock)


def _find_other_scope(row: Comparison, now: Sequence[Total]) -> Comparison:
    """A year whose figure is only cumulative, or only of the period, still cannot be smaller than its half's."""
    other = OTHER_SCOPE.get(row.scope)
    if row.value is not None or row.base is None:
        return row
    told = [each.value for each in now if (key_figure(each), each.scope) == (key_figure(row), other)]
    return row.model_copy(update={"other_scope": other, "other_value": max(told)}) if told else row


def _is_below(row: Comparison) -> bool:
    value = tell_value(row)
    return value is not None and row.base is not None and value < row.base
