"""PDF: words with their places -> lines, paragraphs, tables, in reading order; and pages as pictures for OCR.

`shapes`, `lines`, `regions`, `tables`, `paragraphs`, `layout` know nothing of PDF: OCR brings its words in the same
shape. PDFium is loaded when the first PDF comes.
"""

from tonghop.reading.limits import Limits
from tonghop.reading.raw import Reading


def read(data: bytes, limits: Limits) -> Reading:
    """The visible text of a PDF with its places; see reader.read_pdf.

    Raises:
        UnreadableError: the file needs a password, is damaged, or breaks a limit.
    """
    from tonghop.reading.pdf.reader import read_pdf

    return read_pdf(data, limits)


def count_pages(data: bytes) -> int:
    """How many pages a PDF has.

    Raises:
        UnreadableError: the file needs a password or is damaged.
    """
    from tonghop.reading.pdf.rendering import count_pages

    return count_pages(data)


def render_page(data: bytes, index: int, limits: Limits) -> bytes:
    """Page `index` (from 0) as a grey picture (PGM) for OCR.

    Raises:
        UnreadableError: the file needs a password or is damaged, or has no such page.
    """
    from tonghop.reading.pdf.rendering import render_page

    return render_page(data, index, limits)
