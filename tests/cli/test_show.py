"""Laws of the table in the terminal: one sign per state, the ones of the pages; what lies at the Office says so."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from cli.show import show_closing, show_settling, show_status_table
from schemas.plan import Plan
from schemas.report import Coverage, CoverageCell, Report
from schemas.run import Gathered, Status, UnitStatus, Waiting
from schemas.values import CellState, MissingReason, PeriodState, UnitState

SIGNS = "✓ có kết quả   – không phát sinh   ○ có mục nhưng để trống   ✗ chưa báo cáo   · không giao"
WAITS, BACK = "… chờ Văn phòng kiểm tra", "← đã trả lại để sửa"
SILENT = CoverageCell(state=CellState.MISSING, reason=MissingReason.NO_REPORT)


def show(
    plan: Plan,
    unit: UnitStatus,
    cells: dict[int, CoverageCell],
    returned: tuple[tuple[str, int], ...],
    *waiting: Waiting,
) -> str:
    report, status = make_standing(unit, cells, returned, waiting)
    console = Console(file=io.StringIO(), width=200)
    show_status_table(console, status, report, plan)
    return read_console(console)


def make_standing(
    unit: UnitStatus,
    cells: dict[int, CoverageCell],
    returned: tuple[tuple[str, int], ...] = (),
    waiting: tuple[Waiting, ...] = (),
) -> tuple[Report, Status]:
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
        waiting=waiting,
        drafts=(),
        deliveries=(),
    )
    return report, status


def read_console(console: Console) -> str:
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


def test_a_settling_file_is_told_first_with_how_long_to_wait() -> None:
    console = Console(file=io.StringIO(), width=200)
    gathered = [Gathered(source="a", settling=3), Gathered(source="b", settling=1)]
    step = show_settling(console, gathered, 29.5)
    assert step == "Chạy lại sau 30 giây để tiếp nhận 4 tệp vừa được lưu."
    told = read_console(console)
    assert told.startswith("4 tệp vừa được lưu, ") and "chạy lại sau 30 giây." in told


def test_without_a_settling_file_nothing_is_said() -> None:
    console = Console(file=io.StringIO(), width=200)
    assert show_settling(console, [Gathered(source="a")], 30) is None


def test_each_question_is_told_with_its_key_and_its_choices(plan: Plan) -> None:
    waiting = Waiting(what="Câu này?", for_whom="Văn phòng Sở", how="x", key="7cd61db5", choices=("1. Một", "2. Hai"))
    unit = UnitStatus(unit="VP", state=UnitState.ON_TIME)
    told = show(plan, unit, dict.fromkeys(range(1, 7), SILENT), (), waiting).splitlines()
    at = told.index("7cd61db5 Chờ Văn phòng Sở: Câu này?")
    assert told[at + 1 : at + 3] == ["    → 1. Một", "    → 2. Hai"]


def test_a_first_run_on_fresh_files_blames_and_reminds_nobody(plan: Plan, tmp_path: Path) -> None:
    unit = UnitStatus(unit="TTNC", state=UnitState.MISSING, days_late=700)
    report, status = make_standing(unit, dict.fromkeys(range(1, 7), SILENT))
    for settling, told, untold in (
        (4, ("4 tệp vừa được lưu", "chưa tiếp nhận", "1. Chạy lại sau 30 giây"), ("chưa gửi", "Nhắc", "Thư đã lưu")),
        (0, ("quá hạn, chưa gửi", "Nhắc đơn vị chưa gửi", "Không có báo cáo mới."), ("Chạy lại", "Thư đã lưu")),
    ):
        console = Console(file=io.StringIO(), width=200)
        gathered = [Gathered(source="a", settling=settling)]
        show_closing(
            console,
            status,
            report,
            plan,
            gathered=gathered,
            drafted=None,
            outcomes=[],
            outputs=tmp_path,
            settle_seconds=30,
        )
        text = read_console(console)
        assert all(words in text for words in told)
        assert not any(words in text for words in untold)


def test_letters_are_said_to_lie_in_the_outbox_only_where_one_lies(plan: Plan, tmp_path: Path) -> None:
    report, status = make_standing(UnitStatus(unit="VP", state=UnitState.ON_TIME), dict.fromkeys(range(1, 7), SILENT))
    (tmp_path / "outbox" / "receipts").mkdir(parents=True)
    (tmp_path / "outbox" / "receipts" / "vp.eml").write_bytes(b"")
    console = Console(file=io.StringIO(), width=200)
    show_closing(console, status, report, plan, gathered=[], drafted=None, outcomes=[], outputs=tmp_path)
    assert "Thư đã lưu: " in read_console(console)
