"""Running totals between the texts of an item: beside the figures of the period that they contain.

Keeps out that a figure is cumulative (scopes.py) and from when it counts (starts.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.submission import Activity, Doubt, Quantity
from schemas.values import Precision, Scope
from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.figures.times.estimates import drop_indicator

_UP_TO = re.compile(r"(?i)\W*(?:tính )?đến (?:hết )?(?:ngày|tháng|thời điểm)\b")
_FROM_NEW_YEAR = re.compile(r"(?i)(?:kể |tính )?từ đầu năm(?: (?P<year>\d{4}))?")


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


def find_only_running(activities: Sequence[Activity], window: tuple[date, date] | None) -> list[Doubt]:
    """Từ đầu năm đến nay đã đón 03 đoàn, and nothing of the period itself: the total of the period lacks them."""
    told = {q.indicator for each in activities for q in each.quantities if q.scope is Scope.PERIOD}
    doubts: list[Doubt] = []
    for activity in activities:
        alone = [q for q in activity.quantities if q.scope is Scope.CUMULATIVE and q.indicator not in {None, *told}]
        figures = ", ".join(
            tell_quantity(quantity) for quantity in alone if _runs_in_period(quantity, activity, window)
        )
        if figures and not activity.planned:
            doubts.append(Doubt(rule="figure-untied-running", locator=activity.locator, texts=(figures,)))
    return doubts


def _runs_in_period(quantity: Quantity, activity: Activity, window: tuple[date, date] | None) -> bool:
    """From the year's beginning, from a day in the window, or up to a day: perhaps just what the period brought."""
    if quantity.since is None:
        return _UP_TO.match(activity.text) is not None
    since = _FROM_NEW_YEAR.fullmatch(quantity.since)
    if since is not None:
        return since["year"] is None or (window is not None and since["year"] == str(window[1].year))
    days = find_dates(quantity.since, None)
    return window is not None and any(window[0] <= found.day <= window[1] for found in days)


def _drop(activity: Activity, wrong: Sequence[tuple[int, Quantity]]) -> Activity:
    for index, quantity in enumerate(activity.quantities):
        if quantity.indicator is not None and (id(activity), quantity) in wrong:
            activity = drop_indicator(activity, index)
    return activity


def tell_quantity(quantity: Quantity) -> str:
    """07 đoàn as the findings tell it."""
    return f"{quantity.value:g} {quantity.measure}"
