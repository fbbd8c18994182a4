"""Copies of one report in one submission: the words of the working copy count, once; a figure that differs is a doubt.

A signed PDF or a scan beside its Word file, or the same report in two formats. Decided on whole documents by the share
of common runs of words, since a PDF cuts sentences otherwise. Keeps out sentences that two reports share (combining).
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Block, ReadDocument
from schemas.submission import Doubt
from schemas.values import BlockKind
from tonghop.understanding.words import normalise, strip_marks

_FEWEST_RUNS = 25
_SHARE, _WHOLLY = 0.65, 0.9
"""Of the larger document's runs, or of the smaller one's. Measured on the examples: one report as .docx and PDF shares
over 0.96 of its runs of three words, recognised from a scan of 200 dpi over 0.95; two reports of one unit share less
than 0.4 of the larger and 0.82 of the smaller one."""
_LONGER = 1.25
"""From here on the longer document holds more than the other: its words are taken, whatever its format."""
_WORD = frozenset({"docx", "doc", "odt", "rtf"})
_WORDS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")
_SNIPPET = re.compile(r"\S+(?:\s+[^\s|]+){0,4}")
_MOST_TOLD = 4
_SIGNING = re.compile(r"(?:nguoi ky|ky boi|ky so boi|thoi gian ky|ngay ky|gio ky|co quan|email|signed by|date)\s*:")
"""Lines that an electronic signature prints on the page; the working copy has none of them."""


class Copy(NamedTuple):
    """`copy` says again what `kept` says; both are places in the sequence that was given."""

    copy: int
    kept: int


class _Figure(NamedTuple):
    number: str
    locator: str
    words: str


def is_recognised(document: ReadDocument) -> bool:
    """Whether a machine recognised its text in a picture."""
    return any(block.confidence is not None for block in document.blocks)


def find_copies(documents: Sequence[ReadDocument]) -> list[Copy]:
    """Which documents say again what another one says, and whose words are to be taken.

    Word files go before others, then PDF, recognised text last; a document that holds clearly more goes first.
    """
    runs = [_count_runs(document) for document in documents]
    kept: list[int] = []
    found: dict[int, int] = {}
    for place in sorted(range(len(documents)), key=lambda at: (_rank(documents[at]), at)):
        twin = next((at for at in kept if _is_same(runs[at], runs[place])), None)
        if twin is None:
            kept.append(place)
        elif runs[place].total() > _LONGER * runs[twin].total():
            kept[kept.index(twin)] = place
            found = {copy: place if at == twin else at for copy, at in found.items()} | {twin: place}
        else:
            found[place] = twin
    return [Copy(copy, at) for copy, at in sorted(found.items())]


def compare_figures(
    kept: tuple[ReadDocument, Sequence[Block]], copy: tuple[ReadDocument, Sequence[Block]]
) -> list[Doubt]:
    """One doubt when the figures of two copies differ.

    Each side is a document and the blocks of its body. A number of one body may stand anywhere in the other document:
    number and date of the letterhead are often blank in the working copy, so they are not asked for.
    """
    only_kept = _find_missing(kept[1], copy[0].blocks)
    only_copy = _find_missing(copy[1], kept[0].blocks)
    if _count_runs(kept[0]).total() > _LONGER * _count_runs(copy[0]).total():
        only_kept = []  # the copy is a part, such as an annex sent once more: it need not say everything
    if only_kept and only_copy:
        texts = (_tell(only_kept), _tell(only_copy))
        return [Doubt(rule="copies-differ", locator=only_kept[0].locator, texts=texts)]
    only = only_kept or only_copy
    return [Doubt(rule="copies-lack", locator=only[0].locator, texts=(_tell(only),))] if only else []


def _rank(document: ReadDocument) -> int:
    if is_recognised(document):
        return 3
    return 0 if document.format in _WORD else 2 if document.format == "pdf" else 1


def _count_runs(document: ReadDocument) -> Counter[tuple[str, str, str]]:
    """Every three words in a row, without accents and numbers: no two reports share many, however alike their words."""
    words = _WORDS.findall(strip_marks(" ".join(text for _, text in _list_texts(document.blocks))))
    return Counter((one, two, three) for (one, two), (_, three) in pairwise(pairwise(words)))


def _is_same(one: Counter[tuple[str, str, str]], other: Counter[tuple[str, str, str]]) -> bool:
    fewest, most = sorted((one.total(), other.total()))
    common = (one & other).total()
    return fewest >= _FEWEST_RUNS and (common >= _SHARE * most or common >= _WHOLLY * fewest)


def _list_texts(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """(locator, text with its label) of what belongs to the report: no page heads and numbers, no lines of signing."""
    found = []
    for block in blocks:
        if block.kind in (BlockKind.HEADER, BlockKind.COMMENT):
            continue
        text = f"{block.label} {normalise(block.text)}".strip()
        lines = [line for line in text.split("\n") if not _SIGNING.match(strip_marks(line).strip())]
        if lines and not (len(lines) == 1 and lines[0].strip(" -–.").isdigit()):
            found.append((block.locator, "\n".join(lines)))
    return found


def _find_missing(body: Sequence[Block], others: Sequence[Block]) -> list[_Figure]:
    """The figures of a body for which the other document has no equal number left."""
    left = Counter(match[0] for _, text in _list_texts(others) for match in _NUMBER.finditer(text))
    missing = []
    for locator, text in _list_texts(body):
        for match in _NUMBER.finditer(text):
            if left[match[0]] > 0:
                left[match[0]] -= 1
                continue
            snippet = _SNIPPET.match(text, match.start())
            missing.append(_Figure(match[0], locator, snippet[0] if snippet else match[0]))
    return missing


def _tell(figures: Sequence[_Figure]) -> str:
    told = list(dict.fromkeys(figure.words for figure in figures))
    return "; ".join(told[:_MOST_TOLD]) + (" …" if len(told) > _MOST_TOLD else "")
