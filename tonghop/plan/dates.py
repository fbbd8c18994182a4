"""Dates of the plan: when a day ends for the Office, what is late. Keeps out schedules, which drive flows."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schemas.period import Period
from schemas.plan import Plan, PlanPeriod
from schemas.request import Request

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def end_of_day(day: date) -> datetime:
    """24:00 of a day at the Office: a deadline that is a date runs to its last moment."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=OFFICE_ZONE)


def find_office_day(at: datetime) -> date:
    """The day at the Office when it is that (aware) time."""
    return at.astimezone(OFFICE_ZONE).date()


def find_period_dates(plan: Plan, period: Period, request: Request | None = None) -> PlanPeriod | None:
    """The data window and deadlines of a period: the plan's, or of an ad hoc window with its request; else None."""
    if period.window is None:
        return plan.find_period(period)
    first, last = period.window
    due = request.deadline if request is not None else last
    return PlanPeriod(
        period=period.code,
        window_start=first,
        window_end=last,
        unit_due_date=due,
        office_due_date=due,
        confirm=request is None,
    )
