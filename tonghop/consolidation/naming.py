"""Units, periods and indicators as people call them; the code where the plan does not know it."""

from schemas.period import parse_period
from schemas.plan import Plan
from tonghop.consolidation import messages


def name_unit(code: str | None, plan: Plan | None) -> str:
    """The unit's name, its code where the plan is not at hand, or that it is unknown."""
    unit = plan.find_unit(code) if plan is not None and code is not None else None
    return unit.name if unit is not None else code or messages.UNKNOWN_UNIT


def name_period(code: str) -> str:
    """A period as people call it."""
    try:
        return parse_period(code).name
    except ValueError:  # a hint, or an older ledger, may hold words that are no code
        return code


def name_indicator(plan: Plan, indicator: str) -> str:
    """The indicator's title; its id where the plan of the year has it no more."""
    found = plan.indicators().get(indicator)
    return found[1].title if found is not None else indicator
