"""Tables of a report: which column holds what, and rows with merged cells filled.

Keeps out which item a row belongs to (rows.py) and what only adds up the others (sums.py). A merged
item cell holds for the rows below it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.document import Block
from tonghop.understanding.outline.headings import Label, read_label
from tonghop.understanding.outline.states import Fixed, find_fixed
from tonghop.understanding.tables.columns import Column, Columns, fold_title, is_number_title, is_title
from tonghop.understanding.tables.sums import adds_up, find_wrong_sum, find_wrong_totals, is_total
from tonghop.understanding.words import normalise

_TABLE_OF = re.compile(r"(?P<table>(?:.*/)?(?:t\d+|sheet\d+))/r\d+$|(?P<pages>(?:.*/)?page)\d+/l\d+$")
_HEADED = (Column.NUMBER, Column.TOPIC)
_TOLD = (Column.NUMBER, Column.TOPIC, Column.RESULT, Column.AMOUNT, Column.PAST, Column.PART, Column.HALF)
_FEWEST_ADDED = 2
_INDICATOR = "chi tieu"
_LAST = 3
"""Rows at the end of a table one of which may be its total without saying so; above it nobody adds up."""


@dataclass(frozen=True)
class Row:
    """One row under its column titles; locators are of cells."""

    locator: str
    label: Label | None
    topic: str
    topic_is_new: bool
    """False: the topic cell is merged with the row above, or left blank."""
    result: str
    spanned: bool
    """One cell over the whole width: a heading inside the table."""
    extras: dict[Column, str]
    amounts: tuple[tuple[str, str], ...] = ()
    """(column title, cell) of each column that counts something."""
    others: tuple[tuple[str, str, str], ...] = ()
    """(column title, cell, locator) of each column of which the title says nothing about counting."""
    halves: tuple[tuple[str, str], ...] = ()
    """(column title, cell) of half-years beside each other or beside the whole year."""
    titles: dict[Column, str] = field(default_factory=dict)
    """Titles of the columns of the extras, as they are written."""

    @property
    def counted(self) -> tuple[tuple[str, str], ...]:
        """(column title, cell) of all that the row counts, whichever of its half-years is reported."""
        return (*self.amounts, *self.halves)

    @property
    def is_heading(self) -> bool:
        """Whether the row only names what stands below it."""
        told = (self.result, self.amounts, self.others, self.halves, set(self.extras) - {Column.MEASURE})
        return self.topic_is_new and not any(told)


@dataclass(frozen=True)
class Table:
    """A table of results: its rows, and totals that its rows do not add up to (as written, sum, locator)."""

    rows: tuple[Row, ...]
    wrong_totals: tuple[tuple[str, str, str], ...]


def find_table(locator: str) -> str | None:
    """The table that a row's locator belongs to, or None; rows on pages go on from one page to the next."""
    match = _TABLE_OF.match(locator)
    return (match["table"] or match["pages"]) if match else None


def read_table(blocks: Sequence[Block]) -> Table | None:
    """Read the rows of one table; None when no row gives titles of at least two columns that are understood."""
    head, columns = _read_columns(blocks)
    if across := _read_across(blocks):
        return Table(across, ())
    if columns is None:
        return None
    rows: list[Row] = []
    wrong: list[tuple[str, str, str]] = []
    topic, titles = "", {block.text for block in blocks[:head]}
    for place, block in enumerate(blocks[head:], start=head):
        if block.text in titles:
            continue  # said again at the top of the next page
        if _is_signature(block):
            break
        is_last = place >= len(blocks) - _LAST
        if is_total(block) or (is_last and adds_up(blocks[head:place], block, columns)):
            wrong += find_wrong_totals(blocks[head:place], block, columns)
            continue
        row = _read_row(block, columns, topic)
        if row is not None:
            topic = row.topic or topic
            rows.append(row)
            wrong += find_wrong_sum(block, columns)
    return Table(tuple(rows), tuple(wrong))


def _read_across(blocks: Sequence[Block]) -> tuple[Row, ...]:
    """A row of topics over one row of figures: Số đoàn vào | Số đoàn ra over 06 | 03; empty for any other table."""
    told = [block for block in blocks if any(cell.text.strip() for cell in block.cells)]
    if len(told) != _FEWEST_ADDED or any(char.isdigit() for cell in told[0].cells for char in cell.text):
        return ()
    titles = {cell.column: normalise(cell.text) for cell in told[0].cells if cell.text.strip()}
    counted = {c: title for c, title in titles.items() if not is_number_title(title)}
    cells = {c.column: normalise(c.text) for c in told[1].cells if c.text.strip() and c.column in counted}
    if len(cells) < _FEWEST_ADDED or set(cells) != set(counted):
        return ()
    if any(not re.match(r"\d[\d.,]*(?:\s\D{1,30})?$", text) for text in cells.values()):
        return ()
    return tuple(
        Row(f"{told[1].locator}/c{at}", None, titles[at], True, "", False, {}, amounts=(("", text),))
        for at, text in cells.items()
    )


def _read_columns(blocks: Sequence[Block]) -> tuple[int, Columns | None]:
    """(index of the first row below the titles, the columns)."""
    for place, block in enumerate(blocks[:3]):
        columns = Columns()
        columns.add_titles(block)
        if _are_titles(columns, blocks[place + 1 : place + 3]):
            head = place + 1
            while head < len(blocks) and _continues_titles(blocks[head]):
                columns.add_titles(blocks[head])
                head += 1
            columns.settle()
            _settle_named(columns, blocks[head:])
            return head, columns
    return 0, None


def _settle_named(columns: Columns, below: Sequence[Block]) -> None:
    """Nội dung | Chỉ tiêu | Cả năm: below Chỉ tiêu stands in words what is counted, no plan."""
    for column in columns.list_all(Column.PLANNED) if columns.find(Column.TOPIC) is not None else ():
        cells = [cell.text.strip() for block in below for cell in block.cells if cell.column == column]
        told = [text for text in cells if text]
        words = told and not any(text[0].isdigit() for text in told)
        if words and fold_title(columns.titles[column]) == _INDICATOR and columns.find(Column.RESULT) is None:
            columns.roles[column] = Column.RESULT


def _are_titles(columns: Columns, below: Sequence[Block]) -> bool:
    """Whether a row gives the titles of a table of results."""
    roles = set(columns.roles.values())
    if len(roles) >= 2 and roles & {Column.TOPIC, Column.RESULT}:
        return True
    if len(roles) >= 2 and "chi tieu" in map(fold_title, columns.titles.values()):
        return bool(roles & {Column.AMOUNT, Column.PLANNED})
    if not roles or not columns.others or any(re.search(r"\d", title) for title in columns.others.values()):
        return False
    # Kênh | Số lượng, or STT | Kênh | Tin | Bài: numbers stand below titles, behind a column of words
    counted = {
        cell.column for block in below for cell in block.cells if re.fullmatch(r"\d[\d.,]*", cell.text.strip())
    } - set(columns.list_all(Column.NUMBER))
    known = counted & {*columns.list_all(Column.AMOUNT), *columns.others}
    return bool(known) and min(columns.others) < min(known) and min(columns.others) not in counted


def _continues_titles(block: Block) -> bool:
    """A second row of titles below merged ones, or the row (1) (2) (3)."""
    texts = [fold_title(cell.text).strip("()") for cell in block.cells if cell.text.strip()]
    if not texts or len(texts) < 2:
        return False
    if all(re.fullmatch(r"\d{1,2}|[a-z]|\d=.*", text) for text in texts) and len(texts) == len(block.cells):
        return [t for t in texts if t.isdigit()] == [str(n) for n in range(1, len(texts) + 1)]
    return all(is_title(text) for text in texts)


def _read_row(block: Block, columns: Columns, carried: str) -> Row | None:
    cells = {cell.column: normalise(cell.text) for cell in block.cells}
    filled = {column: text for column, text in cells.items() if text}
    if not filled:
        return None
    column, text = next(iter(filled.items()))
    # a sheet or a page has no empty cells: what stands alone below a title of results is no heading
    if len(cells) == 1 and len(columns.roles) > 2 and columns.roles.get(column, Column.TOPIC) in _HEADED:
        label, rest = read_label(text)
        return Row(f"{block.locator}/c{column}", label, rest, True, "", True, {})
    number = cells.get(columns.find(Column.NUMBER) or 0, "")
    topic_column, result_column = columns.find(Column.TOPIC), columns.find(Column.RESULT)
    own = cells.get(topic_column or 0, "")
    typed, own_text = read_label(own)
    if not own_text and re.search(r"[^\W\d_]{2}", own):
        own_text = own  # Nội dung 3 is all that the cell says
    label = read_label(f"{number.strip(' .')}. X")[0] if number.strip(" .") else typed
    cells |= {c: f"ước {cells[c]}" for c in columns.list_estimated() if _is_unsaid(cells.get(c, ""))}
    result, *behind = [cells[c] for c in columns.list_all(Column.RESULT) if cells.get(c)] or [""]
    if behind and (not re.search(r"[^\W\d_]", result) or all(re.search(r"[^\W\d_]", text) for text in behind)):
        result, behind = ": ".join([result, *behind]), []
    amounts = [(columns.titles[c], cells[c]) for c in columns.list_all(Column.AMOUNT) if cells.get(c)]
    extras: dict[Column, str] = {
        role: cells[column] for column, role in columns.roles.items() if role not in _TOLD and cells.get(column)
    }
    if compared := [
        f"{normalise(columns.titles[column])}: {cells[column]}"
        for column, role in columns.roles.items()
        if role is Column.COMPARED and cells.get(column)
    ]:
        extras[Column.COMPARED] = "; ".join(compared)
    amount = next((c for c in columns.list_all(Column.AMOUNT) if cells.get(c)), None)
    holder = next((c for c in (result_column, amount, topic_column) if c and cells.get(c)), min(filled))
    return Row(
        locator=f"{block.locator}/c{holder}",
        label=label,
        topic=own_text or carried,
        topic_is_new=bool(own_text),
        result=result,
        spanned=False,
        extras=extras,
        amounts=(*amounts, *(("", text) for text in behind)),
        others=tuple(
            (normalise(title), cells[at], f"{block.locator}/c{at}")
            for at, title in sorted(columns.others.items())
            if cells.get(at)
        ),
        halves=tuple((normalise(columns.titles[c]), cells[c]) for c in columns.list_all(Column.HALF) if cells.get(c)),
        titles={role: normalise(columns.titles[c]) for c, role in columns.roles.items() if role in extras},
    )


def _is_signature(block: Block) -> bool:
    """Người lập biểu | Giám đốc: what stands in and below this row is of no table."""
    texts = [cell.text for cell in block.cells if cell.text.strip()]
    fixed = [find_fixed(normalise(text), weighty=True) for text in texts]
    return bool(fixed) and set(fixed) <= {Fixed.SIGNATURE, Fixed.CLOSING}


def _is_unsaid(text: str) -> bool:
    """Whether a figure below a title of estimates does not say itself that it is one."""
    return re.match(r"\d", text) is not None
