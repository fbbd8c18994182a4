"""What stands side by side without ruling lines: letterheads, signatures, tables of blanks, columns of a page.

Found by gutters: gaps in several lines that lie above each other. Keeps out ruled tables (tables.py).
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tonghop.reading.pdf.columns import find_columns, find_starts, is_running_text
from tonghop.reading.pdf.labels import is_label
from tonghop.reading.pdf.lines import Line, make_line
from tonghop.reading.pdf.shapes import Word
from tonghop.reading.pdf.wrapping import group_rows

_GAP = 0.8  # of the line's height
_WIDE_GAP = 2.0
_GAP_RATIO = 2.2
_EQUAL = 0.3
_OVERLAP, _NARROW = 0.4, 0.2
_FARTHEST = 9.0
_FARTHEST_RIGHT = 14.0  # room for a signature above the name
_TIGHT = 1.9
_TIGHT_SIGNING = 3.0
_NEWSPAPER_LINES = 6
_FEWEST_STARTS = 6
_MOTTO = re.compile(r"^(?:CỘNG (?:HÒA|HOÀ|HOA) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT)", re.IGNORECASE)
_MOTTO_WITHIN = re.compile(_MOTTO.pattern.replace("^", r"\b"), re.IGNORECASE)
_MOTTO_START = {"CỘNG", "ĐẢNG"}
_SIGNING = re.compile(r"^\s*nơi nhận", re.IGNORECASE)

Span = tuple[float, float]


class Region(NamedTuple):
    """Lines side by side: rows of cells, each cell the lines that stand in it."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    lefts: tuple[float, ...]
    newspaper: bool = False


def find_regions(lines: Sequence[Line]) -> list[Line | Region]:
    """The lines of a page from top to bottom, those that stand side by side as regions."""
    found: list[Line | Region] = []
    at = 0
    for columns in find_columns(lines):
        lefts = tuple(min(line.left for line in stack) for stack in columns.stacks)
        found += _find_tables(lines[at : columns.start])
        found.append(Region((columns.stacks,), lefts, newspaper=True))
        at = columns.end
    return [*found, *_find_tables(lines[at:])]


def _find_tables(lines: Sequence[Line]) -> list[Line | Region]:
    found: list[Line | Region] = []
    at = 0
    while at < len(lines):
        members, gutters = _grow(lines, at)
        if not gutters:
            found.append(lines[at])
            at += 1
            continue
        above = _take_above(found, lines[at], gutters)
        found.append(_make_region([*above, *members], gutters))
        at += len(members)
    return found


def split_line(line: Line, gutters: Sequence[Span]) -> list[list[Word]]:
    """Its words by column."""
    columns: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
    for word in line.words:
        middle = (word.left + word.right) / 2
        columns[sum(middle > (start + end) / 2 for start, end in gutters)].append(word)
    return columns


def find_gaps(line: Line) -> list[Span]:
    """Gaps that are wider than any space of a sentence, and not behind a list's number."""
    spaces = [(a.right, b.left) for a, b in pairwise(line.words)]
    gaps: list[Span] = []
    if not any(b - a >= _GAP * line.size for a, b in spaces) and not _MOTTO_WITHIN.search(line.text):
        return gaps
    stretched = _is_stretched(line, spaces)
    for index, (start, end) in enumerate(spaces):
        width = end - start
        others = [max(b - a, 0.0) for at, (a, b) in enumerate(spaces) if at != index]
        if _opens_motto(line, index + 1) and width > 0:
            gaps.append((start, end))
        elif stretched or width < _GAP * line.size or (len(others) > 2 and width < _GAP_RATIO * median(others)):
            continue
        elif index > 0 or not is_label(line.words[0].text):
            gaps.append((start, end))
    return gaps


def _is_stretched(line: Line, spaces: Sequence[Span]) -> bool:
    """Whether a justified line was drawn out to the edge: all its spaces are equal, as those between cells are not."""
    widths = [end - start for start, end in spaces]
    lettered = any(char.isalpha() for char in line.text)
    return len(widths) > 1 and lettered and max(widths) - min(widths) < _EQUAL


def _opens_motto(line: Line, at: int) -> bool:
    return line.words[at].text.upper() in _MOTTO_START and bool(
        _MOTTO.match(" ".join(word.text for word in line.words[at : at + 4]))
    )


def _grow(lines: Sequence[Line], at: int) -> tuple[list[Line], list[Span]]:
    """The lines from `at` on that leave the same gutters free; no gutters if they are no region."""
    gutters = find_gaps(lines[at])
    members = [lines[at]]
    if not gutters:
        return members, []
    for line in lines[at + 1 :]:
        far = _FARTHEST_RIGHT if all(line.left >= start for start, _ in gutters) else _FARTHEST
        if line.base - members[-1].base > far * line.size:
            break
        left = [kept for gutter in gutters if (kept := _clip(gutter, line)) is not None]
        if not left or (len(left) < len(gutters) and sum(_is_split(m, gutters) for m in members) > 1):
            break
        if _is_astray(members, line, left):
            break
        gutters = left
        members.append(line)
    members = _trim(members, gutters)
    gutters = [gutter for gutter in _widen(members, gutters) if not _only_labels(members, gutter)]
    return members, gutters if _is_region(members, gutters) else []


def _clip(gutter: Span, line: Line) -> Span | None:
    """What a line leaves free of a gutter."""
    edges = [float("-inf"), *(x for word in line.words for x in (word.left, word.right)), float("inf")]
    best = gutter[0], gutter[0]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        a, b = max(gutter[0], start), min(gutter[1], end)
        if b - a > best[1] - best[0]:
            best = a, b
    least = min(_OVERLAP * line.size, (gutter[1] - gutter[0]) * 0.99)
    return best if best[1] - best[0] >= least else None


def _is_split(line: Line, gutters: Sequence[Span]) -> bool:
    return sum(bool(words) for words in split_line(line, gutters)) > 1


def _is_astray(members: Sequence[Line], line: Line, gutters: Sequence[Span]) -> bool:
    """Whether a line to the right of all gutters belongs to no column there: a title in the page's middle."""
    columns = split_line(line, gutters)
    if any(columns[:-1]):
        return False
    beside = [make_line(words) for member in members if (words := split_line(member, gutters)[-1])]
    if not beside:
        return False
    middles = [(other.left + other.right) / 2 for other in beside]
    if abs(median(middles) - (line.left + line.right) / 2) < line.size:
        return False
    return _is_centered(beside) or all(abs(other.left - line.left) > line.size / 2 for other in beside)


def _trim(members: list[Line], gutters: Sequence[Span]) -> list[Line]:
    """Without the lines at the end that stand on one side and do not look as if they belonged there."""
    kept = list(members)
    while len(kept) > 1 and not _is_split(kept[-1], gutters):
        last = kept[-1]
        columns = [bool(words) for words in split_line(last, gutters)]
        if not columns[0]:
            break  # nothing else begins so far to the right
        above = [split_line(line, gutters)[0] for line in kept[:-1]]
        neighbours = [make_line(words) for words in above if words]
        tight = _TIGHT_SIGNING if neighbours and _SIGNING.match(neighbours[0].text) else _TIGHT
        if neighbours and _continues(neighbours, last, tight):
            break
        kept.pop()
    return kept


def _continues(column: list[Line], line: Line, tight: float) -> bool:
    """Whether a line goes on in a column: close below, and its left edge or its middle where theirs are."""
    last = column[-1]
    near = line.base - last.base <= tight * last.size and line.size <= last.size * 1.1
    middles = abs((line.left + line.right) - (last.left + last.right)) / 2
    return near and (abs(line.left - last.left) < line.size / 2 or middles < line.size / 2)


def _widen(members: Sequence[Line], gutters: list[Span]) -> list[Span]:
    """The gutters of all members: a later line may show one that the first had no words beside.

    So do words that begin at one x in most lines, however narrow the gap before them.
    """
    found = list(gutters)
    starts = [x for x, places in find_starts(members).items() if 2 * len(places) >= max(len(members), _FEWEST_STARTS)]
    narrow = [(x - 1 - _NARROW * members[0].size, x - 1.0) for x in starts]
    for gaps in [*(find_gaps(line) for line in members[1:]), narrow]:
        for gap in gaps:
            clipped: Span | None = gap
            for member in members:
                clipped = _clip(clipped, member) if clipped else None
            if clipped and not any(clipped[0] < end and start < clipped[1] for start, end in found):
                found.append(clipped)
    return sorted(found)


def _only_labels(members: Sequence[Line], gutter: Span) -> bool:
    """Whether nothing but list numbers stands to the left: then it is a list, not a column."""
    texts = [" ".join(word.text for word in split_line(line, [gutter])[0]) for line in members]
    return all(is_label(text) for text in texts if text)


def _is_region(members: Sequence[Line], gutters: Sequence[Span]) -> bool:
    if not gutters:
        return False
    split = [line for line in members if _is_split(line, gutters)]
    if len(split) > 1:
        return True
    texts = [" ".join(w.text for w in words) for line in split for words in split_line(line, gutters)]
    if any(_MOTTO.match(text) for text in texts[1:]) or (texts and _SIGNING.match(texts[0])):
        return True
    rights = [line for line in members if line not in split and not split_line(line, gutters)[0]]
    wide = any(end - start > _WIDE_GAP * split[0].size for start, end in gutters) if split else False
    return bool(rights) and wide


def _take_above(found: list[Line | Region], first: Line, gutters: Sequence[Span]) -> list[Line]:
    """Lines just above that stand wholly to the right of the gutter, or over the middle of the left column."""
    taken: list[Line] = []
    below = first
    while found and isinstance(found[-1], Line) and len(gutters) == 1:
        line = found[-1]
        if below.base - line.base > _TIGHT * line.size:
            break
        columns = split_line(below, gutters)
        right_only = line.left >= gutters[0][0]
        left_only = line.right <= gutters[0][1] and bool(columns[0])
        part = make_line(columns[0]) if columns[0] else below
        over = abs((line.left + line.right) - (part.left + part.right)) / 2 < line.size / 2
        if not (right_only or (left_only and over and line.text.isupper())):
            break
        taken.insert(0, line)
        found.pop()
        below = line
    return taken


def _make_region(members: Sequence[Line], gutters: list[Span]) -> Region:
    split = [split_line(line, gutters) for line in members]
    columns = [[make_line(words[at]) if words[at] else None for words in split] for at in range(len(gutters) + 1)]
    lefts = tuple(min(line.left for line in column if line) if any(column) else 0.0 for column in columns)
    present = [tuple(line for line in column if line) for column in columns]
    beside = sum(all(words) for words in split)
    if len(columns) == 2 and beside >= _NEWSPAPER_LINES and is_running_text(present):
        return Region((tuple(present),), lefts, newspaper=True)
    if len(columns) == 2 and _is_block(present):
        return Region((tuple(present),), lefts)
    return Region(tuple(group_rows(columns)), lefts)


def _is_block(columns: Sequence[Sequence[Line]]) -> bool:
    """Letterhead or signatures: lines belong to those below them, not to those beside them."""
    texts = [line.text for column in columns for line in column]
    if any(_MOTTO.match(text) or _SIGNING.match(text) for text in texts):
        return True
    return any(_is_centered(column) for column in columns)


def _is_centered(column: Sequence[Line]) -> bool:
    lefts = [line.left for line in column]
    middles = [(line.left + line.right) / 2 for line in column]
    size = column[0].size
    return len(column) > 1 and max(lefts) - min(lefts) > size and max(middles) - min(middles) < size / 2
