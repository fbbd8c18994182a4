"""Lines of a table without ruling lines -> its rows: a line may begin a row or go on in the cells of the row above."""

from collections.abc import Sequence

from tonghop.reading.pdf.labels import find_label, is_label
from tonghop.reading.pdf.lines import Line

_CLOSE = 1.5


def group_rows(columns: Sequence[Sequence[Line | None]]) -> list[tuple[tuple[Line, ...], ...]]:
    """A line in several columns begins a row; one in a single column goes on in the cell above if it is close."""
    rows: list[list[list[Line]]] = []
    for lines in zip(*columns, strict=True):
        filled = [(at, line) for at, line in enumerate(lines) if line is not None]
        if rows and (_is_single(rows[-1], filled) or _is_wrapped(rows[-1], filled)):
            for at, line in filled:
                rows[-1][at].append(line)
            continue
        rows.append([[] for _ in columns])
        for at, line in filled:
            rows[-1][at].append(line)
    return [tuple(map(tuple, row)) for row in rows]


def _is_single(row: Sequence[Sequence[Line]], filled: Sequence[tuple[int, Line]]) -> bool:
    return len(filled) == 1 and _is_close(row[filled[0][0]], filled[0][1])


def _is_wrapped(row: Sequence[Sequence[Line]], filled: Sequence[tuple[int, Line]]) -> bool:
    """Whether a line in some columns is the second line of their cells: none of it in the first, and no new figure."""
    first = filled[0]
    if first[0] == 0 and not _hangs(row[0], first[1]):
        return False
    return all(
        _is_close(row[at], line) and not find_label(line.text) and any(char.isalpha() for char in line.text)
        for at, line in filled
    )


def _hangs(cell: Sequence[Line], line: Line) -> bool:
    """Whether a line stands below the words behind the number with which its cell begins."""
    if not cell or not is_label(cell[0].words[0].text) or len(cell[0].words) < 2:
        return False
    return abs(line.left - cell[0].words[1].left) < line.size / 4


def _is_close(cell: Sequence[Line], line: Line) -> bool:
    return bool(cell) and line.base - cell[-1].base <= _CLOSE * line.size
