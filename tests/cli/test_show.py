"""Laws of the table in the terminal: one sign per state, the ones of the pages; what lies at the Office says so."""

import io
import re

import pytest
from rich.console import Console

from cli.show import show_status_table
from schemas.plan import Plan
from schemas.report import Coverage, CoverageCell, Report
from schemas.run import Status, UnitStatus
from schemas.values import CellState, MissingReason, PeriodState, UnitState

SIGNS = "✓ có kết quả   – không phát sinh   ○ có mục nhưng để trống   ✗ chưa báo cáo   · không giao"
WAITS, BACK = "… chờ Văn phòng kiểm tra", "← đã trả lại để sửa"
SILENT = CoverageCell(state=CellState.MISSING, reason=MissingReason.NO_REPORT)


def show(plan: Plan, unit: UnitStatus, cells: dict[int, CoverageCell], returned: tuple[tuple[str, int], ...]) -> str:
    report = Report(
        period="2024-H1",
        version=1,
        plan_sha256="0" * 64,
        submissions=(),
        coverage=Coverage(cells={unit.unit: cells}, items={}, expected_units=1, reported_units=0, on_time_units=0),
        missing_units=(),
        activities=(),
        totals=(),
        double_claims=(),
        returned_items=returned,
    )
    status = Status(
        period="2024-H1",
        state=PeriodState.OPEN,
        data_window=(),
        due_at=None,
        units=(unit,),
        waiting=(),
        drafts=(),
        deliveries=(),
    )
    console = Console(file=io.StringIO(), width=200)
    show_status_table(console, status, report, plan)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def read_signs(told: str) -> str:
    [row] = re.findall(r"^│ VP +│(.*)$", told, re.MULTILINE)
    return "".join(cell.strip() for cell in row.split("│")[:6])


@pytest.mark.parametrize(
    ("state", "returned", "signs", "further"),
    [
        (UnitState.MISSING, (), "✗✗✗✗✗✗", ()),
        (UnitState.AWAITED, (), "✗✗✗✗✗✗", ()),
        (UnitState.NEEDS_PERSON, (), "……………………"[:6], (WAITS,)),
        (UnitState.RETURNED, (), "←←←←←←", (BACK,)),
        (UnitState.ON_TIME, (("VP", 2), ("TTNC", 1)), "✗←✗✗✗✗", (BACK,)),
    ],
)
def test_what_lies_at_the_office_or_went_back_is_not_told_as_never_sent(
    plan: Plan, state: UnitState, returned: tuple[tuple[str, int], ...], signs: str, further: tuple[str, ...]
) -> None:
    told = show(plan, UnitStatus(unit="VP", state=state), dict.fromkeys(range(1, 7), SILENT), returned)
    assert read_signs(told) == signs
    assert "   ".join((SIGNS, *further)) in told.splitlines()


def test_each_state_has_its_sign_also_beside_a_report_that_waits(plan: Plan) -> None:
    cells = {number: CoverageCell(state=state) for number, state in enumerate(CellState, start=1)} | {6: SILENT}
    told = show(plan, UnitStatus(unit="VP", state=UnitState.NEEDS_PERSON), cells, ())
    assert read_signs(told) == "✓–○…·…"


@pytest.mark.parametrize(("days", "told"), [(1, "quá hạn 1 ngày, chưa gửi"), (706, "quá hạn, chưa gửi")])
def test_nobody_is_told_hundreds_of_days(plan: Plan, days: int, told: str) -> None:
    unit = UnitStatus(unit="VP", state=UnitState.MISSING, days_late=days)
    shown = show(plan, unit, dict.fromkeys(range(1, 7), SILENT), ())
    assert re.search(rf"│ {told} +│", shown)
