"""How much of one submission is looked at, so that no text costs more than seconds, however long it is.

What is beyond is kept as text, and one doubt asks a person to read it. No report of a unit comes near these bounds.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.document import Block
from schemas.submission import Doubt
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.words import normalise

MOST_LETTERS = 20_000
"""No figure is looked for in a longer paragraph: eight pages without an end of line."""
MOST_PIECES = 10_000
"""Paragraphs and rows of one submission in which figures are looked for."""
MOST_SCORED = 3_000
"""Sentences without heading of one submission that the model is asked about."""
MOST_TOTALS = 200
"""Lines 'Tổng cộng ...' of one item that are compared with what stands before them."""
MOST_PAIRS = 500_000
"""Pairs of sentences of one item in several documents whose likeness is looked at: two files with 700 each. Beyond that
only equal sentences are one; no figure of an indicator counts twice either way."""
_KEPT_LETTERS = MOST_LETTERS + 4_000
"""What is kept of a longer paragraph; still too long when a heading at its beginning is cut off."""
_QUOTE = 200
_CUT = " …"


def shorten_block(block: Block) -> Block:
    """The block with its text, and the text of each cell, no longer than what is kept."""
    if len(block.text) <= MOST_LETTERS:
        return block
    cells = tuple(cell.model_copy(update={"text": _shorten(cell.text)}) for cell in block.cells)
    return block.model_copy(update={"text": _shorten(block.text), "cells": cells})


def _shorten(text: str) -> str:
    if len(text) <= _KEPT_LETTERS:
        return text
    text = normalise(text)
    return text if len(text) <= _KEPT_LETTERS else text[:_KEPT_LETTERS] + _CUT


def is_too_long(text: str) -> bool:
    """Whether no figure is looked for in a text."""
    return len(text) > MOST_LETTERS


def close_pieces(pieces: Sequence[Piece], before: int) -> tuple[tuple[Piece, ...], list[Doubt]]:
    """The pieces, those beyond the bound closed, and the one doubt that tells where they begin.

    Args:
        pieces: of one document, in reading order.
        before: how many pieces of the submission stand in documents before it.
    """
    left = max(0, MOST_PIECES - before)
    if len(pieces) <= left:
        return tuple(pieces), []
    closed = tuple(replace(piece, closed=True) for piece in pieces[left:])
    return (*pieces[:left], *closed), [make_bound_doubt("texts-too-many", closed[0].text, closed[0].locator)]


def make_bound_doubt(rule: str, text: str, locator: str) -> Doubt:
    """A doubt that says from where on, or what, a person must read."""
    return Doubt(rule=rule, locator=locator, texts=(text[:_QUOTE],))
