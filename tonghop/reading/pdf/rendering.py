"""Pages of a PDF as grey pictures for OCR, bounded in size whatever the page claims to measure."""

import ctypes

import pypdfium2.raw as pdfium

from tonghop.reading.limits import Limits
from tonghop.reading.pdf.file import open_page, open_pdf
from tonghop.reading.raw import UnreadableError

_DOTS_PER_POINT = 300 / 72
_MOST_PIXELS = 36_000_000  # an A3 page at 300 dpi has 17 million
_WHITE = 0xFFFFFFFF


def count_pages(data: bytes) -> int:
    """How many pages a PDF has."""
    with open_pdf(data) as document:
        return int(pdfium.FPDF_GetPageCount(document))


def render_page(data: bytes, index: int, limits: Limits) -> bytes:
    """Page `index` (from 0) as PGM at 300 dpi, less for huge pages."""
    with open_pdf(data) as document:
        if not 0 <= index < min(pdfium.FPDF_GetPageCount(document), limits.pages):
            raise UnreadableError("corrupt")
        with open_page(document, index) as page:
            wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
            scale = min(_DOTS_PER_POINT, (_MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
            width, height = max(int(wide * scale), 1), max(int(high * scale), 1)
            if width * height > 2 * _MOST_PIXELS:
                raise UnreadableError("too-long")
            bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
            if not bitmap:
                raise UnreadableError("too-slow")
            try:
                pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
                flags = pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT
                pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
                return b"P5\n%d %d\n255\n" % (width, height) + _read_pixels(bitmap, width, height)
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)


def _read_pixels(bitmap: object, width: int, height: int) -> bytes:
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    if stride == width:
        return pixels
    return b"".join(pixels[row * stride : row * stride + width] for row in range(height))
