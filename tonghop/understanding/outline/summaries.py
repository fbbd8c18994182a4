"""Summaries in English that repeat what a report tells in Vietnamese: no activities of their own.

Keeps out texts that a second document repeats (copies.py, combining.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tonghop.understanding.outline.pieces import Piece

_ENGLISH = re.compile(r"\b(?:and|of|for|with|was|were|by|has|have|had|from|this|that|which|are|been|their|its)\b")
"""Words that no Vietnamese text has, with or without marks."""
_FEWEST = 2
_NUMBER = re.compile(r"\b(?!20\d\d\b)\d+\b")
"""Years repeat nothing."""


def set_aside_summaries(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those in English filed nowhere; asked about only when one has a number that nothing else has."""
    told = {number for piece in pieces if not _is_english(piece.text) for number in _list_numbers(piece)}
    return [
        replace(piece, target=None, context="", leads=False, aside=_list_numbers(piece) <= told)
        if _is_english(piece.text)
        else piece
        for piece in pieces
    ]


def _is_english(text: str) -> bool:
    return text.isascii() and len(_ENGLISH.findall(text.lower())) >= _FEWEST


def _list_numbers(piece: Piece) -> set[str]:
    return {number.lstrip("0") for number in _NUMBER.findall(piece.text)}
