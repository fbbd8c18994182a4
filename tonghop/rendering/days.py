"""Days and times as people at the Office read them, beside today. Keeps out which day matters (plan)."""

from datetime import date, datetime, timedelta

from schemas.days import write_day
from tonghop.rendering import page_messages as m
from tonghop.rendering.sources import VIETNAM


def find_day(at: datetime) -> date:
    """The day at the Office when it is that (aware) time."""
    return at.astimezone(VIETNAM).date()


def find_last_day(due_at: datetime) -> date:
    """The last whole day before a deadline that is the end of a day."""
    return find_day(due_at - timedelta(seconds=1))


def format_weekday(day: date) -> str:
    """`thứ Tư`."""
    return m.WEEKDAYS[day.weekday()]


def tell_left(day: date, today: date) -> str:
    """`còn 3 ngày`, `hôm nay`, `đã quá 1 ngày`."""
    days = (day - today).days
    return m.DAYS_LEFT.format(days=days) if days > 0 else m.DAYS_OVER.format(days=-days) if days else m.SAME_DAY


def tell_deadline(day: date, today: date, *, assumed: bool = False) -> str:
    """`hết ngày 18/6/2024 (đã quá 1 ngày)`."""
    notes = [m.LAST_DAY if day == today else tell_left(day, today), *([m.ASSUMED] if assumed else [])]
    return f"{m.WHOLE_DAY.format(day=write_day(day))} ({'; '.join(notes)})"
