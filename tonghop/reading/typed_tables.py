"""Tables that somebody typed as plain text: cells between tabs or bars, and the lines of a .csv.

Keeps out columns aligned with spaces, and one cell per line: nobody can tell surely where their rows end.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from tonghop.reading.cleaning import clean_text
from tonghop.reading.raw import RawBlock

_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_BAR = re.compile(r"[|│┃]")
_DRAWN, _STROKE = re.compile(r"[-–—=_+|:│┃─━┼├┤┬┴┌┐└┘\s]+"), re.compile(r"[-–—=_─━]{2}")
_MOST_LINES = 10  # of one row of a .csv: a quoted cell may hold line ends


class TypedRow(NamedTuple):
    """One row: its first line and how many it takes, what parts its cells, its place, and cells that are not empty."""

    line: int
    lines: int
    kind: str
    table: int
    row: int
    cells: tuple[tuple[int, str], ...]


class _Split(NamedTuple):
    kind: str
    lines: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(bool(cell.strip()) for cell in self.cells)


def find_rows(lines: Sequence[str]) -> list[TypedRow]:
    """The rows of every table: neighbouring lines with the same number of cells, three or more of which are filled.

    Rules between rows and empty lines part no table. What stands alone above or below the rows has the row number 0.
    """
    found: list[TypedRow] = []
    tables, at = 0, 0
    while at < len(lines):
        run, end = _read_run(lines, at)
        run = _align(run)
        wide = [place for place, (_, split) in enumerate(run) if split.filled >= _FEWEST_CELLS]
        if len(run) >= _FEWEST_ROWS and wide:
            tables += 1
            number = 0
            for place, (line, split) in enumerate(run):
                is_row = split.filled > 1 or wide[0] < place < wide[-1]
                number += is_row
                cells = tuple((column, text) for column, text in enumerate(split.cells, start=1) if text.strip())
                found.append(TypedRow(line, split.lines, split.kind, tables, number if is_row else 0, cells))
        at = max(end, at + 1)
    return found


def read_blocks(lines: Sequence[str], paragraphs: int = 0, tables: int = 0) -> list[RawBlock]:
    """One block per line, also of empty ones, at body/p<line>; rows at body/t<table>/r<row>. Rules of a table are gone.

    Args:
        lines: the text, tabs kept.
        paragraphs: how many lines stand before it.
        tables: how many tables stand before it.
    """
    rows = {row.line: row for row in find_rows(lines)}
    drawn = any(row.kind == "bar" for row in rows.values())
    blocks: list[RawBlock] = []
    at = 0
    while at < len(lines):
        row = rows.get(at)
        if row is not None:
            cells = tuple((column, clean_text(text)) for column, text in row.cells)
            text = " | ".join(text for _, text in cells)
            if row.row:
                blocks.append(RawBlock(f"body/t{tables + row.table}/r{row.row}", "table_row", text, cells=cells))
            else:
                blocks.append(RawBlock(f"body/p{paragraphs + at + 1}", "paragraph", text))
        elif not (drawn and _is_rule(lines[at])):
            blocks.append(RawBlock(f"body/p{paragraphs + at + 1}", "paragraph", clean_text(lines[at])))
        at += row.lines if row else 1
    return blocks


def _is_rule(line: str) -> bool:
    """Whether a line only draws a table: |---|---|, +----+."""
    return _DRAWN.fullmatch(line) is not None and _STROKE.search(line) is not None


def _align(run: list[tuple[int, _Split]]) -> list[tuple[int, _Split]]:
    """Tabs may only place cells below each other: then the filled ones are the columns. [] if nobody can tell."""
    if len({len(split.cells) for _, split in run}) < 2:
        return run
    if len({split.filled for _, split in run}) == 1:
        return [(line, split._replace(cells=tuple(filter(str.strip, split.cells)))) for line, split in run]
    titles = run[0][1]  # empty cells at the end of a row are often lost
    fits = titles.filled == len(titles.cells) and all(len(split.cells) <= titles.filled for _, split in run)
    return run if fits else []


def _read_run(lines: Sequence[str], at: int) -> tuple[list[tuple[int, _Split]], int]:
    """The rows from a line on that look like one table, and the line behind the last of them."""
    run: list[tuple[int, _Split]] = []
    end = at
    while at < len(lines):
        line = lines[at]
        if not line.strip() or _is_rule(line):
            if not run:
                return run, at + 1
            at += 1
            continue
        split = _split(lines, at)
        if split is None or (run and not _belongs(split, run[0][1])):
            break
        run.append((at, split))
        at += split.lines
        end = at
    return run, end


def _belongs(split: _Split, first: _Split) -> bool:
    """Rows by tabs may differ in length; two texts far apart are no row of theirs but the addressees and the signer."""
    if split.kind != "tab" or first.kind != "tab":
        return split.kind == first.kind and len(split.cells) == len(first.cells)
    places = [place for place, cell in enumerate(split.cells) if cell.strip()]
    apart = len(places) == 2 and places[1] - places[0] > 1
    return not apart or any(char.isdigit() for cell in split.cells for char in cell)


def _split(lines: Sequence[str], at: int) -> _Split | None:
    line = lines[at]
    if "\t" in line:
        return _make("tab", 1, line.rstrip("\r\n").split("\t"))
    if _BAR.search(line):
        pieces = _BAR.split(line.strip())
        return _make("bar", 1, pieces[not pieces[0].strip() : len(pieces) - (not pieces[-1].strip())])
    return _split_fields(lines, at, ";") or _split_fields(lines, at, ",")


def _make(kind: str, lines: int, cells: Sequence[str]) -> _Split | None:
    return _Split(kind, lines, tuple(cells)) if len(cells) >= _FEWEST_CELLS else None


def _split_fields(lines: Sequence[str], at: int, mark: str) -> _Split | None:
    """A row of a .csv. Programs write no space behind the mark, people writing sentences always do."""
    text, count = lines[at], 1
    if mark not in text:
        return None
    while text.count('"') % 2 and count < _MOST_LINES and at + count < len(lines):
        text, count = f"{text}\n{lines[at + count]}", count + 1
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        return None
    if len(rows) != 1 or any(field[:1].isspace() for field in rows[0]):
        return None
    return _make(mark, count, rows[0])
