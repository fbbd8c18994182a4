"""Pages of words -> blocks in reading order: the one way for PDF and OCR.

Places: `page3/l12` is the twelfth line of page 3 outside tables (of a paragraph its first line), `page2/t1/r4` a row of
the first table on page 2, counted on when the table goes on over the next pages. Running headers, page numbers and
footnotes come after the body, as in Word files. What stands side by side (a letterhead) is a row with cells.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tonghop.reading.pdf.lines import (
    Line,
    clean_line,
    find_confidence,
    forget_lines,
    make_lines,
    read_note_number,
    settle_raised,
)
from tonghop.reading.pdf.margins import Margins, part_margins
from tonghop.reading.pdf.paragraphs import (
    Column,
    find_right_edge,
    goes_on,
    group_lines,
    is_justified,
    join_lines,
    measure_column,
)
from tonghop.reading.pdf.regions import find_gaps, find_regions
from tonghop.reading.pdf.rows import (
    Row,
    build_row,
    is_same_table,
    join_split_rows,
    make_region_rows,
    make_table_rows,
)
from tonghop.reading.pdf.shapes import Page, Word
from tonghop.reading.pdf.tables import Table, fill_table, find_tables
from tonghop.reading.raw import RawBlock

_SAME = 3.0
_NEAR_EDGE, _FEW_LINES = 0.1, 4
_LEAST_FILLED, _LEAST_WRAPPED = 0.75, 0.4
_LEAST_MARGIN = 0.08  # of the page's width
_SEGMENT_GAP = 0.8


class Text(NamedTuple):
    """One line of running text."""

    page: int
    number: int
    line: Line
    column: Column


Item = Row | Text


class Laid(NamedTuple):
    """The blocks, and the pieces of lines that stand apart, for the secrecy gate."""

    blocks: list[RawBlock]
    apart: list[str]


def lay_out(pages: Sequence[Page]) -> Laid:
    """The blocks of a document."""
    tables = [find_tables(page.rules, page.box) for page in pages]
    inside = [_part_words(page, found) for page, found in zip(pages, tables, strict=True)]
    lines = [make_lines(outside) for outside, _ in inside]
    parted = part_margins(lines)
    columns = _measure_pages(pages, parted)
    items: list[Item] = []
    for page, found, (_, filled), margins, column in zip(pages, tables, inside, parted, columns, strict=True):
        items += _order_page(page, found, filled, _settle(margins), column)
    blocks = _build_blocks(items)
    for page, margins, column in zip(pages, parted, columns, strict=True):
        blocks += _build_notes(page.number, margins, column)
    for page, margins in zip(pages, parted, strict=True):
        blocks += _build_headers(page, margins)
    apart = _find_apart(lines)
    forget_lines()
    return Laid([block for block in blocks if block.text], apart)


def _part_words(page: Page, tables: Sequence[Table]) -> tuple[list[Word], list[list[list[Word]]]]:
    """The words outside all tables, and those of each table by cell."""
    outside: list[Word] = []
    inside: list[list[Word]] = [[] for _ in tables]
    for word in page.words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        for table, words in zip(tables, inside, strict=True):
            box = table.box
            if box.left - _SAME <= x <= box.right + _SAME and box.top <= y <= box.bottom:
                words.append(word)
                break
        else:
            outside.append(word)
    return outside, [fill_table(table, words) for table, words in zip(tables, inside, strict=True)]


def _settle(margins: Margins) -> Margins:
    return margins._replace(body=_settle_lines(margins.body, margins))


def _settle_lines(lines: Sequence[Line], margins: Margins) -> list[Line]:
    notes = {number for number, _ in margins.notes}
    return [line._replace(text=settle_raised(line.text, notes)) for line in lines]


def _measure_pages(pages: Sequence[Page], parted: Sequence[Margins]) -> list[Column]:
    """The column of running text of each page; pages of one width share their edges, since the last may be short."""
    running: dict[int, list[Line]] = {}
    for page, margins in zip(pages, parted, strict=True):
        running.setdefault(round(page.box.width), []).extend(line for line in margins.body if not find_gaps(line))
    lefts = {width: min((line.left for line in lines), default=0.0) for width, lines in running.items()}
    rights = {width: _find_right(lines, lefts[width], width) for width, lines in running.items()}
    measured = []
    for page, margins in zip(pages, parted, strict=True):
        width = round(page.box.width)
        measured.append(measure_column(margins.body, lefts[width], rights[width]))
    return measured


def _find_right(lines: Sequence[Line], left: float, width: int) -> float:
    """Where lines end: the x that several share, else the farthest; not before the margin that mirrors the left one.

    Nearer to the left only sentences end that go on in the next line; other short lines tell of no edge.
    """
    mirrored = width - max(left, _LEAST_MARGIN * width)
    shared = find_right_edge(lines)
    right = shared if is_justified(lines, left, shared) else max((line.right for line in lines), default=0.0)
    near = sum(right - line.right < _NEAR_EDGE * (right - left) for line in lines)
    wide = right - left > _LEAST_FILLED * (mirrored - left)
    wrapped = sum(line.text[:1].islower() for line in lines) > _LEAST_WRAPPED * len(lines)
    return right if near >= _FEW_LINES and (wide or wrapped) else max(right, mirrored)


def _order_page(
    page: Page, tables: Sequence[Table], filled: Sequence[list[list[Word]]], margins: Margins, column: Column
) -> list[Item]:
    """Running lines, what stands side by side, and tables, from top to bottom."""
    items: list[Item] = []
    number = len(margins.headers and [line for line in margins.headers if line.base < page.box.height / 2])
    rest = list(margins.body)
    for table, cells in [*zip(tables, filled, strict=True), (None, [])]:
        here = [line for line in rest if table is None or line.base <= table.box.top + _SAME]
        rest = rest[len(here) :]
        for found in find_regions(here):
            if isinstance(found, Line):
                number += 1
                items.append(Text(page.number, number, found, column))
            elif found.newspaper:
                for stack in found.rows[0]:
                    narrow = measure_column(stack)
                    items += [Text(page.number, number + at, line, narrow) for at, line in enumerate(stack, start=1)]
                    number += len(stack)
            else:
                items += make_region_rows(page.number, found)
        if table is not None:
            made = [_settle_lines(make_lines(words), margins) for words in cells]
            items += make_table_rows(page.number, table, made)
    return items


def _build_blocks(items: Sequence[Item]) -> list[RawBlock]:
    blocks: list[RawBlock] = []
    paragraph: list[Text] = []
    tables: dict[int, int] = {}
    prefix, row_number = "", 0
    for before, item in pairwise([None, *join_split_rows(items)]):
        if isinstance(item, Text):
            if paragraph and not _continues(paragraph, item):
                blocks.append(_build_paragraph(paragraph))
                paragraph = []
            paragraph.append(item)
            continue
        if item is None:
            continue
        if paragraph:
            blocks.append(_build_paragraph(paragraph))
            paragraph = []
        if not (isinstance(before, Row) and is_same_table(before, item)):
            tables[item.page] = tables.get(item.page, 0) + 1
            prefix, row_number = f"page{item.page}/t{tables[item.page]}", 0
        row_number += 1
        blocks.append(build_row(f"{prefix}/r{row_number}", item))
    return [*blocks, _build_paragraph(paragraph)] if paragraph else blocks


def _continues(paragraph: Sequence[Text], item: Text) -> bool:
    last = paragraph[-1]
    lines = [text.line for text in paragraph if text.column == last.column and text.page == last.page]
    apart = item.page != last.page or (item.column != last.column and item.line.base < last.line.base)
    if item.column != last.column and not apart:
        return False
    shift = item.column.left - last.column.left
    following = item.line
    if apart and shift:  # measured from its own column's edge
        moved = tuple(word._replace(left=word.left - shift, right=word.right - shift) for word in following.words)
        following = following._replace(words=moved, left=following.left - shift, right=following.right - shift)
    return goes_on(lines, following, last.column, apart=apart)


def _build_paragraph(texts: Sequence[Text]) -> RawBlock:
    lines = [text.line for text in texts]
    words = [word for line in lines for word in line.words]
    bold = all(line.bold for line in lines if any(char.isalnum() for char in line.text))
    return RawBlock(
        f"page{texts[0].page}/l{texts[0].number}",
        "paragraph",
        clean_line(join_lines(lines)),
        bold=bold and any(line.bold for line in lines),
        confidence=find_confidence(words),
    )


def _build_notes(page: int, margins: Margins, column: Column) -> list[RawBlock]:
    blocks: list[RawBlock] = []
    for number, lines in margins.notes:
        text = "\n".join(clean_line(join_lines(group)) for group in group_lines(lines, column))
        place = f"page{page}/l{1 + len(margins.headers) + len(margins.body) + len(blocks)}"
        bare = text.split(maxsplit=1) if read_note_number(text) else ["", text]
        text = bare[1] if bare[0].strip("().⁰¹²³⁴⁵⁶⁷⁸⁹0123456789") == "" and len(bare) > 1 else text
        blocks.append(
            RawBlock(place, "note", text, number, confidence=find_confidence(w for x in lines for w in x.words))
        )
    return blocks


def _build_headers(page: Page, margins: Margins) -> list[RawBlock]:
    """Running lines, and what is written across or upwards: visible, but part of no sentence."""
    blocks: list[RawBlock] = []
    count = len(margins.body) + sum(len(lines) for _, lines in margins.notes)
    for index, line in enumerate(margins.headers, start=1):
        number = index if line.base < page.box.height / 2 else count + index
        blocks.append(
            RawBlock(
                f"page{page.number}/l{number}",
                "header",
                clean_line(line.text),
                bold=line.bold,
                confidence=find_confidence(line.words),
            )
        )
    count += len(margins.headers)
    blocks += [
        RawBlock(f"page{page.number}/l{count + index}", "textbox", clean_line(text))
        for index, text in enumerate(page.asides, start=1)
    ]
    return blocks


def _find_apart(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The pieces of lines with gaps in them, one piece per line: a mark may stand beside other words."""
    found = []
    for lines in pages:
        for line in lines:
            pieces: list[list[str]] = [[line.words[0].text]]
            for before, word in pairwise(line.words):
                if word.left - before.right > _SEGMENT_GAP * line.size:
                    pieces.append([])
                pieces[-1].append(word.text)
            if len(pieces) > 1:
                found.append("\n".join(clean_line(" ".join(piece)) for piece in pieces))
    return found
