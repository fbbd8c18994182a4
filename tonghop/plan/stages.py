"""Stages of reminding (các lần nhắc): which one a day belongs to, from plan and dates alone.

A stage lasts until the next begins, so whoever asks after days of silence gets the newest stage and no older one.
Keeps out who is still missing, and what was sent already (the ledger).
"""

from datetime import date
from typing import NamedTuple

from schemas.dates import ReportDates
from schemas.plan import Plan
from tonghop.plan.working_days import is_working_day, shift_working_days

OPENING, OVERDUE = "opening", "overdue"
_BEFORE = "before-{days}"


class Stage(NamedTuple):
    """One stage of a period; its name is a part of the keys of its mails."""

    name: str
    first_day: date


def list_stages(dates: ReportDates, plan: Plan) -> tuple[Stage, ...]:
    """The stages of a period in order: its opening, those before the units' deadline, and the time after it."""
    due = dates.unit_due_date
    before = [
        Stage(_BEFORE.format(days=days), max(shift_working_days(due, -days, plan.calendar), dates.opens_date))
        for days in sorted(set(plan.reminders.before), reverse=True)
    ]
    opening = [Stage(OPENING, dates.opens_date)] if plan.reminders.opening else []
    return (*opening, *before, Stage(OVERDUE, dates.draft_date))


def find_stage(dates: ReportDates, plan: Plan, today: date) -> Stage | None:
    """The stage whose mails may leave that day; None when there is none.

    None before the first stage, when the period is no longer watched, and on a day off unless the deadline comes before
    the next working day.
    """
    if today > dates.watched_until or not _is_day_to_write(dates, plan, today):
        return None
    begun = [stage for stage in list_stages(dates, plan) if stage.first_day <= today]
    return begun[-1] if begun else None


def _is_day_to_write(dates: ReportDates, plan: Plan, today: date) -> bool:
    """A working day, or a day off behind which no working day is left before the deadline."""
    if is_working_day(today, plan.calendar):
        return True
    return today <= dates.unit_due_date < shift_working_days(today, 1, plan.calendar)
