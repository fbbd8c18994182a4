"""Adjustments and comparison as rows of words, for the internal copy, the workbook and the page alike.

Never for the release copy. Keeps out comparing and adjusting themselves (consolidation), and tables' looks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.adjustment import ReportAdjustment
from schemas.days import write_day
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.report import ActivityChange, ComparedPeriod, Comparison, Report, UnitFigure
from schemas.values import ActivityChangeKind, AdjustmentState, ComparedWith, Precision, Scope
from tonghop.rendering import messages as m
from tonghop.rendering.sources import VIETNAM
from tonghop.rendering.text import (
    clean_line,
    clean_sentence,
    format_change,
    format_count,
    format_figure,
    format_ratio,
    raise_first,
)
from tonghop.rendering.totals import name_indicator_id


@dataclass(frozen=True)
class ComparedTable:
    """One period compared with: its title, whether something was issued then, rows, and what is new or dropped."""

    title: str
    is_known: bool
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counted: str
    changes: tuple[tuple[str, tuple[str, ...], int], ...]
    """(title, lines, how many more there are) of new and of dropped activities."""


def list_adjustment_rows(report: Report, plan: Plan) -> list[tuple[str, ...]]:
    """One row per adjustment, in the columns of ADJUSTMENT_COLUMNS."""
    return [
        (
            str(one.id),
            one.unit or m.ADJUSTMENT_TOTAL,
            str(one.item),
            describe_adjusted(one, plan),
            format_count(one.old, one.measure),
            format_count(one.new, one.measure),
            m.NOT_FOUND if one.found is None else format_count(one.found, one.measure),
            tell_asked(one),
            one.state.label,
        )
        for one in report.adjustments
    ]


def describe_adjusted(one: ReportAdjustment, plan: Plan) -> str:
    """Which figure was changed."""
    subject = m.ADJUSTMENT_SUBJECT.format(
        name=raise_first(name_indicator_id(plan, one.indicator)) if one.indicator else m.SHEET_FIGURES,
        measure=clean_line(one.measure),
        scope=one.scope.label,
    )
    if one.activity_text is None:
        return subject
    return m.ADJUSTMENT_QUOTED.format(subject=subject, text=clean_sentence(one.activity_text))


def tell_asked(one: ReportAdjustment) -> str:
    """Who asked for a change, how and why, and who wrote it down when."""
    return m.ADJUSTMENT_ASKED.format(
        asked_by=clean_line(one.asked_by),
        channel=one.channel.label,
        why=clean_line(one.why).rstrip(" ."),
        recorded_by=clean_line(one.recorded_by),
        day=write_day(one.recorded_at.astimezone(VIETNAM).date()),
    )


def summarise(report: Report) -> list[str]:
    """For the leader's summary: what was changed by people, and with what the figures are compared."""
    lines = []
    if report.adjustments:
        states = [one.state for one in report.adjustments]
        pending = states.count(AdjustmentState.PENDING)
        waiting = sum(state.is_open for state in states)
        lines.append(m.SUMMARY_ADJUSTED.format(count=len(states), pending=pending, waiting=waiting))
    told = "; ".join(map(name_compared, report.compared)) or m.AD_HOC_NOT_COMPARED
    return [*lines, m.SUMMARY_COMPARED.format(compared=told)]


def name_compared(one: ComparedPeriod) -> str:
    """With what is compared: the period and the version that was issued, or that there is none."""
    period = parse_period(one.period).name
    if one.version is None:
        return m.NOT_COMPARED.format(against=one.against.label, period=period)
    day = m.COMPARED_DAY.format(day=write_day(one.issued_on)) if one.issued_on is not None else ""
    return m.COMPARED_WITH.format(against=one.against.label, period=period, day=day)


def list_compared(report: Report, plan: Plan, *, most_changes: int) -> list[ComparedTable]:
    """One table per period compared with; at most `most_changes` activities of each kind are told."""
    tables = []
    for one in report.compared:
        rows = [row for row in report.comparison if (row.against, row.period) == (one.against, one.period)]
        changes = [each for each in report.activity_changes if each.against is one.against]
        has_changes = bool(one.new or one.dropped)
        tables.append(
            ComparedTable(
                title=raise_first(name_compared(one)),
                is_known=one.version is not None,
                notes=tuple(map(clean_line, one.notes)),
                columns=_name_columns(one, rows),
                rows=tuple(_describe_row(row, plan, noted=any(map(tell_row_note, rows))) for row in rows),
                counted=m.CHANGES_COUNTED.format(new=one.new, dropped=one.dropped) if has_changes else "",
                changes=tuple(_list_changes(changes, one, most_changes)),
            )
        )
    return tables


def show_value(row: Comparison, *, base: bool = False) -> str:
    """One side of a comparison with what limits it, or that it has no figure."""
    value = row.base if base else row.value
    if value is None:
        return m.COMPARISON_NONE
    precision, estimate = (row.base_precision, row.base_estimate) if base else (row.precision, row.estimate)
    return format_figure(value, row.measure, precision, estimate=estimate)


def tell_row_note(row: Comparison) -> str:
    """What a person must know of a compared figure; empty for most."""
    notes = [m.UNIT_BELOW.format(unit=one.unit, **_tell_unit(one, row)) for one in row.below]
    if row.decision is not None:
        notes.append(row.decision.label)
    elif row.suspect and not notes:
        notes.append(m.SUSPECT)
    if row.other_value is not None and row.other_scope is not None:
        figure = format_count(row.other_value, row.measure)
        notes.append(m.ONLY_OTHER_SCOPE.format(scope=row.other_scope.label, figure=figure))
    notes += [m.BASE_DISPUTED] if row.base_disputed else []
    notes += [m.BASE_ADJUSTED] if row.base_adjusted else []
    return "; ".join(notes)


def tell_change(row: Comparison) -> str:
    """The difference with its share; of a year with its own half it is what the other half adds, without any share."""
    if row.against is ComparedWith.HALF:
        if row.change is None or row.change < 0:
            return m.NOT_COMPARABLE
        exact = row.precision is row.base_precision is Precision.EXACT and not (row.estimate or row.base_estimate)
        return format_figure(row.change, row.measure, Precision.EXACT if exact else Precision.ABOUT, estimate=False)
    ratio = format_ratio(row.ratio)
    return format_change(row.change) + (f" ({ratio})" if ratio else "")


def _tell_unit(one: UnitFigure, row: Comparison) -> dict[str, str]:
    return {"value": format_count(one.value, row.measure), "base": format_count(one.base, row.measure)}


def _name_columns(one: ComparedPeriod, rows: Sequence[Comparison]) -> tuple[str, ...]:
    columns = m.HALF_COLUMNS if one.against is ComparedWith.HALF else m.COMPARISON_COLUMNS
    return (*columns, m.NOTE_COLUMN) if any(map(tell_row_note, rows)) else columns


def _describe_row(row: Comparison, plan: Plan, *, noted: bool) -> tuple[str, ...]:
    """In the columns of COMPARISON_COLUMNS; of a year with its half in those of HALF_COLUMNS, the half first."""
    scope = "" if row.scope is Scope.PERIOD else f" ({row.scope.label})"
    values = (show_value(row), show_value(row, base=True))
    return (
        str(row.item),
        raise_first(name_indicator_id(plan, row.indicator)) + scope,
        row.measure,
        *(reversed(values) if row.against is ComparedWith.HALF else values),
        tell_change(row),
        *([tell_row_note(row)] if noted else []),
    )


def _list_changes(
    changes: Sequence[ActivityChange], one: ComparedPeriod, most: int
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    for kind, count in ((ActivityChangeKind.NEW, one.new), (ActivityChangeKind.DROPPED, one.dropped)):
        shown = [each for each in changes if each.kind is kind][:most]
        if shown:
            lines = tuple(f"[{each.unit}, {each.item}] {clean_sentence(each.text)}" for each in shown)
            yield m.CHANGES_TITLE.format(kind=raise_first(kind.label), count=count), lines, count - len(shown)
