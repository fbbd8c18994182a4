"""Pieces of a Word page: looks, paragraphs, runs, tables, drawn lines, as raw XML.

Add here what any page of ours is built of. Keep out documents and sections (page) and what a report says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from tonghop.rendering.text import clean_line

FONT = "Times New Roman"

Element: TypeAlias = Any  # python-docx has no types of its own for raw XML


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: size in points, indents in millimetres, spacing in points, line height in lines."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first_line: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    keep_next: bool = False
    style: str | None = None


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph that differs from its look; `preserved` keeps rows of blanks and our line breaks."""

    text: str
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    preserved: bool = False


@dataclass(frozen=True)
class CellContent:
    """One table cell: its paragraphs, the columns that it spans, its shading (hex) or none."""

    paragraphs: tuple[Element, ...]
    span: int = 1
    shading: str | None = None


def make(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the w: namespace; attribute names get the namespace, None is left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            element.set(qn(f"w:{name.rstrip('_')}"), str(value))
    element.extend(children)
    return element


def to_twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def make_paragraph(look: Look, *runs: str | Run) -> Element:
    """A paragraph; its format stands on itself too, so that copying it into another document keeps it."""
    properties = make("pPr")
    if look.style:
        properties.append(make("pStyle", val=look.style))
    if look.keep_next:
        properties.append(make("keepNext"))
    spacing = {"before": round(look.before * 20), "after": round(look.after * 20), "line": round(look.line * 240)}
    properties.append(make("spacing", **spacing, lineRule="auto"))
    properties.append(
        make(
            "ind",
            left=to_twips(look.left),
            right=to_twips(look.right),
            hanging=to_twips(-look.first_line) if look.first_line < 0 else None,
            firstLine=to_twips(look.first_line) if look.first_line >= 0 else None,
        )
    )
    properties.append(make("jc", val=look.align))
    paragraph = make("p", properties)
    paragraph.extend(make_run(look, run if isinstance(run, Run) else Run(run)) for run in runs)
    return paragraph


def make_run(look: Look, run: Run) -> Element:
    """A run with its size and weight."""
    properties = make_run_properties(look, run)
    if not run.preserved:
        # A blank before or after the piece is meant: it parts this run from its neighbour.
        words = clean_line(run.text)
        return make("r", properties, _make_text(" " * run.text.startswith(" ") + words + " " * run.text.endswith(" ")))
    element = make("r", properties)
    for number, line in enumerate(run.text.split("\n")):
        element.extend([*([make("br")] if number else []), _make_text(line)])
    return element


def _make_text(words: str) -> Element:
    text = make("t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    return text


def make_run_properties(look: Look, run: Run | None = None) -> Element:
    """Font, weight, size and language of a run."""
    run = run or Run("")
    size = round((look.size if run.size is None else run.size) * 2)
    properties = make("rPr", make("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
    if look.bold if run.bold is None else run.bold:
        properties.extend([make("b"), make("bCs")])
    if look.italic if run.italic is None else run.italic:
        properties.extend([make("i"), make("iCs")])
    properties.extend([make("sz", val=size), make("szCs", val=size)])
    return properties


def make_rule(length_mm: float, width_mm: float) -> Element:
    """A drawn line of exact length, centred in `width_mm`: the upper border of an empty, indented paragraph."""
    side = max(0.0, (width_mm - length_mm) / 2)
    paragraph = make_paragraph(Look(size=2, align="center", left=side, right=side, before=2))
    properties = paragraph[0]
    properties.find(qn("w:spacing")).set(qn("w:line"), "80")
    properties.find(qn("w:spacing")).set(qn("w:lineRule"), "exact")
    border = make("pBdr", make("top", val="single", sz=6, space=1, color="000000"))
    properties.insert(0, border)
    properties.append(make_run_properties(Look(size=2)))
    return paragraph


def make_gap() -> Element:
    """The smallest paragraph: what Word demands after a table and before a section's end."""
    paragraph = make_paragraph(Look(size=1))
    paragraph[0].find(qn("w:spacing")).set(qn("w:line"), "20")
    paragraph[0].find(qn("w:spacing")).set(qn("w:lineRule"), "exact")
    paragraph[0].append(make_run_properties(Look(size=1)))
    return paragraph


def make_table(
    widths_mm: Sequence[float],
    rows: Iterable[Sequence[CellContent]],
    *,
    borders: bool = True,
    header_rows: int = 1,
    padding_mm: float = 1.2,
    centred: bool = True,
    align: str = "center",
) -> Element:
    """A fixed table with both gridCol and tcW; header rows repeat on each page, no row is split over two pages."""
    line = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if borders else {"val": "nil"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = {"w": to_twips(padding_mm), "type": "dxa"}
    properties = make(
        "tblPr",
        make("tblW", w=sum(map(to_twips, widths_mm)), type="dxa"),
        make("jc", val=align),
        make("tblBorders", *(make(side, **line) for side in sides)),
        make("tblLayout", type="fixed"),
        make("tblCellMar", make("left", **margins), make("right", **margins)),
    )
    grid = make("tblGrid", *(make("gridCol", w=to_twips(width)) for width in widths_mm))
    table = make("tbl", properties, grid)
    for number, cells in enumerate(rows):
        row_properties = make("trPr", make("cantSplit"))
        if number < header_rows and borders:
            row_properties.append(make("tblHeader"))
        row = make("tr", row_properties)
        column = 0
        for cell in cells:
            row.append(_make_cell(cell, widths_mm[column : column + cell.span], centred=centred and borders))
            column += cell.span
        table.append(row)
    return table


def _make_cell(cell: CellContent, widths_mm: Sequence[float], *, centred: bool) -> Element:
    properties = make("tcPr", make("tcW", w=sum(map(to_twips, widths_mm)), type="dxa"))
    if cell.span > 1:
        properties.append(make("gridSpan", val=cell.span))
    if cell.shading:
        properties.append(make("shd", val="clear", color="auto", fill=cell.shading))
    if centred:
        properties.append(make("vAlign", val="center"))
    return make("tc", properties, *(cell.paragraphs or (make_paragraph(Look()),)))


def restyle(look: Look, **changes: Any) -> Look:
    """The look with some of its values changed."""
    return replace(look, **changes)
