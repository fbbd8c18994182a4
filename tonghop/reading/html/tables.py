"""Tables of a page while they are walked through: grid columns under merged cells, and tables that are only layout.

Keeps out text (walk.py fills the cells).
"""

from collections.abc import Iterator

from tonghop.reading.html.looks import Element
from tonghop.reading.raw import UnreadableError

_MOST_SPAN = 1_000
_MOST_MERGED = 2_000_000  # places in the grids of one page that merged cells take, counted each time they are passed
_GROUPS = {"thead", "tbody", "tfoot"}


class OpenCell:
    """One cell: its first grid column and the lines that were read in it."""

    def __init__(self, column: int) -> None:
        self.column = column
        self.lines: list[str] = []
        self.bold: list[bool] = []


class Budget:
    """How many places merged cells may still take on a page: a few bytes may claim a million each."""

    def __init__(self) -> None:
        self._left = _MOST_MERGED

    def spend(self, places: int) -> None:
        """Count places.

        Raises:
            UnreadableError: `bomb` when there are too many.
        """
        self._left -= places
        if self._left < 0:
            raise UnreadableError("bomb")


class OpenTable:
    """A table: where it stands, its current row, and the columns that cells of earlier rows still take."""

    def __init__(self, place: str, budget: Budget) -> None:
        self.place = place
        self.rows = 0
        self.cells: list[OpenCell] = []
        self._budget = budget
        self._taken: dict[int, int] = {}  # column -> last row
        self._column = 1

    def start_row(self) -> None:
        """The next row begins; what was merged from above takes its columns."""
        self.rows += 1
        self.cells = []
        self._column = 1

    def open_cell(self, element: Element) -> OpenCell:
        """The next cell of the row, right of what merged cells take.

        Raises:
            UnreadableError: `bomb`, as Budget says.
        """
        first = self._column
        while self._taken.get(self._column, 0) >= self.rows:
            self._column += 1
        cell = OpenCell(self._column)
        width, height = _read_span(element, "colspan"), _read_span(element, "rowspan")
        self._budget.spend(self._column - first + (width if height != 1 else 0))
        if height != 1:
            last = self.rows + (height or _MOST_SPAN) - 1  # 0: to the end
            self._taken.update(dict.fromkeys(range(self._column, self._column + width), last))
        self._column += width
        self.cells.append(cell)
        return cell


def _read_span(element: Element, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(int(value), _MOST_SPAN) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def find_layout(root: Element) -> set[Element]:
    """Tables, rows and cells that only lay out the page: one filled cell a row, holding other tables or everything."""
    loose: set[Element] = set()
    for table in root.iter("table"):
        rows = list(_iterate_rows(table))
        filled = [[cell for cell in row if cell.tag in {"td", "th"} and _has_text(cell)] for row in rows]
        holds_table = any(True for _ in table.iterdescendants("table"))
        if all(len(cells) <= 1 for cells in filled) and (holds_table or sum(map(bool, filled)) <= 1):
            loose |= {table, *rows, *(cell for row in rows for cell in row)}
    return loose


def _iterate_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in child if row.tag == "tr")


def _has_text(cell: Element) -> bool:
    return any(not text.isspace() for text in cell.itertext(with_tail=False) if text)
