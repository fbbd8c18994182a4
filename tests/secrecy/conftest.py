"""Builders of read documents for the gate."""

from collections.abc import Callable

import pytest

from schemas.document import Block, Cell, ReadDocument
from schemas.values import BlockKind


def build_document(
    *texts: str, cells: tuple[str, ...] = (), unseen: tuple[str, ...] = (), format_: str = "docx"
) -> ReadDocument:
    """One block per text, one table row of the cells, and the unseen texts."""
    blocks = [
        Block(locator=f"body/p{number}", kind=BlockKind.PARAGRAPH, text=text)
        for number, text in enumerate(texts, start=1)
    ]
    if cells:
        row = tuple(Cell(column=number, text=text) for number, text in enumerate(cells, start=1))
        blocks.append(Block(locator="body/t1/r1", kind=BlockKind.TABLE_ROW, text=" | ".join(cells), cells=row))
    return ReadDocument(sha256="0" * 64, size_bytes=1, format=format_, blocks=tuple(blocks), unseen_texts=unseen)


@pytest.fixture(scope="session")
def document() -> Callable[..., ReadDocument]:
    return build_document
