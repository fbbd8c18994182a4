"""What each unit has in a total, and whether that adds up: internal copy, workbook, HTML. Never for the release copy.

Keeps out what is added up (consolidation) and how the total itself is told (totals).
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from schemas.plan import Plan
from schemas.report import Report, Total
from tonghop.rendering import messages as m
from tonghop.rendering.text import format_count


def list_columns(report: Report, plan: Plan) -> tuple[str, ...]:
    """The codes of the units that have a column each: all that are to report, in the plan's order, and any other."""
    told = {activity.unit for activity in report.activities} | set(report.coverage.cells)
    known = [unit.code for unit in plan.units if unit.code in told]
    return (*known, *sorted(told.difference(known)))


def split_total(report: Report, total: Total) -> dict[str, int | float]:
    """Unit -> what its figures have in the total; units without a figure are not there."""
    known = {activity.id: activity for activity in report.activities}
    values: dict[str, list[int | float]] = defaultdict(list)
    for key, place in total.parts:
        activity = known.get(key)
        if activity is not None and place < len(activity.quantities):
            values[activity.unit].append(activity.quantities[place].value)
    return {unit: _add(figures) for unit, figures in values.items()}


def show_parts(report: Report, plan: Plan, total: Total) -> list[str]:
    """The cells of list_columns for a total; empty where a unit has no figure."""
    parts = split_total(report, total)
    return [format_count(parts[code], total.measure) if code in parts else "" for code in list_columns(report, plan)]


def tell_check(total: Total, parts: Mapping[str, int | float]) -> str:
    """That the units add up to the total, or what they come to: a total that was changed by itself does not."""
    found = _add(list(parts.values()))
    if found == total.value:
        return m.PARTS_ADD_UP
    return m.PARTS_DIFFER.format(sum=format_count(found, total.measure))


def tell_difference(report: Report, total: Total) -> str:
    """The same, empty where all is well."""
    told = tell_check(total, split_total(report, total))
    return "" if told == m.PARTS_ADD_UP else told


def _add(values: list[int | float]) -> int | float:
    """As people add decimals: 0,1 + 0,2 is 0,3."""
    found = sum((Decimal(str(value)) for value in values), Decimal())
    return int(found) if found == found.to_integral_value() else float(found)
