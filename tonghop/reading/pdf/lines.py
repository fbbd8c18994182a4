"""Words -> physical lines: what stands on one height, from left to right, as one text.

Keeps out which lines belong together (regions.py, tables.py, paragraphs.py).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from tonghop.reading.cleaning import clean_text
from tonghop.reading.pdf.shapes import Box, Word

_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_LOWERED_AGAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(r"\(?\d{1,3}\)?")
_RAISED_RUN = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+")
_POWER = re.compile(r"(?:\b|(?<=\d))(?:[kcdm]?m|ha)$")
_SOFT_HYPHENS = "\x02\ufffe\xad"
_ADDRESS = re.compile(r"[/@]|www\.|\w\.\w")
_TALLER = 1.25
_FEWEST_SPREAD, _MOSTLY_SINGLE = 5, 0.6
_EVEN, _CLEARLY_WIDER = 1.2, 1.5


class Line(NamedTuple):
    """Words on one height. `base` is the y on which most of them stand."""

    words: tuple[Word, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    bold: bool

    @property
    def size(self) -> float:
        """Height of its letters' box."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From its first letter to its last."""
        return self.right - self.left

    @property
    def box(self) -> Box:
        """Its rectangle."""
        return Box(self.left, self.top, self.right, self.bottom)


def make_lines(words: Iterable[Word]) -> list[Line]:
    """Physical lines from top to bottom."""
    bases: dict[tuple[float, float], list[Word]] = {}
    for word in words:
        bases.setdefault((round(word.base, 1), round(word.size, 1)), []).append(word)
    # Tall letters first: they make lines, to which marks and smaller print are added.
    groups = sorted(bases.values(), key=lambda group: (-round(group[0].size), -len(group)))
    clusters: list[tuple[float, float, list[Word]]] = []
    for group in groups:
        top, bottom = min(word.top for word in group), max(word.bottom for word in group)
        best, best_share = None, 0.5
        for cluster in clusters:
            share = (min(bottom, cluster[1]) - max(top, cluster[0])) / max(bottom - top, 0.1)
            if share > best_share and not _collide(cluster[2], group):
                best, best_share = cluster, share
        if best is None:
            clusters.append((top, bottom, group))
        else:
            best[2].extend(group)
    lines = [make_line(group) for _, _, group in clusters]
    return sorted((line for line in lines if line.text), key=lambda line: (line.base, line.left))


def _collide(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether one stands on top of the other: two lines printed over each other are not one."""
    return any(
        min(word.right, other.right) - max(word.left, other.left)
        > 0.3 * min(word.right - word.left, other.right - other.left)
        and word.text != other.text
        for word in words
        for other in others
    )


def make_line(words: Sequence[Word]) -> Line:
    """One line of words that stand on one height."""
    return _make_line(tuple(words))


@lru_cache(maxsize=2048)  # the search for columns and tables asks for the same lines ten times
def _make_line(words: tuple[Word, ...]) -> Line:
    ordered = _close_spread(_drop_doubles(sorted(words, key=lambda word: (word.left, word.right))))
    sizes = sorted(word.size for word in ordered)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    common = [word for word in ordered if usual / _TALLER <= word.size <= usual * _TALLER] or ordered
    base = sorted(word.base for word in common)[len(common) // 2]
    lettered = [word for word in ordered if any(char.isalnum() for char in word.text)]
    return Line(
        tuple(ordered),
        _join_words(ordered, base, usual),
        min(word.left for word in ordered),
        min(word.top for word in common),
        max(word.right for word in ordered),
        max(word.bottom for word in common),
        base,
        bool(lettered) and all(word.bold for word in lettered),
    )


def forget_lines() -> None:
    """Keep no words of a document that is laid out."""
    _make_line.cache_clear()


def _drop_doubles(words: list[Word]) -> list[Word]:
    """Text drawn twice, a hair's breadth apart, to look bold."""
    kept: list[Word] = []
    for word in words:
        if any(
            other.text == word.text and abs(other.left - word.left) < word.size / 5 and abs(other.base - word.base) < 2
            for other in kept[-2:]
        ):
            continue
        kept.append(word)
    return kept


def _close_spread(words: list[Word]) -> list[Word]:
    """Letters drawn apart ("B Á O   C Á O") are words again: even narrow gaps within them, clearly wider ones between.

    Where all gaps are alike nobody can tell, and the line stays as it is.
    """
    single = [len(word.text) == 1 for word in words]
    paired = any(
        single[at] and a.text.isalpha() and single[at + 1] and b.text.isalpha()
        for at, (a, b) in enumerate(pairwise(words))
    )
    if len(words) < _FEWEST_SPREAD or sum(single) < _MOSTLY_SINGLE * len(words) or not paired:
        return words
    gaps = [word.left - before.right for before, word in pairwise(words)]
    inner = max(min(gap for gap, a, b in zip(gaps, single, single[1:], strict=False) if a and b), 0.0)
    limit = inner * _EVEN + 0.2
    wider = [gap for gap in gaps if gap > limit]
    if inner > words[0].size / 2 or not wider or min(wider) < max(inner * _CLEARLY_WIDER, 2 * limit - inner):
        return words
    closed = words[:1]
    for gap, (before, word) in zip(gaps, pairwise(words), strict=True):
        lengths = sorted((len(before.text), len(word.text)))
        closed.append(word._replace(glued=True) if gap <= limit and lengths[0] == 1 and lengths[1] < 3 else word)
    return closed


def _join_words(words: Sequence[Word], base: float, size: float) -> str:
    parts: list[str] = []
    for word in words:
        raised = word.size < size * 0.85 and word.base < base - size * 0.12 and _MARK.fullmatch(word.text)
        if parts and not word.glued and not (raised and _touches(words, word)):
            parts.append(" ")
        parts.append(word.text.translate(_RAISED) if raised else word.text)
    return "".join(parts)


def _touches(words: Sequence[Word], word: Word) -> bool:
    at = words.index(word)
    return at > 0 and word.left - words[at - 1].right < word.size / 4


def settle_raised(text: str, notes: set[str]) -> str:
    """Raised digits: a footnote's mark goes (Word's text has none either), a power of a measure becomes a plain digit.

    Args:
        text: of a line.
        notes: the numbers of the footnotes on its page.
    """

    def settle(match: re.Match[str]) -> str:
        digits = match[0].translate(_LOWERED_AGAIN)
        if digits.strip("()") in notes:
            return ""
        return digits if digits in "23" and _POWER.search(text[: match.start()]) else match[0]

    return _RAISED_RUN.sub(settle, text) if _RAISED_RUN.search(text) else text


def read_note_number(text: str) -> str | None:
    """The number with which a footnote begins, raised or not."""
    match = re.match(r"\(?([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\d{1,3})\)?(?=\s|[^\W\d_])", text)
    return match[1].translate(_LOWERED_AGAIN) if match else None


def join_texts(first: str, second: str) -> str:
    """Two lines of one paragraph as one text; a hyphen that only the line's end made is dropped."""
    if first[-1:] in _SOFT_HYPHENS and first[-1:]:
        return _join_hyphenated(first[:-1], second, soft=first.endswith("\xad"))
    if first.endswith("-") and first[-2:-1].isalnum():
        return _join_hyphenated(first[:-1], second, soft=False)
    return f"{first} {second}"


def _join_hyphenated(first: str, second: str, *, soft: bool) -> str:
    """Vietnamese is never hyphenated: only between two English-looking halves the hyphen is the line's."""
    halves = re.search(r"(?<![^\W_])[A-Za-z]?[a-z]{2,}$", first) and re.match(r"[a-z]{2,}(?![^\W_])", second)
    address = _ADDRESS.search(first.rsplit(" ", 1)[-1]) or "@" in second.split(" ", 1)[0]
    if address and not soft:
        return f"{first}-{second}"
    return first + second if soft or halves else f"{first}-{second}"


def clean_line(text: str) -> str:
    """Text as blocks have it; PDFium's own sign for a hyphen at a line's end becomes the hyphen it shows."""
    return clean_text(text.replace("\x02", "-").replace("\ufffe", "-"))


def find_confidence(words: Iterable[Word]) -> float | None:
    """Mean over the words, None for text that was not recognised."""
    known = [word.confidence for word in words if word.confidence is not None]
    return round(fmean(known), 3) if known else None
