"""Pieces of one item -> its ItemReport: lead-ins serve as context, totals are not counted beside their parts.

Keeps out single texts (activities.py).
"""

from collections.abc import Sequence

from schemas.submission import Activity, Doubt, ItemReport, Quantity
from schemas.values import CellState, MissingReason, Precision
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.pieces import Piece
from tonghop.understanding.states import is_nothing
from tonghop.understanding.words import strip_marks

_TOTAL_STARTS = ("tong cong", "tong so", "tong:", "cong:", "tong ")


def make_item_report(
    item: int, pieces: Sequence[Piece], heading: str | None, frame: Frame
) -> tuple[ItemReport, list[Doubt]]:
    """What one document says of one item.

    Args:
        item: number of the plan item.
        pieces: its pieces in reading order.
        heading: locator of its heading, or None without one.
        frame: plan words, data window, document.
    """
    nothing = next((piece for piece in pieces if is_nothing(piece.text)), None)
    told = [piece for piece in pieces if not is_nothing(piece.text)]
    activities: list[Activity] = []
    kept: list[Piece] = []
    doubts: list[Doubt] = []
    for place, piece in enumerate(told):
        understood = make_activity(piece.text, piece.locator, item, frame, piece.context, piece.covers)
        if piece.leads and _is_only_lead(understood.activity, told, place):
            continue
        activities.append(understood.activity)
        kept.append(piece)
        doubts += understood.doubts
    activities, found = _settle_totals(kept, activities)
    doubts += found
    if activities:
        state, reason = CellState.REPORTED, None
    elif nothing is not None:
        state, reason = CellState.NOTHING, None
    elif heading is not None:
        state, reason = CellState.EMPTY, None
    else:
        state, reason = CellState.MISSING, MissingReason.NOT_MENTIONED
    locator = nothing.locator if nothing is not None and not activities else heading
    return ItemReport(state=state, reason=reason, activities=tuple(activities), locator=locator), doubts


def _is_only_lead(activity: Activity, pieces: Sequence[Piece], place: int) -> bool:
    """A line that only announces what follows: no figure, no day, and something deeper below it or nothing at all."""
    if activity.quantities or activity.dates:
        return False
    if _find_children(pieces, place):
        return True
    return activity.text.endswith(":") or _is_followed(pieces, place)


def _is_followed(pieces: Sequence[Piece], place: int) -> bool:
    """Whether further text stands below a sub-heading."""
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    return following is not None and following.context != "" and pieces[place].text in following.context


def _find_children(pieces: Sequence[Piece], place: int) -> list[int]:
    """Indexes of the pieces below a lead-in."""
    children = []
    for index in range(place + 1, len(pieces)):
        if pieces[index].rank <= pieces[place].rank:
            break
        children.append(index)
    return children


def _settle_totals(pieces: Sequence[Piece], activities: list[Activity]) -> tuple[list[Activity], list[Doubt]]:
    """A lead-in with a figure, or a line 'Tổng cộng ...', is a total: it and its parts are counted once."""
    doubts: list[Doubt] = []
    settled = list(activities)
    for place, piece in enumerate(pieces):
        if piece.leads:
            below = _find_children(pieces, place)
        elif strip_marks(piece.text).startswith(_TOTAL_STARTS):
            below = list(range(place))
        else:
            continue
        for index, total in enumerate(settled[place].quantities):
            parts = _find_parts(settled, below, total)
            if not parts:
                continue
            for part in parts:
                settled[part[0]] = _without_indicator(settled[part[0]], part[1])
            doubts += _compare(settled, place, index, parts)
    return settled, doubts


def _find_parts(activities: Sequence[Activity], below: Sequence[int], total: Quantity) -> list[tuple[int, int]]:
    if total.indicator is None:
        return []
    return [
        (at, index)
        for at in below
        for index, quantity in enumerate(activities[at].quantities)
        if quantity.indicator == total.indicator and quantity.scope is total.scope
    ]


def _without_indicator(activity: Activity, index: int) -> Activity:
    quantities = list(activity.quantities)
    quantities[index] = quantities[index].model_copy(update={"indicator": None})
    return activity.model_copy(update={"quantities": tuple(quantities)})


def _compare(activities: Sequence[Activity], place: int, index: int, parts: Sequence[tuple[int, int]]) -> list[Doubt]:
    total = activities[place].quantities[index]
    quantities = [activities[at].quantities[number] for at, number in parts]
    if any(q.precision is not Precision.EXACT for q in (total, *quantities)):
        return []
    if len(quantities) < 2 and sum(q.value for q in quantities) <= total.value:
        return []
    if sum(q.value for q in quantities) == total.value:
        return []
    added = " + ".join(f"{q.value:g} {q.measure}" for q in quantities)
    texts = (f"{total.value:g} {total.measure}", added)
    return [Doubt(rule="total-mismatch", locator=activities[place].locator, texts=texts)]
