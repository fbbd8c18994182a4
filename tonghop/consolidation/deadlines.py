"""The dates of one period: when its data end, until when units may report, which units exist then.

Keeps out working days and reminders (the plan's room); the plan file is the only source of dates beside the request.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from schemas.decision import Decisions
from schemas.period import Period
from schemas.plan import Plan, Unit
from schemas.report import ReportSubmission
from schemas.request import Request
from schemas.subjects import make_period_subject
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def compute_arrival(submission: FiledSubmission) -> datetime:
    """The arrival with its time zone; a time without one was written down in Vietnam."""
    received_at = submission.received_at
    return received_at.replace(tzinfo=LOCAL) if received_at.tzinfo is None else received_at


def find_due_date(plan: Plan, period: Period, request: Request | None) -> date | None:
    """The last whole day for units: the plan's, for a period that it does not have the request's, else None."""
    entry = plan.find_period(period)
    if entry is not None:
        return entry.unit_due_date
    return request.deadline if request is not None else None


def is_late(submission: FiledSubmission, due_date: date | None) -> bool:
    """Whether it arrived after 24:00 of the due date in Vietnam; without a due date nothing is late."""
    return due_date is not None and compute_arrival(submission).astimezone(LOCAL).date() > due_date


def is_assigned(submission: FiledSubmission, decisions: Decisions) -> bool:
    """Whether it tells of another period by its own words, and a person gave it to the one in which it stands."""
    content = submission.content
    if content is None or make_period_subject(submission.id) not in decisions:
        return False
    told = {each.value for each in content.period_evidence}
    return bool(told) and content.period not in told


def find_first_report(rows: Iterable[ReportSubmission]) -> ReportSubmission | None:
    """The accepted report with which a unit answered first, which tells whether it was late; a revision comes later."""
    accepted = [row for row in rows if row.status is CheckStatus.ACCEPTED]
    return min(accepted, key=lambda row: (row.assigned, row.received_at), default=None)


def find_window(plan: Plan, period: Period) -> tuple[date, date] | None:
    """First and last day of the period's data, or None when neither the plan nor the period's code tells them."""
    entry = plan.find_period(period)
    return (entry.window_start, entry.window_end) if entry is not None else period.window


def find_expected_units(plan: Plan, period: Period) -> tuple[Unit, ...]:
    """The units that exist on the last day of the period's data, in plan order."""
    window = find_window(plan, period)
    # A period that the plan lacks is reported as a finding; its calendar end is near enough to know who existed.
    day = (
        window[1] if window is not None else date(period.year, 6, 30) if period.half == 1 else date(period.year, 12, 31)
    )
    return tuple(unit for unit in plan.units if unit.is_valid_on(day))


def is_estimate(plan: Plan, period: Period, request: Request | None) -> bool:
    """Whether a deadline lies before the end of the data, so that the figures can only be estimates."""
    window = find_window(plan, period)
    entry = plan.find_period(period)
    deadlines = [] if entry is None else [entry.unit_due_date, entry.office_due_date]
    if request is not None:
        deadlines.append(request.deadline)
    return window is not None and any(deadline < window[1] for deadline in deadlines)
