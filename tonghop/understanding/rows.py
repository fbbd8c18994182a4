"""Rows of a table of results -> pieces: each under the item that its topic cell or the heading above names.

Keeps out columns and merged cells (tables.py).
"""

import re
from collections.abc import Sequence

from schemas.document import Block
from schemas.submission import Doubt
from tonghop.understanding.figures import find_figures
from tonghop.understanding.headings import BULLET, MANY, match_heading
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.numbers import read_digits
from tonghop.understanding.pieces import Piece, Walk
from tonghop.understanding.preparing import is_lone_number
from tonghop.understanding.states import is_nothing
from tonghop.understanding.tables import Column, Row, find_bracketed, read_table
from tonghop.understanding.words import fold, normalise, read_line

_STRONG = 85
_QUOTE = 200
_ONLY_DIGITS = re.compile(r"[-−]?\d[\d.,\s]*")
_CELL = re.compile(r"\|\s*\d[\d.,]*\s*(?:\||$)|[,;]\d[\d.]*[,;](?=[^\W\d])")
"""A number between bars, or between commas without spaces as in a .csv."""
_ADDED = (
    (Column.AMOUNT, "số lượng"),
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
    current, current_rank = owner, 0.0
    for row in table.rows:
        named = False
        rank = row.label.rank if row.label else BULLET
        in_section = current is not None and current.item is None and rank > current_rank
        if row.topic_is_new and owner is None and not in_section:
            current, named = _find_target(row, current, walk, lexicon)
            current_rank = rank if named else current_rank
        _file_row(row, current, named=named, context=context, walk=walk, lexicon=lexicon)


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
        quote = " / ".join(near)[:_QUOTE]
        doubts.append(Doubt(rule="figure-ambiguous", locator=pieces[found[0]].locator, texts=(quote,)))
    return doubts


def _find_target(row: Row, current: Target | None, walk: Walk, lexicon: Lexicon) -> tuple[Target | None, bool]:
    """(the target of a row that has a topic of its own, whether the topic is its heading)."""
    below = row.label is None or row.label.rank >= MANY
    number = row.label.number if row.label and row.label.rank < BULLET else None
    match = match_heading(row.topic, number, lexicon)
    if below and current is not None and (match is None or not match.certain or match.likeness < _STRONG):
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
    if match is not None and not row.spanned:
        named = tuple(str(t.item or t.section) for t in (match.target, match.runner_up) if t)
        walk.doubts.append(Doubt(rule="heading-unclear", locator=row.locator, texts=(row.topic, *named)))
    return None, row.spanned


def _file_row(row: Row, target: Target | None, *, named: bool, context: str, walk: Walk, lexicon: Lexicon) -> None:
    if row.spanned:
        if not named:
            walk.pieces.append(Piece(row.topic, row.locator, target, BULLET, context))
        return
    base = result = _measure_result(row, walk, lexicon)
    if not named and row.topic_is_new:
        base = f"{row.topic}: {result}" if result else row.topic
        if row.result and is_nothing(row.result):
            base = row.result
    text = _add_extras(base, row, walk, lexicon)
    if text:
        above = " . ".join(part for part in (row.topic, context) if part)
        walk.pieces.append(Piece(text, row.locator, target, BULLET, above))
    elif target is None and not named and row.topic_is_new:
        walk.pieces.append(Piece(row.topic, row.locator, None, BULLET, context))


def _add_extras(base: str, row: Row, walk: Walk, lexicon: Lexicon) -> str:
    """The row as one text: what its further columns add is said behind the result."""
    parts = [base] if base else []
    for column, words in _ADDED:
        value = row.extras.get(column, "")
        if not value or (is_nothing(value) and base):
            continue
        if column in (Column.AMOUNT, Column.CUMULATIVE, Column.PLANNED):
            value = _measured(value, base, row, walk, lexicon, again=column is Column.AMOUNT)
            if not value or (column is Column.AMOUNT and _is_said(value, base, row, walk, lexicon)):
                continue
        elif fold(value) in fold(base):
            continue
        parts.append(f"{words}: {value}" if column is not Column.PLACE else f"{words} {value}")
    if parts and (compared := row.extras.get(Column.COMPARED)):
        parts.append(compared)
    note = row.extras.get(Column.NOTE, "")
    if not parts and is_nothing(note):
        parts.append(note)
    elif counted := _find_unsaid(note, "; ".join(parts), lexicon):
        walk.doubts.append(Doubt(rule="figure-ambiguous", locator=row.locator, texts=(counted[:_QUOTE],)))
    return "; ".join(parts)


def _find_unsaid(note: str, said: str, lexicon: Lexicon) -> str:
    """The note when it counts something that the rest of its row does not say: it may be a result, or explain one."""
    known = find_figures(read_line(said), lexicon).found
    counted = find_figures(read_line(note), lexicon)
    new = [f for f in counted.found if not any(f.value == k.value and f.families & k.families for k in known)]
    return note if new or counted.ambiguous else ""


def _measure_result(row: Row, walk: Walk, lexicon: Lexicon) -> str:
    """The result cell; a bare number in it gets its measure, and stays as it is written when there is none."""
    if is_nothing(row.result) or not _ONLY_DIGITS.fullmatch(row.result.strip()):
        return row.result
    return _measured(row.result, "", row, walk, lexicon) or row.result


def _measured(value: str, base: str, row: Row, walk: Walk, lexicon: Lexicon, *, again: bool = False) -> str:
    """A bare number with the measure that another cell gives; without one it is doubted and left out.

    With `again` the number may only say again what `base` says: then it is left out too.
    """
    if read_digits(value.strip()) is None:
        if _ONLY_DIGITS.fullmatch(value.strip()):
            walk.doubts.append(Doubt(rule="figure-ambiguous", locator=row.locator, texts=(value[:_QUOTE],)))
            return ""
        return value
    measure = row.extras.get(Column.MEASURE) or find_bracketed(row.amount_title)
    measure = measure or _named_by(row.amount_title, lexicon)
    said = find_figures(read_line(base), lexicon).found
    if again and any(figure.value == read_digits(value.strip()) for figure in said):
        return ""
    if not measure and len({figure.families for figure in said}) == 1:
        measure = said[0].measure
    if not measure:
        tokens = read_line(f"{base}\n{row.topic}").tokens
        names = lexicon.measures.find_all(tokens)
        families = {frozenset(lexicon.find_families(m.payload)) for m in names}
        measure = names[0].payload if len(families) == 1 else ""
    if not measure:
        walk.doubts.append(Doubt(rule="figure-unmeasured", locator=row.locator, texts=(value,)))
        return ""
    return f"{value} {measure}"


def _named_by(title: str, lexicon: Lexicon) -> str:
    """The measure that a column title counts: Số lượt người."""
    counted = re.sub(r"^(?:tổng )?số (?:lượng )?", "", normalise(title), flags=re.IGNORECASE)
    return counted if lexicon.find_families(counted) else ""


def _is_said(value: str, base: str, row: Row, walk: Walk, lexicon: Lexicon) -> bool:
    """Whether the result already says this figure; another one of the same measure is a doubt, never a second count."""
    said = find_figures(read_line(base), lexicon).found
    counted = find_figures(read_line(normalise(value)), lexicon).found
    for figure in counted:
        same = [f for f in said if f.families & figure.families or fold(f.measure) == fold(figure.measure)]
        if not same:
            return False
        if all(f.value != figure.value for f in same) and sum(f.value for f in same) != figure.value:
            texts = (value, ", ".join(f"{f.value.normalize():f} {f.measure}" for f in same))
            walk.doubts.append(Doubt(rule="total-mismatch", locator=row.locator, texts=texts))
    return bool(counted)


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
