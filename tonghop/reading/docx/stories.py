"""A story (body, header, note, box, comment) -> blocks in order.

The rules of places:

- `p<n>` counts every w:p of the story that stands outside tables, from 1, empty ones and those inside content controls,
  custom XML or any other wrapper included, in document order. `t<n>` counts the story's outermost tables likewise and
  `r<n>` every w:tr of a table.
- A paragraph whose mark is deleted flows into the next one, as in Word: the block has the place of the last.
- A row is one block. A merged cell appears once, at its first row and first grid column. Nested tables are lines of
  the cell's text. Numbers of list paragraphs inside a cell stand before their text, since a cell has no label.
- A row of a header or box keeps the kind `header` or `textbox`; other rows are `table_row`.
- Text boxes follow the block that anchors them, as `box<n>/p<m>`, n counted over the document.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tonghop.reading.cleaning import clean_text
from tonghop.reading.docx.context import Context
from tonghop.reading.docx.package import COMPATIBILITY, WORD, Element
from tonghop.reading.docx.paragraphs import Paragraph, choose_alternative, note_headers
from tonghop.reading.docx.styles import ParagraphLook, read_level, read_paragraph_look
from tonghop.reading.raw import RawBlock

_P, _TBL, _TR, _TC = (WORD + name for name in ("p", "tbl", "tr", "tc"))
_SKIPPED = {WORD + name for name in ("sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "customXmlPr")}
_OWN_KIND = {"header", "textbox"}


class _Line(NamedTuple):
    text: str
    label: str
    bold: bool
    level: int | None
    heading: bool


def read_story(container: Element, prefix: str, kind: str, context: Context) -> list[RawBlock]:
    """The blocks of one story.

    Args:
        container: w:body, w:hdr, w:footnote, w:txbxContent ...
        prefix: first part of the locators, e.g. "body".
        kind: BlockKind value of its paragraphs.
        context: of the document.
    """
    blocks: list[RawBlock] = []
    paragraphs = tables = 0
    joined: Paragraph | None = None
    for element in _walk(container, {_P, _TBL}, context):
        if element.tag == _TBL:
            tables += 1
            blocks += _read_table(element, f"{prefix}/t{tables}", kind, context)
        else:
            paragraphs += 1
            line, joined = _read_line(element, joined, context)
            if line is not None and line.text:
                own = "heading" if line.heading and kind == "paragraph" else kind
                blocks.append(RawBlock(f"{prefix}/p{paragraphs}", own, line.text, line.label, line.bold, line.level))
        blocks += read_boxes(context)
    if joined is not None:
        text, bold = joined.close()
        blocks += [RawBlock(f"{prefix}/p{paragraphs}", kind, text, bold=bold)] if text else []
    return blocks


def read_boxes(context: Context) -> list[RawBlock]:
    """The text boxes met since the last call, each numbered over the whole document."""
    boxes, context.boxes = context.boxes, []
    blocks: list[RawBlock] = []
    for box in boxes:
        context.box_count += 1
        prefix = f"box{context.box_count}"
        if box.tag == WORD + "txbxContent":
            blocks += read_story(box, prefix, "textbox", context)
        else:  # WordArt
            text = clean_text(box.get("string", ""))
            blocks += [RawBlock(f"{prefix}/p1", "textbox", text)] if text else []
    return blocks


def _walk(container: Element, wanted: set[str], context: Context) -> Iterator[Element]:
    """The wanted elements in document order, through wrappers of any kind, not into each other."""
    for child in container:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag == COMPATIBILITY + "AlternateContent":
            yield from _walk(choose_alternative(child), wanted, context)
        elif tag == WORD + "sectPr":
            note_headers(child, context)
        elif tag == WORD + "altChunk":
            context.foreign = True
        elif tag not in _SKIPPED and len(child):
            yield from _walk(child, wanted, context)


def _read_line(element: Element, joined: Paragraph | None, context: Context) -> tuple[_Line | None, Paragraph | None]:
    """(the line, None), or (None, what flows into the next paragraph) when the paragraph mark is deleted."""
    properties = element.find(WORD + "pPr")
    style = properties.find(WORD + "pStyle") if properties is not None else None
    style_id = style.get(WORD + "val") if style is not None else None
    look = context.styles.paragraph(style_id)
    paragraph = joined or Paragraph(context)
    paragraph.add(element, look)
    if properties is not None and _mark_is_deleted(properties, context):
        return None, paragraph
    text, bold = paragraph.close()
    direct = read_paragraph_look(properties) if properties is not None else ParagraphLook()
    label, list_level = _read_label(direct, style_id, context)
    outline = direct.outline if direct.outline is not None else look.outline
    outline = None if outline is not None and outline > 8 else outline
    return _Line(text, label, bold, list_level if outline is None else outline, outline is not None), None


def _mark_is_deleted(properties: Element, context: Context) -> bool:
    mark = properties.find(WORD + "rPr")
    if mark is None:
        return False
    context.changes += mark.find(WORD + "ins") is not None
    deleted = mark.find(WORD + "del") is not None or mark.find(WORD + "moveFrom") is not None
    context.changes += deleted
    return deleted


def _read_label(direct: ParagraphLook, style_id: str | None, context: Context) -> tuple[str, int | None]:
    """(label, list level) of a paragraph; counting is a side effect on the document's numbering."""
    numbered = context.styles.find_numbering(direct, style_id)
    if numbered is None:
        return "", None
    level = numbered.list_level or 0
    if numbered.from_style is not None and direct.list_level is None:
        named = context.numbering.find_level(numbered.number_id, numbered.from_style)
        level = level if named is None else named
    return context.numbering.next_label(numbered.number_id, level), level


def _read_table(table: Element, prefix: str, kind: str, context: Context) -> list[RawBlock]:
    blocks = []
    for number, (cells, bold) in enumerate(_read_rows(table, context), start=1):
        if any(text for _, text in cells):
            own = kind if kind in _OWN_KIND else "table_row"
            text = " | ".join(text for _, text in cells)
            blocks.append(RawBlock(f"{prefix}/r{number}", own, text, bold=bold, cells=tuple(cells)))
    return blocks


def _read_rows(table: Element, context: Context) -> Iterator[tuple[list[tuple[int, str]], bool]]:
    """(cells, bold) of every w:tr; a deleted row has no cells."""
    open_columns: set[int] = set()  # first columns of cells that a vertical merge may go on
    for row in _walk(table, {_TR}, context):
        properties = row.find(WORD + "trPr")
        cells: list[tuple[int, str]] = []
        bolds: list[bool] = []
        deleted = properties is not None and properties.find(WORD + "del") is not None
        context.changes += deleted
        column = 1 + (read_level(properties, WORD + "gridBefore") or 0 if properties is not None else 0)
        merging: set[int] = set()
        for cell in _walk(row, {_TC}, context):
            width, vertical, horizontal = _read_merge(cell)
            if vertical is not None:
                merging.add(column)
            lines = _read_cell(cell, context)
            continued = (vertical == "continue" and column in open_columns) or (horizontal == "continue" and cells)
            text = "\n".join(line.text for line in lines if line.text)
            if continued or deleted:
                context.hide(text)
            else:
                cells.append((column, text))
                bolds += [line.bold for line in lines if any(char.isalnum() for char in line.text)]
            column += width
        open_columns = merging if not deleted else open_columns
        yield cells, bool(bolds) and all(bolds)


def _read_merge(cell: Element) -> tuple[int, str | None, str | None]:
    """(columns spanned, vertical merge, horizontal merge); a merge is "restart", "continue" or None."""
    properties = cell.find(WORD + "tcPr")
    if properties is None:
        return 1, None, None
    merges = []
    for name in ("vMerge", "hMerge"):
        merge = properties.find(WORD + name)
        merges.append(None if merge is None else merge.get(WORD + "val", "continue"))
    return max(read_level(properties, WORD + "gridSpan") or 1, 1), merges[0], merges[1]


def _read_cell(cell: Element, context: Context) -> list[_Line]:
    """Its paragraphs, and rows of nested tables with ` | ` between cells, as lines of text."""
    lines: list[_Line] = []
    joined: Paragraph | None = None
    for element in _walk(cell, {_P, _TBL}, context):
        if element.tag == _TBL:
            for cells, bold in _read_rows(element, context):
                text = " | ".join(text for _, text in cells if text)
                lines.append(_Line(text, "", bold, None, False))
            continue
        line, joined = _read_line(element, joined, context)
        if line is not None:
            lines.append(line._replace(text=f"{line.label} {line.text}".strip()))
    if joined is not None:
        text, bold = joined.close()
        lines.append(_Line(text, "", bold, None, False))
    return lines
