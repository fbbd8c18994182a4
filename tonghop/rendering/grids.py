"""Headings, notes and tables of the parts that go with the internal copy. Keeps out what stands in them."""

from collections.abc import Sequence

from tonghop.rendering import messages as m
from tonghop.rendering.elements import CellContent, Element, Look, make_paragraph, make_table, restyle

HEADING = Look(bold=True, before=10, after=6, keep_next=True, style="Heading1")
NOTE = Look(size=12, align="both", after=4)
CELL = Look(size=11, before=1, after=1)
HEAD_CELL = restyle(CELL, bold=True, align="center")
CAPTION = Look(size=12, italic=True, align="center", before=4, after=3)
HEAD_SHADE = "E7ECF2"


def make_grid(
    widths: Sequence[float],
    titles: Sequence[str],
    rows: Sequence[Sequence[str | CellContent]],
    *,
    centred: bool = True,
) -> Element:
    """A table of words with a shaded head row; cells of many lines are better not centred between their borders."""
    head = [CellContent((make_paragraph(HEAD_CELL, title),), shading=HEAD_SHADE) for title in titles]
    body = [
        [cell if isinstance(cell, CellContent) else CellContent((make_paragraph(CELL, cell),)) for cell in row]
        for row in rows
    ]
    return make_table(widths, [head, *body], centred=centred)


def make_cell(*lines: str, look: Look = CELL) -> CellContent:
    """A cell with one paragraph per line."""
    return CellContent(tuple(make_paragraph(look, line) for line in lines or ("",)))


class Captions:
    """Numbers the tables and charts of one document in the order in which they are made."""

    def __init__(self) -> None:
        self._tables = 0
        self._charts = 0

    def make_table_caption(self, title: str) -> Element:
        """`Bảng 2. ...`, above its table."""
        self._tables += 1
        return make_paragraph(
            restyle(CAPTION, keep_next=True), m.TABLE_CAPTION.format(number=self._tables, title=title)
        )

    def make_chart_caption(self, title: str) -> Element:
        """`Biểu đồ 1. ...`, below its chart."""
        self._charts += 1
        return make_paragraph(CAPTION, m.CHART_CAPTION.format(number=self._charts, title=title))
