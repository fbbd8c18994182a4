"""What stands around the text of pages: running headers and footers, page numbers, footnotes.

They are visible words and kept, but apart, so that sentences and tables go on over the page's end.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tonghop.reading.pdf.lines import RAISED_DIGITS, Line, read_note_number

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE)
_DEEP = 3
_SMALLER = 0.93


class Margins(NamedTuple):
    """The lines of one page, parted; notes as (number, its lines)."""

    headers: list[Line]
    body: list[Line]
    notes: list[tuple[str, list[Line]]]


def part_margins(pages: Sequence[Sequence[Line]]) -> list[Margins]:
    """Part the lines of each page, from top to bottom, all pages being known."""
    repeated = _find_repeated(pages)
    offsets = _find_offsets(pages)
    usual = _find_usual_size(pages)
    parted = []
    for number, lines in enumerate(pages, start=1):
        edge = _find_edge_lines(lines)
        headers = [
            line for line in lines if line in edge and (_key(line) in repeated or _is_number(line, number, offsets))
        ]
        body = [line for line in lines if line not in headers]
        start = _find_notes_start(body, usual)
        parted.append(Margins(headers, body[:start], _group_notes(body[start:])))
    return parted


def _find_edge_lines(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:_DEEP], *lines[max(len(lines) - _DEEP, _DEEP) :]]


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.base / 4)


def _find_repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands at the same height on most pages; the first page often goes without."""
    counts = Counter(key for lines in pages for key in {_key(line) for line in _find_edge_lines(lines)})
    least = max(2, len(pages) // 2 + (len(pages) <= 3))
    return {key for key, count in counts.items() if count >= least and key[0].strip("#. ")}


def _find_offsets(pages: Sequence[Sequence[Line]]) -> Counter[int]:
    """How far printed page numbers are ahead of the page's place in the file, with how often."""
    offsets: Counter[int] = Counter()
    for number, lines in enumerate(pages, start=1):
        ends = [*lines[:1], *lines[-1:]]
        matches = [match for line in ends if (match := _PAGE_NUMBER.fullmatch(line.text))]
        offsets.update({int(match[1]) - number for match in matches})
    return offsets


def _is_number(line: Line, page: int, offsets: Counter[int]) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is None:
        return False
    offset = int(match[1]) - page
    return offset == 0 or offsets[offset] > 1


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
