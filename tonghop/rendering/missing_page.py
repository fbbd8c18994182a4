"""The page of who has not reported: names, days, and a sentence to paste for each unit. Keeps out sending it."""

from datetime import date

from schemas.days import write_day
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.report import Report
from schemas.run import Status, UnitStatus
from schemas.values import UnitState
from tonghop.rendering import page_messages as m
from tonghop.rendering.days import find_last_day, tell_deadline
from tonghop.rendering.heading import compose_heading
from tonghop.rendering.markdown import escape, keep_short, list_unit
from tonghop.rendering.naming import IN, SILENT, name_unit
from tonghop.rendering.text import lower_first


def summarise_missing(status: Status, plan: Plan) -> str:
    """Who is silent, in one line."""
    names = [name_unit(plan, unit.unit) for unit in status.units if unit.state in SILENT]
    return m.MISSING_SUMMARY.format(names=escape("; ".join(names))) if names else m.NONE_MISSING


def render_missing(status: Status, report: Report, plan: Plan, today: date) -> str:
    """Both deadlines, who is silent, waits for the Office or came late, and the reminders."""
    unit_due, office_due, assumed = _find_due_dates(status, plan)
    deadlines = [(m.UNITS_DUE, unit_due), (m.OFFICE_DUE, office_due)]
    if plan.find_period(parse_period(status.period)) is None:
        deadlines = [(m.REQUEST_DUE, unit_due)]
    parts = [
        "\n".join(
            f"- **{label}:** {tell_deadline(day, today, assumed=assumed) if day is not None else m.NO_DUE}"
            for label, day in deadlines
        )
    ]
    silent = [unit for unit in status.units if unit.state in SILENT]
    checked = [unit for unit in status.units if unit.state not in (*SILENT, *IN)]
    late = [unit for unit in status.units if unit.state is UnitState.LATE]
    if not silent and not checked:
        parts.append(m.ALL_IN)
    for heading, units in ((m.SILENT_UNITS, silent), (m.CHECKED_UNITS, checked), (m.LATE_UNITS, late)):
        if units:
            parts += [f"## {heading} ({len(units)})", "\n".join(list_unit(unit, plan) for unit in units)]
    others = [unit for unit in silent if unit.unit != plan.office.unit]
    if others:
        when = _tell_when(unit_due, office_due, today)
        texts = [escape(_compose_reminder(unit, report, plan, when)) for unit in others]
        parts += [f"## {m.REMINDERS}", m.REMINDERS_USE, *keep_short(texts, m.ONE_UNIT)]
    return "\n\n".join(parts)


def _find_due_dates(status: Status, plan: Plan) -> tuple[date | None, date | None, bool]:
    """The units' last day, the Office's, and whether nobody has confirmed them; a request has one day for both."""
    entry = plan.find_period(parse_period(status.period))
    if entry is not None:
        return entry.unit_due_date, entry.office_due_date, entry.confirm
    due = find_last_day(status.due_at) if status.due_at is not None else None
    return due, due, False


def _tell_when(unit_due: date | None, office_due: date | None, today: date) -> str:
    """By when: the units' own deadline while it lasts, then in time for the Office's, then at once."""
    if unit_due is None:
        return m.REMIND_NOW
    if today <= unit_due:
        return m.REMIND_BY.format(day=write_day(unit_due))
    if office_due is None or today > office_due:
        return m.REMIND_OVERDUE.format(due=write_day(unit_due))
    pattern = m.REMIND_TODAY if today == office_due else m.REMIND_BEFORE
    return pattern.format(due=write_day(unit_due), day=write_day(office_due))


def _compose_reminder(unit: UnitStatus, report: Report, plan: Plan, when: str) -> str:
    abstract = lower_first(compose_heading(report, plan, blank=m.BLANK).abstract)
    return m.REMINDER.format(unit=name_unit(plan, unit.unit), abstract=abstract, office=plan.office.name, when=when)
