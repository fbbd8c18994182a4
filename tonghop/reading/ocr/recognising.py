"""Pictures of pages -> blocks with confidence, by the same layout as text PDFs.

Keeps out whether a picture may be recognised at all: that a person decides (secrecy).
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from tonghop.reading.limits import Limits
from tonghop.reading.ocr.placing import place_words
from tonghop.reading.ocr.ruling import find_rules
from tonghop.reading.ocr.tesseract import find_rotation, find_tesseract, read_words_table
from tonghop.reading.pdf.layout import lay_out
from tonghop.reading.pdf.lines import find_confidence
from tonghop.reading.pdf.shapes import Page, Word
from tonghop.reading.raw import RawFinding, Reading, UnreadableError

_MODE = 4
_TURNING_MODE = 1
_DOUBTFUL = 0.6  # mean confidence below which the page may lie on its side
_FEW_WORDS = 5


def recognise(pages: Iterable[bytes], limits: Limits) -> Reading:
    """Recognise pages in parallel; taken from `pages` only as cores become free.

    Args:
        pages: pictures (PNM, PNG, JPEG, TIFF; a TIFF may hold several pages).
        limits: of one file.

    Raises:
        UnreadableError: program-missing (values `program`, `label`), too-slow, too-long, or corrupt.
    """
    program = find_tesseract()
    if program is None:
        raise UnreadableError("program-missing", program="Tesseract (tiếng Việt)", label="ảnh chụp, bản quét")
    recognised: list[Page] = []
    budget = limits.text_chars
    for found in _work_through(program, pages, limits):
        recognised += [page._replace(number=len(recognised) + at) for at, page in enumerate(found, start=1)]
        budget -= sum(len(word.text) for page in found for word in page.words)
        if budget < 0 or len(recognised) > limits.pages:
            raise UnreadableError("too-long")
    confidence = find_confidence(word for page in recognised for word in page.words)
    if confidence is None:
        return Reading(findings=(RawFinding("ocr-empty"),), scan=True)
    laid = lay_out(recognised)
    finding = RawFinding("ocr", values={"confidence": round(confidence * 100)})
    return Reading(tuple(laid.blocks), tuple(laid.apart), (finding,), scan=True)


def _work_through(program: str, pages: Iterable[bytes], limits: Limits) -> Iterator[list[Page]]:
    """What each picture gives, in order; never more pictures in memory than twice the cores."""
    cores = os.cpu_count() or 1
    waiting = iter(pages)
    with ThreadPoolExecutor(cores) as pool:
        running: deque[Future[list[Page]]] = deque()
        try:
            while True:
                for picture in islice(waiting, max(2 * cores - len(running), 0)):
                    running.append(pool.submit(recognise_picture, program, picture, limits))
                if not running:
                    return
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()


def recognise_picture(program: str, picture: bytes, limits: Limits) -> list[Page]:
    """The pages of one picture, upright; a second look at those that hardly make sense as they lie."""
    rules = find_rules(picture)
    pages = place_words(read_words_table(program, picture, _MODE, limits.memory_bytes), 0, rules)
    words = [word for page in pages for word in page.words]
    if len(words) >= _FEW_WORDS and _judge(words) >= _DOUBTFUL:
        return pages
    degrees = find_rotation(program, picture, limits.memory_bytes)
    if degrees == 0:
        return pages
    turned = place_words(read_words_table(program, picture, _TURNING_MODE, limits.memory_bytes), degrees, rules)
    return turned if _judge([w for page in turned for w in page.words]) > _judge(words) else pages


def _judge(words: list[Word]) -> float:
    return find_confidence(words) or 0.0
