"""Coverage and chart values as words: the matrix of units and items, its colours, the bars. For all outputs alike."""

from schemas.base import Labelled
from schemas.plan import Plan
from schemas.report import CoverageCell, Report
from schemas.values import CellState, CheckStatus, MissingReason
from tonghop.rendering import messages as m
from tonghop.rendering.text import clean_line

# Light enough to print behind black text; every shade comes with its label, never alone.
SHADES = {
    CellState.REPORTED.value: "D5E8D4",
    CellState.NOTHING.value: "DAE8FC",
    CellState.EMPTY.value: "FFF2CC",
    CellState.MISSING.value: "F8CECC",
    CellState.NOT_ASSIGNED.value: "EEEEEE",
    "waiting": "FFE6CC",
    "returned": "E1D5E7",
}
"""Of each kind of a cell (KINDS): the states, and what a missing one is when something has come."""
KINDS = tuple(m.STATE_MARKS)


class Unsettled(Labelled):
    """Why a cell says missing although something has come."""

    WAITING = "waiting", m.WAITING_REPORT
    RETURNED = "returned", m.RETURNED_ITEM


def find_unsettled(report: Report, unit: str, item: int) -> Unsettled | None:
    """Whether a unit's item was returned by a person, or waits for one; None for any other cell."""
    if (unit, item) in report.returned_items:
        return Unsettled.RETURNED
    cell = report.coverage.cells[unit].get(item)
    if cell is not None and cell.reason is MissingReason.NO_REPORT:
        if unit in list_waiting(report):
            return Unsettled.WAITING
        if unit in list_returned(report):
            return Unsettled.RETURNED
    return None


def label_unit_cell(report: Report, unit: str, item: int) -> tuple[str, str]:
    """Kind and words of a unit's cell; what a person returned or has still to look at says so, with its own sign."""
    state, label = label_cell(report.coverage.cells[unit].get(item))
    unsettled = find_unsettled(report, unit, item)
    return (state.value, label) if unsettled is None else (unsettled.value, unsettled.label)


def name_with_code(plan: Plan, code: str) -> str:
    """`Văn phòng Sở (VP)`; the code alone where the plan does not know the unit."""
    unit = plan.find_unit(code)
    return f"{clean_line(unit.name)} ({code})" if unit else code


def list_waiting(report: Report) -> list[str]:
    """Units of which a report has come that a person must look at before anything of it counts."""
    return _list_units(report, CheckStatus.NEEDS_PERSON)


def list_returned(report: Report) -> list[str]:
    """Units whose whole report was returned and that have sent nothing since."""
    waiting = list_waiting(report)
    return [unit for unit in _list_units(report, CheckStatus.RETURNED) if unit not in waiting]


def _list_units(report: Report, status: CheckStatus) -> list[str]:
    counted = {one.unit for one in report.submissions if one.status is CheckStatus.ACCEPTED and not one.superseded_by}
    units = [
        one.unit
        for one in report.submissions
        if one.status is status and not one.superseded_by and one.unit and one.unit not in counted
    ]
    return list(dict.fromkeys(units))


def summarise_unsettled(report: Report) -> list[str]:
    """Whose report came but counts not at all, or only in part."""
    lines = []
    if waiting := list_waiting(report):
        lines.append(m.SUMMARY_WAITING.format(units="; ".join(waiting)))
    items: dict[str, list[str]] = {}
    for unit, item in report.returned_items:
        items.setdefault(unit, []).append(str(item))
    returned = [m.SUMMARY_RETURNED_ITEMS.format(unit=unit, items=", ".join(told)) for unit, told in items.items()]
    returned += [m.SUMMARY_RETURNED_ALL.format(unit=unit) for unit in list_returned(report)]
    return [*lines, m.SUMMARY_RETURNED.format(units="; ".join(returned))] if returned else lines


def label_cell(cell: CoverageCell | None) -> tuple[CellState, str]:
    """State and words of one cell; a cell that coverage does not hold is not assigned."""
    if cell is None:
        return CellState.NOT_ASSIGNED, CellState.NOT_ASSIGNED.label
    return cell.state, cell.reason.label if cell.reason is not None else cell.state.label


def describe_legend() -> list[tuple[str, str]]:
    """Each kind of a cell with what it means; a missing one with its possible reasons."""
    reasons = ", ".join(reason.label for reason in MissingReason)
    told = {state.value: state.label for state in CellState} | {each.value: each.label for each in Unsettled}
    told[CellState.MISSING.value] = f"{CellState.MISSING.label} ({reasons})"
    return [(kind, told[kind]) for kind in KINDS]


def count_activities(report: Report, plan: Plan) -> list[tuple[str, int]]:
    """(label of the item, activities that count for it), in the plan's order."""
    items = report.coverage.items
    return [
        (m.ITEM.format(number=item.number), items[item.number].activities if item.number in items else 0)
        for item in plan.items
    ]
