"""Totals that no word names as one: 6 đoàn, 3 đoàn Lào, 2 đoàn Thái Lan, 1 đoàn Nhật Bản.

Keeps out totals that say so (parts.py).
"""

from collections.abc import Sequence

from tonghop.understanding.figures.sums.parallels import is_label
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, make_key

_FEWEST_WITH_PARTS = 3
_AND = make_key("và")


def find_unsaid_totals(line: Line, figures: Sequence[Figure], lexicon: Lexicon) -> list[Figure]:
    """6 đoàn, 3 đoàn Lào, 2 đoàn Thái Lan, 1 đoàn Nhật Bản: the first is just what the others give.

    Lào 2 dự án, Nhật Bản 1 dự án, Thái Lan 1 dự án give it by chance: each stands behind a label of its own.
    """
    for place, figure in enumerate(figures):
        same = [figure]
        segment = find_segment(line.tokens, figure.first)
        same += [
            f
            for f in figures[place + 1 :]
            if f.families & figure.families and find_segment(line.tokens, f.first) == segment and _may_sum(f, figure)
        ]
        if not any(each is not figure for each in same):
            same += _find_listed_behind(line, figures, place)
        if len(same) >= _FEWEST_WITH_PARTS and all(is_label(line, f, lexicon) for f in same):
            continue
        if len(same) < _FEWEST_WITH_PARTS or not _may_sum(figure, figure):
            continue
        values = [f.value for f in same]
        if sum(values[1:]) == values[0] or sum(values[:-1]) == values[-1]:
            return same
    return []


def _find_listed_behind(line: Line, figures: Sequence[Figure], place: int) -> list[Figure]:
    """Tiếp 02 đoàn khách; 01 đoàn từ Nhật Bản, 01 đoàn từ Lào: numbers that begin the clauses of the next segment."""
    figure, found = figures[place], []
    _, end = find_segment(line.tokens, figure.first)
    if figure.start_token == 0 or end + 1 >= len(line.tokens) or line.tokens[end].key != ";":
        return []
    for other in figures[place + 1 :]:
        at = other.start_token
        begins = line.tokens[at].comma or line.tokens[at - 1].key in (";", _AND)
        if not begins or not other.families & figure.families:
            return []
        found.append(other)
    return found


def _may_sum(figure: Figure, other: Figure) -> bool:
    return figure.indicator is not None and figure.indicator == other.indicator and figure.scope is other.scope
