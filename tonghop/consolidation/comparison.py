"""Comparison (so sánh) with what was issued: the totals of the period before, of last year's, of the year's first half.

A report of which nothing was issued is said to be absent, never taken for zero. The base is what was issued, hand
adjustments included. Keeps out finding the issued versions (ledger) and activities (repeats).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from schemas.decision import NO_DECISIONS, Decisions
from schemas.history import IssuedReport, IssuedTotal
from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.report import ActivityChange, ComparedPeriod, Comparison, ReportActivity, ReportFinding, Total
from schemas.rules import make_finding
from schemas.values import ComparedWith, ComparisonChoice, Precision, Scope, Severity
from tonghop.consolidation.history import list_compared_periods, make_row_subject, name_indicator, tell_value
from tonghop.consolidation.history_messages import cite_day
from tonghop.consolidation.repeats import find_changes, find_copies
from tonghop.numerals import format_number

_Key = tuple[int, str, str, Scope]
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
        decisions: those on figures that are smaller than the half-year's are followed.
        estimate: the whole report is an estimate.
    """
    issued = {(each.against, each.period): each for each in history}
    compared: list[ComparedPeriod] = []
    comparison: list[Comparison] = []
    changes: list[ActivityChange] = []
    findings: list[ReportFinding] = []
    before: list[IssuedReport] = []
    for against, code in list_compared_periods(period):
        past = issued.get((against, code))
        if past is None:
            compared.append(ComparedPeriod(against=against, period=code, version=None))
            continue
        rows = list(_compare_totals(totals, past, reported, decisions, estimate=estimate))
        comparison += rows
        entry = ComparedPeriod(against=against, period=code, version=past.version, issued_on=past.issued_on)
        if against is ComparedWith.HALF:
            findings += _list_half_findings(rows, past, plan, reported)
        else:
            found = find_changes(activities, past, reported)
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
    totals: Sequence[Total], past: IssuedReport, reported: Collection[str], decisions: Decisions, *, estimate: bool
) -> Iterator[Comparison]:
    """One row per item, indicator, measure and scope that either has; plans are compared with nothing."""
    now = {_key(each): each for each in totals if each.scope is not Scope.PLANNED}
    then = {_key(each): each for each in past.totals if each.scope is not Scope.PLANNED}
    for key in sorted(dict.fromkeys((*now, *then)), key=lambda each: each[0]):
        row = _compare_total(key, now.get(key), then.get(key), past, estimate=estimate)
        if past.against is ComparedWith.HALF:
            row = _find_other_scope(row, now)
        if past.against is ComparedWith.HALF and _is_below(row) and then[key].units <= set(reported):
            decision = decisions.get(make_row_subject(row, past.version))
            choice = ComparisonChoice(decision.choice) if decision is not None else None
            row = row.model_copy(update={"suspect": True, "decision": choice})
        yield row


def _compare_total(
    key: _Key, now: Total | None, then: IssuedTotal | None, past: IssuedReport, *, estimate: bool
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
    )


def _find_other_scope(row: Comparison, now: Mapping[_Key, Total]) -> Comparison:
    """A year whose figure is only cumulative, or only of the period, still cannot be smaller than its half's."""
    other = _OTHER_SCOPE.get(row.scope)
    total = now.get((row.item, row.indicator, row.measure, other)) if other is not None else None
    if row.value is not None or row.base is None or total is None:
        return row
    return row.model_copy(update={"other_scope": other, "other_value": total.value})


def _is_below(row: Comparison) -> bool:
    value = tell_value(row)
    return value is not None and row.base is not None and value < row.base


def _key(total: Total | IssuedTotal | Comparison) -> _Key:
    return total.item, total.indicator, total.measure, total.scope


def _list_half_findings(
    rows: Sequence[Comparison], past: IssuedReport, plan: Plan, reported: Collection[str]
) -> Iterator[ReportFinding]:
    """One finding per figure of the year that is smaller than the half's, or that is not there."""
    then = {_key(each): each for each in past.totals}
    for row in rows:
        words: dict[str, Any] = {
            "item": row.item,
            "indicator": name_indicator(plan, row.indicator),
            "scope": row.scope.label,
            "measure": row.measure,
            "base": format_number(row.base or 0),
            "period": parse_period(past.period).name,
            "version": past.version,
            "day": cite_day(past.issued_on),
        }
        if row.suspect:
            severity = Severity.WARNING if row.decision is ComparisonChoice.CONFIRM else None
            key = "figure-below-half"
            if row.other_scope is not None:
                key, words["year_scope"] = "figure-below-half-scopes", row.other_scope.label
            finding = make_finding(key, severity=severity, value=format_number(tell_value(row) or 0), **words)
            yield ReportFinding(**finding.model_dump())
        elif row.value is None and row.base and then[_key(row)].units <= set(reported):
            yield ReportFinding(**make_finding("figure-missing-year", **words).model_dump())
