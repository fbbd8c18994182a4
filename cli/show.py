"""What people see in the terminal: the closing table, what to do next."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.report import Report
from schemas.run import DeliveryOutcome, Drafted, Gathered, Status, UnitStatus
from schemas.values import CellState, DraftState, UnitState

_SETTLING = (
    "[bold yellow]{count} tệp vừa được lưu[/], có thể còn đang chép nên lần này chưa tiếp nhận và chưa tính: "
    "chạy lại sau {seconds} giây."
)
_COLOURS = {
    "reported": "green",
    "nothing": "default",
    "empty": "yellow",
    "missing": "red",
    "waiting": "yellow",
    "returned": "yellow",
    "not_assigned": "dim",
}


def show_closing(
    console: Console,
    status: Status,
    report: Report,
    plan: Plan,
    *,
    gathered: Sequence[Gathered],
    drafted: Drafted | None,
    outcomes: Sequence[DeliveryOutcome],
    outputs: Path,
    settle_seconds: float = 0,
) -> None:
    """The end of a run: units x items, late and missing, where the files are, what to do next."""
    from tonghop.rendering.naming import name_recipient

    settling = show_settling(console, gathered, settle_seconds)
    _show_coverage(console, status, report, plan, is_settling=settling is not None)
    show_intake(console, gathered)
    if drafted is not None:
        word = "mới lập" if drafted.is_new else "không có thay đổi, giữ nguyên"
        console.print(f"Dự thảo lần {drafted.version} ({word}): [bold]{escape(drafted.directory)}[/]")
        console.print(f"  bản phát hành: {escape(str(Path(drafted.directory) / 'report.docx'))}")
        console.print(f"  bản trình:     {escape(str(Path(drafted.directory) / 'report-internal.docx'))}")
    for outcome in outcomes:
        state = outcome.state.label if outcome.state is not None else "chưa gửi, bản dự thảo chờ"
        console.print(f"Gửi {name_recipient(plan, outcome.recipient)}: {state}")
        for reason in outcome.reasons if outcome.needs_person else ():
            console.print(f"  - {escape(reason)}")
    if any((outputs / "outbox").rglob("*.eml")):
        console.print(f"Thư đã lưu: {escape(str(outputs / 'outbox'))}")
    _show_next_steps(console, status, plan, settling=settling)


def show_settling(console: Console, gathered: Sequence[Gathered], settle_seconds: float) -> str | None:
    """Say first what was saved only just now and so is not taken in yet; gives the step that follows from it."""
    from tonghop.rendering.page_messages import STEP_SETTLE

    told = {"count": sum(each.settling for each in gathered), "seconds": max(1, math.ceil(settle_seconds))}
    if not told["count"]:
        return None
    console.print(_SETTLING.format(**told))
    return STEP_SETTLE.format(**told)


def show_status_table(console: Console, status: Status, report: Report, plan: Plan) -> None:
    """Where a period stands: units x items, drafts, deliveries, every waiting matter, what to do next."""
    from tonghop.rendering.naming import name_recipient

    _show_coverage(console, status, report, plan)
    for draft in status.drafts:
        state = "" if draft.state is DraftState.DRAFT else f": {draft.state.label}"
        console.print(f"Dự thảo lần {draft.version}{state}")
    for delivery in status.deliveries:
        console.print(
            f"Gửi {name_recipient(plan, delivery.recipient)}, dự thảo lần {delivery.version}: {delivery.state.label}"
        )
    for waiting in status.waiting:
        key = f"[bold]{waiting.key}[/] " if waiting.key else ""
        console.print(f"{key}[yellow]Chờ {escape(waiting.for_whom)}[/]: {escape(waiting.what)}")
        for choice in waiting.choices or (waiting.how,):
            console.print(f"    → {escape(choice)}")
    _show_next_steps(console, status, plan)


def _show_coverage(console: Console, status: Status, report: Report, plan: Plan, *, is_settling: bool = False) -> None:
    from tonghop.rendering.coverage import Unsettled
    from tonghop.rendering.messages import STATE_MARKS

    if report.example:
        console.print("[bold yellow]VÍ DỤ[/] – dữ liệu mẫu kèm theo phần mềm, không phải số liệu thật.")
    cells = {
        (unit.unit, item.number): _find_kind(unit, item.number, report) for unit in status.units for item in plan.items
    }
    shown = {cell: _sign(kind) for cell, kind in cells.items()}
    console.print(_make_coverage_table(status, report, plan, shown, is_settling=is_settling))
    known = {state.value: state.label for state in CellState} | {each.value: each.label for each in Unsettled}
    told = [kind for kind in STATE_MARKS if kind in set(CellState) or kind in cells.values()]
    console.print("   ".join(f"{_sign(kind)} {known[kind]}" for kind in told))


def _sign(kind: str) -> str:
    """The sign of a cell, the one that the pages have."""
    from tonghop.rendering.messages import STATE_MARKS

    return f"[{_COLOURS[kind]}]{STATE_MARKS[kind]}[/]"


def _find_kind(unit: UnitStatus, item: int, report: Report) -> str:
    """What a cell is: what lies at the Office, or went back, is not told as never reported.

    Beside what the report tells, of a paper without a unit it is known by which unit's way alone it came.
    """
    from tonghop.rendering.coverage import Unsettled, label_unit_cell

    kind, _ = label_unit_cell(report, unit.unit, item)
    if kind == CellState.MISSING.value and unit.state is UnitState.NEEDS_PERSON:
        return Unsettled.WAITING.value
    return Unsettled.RETURNED.value if kind == CellState.MISSING.value and unit.state is UnitState.RETURNED else kind


def _show_next_steps(console: Console, status: Status, plan: Plan, *, settling: str | None = None) -> None:
    from tonghop.rendering.pages import list_next_steps

    console.print("\n[bold]Việc cần làm tiếp[/]")
    for number, step in enumerate(list_next_steps(status, plan, settling=settling), start=1):
        console.print(f"  {number}. {escape(step)}")


def _make_coverage_table(
    status: Status, report: Report, plan: Plan, signs: Mapping[tuple[str, int], str], *, is_settling: bool
) -> Table:
    from tonghop.rendering.naming import SILENT, tell_state

    table = Table(title=f"Kỳ báo cáo {parse_period(status.period).name}: đơn vị × nội dung", title_justify="left")
    table.add_column("Đơn vị")
    for item in plan.items:
        table.add_column(f"ND {item.number}", justify="center")
    table.add_column("Nộp báo cáo")
    states = {unit.unit: unit for unit in status.units}
    declared = {one.id: one.declared_by for one in report.submissions if one.declared_by}
    for code in report.coverage.cells:
        unit = states[code]
        # Whose the files are that were saved just now is not known yet: nobody is said to be silent.
        is_silent = is_settling and unit.state in SILENT
        when = "chưa tiếp nhận" if is_silent else tell_state(unit.state, unit.days_late)
        when += f", theo khai báo của {escape(declared[unit.submission])}" if unit.submission in declared else ""
        table.add_row(code, *(signs[code, item.number] for item in plan.items), when)
    return table


def show_intake(console: Console, gathered: Sequence[Gathered]) -> None:
    """What came, what was passed over and why, what could not be looked at."""
    received = sum(len(each.received) for each in gathered)
    failed = sum(each.failure is not None for each in gathered)
    if received:
        console.print(f"Mới nhận: {received} báo cáo.")
    elif not failed:
        is_settling = any(each.settling for each in gathered)
        console.print("Chưa tiếp nhận báo cáo mới nào." if is_settling else "Không có báo cáo mới.")
    else:
        where = "nguồn nhận nào" if failed == len(gathered) else f"{failed} trong {len(gathered)} nguồn nhận"
        console.print(f"[red]Không xem được {where}, chưa biết có báo cáo mới hay không.[/]")
    for each in gathered:
        for skipped in each.skipped:
            console.print(f"  bỏ qua [dim]{escape(skipped.name)}[/]: {escape(skipped.reason)}")
        if each.strangers:
            console.print(
                f"  [yellow]{each.strangers} thư chưa rõ người gửi[/]: chưa tiếp nhận; xem và quyết định bằng "
                "“tonghop inbox list”."
            )
        if each.secrecy_holds:
            console.print(
                f"  [bold red]{each.secrecy_holds} mục có dấu hiệu mật[/]: không lưu, không gửi; "
                "cần người có thẩm quyền xử lý tại nơi nhận."
            )
        if each.failure:
            console.print(f"  [red]Không xem được nguồn nhận:[/] {escape(each.failure)}")
