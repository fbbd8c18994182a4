"""Reports of TTNC as receipts get them, and how a mail program shows what they answer."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from schemas.document import Finding
from schemas.plan import PlanPeriod
from schemas.submission import Activity, ItemReport, Quantity
from schemas.values import CellState, MissingReason, Severity
from tonghop.delivery.receipt_report import ReceivedReport

Received = Callable[..., ReceivedReport]
SHA256 = "5f" * 32
RECEIVED_AT = datetime(2024, 6, 17, 5, 0, tzinfo=UTC)
DATES = PlanPeriod(
    period="2024-H1",
    window_start=date(2023, 12, 15),
    window_end=date(2024, 6, 14),
    unit_due_date=date(2024, 6, 18),
    office_due_date=date(2024, 6, 21),
)
FINDING = Finding(rule="total-mismatch", severity=Severity.ERROR, message="Số tổng ghi là “12” (đoạn 3).", fix="Hỏi.")


def say(*figures: tuple[float, str, str | None]) -> ItemReport:
    quantities = tuple(Quantity(value=value, measure=measure, indicator=name) for value, measure, name in figures)
    activity = Activity(text="Đón đoàn", locator="body/p3", sha256=SHA256, quantities=quantities)
    return ItemReport(state=CellState.REPORTED, activities=(activity,))


SILENT = ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
ITEMS = {
    **dict.fromkeys((1, 2, 4), SILENT),
    3: say((7, "đoàn", "doan-ra"), (5, "đoàn", "doan-ra"), (3, "việc", None)),
    5: ItemReport(state=CellState.NOTHING),
    6: ItemReport(state=CellState.EMPTY),
}


def strip(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())
