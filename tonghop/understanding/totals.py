"""Totals over the pieces of one item: Đón 13 đoàn, gồm: - Đoàn Lào: 7 đoàn. A total and its parts are counted once.

Keeps out totals within one text (figures/sums/parts.py) and what one item is made of (grouping.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.submission import Activity, Doubt, Quantity
from schemas.values import Precision, Scope
from tonghop.understanding.activities import Frame
from tonghop.understanding.bounds import MOST_TOTALS, make_bound_doubt
from tonghop.understanding.figures.times.estimates import drop_indicator
from tonghop.understanding.figures.times.running import tell_quantity
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.words import strip_marks

_SHARE_LINE = re.compile(r"[^:.;\d]{2,60}:\s*\d[\d.]*\s[^:;\d]{2,30}")
_TOTAL_STARTS = ("tong cong", "tong so", "tong:", "cong:", "tong ", "nhu vay", "tinh chung", "tom lai", "tong hop")
_SPECIFIES = "cu the"
_SUMMED = 100
"""Texts before a total that may tell what it sums up."""
_FEWEST_WITH_PARTS = 3


def close_totals(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Doubt]]:
    """Each total is compared with all that stands before it: those beyond a bound are kept as text."""
    totals = [at for at, piece in enumerate(pieces) if strip_marks(piece.text).startswith(_TOTAL_STARTS)]
    beyond = set(totals[MOST_TOTALS:])
    if not beyond:
        return list(pieces), []
    closed = [replace(piece, closed=piece.closed or at in beyond) for at, piece in enumerate(pieces)]
    first = pieces[totals[MOST_TOTALS]]
    return closed, [make_bound_doubt("texts-too-many", first.text, first.locator)]


def find_summed(pieces: Sequence[Piece], place: int) -> str:
    """What a line 'Tổng số: 03 đoàn' sums up: the texts before it."""
    if not strip_marks(pieces[place].text).startswith(_TOTAL_STARTS):
        return ""
    return "\n".join(piece.text for piece in pieces[max(0, place - _SUMMED) : place])


def find_children(pieces: Sequence[Piece], place: int) -> list[int]:
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


def _find_below(pieces: Sequence[Piece], place: int) -> list[int]:
    """Indexes of the pieces that a piece may sum up: below a lead-in, before a total, behind 'cụ thể'."""
    if pieces[place].leads:
        return find_children(pieces, place) or _find_listed(pieces, place)
    if strip_marks(pieces[place].text).startswith(_TOTAL_STARTS):
        return list(range(place))
    return _find_specified(pieces, place)


def drop_parts_untied(
    pieces: Sequence[Piece], activities: Sequence[Activity], doubts: Sequence[Doubt], frame: Frame
) -> list[Doubt]:
    """Đón 13 đoàn, gồm: - Đoàn Lào: 7 đoàn. - what a total above counts lacks nowhere."""
    untied = {doubt.locator for doubt in doubts if doubt.rule == "figure-untied"}
    summed: set[str] = set()
    for place in range(len(pieces) if untied else 0):
        known = _find_families(activities[place], frame, tied=True)
        below = [activities[at] for at in _find_below(pieces, place) or _find_adding_up(activities, place, frame)]
        summed |= {part.locator for part in below if known & _find_families(part, frame, tied=False)}
    return [doubt for doubt in doubts if doubt.rule != "figure-untied" or doubt.locator not in summed]


def _find_adding_up(activities: Sequence[Activity], place: int, frame: Frame) -> range:
    """Đăng 60 tin, bài. - Quý I: 25 tin, bài. - Quý II: 35 tin, bài: what follows just gives it."""
    for total in activities[place].quantities:
        left, families = total.value, frame.lexicon.find_families(total.measure)
        for at in range(place + 1, len(activities) if total.indicator else 0):
            told = [q for q in activities[at].quantities if frame.lexicon.find_families(q.measure) & families]
            left -= sum(q.value for q in told)
            if not told or left < 0 or any(q.indicator for q in told):
                break
            if left == 0:
                return range(place + 1, at + 1)
    return range(0)


def _find_families(activity: Activity, frame: Frame, *, tied: bool) -> set[str]:
    """The measures of its figures with an indicator, or without one."""
    measures = {q.measure for q in activity.quantities if (q.indicator is not None) is tied}
    return {family for measure in measures for family in frame.lexicon.find_families(measure)}


def settle_totals(pieces: Sequence[Piece], activities: list[Activity]) -> tuple[list[Activity], list[Doubt]]:
    """A lead-in with a figure, or a line 'Tổng cộng ...', is a total: it and its parts are counted once."""
    doubts: list[Doubt] = []
    settled = list(activities)
    for place in range(len(pieces)):
        below = _find_below(pieces, place)
        for index, total in enumerate(settled[place].quantities if below else ()):
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
