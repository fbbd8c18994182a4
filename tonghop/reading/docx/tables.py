"""The rows of one table while they are read: which cells stand where, merged ones once. Keeps out places (stories)."""

from tonghop.reading.docx.context import Context
from tonghop.reading.docx.stream import split_properties
from tonghop.reading.docx.styles import read_level

Row = tuple[list[tuple[int, str]], bool]


class Table:
    """One w:tbl; a row is [(first grid column, text)] and whether every cell is bold. A deleted row has no cells."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rows: list[Row] = []
        self._in_row = self._in_cell = self._deleted = False
        self._cells: list[tuple[int, str]] = []
        self._bolds: list[bool] = []
        self._column = 1
        self._open_columns: set[int] = set()  # first columns of cells that a vertical merge may go on
        self._merging: set[int] = set()
        self._lines: list[str] = []
        self._cell_bolds: list[bool] = []
        self._width, self._shown, self._gone = 1, True, False

    def start_row(self, chunk: str) -> None:
        """Begin a w:tr with these properties; the row before is over."""
        self._end_row()
        self._in_row, self._deleted, self._column = True, False, 1
        self._cells, self._bolds, self._merging = [], [], set()
        if len(chunk) > 1:
            said = dict(split_properties(chunk))
            self._deleted = "-" in said
            self._context.changes += ("-" in said) + ("+" in said)
            self._column = 1 + (read_level(said.get("g")) or 0)

    def start_cell(self, chunk: str) -> None:
        """Begin a w:tc with these properties; the cell before is over."""
        if not self._in_row:
            self.start_row("r")
        self._end_cell()
        self._in_cell = True
        self._lines, self._cell_bolds = [], []
        self._width, self._shown, self._gone = 1, not self._deleted, False
        if len(chunk) == 1:
            return
        said = dict(reversed(split_properties(chunk)))  # the first of several counts
        self._context.changes += ("-" in said) + ("+" in said)
        self._width = max(read_level(said.get("w")) or 1, 1)
        vertical, horizontal = ((said[letter] or "continue") if letter in said else None for letter in "vh")
        if vertical is not None:
            self._merging.add(self._column)
        continued = (vertical == "continue" and self._column in self._open_columns) or (
            horizontal == "continue" and bool(self._cells)
        )
        self._shown = not (self._deleted or continued or "-" in said)
        self._gone = "-" in said
        if self._gone:  # those to its right move over
            self._width = 0

    def add_line(self, text: str, bold: bool) -> None:
        """A paragraph of the current cell, or a row of a table within it."""
        if not self._in_cell:  # no rule of the format allows it, and no text is lost
            self.start_cell("c")
        if text:
            self._lines.append(text)
            if bold or text[0].isalnum() or any(map(str.isalnum, text)):
                self._cell_bolds.append(bold)

    def is_deleted(self) -> bool:
        """Whether the present row or cell is deleted."""
        return self._deleted or (self._in_cell and self._gone)

    def close(self) -> list[Row]:
        """All rows."""
        self._end_row()
        return self._rows

    def _end_cell(self) -> None:
        if not self._in_cell:
            return
        self._in_cell = False
        text = "\n".join(self._lines)
        if self._shown:
            self._cells.append((self._column, text))
            self._bolds += self._cell_bolds
        else:
            self._context.hide(text)
        self._column += self._width

    def _end_row(self) -> None:
        if not self._in_row:
            return
        self._end_cell()
        self._in_row = False
        if not self._deleted:
            self._open_columns = self._merging
        self._rows.append((self._cells, bool(self._bolds) and all(self._bolds)))
