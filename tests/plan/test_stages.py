"""Which stage of reminding a day belongs to: the newest alone, on days when people work, never behind its time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dates import ReportDates
from schemas.plan import Plan, PlanPeriod
from schemas.values import Severity
from tonghop.plan.due import find_report_dates
from tonghop.plan.faults import find_faults, is_usable
from tonghop.plan.stages import find_stage, list_stages
from tonghop.plan.working_days import count_working_days, is_working_day


def make(plan: Plan, due: date = date(2024, 6, 18), **reminders: object) -> tuple[ReportDates, Plan]:
    """The dates of a period with that deadline, and the plan with those reminders."""
    entry = PlanPeriod(
        period="2024-H1",
        window_start=date(2023, 12, 15),
        window_end=date(2024, 6, 14),
        unit_due_date=due,
        office_due_date=due + timedelta(days=3),
    )
    plan = plan.model_copy(update={"reminders": plan.reminders.model_copy(update=reminders)})
    return find_report_dates(entry, plan), plan


def name(plan: Plan, today: date, due: date = date(2024, 6, 18), **reminders: object) -> str | None:
    dates, plan = make(plan, due, **reminders)
    stage = find_stage(dates, plan, today)
    return stage.name if stage is not None else None


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2024, 5, 27), None),
        (date(2024, 5, 28), "opening"),
        (date(2024, 6, 1), None),  # a Saturday: Monday is early enough
        (date(2024, 6, 10), "opening"),
        (date(2024, 6, 11), "before-5"),
        (date(2024, 6, 13), "before-5"),
        (date(2024, 6, 14), "before-2"),
        (date(2024, 6, 16), None),
        (date(2024, 6, 18), "before-2"),
        (date(2024, 6, 19), "overdue"),
        (date(2024, 6, 22), None),
        (date(2024, 6, 28), "overdue"),
        (date(2024, 7, 1), None),  # people no longer watch the period
        (date(2026, 6, 18), None),
    ],
)
def test_a_day_has_the_newest_stage_that_has_begun(plan: Plan, today: date, stage: str | None) -> None:
    assert name(plan, today) == stage


def test_a_worked_saturday_is_a_day_like_any_other(plan: Plan) -> None:
    """04/05/2024 is worked in place of 29/04/2024, which the plan has as a day off."""
    due = date(2024, 5, 8)
    assert name(plan, date(2024, 4, 29), due) is None
    assert name(plan, date(2024, 5, 4), due) == "before-5"
    assert name(plan, date(2024, 5, 5), due) is None


def test_a_deadline_on_a_day_off_is_not_waited_past(plan: Plan) -> None:
    """Sunday 16/06: Saturday's reminder cannot wait for Monday."""
    due = date(2024, 6, 16)
    assert [name(plan, due - timedelta(days=n), due) for n in (2, 1, 0)] == ["before-2", "before-2", "before-2"]
    assert name(plan, due, due, before=(2, 0)) == "before-0"
    assert name(plan, date(2024, 6, 17), due) == "overdue"


def test_the_opening_and_every_stage_can_be_switched_off(plan: Plan) -> None:
    assert name(plan, date(2024, 5, 28), opening=False) is None
    assert name(plan, date(2024, 6, 17), before=()) == "opening"
    assert name(plan, date(2024, 6, 17), opening=False, before=()) is None


def test_no_stage_comes_before_the_opening(plan: Plan) -> None:
    dates, plan = make(plan, before=(30, 2))
    assert [stage.name for stage in list_stages(dates, plan)] == ["opening", "before-30", "before-2", "overdue"]
    assert all(stage.first_day >= dates.opens_date for stage in list_stages(dates, plan))


DAYS = st.integers(min_value=0, max_value=40)


@given(off=st.sets(DAYS, max_size=30), before=st.sets(st.integers(0, 12), max_size=4), due=st.integers(0, 20))
def test_whichever_days_are_missed_stages_come_once_in_order_and_in_time(
    plan: Plan, off: set[int], before: set[int], due: int
) -> None:
    dates, plan = make(plan, date(2024, 6, 10) + timedelta(days=due), before=tuple(before))
    order = [stage.name for stage in list_stages(dates, plan)]
    first_day = {stage.name: stage.first_day for stage in list_stages(dates, plan)}
    told: list[str] = []
    for number in range(41):
        today = date(2024, 5, 25) + timedelta(days=number)
        stage = None if number in off else find_stage(dates, plan, today)
        if stage is None:
            continue
        assert first_day[stage.name] <= today <= dates.watched_until
        assert (stage.name == "overdue") is (today > dates.unit_due_date)
        assert is_working_day(today, plan.calendar) or today <= dates.unit_due_date
        later = order[order.index(stage.name) + 1 :]
        assert all(first_day[each] > today for each in later)
        if stage.name not in told:
            told.append(stage.name)
    assert told == sorted(told, key=order.index)


def test_working_days_left_are_those_after_today_up_to_the_deadline(plan: Plan) -> None:
    due = date(2024, 6, 18)
    counts = [count_working_days(day, due, plan.calendar) for day in (date(2024, 6, 11), date(2024, 6, 14), due)]
    assert counts == [5, 2, 0]
    assert count_working_days(date(2024, 6, 19), due, plan.calendar) == 0


@pytest.mark.parametrize(
    ("before", "severities"),
    [
        ((5, 2), []),
        ((0,), []),
        ((-1,), [Severity.ERROR]),
        ((15,), [Severity.WARNING]),
        ((2, 2), [Severity.ADVICE]),
    ],
)
def test_stages_that_cannot_come_are_faults_of_the_plan(
    plan: Plan, before: tuple[int, ...], severities: list[Severity]
) -> None:
    _, changed = make(plan, before=before)
    faults = [fault for fault in find_faults(changed) if fault.place[0] == "reminders"]
    assert [fault.severity for fault in faults] == severities
    assert is_usable(changed) is (Severity.ERROR not in severities)


def test_a_unit_that_nothing_reaches_is_a_fault_unless_it_wants_no_mail(plan: Plan) -> None:
    def check(**changes: object) -> list[Severity]:
        units = (plan.units[0].model_copy(update=changes), *plan.units[1:])
        return [
            fault.severity
            for fault in find_faults(plan.model_copy(update={"units": units}))
            if fault.place[0] == "units"
        ]

    assert check() == []
    assert check(senders=()) == [Severity.WARNING]
    assert check(senders=(), receipts=False, reminders=False) == []
    assert check(telephone=None) == [Severity.ADVICE]
