"""Rows of a table of results -> pieces: each under the item that its topic cell or the heading above names.

Keeps out columns and merged cells (tables.py) and the words of a row (telling.py).
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from schemas.document import Block
from schemas.submission import Doubt, Filing
from tonghop.understanding.documents.preparing import is_lone_number
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.annexes import drop_told_rows
from tonghop.understanding.outline.headings import BULLET, MANY, HeadingMatch, match_heading
from tonghop.understanding.outline.pieces import Piece, Walk
from tonghop.understanding.tables.amounts import QUOTE, measure_result, measured
from tonghop.understanding.tables.asides import count_others, file_asides
from tonghop.understanding.tables.halves import add_halves
from tonghop.understanding.tables.tables import Row, read_table
from tonghop.understanding.tables.telling import tell_row
from tonghop.understanding.tables.topics import find_counted, find_ordinal, holds_all_items, is_bare, is_group, is_tied
from tonghop.understanding.tables.untitled import file_untitled

_STRONG, _LIKE = 85, 70
_CELL = re.compile(r"\|\s*\d[\d.,]*\s*(?:\||$)|[,;]\d[\d.]*[,;](?=[^\W\d])")
"""A number between bars, or between commas without spaces as in a .csv."""


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
        file_untitled(blocks, owner, context, walk, lexicon)
        return
    walk.doubts += [
        Doubt(rule="total-mismatch", locator=locator, texts=(written, added))
        for written, added, locator in table.wrong_totals
    ]
    if owner is not None and owner.item is not None and holds_all_items(table.rows, owner, lexicon):
        owner = None
    doubts, pieces = len(walk.doubts), len(walk.pieces)
    # words above a table of all items tell nothing about one of them
    filer = _Filer(owner, context if owner is not None else "", walk, lexicon)
    for row, below in zip_longest(table.rows, table.rows[1:]):
        filer.file(row, below)
    _forget_running_numbers(walk, doubts, filer.numbered)
    if owner is None:
        drop_told_rows(walk, pieces, lexicon)


class _Filer:
    """Files row by row: under the owner, or under what the topics name."""

    def __init__(self, owner: Target | None, context: str, walk: Walk, lexicon: Lexicon) -> None:
        self._owner, self._context, self._walk, self._lexicon = owner, context, walk, lexicon
        self.numbered: list[tuple[int, int]] = []
        """(number, item) of each row that names its item."""
        self._current, self._rank = owner, 0.0
        self._above = ""
        """The topic to which a row that only counts belongs: Đón tiếp đoàn khách quốc tế > Số lượt khách."""
        self._strange = ""
        """A heading inside the table that names no item: what counts below it may be of another field."""
        self._group: tuple[float, str] | None = None
        """(rank, title) of a row that only gathers those below it under an item: B | Đón tiếp đoàn khách."""

    def file(self, row: Row, following: Row | None) -> None:
        """File one row, with the row below it."""
        named = False
        filing: Filing | None = None
        rank = row.label.rank if row.label else BULLET
        in_section = self._current is not None and self._current.item is None and rank > self._rank
        bare = row.topic_is_new and is_bare(row.topic)
        if row.topic_is_new and self._owner is None and not in_section:
            below = self._current if rank > self._rank or (bare and self._counts_more(row)) else None
            found, named, filing = self._find(row, below)
            self._rank = rank if named or filing or found is None else self._rank
            if found is not None and found.item is not None and found != below and row.label and row.label.number:
                self.numbered.append((row.label.number, found.item))
            self._current = found
        if named or (self._group is not None and rank <= self._group[0]):
            self._group = None
        if not named and self._current is not None and is_group(row, following, self._lexicon):
            self._group = (rank, row.topic)
            return
        above = self._above if bare and not named else ""
        group = self._group[1] if self._group else ""
        context = " . ".join(part for part in (above, group, self._strange, self._context) if part)
        _file_row(
            row, self._current, named=named, context=context, walk=self._walk, lexicon=self._lexicon, filing=filing
        )

    def _find(self, row: Row, below: Target | None) -> tuple[Target | None, bool, Filing | None]:
        """(the target of a row with a topic of its own, whether the topic is its heading, why where the model says)."""
        ordinals = (find_ordinal(value, self._lexicon) for _, value, _ in row.others)
        ordinal = next((at for at in ordinals if at is not None), None)
        if ordinal is not None and ordinal.item is not None:
            self._walk.headings.setdefault(ordinal.item, row.locator)
            return ordinal, False, None
        found, named = _find_target(row, below, self._walk, self._lexicon)
        if named or row.is_heading:
            self._strange = "" if found is not None or _is_results(row, self._lexicon) else row.topic
            self._above = row.topic if found is not None else ""
        elif found is None and not self._strange:
            text = self._tell(row)
            counted = find_counted(row.topic, text, self._lexicon) if text else None
            if counted is not None:
                self._above = row.topic
                return counted[0], False, counted[1]
        return found, named, None

    def _counts_more(self, row: Row) -> bool:
        """Whether a row that only counts goes on with what the row above named: Đoàn vào, Số lượt khách."""
        if not self._above or self._current is None or self._current.item is None:
            return False
        return is_tied(self._tell(row), self._current.item, self._above, self._lexicon)

    def _tell(self, row: Row) -> str:
        """The topic with its figure; nothing where there is none."""
        tried = Walk()
        told = measure_result(row, tried, self._lexicon) or next(
            (measured(value, "", row, tried, self._lexicon, title=title) for title, value in row.counted), ""
        )
        return f"{row.topic}: {told}" if told else ""


def _is_results(row: Row, lexicon: Lexicon) -> bool:
    """Whether a heading inside the table is that of the results, whatever their items."""
    match = match_heading(row.topic, None, lexicon)
    return match is not None and match.certain and match.target.section == lexicon.results


def _forget_running_numbers(walk: Walk, doubts: int, numbers: Sequence[tuple[int, int]]) -> None:
    """Where few rows bear the number of their item, or two numbers lead to one item, the table just counts its rows."""
    agreeing = sum(number == item for number, item in numbers)
    if 2 * agreeing < len(numbers) or len({item for _, item in numbers}) < len(set(numbers)):
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
    if (ordinal := find_ordinal(row.topic, lexicon)) is not None and ordinal.item is not None:
        walk.headings.setdefault(ordinal.item, row.locator)
        return ordinal, True
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
    if match is not None and row.is_heading and not row.spanned:
        named = tuple(str(t.item or t.section) for t in (match.target, match.runner_up) if t)
        walk.doubts.append(Doubt(rule="heading-unclear", locator=row.locator, texts=(row.topic, *named)))
    return None, row.spanned


def _parts(match: HeadingMatch | None, number: int | None) -> bool:
    """Whether a row below one that named an item clearly names another one, or its own."""
    if match is None or not match.certain:
        return False
    return match.likeness >= _STRONG or (number == match.target.item and match.likeness >= _LIKE)


def _file_row(
    row: Row,
    target: Target | None,
    *,
    named: bool,
    context: str,
    walk: Walk,
    lexicon: Lexicon,
    filing: Filing | None = None,
) -> None:
    if row.spanned:
        if not named:
            walk.pieces.append(Piece(row.topic, row.locator, target, BULLET, context))
        return
    row = count_others(row, lexicon)

    def tell(counted: Row, found: Walk) -> str:
        return tell_row(counted, target, found, lexicon, named=named)

    text = tell(row, walk)
    if text or row.halves:
        above = " . ".join(part for part in (row.topic, context) if part)
        piece = Piece(text, row.locator, target, BULLET, above, filing=filing)
        walk.pieces.append(add_halves(piece, row, tell, walk) if row.halves else piece)
    elif target is None and not named and row.topic_is_new:
        walk.pieces.append(Piece(row.topic, row.locator, None, BULLET, context))
    file_asides(row, walk, lexicon)
