"""Documents and the blocks of visible text that reading finds in them."""

from pydantic import Field

from schemas.base import Word
from schemas.values import BlockKind, Severity


class Finding(Word):
    """Something a person should look at: which rule, how serious, where, what is wrong, how to mend it."""

    rule: str
    severity: Severity
    locator: str | None = None
    message: str
    fix: str


class Cell(Word):
    """One table cell; a merged cell appears once, at its first row and column."""

    column: int = Field(description="first grid column, from 1")
    text: str


class Block(Word):
    """A piece of visible text with its place. `label` is the list number as Word shows it, not part of `text`."""

    locator: str = Field(description="body/p12, body/t2/r4, header1/p1, note3/p1, box1/p2")
    kind: BlockKind
    label: str = ""
    text: str
    bold: bool = Field(default=False, description="every visible letter is bold")
    level: int | None = Field(default=None, description="heading level or list level from 0, when Word has one")
    cells: tuple[Cell, ...] = Field(default=(), description="table rows only; text is the cells joined by ' | '")


class ReadDocument(Word):
    """What reading found in one document. Blocks are NFC, in reading order."""

    sha256: str
    size_bytes: int
    format: str = Field(description="docx, text, mail, or the format's name when it cannot be read yet")
    blocks: tuple[Block, ...] = ()
    unseen_texts: tuple[str, ...] = Field(
        default=(), description="text that is not visible (deleted, hidden, properties); for the secrecy gate only"
    )
    findings: tuple[Finding, ...] = ()
    readable: bool = Field(default=True, description="False: damaged, encrypted, refused, or a format not read yet")
