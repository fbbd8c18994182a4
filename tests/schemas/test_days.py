"""Laws of how days and times are written for people at the Office."""

from datetime import date, datetime

import pytest

from schemas.days import write_day, write_moment


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 6, 17), "17/6/2024"),
        (date(2024, 4, 2), "02/4/2024"),
        (date(2024, 1, 31), "31/01/2024"),
        (date(2024, 2, 9), "09/02/2024"),
        (date(2024, 3, 10), "10/3/2024"),
        (date(2024, 10, 1), "01/10/2024"),
        (date(2024, 12, 31), "31/12/2024"),
    ],
)
def test_a_day_is_padded_below_ten_and_a_month_only_for_one_and_two(day: date, written: str) -> None:
    assert write_day(day) == written


def test_a_moment_is_told_by_its_own_clock() -> None:
    assert write_moment(datetime.fromisoformat("2024-06-17T08:05:59+07:00")) == "08:05 ngày 17/6/2024"
