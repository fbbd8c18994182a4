"""Who signed a report: the name below a position, in a paragraph or in a cell of the table at its end.

Keeps out what a position tells of the unit (mentions.py).
"""

import re
from collections.abc import Iterable, Sequence

from schemas.document import Block, ReadDocument
from tonghop.understanding.outline.states import Fixed, find_fixed
from tonghop.understanding.tables.tables import find_table
from tonghop.understanding.words import normalise, strip_marks

_DEGREE = r"(?:(?:PGS|GS|TS|Ths|ThS|THS|KS|CN|BS|DS|CVC|CV)\.?\s*)*"
_NAME = re.compile(rf"{_DEGREE}(?P<name>[^\W\d_]+(?: [^\W\d_]+){{1,5}})")
_SENT = re.compile(r"noi nhan\b|luu\s*:")
_NO_NAME = re.compile(r"\b(?:giam doc|phong|trung tam|so|da ky|ky ten|nguoi|don vi|lanh dao|dau)\b")
_LONG, _MOST_BELOW = 400, 8
"""Letters of a text that is no line of a signature; lines below a position in which its name stands."""


def find_signer(papers: Iterable[Sequence[Block]], documents: Iterable[ReadDocument]) -> str | None:
    """The name as written below a position; without one that of the only certificate.

    Args:
        papers: the blocks behind the title of each document, the signed copy first.
        documents: whose electronic signatures may tell.
    """
    written = next((name for blocks in papers if (name := _find_written(blocks)) is not None), None)
    if written is not None:
        return written
    certified = {signature.signer for document in documents for signature in document.signatures}
    return certified.pop() if len(certified) == 1 else None


def _find_written(blocks: Sequence[Block]) -> str | None:
    """The first name below a position; in a table the one on the right, left of whom stands who drew the paper up."""
    named: dict[str, str] = {}
    for (table, _), lines in _list_columns(blocks).items():
        if (name := _read_column(lines)) is not None:
            named[table] = name
    return next(iter(named.values()), None)


def _read_column(lines: Sequence[str]) -> str | None:
    below = 0
    for line in lines:
        if find_fixed(line, weighty=True) is Fixed.SIGNATURE and not _SENT.match(strip_marks(line)):
            below = _MOST_BELOW
        elif below and (name := _read_name(line)):
            return name
        else:
            below = max(0, below - 1)
    return None


def _list_columns(blocks: Sequence[Block]) -> dict[tuple[str, int], list[str]]:
    """(table, column) -> its lines; all paragraphs are one column of no table."""
    columns: dict[tuple[str, int], list[str]] = {}
    for block in blocks:
        table = find_table(block.locator) or "" if block.cells else ""
        told = [(cell.column, cell.text) for cell in block.cells] if block.cells else [(0, block.text)]
        for column, text in told:
            if len(text) < _LONG:
                lines = [normalise(line) for line in text.split("\n")]
                columns.setdefault((table, column), []).extend(line for line in lines if line)
    return columns


def _read_name(line: str) -> str | None:
    """A line that is a person's name: two to six words, each with a capital."""
    match = _NAME.fullmatch(line.strip(" .,;:-*"))
    if match is None or not all(word[0].isupper() for word in match["name"].split()):
        return None
    return None if _NO_NAME.search(strip_marks(line)) else match[0]
