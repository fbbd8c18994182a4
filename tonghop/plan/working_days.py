"""Working days at the Office: the law's weekends and holidays, then the plan's own days. Keeps out what is due on them.

The library `holidays` knows Vietnam's holidays and the swapped days that the Government has announced; it is asked
year by year, since announcements for a coming year arrive with its updates. What the plan says wins over it.
"""

from datetime import date, timedelta
from functools import cache

from schemas.plan import Calendar


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether the Office works on a day; the plan's working days win over its days off, and both over the law."""
    if day in calendar.working_days:
        return True
    if day in calendar.days_off:
        return False
    holidays, worked = _load_law(day.year)
    return day in worked or (day.weekday() < 5 and day not in holidays)


def shift_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after a day, before it for a negative count; zero gives the day itself."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, calendar):
            day += step
    return day


def count_working_days(today: date, last: date, calendar: Calendar) -> int:
    """How many working days there are after a day, up to and with the last one; 0 when it is over."""
    days = (today + timedelta(days=count) for count in range(1, (last - today).days + 1))
    return sum(is_working_day(day, calendar) for day in days)


@cache
def _load_law(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Holidays of a year, and weekend days that were declared working days; never changed once it is shared."""
    import holidays  # 0.1 s, which only those who count working days pay

    law = holidays.country_holidays("VN", years=year, expand=False)
    return frozenset(law), frozenset(law.weekend_workdays)
