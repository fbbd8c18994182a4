"""A figure that two indicators share: 10 tin, bài trên Cổng Thông tin điện tử và Báo Quảng Trị.

Keeps out which indicator a figure belongs to when only one is named (ties.py).
"""

from collections.abc import Sequence
from itertools import pairwise

from schemas.plan import Indicator
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import Match, Token, make_key

_AND = make_key("và")
_WHERE = frozenset(make_key(w) for w in ("trên", "qua", "tại", "trong", "ở"))


def names_two(
    tokens: tuple[Token, ...],
    figure: Figure,
    figures: Sequence[Figure],
    candidates: Sequence[Indicator],
    decide: Sequence[Match[str]],
) -> bool:
    """10 tin, bài trên Cổng Thông tin điện tử và Báo Quảng Trị: two indicators share the figure, nobody knows how."""
    ids = {candidate.id for candidate in candidates}
    first, last = find_segment(tokens, figure.first)
    last = min([last, *(f.start_token for f in figures if f.first > figure.first)])
    first = max([first, *(f.last for f in figures if f.first < figure.first)])
    behind = [m for m in decide if m.payload in ids and figure.last <= m.first and m.end <= last]
    before = [m for m in decide if m.payload in ids and first <= m.first and m.end <= figure.start_token]
    if figure.last < len(tokens) and tokens[figure.last].key == "(":
        # 150 tin, bài (Cổng TTĐT: 120; Báo Quảng Trị: 30)
        close = next((at for at in range(figure.last, len(tokens)) if tokens[at].key == ")"), len(tokens))
        shares = {m.payload for m in decide if m.payload in ids and figure.last < m.first < close}
        if len(shares) > 1 and not before:
            return True
    if before:
        return _are_joined(tokens, before) and (
            _is_placed(tokens, before[0].first) or tokens[figure.start_token - 1].key == ":"
        )
    return _are_joined(tokens, behind)


def _are_joined(tokens: tuple[Token, ...], matches: Sequence[Match[str]]) -> bool:
    """Words of two indicators with 'và' or a comma between them."""
    return any(
        one.payload != other.payload
        and one.end <= other.first
        and (tokens[other.first].comma or any(t.comma or t.key == _AND for t in tokens[one.end : other.first]))
        for one, other in pairwise(matches)
    )


def _is_placed(tokens: tuple[Token, ...], place: int) -> bool:
    """trên, qua, tại before the name: where, not what was done."""
    return any(t.key in _WHERE for t in tokens[max(0, place - 2) : place])
