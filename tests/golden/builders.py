"""Golden reports: small lists of lines become a real .docx, .eml or .txt, or the blocks that reading would give.

A line `*text` is bold, `#text` a heading of Word, `[1.]text` numbered by Word, a list of lists a table (null: merged).
"""

import io
import json
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx

from schemas.document import Block, Cell, ReadDocument
from schemas.values import BlockKind

Line = str | list[list[str | None]]
GOLDEN = [
    json.loads(path.read_text(encoding="utf-8")) for path in sorted((Path(__file__).parent / "reports").glob("*"))
]
STATES = {"R": "reported", "N": "nothing", "E": "empty", "M": "missing"}


def make_file(report: dict[str, Any]) -> tuple[str, bytes]:
    """Name and bytes of a golden report that is a file."""
    kind = report["as"]
    if kind == "docx":
        return "a.docx", _make_docx(report["lines"])
    text = "\n".join(line.lstrip("*#") for line in report["lines"] if isinstance(line, str))
    if kind == "txt":
        return "a.txt", text.encode()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = report["sender"], "vanphong@sokhcn.example", "Gửi Văn phòng Sở"
    mail.set_content(text)
    return "a.eml", mail.as_bytes()


def make_document(report: dict[str, Any]) -> ReadDocument:
    """A golden report as reading would give it."""
    return ReadDocument(
        sha256="a" * 64,
        size_bytes=1,
        format="mail" if report["as"] == "mail" else "docx",
        blocks=tuple(_make_blocks(report["lines"])),
    )


def _make_blocks(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    paragraphs = tables = 0
    for line in lines:
        if isinstance(line, str):
            paragraphs += 1
            text, label = _split_label(line)
            kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
            bold = line.startswith("*")
            blocks.append(Block(locator=f"body/p{paragraphs}", kind=kind, label=label, text=text, bold=bold))
            continue
        tables += 1
        for number, row in enumerate(line, start=1):
            cells = tuple(Cell(column=at, text=text) for at, text in enumerate(row, start=1) if text is not None)
            words = " | ".join(cell.text for cell in cells)
            place = f"body/t{tables}/r{number}"
            blocks.append(Block(locator=place, kind=BlockKind.TABLE_ROW, text=words, cells=cells))
    return blocks


def _split_label(line: str) -> tuple[str, str]:
    text = line.lstrip("*#")
    if not text.startswith("["):
        return text, ""
    label, text = text[1:].split("]", 1)
    return text, label


def _make_docx(lines: Sequence[Line]) -> bytes:
    document = docx.Document()
    for line in lines:
        if isinstance(line, str):
            text, label = _split_label(line)
            style = "Heading 2" if line.startswith("#") else "List Number" if label else None
            paragraph = document.add_paragraph(style=style)
            paragraph.add_run(text).bold = line.startswith("*")
            continue
        table = document.add_table(len(line), len(line[0]))
        for row, cells in zip(table.rows, line, strict=True):
            for cell, told in zip(row.cells, cells, strict=True):
                cell.text = told or ""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
