"""What people changed and what was issued before, as parts of the internal copy. Keeps out its words (history)."""

from schemas.plan import Plan
from schemas.report import Report
from tonghop.rendering import messages as m
from tonghop.rendering.elements import CellContent, Element, make_paragraph, restyle
from tonghop.rendering.grids import CELL, HEADING, NOTE, Captions, make_grid
from tonghop.rendering.history import ComparedTable, list_adjustment_rows, list_compared
from tonghop.rendering.text import raise_first

MOST_CHANGES = 12
"""New or dropped activities that the leader is shown; the workbook has more."""
_ADJUSTMENT_WIDTHS_MM = (12, 17, 17, 71, 17, 17, 21, 48, 27)
_COMPARISON_WIDTHS_MM = (16, 54, 20, 21, 21, 28)
_NOTED_WIDTHS_MM = (14, 38, 18, 19, 19, 27, 25)


def make_adjustments(report: Report, plan: Plan, captions: Captions) -> list[Element]:
    """Every figure that a person changed: old, new, who asked, how it stands."""
    rows = list_adjustment_rows(report, plan)
    heading = make_paragraph(restyle(HEADING, before=0), m.ADJUSTMENTS_HEADING)
    if not rows:
        return [heading, make_paragraph(NOTE, m.NO_ADJUSTMENTS)]
    caption = captions.make_table_caption(m.ADJUSTMENTS_CAPTION)
    return [heading, caption, make_grid(_ADJUSTMENT_WIDTHS_MM, m.ADJUSTMENT_COLUMNS, rows)]


def make_comparison(report: Report, plan: Plan, captions: Captions) -> list[Element]:
    """One table per period compared with; where nothing was issued, a sentence that says so."""
    parts = [make_paragraph(HEADING, m.COMPARISON_HEADING)]
    if not report.compared:
        parts.append(make_paragraph(NOTE, f"{raise_first(m.AD_HOC_NOT_COMPARED)}."))
    for table in list_compared(report, plan, most_changes=MOST_CHANGES):
        parts += _make_compared(table, captions)
    return parts


def _make_compared(table: ComparedTable, captions: Captions) -> list[Element]:
    notes = [make_paragraph(restyle(NOTE, before=4, keep_next=bool(table.rows)), note) for note in table.notes]
    if not table.is_known:
        return [make_paragraph(NOTE, f"{table.title}."), *notes]
    if table.rows:
        widths = _NOTED_WIDTHS_MM if len(table.columns) > len(_COMPARISON_WIDTHS_MM) else _COMPARISON_WIDTHS_MM
        rows: list[list[str | CellContent]] = [
            [_align(row[0], "center"), *row[1:3], *(_align(text, "right") for text in row[3:6]), *row[6:]]
            for row in table.rows
        ]
        parts = [*notes, captions.make_table_caption(table.title), make_grid(widths, table.columns, rows)]
    else:
        title = make_paragraph(restyle(NOTE, bold=True, before=6, keep_next=True), f"{table.title}:")
        parts = [title, *notes, make_paragraph(NOTE, m.COMPARISON_EMPTY)]
    if table.counted:
        parts.append(make_paragraph(restyle(NOTE, before=4), table.counted))
    for heading, lines, more in table.changes:
        parts.append(make_paragraph(restyle(NOTE, italic=True, keep_next=True), heading))
        parts += [make_paragraph(restyle(NOTE, size=11), f"- {line}") for line in lines]
        parts += [make_paragraph(restyle(NOTE, size=11), m.CHANGES_MORE.format(count=more))] if more > 0 else []
    return parts


def _align(text: str, align: str) -> CellContent:
    return CellContent((make_paragraph(restyle(CELL, align=align), text),))
