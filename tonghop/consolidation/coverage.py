"""Coverage (tình hình báo cáo theo nội dung): units x items, and every item over all units (design 1 and 4.3).

Keeps out lateness and who is expected (deadlines), and any ratio: renderers divide what is counted here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from schemas.plan import Plan, PlanItem, Unit
from schemas.report import Coverage, CoverageCell, ItemCoverage, ReportActivity
from schemas.submission import FiledSubmission, ItemReport, Submission
from schemas.values import CellState, MissingReason

_BEST_FIRST = (CellState.REPORTED, CellState.NOTHING, CellState.EMPTY, CellState.MISSING, CellState.NOT_ASSIGNED)


def compute_coverage(
    counted: Sequence[FiledSubmission],
    activities: Sequence[ReportActivity],
    plan: Plan,
    units: Sequence[Unit],
    on_time: Collection[str],
    *,
    doubled: Collection[str] = (),
    vague: Collection[str] = (),
) -> Coverage:
    """Compute coverage. A unit that reports on an item that it was not assigned shows `reported` there.

    Args:
        counted: at most one submission per unit.
        activities: those of the report.
        plan: its items and their aspects.
        units: the expected ones; every rate is of them alone.
        on_time: codes of the units whose first accepted report came in time.
        doubled: ids of the activities that a person said to be another one told twice: they count once.
        vague: ids of the activities that tell no concrete result: they cover no aspect.
    """
    contents = {each.content.unit: each.content for each in counted if each.content is not None}
    cells = {unit.code: _judge_unit(unit, contents.get(unit.code), plan) for unit in units}
    reported = {unit.code for unit in units} & contents.keys()
    told: Mapping[int, list[ReportActivity]] = defaultdict(list)
    for activity in activities:
        told[activity.item].append(activity)
    return Coverage(
        cells=cells,
        items={
            item.number: _cover_item(
                item,
                {row[item.number].state for row in cells.values()},
                told[item.number],
                doubled=doubled,
                vague=vague,
            )
            for item in plan.items
        },
        expected_units=len(cells),
        reported_units=len(reported),
        on_time_units=len(reported & set(on_time)),
    )


def _judge_unit(unit: Unit, content: Submission | None, plan: Plan) -> dict[int, CoverageCell]:
    assigned = set(unit.items)
    items = content.items if content is not None else {}
    return {
        item.number: _judge(items.get(item.number), assigned=item.number in assigned, has_report=content is not None)
        for item in plan.items
    }


def _judge(report: ItemReport | None, *, assigned: bool, has_report: bool) -> CoverageCell:
    """One cell. An item that a person returned was not reported yet, whatever stands in it."""
    is_returned = report is not None and report.returned
    state = CellState.MISSING if report is None or is_returned else report.state
    if report is not None and report.activities and not is_returned:
        state = CellState.REPORTED
    if not assigned and state is not CellState.REPORTED:
        return CoverageCell(state=CellState.NOT_ASSIGNED)
    if state in (CellState.MISSING, CellState.NOT_ASSIGNED):
        is_mentioned = has_report and not is_returned
        return CoverageCell(
            state=CellState.MISSING,
            reason=MissingReason.NOT_MENTIONED if is_mentioned else MissingReason.NO_REPORT,
        )
    return CoverageCell(state=state)


def _cover_item(
    item: PlanItem,
    states: Iterable[CellState],
    told: Sequence[ReportActivity],
    *,
    doubled: Collection[str],
    vague: Collection[str],
) -> ItemCoverage:
    # A unit that no longer exists at the end of the period has no cell, but its results happened.
    found = {*states, *([CellState.REPORTED] if told else [])}
    covered = {aspect for activity in told if activity.id not in vague for aspect in activity.aspects}
    return ItemCoverage(
        state=next((state for state in _BEST_FIRST if state in found), CellState.NOT_ASSIGNED),
        activities=sum(activity.id not in doubled for activity in told),
        aspects={aspect.id: aspect.id in covered for aspect in item.aspects},
    )
