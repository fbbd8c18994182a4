"""Days and times as people at the Office read and write them (Decree 30). JSON keeps ISO; zones are the caller's."""

from datetime import date, datetime


def write_day(day: date) -> str:
    """`17/6/2024`, `02/4/2024`, `27/02/2024`: the day padded below 10, the month only for 1 and 2 (Decree 30)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def write_moment(at: datetime) -> str:
    """`16:50 ngày 17/6/2024`, by the clock that `at` bears."""
    return f"{at:%H:%M} ngày {write_day(at)}"
