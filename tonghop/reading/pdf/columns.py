"""Columns of running text side by side on a page, found by the x at which the lines of the right one begin.

Keeps out tables and letterheads (regions.py): here sentences run down one column and go on at the top of the next.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tonghop.reading.pdf.lines import Line, make_line
from tonghop.reading.pdf.shapes import Word

_SAME_EDGE = 1.5
_LEAST_GAP = 0.4  # of the line's height; spaces of a sentence are about 0.25
_GAP_RATIO = 1.2
_FARTHEST = 2.2
_MANY = 5
_ALIGNED = 0.7
_FULL, _MOSTLY_FULL, _WHOLLY_FULL = 0.8, 0.6, 0.85
_SAME_WIDTH = 1.3
_WRAPPED = 0.4
_FEWEST_WORDS = 3


class Columns(NamedTuple):
    """The lines from `start` to before `end` are columns of text: their lines, column by column."""

    start: int
    end: int
    stacks: tuple[tuple[Line, ...], ...]


def find_columns(lines: Sequence[Line]) -> list[Columns]:
    """What of the lines of a page are columns of text, from top to bottom."""
    found: list[Columns] = []
    starts = find_starts(lines)
    for x in sorted(starts, key=lambda x: -len(starts[x])):
        for at in starts[x]:
            if not any(known.start <= at < known.end for known in found):
                columns = _measure(lines, at, x)
                if columns and not any(known.start < columns.end and columns.start < known.end for known in found):
                    found.append(columns)
    return sorted(found)


def is_running_text(stacks: Sequence[Sequence[Line]]) -> bool:
    """Whether most lines are as wide as their column and have several words."""
    return all(
        sum(line.width > _FULL * _measure_width(stack) for line in stack) > _MOSTLY_FULL * len(stack)
        and sum(len(line.words) for line in stack) > _FEWEST_WORDS * len(stack)
        for stack in stacks
    )


def find_starts(lines: Sequence[Line]) -> dict[int, list[int]]:
    """At which x words begin behind a gap in several lines, with the places of those lines."""
    starts: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        gaps = [word.left - before.right for before, word in pairwise(line.words)]
        if not gaps or max(gaps) <= _LEAST_GAP * line.size:
            continue
        least = max(_LEAST_GAP * line.size, _GAP_RATIO * median(gaps) if len(gaps) > 2 else 0.0)
        for gap, word in zip(gaps, line.words[1:], strict=True):
            if gap > least:
                starts.setdefault(round(word.left), []).append(at)
    return {x: places for x, places in starts.items() if len(places) > 1}


def _measure(lines: Sequence[Line], at: int, x: float) -> Columns | None:
    """The columns around line `at` whose gutter ends at x."""
    parts = {at: _part(lines[at], x)}
    for step, stop in ((1, len(lines)), (-1, -1)):
        for place in range(at + step, stop, step):
            far = abs(lines[place].base - lines[place - step].base) > _FARTHEST * lines[place].size
            parted = None if far else _part(lines[place], x)
            if parted is None:
                break
            parts[place] = parted
    both = [place for place in sorted(parts) if (found := parts[place]) and all(found)]
    if len(both) < 2:
        return None
    start, end = both[0], _find_end(parts, both[-1])
    while (above := parts.get(start - 1)) and not above[0]:  # the right column may stand a little higher
        start -= 1
    chosen = [found for place in range(start, end) if (found := parts[place])]
    stacks = [tuple(make_line(found[side]) for found in chosen if found[side]) for side in (0, 1)]
    aligned = sum(abs(line.left - min(other.left for other in stacks[1])) < _SAME_EDGE for line in stacks[1])
    if aligned < _ALIGNED * len(stacks[1]):
        return None
    if not (_go_on(stacks) if len(both) < _MANY else is_running_text(stacks) and _is_wrapped(stacks)):
        return None
    return Columns(start, end, tuple(narrower for stack in stacks for narrower in _split_further(stack)))


def _split_further(stack: tuple[Line, ...]) -> Sequence[tuple[Line, ...]]:
    within = find_columns(stack)
    return within[0].stacks if len(within) == 1 and within[0].end - within[0].start == len(stack) else [stack]


def _part(line: Line, x: float) -> tuple[list[Word], list[Word]] | None:
    """The words on both sides of the gutter, None if one stands in it."""
    left = [word for word in line.words if word.right <= x - _LEAST_GAP * line.size + _SAME_EDGE]
    right = [word for word in line.words if word.left >= x - _SAME_EDGE]
    return (left, right) if len(left) + len(right) == len(line.words) else None


def _find_end(parts: dict[int, tuple[list[Word], list[Word]] | None], last: int) -> int:
    """Where the longer column ends: behind its last full line, and the rest of that line's sentence."""
    width = max(found[0][-1].right for found in parts.values() if found and found[0])
    end = last + 1
    place = last + 1
    while (found := parts.get(place)) is not None:
        left, right = found
        before = parts.get(place - 1)
        rest = bool(left) and bool(before and before[0]) and end == place and left[0].text[:1].islower()
        if right or rest or left[-1].right - left[0].left > _FULL * (width - left[0].left):
            end = place + 1
        place += 1
    return end


def _go_on(stacks: Sequence[Sequence[Line]]) -> bool:
    """Whether a few lines are columns all the same: all full, equally wide, a sentence going on in the other."""
    left, right = stacks
    widths = sorted(_measure_width(stack) for stack in stacks)
    return (
        right[0].text[:1].islower()
        and widths[1] < _SAME_WIDTH * widths[0]
        and all(line.width > _WHOLLY_FULL * widths[1] for line in (*left, *right[:-1]))
        and all(sum(len(line.words) for line in stack) > _FEWEST_WORDS * len(stack) for stack in stacks)
    )


def _is_wrapped(stacks: Sequence[Sequence[Line]]) -> bool:
    """Whether many lines begin within a sentence; the cells of a table begin with capitals and figures."""
    return all(sum(line.text[:1].islower() for line in stack) > _WRAPPED * len(stack) for stack in stacks)


def _measure_width(stack: Sequence[Line]) -> float:
    return max(line.right for line in stack) - min(line.left for line in stack)
