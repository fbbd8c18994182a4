"""How the characters of a PDF look: seen or not, bold, in which font, how large, how turned. One look per text object.

Keeps out what that means for a word at its place (words.py).
"""

import ctypes
import math
import re
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tonghop.reading.pdf.objects import Drawn, find_address

ASLANT = -1
_WHITE = 250
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_STROKED = {
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
}


class Look(NamedTuple):
    """What holds for all characters of one text object."""

    hidden: bool
    white: bool
    bold: bool
    font: str
    size: float
    turn: int  # quarter turns counter-clockwise, or ASLANT
    painted: int


class Looks:
    """The looks of one page, each read once."""

    def __init__(self, text_page: Any, drawn: Drawn) -> None:
        self._text, self._drawn = text_page, drawn
        self._looks: dict[int, Look] = {}
        self._fonts: dict[int, tuple[str, bool]] = {}

    def find(self, index: int) -> tuple[int, Look]:
        """(the text object's address, its look) of a character."""
        item = pdfium.FPDFText_GetTextObject(self._text, index)
        address = find_address(item)
        return address, self._looks.get(address) or self._read_look(item, address, index)

    def _read_look(self, item: Any, address: int, index: int) -> Look:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        name, bold = self._read_font(pdfium.FPDFTextObj_GetFont(item))
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
        quarters = pdfium.FPDFText_GetCharAngle(self._text, index) / (math.pi / 2)
        slanted = abs(quarters - round(quarters)) > 0.12
        look = Look(
            hidden=mode in _INVISIBLE
            or bool(known and alpha.value == 0 and mode not in _STROKED)
            or address in self._drawn.hidden,
            white=bool(known and min(red.value, green.value, blue.value) >= _WHITE and mode not in _STROKED),
            bold=bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
            font=name,
            size=self._read_size(item, index),
            turn=ASLANT if slanted else -round(quarters) % 4,  # PDFium measures clockwise
            painted=self._drawn.find_drawing_order(item),
        )
        self._looks[address] = look
        return look

    def _read_size(self, item: Any, index: int) -> float:
        """The font's size as it is shown; a form or the text itself may be scaled."""
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        pdfium.FPDFTextObj_GetFontSize(item, size)
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        return max(abs(size.value) * math.hypot(matrix.c, matrix.d), 0.1)

    def _read_font(self, font: Any) -> tuple[str, bool]:
        address = find_address(font)
        if address not in self._fonts:
            length = pdfium.FPDFFont_GetBaseFontName(font, None, 0) if address else 0
            buffer = ctypes.create_string_buffer(max(length, 1))
            pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
            name = buffer.value.decode("utf-8", errors="replace")
            bold = bool(_BOLD_NAME.search(name)) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            self._fonts[address] = (name, bold)
        return self._fonts[address]
