"""The Office works on weekdays that are no holidays; swapped days and the plan's own days count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.plan import Calendar
from tonghop.plan.working_days import is_working_day, shift_working_days

LAW = Calendar()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
CALENDARS = st.builds(Calendar, days_off=st.tuples(DAYS, DAYS), working_days=st.tuples(DAYS))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 6, 19), True),
        (date(2024, 6, 22), False),  # Saturday
        (date(2024, 6, 23), False),  # Sunday
        (date(2024, 1, 1), False),
        (date(2024, 2, 7), True),  # the last day before Tết
        *((date(2024, 2, day), False) for day in range(8, 15)),  # Tết of Giáp Thìn, 29 Chạp to mồng 5
        (date(2024, 2, 15), True),
        (date(2024, 4, 18), False),  # Giỗ Tổ Hùng Vương, 10 tháng Ba âm lịch
        (date(2024, 4, 29), False),  # swapped by the Government ...
        (date(2024, 5, 4), True),  # ... for this Saturday
        (date(2024, 4, 30), False),
        (date(2024, 5, 1), False),
        (date(2024, 9, 2), False),
        (date(2024, 9, 3), False),
        (date(2025, 1, 27), False),  # Tết of Ất Tỵ
        (date(2023, 1, 2), False),  # in place of a Sunday
    ],
)
def test_the_law_decides_a_day_of_which_the_plan_says_nothing(day: date, works: bool) -> None:
    assert is_working_day(day, LAW) is works


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        (Calendar(days_off=(date(2024, 6, 19),)), date(2024, 6, 19), False),
        (Calendar(working_days=(date(2024, 6, 22),)), date(2024, 6, 22), True),
        (Calendar(working_days=(date(2024, 9, 3),)), date(2024, 9, 3), True),
        (Calendar(days_off=(date(2024, 5, 4),)), date(2024, 5, 4), False),
        (Calendar(days_off=(date(2024, 6, 19),), working_days=(date(2024, 6, 19),)), date(2024, 6, 19), True),
        (Calendar(days_off=(date(2024, 6, 19),)), date(2024, 6, 20), True),
    ],
)
def test_the_plan_wins_over_the_law_and_its_working_days_over_its_days_off(
    calendar: Calendar, day: date, works: bool
) -> None:
    assert is_working_day(day, calendar) is works


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 6, 18), 0, date(2024, 6, 18)),
        (date(2024, 6, 22), 0, date(2024, 6, 22)),
        (date(2024, 6, 18), 1, date(2024, 6, 19)),
        (date(2024, 6, 21), 1, date(2024, 6, 24)),
        (date(2024, 6, 22), 1, date(2024, 6, 24)),
        (date(2024, 6, 24), -1, date(2024, 6, 21)),
        (date(2024, 2, 7), 1, date(2024, 2, 15)),
        (date(2024, 5, 2), -1, date(2024, 4, 26)),
        (date(2024, 5, 3), 2, date(2024, 5, 6)),  # the worked Saturday is the first of the two
        (date(2023, 12, 29), 1, date(2024, 1, 2)),
        (date(2024, 6, 18), -15, date(2024, 5, 28)),
    ],
)
def test_only_working_days_are_counted(day: date, count: int, expected: date) -> None:
    assert shift_working_days(day, count, LAW) == expected


@given(DAYS, st.integers(-40, 40), CALENDARS)
def test_between_a_day_and_its_shift_lie_exactly_that_many_working_days(
    day: date, count: int, calendar: Calendar
) -> None:
    there = shift_working_days(day, count, calendar)
    first, last = sorted((day, there))
    passed = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    works = [each for each in passed if each != day and is_working_day(each, calendar)]
    assert len(works) == abs(count)
    assert count == 0 or is_working_day(there, calendar)
