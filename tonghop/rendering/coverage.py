"""Coverage and chart values as words: the matrix of units and items, its colours, the bars. For all outputs alike."""

from schemas.plan import Plan
from schemas.report import CoverageCell, Report
from schemas.values import CellState, MissingReason
from tonghop.rendering import messages as m

# Light enough to print behind black text; every shade comes with its label, never alone.
SHADES = {
    CellState.REPORTED: "D5E8D4",
    CellState.NOTHING: "DAE8FC",
    CellState.EMPTY: "FFF2CC",
    CellState.MISSING: "F8CECC",
    CellState.NOT_ASSIGNED: "EEEEEE",
}


def label_unit_cell(report: Report, unit: str, item: int) -> tuple[CellState, str]:
    """State and words of a unit's cell; an item that a person returned says so."""
    state, label = label_cell(report.coverage.cells[unit].get(item))
    return state, m.RETURNED_ITEM if (unit, item) in report.returned_items else label


def label_cell(cell: CoverageCell | None) -> tuple[CellState, str]:
    """State and words of one cell; a cell that coverage does not hold is not assigned."""
    if cell is None:
        return CellState.NOT_ASSIGNED, CellState.NOT_ASSIGNED.label
    return cell.state, cell.reason.label if cell.reason is not None else cell.state.label


def describe_legend() -> list[tuple[CellState, str]]:
    """Each state with what it means; a missing one with its possible reasons."""
    reasons = ", ".join([*(reason.label for reason in MissingReason), m.RETURNED_ITEM])
    missing = f"{CellState.MISSING.label} ({reasons})"
    return [(state, missing if state is CellState.MISSING else state.label) for state in CellState]


def count_activities(report: Report, plan: Plan) -> list[tuple[str, int]]:
    """(label of the item, activities that count for it), in the plan's order."""
    items = report.coverage.items
    return [
        (m.ITEM.format(number=item.number), items[item.number].activities if item.number in items else 0)
        for item in plan.items
    ]
