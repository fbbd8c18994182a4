"""The day's page as words in their order, before any form: what the three forms (today) then only lay out.

First what endangers the reporting and what the Office has to do, then each period with its units, sources, dates.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from schemas.days import write_day
from schemas.period import parse_period
from schemas.today import NextDate, PeriodToday, SourceHealth, Today
from schemas.values import DraftState, UnitState
from tonghop.rendering import page_messages as m
from tonghop.rendering.days import find_day, find_last_day, format_weekday, tell_deadline, tell_left
from tonghop.rendering.naming import tell_state
from tonghop.rendering.sources import format_moment
from tonghop.rendering.text import raise_first

_TONES = {UnitState.ON_TIME: "good", UnitState.EXEMPT: "good", UnitState.MISSING: "bad", UnitState.RETURNED: "bad"}


class Line(NamedTuple):
    """A name and what is told of it; the tone (`good`, `fair`, `bad`) colours it where there is colour."""

    name: str
    text: str
    tone: str = "fair"


class PeriodView(NamedTuple):
    """One period."""

    code: str
    name: str
    steps: tuple[str, ...]
    facts: tuple[Line, ...]
    units: tuple[Line, ...]


class TodayView(NamedTuple):
    """The page."""

    title: str
    updated: str
    example: str | None
    summary: str
    overview: tuple[Line, ...]
    warnings: tuple[str, ...]
    periods: tuple[PeriodView, ...]
    sources: tuple[Line, ...]
    dates: tuple[Line, ...]


def compose_today(today: Today) -> TodayView:
    """Put the day into words."""
    day = find_day(today.at)
    return TodayView(
        title=m.TODAY_TITLE.format(weekday=format_weekday(day), day=write_day(day)),
        updated=m.UPDATED.format(time=format_moment(today.at)),
        example=m.EXAMPLE if today.example else None,
        summary=_summarise(today),
        overview=tuple(_survey(period, day) for period in today.periods) if len(today.periods) > 1 else (),
        warnings=today.warnings,
        periods=tuple(_compose_period(period, day) for period in today.periods),
        sources=compose_sources(today.sources, day),
        dates=_compose_dates(today.next_dates, day),
    )


def compose_sources(sources: Sequence[SourceHealth], day: date) -> tuple[Line, ...]:
    """Each source with its last look."""
    return tuple(
        Line(raise_first(m.SOURCE_NAME.format(kind=each.kind.label, name=each.name)), *_tell_source(each, day))
        for each in sources
    )


def _compose_dates(dates: Sequence[NextDate], day: date) -> tuple[Line, ...]:
    """One line per day and thing; two periods that share both share the line."""
    periods: dict[tuple[date, str, bool], list[str]] = {}
    for each in dates:
        periods.setdefault((each.date, each.what, each.confirm), []).append(parse_period(each.period).name)
    return tuple(
        Line(
            raise_first(f"{format_weekday(when)} {write_day(when)}"),
            what
            + m.DATE_PERIODS.format(periods=m.DATE_AND.join(names))
            + m.DATE_NOTES.format(notes="; ".join([tell_left(when, day), *([m.ASSUMED_DAY] if assumed else [])])),
        )
        for (when, what, assumed), names in periods.items()
    )


def _summarise(today: Today) -> str:
    told = [
        m.TODAY_SUMMARY.format(name=each.name, reported=each.reported_units, expected=each.expected_units)
        for each in today.periods
    ] or [m.TODAY_NO_PERIOD]
    if today.warnings:
        told.append(m.TODAY_SUMMARY_WARNINGS.format(count=len(today.warnings)))
    return " ".join(told)


def _survey(period: PeriodToday, day: date) -> Line:
    """One period in one line, for a page of several."""
    dates = period.dates
    told = [m.OVERVIEW_COUNT.format(reported=period.reported_units, expected=period.expected_units)]
    if dates is not None:
        told.append(m.OVERVIEW_UNITS.format(left=tell_left(dates.unit_due_date, day)))
        told.append(m.OVERVIEW_OFFICE.format(left=tell_left(dates.office_due_date, day)))
    elif period.due_at is not None:
        told.append(m.OVERVIEW_REQUEST.format(left=tell_left(find_last_day(period.due_at), day)))
    return Line(m.TODAY_PERIOD.format(name=period.name), "; ".join(told))


def _compose_period(period: PeriodToday, day: date) -> PeriodView:
    units = tuple(
        Line(unit.name, tell_state(unit.state, unit.days_late), _TONES.get(unit.state, "fair")) for unit in period.units
    )
    return PeriodView(
        code=period.period,
        name=m.TODAY_PERIOD.format(name=period.name),
        steps=period.next_steps,
        facts=tuple(_list_facts(period, day)),
        units=units,
    )


def _list_facts(period: PeriodToday, day: date) -> list[Line]:
    dates = period.dates
    facts = []
    if dates is not None:
        facts.append(Line(m.UNITS_DUE, tell_deadline(dates.unit_due_date, day, assumed=dates.confirm)))
        facts.append(Line(m.OFFICE_DUE, tell_deadline(dates.office_due_date, day, assumed=dates.confirm)))
    elif period.due_at is not None:
        facts.append(Line(m.REQUEST_DUE, tell_deadline(find_last_day(period.due_at), day)))
    counted = m.TODAY_COUNTED.format(
        reported=period.reported_units, expected=period.expected_units, on_time=period.on_time_units
    )
    facts.append(Line(m.TODAY_COUNT, counted))
    draft = m.TODAY_NO_DRAFT
    if period.draft_version is not None and period.draft_state is not None:
        pattern = m.TODAY_DRAFT_MADE if period.draft_state is DraftState.DRAFT else m.TODAY_DRAFT_STATE
        draft = pattern.format(version=period.draft_version, state=period.draft_state.label)
    facts.append(Line(m.TODAY_DRAFT, draft))
    facts += [Line(m.TODAY_DELIVERY.format(recipient=each.recipient), each.state.label) for each in period.deliveries]
    if period.questions:
        facts.append(Line(m.TODAY_QUESTIONS, m.TODAY_QUESTION_COUNT.format(count=period.questions)))
    return facts


def _tell_source(source: SourceHealth, day: date) -> tuple[str, str]:
    """Words and tone. A look that failed tells nothing of what came; one of another day tells little."""
    if source.looked_at is None:
        return m.SOURCE_NEVER, "bad"
    if source.failure is not None:
        succeeded = (
            m.SOURCE_SUCCEEDED.format(time=format_moment(source.succeeded_at))
            if source.succeeded_at is not None
            else m.SOURCE_NEVER_SUCCEEDED
        )
        failed = m.SOURCE_FAILED.format(time=format_moment(source.looked_at), failure=source.failure.rstrip("."))
        return f"{failed}; {succeeded}", "bad"
    fresh = find_day(source.looked_at) >= day
    looked = (m.SOURCE_LOOKED if fresh else m.SOURCE_STALE).format(time=format_moment(source.looked_at))
    newest = m.SOURCE_EMPTY
    if source.newest_at is not None:
        days = (day - find_day(source.newest_at)).days
        newest = m.SOURCE_NEWEST.format(time=format_moment(source.newest_at))
        newest += m.SOURCE_AGE.format(days=days) if days > 0 else ""
    return f"{looked}; {newest}", "good" if fresh else "fair"
