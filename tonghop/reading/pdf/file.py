"""Opening a PDF by PDFium's raw interface, and what it says of the whole file that no page shows."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from tonghop.reading.raw import UnreadableError

_TAGS = (b"Title", b"Author", b"Subject", b"Keywords", b"Creator", b"Producer")
_MOST_BOOKMARKS = 5_000
_MOST_ATTACHMENTS = 1_000
_END = b"%%EOF"
_END_BYTES = 2_048
_LINEAR = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})\b")
_library_ready = False


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """A document handle for as long as the context lasts; the empty user password is tried.

    Raises:
        UnreadableError: encrypted, truncated or corrupt.
    """
    if _is_cut(data):
        raise UnreadableError("truncated")
    _start_library()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnreadableError("encrypted")
        raise UnreadableError("corrupt" if _END in data[-_END_BYTES:] else "truncated")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _is_cut(data: bytes) -> bool:
    """Whether the end is missing: PDFium would mend such a file and show the pages that are left, an accepted half."""
    if _END not in data:
        return True
    linear = _LINEAR.search(data, 0, _END_BYTES)
    return linear is not None and int(linear[1]) > len(data)


def _start_library() -> None:
    global _library_ready  # noqa: PLW0603 - PDFium is one per process
    if not _library_ready:
        import pypdfium2  # noqa: F401 - starts PDFium and ends it with the process

        _library_ready = True


@contextmanager
def open_page(document: Any, index: int) -> Iterator[Any]:
    """A page handle.

    Raises:
        UnreadableError: the page is damaged; an accepted half would be worse than none.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise UnreadableError("corrupt")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def read_string(call: Any, *arguments: Any) -> str:
    """The text that PDFium writes into a buffer as UTF-16; the call's last arguments are the buffer and its bytes."""
    length = call(*arguments, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    call(*arguments, ctypes.cast(buffer, call.argtypes[-2]), length)
    return buffer.raw[: length - 2].decode("utf-16-le", errors="replace")


def read_properties(document: Any) -> list[str]:
    """Title, author and the like."""
    texts = [read_string(pdfium.FPDF_GetMetaText, document, tag) for tag in _TAGS]
    return [text for text in texts if text.strip()]


def read_bookmarks(document: Any) -> list[str]:
    """The titles in the outline that a viewer shows beside the pages."""
    titles: list[str] = []
    pending = [pdfium.FPDFBookmark_GetFirstChild(document, None)]
    seen: set[int] = set()
    while pending and len(seen) < _MOST_BOOKMARKS:
        bookmark = pending.pop()
        address = ctypes.cast(bookmark, ctypes.c_void_p).value
        if not address or address in seen:  # a ring of bookmarks ends here
            continue
        seen.add(address)
        titles.append(read_string(pdfium.FPDFBookmark_GetTitle, bookmark))
        pending.append(pdfium.FPDFBookmark_GetNextSibling(document, bookmark))
        pending.append(pdfium.FPDFBookmark_GetFirstChild(document, bookmark))
    return titles


def read_attachment_names(document: Any) -> list[str]:
    """The names of files within the file."""
    count = min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST_ATTACHMENTS)
    attachments = [pdfium.FPDFDoc_GetAttachment(document, index) for index in range(count)]
    return [read_string(pdfium.FPDFAttachment_GetName, attachment) for attachment in attachments if attachment]


def read_attachments(document: Any, budget: int) -> list[bytes]:
    """The contents of files within the file, as far as the budget of bytes goes."""
    files: list[bytes] = []
    count = min(max(pdfium.FPDFDoc_GetAttachmentCount(document), 0), _MOST_ATTACHMENTS)
    for index in range(count):
        file = read_attachment(pdfium.FPDFDoc_GetAttachment(document, index), budget)
        budget -= len(file)
        files.append(file)
    return [file for file in files if file]


def read_attachment(attachment: Any, budget: int) -> bytes:
    """The content of one file within the file; nothing of one that is larger than the budget."""
    length = ctypes.c_ulong()
    if not attachment or not pdfium.FPDFAttachment_GetFile(attachment, None, 0, length):
        return b""
    if not 0 < length.value <= budget:
        return b""
    buffer = ctypes.create_string_buffer(length.value)
    pdfium.FPDFAttachment_GetFile(attachment, buffer, length.value, length)
    return buffer.raw
