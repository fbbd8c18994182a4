"""Form fields and annotations: what a viewer shows of them becomes part of the page, the rest is for the gate alone.

Form values, typewriter text and stamps have appearances; PDFium bakes those into the page, so that their words are read
with all others. A field that has a value but no appearance is shown by viewers all the same and placed here.
"""

from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tonghop.reading.pdf.file import read_attachment, read_string
from tonghop.reading.pdf.objects import Bounds
from tonghop.reading.pdf.shapes import Word
from tonghop.reading.pdf.words import PageText

_MOST_ANNOTATIONS = 5_000
_MOST_FILES = 20
_MOST_FILE_BYTES = 8_000_000
_SHOWN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TEXT_FIELDS = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
_KEYS = (b"Contents", b"T", b"Subj", b"TU")
_DYNAMIC = {pdfium.FORMTYPE_XFA_FULL}
_LETTER_WIDTH = 0.5  # of the font's size, where no glyph can be measured
_MOST_FONT_POINTS = 13.0


class Forms(NamedTuple):
    """PDFium's form environment (None without forms); `dynamic` forms draw themselves by a program we do not run."""

    handle: Any
    info: Any
    dynamic: bool


class Notes(NamedTuple):
    """What the annotations of a page say; `baked` when the page has changed and must be opened anew."""

    unseen: list[str]
    values: list[tuple[str, Bounds]]
    attached: bool
    baked: bool
    files: list[bytes]


def start_forms(document: Any) -> Forms:
    """Open the form environment where the file has a form."""
    kind = pdfium.FPDF_GetFormType(document)
    if kind == pdfium.FORMTYPE_NONE:
        return Forms(None, None, False)
    info = pdfium.FPDF_FORMFILLINFO(version=2)
    return Forms(pdfium.FPDFDOC_InitFormFillEnvironment(document, info), info, kind in _DYNAMIC)


def end_forms(forms: Forms) -> None:
    """Close it; before the document is closed."""
    if forms.handle:
        pdfium.FPDFDOC_ExitFormFillEnvironment(forms.handle)


def read_annotations(page: Any, forms: Forms) -> Notes:
    """Read a page's annotations, and make the visible ones part of the page."""
    unseen: list[str] = []
    values: list[tuple[str, Bounds]] = []
    files: list[bytes] = []
    shown = attached = False
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
        shown |= subtype in _SHOWN
        if subtype == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            attached = True
            files.append(read_attachment(pdfium.FPDFAnnot_GetFileAttachment(annotation), _MOST_FILE_BYTES))
        if subtype != pdfium.FPDF_ANNOT_LINK:
            unseen += _read_texts(annotation)
        if subtype == pdfium.FPDF_ANNOT_WIDGET and forms.handle:
            _read_field(annotation, forms, unseen, values)
        pdfium.FPDFPage_CloseAnnot(annotation)
    baked = shown and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
    return Notes(unseen, values, attached, baked, files[:_MOST_FILES])


def _read_texts(annotation: Any) -> list[str]:
    return [read_string(pdfium.FPDFAnnot_GetStringValue, annotation, key) for key in _KEYS]


def _read_field(annotation: Any, forms: Forms, unseen: list[str], values: list[tuple[str, Bounds]]) -> None:
    if pdfium.FPDFAnnot_GetFormFieldType(forms.handle, annotation) not in _TEXT_FIELDS:
        return
    value = read_string(pdfium.FPDFAnnot_GetFormFieldValue, forms.handle, annotation)
    if not value.strip():
        return
    unseen.append(value)
    appearance = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
    if not appearance and not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        rect = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(annotation, rect)
        values.append((value, (rect.left, rect.bottom, rect.right, rect.top)))


def place_values(values: list[tuple[str, Bounds]], text: PageText) -> list[Word]:
    """Field values as words within their fields, one line per line of the value."""
    words: list[Word] = []
    for value, bounds in values:
        left, top, _, bottom = text.frame.place(bounds)
        lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        size = min((bottom - top) / len(lines), _MOST_FONT_POINTS)
        for number, line in enumerate(lines):
            x, y = left, top + number * size
            for part in line.split():
                width = len(part) * size * _LETTER_WIDTH
                words.append(Word(part, x, y, x + width, y + size, y + size * 0.8))
                x += width + size / 4
    return words
