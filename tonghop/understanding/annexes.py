"""Whether an annex only says again, in figures, what the body of its report says.

Keeps out where the annex begins (walking.py).
"""

from collections.abc import Sequence

from tonghop.understanding.figures import Figure, find_figures
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.pieces import Piece
from tonghop.understanding.words import read_line


def only_repeats(annex: Sequence[Piece], body: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether every figure of the annex, plans aside, stands in the body with a measure of the same family."""
    said = [figure for piece in body for figure in _list_figures(piece, lexicon)]
    told = [figure for piece in annex for figure in _list_figures(piece, lexicon)]
    return bool(told) and all(any(_is_same(figure, other) for other in said) for figure in told)


def _list_figures(piece: Piece, lexicon: Lexicon) -> list[Figure]:
    """The figures of a piece part by part, without those that a row tells as planned."""
    parts = [part for part in piece.text.split("; ") if not part.startswith("kế hoạch:")]
    return [figure for part in parts for figure in find_figures(read_line(part), lexicon).found]


def _is_same(one: Figure, other: Figure) -> bool:
    return one.value == other.value and bool(one.families & other.families or one.measure == other.measure)
