"""Units and recipients as the pages for the Office call them. Keeps out the official text, which quotes the plan."""

from schemas.plan import Plan
from schemas.values import UnitState
from tonghop.rendering import page_messages as m

IN = (UnitState.ON_TIME, UnitState.LATE, UnitState.EXEMPT)
"""From these units nothing more is awaited."""
SILENT = (UnitState.AWAITED, UnitState.MISSING)
"""From these units nothing has come."""
MOST_DAYS = 30


def name_unit(plan: Plan, code: str) -> str:
    """The unit's name; its code when the plan does not know it."""
    unit = plan.find_unit(code)
    return unit.name if unit else code


def name_recipient(plan: Plan, key: str) -> str:
    """The name behind a delivery's recipient; what follows a dot, which no code can hold, marks a rehearsal."""
    code, _, rehearsal = key.partition(".")
    name = next((recipient.name for recipient in plan.recipients if recipient.code == code), code)
    return m.REHEARSAL.format(name=name) if rehearsal else name


def tell_state(state: UnitState, days_late: int) -> str:
    """Where a unit stands, with the days when it is late: `nộp muộn 1 ngày`; after a month they tell nothing more."""
    is_told = 0 < days_late <= MOST_DAYS
    return m.LATE_STATES[state.value].format(days=days_late) if is_told else state.label
