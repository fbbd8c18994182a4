"""Rows of tables and of what stands side by side: made of cells, made whole over a page's end, turned into blocks."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from tonghop.reading.pdf.labels import ends_sentence
from tonghop.reading.pdf.lines import Line, clean_line, find_confidence
from tonghop.reading.pdf.paragraphs import Column, goes_on, group_lines, join_lines, measure_column
from tonghop.reading.pdf.regions import Region
from tonghop.reading.pdf.tables import Table
from tonghop.reading.raw import RawBlock

_SAME = 3.0
_PADDING = (1.5, 10.0)
Other = TypeVar("Other")


class Cell(NamedTuple):
    """One cell: its column from 1, its lines, and the column of text within its edges."""

    column: int
    lines: tuple[Line, ...]
    edges: Column
    broken: bool = False  # lines stay apart: letterheads
    seams: tuple[int, ...] = ()  # lines that go on behind a page's end


class Row(NamedTuple):
    """One row of a table or of what stands side by side; `first` says that a table begins."""

    page: int
    cells: tuple[Cell, ...]
    lefts: tuple[float, ...]
    first: bool
    ruled: bool


def make_region_rows(page: int, region: Region) -> list[Row]:
    """A letterhead keeps its lines apart; cells of a table join theirs."""
    block = len(region.rows) == 1
    edges = [measure_column([line for row in region.rows for line in row[at]]) for at in range(len(region.lefts))]
    return [
        Row(
            page,
            tuple(Cell(at + 1, lines, edges[at], block) for at, lines in enumerate(row)),
            region.lefts,
            first=index == 0,
            ruled=False,
        )
        for index, row in enumerate(region.rows)
    ]


def make_table_rows(page: int, table: Table, made: Sequence[list[Line]]) -> list[Row]:
    """The rows of a ruled table on one page; `made` are the lines of each of its cells."""
    rows: dict[int, list[Cell]] = {}
    gaps = [line.left - box.left for (_, _, box), lines in zip(table.cells, made, strict=True) for line in lines]
    padding = min(max(min(gaps, default=0.0), _PADDING[0]), _PADDING[1])
    for (row, column, box), lines in zip(table.cells, made, strict=True):
        edges = measure_column(lines, box.left + padding, box.right - padding)
        rows.setdefault(row, []).append(Cell(column + 1, tuple(lines), edges))
    return [
        Row(page, tuple(cells), table.columns, first=index == 0, ruled=True)
        for index, (_, cells) in enumerate(sorted(rows.items()))
    ]


def is_same_table(before: Row, row: Row) -> bool:
    """Whether a row goes on in the table of the row before it, on the same page or the next."""
    if not row.first:
        return True
    return (
        row.ruled
        and before.ruled
        and row.page == before.page + 1
        and len(row.lefts) == len(before.lefts)
        and all(abs(a - b) <= _SAME for a, b in zip(row.lefts, before.lefts, strict=True))
    )


def join_split_rows(items: Sequence[Row | Other]) -> list[Row | Other]:
    """What a page's end cut in two is made whole: a row all of whose cells go on, or a merged cell beside new ones."""
    joined: list[Row | Other] = []
    for item in items:
        before = joined[-1] if joined else None
        if not (isinstance(item, Row) and item.first and isinstance(before, Row) and is_same_table(before, item)):
            joined.append(item)
            continue
        owners = _find_owners(joined)
        lower = [cell for cell in item.cells if cell.lines]
        going_on = [cell for cell in lower if cell.column in owners and _is_cut(owners[cell.column][1], cell)]
        whole = all(cell in going_on and owners[cell.column][0] == len(joined) - 1 for cell in lower)
        merged = not item.cells[0].lines and going_on == lower[: len(going_on)]
        if lower and not whole and not merged:
            going_on = []
        for cell in going_on:
            place, owner = owners[cell.column]
            row = joined[place]
            if isinstance(row, Row):
                longer = owner._replace(lines=owner.lines + cell.lines, seams=(*owner.seams, len(owner.lines)))
                joined[place] = row._replace(cells=tuple(longer if c is owner else c for c in row.cells))
        last = max((cell.column for cell in going_on), default=0)
        rest = item._replace(cells=tuple(cell for cell in item.cells if cell.column > last or not going_on))
        if any(cell.lines for cell in rest.cells):
            joined.append(rest)
        elif isinstance(before := joined[-1], Row):  # the next page may cut it again
            joined[-1] = before._replace(page=item.page)
    return joined


def _find_owners(items: Sequence[Row | Other]) -> dict[int, tuple[int, Cell]]:
    """The lowest cell of each column in the table at the end of the items, with the place of its row."""
    owners: dict[int, tuple[int, Cell]] = {}
    for place in range(len(items) - 1, -1, -1):
        row = items[place]
        if not isinstance(row, Row):
            break
        for cell in row.cells:
            owners.setdefault(cell.column, (place, cell))
        if row.first:
            break
    return owners


def _is_cut(above: Cell, below: Cell) -> bool:
    first = below.lines[0]
    if not above.lines or not goes_on(above.lines, first, above.edges, apart=True):
        return False
    return first.text[:1].islower() or not ends_sentence(above.lines[-1].text)


def build_row(locator: str, row: Row) -> RawBlock:
    """The block of a row; a row without any word has no text."""
    cells = tuple((cell.column, _read_cell(cell)) for cell in row.cells)
    lines = [line for cell in row.cells for line in cell.lines]
    lettered = [line for line in lines if any(char.isalnum() for char in line.text)]
    return RawBlock(
        locator,
        "table_row",
        " | ".join(text for _, text in cells) if any(text for _, text in cells) else "",
        bold=bool(lettered) and all(line.bold for line in lettered),
        cells=cells,
        confidence=find_confidence(word for line in lines for word in line.words),
    )


def _read_cell(cell: Cell) -> str:
    groups = [[line] for line in cell.lines] if cell.broken else group_lines(cell.lines, cell.edges, cell.seams)
    return "\n".join(clean_line(join_lines(group)) for group in groups)
