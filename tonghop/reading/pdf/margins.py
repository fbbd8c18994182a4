"""What stands around the text of pages: running headers and footers, page numbers, footnotes.

They are visible words and kept, but apart, so that sentences and tables go on over the page's end.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tonghop.reading.pdf.labels import find_label
from tonghop.reading.pdf.lines import RAISED_DIGITS, Line, read_note_number

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE)
_FIGURE = re.compile(r"\d+")
_DEEP = 3
_CLEAR_GAP = 1.4  # of the usual distance between lines
_SMALLER = 0.93

Key = tuple[str, int, tuple[int, ...]]  # a line's words, about its height on the page, its figures


class Margins(NamedTuple):
    """The lines of one page, parted; notes as (number, its lines)."""

    headers: list[Line]
    body: list[Line]
    notes: list[tuple[str, list[Line]]]


def part_margins(pages: Sequence[Sequence[Line]]) -> list[Margins]:
    """Part the lines of each page, from top to bottom, all pages being known.

    When unsure a line is body: a running header within the text does no harm, a line of text moved out of it does.
    """
    offsets = _find_offsets(pages)
    running = _find_running(pages, offsets)
    usual = _find_usual_size(pages)
    parted = []
    for number, lines in enumerate(pages, start=1):
        top = _count_margin(lines, number, running, offsets)
        bottom = _count_margin(lines[top:][::-1], number, running, offsets)
        body = list(lines[top : len(lines) - bottom])
        start = _find_notes_start(body, usual)
        headers = [*lines[:top], *lines[len(lines) - bottom :]]
        parted.append(Margins(headers, body[:start], _group_notes(body[start:])))
    return parted


def _count_margin(lines: Sequence[Line], page: int, running: set[tuple[int, Key]], offsets: Counter[int]) -> int:
    """How many lines from the page's edge on are none of its text."""
    count = 0
    for line in lines[:_DEEP]:
        clear = _is_clear(lines, count, 0.0)
        if (page, _key(line)) not in running and not _is_number(line, page, offsets, clear=clear):
            break
        count += 1
    return count


def _find_running(pages: Sequence[Sequence[Line]], offsets: Counter[int]) -> set[tuple[int, Key]]:
    """Repeated lines that a clear gap parts from the text; on one page is enough: then they are no text on others."""
    repeated = _find_repeated(pages)
    clear: set[tuple[str, int]] = set()
    for page, lines in enumerate(pages, start=1):
        step = _find_usual_step(lines)
        for ordered in (lines, lines[::-1]):
            before: set[tuple[str, int]] = set()
            for at, line in enumerate(ordered[:_DEEP]):
                key = _key(line)
                if (page, key) in repeated:
                    before.add(key[:2])
                elif not _is_number(line, page, offsets, clear=True):
                    break
                clear |= before if _is_clear(ordered, at, step) else set()
    return {(page, key) for page, key in repeated if key[:2] in clear}


def _is_clear(lines: Sequence[Line], at: int, step: float) -> bool:
    """Whether more than the usual step lies between a line and the next one into the page."""
    if at + 1 == len(lines):
        return True
    return abs(lines[at + 1].base - lines[at].base) > _CLEAR_GAP * max(step, lines[at].size)


def _find_usual_step(lines: Sequence[Line]) -> float:
    """The most common distance between lines, of equally common ones the narrowest; 0 if there are none."""
    steps = Counter(round(b.base - a.base) for a, b in pairwise(lines) if b.base > a.base + 1)
    return min(steps, key=lambda step: (-steps[step], step)) if steps else 0.0


def _find_edge_lines(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:_DEEP], *lines[max(len(lines) - _DEEP, _DEEP) :]]


def _key(line: Line) -> Key:
    return _FIGURE.sub("#", line.text), round(line.base / 4), tuple(map(int, _FIGURE.findall(line.text)))


def _find_repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[int, Key]]:
    """What stands at the same height on most pages, with its page; the first page often goes without.

    Its words are equal, and so are its figures, but for one that counts the pages.
    """
    least = max(2, len(pages) // 2 + (len(pages) <= 3))
    alike: dict[tuple[str, int], list[tuple[int, Key]]] = {}
    for page, lines in enumerate(pages, start=1):
        for key in {_key(line) for line in _find_edge_lines(lines)}:
            if key[0].strip("#. ") and not find_label(key[0].replace("#", "1")):
                alike.setdefault(key[:2], []).append((page, key))
    found: set[tuple[int, Key]] = set()
    for members in alike.values():
        same: dict[tuple[object, ...], list[tuple[int, Key]]] = {}
        for page, key in members:
            same.setdefault(("equal", *key[2]), []).append((page, key))
            for at, figure in enumerate(key[2]):
                same.setdefault((at, *key[2][:at], figure - page, *key[2][at + 1 :]), []).append((page, key))
        for group in same.values():
            found |= set(group) if len({page for page, _ in group}) >= least else set()
    return found


def _find_offsets(pages: Sequence[Sequence[Line]]) -> Counter[int]:
    """How far printed page numbers are ahead of the page's place in the file, with how often."""
    offsets: Counter[int] = Counter()
    for number, lines in enumerate(pages, start=1):
        ends = [*lines[:1], *lines[-1:]]
        matches = [match for line in ends if (match := _PAGE_NUMBER.fullmatch(line.text))]
        offsets.update({int(match[1]) - number for match in matches})
    return offsets


def _is_number(line: Line, page: int, offsets: Counter[int], *, clear: bool) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is None:
        return False
    offset = int(match[1]) - page
    return offsets[offset] > 1 or (clear and offset == 0)


def _find_usual_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _find_notes_start(lines: Sequence[Line], usual: float) -> int:
    """The index of the first footnote: it begins with a raised number, or with any in small print to the page's end."""
    start = len(lines)
    while start > 0 and lines[start - 1].size < usual * _SMALLER:
        start -= 1
    numbered = [at for at in range(start, len(lines)) if read_note_number(lines[at].text) is not None]
    raised = [at for at, line in enumerate(lines) if line.text[0] in RAISED_DIGITS]
    return min([*numbered[:1], *raised[:1]], default=len(lines))


def _group_notes(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    notes: list[tuple[str, list[Line]]] = []
    for line in lines:
        number = read_note_number(line.text)
        if number is not None and (not notes or int(number) == int(notes[-1][0]) + 1):
            notes.append((number, [line]))
        elif notes:
            notes[-1][1].append(line)
    return notes
