"""What people changed and what was issued before, as parts of the internal copy. Keeps out its words (history)."""

from schemas.plan import Plan
from schemas.report import Report
from tonghop.rendering import messages as m
from tonghop.rendering.elements import CellContent, Element, make_paragraph, restyle
from tonghop.rendering.grids import CELL, HEADING, NOTE, make_grid
from tonghop.rendering.history import ComparedTable, list_adjustment_rows, list_compared

MOST_CHANGES = 12
"""New or dropped activities that the leader is shown; the workbook has more."""
_ADJUSTMENT_WIDTHS_MM = (12, 17, 17, 71, 17, 17, 21, 48, 27)
_COMPARISON_WIDTHS_MM = (17, 55, 21, 21, 21, 25)


def make_adjustments(report: Report, plan: Plan) -> list[Element]:
    """Every figure that a person changed: old, new, who asked, how it stands."""
    rows = list_adjustment_rows(report, plan)
    heading = make_paragraph(restyle(HEADING, before=0), m.ADJUSTMENTS_HEADING)
    if not rows:
        return [heading, make_paragraph(NOTE, m.NO_ADJUSTMENTS)]
    return [heading, make_grid(_ADJUSTMENT_WIDTHS_MM, m.ADJUSTMENT_COLUMNS, rows)]


def make_comparison(report: Report, plan: Plan) -> list[Element]:
    """One table per period compared with; where nothing was issued, a sentence that says so."""
    parts = [make_paragraph(HEADING, m.COMPARISON_HEADING)]
    if not report.compared:
        parts.append(make_paragraph(NOTE, f"{m.AD_HOC_NOT_COMPARED.capitalize()}."))
    for table in list_compared(report, plan, most_changes=MOST_CHANGES):
        parts += _make_compared(table)
    return parts


def _make_compared(table: ComparedTable) -> list[Element]:
    if not table.is_known:
        return [make_paragraph(NOTE, f"{table.title}.")]
    title = make_paragraph(restyle(NOTE, bold=True, before=6, keep_next=True), f"{table.title}:")
    parts = [title]
    if table.rows:
        middle = restyle(CELL, align="center")
        rows: list[list[str | CellContent]] = [
            [CellContent((make_paragraph(middle, row[0]),)), *row[1:3], *(_align(text) for text in row[3:])]
            for row in table.rows
        ]
        parts.append(make_grid(_COMPARISON_WIDTHS_MM, m.COMPARISON_COLUMNS, rows))
    else:
        parts.append(make_paragraph(NOTE, m.COMPARISON_EMPTY))
    if table.counted:
        parts.append(make_paragraph(restyle(NOTE, before=4), table.counted))
    for heading, lines, more in table.changes:
        parts.append(make_paragraph(restyle(NOTE, italic=True, keep_next=True), heading))
        parts += [make_paragraph(restyle(NOTE, size=11), f"- {line}") for line in lines]
        parts += [make_paragraph(restyle(NOTE, size=11), m.CHANGES_MORE.format(count=more))] if more > 0 else []
    return parts


def _align(text: str) -> CellContent:
    return CellContent((make_paragraph(restyle(CELL, align="right"), text),))
