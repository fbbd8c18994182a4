"""What people see in the terminal: the closing table, what to do next."""

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

_COLOURS = {
    CellState.REPORTED: "green",
    CellState.NOTHING: "default",
    CellState.EMPTY: "yellow",
    CellState.MISSING: "red",
    CellState.NOT_ASSIGNED: "dim",
}
_WAITS = ("[yellow]…[/]", "chờ Văn phòng kiểm tra")
_RETURNED = ("[yellow]←[/]", "đã trả lại để sửa")


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
) -> None:
    """The end of a run: units x items, late and missing, where the files are, what to do next."""
    from tonghop.rendering.naming import name_recipient

    _show_coverage(console, status, report, plan)
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
    if outcomes:
        console.print(f"Thư đã lưu: {escape(str(outputs / 'outbox'))}")
    _show_next_steps(console, status, plan)


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
        console.print(f"[yellow]Chờ {escape(waiting.for_whom)}[/]: {escape(waiting.what)}")
        console.print(f"    → {escape(waiting.how)}")
    _show_next_steps(console, status, plan)


def _show_coverage(console: Console, status: Status, report: Report, plan: Plan) -> None:
    if report.example:
        console.print("[bold yellow]VÍ DỤ[/] – dữ liệu mẫu kèm theo phần mềm, không phải số liệu thật.")
    signs = {state: (_sign(state), state.label) for state in CellState}
    cells = {
        (unit.unit, item.number): _find_sign(unit, item.number, report, signs)
        for unit in status.units
        for item in plan.items
    }
    console.print(_make_coverage_table(status, report, plan, {cell: sign for cell, (sign, _) in cells.items()}))
    known = dict([*signs.values(), *cells.values()])
    console.print("   ".join(f"{sign} {label}" for sign, label in known.items()))


def _sign(state: CellState) -> str:
    """The sign of a state, the one that the pages have."""
    from tonghop.rendering.messages import STATE_MARKS

    return f"[{_COLOURS[state]}]{STATE_MARKS[state.value]}[/]"


def _find_sign(
    unit: UnitStatus, item: int, report: Report, signs: Mapping[CellState, tuple[str, str]]
) -> tuple[str, str]:
    """Sign and words of a cell: what lies at the Office, or went back, is not told as never reported."""
    state = report.coverage.cells[unit.unit][item].state
    if state is CellState.MISSING and unit.state is UnitState.NEEDS_PERSON:
        return _WAITS
    is_returned = unit.state is UnitState.RETURNED or (unit.unit, item) in report.returned_items
    return _RETURNED if state is CellState.MISSING and is_returned else signs[state]


def _show_next_steps(console: Console, status: Status, plan: Plan) -> None:
    from tonghop.rendering.pages import list_next_steps

    console.print("\n[bold]Việc cần làm tiếp[/]")
    for number, step in enumerate(list_next_steps(status, plan), start=1):
        console.print(f"  {number}. {escape(step)}")


def _make_coverage_table(status: Status, report: Report, plan: Plan, signs: Mapping[tuple[str, int], str]) -> Table:
    from tonghop.rendering.naming import tell_state

    table = Table(title=f"Kỳ báo cáo {parse_period(status.period).name}: đơn vị × nội dung", title_justify="left")
    table.add_column("Đơn vị")
    for item in plan.items:
        table.add_column(f"ND {item.number}", justify="center")
    table.add_column("Nộp báo cáo")
    states = {unit.unit: unit for unit in status.units}
    declared = {one.id: one.declared_by for one in report.submissions if one.declared_by}
    for code in report.coverage.cells:
        unit = states[code]
        when = tell_state(unit.state, unit.days_late)
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
        console.print("Không có báo cáo mới.")
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
