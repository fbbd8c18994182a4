"""Rules for what units are told by mail and telephone: stages that can never come, units that nothing reaches."""

from collections.abc import Iterator

from schemas.plan import Plan
from schemas.values import Severity
from tonghop.plan.fault import Fault


def check_reminders(plan: Plan) -> Iterator[Fault]:
    """Stages of reminding that lie after the deadline, before the opening, or on one day twice."""
    before, opens = plan.reminders.before, plan.calendar.open_before
    for i, days in enumerate(before):
        place = ("reminders", "before", i)
        if days < 0:
            yield Fault(
                place,
                Severity.ERROR,
                f"Lần nhắc “{days}” không phải số ngày làm việc trước hạn.",
                "Ghi số từ 0 (ngày hết hạn) trở lên; nhắc sau hạn thì dùng overdue_mail.",
            )
        elif days >= opens and plan.reminders.opening:
            yield Fault(
                place,
                Severity.WARNING,
                f"Lần nhắc trước hạn {days} ngày làm việc không sau ngày mở kỳ (trước hạn {opens} ngày làm việc), nên "
                "thay cho thông báo mở kỳ.",
                "Giảm số này hoặc tăng calendar.open_before.",
            )
        if days in before[:i]:
            yield Fault(place, Severity.ADVICE, f"Lần nhắc “{days}” ghi hai lần; chỉ nhắc một lần.", "Bỏ một số.")


def check_contacts(plan: Plan) -> Iterator[Fault]:
    """Units that no mail reaches, and units that the Office cannot telephone when their report is overdue."""
    for i, unit in enumerate(plan.units):
        if unit.address is None and (unit.receipts or unit.reminders):
            yield Fault(
                ("units", i),
                Severity.WARNING,
                f"Đơn vị {unit.code} chưa có địa chỉ thư nên không nhận được thư báo nhận và thư nhắc.",
                "Ghi địa chỉ vào senders; nếu đơn vị không dùng thư thì ghi “receipts: false” và “reminders: false”.",
            )
    silent = [unit.code for unit in plan.units if unit.telephone is None]
    if silent:
        yield Fault(
            ("units",),
            Severity.ADVICE,
            f"Chưa có điện thoại của đơn vị {', '.join(silent)}; khi quá hạn, danh sách để gọi điện thiếu số.",
            "Bổ sung head (người phụ trách) và telephone của đơn vị.",
        )
