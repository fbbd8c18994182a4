"""Comparison (so sánh) with what was issued: the totals of the period before, of last year's, of the year's first half.

A report of which nothing was issued is said to be absent, never taken for zero. The base is what was issued, hand
adjustments included. Keeps out finding the issued versions (ledger) and activities (repeats).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.decision import NO_DECISIONS, Decisions
from schemas.history import IssuedReport, IssuedTotal
from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.report import ActivityChange, ComparedPeriod, Comparison, ReportActivity, ReportFinding, Total
from schemas.values import ComparedWith, ComparisonChoice, Precision, Scope
from tonghop.consolidation import history_messages as m
from tonghop.consolidation.below import Side, key_total, list_below_findings, list_notes
from tonghop.consolidation.by_unit import TotalKey, are_comparable, list_below, split_totals
from tonghop.consolidation.history import list_compared_periods, make_row_subject, tell_value
from tonghop.consolidation.repeats import find_changes, find_copies

_OTHER_SCOPE = {Scope.PERIOD: Scope.CUMULATIVE, Scope.CUMULATIVE: Scope.PERIOD}


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
        rows = list(_compare_totals(now, past, decisions, estimate=estimate))
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


def _compare_totals(side: Side, past: IssuedReport, decisions: Decisions, *, estimate: bool) -> Iterator[Comparison]:
    """One row per item, indicator, measure and scope that either has; plans are compared with nothing."""
    now = {key_total(each): each for each in side.totals if each.scope is not Scope.PLANNED}
    then = {key_total(each): each for each in past.totals if each.scope is not Scope.PLANNED}
    for key in sorted(dict.fromkeys((*now, *then)), key=lambda each: each[0]):
        row = _compare_total(key, now.get(key), then.get(key), past, estimate=estimate)
        if key in now and key in then and key[-1] is Scope.CUMULATIVE:
            row = _mark_comparable(row, are_comparable(side.period, side.by_unit[key], past, then[key]))
        if past.against is ComparedWith.HALF:
            row = _find_other_scope(row, now)
            is_whole = key in then and all(side.tells(unit, row.item) for unit in then[key].units)
            if _is_below(row) and is_whole:
                decision = decisions.get(make_row_subject(row, past.version))
                choice = ComparisonChoice(decision.choice) if decision is not None else None
                row = row.model_copy(update={"suspect": True, "decision": choice})
        below = list_below(row, side.by_unit, past, then, period=side.period, told=side.tells, decisions=decisions)
        units = tuple(below)
        yield row.model_copy(update={"below": units}) if units else row


def _mark_comparable(row: Comparison, is_comparable: bool) -> Comparison:
    return row if is_comparable else row.model_copy(update={"comparable": False, "change": None, "ratio": None})


def _compare_total(
    key: TotalKey, now: Total | None, then: IssuedTotal | None, past: IssuedReport, *, estimate: bool
) -> Comparison:
    item, indicator, measure, scope = key
    change = subtract(now.value, then.value) if now is not None and then is not None else None
    base = then.value if then is not None else 0
    return Comparison(
        against=past.against,
        period=past.period,
        item=item,
        indicator=indicator,
        measure=measure,
        scope=scope,
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


def _find_other_scope(row: Comparison, now: Mapping[TotalKey, Total]) -> Comparison:
    """A year whose figure is only cumulative, or only of the period, still cannot be smaller than its half's."""
    other = _OTHER_SCOPE.get(row.scope)
    total = now.get((row.item, row.indicator, row.measure, other)) if other is not None else None
    if row.value is not None or row.base is None or total is None:
        return row
    return row.model_copy(update={"other_scope": other, "other_value": total.value})


def _is_below(row: Comparison) -> bool:
    value = tell_value(row)
    return value is not None and row.base is not None and value < row.base
