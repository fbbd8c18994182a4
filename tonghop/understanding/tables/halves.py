"""Rows with columns of half-years beside the whole year: which column is the report's own is known with its period.

A row keeps its text for each of them until then; what is not of the period is a comparison. Keeps out which columns
these are (columns.py).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from schemas.submission import Doubt
from tonghop.understanding.figures.written.numbers import read_digits
from tonghop.understanding.outline.pieces import Piece, Walk
from tonghop.understanding.tables.columns import fold_title
from tonghop.understanding.tables.tables import Row

_QUOTE = 200
_LEADING = re.compile(r"\d[\d.,]*")
_YEAR_DAYS, _HALF_DAYS, _MOST_HALF_DAYS = 330, 150, 200
_MIDYEAR, _FIRST_ENDS = (6, 7), (5, 6, 7)


class Half(StrEnum):
    """The time of a column."""

    FIRST = "first"
    SECOND = "second"
    YEAR = "year"


@dataclass(frozen=True)
class HalvesPiece(Piece):
    """A row of which the report's period decides the figure; until then it tells none."""

    told: tuple[tuple[Half, str, str], ...] = ()
    """(time, cell, the row's text with this cell) from left to right."""
    quote: str = ""
    """All its columns, as a question shows them."""


def add_halves(piece: Piece, row: Row, tell: Callable[[Row, Walk], str], walk: Walk) -> Piece:
    """The piece with its text for each column; what nobody files is asked about at once.

    Args:
        piece: the row without these columns.
        row: with these columns.
        tell: the text of a row, and where its doubts go.
        walk: where doubts go.
    """
    quote = "; ".join(f"{title}: {value}" for title, value in row.halves)[:_QUOTE]
    if piece.target is None or piece.target.item is None:
        walk.doubts.append(_ask(piece, quote))
        return piece
    told = []
    for place, (title, value) in enumerate(row.halves):
        found = walk if place == 0 else Walk()
        told.append((_tell_half(title), value, tell(replace(row, amounts=((title, value),), halves=()), found)))
    plain = {each.name: getattr(piece, each.name) for each in fields(piece)}
    return HalvesPiece(**plain, told=tuple(told), quote=quote)


def choose_halves(pieces: Sequence[Piece], window: tuple[date, date] | None) -> tuple[list[Piece], list[Doubt]]:
    """The pieces with the figure of the report's own period; without a period or its column a person is asked."""
    chosen: list[Piece] = []
    doubts: list[Doubt] = []
    half = _find_half(window)
    for piece in pieces:
        if not isinstance(piece, HalvesPiece):
            chosen.append(piece)
            continue
        own = [text for at, _, text in piece.told if at is half]
        chosen.append(replace(piece, text=own[0] if len(own) == 1 else piece.text))
        if len(own) != 1:
            doubts.append(_ask(piece, piece.quote))
        elif half is Half.YEAR:
            doubts += _find_wrong_year(piece)
    return [piece for piece in chosen if piece.text], doubts


def _tell_half(title: str) -> Half:
    plain = fold_title(title)
    if re.search(r"thang cuoi", plain):
        return Half.SECOND
    return Half.FIRST if re.search(r"thang dau", plain) else Half.YEAR


def _find_half(window: tuple[date, date] | None) -> Half | None:
    """Which of them the data window is; a quarter or an ad hoc span is none."""
    if window is None:
        return None
    first, last = window
    days = (last - first).days
    if days >= _YEAR_DAYS:
        return Half.YEAR
    if not _HALF_DAYS <= days <= _MOST_HALF_DAYS:
        return None
    if first.month in _MIDYEAR:
        return Half.SECOND
    return Half.FIRST if last.month in _FIRST_ENDS else None


def _find_wrong_year(piece: HalvesPiece) -> list[Doubt]:
    """Cả năm 06 beside 02 and 03: which of them is right, nobody knows."""
    halves = [value for half, value, _ in piece.told if half is not Half.YEAR]
    whole = next(value for half, value, _ in piece.told if half is Half.YEAR)
    values = [_read(value) for value in (whole, *halves)]
    known = [value for value in values if value is not None]
    if len(halves) != 2 or len(known) != len(values) or known[0] == sum(known[1:]):
        return []
    return [Doubt(rule="total-mismatch", locator=piece.locator, texts=(whole, " + ".join(halves)))]


def _read(cell: str) -> int | None:
    digits = _LEADING.match(cell)
    value = read_digits(digits[0].rstrip(".,")) if digits else None
    return None if value is None else int(value)


def _ask(piece: Piece, quote: str) -> Doubt:
    return Doubt(rule="figure-ambiguous", locator=piece.locator, texts=(quote,))
