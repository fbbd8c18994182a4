"""What the plan makes due on a day: pure answers from plan and date. Keeps out what the ledger already holds.

Nothing here depends on which day it was asked before: after days of silence the answer is as if nothing was missed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from schemas.dates import ReportDates
from schemas.period import parse_period
from schemas.plan import Plan, PlanPeriod
from schemas.today import NextDate
from tonghop.plan.working_days import shift_working_days

_WARN_BEFORE_YEAR = timedelta(days=30)
_OPENS = "Mở kỳ báo cáo, đề nghị các đơn vị gửi báo cáo"
_UNITS_DUE = "Hạn các đơn vị gửi báo cáo về Văn phòng"
_DRAFTED = "Lập dự thảo báo cáo tổng hợp"
_OFFICE_DUE = "Hạn gửi báo cáo tới UBND tỉnh"


def list_reports(plan: Plan) -> tuple[ReportDates, ...]:
    """Every report that the plan asks for with all its dates, the first one drafted first."""
    reports = (find_report_dates(entry, plan) for entry in plan.periods)
    return tuple(sorted(reports, key=lambda each: (each.draft_date, each.period)))


def due_reports(plan: Plan, today: date) -> tuple[ReportDates, ...]:
    """The reports whose day of drafting has come, however long ago."""
    return tuple(each for each in list_reports(plan) if each.draft_date <= today)


def open_reports(plan: Plan, today: date) -> tuple[ReportDates, ...]:
    """The reports whose period has been opened by then, however long ago."""
    return tuple(each for each in list_reports(plan) if each.opens_date <= today)


def watched_reports(plan: Plan, today: date) -> tuple[ReportDates, ...]:
    """The reports on which people work that day: from the opening until some working days after the last deadline."""
    return tuple(each for each in list_reports(plan) if each.opens_date <= today <= each.watched_until)


def find_next_dates(plan: Plan, today: date) -> tuple[NextDate, ...]:
    """The coming days of the plan, today included, in order; `what` is Vietnamese."""
    coming = [
        NextDate(date=day, period=each.period, what=what, confirm=each.confirm)
        for each in list_reports(plan)
        for day, what in (
            (each.opens_date, _OPENS),
            (each.unit_due_date, _UNITS_DUE),
            (each.draft_date, _DRAFTED),
            (each.office_due_date, _OFFICE_DUE),
        )
        if day >= today
    ]
    return tuple(sorted(coming, key=lambda each: each.date))


def find_years_without_plan(years_with_plan: Iterable[int], today: date) -> tuple[int, ...]:
    """The years that need a plan file and have none: this year, and the next one from 30 days before it begins."""
    needed = {today.year, (today + _WARN_BEFORE_YEAR).year}
    return tuple(sorted(needed - set(years_with_plan)))


def find_report_dates(entry: PlanPeriod, plan: Plan) -> ReportDates:
    """Every date of one period, of the plan's own or of an ad hoc one, by the working days of the plan."""
    calendar = plan.calendar
    draft_date = shift_working_days(entry.unit_due_date, 1, calendar)
    last_watched = shift_working_days(entry.office_due_date, calendar.watch_after, calendar)
    return ReportDates(
        period=entry.period,
        kind=parse_period(entry.period).kind,
        window_start=entry.window_start,
        window_end=entry.window_end,
        opens_date=shift_working_days(entry.unit_due_date, -calendar.open_before, calendar),
        unit_due_date=entry.unit_due_date,
        draft_date=draft_date,
        office_due_date=entry.office_due_date,
        watched_until=max(last_watched, draft_date),  # the day of drafting is watched, however short the plan makes it
        confirm=entry.confirm,
    )
