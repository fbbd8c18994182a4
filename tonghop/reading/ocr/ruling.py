"""Ruling lines in a grey picture (PGM): long dark runs, along rows and down columns of pixels.

Only pictures that this program rendered itself come as PGM; of other kinds no lines are known, and tables are found by
their gaps. Works on bytes as a whole, so that a page costs a tenth of a second without any library.
"""

import re
from collections.abc import Iterator

from tonghop.reading.pdf.shapes import Rule

_HEADER = re.compile(rb"P5\s+(\d{1,6})\s+(\d{1,6})\s+255\s")
_DARK = bytes(1 if value < 140 else 0 for value in range(256))
_SHORTEST_SHARE = 1 / 25  # of the page's width: longer than any stroke of a letter
_MOST_RUNS = 20_000
_BAND = 3


def find_rules(picture: bytes) -> list[Rule]:
    """The straight lines of a page, in pixels; [] for a picture that is no PGM."""
    match = _HEADER.match(picture)
    if match is None:
        return []
    width, height = int(match[1]), int(match[2])
    pixels = picture[match.end() :].translate(_DARK)
    if len(pixels) < width * height:
        return []
    shortest = max(int(width * _SHORTEST_SHARE), 20)
    flat = (pixels[y * width : (y + 1) * width] for y in range(height))
    upright = (pixels[x : width * height : width] for x in range(width))
    return [
        *(Rule(False, at, start, end) for at, start, end in _merge(_find_runs(flat, shortest))),
        *(Rule(True, at, start, end) for at, start, end in _merge(_find_runs(upright, shortest))),
    ]


def _find_runs(rows: Iterator[bytes], shortest: int) -> list[tuple[int, int, int]]:
    """(row, start, end) of every run of dark pixels that is long enough."""
    needle = b"\x01" * shortest
    runs: list[tuple[int, int, int]] = []
    for at, row in enumerate(rows):
        start = row.find(needle)
        while start >= 0 and len(runs) < _MOST_RUNS:
            end = row.find(b"\0", start + shortest)
            end = len(row) if end < 0 else end
            runs.append((at, start, end))
            start = row.find(needle, end)
    return runs


def _merge(runs: list[tuple[int, int, int]]) -> list[tuple[float, int, int]]:
    """Runs in neighbouring rows are one thick line; a filled area is none."""
    lines: list[list[int]] = []  # first row, last row, start, end
    open_lines: list[list[int]] = []
    for at, start, end in runs:
        open_lines = [line for line in open_lines if at - line[1] <= _BAND]
        for line in open_lines:
            if (
                start <= line[3]
                and line[2] <= end
                and (start - line[2]) ** 2 + (end - line[3]) ** 2 < (end - start) ** 2
            ):
                line[1], line[2], line[3] = at, min(line[2], start), max(line[3], end)
                break
        else:
            lines.append([at, at, start, end])
            open_lines.append(lines[-1])
    return [((first + last) / 2, start, end) for first, last, start, end in lines if last - first < (end - start) / 4]
