"""Pieces of one item -> its ItemReport: lead-ins serve as context, totals are not counted beside their parts.

Keeps out single texts (activities.py).
"""

import re
from collections.abc import Sequence

from schemas.submission import Activity, Doubt, ItemReport
from schemas.values import CellState, MissingReason, Scope
from tonghop.understanding.activities import Frame, Understood, keep_text, make_activity
from tonghop.understanding.concrete import has_result
from tonghop.understanding.figures.times.estimates import drop_indicator, replace_reached_above
from tonghop.understanding.figures.times.running import find_only_running, find_smaller_totals
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.planned import part_planned
from tonghop.understanding.tables.halves import choose_halves
from tonghop.understanding.totals import close_totals, drop_parts_untied, find_children, find_summed, settle_totals
from tonghop.understanding.words import read_line, strip_marks

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
_BY_UNIT = re.compile(r"(?i)\b(?:kết quả|(?:theo|của) (?:từng|các)?\s?đơn vị|cụ thể|(?:không|chưa) (?:có|phát sinh))\b")


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
    pieces, unsure = choose_halves(pieces, frame.window)
    nothing = next((piece for piece in pieces if is_nothing(piece.text)), None)
    told, doubts = close_totals([piece for piece in pieces if not is_nothing(piece.text)])
    told = [part for piece in told for part in part_planned(piece, item, frame)]
    activities: list[Activity] = []
    kept: list[Piece] = []
    for place, piece in enumerate(told):
        understood = _understand(piece, item, frame, piece.context or find_summed(told, place))
        if piece.leads and _is_only_lead(understood.activity, told, place):
            continue
        activities.append(understood.activity)
        kept.append(piece)
        doubts += understood.doubts
    activities, estimated = replace_reached_above(_drop_repeated(activities))
    doubts = drop_parts_untied(kept, activities, doubts, frame)
    activities, found = settle_totals(kept, activities)
    activities, smaller = find_smaller_totals(activities)
    running = find_only_running(activities, frame.window)
    doubts += [*unsure, *estimated, *found, *smaller, *running, *_find_denied(pieces, kept, activities)]
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
    if context or words is None or not open_figures or not _BARE_COUNT.fullmatch(_strip_units(piece.text, frame)):
        return understood
    return make_activity(piece.text, piece.locator, item, frame, words.text, piece.covers)


def _strip_units(text: str, frame: Frame) -> str:
    """Theo đơn vị: Trung tâm 5 cuộc; Phòng QLCN 2 cuộc: without whose counts they are."""
    tokens = read_line(text).tokens
    kept, end = [], 0
    for match in frame.lexicon.own.find_all(tokens):
        if (start := tokens[match.first].start) >= end:
            kept.append(text[end:start])
            end = tokens[match.end - 1].end
    return _BY_UNIT.sub(" ", "".join([*kept, text[end:]]))


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
    if find_children(pieces, place):
        return True
    return activity.text.endswith(":") or _is_followed(pieces, place)


def _is_followed(pieces: Sequence[Piece], place: int) -> bool:
    """Whether further text stands below a sub-heading."""
    following = pieces[place + 1] if place + 1 < len(pieces) else None
    return following is not None and following.context != "" and pieces[place].text in following.context
