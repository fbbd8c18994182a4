"""A PDF -> blocks, findings, unseen texts; which pages are pictures of text, and whether one looks like a stamp.

Keeps out how words become lines and tables (layout.py) and what is drawn where (words.py, objects.py).
"""

import re
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from tonghop.reading.cleaning import clean_text
from tonghop.reading.legacy import fold_look_alikes, may_be_legacy, repair_texts
from tonghop.reading.limits import Limits
from tonghop.reading.pdf import annotations
from tonghop.reading.pdf.file import (
    open_page,
    open_pdf,
    read_attachment_names,
    read_attachments,
    read_bookmarks,
    read_properties,
)
from tonghop.reading.pdf.layers import find_hidden_layers
from tonghop.reading.pdf.layout import lay_out
from tonghop.reading.pdf.lines import make_lines
from tonghop.reading.pdf.objects import Bounds, Drawn, read_drawn
from tonghop.reading.pdf.shapes import Box, Page, Word
from tonghop.reading.pdf.signatures import read_signatures
from tonghop.reading.pdf.soundness import Anatomy, dissect_pdf, is_encrypted
from tonghop.reading.pdf.strings import find_file_lines, find_strings
from tonghop.reading.pdf.words import find_visible_bounds, read_page_text
from tonghop.reading.raw import RawFinding, Reading, UnreadableError

_MOST_PAGES = 2_000
_FEW_CHARACTERS = 50
_SCAN_SHARE = 0.5
_MANY_CURVES = 500  # letters drawn as outlines: a line of text takes some hundred segments
_MILLIMETRE = 72 / 25.4


class _PageFacts(NamedTuple):
    page: Page
    unseen: list[str]
    codes: set[str]
    look_alikes: int
    characters: int
    picture: bool
    stamp: bool
    attached: bool
    files: list[bytes]


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Everything visible in a PDF, by pages.

    Raises:
        UnreadableError: encrypted, truncated, corrupt, or too-long.
    """
    anatomy = Anatomy(b"", [], False) if is_encrypted(data) else dissect_pdf(data, limits.salvage_bytes)
    layers = find_hidden_layers(anatomy.objects)
    with open_pdf(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if not 0 < count <= _MOST_PAGES:
            raise UnreadableError("corrupt" if count <= 0 else "too-long")
        forms = annotations.start_forms(document)
        try:
            facts = []
            budget = limits.text_chars
            for index in range(count):
                facts.append(_read_page(document, forms, index, layers))
                budget -= facts[-1].characters + sum(map(len, facts[-1].unseen))
                if budget < 0:
                    raise UnreadableError("too-long")
        finally:
            annotations.end_forms(forms)
        unseen = [*read_properties(document), *read_bookmarks(document)]
        attachments = read_attachment_names(document)
        within = [*read_attachments(document, limits.salvage_bytes), *(file for fact in facts for file in fact.files)]
    unseen += [f"/{name}" for name in attachments]  # the gate judges names behind a slash
    unseen += find_strings(anatomy)
    share = limits._replace(salvage_bytes=limits.salvage_bytes // max(len(within), 1))
    for file in within:
        unseen += find_file_lines(file, share)
    signatures, findings = read_signatures(data)
    if attachments or forms.dynamic or any(fact.attached for fact in facts):
        findings.append(RawFinding("embedded-part"))
    if anatomy.damaged:
        if not any(fact.characters for fact in facts):
            raise UnreadableError("corrupt")
        findings.append(RawFinding("part-corrupt"))
    return _assemble(facts, unseen, findings, limits)._replace(signatures=tuple(signatures))


def _assemble(facts: list[_PageFacts], unseen: list[str], findings: list[RawFinding], limits: Limits) -> Reading:
    scanned = [fact.page.number for fact in facts if fact.picture]
    unseen = [*unseen, *(text for fact in facts for text in fact.unseen)]
    if len(scanned) == len(facts) or not any(fact.characters for fact in facts):
        unseen += [word.text for fact in facts for word in fact.page.words]
        return Reading((), _clean_all(unseen), (*findings, RawFinding("image-only")), readable=False, scan=True)
    laid = lay_out([fact.page for fact in facts])
    if len(laid.blocks) > limits.paragraphs:
        raise UnreadableError("too-long")
    if scanned:
        findings.append(RawFinding("scanned-pages", values={"pages": ", ".join(map(str, scanned))}))
    if any(fact.stamp for fact in facts):
        findings.append(RawFinding("stamp-image"))
    codes = sorted(set().union(*(fact.codes for fact in facts)))
    if codes:
        findings.append(RawFinding("legacy-converted", values={"codes": ", ".join(codes)}))
    if count := sum(fact.look_alikes for fact in facts):
        findings.append(RawFinding("look-alike", values={"count": count}))
    return Reading(tuple(laid.blocks), _clean_all([*unseen, *laid.apart]), tuple(findings))


def _clean_all(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(clean_text, texts) if text))


def _read_page(document: Any, forms: annotations.Forms, index: int, layers: frozenset[str]) -> _PageFacts:
    with open_page(document, index) as page:
        notes = annotations.read_annotations(page, forms)
        if not notes.baked:
            return _read_open_page(page, index, notes, layers)
    with open_page(document, index) as page:
        return _read_open_page(page, index, notes, layers)


def _read_open_page(page: Any, index: int, notes: annotations.Notes, layers: frozenset[str]) -> _PageFacts:
    drawn = read_drawn(page, layers)
    visible = find_visible_bounds(page)
    text = read_page_text(page, drawn, _find_large(drawn, visible))
    repaired, codes = _repair([*text.words, *annotations.place_values(notes.values, text)])
    words, look_alikes = _fold(repaired)
    asides = [line.text for group in text.asides for line in make_lines(group)] + text.slanted
    characters = sum(len(word.text) for word in words) + sum(map(len, asides))
    few = characters < _FEW_CHARACTERS
    # An invisible text layer over a scan is what somebody's OCR made of it: it is not visible, so the page is a scan.
    picture = few and (_covered_share(drawn, visible) > _SCAN_SHARE or drawn.segments > _MANY_CURVES)
    return _PageFacts(
        Page(index + 1, text.frame.box(), tuple(words), tuple(text.rules), tuple(asides)),
        [*text.unseen, *notes.unseen],
        codes | text.codes,
        look_alikes,
        characters,
        picture,
        index == 0 and not picture and _has_stamp(drawn, visible),
        notes.attached,
        notes.files,
    )


def _find_large(drawn: Drawn, visible: Bounds) -> list[tuple[Bounds, int]]:
    """Pictures that cover nearly the whole page: what was painted before them cannot be seen."""
    page = Box(*visible)
    return [(bounds, order) for bounds, order in drawn.images if page.overlap(Box(*bounds)) > 0.85 * _area(visible)]


def _covered_share(drawn: Drawn, visible: Bounds) -> float:
    """How much of the page pictures cover; scanners cut a page into strips, so all count together."""
    page = Box(*visible)
    return sum(page.overlap(Box(*bounds)) for bounds, _ in drawn.images) / max(_area(visible), 1.0)


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _has_stamp(drawn: Drawn, visible: Bounds) -> bool:
    """Whether a picture in the top third of page 1 may be a secrecy stamp.

    Official stamps measure 20 x 8 mm to 80 x 15 mm, round ones 30 to 40 mm. So: 10 to 100 mm wide, 5 to 60 mm high, at
    most ten times as wide as high. Smaller pictures are ornaments, flatter ones rules; a logo of that size cannot be
    told from a stamp, and a person looks.
    """
    height = visible[3] - visible[1]
    for left, bottom, right, top in (bounds for bounds, _ in drawn.images):
        wide, high = (right - left) / _MILLIMETRE, (top - bottom) / _MILLIMETRE
        in_top_third = (bottom + top) / 2 > visible[1] + height * 2 / 3
        if in_top_third and 10 <= wide <= 100 and 5 <= high <= 60 and wide <= 10 * high:
            return True
    return False


def _repair(words: list[Word]) -> tuple[list[Word], set[str]]:
    """Legacy text whose font does not say so, by lines of the page's own order."""
    if not any(may_be_legacy(word.text) for word in words):
        return words, set()
    groups: list[list[Word]] = []
    for word in words:
        if groups and abs(groups[-1][-1].base - word.base) < 1:
            groups[-1].append(word)
        else:
            groups.append([word])
    texts = [" ".join(re.sub("[\x02\ufffe]", "\xad", word.text) for word in group) for group in groups]
    repaired, codes = repair_texts(texts)
    result: list[Word] = []
    for group, before, after in zip(groups, texts, repaired, strict=True):
        parts = after.split(" ")
        if before == after or len(parts) != len(group):
            result += group
        else:
            result += [word._replace(text=part) for word, part in zip(group, parts, strict=True)]
    return result, codes if result != words else set()


def _fold(words: list[Word]) -> tuple[list[Word], int]:
    folded = [fold_look_alikes(word.text) for word in words]
    changed = [word._replace(text=text) for word, (text, _) in zip(words, folded, strict=True)]
    return changed, sum(count for _, count in folded)
