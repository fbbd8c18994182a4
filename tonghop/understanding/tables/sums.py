"""Rows and columns that only add up others: left out, and doubted where they do not give the sum.

Keeps out what the columns hold (columns.py) and every other row (tables.py).
"""

import re
from collections.abc import Sequence

from schemas.document import Block
from tonghop.understanding.figures.written.numbers import read_digits
from tonghop.understanding.tables.columns import Column, Columns, fold_title
from tonghop.understanding.words import fold, normalise, strip_marks

_FEWEST_ADDED = 2
_SUMS = re.compile(r"tong(?: cong| so)?|cong")
_TOTAL = re.compile(
    r"(?:tong(?: cong| so)?|cong)(?: (?:chung|chung lai|toan \w+|(?:muc|phan|nhom) [ivx\d]+))?"
    r"\s*(?:\(.*\)|[ivx\d]+(?:\s*\+\s*[ivx\d]+)+)?\s*:?"
)


def adds_up(above: Sequence[Block], block: Block, columns: Columns) -> bool:
    """Whether a row names nothing and only adds up all the rows above it."""
    cells = {cell.column: cell.text.strip() for cell in block.cells if cell.text.strip()}
    if len(above) < _FEWEST_ADDED or not cells or any(read_digits(text) is None for text in cells.values()):
        return False
    sums = []
    for column, text in cells.items():
        values = [read_digits(c.text.strip()) for row in above for c in row.cells if c.column == column]
        sums.append(sum(value for value in values if value is not None) == read_digits(text))
    return all(sums) and not set(cells) & set(columns.list_all(Column.NUMBER))


def is_total(block: Block) -> bool:
    """Whether a row calls itself a total: Tổng cộng, Cộng (1+2)."""
    first = next((cell.text for cell in block.cells if cell.text.strip()), "")
    return _TOTAL.fullmatch(strip_marks(normalise(first))) is not None or any(
        _TOTAL.fullmatch(strip_marks(normalise(cell.text))) for cell in block.cells[:2]
    )


def find_wrong_sum(block: Block, columns: Columns) -> list[tuple[str, str, str]]:
    """A row whose months or quarters do not add up to the column that is their sum."""
    cells = {cell.column: cell.text.strip() for cell in block.cells}
    sums = [c for c in columns.list_all(Column.AMOUNT) if _SUMS.fullmatch(fold_title(columns.titles[c]))]
    parts = [cells[c] for c in columns.list_all(Column.PART) if cells.get(c)]
    values = [read_digits(part) for part in parts]
    written = read_digits(cells.get(sums[0], "")) if len(sums) == 1 else None
    if written is None or not values or None in values or sum(v for v in values if v is not None) == written:
        return []
    return [(cells[sums[0]], " + ".join(parts), f"{block.locator}/c{sums[0]}")]


def find_wrong_totals(above: Sequence[Block], total: Block, columns: Columns) -> list[tuple[str, str, str]]:
    """Columns of plain numbers whose written total is not their sum."""
    wrong = []
    for cell in total.cells:
        written = read_digits(cell.text.strip())
        if written is None or columns.roles.get(cell.column) in (Column.NUMBER, Column.TOPIC, Column.COMPARED, None):
            continue
        texts = [c.text.strip() for block in above for c in block.cells if c.column == cell.column and c.text.strip()]
        values = [read_digits(re.sub(r"\D+$", "", text)) for text in texts if re.match(r"\d", text)]
        measures = {fold(re.sub(r"^[\d.,]+", "", text)) for text in texts} - {""}
        if values and len(values) == len(texts) and None not in values and len(measures) <= 1:
            added = sum(value for value in values if value is not None)
            if added != written:
                wrong.append((cell.text.strip(), " + ".join(texts), f"{total.locator}/c{cell.column}"))
    return wrong
