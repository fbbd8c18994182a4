"""Ruled tables: ruling lines -> cells -> rows with the words that stand in them.

A cell is what the nearest lines on its four sides enclose, so merged cells need no special case. Keeps out tables
without lines (regions.py).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tonghop.reading.pdf.shapes import Box, Rule, Word

_NEAR = 3.0
_MOST_RULES = 4_000
_MOST_BANDS = 30_000


class Table(NamedTuple):
    """A ruled table: its edges, where columns and rows begin, and its cells as (row, column, box), from 0."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int, int, Box], ...]
    owners: dict[tuple[int, int], int]  # (row, column) of the grid -> the cell that covers it


def find_tables(rules: Sequence[Rule], page: Box) -> list[Table]:
    """The tables that the ruling lines of a page make, from top to bottom."""
    merged = _merge(rule for rule in rules if rule.end - rule.start > _NEAR) if len(rules) <= _MOST_RULES else []
    tables = [table for group in _group(merged) if (table := _make_table(group, page)) is not None]
    return sorted(tables, key=lambda table: table.box.top)


def fill_table(table: Table, words: Iterable[Word]) -> list[list[Word]]:
    """The words of each cell, in the order of `table.cells`."""
    filled: list[list[Word]] = [[] for _ in table.cells]
    for word in words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        row = max(bisect_right(table.rows, y) - 1, 0)
        column = max(bisect_right(table.columns, x) - 1, 0)
        filled[table.owners[row, column]].append(word)
    return filled


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one rule: borders are drawn cell by cell, often twice."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.upright, round(rule.at / 2), rule.start)):
        for at in range(len(merged) - 1, max(len(merged) - 4, -1), -1):
            other = merged[at]
            if (
                other.upright == rule.upright
                and abs(other.at - rule.at) <= _NEAR / 2
                and rule.start <= other.end + _NEAR
                and other.start <= rule.end + _NEAR
            ):
                merged[at] = other._replace(start=min(other.start, rule.start), end=max(other.end, rule.end))
                break
        else:
            merged.append(rule)
    return merged


def _group(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or by others."""
    parents = list(range(len(rules)))

    def find(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    flat = [index for index, rule in enumerate(rules) if not rule.upright]
    for index, rule in enumerate(rules):
        if rule.upright:
            for other in flat:
                if _meet(rules[other], rule):
                    parents[find(other)] = find(index)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(find(index), []).append(rule)
    return list(groups.values())


def _meet(flat: Rule, upright: Rule) -> bool:
    return (
        flat.start - _NEAR <= upright.at <= flat.end + _NEAR and upright.start - _NEAR <= flat.at <= upright.end + _NEAR
    )


def _make_table(rules: list[Rule], page: Box) -> Table | None:
    """None for what is no table: a single frame, a line under a heading, the border of the page."""
    flat = sorted((rule for rule in rules if not rule.upright), key=lambda rule: rule.at)
    upright = sorted((rule for rule in rules if rule.upright), key=lambda rule: rule.at)
    # A table open at the sides is common in books; here the outermost columns end where the lines end.
    if not flat or not upright:
        return None
    ys = _distinct([*(rule.at for rule in flat), *_far_ends(upright, [rule.at for rule in flat])])
    xs = _distinct([*(rule.at for rule in upright), *_far_ends(flat, [rule.at for rule in upright])])
    if len(xs) * len(ys) > _MOST_BANDS or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    if box.width > page.width * 0.98 and box.height > page.height * 0.98:
        return None
    cells, owners = _find_cells(xs, ys, flat, upright)
    return Table(box, tuple(xs[:-1]), tuple(ys[:-1]), cells, owners) if len(cells) > 1 else None


def _far_ends(rules: list[Rule], known: list[float]) -> list[float]:
    """Where lines end without meeting a border: the open side of a table."""
    starts, ends = min(rule.start for rule in rules), max(rule.end for rule in rules)
    return [end for end, far in ((starts, min(known) - starts), (ends, ends - max(known))) if far > 2 * _NEAR]


def _distinct(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _find_cells(
    xs: list[float], ys: list[float], flat: list[Rule], upright: list[Rule]
) -> tuple[tuple[tuple[int, int, Box], ...], dict[tuple[int, int], int]]:
    """Each band of the grid belongs to the cell that the nearest lines around its middle enclose."""
    walls = [_spans(upright, x) for x in xs]
    floors = [_spans(flat, y) for y in ys]
    cells: list[tuple[int, int, Box]] = []
    owners: dict[tuple[int, int], int] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in owners:
                continue
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            right = next((at for at in range(column + 1, len(xs) - 1) if _crosses(walls[at], y)), len(xs) - 1)
            bottom = next((at for at in range(row + 1, len(ys) - 1) if _crosses(floors[at], x)), len(ys) - 1)
            owners |= {(r, c): len(cells) for r in range(row, bottom) for c in range(column, right)}
            cells.append((row, column, Box(xs[column], ys[row], xs[right], ys[bottom])))
    return tuple(cells), owners


def _spans(rules: list[Rule], at: float) -> list[tuple[float, float]]:
    keys = [rule.at for rule in rules]
    near = rules[bisect_left(keys, at - _NEAR) : bisect_right(keys, at + _NEAR)]
    return [(rule.start - _NEAR, rule.end + _NEAR) for rule in near]


def _crosses(spans: list[tuple[float, float]], at: float) -> bool:
    return any(start <= at <= end for start, end in spans)
