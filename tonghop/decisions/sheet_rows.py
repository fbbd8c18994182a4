"""A filled-in sheet of what waits -> its rows as people left them. The file is read like any stranger's: bounded.

Keeps out judging the rows (steps) and writing the sheet (sheet.py).
"""

import re
import unicodedata
from typing import NamedTuple

from schemas.document import Block, ReadDocument
from schemas.values import BlockKind
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.keys import DecisionError
from tonghop.reading import Reader

CHECK = re.compile(r"([0-9a-f]{12})-([0-9a-f]{8})")
MOST_ROWS = 5_000
"""Far more than ever wait; whoever hands in more has hit the wrong file."""
_LARGEST_BYTES = 2_000_000
_LONGEST_NOTE = 2_000
_LONGEST_NAME = 200


class FilledRow(NamedTuple):
    """One row as it came back; every cell without blanks around it, empty where nothing stands."""

    place: str
    """As Excel counts: dòng 7."""
    key: str
    choice: str
    note: str
    by: str
    check: str


class FilledSheet(NamedTuple):
    """What came back."""

    rows: tuple[FilledRow, ...]
    hidden: int
    """Rows that a filter hides, so that nobody can say what the person meant with them."""


def read_sheet(name: str, data: bytes) -> FilledSheet:
    """The rows of a filled-in sheet, in their order. Raises DecisionError when it is no such sheet."""
    if len(data) > _LARGEST_BYTES:  # before it is unpacked: that takes a third of a minute for 300,000 rows
        raise DecisionError(words.TOO_LARGE.format(name=name, most=MOST_ROWS))
    with Reader() as reader:
        (document,) = reader.read_documents([(name, data)])
    if not document.readable:
        reason = document.findings[0].message if document.findings else ""
        raise DecisionError(words.NOT_READ.format(name=name, reason=reason))
    blocks = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW or block.cells]
    head = next((place for place, block in enumerate(blocks) if _is_head(block)), None)
    if head is None:
        raise DecisionError(words.NO_TABLE.format(name=name))
    columns = {_fold(cell.text): cell.column for cell in blocks[head].cells}
    sheet = blocks[head].locator.partition("/")[0]
    below = [block for block in blocks[head + 1 :] if block.locator.partition("/")[0] == sheet]
    if len(below) > MOST_ROWS:
        raise DecisionError(words.TOO_LARGE.format(name=name, most=MOST_ROWS))
    rows = (_read_row(block, columns) for block in below)
    return FilledSheet(tuple(row for row in rows if any(row[1:])), _count_hidden(document))


def _is_head(block: Block) -> bool:
    needed = {_fold(words.COLUMNS[place]) for place in (words.KEY, words.CHOICE, words.CHECK)}
    return needed <= {_fold(cell.text) for cell in block.cells}


def _read_row(block: Block, columns: dict[str, int]) -> FilledRow:
    cells = {cell.column: " ".join(cell.text.split()) for cell in block.cells}

    def find(place: int) -> str:
        return unicodedata.normalize("NFC", cells.get(columns.get(_fold(words.COLUMNS[place]), 0), ""))

    return FilledRow(
        place=re.sub(r".*?r(\d+).*", r"dòng \1", block.locator),
        key=find(words.KEY),
        choice="" if find(words.CHOICE).startswith(words.ELSEWHERE_BEGINS) else find(words.CHOICE),
        note=find(words.NOTE)[:_LONGEST_NOTE],
        by=find(words.BY)[:_LONGEST_NAME],
        check=find(words.CHECK),
    )


def _count_hidden(document: ReadDocument) -> int:
    return sum(len(CHECK.findall(text)) for text in document.unseen_texts)


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
