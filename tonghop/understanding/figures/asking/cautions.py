"""Figures that are written but were perhaps not done here and now: wishes, cancellations, other bodies, other times.

Holds the words, all in one place, and takes the indicator from such figures; what may still count is returned as a
doubt. Keeps out spans of time that the report itself may sum (scopes.py) and totals with parts (parts.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.values import Scope
from tonghop.understanding.circumstances.spans import Time, find_times
from tonghop.understanding.figures.sums.unsaid import find_unsaid_totals
from tonghop.understanding.figures.times.days import find_told_time, find_told_times
from tonghop.understanding.figures.times.estimates import replace_reached, set_years_estimates
from tonghop.understanding.figures.times.yearly import find_mixed_times, find_years_results
from tonghop.understanding.figures.uncounted.others import is_of_other_body
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_clause, find_segment
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, PhraseIndex, Token, make_key, read_line, strip_marks

_CANCELLED_WORDS = ("hủy", "hủy bỏ", "bị hủy", "hoãn", "tạm hoãn", "bị hoãn", "lùi", "từ chối", "tạm dừng")
_NOT_DONE_WORDS = (
    *("chưa đón", "chưa tiếp", "chưa tổ chức", "chưa thực hiện", "chưa triển khai", "chưa hoàn thành", "chưa đăng"),
    *("chưa ký", "chưa cử", "chưa phát hành", "chưa ban hành", "không đón", "không tiếp", "không tổ chức"),
    *("không tham gia", "không tham dự", "không dự", "không mở", "không đào tạo", "không gửi", "không viết"),
    *("không thực hiện", "không triển khai", "không hoàn thành", "không đăng", "không ký", "không cử"),
)
_CANCELLED = PhraseIndex((word, None) for word in (*_CANCELLED_WORDS, *_NOT_DONE_WORDS))
_NOT_DONE = PhraseIndex((word, None) for word in _NOT_DONE_WORDS)
_CANCELLED_BEHIND = PhraseIndex(
    (word, None)
    for word in (
        *("bị hủy", "phải hủy", "đã hủy", "bị hoãn", "phải hoãn", "tạm hoãn", "xin hoãn", "không đến", "chưa đến"),
        *("chưa tổ chức", "chưa thực hiện", "chưa triển khai", "không thực hiện", "không tổ chức", "chưa đón"),
        *("không được đón", "hủy", "hoãn"),
    )
)
_WISHED = PhraseIndex(
    (word, None)
    for word in (
        "đăng ký",
        "đề nghị",
        "kiến nghị",
        "xin",
        "xin phép",
        "cho phép",
        "dự định",
        "dự trù",
        "còn thiếu",
        "gia hạn",
    )
)
_INTENDED = PhraseIndex(
    (word, None)
    for word in (
        *("chuẩn bị", "đề xuất", "mời", "được giao", "lên kế hoạch", "có kế hoạch", "có nhu cầu"),
        *("phục vụ UBND tỉnh", "phục vụ lãnh đạo tỉnh", "phục vụ tỉnh"),
    )
)
"""Weaker than a wish: chuẩn bị và đón tiếp 06 đoàn, mời chuyên gia trình bày tại 01 hội thảo were done."""
_PENDING = PhraseIndex(
    (word, None)
    for word in (
        *("đang đàm phán", "đang thương thảo", "đang chờ", "đang trình", "đang dự thảo", "đang xin", "đang đề nghị"),
        *(
            "đang hoàn thiện",
            "hoàn thiện thủ tục",
            "đang làm thủ tục",
            "đang chuẩn bị",
            "đang tham mưu",
            "đang xúc tiến",
        ),
        *("chờ cấp", "chờ phê duyệt", "chưa ký", "chưa ký kết", "chưa được cấp", "chưa cấp", "chưa được phê duyệt"),
    )
)
"""Begun and not finished, before the figure or behind it: a person decides."""
_NO_WISH_AFTER = frozenset(make_key(w) for w in ("theo", "nhận", "giấy", "khách"))
_NOT_INCLUDED = PhraseIndex(
    (word, None)
    for word in (
        *("chưa kể", "không kể", "chưa tính", "không tính", "chưa bao gồm", "không bao gồm", "ngoài", "ngoài số"),
        *("chưa gồm", "không gồm", "trừ", "loại trừ", "chưa kể có", "không kể có"),
    )
)
_ABROAD, _SO = make_key("nước"), make_key("nên")
_AND, _REST, _AT = make_key("và"), make_key("còn"), make_key("tại")
_DONE = make_key("đã")
_CHANGE_REACH = 120
_RAISED_FROM = re.compile(r"(?i)\btừ\s+\d[\d.,]*[^\d.;]{0,40}\s(?:lên|xuống)\s+(?:hơn |gần |khoảng )?$")
_PLANS_ABOVE = re.compile(
    r"[\W\d]*(?:du kien|ke hoach (?:6 thang|quy|nam|thang)|phuong huong|nhiem vu trong tam|thoi gian toi)\b"
)


def set_cautions(
    line: Line, figures: Sequence[Figure], lexicon: Lexicon, window: tuple[date, date] | None, context: str = ""
) -> list[Figure]:
    """Take the indicator from every figure that may be no result of this unit in this period.

    Args:
        line: the text.
        figures: its figures; those without indicator are only quoted anyway.
        lexicon: the plan's words.
        window: the data window, or None when the period is not known.
        context: words above the text; a time or a cancellation there speaks of the text too.

    Returns:
        The figures that a person must judge, one by one. A figure that was plainly called off is not among them.
    """
    times = find_told_times(line.text, window) if window else []
    tokens = line.tokens
    cancelled = [f for f in figures if f.scope is not Scope.PLANNED and _is_cancelled(line.tokens, f)]
    kept = [f for f in figures if f.indicator is not None and f.scope is not Scope.PLANNED and f not in cancelled]
    above = _tells_otherwise(context, window)
    doubted = [
        figure
        for figure in kept
        if _is_doubtful(line, figures, figure, lexicon, times) or (above and not any(time.inside for time in times))
    ]
    for gone in cancelled:
        # what was called off may be a part of what is said to be done: đăng ký 4 đoàn nhưng hoãn 2 đoàn;
        # tiếp 01 đoàn, còn 01 đoàn hoãn is another one
        at = gone.start_token
        beside = at > 0 and tokens[at - 1].key == _REST and not tokens[at].comma
        doubted += [figure for figure in kept if figure.families & gone.families and not beside]
    # called off is plain, but what is said not to be done is often only not done yet, or in part
    doubted += [f for f in cancelled if f.indicator is not None and _governs(line.tokens, _NOT_DONE, f)]
    counted = [figure for figure in kept if figure not in doubted]
    doubted += replace_reached(line, counted)
    counted = [figure for figure in counted if figure.indicator is not None and figure not in doubted]
    doubted += find_mixed_times(line, counted)
    doubted += find_years_results(line, counted, figures, window)
    doubted += find_unsaid_totals(line, [f for f in counted if f.indicator is not None and f not in doubted], lexicon)
    doubted += [f for f in figures if _is_left_out(line.tokens, f) and any(f.families & k.families for k in counted)]
    for figure in (*cancelled, *doubted):
        figure.indicator = None
    for figure in figures:
        if figure.untied and (above or figure in cancelled or _is_doubtful(line, figures, figure, lexicon, times)):
            figure.untied = False  # what was perhaps not done here and now lacks in no total
    return [figure for figure in figures if any(figure is other for other in doubted)]


def _tells_otherwise(context: str, window: tuple[date, date] | None) -> bool:
    """Năm 2023: or Các hoạt động bị hoãn: above a list."""
    tokens = read_line(context).tokens
    times = find_times(context, window) if window else []
    return bool(_CANCELLED_BEHIND.find_all(tokens)) or (bool(times) and not times[-1].inside)


def _is_doubtful(
    line: Line, figures: Sequence[Figure], figure: Figure, lexicon: Lexicon, times: Sequence[Time]
) -> bool:
    return (
        _governs(line.tokens, _WISHED, figure)
        or (_governs(line.tokens, _INTENDED, figure, _AND, _AT) and not _is_named_so(line.tokens, figure, lexicon))
        or _governs(line.tokens, _PENDING, figure, _SO)
        or _is_followed_by(line.tokens, _PENDING, figure)
        or _is_left_out(line.tokens, figure)
        or is_of_other_body(line, figures, figure, lexicon)
        or _is_of_other_time(line, figure, times)
        or _is_raised_from(line, figure)
    )


def _is_raised_from(line: Line, figure: Figure) -> bool:
    """Tăng từ 45 lên 60 tin, bài: the whole of the period, or a running total; nobody can tell."""
    before = line.text[max(0, line.tokens[figure.start_token].start - _CHANGE_REACH) : line.tokens[figure.first].start]
    return figure.scope is not Scope.CUMULATIVE and bool(_RAISED_FROM.search(before))


def _is_named_so(tokens: tuple[Token, ...], figure: Figure, lexicon: Lexicon) -> bool:
    """Chuẩn bị 02 gian hàng: by the plan's own words that is what counts."""
    before = range(find_clause(tokens, figure.start_token), figure.first)
    found = [m for words in lexicon.items.values() for at in before for m in words.words.find_at(tokens, at)]
    named = {(m.first, m.end) for m in found if m.payload == figure.indicator}
    return any((m.first, m.end) in named for at in before for m in _INTENDED.find_at(tokens, at))


def _find_before(tokens: tuple[Token, ...], index: PhraseIndex[None], first: int, last: int) -> list[tuple[int, int]]:
    return [(m.first, m.end) for at in range(first, last) for m in index.find_at(tokens, at) if m.end <= last]


def _governs(tokens: tuple[Token, ...], index: PhraseIndex[None], figure: Figure, *ends: str) -> bool:
    """A cue before the figure in its clause; 'đã' or another number between them ends its reach."""
    first = find_clause(tokens, figure.start_token)
    return any(
        not any(t.key == _DONE or t.key in ends or t.is_number for t in tokens[end : figure.first])
        and not (start and tokens[start - 1].key in _NO_WISH_AFTER)
        for start, end in _find_before(tokens, index, first, figure.first)
    )


def _is_cancelled(tokens: tuple[Token, ...], figure: Figure) -> bool:
    """hủy 3 đoàn; 3 đoàn bị hủy - but in 4 đoàn nhưng hoãn 2 đoàn the cue is of the other figure."""
    if _governs(tokens, _CANCELLED, figure):
        return True
    return _is_followed_by(tokens, _CANCELLED_BEHIND, figure)


def _is_followed_by(tokens: tuple[Token, ...], index: PhraseIndex[None], figure: Figure) -> bool:
    """A cue behind the figure in its clause, with no other number on the way."""
    last = figure.last
    while last < len(tokens) and not tokens[last].is_stop and not tokens[last].comma:
        last += 1
    if any(token.is_number for token in tokens[figure.last : last]):
        return False
    return any(index.find_at(tokens, place) for place in range(figure.last, last))


def _is_left_out(tokens: tuple[Token, ...], figure: Figure) -> bool:
    """chưa kể 2 đoàn: counted in another figure or not, nobody knows."""
    first = max(0, figure.start_token - 4)
    found = _find_before(tokens, _NOT_INCLUDED, first, figure.start_token)
    return any(end == figure.start_token and tokens[start - 1].key != _ABROAD for start, end in found)


def set_planned_times(
    line: Line, figures: Sequence[Figure], window: tuple[date, date] | None, context: str = ""
) -> None:
    """What is told of a time behind the data window, or under a title of plans, is planned, unless it was done."""
    if _PLANS_ABOVE.match(strip_marks(context.strip().rsplit("\n", 1)[-1])):
        for figure in figures:
            done = any(token.key == _DONE for token in line.tokens[: figure.first])
            figure.scope = figure.scope if done or figure.scope is not Scope.PERIOD else Scope.PLANNED
    set_years_estimates(line, figures, window)
    times = find_times(line.text, window) if window else []
    for figure in figures:
        told = find_told_time(line, figure, times)
        if told is not None and told.after and figure.scope is Scope.PERIOD:
            first, _ = find_segment(line.tokens, figure.first)
            if not any(token.key == _DONE for token in line.tokens[first : figure.first]):
                figure.scope = Scope.PLANNED


def _is_of_other_time(line: Line, figure: Figure, times: Sequence[Time]) -> bool:
    told = find_told_time(line, figure, times)
    return told is not None and not told.inside
