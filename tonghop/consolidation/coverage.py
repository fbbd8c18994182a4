"""Coverage (tình hình báo cáo theo nội dung): units x items, and every item over all units (design 1 and 4.3).

Keeps out lateness and who is expected (deadlines), and any ratio: renderers divide what is counted here.
"""

from collections.abc import Sequence

import pandas as pd

from schemas.plan import Plan, PlanItem, Unit
from schemas.report import Coverage, CoverageCell, ItemCoverage
from schemas.submission import FiledSubmission, Submission
from schemas.values import CellState, MissingReason
from tonghop.consolidation.frames import list_rows

_BEST_FIRST = (CellState.REPORTED, CellState.NOTHING, CellState.EMPTY, CellState.MISSING, CellState.NOT_ASSIGNED)


def compute_coverage(
    counted: Sequence[FiledSubmission], activities: pd.DataFrame, plan: Plan, units: Sequence[Unit], on_time: set[str]
) -> Coverage:
    """Compute coverage.

    `units` are the expected ones; `on_time` the codes of units whose first accepted report came in time. A unit that
    reports on an item that it was not assigned shows `reported` there.
    """
    contents = {submission.content.unit: submission.content for submission in counted if submission.content is not None}
    cells = list_cells(units, plan).pipe(mark_assigned, units).pipe(add_states, contents).pipe(judge_cells, contents)
    reported = {unit.code for unit in units} & contents.keys()
    return Coverage(
        cells={
            unit.code: {row.item: row.cell for row in list_rows(cells[cells["unit"] == unit.code])} for unit in units
        },
        items={item.number: _cover_item(item, cells, activities) for item in plan.items},
        expected_units=len(units),
        reported_units=len(reported),
        on_time_units=len(reported & on_time),
    )


def list_cells(units: Sequence[Unit], plan: Plan) -> pd.DataFrame:
    """One row per expected unit and plan item: columns unit, item."""
    rows = [(unit.code, item.number) for unit in units for item in plan.items]
    return pd.DataFrame(rows, columns=["unit", "item"], dtype=object)


def mark_assigned(cells: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
    """Add `assigned`: whether the plan gives the item to the unit."""
    rows = [(unit.code, item, True) for unit in units for item in sorted(set(unit.items))]
    assigned = pd.DataFrame(rows, columns=["unit", "item", "assigned"], dtype=object)
    merged = cells.merge(assigned, how="left", on=["unit", "item"], validate="one_to_one")
    return merged.assign(assigned=[each is True for each in merged["assigned"]])


def add_states(cells: pd.DataFrame, contents: dict[str | None, Submission]) -> pd.DataFrame:
    """Add `state`: what the unit's counted report says of the item, MISSING where it says nothing."""
    rows = [
        (unit, item, CellState.REPORTED if report.activities else report.state)
        for unit, content in contents.items()
        for item, report in content.items.items()
    ]
    states = pd.DataFrame(rows, columns=["unit", "item", "state"], dtype=object)
    merged = cells.merge(states, how="left", on=["unit", "item"], validate="one_to_one")
    found = [each if isinstance(each, CellState) else CellState.MISSING for each in merged["state"]]
    return merged.assign(state=pd.Series(found, index=merged.index, dtype=object))


def judge_cells(cells: pd.DataFrame, contents: dict[str | None, Submission]) -> pd.DataFrame:
    """Add `cell`: the final CoverageCell, with the reason where something is missing."""
    judged = [_judge(row.state, assigned=row.assigned, has_report=row.unit in contents) for row in list_rows(cells)]
    return cells.assign(cell=pd.Series(judged, index=cells.index, dtype=object))


def _judge(state: CellState, *, assigned: bool, has_report: bool) -> CoverageCell:
    if not assigned and state is not CellState.REPORTED:
        return CoverageCell(state=CellState.NOT_ASSIGNED)
    if state in (CellState.MISSING, CellState.NOT_ASSIGNED):
        reason = MissingReason.NOT_MENTIONED if has_report else MissingReason.NO_REPORT
        return CoverageCell(state=CellState.MISSING, reason=reason)
    return CoverageCell(state=state)


def _cover_item(item: PlanItem, cells: pd.DataFrame, activities: pd.DataFrame) -> ItemCoverage:
    told = activities[activities["item"] == item.number]
    states = {cell.state for cell in cells.loc[cells["item"] == item.number, "cell"]}
    if len(told):  # a unit that no longer exists at the end of the period has no cell, but its results happened
        states.add(CellState.REPORTED)
    covered = {aspect for activity in told["activity"] for aspect in activity.aspects}
    return ItemCoverage(
        state=next((state for state in _BEST_FIRST if state in states), CellState.NOT_ASSIGNED),
        activities=len(told),
        aspects={aspect.id: aspect.id in covered for aspect in item.aspects},
    )
