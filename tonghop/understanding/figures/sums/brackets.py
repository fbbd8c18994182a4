"""The bracket behind a total, in which its parts may stand: 07 văn bản chỉ đạo (04 công văn, 03 kế hoạch).

Keeps out words that open parts (trong đó, gồm) and what becomes of the total (parts.py).
"""

from collections.abc import Sequence

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.words import Token

_BRACKET_REACH, _LABEL_REACH = 20, 5


def find_bracket(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure) -> int | None:
    """The bracket behind the figure and the words that say what it counts: 07 văn bản chỉ đạo (...).

    A figure of another kind may stand between: 04 đoàn với 32 lượt người (Lào 02 đoàn, Thái Lan 02 đoàn).
    """
    others = {at for f in figures if not f.families & total.families for at in range(f.first, f.last)}
    for at in range(total.last, min(len(tokens), total.last + _BRACKET_REACH)):
        if tokens[at].key == "(":
            return at
        if at not in others and (tokens[at].is_stop or tokens[at].is_number):
            return None
        if at not in others and tokens[at].comma and not _opens_with_part(tokens, figures, total, at):
            return None
    return None


def _opens_with_part(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure, comma: int) -> bool:
    """04 văn bản chỉ đạo, điều hành (02 công văn, 01 kế hoạch): the first comma parts words of what is counted."""
    reach = range(comma, min(len(tokens), comma + _LABEL_REACH))
    bracket = next((at for at in reach if tokens[at].key == "("), None)
    if bracket is None or any(tokens[at].is_number or tokens[at].is_stop for at in range(comma, bracket)):
        return False
    close = next((at for at in range(bracket, len(tokens)) if tokens[at].key == ")"), len(tokens))
    inside = [f for f in figures if bracket < f.first < close and f.families & total.families]
    return len(inside) > 1 and inside[0].first == bracket + 1 and sum(f.value for f in inside) <= total.value


def find_inside(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure, until: int) -> list[Figure]:
    """95 tin, bài (60 tin, 35 bài), trong đó 12 bài: the parts in the bracket between the total and other parts."""
    bracket = find_bracket(tokens, figures, total)
    close = -1 if bracket is None else next((at for at in range(bracket, until) if tokens[at].key == ")"), -1)
    return [f for f in figures if f.families & total.families and (bracket or 0) < f.first < close]
