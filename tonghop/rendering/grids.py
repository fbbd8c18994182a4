"""Headings, notes and tables of the parts that go with the internal copy. Keeps out what stands in them."""

from collections.abc import Sequence

from tonghop.rendering.elements import CellContent, Element, Look, make_paragraph, make_table, restyle

HEADING = Look(bold=True, before=10, after=6, keep_next=True, style="Heading1")
NOTE = Look(size=12, align="both", after=4)
CELL = Look(size=11, before=1, after=1)
HEAD_CELL = restyle(CELL, bold=True, align="center")
HEAD_SHADE = "E7ECF2"


def make_grid(widths: Sequence[float], titles: Sequence[str], rows: Sequence[Sequence[str | CellContent]]) -> Element:
    """A table of words with a shaded head row."""
    head = [CellContent((make_paragraph(HEAD_CELL, title),), shading=HEAD_SHADE) for title in titles]
    body = [
        [cell if isinstance(cell, CellContent) else CellContent((make_paragraph(CELL, cell),)) for cell in row]
        for row in rows
    ]
    return make_table(widths, [head, *body])
