"""The gate itself: every name, subject and line of text of one submission, read or unread, shown or hidden.

Keeps out the decision what to do. Callers must never log, store or show `Mark.words` (it is left out of repr).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from schemas.base import Word
from schemas.document import Block, Finding, ReadDocument
from schemas.rules import make_finding
from schemas.values import BlockKind
from tonghop.secrecy.lines import find_circulation_line, find_line_mark, may_bear_mark, split_lines
from tonghop.secrecy.names import find_name_mark

_LONGEST_NAME = 2_000
_OVERLAP = 200
_NAMES_AT_ONCE = 500
_FIGURE = re.compile("[0-9]")
_LONGEST_STAMP = 40

_FEWEST_VERTICAL = 2
_BELOW = re.compile(rf"^.(?:\n.){{{_FEWEST_VERTICAL},}}$", re.MULTILINE)
_MAY_SPELL = re.compile("[^\x00-\x7f§·\u2000-\u206f\u25a0-\u25ff\ue000-\uf8ff]")
"""Any other character than figures, Latin letters and bullets: no mark does without."""


class Mark(Word):
    """The first mark that was found, and where."""

    rule: Literal["secrecy-mark"] = "secrecy-mark"
    where: Literal["name", "subject", "text"]
    document: int | None = Field(default=None, description="index of the name, the document or the subject")
    locator: str | None = Field(default=None, description="of the block; None for text that nobody sees")
    words: str = Field(repr=False, description="for the authorised person's screen alone")


def find_mark(names: Sequence[str], documents: Sequence[ReadDocument], texts: Sequence[str] = ()) -> Mark | None:
    """Look for a mark of a state secret in all that arrived as one submission.

    Args:
        names: file and attachment names, and folder names if they belong to the submission.
        documents: what reading found; unreadable ones still carry the texts that could be had.
        texts: subjects of mails.

    Returns:
        The first mark, or None. `None` for an unreadable document only means that its name and scraps bear none.
    """
    for where, values in (("name", names), ("subject", texts)):
        for index, value in enumerate(values):
            words = _find_long_name_mark(value)
            if words is not None:
                return Mark(where="name" if where == "name" else "subject", document=index, words=words)
    for index, document in enumerate(documents):
        mark = _find_document_mark(index, list(_texts(document))) or _find_column_mark(index, document.blocks)
        if mark is not None:
            return mark
        words = _find_path_mark(document.unseen_texts)
        if words is not None:
            return Mark(where="subject", document=index, words=words)
    return None


def find_circulation_mark(documents: Sequence[ReadDocument]) -> Finding | None:
    """A finding when a document says LƯU HÀNH NỘI BỘ: no state secret, but a person decides before it goes out."""
    for document in documents:
        for locator, text in _texts(document):
            if any(find_circulation_line(line) for line in split_lines(text)):
                return make_finding("circulation-mark", locator)
    return None


def add_circulation_findings(documents: Sequence[ReadDocument]) -> list[ReadDocument]:
    """The documents in their order; one that says LƯU HÀNH NỘI BỘ has that finding added to its own."""
    marked = [(document, find_circulation_mark([document])) for document in documents]
    return [
        document.model_copy(update={"findings": (*document.findings, finding)}) if finding else document
        for document, finding in marked
    ]


def _texts(document: ReadDocument) -> Iterator[tuple[str | None, str]]:
    for block in document.blocks:
        for text in _block_texts(block):
            yield block.locator, text
    for text in document.unseen_texts:
        yield None, text


def _block_texts(block: Block) -> Iterator[str]:
    if block.cells:
        yield from (cell.text for cell in block.cells)
        yield block.text  # "Độ mật: | A"
        return
    yield block.text
    if block.kind is BlockKind.HEADER and len(block.text) <= _LONGEST_STAMP:
        yield block.text.title()  # at the head of each page, "Tài liệu mật" is a stamp; in the text it is a heading
    if block.label:
        yield f"{block.label} {block.text}"
        yield block.label


def _find_document_mark(index: int, texts: Sequence[tuple[str | None, str]]) -> Mark | None:
    """The first mark in the lines of a document; first all at once, since nearly no document bears one."""
    lines = "\n".join(split_lines("\n".join(text for _, text in texts)))
    for locator, text in texts if may_bear_mark(lines) else ():
        words = _find_text_mark(text)
        if words is not None:
            return Mark(where="text", document=index, locator=locator, words=words)
    may_stand = any(_MAY_SPELL.search(letters) for letters in _BELOW.findall(lines))
    words = _find_vertical_mark([text for _, text in texts]) if may_stand else None
    return None if words is None else Mark(where="text", document=index, words=words)


def _find_column_mark(index: int, blocks: Sequence[Block]) -> Mark | None:
    """A stamp that is set one letter below the other in a column of a table or sheet."""
    rows = [block for block in blocks if block.cells]
    if not any(len(cell.text) == 1 and _MAY_SPELL.match(cell.text) for row in rows for cell in row.cells):
        return None
    columns: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            columns.setdefault(cell.column, []).append(cell.text)
    words = next((words for words in map(_find_vertical_mark, columns.values()) if words is not None), None)
    return None if words is None else Mark(where="text", document=index, words=words)


def _find_path_mark(texts: Sequence[str]) -> str | None:
    """A mark in a name among these texts, or in one of the folders before it.

    Subjects and names of attachments and zip members begin with "/"; of a mail they are told several times.
    """
    paths = [text for text in texts if text.startswith("/")]
    every = dict.fromkeys(name for path in paths for name in (path[1:], *path.split("/")))
    names = list({_FIGURE.sub("0", name): name for name in every}.values())  # one figure is like another to a mark
    for at in range(0, len(names), _NAMES_AT_ONCE):  # a zip may have tens of thousands
        some = names[at : at + _NAMES_AT_ONCE]
        if may_bear_mark("\n".join(split_lines("\n".join(some)))):
            for words in map(_find_long_name_mark, some):
                if words is not None:
                    return words
    return None


def _find_long_name_mark(name: str) -> str | None:
    """A mark in a name or subject; one that is very long is looked at in pieces that overlap."""
    pieces = (name[at : at + _LONGEST_NAME] for at in range(0, max(len(name), 1), _LONGEST_NAME - _OVERLAP))
    return next((words for words in map(find_name_mark, pieces) if words is not None), None)


def _find_vertical_mark(texts: Sequence[str]) -> str | None:
    """A stamp that is set one letter below the other, as lines or as paragraphs."""
    letters = ""
    for line in (line for text in [*texts, "end"] for line in split_lines(text)):
        if len(line) == 1:
            letters += line
            continue
        if len(letters) > _FEWEST_VERTICAL and (words := find_line_mark(letters)) is not None:
            return words
        letters = ""
    return None


def _find_text_mark(text: str) -> str | None:
    before = ""
    for line in split_lines(text):
        words = find_line_mark(line, before)
        if words is not None:
            return words
        before = line
    return None
