"""Rows of a table of results -> pieces: each under the item that its topic cell or the heading above names.

Keeps out columns and merged cells (tables.py).
"""

import re
from collections.abc import Sequence

from schemas.document import Block
from schemas.submission import Doubt
from tonghop.understanding.amounts import QUOTE, find_unsaid, is_said, measure_result, measured, name_amount
from tonghop.understanding.columns import Column
from tonghop.understanding.figures import find_figures
from tonghop.understanding.headings import BULLET, MANY, HeadingMatch, match_heading
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.numbers import read_digits
from tonghop.understanding.pieces import Piece, Walk
from tonghop.understanding.preparing import is_lone_number
from tonghop.understanding.states import is_nothing
from tonghop.understanding.tables import Row, read_table
from tonghop.understanding.words import fold, normalise, read_line, strip_marks

_STRONG, _LIKE = 85, 70
_ORDINAL = re.compile(r"(?:noi dung|muc)(?: so)? (\d{1,2})\s*[.:]?\s*$")
_ZERO = re.compile(r"0+(?:\s+[^\W\d_]+){0,3}")
_CELL = re.compile(r"\|\s*\d[\d.,]*\s*(?:\||$)|[,;]\d[\d.]*[,;](?=[^\W\d])")
"""A number between bars, or between commas without spaces as in a .csv."""
_NONE = "không"
_NAKED, _BRIEF = 4, 10
"""Words of a result that says nothing without its topic, and of a topic that is no sentence of the plan."""
_ADDED = (
    (Column.CUMULATIVE, "lũy kế"),
    (Column.PLANNED, "kế hoạch"),
    (Column.TIME, "thời gian"),
    (Column.PLACE, "tại"),
)


def file_table(blocks: Sequence[Block], owner: Target | None, context: str, walk: Walk, lexicon: Lexicon) -> None:
    """File the rows of one table.

    Args:
        blocks: its rows.
        owner: the item or section whose text it stands in, or None when the rows themselves name their items.
        context: words above the table.
        walk: where the pieces and doubts go.
        lexicon: the plan's words.
    """
    table = read_table(blocks)
    if table is None:
        _file_untitled(blocks, owner, context, walk, lexicon)
        return
    walk.doubts += [
        Doubt(rule="total-mismatch", locator=locator, texts=(written, added))
        for written, added, locator in table.wrong_totals
    ]
    context = context if owner is not None else ""  # words above a table of all items tell nothing about one of them
    current, current_rank = owner, 0.0
    before = len(walk.doubts), len(walk.numbered)
    for row in table.rows:
        named = False
        rank = row.label.rank if row.label else BULLET
        in_section = current is not None and current.item is None and rank > current_rank
        if row.topic_is_new and owner is None and not in_section:
            below = current if rank > current_rank else None
            found, named = _find_target(row, below, walk, lexicon)
            current_rank = rank if named or found is None else current_rank
            current = found
        _file_row(row, current, named=named, context=context, walk=walk, lexicon=lexicon)
    _forget_running_numbers(walk, *before)


def _forget_running_numbers(walk: Walk, doubts: int, numbered: int) -> None:
    """Where several rows bear another number than their item's and none its own, the table just counts its rows."""
    numbers = walk.numbered[numbered:]
    if len(numbers) > 1 and all(number != item for number, item in numbers):
        walk.doubts[doubts:] = [doubt for doubt in walk.doubts[doubts:] if doubt.rule != "heading-number"]


def find_lone_cells(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Doubt]:
    """Numbers in what is left of a typed table: one cell a line, or a row unlike its neighbours; a doubt for each item.

    Args:
        pieces: of a document of plain text lines.
        blocks: its blocks as they were read.
    """
    places = {block.locator for block in blocks}
    lone: dict[int, list[int]] = {}
    for at, piece in enumerate(pieces):
        part, _, line = piece.locator.rpartition("/p")
        below = line.isdigit() and f"{part}/p{int(line) - 1}" in places
        is_cell = (below and is_lone_number(piece.text)) or (line and _CELL.search(piece.text))
        if is_cell and piece.target is not None and piece.target.item is not None:
            lone.setdefault(piece.target.item, []).append(at)
    doubts = []
    for found in lone.values():
        near = [p.text for p in pieces[max(found[0] - 1, 0) : found[-1] + 2] if p.target == pieces[found[0]].target]
        quote = " / ".join(near)[:QUOTE]
        doubts.append(Doubt(rule="figure-ambiguous", locator=pieces[found[0]].locator, texts=(quote,)))
    return doubts


def _find_target(row: Row, current: Target | None, walk: Walk, lexicon: Lexicon) -> tuple[Target | None, bool]:
    """(the target of a row that has a topic of its own, whether the topic is its heading)."""
    number = row.label.number if row.label and row.label.rank < BULLET else None
    if (ordinal := _ORDINAL.match(strip_marks(row.topic))) and int(ordinal[1]) in lexicon.items:
        walk.headings.setdefault(int(ordinal[1]), row.locator)
        return Target(item=int(ordinal[1])), True
    match = match_heading(row.topic, number, lexicon)
    if current is not None and (not _parts(match, number) or (match and match.target == current)):
        return current, False
    if match is not None and match.certain:
        target = match.target
        if target.item is not None:
            walk.headings.setdefault(target.item, row.locator)
            counted = number is not None and row.label is not None and row.label.rank <= MANY
            if number is not None and counted:
                walk.numbered.append((number, target.item))
            if counted and number != target.item:
                texts = (row.topic, str(number), str(target.item))
                walk.doubts.append(Doubt(rule="heading-number", locator=row.locator, texts=texts))
        return (None if target.section == lexicon.results else target), True
    if match is not None and not row.spanned and not (row.result or row.amounts):
        named = tuple(str(t.item or t.section) for t in (match.target, match.runner_up) if t)
        walk.doubts.append(Doubt(rule="heading-unclear", locator=row.locator, texts=(row.topic, *named)))
    return None, row.spanned


def _parts(match: HeadingMatch | None, number: int | None) -> bool:
    """Whether a row below one that named an item clearly names another one, or its own."""
    if match is None or not match.certain:
        return False
    return match.likeness >= _STRONG or (number == match.target.item and match.likeness >= _LIKE)


def _file_row(row: Row, target: Target | None, *, named: bool, context: str, walk: Walk, lexicon: Lexicon) -> None:
    if row.spanned:
        if not named:
            walk.pieces.append(Piece(row.topic, row.locator, target, BULLET, context))
        return
    base = result = measure_result(row, walk, lexicon)
    if not named and row.topic_is_new:
        base = f"{row.topic}: {result}" if result else row.topic
        if row.result and is_nothing(row.result):
            base = row.result
    naked = (not row.result and row.amounts) or (row.result[:1].isdigit() and len(row.result.split()) <= _NAKED)
    if named and naked and len(row.topic.split()) <= _BRIEF:
        base = f"{row.topic}: {result}" if result else row.topic
    if not row.result and _is_zero(row):
        base = f"{row.topic}: {_NONE}" if row.topic and not named else _NONE
    text = _add_extras(base, row, walk, lexicon)
    if text:
        above = " . ".join(part for part in (row.topic, context) if part)
        walk.pieces.append(Piece(text, row.locator, target, BULLET, above))
    elif target is None and not named and row.topic_is_new:
        walk.pieces.append(Piece(row.topic, row.locator, None, BULLET, context))


def _is_zero(row: Row) -> bool:
    """Whether all that the row counts is nothing."""
    told = [
        *row.amounts,
        *((role, row.extras[role]) for role in (Column.CUMULATIVE, Column.UNSURE) if role in row.extras),
    ]
    return bool(told) and all(is_nothing(value) or _ZERO.fullmatch(value) for _, value in told)


def _add_extras(base: str, row: Row, walk: Walk, lexicon: Lexicon) -> str:
    """The row as one text: what its further columns add is said behind the result."""
    parts = [base] if base else []
    for title, value in row.amounts:
        if (is_nothing(value) or _ZERO.fullmatch(value)) and base:
            continue
        told = measured(value, base, row, walk, lexicon, title=title, again=True)
        if told and not is_said(told, base, row, walk, lexicon):
            parts.append(f"{name_amount(title)}: {told}")
    for column, words in _ADDED:
        value = row.extras.get(column, "")
        if not value or (is_nothing(value) and base):
            continue
        if column in (Column.CUMULATIVE, Column.PLANNED):
            value = measured(value, base, row, walk, lexicon)
            if not value:
                continue
        elif fold(value) in fold(base):
            continue
        parts.append(f"{words}: {value}" if column is not Column.PLACE else f"{words} {value}")
    if unsure := row.extras.get(Column.UNSURE):
        walk.doubts.append(Doubt(rule="figure-ambiguous", locator=row.locator, texts=(unsure[:QUOTE],)))
    if parts and (compared := row.extras.get(Column.COMPARED)):
        parts.append(compared)
    note = row.extras.get(Column.NOTE, "")
    if not parts and is_nothing(note):
        parts.append(note)
    elif counted := find_unsaid(note, "; ".join(parts), lexicon):
        walk.doubts.append(Doubt(rule="figure-ambiguous", locator=row.locator, texts=(counted[:QUOTE],)))
    return "; ".join(parts)


def _join_measure(texts: list[str], lexicon: Lexicon) -> list[str]:
    """Cells with the one bare number among them joined to the measure in the cell beside it: 14 | lượt cán bộ."""
    lone = [at for at, text in enumerate(texts) if at and is_lone_number(text)]
    if len(lone) != 1:
        return texts
    (at,) = lone
    beside = [near for near in (at - 1, at + 1) if 0 < near < len(texts) and lexicon.find_families(texts[near])]
    if len(beside) != 1:
        return texts
    first = min(at, *beside)
    return [*texts[:first], f"{texts[at]} {texts[beside[0]]}", *texts[first + 2 :]]


def _file_untitled(blocks: Sequence[Block], owner: Target | None, context: str, walk: Walk, lexicon: Lexicon) -> None:
    """A table without known titles: rows of the text it stands in, else rows that begin with an item's title."""
    current = owner
    for block in blocks:
        texts = [normalise(cell.text) for cell in block.cells if normalise(cell.text)]
        if not texts:
            continue
        if owner is None:
            longest = next((t for t in texts if len(t.split()) > 1), texts[0])
            number = read_digits(texts[0].strip(" .")) if len(texts) > 1 else None
            match = match_heading(longest, int(number) if number is not None and number < 20 else None, lexicon)
            if match and match.certain and match.target.item is not None:
                current = match.target
                walk.headings.setdefault(match.target.item, block.locator)
                texts = texts[texts.index(longest) + 1 :]
        locator = f"{block.locator}/c{block.cells[-1].column}"
        texts = _join_measure(texts, lexicon)
        if texts:
            text = ": ".join(texts)
            walk.pieces.append(Piece(text, locator, current, BULLET, context))
            said = [figure.value for figure in find_figures(read_line(text), lexicon).found]
            bare = [cell for cell in texts[1:] if is_lone_number(cell) and read_digits(cell) not in said]
            if bare and current is not None and current.item is not None:
                walk.doubts.append(Doubt(rule="figure-unmeasured", locator=locator, texts=(", ".join(bare),)))
