"""Pieces of one item -> its ItemReport: lead-ins serve as context, totals are not counted beside their parts.

Keeps out single texts (activities.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.submission import Activity, Doubt, ItemReport, Quantity
from schemas.values import CellState, MissingReason, Precision, Scope
from tonghop.understanding.activities import Frame, Understood, keep_text, make_activity
from tonghop.understanding.bounds import MOST_TOTALS, make_bound_doubt
from tonghop.understanding.concrete import has_result
from tonghop.understanding.figures.estimates import drop_indicator, replace_reached_above
from tonghop.understanding.figures.running import find_smaller_totals, tell_quantity
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.planned import part_planned
from tonghop.understanding.words import strip_marks

_BARE_NOTHING = re.compile(
    r"(?:(?:trong|den) (?:ky|6 thang dau nam(?: \d{4})?|thoi diem bao cao|thoi gian qua"
    r"|nam(?: \d{4})?)(?: bao cao)?,? )?"
    r"(?:don vi |trung tam |phong |van phong )?"
    r"(?:(?:khong|chua) (?:co )?phat sinh|khong co)(?: (?:noi dung|hoat dong|ket qua|gi))*(?: nao| nay)?(?: trong ky)?"
)
_BARE_COUNT = re.compile(
    r"(?i)\W*(?:(?:trong kỳ|trong 6 tháng(?: đầu| cuối)?(?: năm)?(?: \d{4})?|đơn vị|trung tâm|văn phòng|phòng|sở|đã"
    r"|được|tổ chức|thực hiện|triển khai|mở|có|tổng số|số|là)\W+)*"
    r"\d[\d.]*\s+(?:cuộc|buổi|lớp|khóa|lượt người|người|lượt|lần)\b"
    r"(?:\W|\d|\b(?:cuộc|buổi|lớp|khóa|lượt người|người|lượt|đại biểu|học viên|cán bộ|tham dự|tham gia|dự|nghe|có|với"
    r"|cho|và|gồm|thu hút|khoảng|hơn|trên|gần|trong kỳ|được)\b)*"
)
"""Nothing but counts: Tổ chức 02 buổi, 75 lượt người tham dự; then the item itself tells what they count."""
_SHARE_LINE = re.compile(r"[^:.;\d]{2,60}:\s*\d[\d.]*\s[^:;\d]{2,30}")
_TOTAL_STARTS = ("tong cong", "tong so", "tong:", "cong:", "tong ", "nhu vay", "tinh chung", "tom lai", "tong hop")
_SPECIFIES = "cu the"
_SUMMED = 100
"""Texts before a total that may tell what it sums up."""
_FEWEST_WITH_PARTS = 3


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
    told, doubts = _close_totals([piece for piece in pieces if not is_nothing(piece.text)])
    told = [part for piece in told for part in part_planned(piece, item, frame)]
    activities: list[Activity] = []
    kept: list[Piece] = []
    for place, piece in enumerate(told):
        understood = _understand(piece, item, frame, piece.context or _find_summed(told, place))
        if piece.leads and _is_only_lead(understood.activity, told, place):
            continue
        activities.append(understood.activity)
        kept.append(piece)
        doubts += understood.doubts
    activities, estimated = replace_reached_above(_drop_repeated(activities))
    activities, found = _settle_totals(kept, activities)
    activities, smaller = find_smaller_totals(activities)
    doubts += [*estimated, *found, *smaller, *_find_denied(pieces, kept, activities)]
    if activities:
        state, reason = CellState.REPORTED, None
    elif nothing is not None:
        state, reason = CellState.NOTHING, None
    elif heading is not None:
        state, reason = CellState.EMPTY, None
    else:
        state, reason = CellState.MISSING, MissingReason.NOT_MENTIONED
    locator = nothing.locator if nothing is not None and not activities else heading
    words = frame.lexicon.items.get(item)
    concrete = not activities or has_result(activities, words.text if words else "")
    report = ItemReport(state=state, reason=reason, activities=tuple(activities), locator=locator, concrete=concrete)
    return report, doubts


def _understand(piece: Piece, item: int, frame: Frame, context: str) -> Understood:
    if piece.closed:
        return Understood(keep_text(piece.text, piece.locator, frame), ())
    understood = make_activity(piece.text, piece.locator, item, frame, context, piece.covers)
    words = frame.lexicon.items.get(item)
    open_figures = any(q.indicator is None and q.scope is Scope.PERIOD for q in understood.activity.quantities)
    if context or words is None or not open_figures or not _BARE_COUNT.fullmatch(piece.text):
        return understood
    return make_activity(piece.text, piece.locator, item, frame, words.text, piece.covers)


def _close_totals(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Doubt]]:
    """Each total is compared with all that stands before it: those beyond a bound are kept as text."""
    totals = [at for at, piece in enumerate(pieces) if strip_marks(piece.text).startswith(_TOTAL_STARTS)]
    beyond = set(totals[MOST_TOTALS:])
    if not beyond:
        return list(pieces), []
    closed = [replace(piece, closed=piece.closed or at in beyond) for at, piece in enumerate(pieces)]
    first = pieces[totals[MOST_TOTALS]]
    return closed, [make_bound_doubt("texts-too-many", first.text, first.locator)]


def _find_summed(pieces: Sequence[Piece], place: int) -> str:
    """What a line 'Tổng số: 03 đoàn' sums up: the texts before it."""
    if not strip_marks(pieces[place].text).startswith(_TOTAL_STARTS):
        return ""
    return "\n".join(piece.text for piece in pieces[max(0, place - _SUMMED) : place])


def _drop_repeated(activities: Sequence[Activity]) -> list[Activity]:
    """Trong 06 đoàn có 02 đoàn cấp cao: speaks of the 06 đoàn told before, and counts none anew."""
    told: set[tuple[str | None, float, Scope]] = set()
    kept = []
    for activity in activities:
        fresh = activity
        for index, quantity in enumerate(activity.quantities):
            key = (quantity.indicator, quantity.value, quantity.scope)
            if quantity.indicator is None or key not in told:
                continue
            again = rf"\btrong (?:tổng )?(?:số )?0*{quantity.value:g}\s+{re.escape(quantity.measure)}\b"
            if re.search(again, activity.text, re.IGNORECASE):
                fresh = drop_indicator(fresh, index)
        told |= {(q.indicator, q.value, q.scope) for q in fresh.quantities if q.indicator}
        kept.append(fresh)
    return kept


def _find_denied(pieces: Sequence[Piece], kept: Sequence[Piece], activities: Sequence[Activity]) -> list[Doubt]:
    """Không phát sinh right under the heading beside a figure or a day there: one of both is wrong."""
    results = [
        activity
        for piece, activity in zip(kept, activities, strict=True)
        if not (piece.context or piece.covers) and (activity.quantities or activity.dates)
    ]
    return [
        Doubt(rule="nothing-beside-results", locator=results[0].locator, texts=(piece.text, results[0].text))
        for piece in pieces
        if results
        and not (piece.context or piece.covers)
        and _BARE_NOTHING.fullmatch(strip_marks(piece.text).strip(" -+."))
    ][:1]


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


def _find_listed(pieces: Sequence[Piece], place: int) -> list[int]:
    """Indexes of the short lines 'name: figure' that follow a lead-in at its own level."""
    listed: list[int] = []
    for index in range(place + 1, len(pieces)):
        if pieces[index].rank != pieces[place].rank or not _SHARE_LINE.fullmatch(pieces[index].text):
            break
        listed.append(index)
    return listed


def _settle_totals(pieces: Sequence[Piece], activities: list[Activity]) -> tuple[list[Activity], list[Doubt]]:
    """A lead-in with a figure, or a line 'Tổng cộng ...', is a total: it and its parts are counted once."""
    doubts: list[Doubt] = []
    settled = list(activities)
    for place, piece in enumerate(pieces):
        if piece.leads:
            below = _find_children(pieces, place) or _find_listed(pieces, place)
        elif strip_marks(piece.text).startswith(_TOTAL_STARTS):
            below = list(range(place))
        elif not (below := _find_specified(pieces, place)):
            continue
        for index, total in enumerate(settled[place].quantities):
            parts = _find_parts(settled, below, total)
            if not parts:
                continue
            for part in parts:
                settled[part[0]] = drop_indicator(settled[part[0]], part[1])
            doubts += _compare(settled, place, index, parts)
    return _settle_unsaid(settled, doubts)


def _find_specified(pieces: Sequence[Piece], place: int) -> list[int]:
    """Trong kỳ đón 03 đoàn. Cụ thể: ... - the pieces behind it that 'cụ thể' opens."""
    if _opens_parts(pieces[place]):
        return []
    below: list[int] = []
    for index in range(place + 1, len(pieces)):
        if not _opens_parts(pieces[index]):
            break
        below.append(index)
    return below


def _opens_parts(piece: Piece) -> bool:
    above = strip_marks(piece.context).strip().rsplit("\n", 1)[-1]
    return strip_marks(piece.text).startswith(_SPECIFIES) or above.startswith(_SPECIFIES)


def _settle_unsaid(activities: list[Activity], doubts: list[Doubt]) -> tuple[list[Activity], list[Doubt]]:
    """A first or last figure that is just what all the others of its indicator give counts once, and is asked about."""
    told: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for at, activity in enumerate(activities):
        for index, quantity in enumerate(activity.quantities):
            if quantity.indicator and quantity.scope is Scope.PERIOD:
                told.setdefault((quantity.indicator, quantity.value_max is None), []).append((at, index))
    settled = list(activities)
    for places in told.values():
        if len(places) < _FEWEST_WITH_PARTS or len({at for at, _ in places}) < 2:
            continue
        values = [activities[at].quantities[index].value for at, index in places]
        total = 0 if values[0] == sum(values[1:]) else len(values) - 1
        if values[total] != sum(values) - values[total]:
            continue
        for at, index in places:
            if (at, index) != places[total]:
                settled[at] = drop_indicator(settled[at], index)
        whole = activities[places[total][0]]
        doubts.append(Doubt(rule="figure-ambiguous", locator=whole.locator, texts=(whole.text,)))
    return settled, doubts


def _find_parts(activities: Sequence[Activity], below: Sequence[int], total: Quantity) -> list[tuple[int, int]]:
    if total.indicator is None:
        return []
    return [
        (at, index)
        for at in below
        for index, quantity in enumerate(activities[at].quantities)
        if quantity.scope is total.scope
        and (quantity.indicator == total.indicator or _is_share(activities[at], quantity, total))
    ]


def _is_share(activity: Activity, quantity: Quantity, total: Quantity) -> bool:
    """Đoàn Lào: 7 đoàn. - a line of nothing but a name and the figure, under a total of the same measure."""
    words = set(re.findall(r"\w+", quantity.measure.lower()))
    same = quantity.indicator is None and words <= set(re.findall(r"\w+", total.measure.lower()))
    return same and len(activity.quantities) == 1 and _SHARE_LINE.fullmatch(activity.text) is not None


def _compare(activities: Sequence[Activity], place: int, index: int, parts: Sequence[tuple[int, int]]) -> list[Doubt]:
    total = activities[place].quantities[index]
    quantities = [activities[at].quantities[number] for at, number in parts]
    if any(q.precision is not Precision.EXACT for q in (total, *quantities)):
        return []
    if len(quantities) < 2 and sum(q.value for q in quantities) <= total.value:
        return []
    if sum(q.value for q in quantities) == total.value:
        return []
    texts = (tell_quantity(total), " + ".join(tell_quantity(quantity) for quantity in quantities))
    return [Doubt(rule="total-mismatch", locator=activities[place].locator, texts=texts)]
