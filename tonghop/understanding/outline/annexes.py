"""Whether an annex, or a table of all figures, only says again what the text of its report says.

Keeps out where the annex begins (walking.py) and where rows are filed (rows.py).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from schemas.submission import Doubt
from schemas.values import Scope
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.figures.written.figures import Figure, find_figures
from tonghop.understanding.filing.deciding import explain_text
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.pieces import Piece, Walk
from tonghop.understanding.words import read_line

_ROW = re.compile(r"/r\d+(?:/c\d+)?$")
_ENOUGH = 2
_MOST_ABOVE = 200
"""Pieces above a table with which it is compared; no report that somebody wrote tells more in sentences."""
_Key = tuple[int, str, Scope]
_Name = tuple[Decimal, str, bool]


def only_repeats(annex: Sequence[Piece], body: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether every figure of the annex, plans aside, stands in the body with a measure of the same family."""
    said = _list_said(body, lexicon)
    told = [figure for piece in annex for figure in _list_figures(piece, lexicon)]
    return bool(told) and all(_list_names(figure) & said for figure in told)


def drop_told_rows(walk: Walk, first: int, lexicon: Lexicon) -> None:
    """Take back the rows that say again what the text above their table says; another figure is a doubt.

    Args:
        walk: what was filed.
        first: index of the piece with which the table begins.
        lexicon: the plan's words.
    """
    text = _add_up([piece for piece in walk.pieces[:first] if not _ROW.search(piece.locator)][:_MOST_ABOVE], lexicon)
    above = text or _add_up(walk.pieces[max(0, first - _MOST_ABOVE) : first], lexicon)
    if not above:
        return
    rows = [(piece, _add_up([piece], lexicon)) for piece in walk.pieces[first:]]
    sums = _add_up(walk.pieces[first:], lexicon)
    repeated = {key for key in sums if key in above and set(sums[key][:-1]) <= {*above[key]}}
    repeated |= {key for key in sums if key in above and sums[key][-1] in above[key]}
    known = sums.keys() & above.keys()
    if not text and (repeated != sums.keys() or sum(bool(told) for _, told in rows) < _ENOUGH):
        return  # two tables, each with figures of its own
    for key in sorted(known - repeated):
        piece = next(piece for piece, told in rows if key in told)
        parts = " + ".join(f"{value:g}" for value in above[key][:-1])
        walk.doubts.append(Doubt(rule="total-mismatch", locator=piece.locator, texts=(piece.text, parts)))
    walk.pieces[first:] = [piece for piece, told in rows if not told or not told.keys() <= known]


def keep_untold(body: Sequence[Piece], annex: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """The sentences of a body without headings that its annex does not say again, when the annex is what counts.

    Only those that count something, or that surely tell of an item: the others lead over to the annex.
    """
    said = _list_said(annex, lexicon)
    kept = []
    for piece in body:
        told = _list_figures(piece, lexicon)
        if told and all(_list_names(figure) & said for figure in told):
            continue
        if told or explain_text(piece.text, lexicon.plan, piece.context).automatic:
            kept.append(piece)
    return kept


def tells_more(body: Sequence[Piece], annex: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether a body without headings is worth more than the annex that repeats it: it counts more or is surely filed.

    Args:
        body: its sentences.
        annex: rows of the annex.
        lexicon: the plan's words.
    """
    counting = [piece for piece in body if _list_figures(piece, lexicon)]
    if any(_list_figures(piece, lexicon) for piece in keep_untold(body, annex, lexicon)):
        return True
    return all(explain_text(piece.text, lexicon.plan, piece.context).automatic for piece in counting)


def _add_up(pieces: Sequence[Piece], lexicon: Lexicon) -> dict[_Key, list[float]]:
    """The figures of each indicator and span, and at the end their sum."""
    found: dict[_Key, list[float]] = {}
    for piece in pieces:
        for key, value in _list_counted(piece, lexicon):
            found.setdefault(key, []).append(value)
    return {key: [*values, sum(values)] for key, values in found.items()}


@lru_cache(maxsize=8192)  # each table of a report asks for all that stands above it
def _list_counted(piece: Piece, lexicon: Lexicon) -> tuple[tuple[_Key, float], ...]:
    """The figures of a piece that count for an indicator."""
    if piece.target is None or piece.target.item is None:
        return ()
    item, frame = piece.target.item, Frame(lexicon, None, "")
    activity = make_activity(piece.text, piece.locator, item, frame, piece.context, piece.covers).activity
    return tuple(((item, q.indicator, q.scope), q.value) for q in activity.quantities if q.indicator is not None)


def _list_figures(piece: Piece, lexicon: Lexicon) -> list[Figure]:
    """The figures of a piece part by part, without those that a row tells as planned."""
    parts = [part for part in piece.text.split("; ") if not part.startswith("kế hoạch:")]
    return [figure for part in parts for figure in find_figures(read_line(part), lexicon).found]


def _list_said(pieces: Sequence[Piece], lexicon: Lexicon) -> set[_Name]:
    return {name for piece in pieces for figure in _list_figures(piece, lexicon) for name in _list_names(figure)}


def _list_names(figure: Figure) -> set[_Name]:
    """What two figures share that are the same: the value with a family of measures, or with the measure as written."""
    families = {(figure.value, family, True) for family in figure.families}
    return families | {(figure.value, figure.measure, False)}
