"""Running totals between the texts of an item: beside the figures of the period that they contain.

Keeps out that a figure is cumulative (scopes.py) and from when it counts (starts.py).
"""

from collections.abc import Sequence

from schemas.submission import Activity, Doubt, Quantity
from schemas.values import Precision, Scope
from tonghop.understanding.figures.estimates import drop_indicator


def find_smaller_totals(activities: Sequence[Activity]) -> tuple[list[Activity], list[Doubt]]:
    """A cumulative figure is never smaller than what it contains: the figures of the period.

    Such a figure loses its indicator, so that nobody prints it as a running total before it is settled.
    """
    done: dict[tuple[str, str], list[tuple[Activity, Quantity]]] = {}
    running: dict[tuple[str, str], list[tuple[Activity, Quantity]]] = {}
    for place, activity in enumerate(activities):
        for quantity in activity.quantities:
            key = (quantity.indicator or f"{place}", quantity.measure.lower())
            if (
                quantity.scope is not Scope.PLANNED
                and quantity.measure != "%"
                and quantity.precision is Precision.EXACT
            ):
                told = running if quantity.scope is Scope.CUMULATIVE else done
                told.setdefault(key, []).append((activity, quantity))
    doubts: list[Doubt] = []
    wrong: list[tuple[int, Quantity]] = []
    for key, totals in running.items():
        activity, total = max(totals, key=lambda told: told[1].value)
        parts = [quantity for _, quantity in done.get(key, [])]
        counted = key[0] == total.indicator
        least = sum(part.value for part in parts) if counted else max((part.value for part in parts), default=0)
        if total.value < least:
            texts = (tell_quantity(total), " + ".join(tell_quantity(part) for part in parts))
            doubts.append(Doubt(rule="cumulative-below-period", locator=activity.locator, texts=texts))
            wrong += [(id(each), quantity) for each, quantity in totals if quantity.value < least]
    return [_drop(activity, wrong) for activity in activities], doubts


def _drop(activity: Activity, wrong: Sequence[tuple[int, Quantity]]) -> Activity:
    for index, quantity in enumerate(activity.quantities):
        if quantity.indicator is not None and (id(activity), quantity) in wrong:
            activity = drop_indicator(activity, index)
    return activity


def tell_quantity(quantity: Quantity) -> str:
    """07 đoàn as the findings tell it."""
    return f"{quantity.value:g} {quantity.measure}"
