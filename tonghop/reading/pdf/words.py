"""The text of one PDF page -> visible words with their places, upright, and what nobody can see.

Not seen: invisible render modes, full transparency, white on nothing, under a picture or an opaque rectangle painted
later, clipped away, in a layer that is off, outside the page's visible box, too small for an eye. What PDFium drops by
itself: the second copy of text drawn twice.
"""

import ctypes
import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tonghop.reading.legacy import decode_run, find_code
from tonghop.reading.pdf.looks import ASLANT, Look, Looks
from tonghop.reading.pdf.objects import Bounds, Drawn
from tonghop.reading.pdf.shapes import Box, Rule, Word

_WORD = re.compile(r"[^\s\x00\x02\ufffe\uffff]+[\x02\ufffe]?|[\x02\ufffe]")
_SYMBOL = re.compile("[\uf000-\uf0ff]")
_SYMBOLS = {
    0xA3: "≤", 0xA7: "▪", 0xA8: "☐", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xD8: "➢", 0xE0: "→",
    0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
_HYPHENS = "\x02\ufffe"
_TOO_SMALL = 1.5
_SAME_SIZE = 0.85
_SPACE = 0.18  # of the font's size
_ASCENT, _DESCENT = 0.9, 0.25


class Frame(NamedTuple):
    """The page's visible box in user space, and quarter turns that bring its text upright."""

    bounds: Bounds
    turn: int

    def place(self, bounds: Bounds) -> tuple[float, float, float, float]:
        """User space -> (left, top, right, bottom) on the upright page."""
        left, bottom, right, top = bounds
        x0, y0, x1, y1 = self.bounds
        if self.turn == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self.turn == 1:  # text runs upwards: turned clockwise it runs to the right
            return bottom - y0, left - x0, top - y0, right - x0
        if self.turn == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    def place_base(self, x: float, y: float) -> float:
        """The y of a point on the upright page."""
        x0, y0, x1, y1 = self.bounds
        return (y1 - y, x - x0, y - y0, x1 - x)[self.turn]

    def box(self) -> Box:
        """The whole page."""
        return Box(*self.place(self.bounds))


class PageText(NamedTuple):
    """The words of one page: those of its main direction, upright by `frame`; groups turned otherwise; the rest."""

    frame: Frame
    words: list[Word]
    rules: list[Rule]
    asides: list[list[Word]]
    slanted: list[str]
    unseen: list[str]
    codes: set[str]


def read_page_text(page: Any, drawn: Drawn, covers: list[tuple[Bounds, int]]) -> PageText:
    """Read the words of a page.

    Args:
        page: PDFium's handle.
        drawn: what else is on it.
        covers: pictures that hide what was painted before them, with their order.

    Raises:
        MemoryError: PDFium cannot hold the page's text.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        raise MemoryError
    try:
        return _Collector(page, text_page, drawn, covers).collect()
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def find_visible_bounds(page: Any) -> Bounds:
    """The part of the page that viewers show, in user space."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    return (rect.left, rect.bottom, rect.right, rect.top)


class _Found(NamedTuple):
    text: str
    look: Look
    bounds: Bounds
    origin: tuple[float, float]
    item: int
    glued: bool


class _Piece(NamedTuple):
    """Characters of one look: first index, index behind the last, text object, look."""

    start: int
    end: int
    item: int
    look: Look
    glued: bool = False


class _Collector:
    def __init__(self, page: Any, text_page: Any, drawn: Drawn, covers: list[tuple[Bounds, int]]) -> None:
        self._page, self._text, self._drawn, self._covers = page, text_page, drawn, covers
        self._looks = Looks(text_page, drawn)
        self._codes: set[str] = set()
        self._visible = find_visible_bounds(page)

    def collect(self) -> PageText:
        """Read everything, then turn it upright."""
        seen: list[_Found] = []
        unseen: list[_Found] = []
        for found in self._find_words():
            (seen if self._is_visible(found) else unseen).append(found)
        turns = Counter(found.look.turn for found in seen if found.look.turn != ASLANT)
        main = turns.most_common(1)[0][0] if turns else pdfium.FPDFPage_GetRotation(self._page) % 4
        frame = Frame(self._visible, main)
        others = sorted(set(turns) - {main})
        return PageText(
            frame,
            [_to_word(found, frame) for found in seen if found.look.turn == main],
            [_to_rule(frame.place(bounds)) for bounds in self._drawn.rules],
            [
                [_to_word(found, Frame(self._visible, turn)) for found in seen if found.look.turn == turn]
                for turn in others
            ],
            _join_objects([found for found in seen if found.look.turn == ASLANT]),
            _join_objects(unseen),
            self._codes,
        )

    def _find_words(self) -> list[_Found]:
        words: list[_Found] = []
        loose, tight = pdfium.FS_RECTF(), pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        characters = self._read_characters()
        for match in _WORD.finditer(characters):
            for start, end, address, look, glued in self._split_at_objects(match.start(), match.end()):
                pdfium.FPDFText_GetLooseCharBox(self._text, start, loose)
                pdfium.FPDFText_GetLooseCharBox(self._text, end - 1, tight)
                pdfium.FPDFText_GetCharOrigin(self._text, start, x, y)
                bounds = (
                    min(loose.left, tight.left),
                    min(loose.bottom, tight.bottom),
                    max(loose.right, tight.right),
                    max(loose.top, tight.top),
                )
                text = self._decode(characters[start:end], look)
                words.append(_Found(text, look, bounds, (x.value, y.value), address, glued))
        return words

    def _read_characters(self) -> str:
        """One character per index of PDFium, so that places can be asked for."""
        count = pdfium.FPDFText_CountChars(self._text)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
        if len(text) == count:
            return text
        # Characters without a meaning, or beyond the first plane: ask one by one.
        codes = (pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count))
        return "".join(chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd" for code in codes)

    def _split_at_objects(self, start: int, end: int) -> list[_Piece]:
        """A word is one piece unless its look changes in a way that matters."""
        first = self._looks.find(start)
        if end - start == 1 or self._looks.find(end - 1)[0] == first[0]:
            return [_Piece(start, end, *first)]
        looks = [self._looks.find(index) for index in range(start, end)]
        edges, spaced = [], {0}
        for at in range(1, end - start):
            if looks[at][0] == looks[at - 1][0]:
                continue
            apart = self._is_apart(start + at, looks[at][1].size)
            if apart or _must_split(looks[at - 1][1], looks[at][1]):
                edges.append(at)
                spaced |= {at} if apart else set()
        return [
            _Piece(start + a, start + b, *looks[a], glued=a not in spaced)
            for a, b in pairwise([0, *edges, end - start])
        ]

    def _is_apart(self, index: int, size: float) -> bool:
        """Whether a gap stands before a character that PDFium did not take for a space: behind a list's number."""
        before, after = pdfium.FS_RECTF(), pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._text, index - 1, before)
        pdfium.FPDFText_GetLooseCharBox(self._text, index, after)
        gaps = (
            after.left - before.right,
            before.left - after.right,
            after.bottom - before.top,
            before.bottom - after.top,
        )
        return bool(max(gaps) > _SPACE * size)

    def _decode(self, text: str, look: Look) -> str:
        code = find_code(look.font)
        if code is None:
            return text if text.isascii() else unicodedata.normalize("NFC", _SYMBOL.sub(_show_symbol, text))
        # PDFium takes U+00AD at a line's end for a hyphen; in TCVN3 it is the letter ư.
        letters = text.translate(dict.fromkeys(map(ord, _HYPHENS), "\xad" if code == "TCVN3" else "-"))
        self._codes |= set() if letters.isascii() else {code}
        return decode_run(letters, look.font) or ""

    def _is_visible(self, found: _Found) -> bool:
        left, bottom, right, top = found.bounds
        x, y = (left + right) / 2, (bottom + top) / 2
        if found.look.hidden or not _holds(self._visible, x, y):
            return False
        if found.look.size < _TOO_SMALL or self._is_clipped_or_covered(found):
            return False
        if any(_holds(bounds, x, y) and found.look.painted < order for bounds, order in self._covers):
            return found.look.painted < 0
        if not found.look.white:
            return True
        grounds = [*self._drawn.fills, *(bounds for bounds, _ in self._drawn.images)]
        return any(_holds(bounds, x, y) for bounds in grounds)

    def _is_clipped_or_covered(self, found: _Found) -> bool:
        """Whether nothing of a word can be seen: all of it clipped away, or under a rectangle painted later."""
        left, bottom, right, top = found.bounds
        clip = self._drawn.clips.get(found.item)
        if clip and (clip[2] < left or clip[0] > right or clip[3] < bottom or clip[1] > top or _is_nothing(clip)):
            return True
        third = (top - bottom) / 3  # above and below the letters themselves
        return found.look.painted >= 0 and any(
            cover[0] <= left + 1 and cover[1] <= bottom + third and cover[2] >= right - 1 and cover[3] >= top - third
            for cover, order in self._drawn.covers
            if order > found.look.painted
        )


def _is_nothing(clip: Bounds) -> bool:
    return min(clip[2] - clip[0], clip[3] - clip[1]) < 0.1


def _show_symbol(match: re.Match[str]) -> str:
    """A character of the fonts Symbol and Wingdings, whose codes mean nothing outside."""
    code = ord(match[0]) - 0xF000
    return _SYMBOLS.get(code, chr(code) if 0x20 <= code < 0x7F else "•")


def _must_split(first: Look, second: Look) -> bool:
    return (
        first.hidden != second.hidden
        or first.white != second.white
        or first.turn != second.turn
        or find_code(first.font) != find_code(second.font)
        or not _SAME_SIZE < first.size / second.size < 1 / _SAME_SIZE  # a footnote's mark must not join a figure
    )


def _holds(bounds: Bounds, x: float, y: float) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _to_word(found: _Found, frame: Frame) -> Word:
    """Heights are those of the font, not of the letters that happen to stand there."""
    left, _, right, _ = frame.place(found.bounds)
    base, size = frame.place_base(*found.origin), found.look.size
    return Word(
        found.text, left, base - _ASCENT * size, right, base + _DESCENT * size, base, found.look.bold, glued=found.glued
    )


def _to_rule(placed: tuple[float, float, float, float]) -> Rule:
    left, top, right, bottom = placed
    if bottom - top > right - left:
        return Rule(True, (left + right) / 2, top, bottom)
    return Rule(False, (top + bottom) / 2, left, right)


def _join_objects(found: list[_Found]) -> list[str]:
    """The words of each text object as one line."""
    lines: dict[int, list[str]] = {}
    for word in found:
        lines.setdefault(word.item, []).append(word.text)
    return [unicodedata.normalize("NFC", " ".join(words)) for words in lines.values()]
