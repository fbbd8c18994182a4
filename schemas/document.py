"""Documents and the blocks of visible text that reading finds in them."""

from datetime import datetime

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
    confidence: float | None = Field(
        default=None, description="0 to 1, mean over the words; only for text that a machine recognised in a picture"
    )
    control: str = Field(
        default="", description="id of the control of one of our forms in which it stands (schemas.form), else empty"
    )


class Signature(Word):
    """What is known of one electronic signature in a file. A fact that is reported, never a condition."""

    signer: str = Field(description="common name of the certificate, as it claims")
    signed_at: datetime | None = Field(default=None, description="with time zone; the signer's claim unless stamped")
    intact: bool = Field(description="the signed bytes are those that were signed")
    valid: bool = Field(description="the signature fits the certificate")
    whole: bool = Field(description="nothing was added to the file after signing")
    trusted: bool = Field(default=False, description="the certificate leads to a root that the Office trusts")


class DocumentPart(Word):
    """One file within a container (mail, zip); its blocks stand in the container under `prefix`."""

    prefix: str = Field(description="part2, part3/part1; blocks have the locator <prefix>/body/p1")
    name: str = Field(description="as the container has it, NFC, without folders")
    sha256: str
    format: str
    readable: bool
    scan: bool = False
    signatures: tuple[Signature, ...] = ()


class ReadDocument(Word):
    """What reading found in one document. Blocks are NFC, in reading order."""

    sha256: str
    size_bytes: int
    format: str = Field(description="as the bytes say: docx, doc, pdf, xlsx, image, text, mail, zip ...")
    blocks: tuple[Block, ...] = ()
    unseen_texts: tuple[str, ...] = Field(
        default=(), description="text that is not visible (deleted, hidden, properties); for the secrecy gate only"
    )
    findings: tuple[Finding, ...] = ()
    readable: bool = Field(default=True, description="False: damaged, encrypted, refused, or nothing but pictures")
    scan: bool = Field(default=False, description="a picture of text: recognised only after a person saw no mark on it")
    signatures: tuple[Signature, ...] = ()
    parts: tuple[DocumentPart, ...] = Field(default=(), description="of a container, nested ones' too, in order")
