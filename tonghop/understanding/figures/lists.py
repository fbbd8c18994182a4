"""Figures in a list that what is named behind the last one holds for: 12 tin, 5 bài trên Cổng Thông tin điện tử.

Keeps out the words of the indicators (ties.py) and totals with their parts (parts.py).
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.figures import Figure
from tonghop.understanding.figures.segments import find_segment
from tonghop.understanding.words import Line, Token, make_key

_AND, _PEOPLE = make_key("và"), "lượt người"
_OFFICES = frozenset(
    make_key(w)
    for w in ("phó", "giám", "đốc", "trưởng", "phòng", "chuyên", "viên", "lãnh", "đạo", "sở", "cán", "bộ", "công")
) | frozenset(make_key(w) for w in ("chức", "kế", "toán", "thuộc", "và", "nữ", "nam"))
_TITLE_WORDS = 6
_TIME = (
    r"(?:trong )?(?:quý \w+|tháng \d{1,2}(?:/\d{4})?|đợt \w+|(?:0?6|sáu) tháng (?:đầu|cuối)(?: năm)?)"
    r"(?: năm)?(?: \d{4})?"
    r"\s?[:,]?\s?(?:đã |là |có |được |đạt |đăng |đón |cử |tổ chức )*\(?"
)
_TIME_LABEL = re.compile(rf"(?i)\b{_TIME}$")
_TIME_BETWEEN = re.compile(rf"(?i)\s?[;,]?\s?(?:và |còn )?{_TIME}")


def share_along_lists(tokens: tuple[Token, ...], figures: Sequence[Figure]) -> None:
    """12 tin, 5 bài trên Cổng Thông tin điện tử: what is named behind a list holds for all of it."""
    for figure, following in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        gap = tokens[figure.last : following.start_token]
        listed = all(t.key == _AND for t in gap) and len(gap) <= 1 and not (gap and gap[0].comma)
        parts = make_key(figure.measure) not in make_key(following.measure).split() and "," not in figure.measure
        same = figure.families & following.families and figure.scope is following.scope
        titled = _PEOPLE in figure.families and _is_titled(gap, tokens[following.start_token])
        if figure.indicator is None and figure.countable and same and ((listed and parts) or titled):
            figure.indicator = following.indicator


def share_along_times(line: Line, figures: Sequence[Figure]) -> None:
    """Quý I: 20 tin, bài; quý II: 31 tin, bài đăng trên Cổng: what is named behind the last holds for every time."""
    for figure, following in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        same = figure.families & following.families and figure.scope is following.scope
        if figure.indicator is not None or following.indicator is None or not (figure.countable and same):
            continue
        first, _ = find_segment(line.tokens, figure.first)
        before = line.text[line.tokens[first].start : line.tokens[figure.start_token].start]
        between = line.text[line.tokens[figure.last - 1].end : line.tokens[following.start_token].start]
        if _TIME_LABEL.search(before) and _TIME_BETWEEN.fullmatch(between):
            figure.indicator = following.indicator


def _is_titled(gap: Sequence[Token], following: Token) -> bool:
    """1 đồng chí Phó Giám đốc, 2 đồng chí Trưởng phòng: only an office stands between the two."""
    joined = following.comma or bool(gap and gap[-1].key == _AND)
    return joined and 0 < len(gap) <= _TITLE_WORDS and all(t.key in _OFFICES for t in gap)
