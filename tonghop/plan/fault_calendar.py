"""Rules for the plan's days against the working calendar: deadlines, the day of drafting, further days off and worked.

They warn and never stop a run; only `plan check` asks them. Keeps out what a working day is (working_days).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.days import write_day
from schemas.plan import Plan, PlanPeriod
from schemas.values import Severity
from tonghop.plan.fault import Fault
from tonghop.plan.places import Place
from tonghop.plan.working_days import is_working_day, shift_working_days


def is_near(day: date, plan: Plan) -> bool:
    """Whether a day can matter to the plan: in its year, or the year before or after."""
    return abs(day.year - plan.year) <= 1


def check_deadlines(plan: Plan) -> Iterator[Fault]:
    """Deadlines that leave no time to report, fall on a day without work, or come before the report can be made."""
    for i, entry in enumerate(plan.periods):
        if not all(is_near(day, plan) for day in (entry.window_end, entry.unit_due_date, entry.office_due_date)):
            continue  # an error already; there is no calendar of such a year
        yield from _check_units_time(plan, entry, ("periods", i, "unit_due_date"))
        for name in ("unit_due_date", "office_due_date"):
            day = getattr(entry, name)
            if not is_working_day(day, plan.calendar):
                yield Fault(
                    ("periods", i, name),
                    Severity.ADVICE,
                    f"Kỳ {entry.period}: hạn {write_day(day)} rơi vào ngày nghỉ.",
                    f"Nếu không đúng ý, đổi {name} sang ngày làm việc; nếu hôm đó làm bù thì ghi vào "
                    "calendar.working_days.",
                )
        drafted = shift_working_days(entry.unit_due_date, 1, plan.calendar)
        if entry.unit_due_date <= entry.office_due_date < drafted:
            yield Fault(
                ("periods", i, "office_due_date"),
                Severity.WARNING,
                f"Kỳ {entry.period}: dự thảo được lập ngày {write_day(drafted)} (ngày làm việc đầu tiên sau hạn của "
                f"đơn vị), đã quá hạn của Sở ({write_day(entry.office_due_date)}).",
                "Cho đơn vị nộp sớm hơn hoặc lùi office_due_date.",
            )


def _check_units_time(plan: Plan, entry: PlanPeriod, place: Place) -> Iterator[Fault]:
    due, window_end = entry.unit_due_date, entry.window_end
    days = [window_end + timedelta(days=n) for n in range(1, (due - window_end).days + 1)]
    if due < window_end:
        yield Fault(
            place,
            Severity.WARNING,
            f"Kỳ {entry.period}: hạn nộp ({write_day(due)}) trước ngày chốt số liệu ({write_day(window_end)}); "
            "số liệu trong báo cáo sẽ ghi “ước”.",
            "Nếu không đúng ý, sửa unit_due_date hoặc window_end.",
        )
    elif not any(is_working_day(day, plan.calendar) for day in days):
        yield Fault(
            place,
            Severity.WARNING,
            f"Kỳ {entry.period}: giữa ngày chốt số liệu và hạn nộp không có ngày làm việc nào.",
            "Nghị định 09/2019/NĐ-CP yêu cầu ít nhất một ngày làm việc; lùi hạn nộp.",
        )


def check_calendar(plan: Plan) -> Iterator[Fault]:
    """Days of the calendar that contradict each other or cannot matter to this plan."""
    calendar = plan.calendar
    for name in ("days_off", "working_days"):
        for i, day in enumerate(getattr(calendar, name)):
            if not is_near(day, plan):
                yield Fault(
                    ("calendar", name, i),
                    Severity.WARNING,
                    f"Ngày {write_day(day)} không liên quan đến kế hoạch năm {plan.year}.",
                    "Kiểm tra lại năm của ngày này hoặc xóa đi.",
                )
    for i, day in enumerate(calendar.days_off):
        if day in calendar.working_days:
            yield Fault(
                ("calendar", "days_off", i),
                Severity.WARNING,
                f"Ngày {write_day(day)} vừa ghi là ngày nghỉ vừa ghi là ngày làm việc; phần mềm tính là ngày làm việc.",
                "Xóa ngày này ở một trong hai danh sách.",
            )
