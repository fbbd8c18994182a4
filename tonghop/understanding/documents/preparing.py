"""Blocks made comparable before anything is understood: soft breaks, wrapped lines, lines of a sheet, idle bold.

Keeps out meaning; locators stay those of the first original block.
"""

import re
from collections.abc import Sequence

from schemas.document import Block, ReadDocument
from schemas.values import BlockKind
from tonghop.understanding.bounds import is_too_long, shorten_block
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.headings import BULLET, match_heading, read_label, read_titled
from tonghop.understanding.words import normalise

LINE_FORMATS = frozenset({"text", "mail", "msg"})
_WRAPPED_LENGTH = 45
_LONG_WORDS = 20
_WIDE_CELLS = 3
_LAST_LETTERS = 200
_OPEN_ENDS = frozenset(("là", "cho", "với", "của", "và", "gồm", "được", "tại", "do", "có", "từ", "đến", "cử", "hoặc"))
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.,\s]*")
_SHEET_ROW = re.compile(r"(?P<sheet>(?:.*/)?sheet\d+)/r\d+")
_PARAGRAPH = re.compile(r"(?P<part>.*)/(?:p|l)(?P<number>\d+)")


def prepare_blocks(document: ReadDocument, lexicon: Lexicon) -> tuple[Block, ...]:
    """The document's blocks, ready to be walked through."""
    blocks = [piece for block in _free_lone_rows(document.blocks) for piece in _split_lines(block)]
    if document.format in LINE_FORMATS:
        blocks = _join_wrapped(blocks, lexicon)
    return tuple(_drop_idle_bold([shorten_block(block) for block in blocks]))


def _free_lone_rows(blocks: Sequence[Block]) -> list[Block]:
    """Rows of one cell above and below a sheet's table are lines: its title, its opening, its closing sentence."""
    sheets = [match["sheet"] if (match := _SHEET_ROW.fullmatch(block.locator)) else None for block in blocks]
    tables: dict[str | None, list[int]] = {}
    for place, (sheet, block) in enumerate(zip(sheets, blocks, strict=True)):
        if sheet is not None and sum(bool(cell.text.strip()) for cell in block.cells) >= _WIDE_CELLS:
            tables.setdefault(sheet, []).append(place)
    freed = list(blocks)
    for place, (sheet, block) in enumerate(zip(sheets, blocks, strict=True)):
        wide = tables.get(sheet, [])
        beside = not wide or not wide[0] < place < wide[-1]
        if sheet is not None and len(block.cells) == 1 and beside:
            freed[place] = block.model_copy(update={"kind": BlockKind.PARAGRAPH, "cells": ()})
    return freed


def _split_lines(block: Block) -> list[Block]:
    """A paragraph whose later lines are numbered holds several paragraphs, typed with soft line breaks."""
    if block.kind is not BlockKind.PARAGRAPH or "\n" not in block.text:
        return [block]
    lines = [line for line in normalise(block.text).split("\n") if line.strip()]
    if not any(read_label(line)[0] for line in lines[1:]):
        return [block]
    first = block.model_copy(update={"text": lines[0]})
    return [first, *(block.model_copy(update={"text": line, "label": ""}) for line in lines[1:])]


def _join_wrapped(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Lines of plain text that end in the middle of a sentence go on in the next line."""
    joined: list[Block] = []
    last_number = 0
    for block in blocks:
        place = _PARAGRAPH.fullmatch(block.locator)
        number = int(place["number"]) if place else 0
        if joined and number == last_number + 1 and _goes_on(joined[-1], block, lexicon):
            joined[-1] = joined[-1].model_copy(update={"text": f"{joined[-1].text} {block.text}"})
        else:
            joined.append(block)
        last_number = number
    return joined


def _goes_on(first: Block, second: Block, lexicon: Lexicon) -> bool:
    if first.kind is not BlockKind.PARAGRAPH or second.kind is not BlockKind.PARAGRAPH:
        return False
    begins_inside = second.text[:1].islower() or second.text[:1].isdigit()
    if not begins_inside or read_label(second.text)[0] or first.text.rstrip()[-1:] in ".;:!?":
        return False
    if is_lone_number(second.text) or len(first.text) < _WRAPPED_LENGTH or is_too_long(first.text):
        return False
    return _is_open(first.text) or not _is_whole_heading(first, second, lexicon)


def is_lone_number(text: str) -> bool:
    """Whether a line is one number and no year: no sentence is wrapped there, it is a cell of a table."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _is_open(text: str) -> bool:
    """Whether a line ends with a comma or a word behind which something must follow, as no heading does."""
    text = text[-_LAST_LETTERS:]
    return text.rstrip().endswith(",") or normalise(text).lower().rsplit(" ", 1)[-1] in _OPEN_ENDS


def _is_whole_heading(first: Block, second: Block, lexicon: Lexicon) -> bool:
    """Whether a line that names an item ends there: the next line, without figures, would make it no more like it."""
    titled = read_titled(first)
    match = match_heading(titled.text, titled.number, lexicon)
    if match is None or not match.certain or match.likeness < _WRAPPED_LENGTH or titled.rank >= BULLET:
        return False
    if any(char.isdigit() for char in second.text):
        return True
    longer = match_heading(f"{titled.text} {second.text}", titled.number, lexicon)
    return longer is None or longer.target != match.target or longer.likeness <= match.likeness


def _drop_idle_bold(blocks: Sequence[Block]) -> list[Block]:
    """Where most long paragraphs are bold, bold marks no headings."""
    long = [b for b in blocks if b.kind is BlockKind.PARAGRAPH and len(b.text.split()) >= _LONG_WORDS]
    if sum(block.bold for block in long) * 2 <= len(long):
        return list(blocks)
    return [block.model_copy(update={"bold": False}) if block.bold else block for block in blocks]
