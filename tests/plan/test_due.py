"""What falls due on a day depends on plan and day alone, so no silence loses a report."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dates import ReportDates
from schemas.plan import Calendar, Plan, PlanPeriod
from schemas.values import ReportKind
from tonghop.plan import load_plan
from tonghop.plan.due import (
    due_reports,
    find_next_dates,
    find_years_without_plan,
    list_reports,
    open_reports,
    watched_reports,
)
from tonghop.plan.loading import SHIPPED
from tonghop.plan.working_days import is_working_day

Answer = Callable[[Plan, date], tuple[ReportDates, ...]]
SHIPPED_PLAN = load_plan(SHIPPED / "2024.yaml")
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def make_plans(draw: st.DrawFn) -> Plan:
    periods = []
    for code in ("2024-H1", "2024-H2", "2024"):
        due = draw(DAYS)
        periods.append(
            PlanPeriod(
                period=code,
                window_start=due - timedelta(days=180),
                window_end=due - timedelta(days=draw(st.integers(-20, 20))),
                unit_due_date=due,
                office_due_date=due + timedelta(days=draw(st.integers(0, 20))),
            )
        )
    calendar = Calendar(
        days_off=tuple(draw(st.lists(DAYS, max_size=4))),
        working_days=tuple(draw(st.lists(DAYS, max_size=4))),
        open_before=draw(st.integers(0, 30)),
        watch_after=draw(st.integers(0, 20)),
    )
    return SHIPPED_PLAN.model_copy(update={"periods": tuple(periods), "calendar": calendar})


def codes(reports: tuple[ReportDates, ...]) -> set[str]:
    return {each.period for each in reports}


def test_the_shipped_plan_has_these_days(plan: Plan) -> None:
    first, annual, second = list_reports(plan)
    assert first == ReportDates(
        period="2024-H1",
        kind=ReportKind.SEMIANNUAL,
        window_start=date(2023, 12, 15),
        window_end=date(2024, 6, 14),
        opens_date=date(2024, 5, 28),
        unit_due_date=date(2024, 6, 18),
        draft_date=date(2024, 6, 19),
        office_due_date=date(2024, 6, 21),
        watched_until=date(2024, 6, 28),
        confirm=True,
    )
    assert (annual.period, annual.kind) == ("2024", ReportKind.ANNUAL)
    assert (second.period, second.opens_date, second.draft_date) == ("2024-H2", date(2024, 11, 26), date(2024, 12, 18))


@pytest.mark.parametrize(
    ("answer", "today", "expected"),
    [
        (open_reports, date(2024, 5, 27), set()),
        (open_reports, date(2024, 5, 28), {"2024-H1"}),
        (due_reports, date(2024, 6, 18), set()),
        (due_reports, date(2024, 6, 19), {"2024-H1"}),
        (due_reports, date(2024, 12, 18), {"2024-H1", "2024-H2", "2024"}),
        (due_reports, date(2027, 3, 1), {"2024-H1", "2024-H2", "2024"}),
        (watched_reports, date(2024, 5, 27), set()),
        (watched_reports, date(2024, 5, 28), {"2024-H1"}),
        (watched_reports, date(2024, 6, 28), {"2024-H1"}),
        (watched_reports, date(2024, 6, 29), set()),
        (watched_reports, date(2024, 12, 27), {"2024-H2", "2024"}),
    ],
)
def test_a_report_opens_falls_due_and_is_watched_on_the_plans_days(
    plan: Plan, answer: Answer, today: date, expected: set[str]
) -> None:
    assert codes(answer(plan, today)) == expected


@settings(max_examples=60, deadline=None)
@given(make_plans())
def test_the_days_of_a_report_follow_each_other(plan: Plan) -> None:
    reports = list_reports(plan)
    assert codes(reports) == {"2024-H1", "2024-H2", "2024"}
    assert [each.draft_date for each in reports] == sorted(each.draft_date for each in reports)
    for each in reports:
        assert each.opens_date <= each.unit_due_date < each.draft_date <= each.watched_until
        assert each.office_due_date <= each.watched_until
        assert is_working_day(each.draft_date, plan.calendar)
        between = (each.draft_date - each.unit_due_date).days
        missed = [each.unit_due_date + timedelta(days=n) for n in range(1, between)]
        assert not any(is_working_day(day, plan.calendar) for day in missed), "the first working day is taken"


@settings(max_examples=60, deadline=None)
@given(make_plans(), DAYS, st.integers(0, 400))
def test_what_is_due_stays_due_and_is_open_however_many_days_pass_unasked(plan: Plan, today: date, days: int) -> None:
    later = today + timedelta(days=days)
    assert codes(due_reports(plan, today)) <= codes(due_reports(plan, later)) <= codes(open_reports(plan, later))
    assert codes(open_reports(plan, today)) <= codes(open_reports(plan, later))
    assert codes(watched_reports(plan, today)) <= codes(open_reports(plan, today))
    assert due_reports(plan, later + timedelta(days=800)) == list_reports(plan)


@settings(max_examples=60, deadline=None)
@given(make_plans(), DAYS)
def test_next_dates_come_in_order_from_today_and_leave_none_out(plan: Plan, today: date) -> None:
    told = find_next_dates(plan, today)
    assert [each.date for each in told] == sorted(each.date for each in told)
    every = [
        (day, each.period)
        for each in list_reports(plan)
        for day in (each.opens_date, each.unit_due_date, each.draft_date, each.office_due_date)
    ]
    assert sorted((each.date, each.period) for each in told) == sorted(pair for pair in every if pair[0] >= today)


def test_next_dates_are_told_in_vietnamese_and_say_that_they_are_assumed(plan: Plan) -> None:
    told = find_next_dates(plan, date(2024, 6, 18))
    assert [(f"{each.date:%d/%m}", each.what) for each in told[:3]] == [
        ("18/06", "Hạn các đơn vị gửi báo cáo về Văn phòng"),
        ("19/06", "Lập dự thảo báo cáo tổng hợp"),
        ("21/06", "Hạn gửi báo cáo tới UBND tỉnh"),
    ]
    assert all(each.confirm for each in told)
    assert find_next_dates(plan, date(2024, 12, 21)) == ()


@pytest.mark.parametrize(
    ("years", "today", "missing"),
    [
        ({2024}, date(2024, 12, 1), ()),
        ({2024}, date(2024, 12, 2), (2025,)),
        ({2024}, date(2025, 1, 1), (2025,)),
        ({2024, 2025}, date(2024, 12, 31), ()),
        ({2024}, date(2026, 12, 31), (2026, 2027)),
        ({2025}, date(2024, 6, 1), (2024,)),
    ],
)
def test_a_year_without_plan_is_told_from_thirty_days_before_it(
    years: set[int], today: date, missing: tuple[int, ...]
) -> None:
    assert find_years_without_plan(years, today) == missing
