"""Copies of one report in one submission: the words of the working copy count, once; a figure that differs is a doubt.

A signed PDF or a scan beside its Word file, or the same report in two formats. Decided on whole documents by the share
of common runs of words, since a PDF cuts sentences otherwise. Keeps out sentences that two reports share (combining).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

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
_SHEET = frozenset({"xlsx", "xls", "ods", "csv"})
_KINDS = ("word", "sheet", "other", "pdf", "mail", "scan")
"""Of files, whose words are to be taken first."""
_WORDS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+")
_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)](?=\s|$)|\d{1,3}(?=\s*\|.*[^\W\d_])")
"""A running number before a text: 2. of a list, 2 of the first column of a row. No figure, and easily lost by OCR."""
_WIDEST = 6
"""Words of a gap up to which two texts stand opposite each other there; a wider one parts what merely moved."""
_BETWEEN = 2
"""Equal numbers up to which two gaps are one, so that figures exchanged between neighbouring cells face each other."""
_BEFORE, _AFTER, _ENOUGH = 4, 4, 2
_MOST_TOLD = 4
_SIGNING = re.compile(r"(?:nguoi ky|ky boi|ky so boi|thoi gian ky|ngay ky|gio ky|co quan|email|signed by|date)\s*:")
"""Lines that an electronic signature prints on the page; the working copy has none of them."""


class Copy(NamedTuple):
    """`copy` says again what `kept` says; both are places in the sequence that was given."""

    copy: int
    kept: int


class _Token(NamedTuple):
    """A word or a number in its place; `label` is a running number."""

    text: str
    locator: str
    block: str
    start: int
    label: bool

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def is_recognised(document: ReadDocument) -> bool:
    """Whether a machine recognised its text in a picture."""
    return any(block.confidence is not None for block in document.blocks)


def find_copies(documents: Sequence[ReadDocument]) -> list[Copy]:
    """Which documents say again what another one says, and whose words are to be taken.

    Word files go before others, then PDF, the text of the mail, recognised text last; a document that holds clearly
    more goes first.
    """
    if len(documents) < 2:
        return []
    runs = [_count_runs(document) for document in documents]
    kept: list[int] = []
    found: dict[int, int] = {}
    for place in sorted(range(len(documents)), key=lambda at: (rank_document(documents[at]), at)):
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

    Each side is a document and the blocks of its body. A figure is compared with what stands in the same place of the
    other text, so that figures exchanged between two lines are found. One that has no such place, since a part moved,
    may stand anywhere in the other document: number and date of the letterhead are often blank in the working copy.
    """
    bodies = [{block.locator for block in body} for _, body in (kept, copy)]
    only_kept, only_copy = _find_only(_list_tokens(kept[0].blocks), _list_tokens(copy[0].blocks), bodies)
    if _count_runs(kept[0]).total() > _LONGER * _count_runs(copy[0]).total():
        only_kept = []  # the copy is a part, such as an annex sent once more: it need not say everything
    taken, given = name_kind(kept[0]), name_kind(copy[0])
    if only_kept and only_copy:
        texts = (_tell(only_kept), _tell(only_copy), taken, given)
        return [Doubt(rule="copies-differ", locator=only_kept[0].locator, texts=texts)]
    holders = (taken, given) if only_kept else (given, taken)
    only = only_kept or only_copy
    return [Doubt(rule="copies-lack", locator=only[0].locator, texts=(_tell(only), taken, *holders))] if only else []


def name_kind(document: ReadDocument) -> str:
    """word, sheet, pdf, mail (its text), scan (recognised) or other."""
    if is_recognised(document):
        return "scan"
    if document.format in _WORD:
        return "word"
    if document.format in _SHEET:
        return "sheet"
    return document.format if document.format in ("pdf", "mail") else "other"


def rank_document(document: ReadDocument) -> int:
    """The smaller, the rather its words are taken: the working copy, PDF, the text of a mail, recognised text."""
    return _KINDS.index(name_kind(document))


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


def _list_tokens(blocks: Sequence[Block]) -> list[_Token]:
    found = []
    for locator, text in _list_texts(blocks):
        label = _LABEL.match(text)
        ends = label.end() if label else 0
        found += [
            _Token(strip_marks(match[0]), locator, text, match.start(), match.start() < ends)
            for match in _TOKEN.finditer(text)
        ]
    return found


def _find_only(
    one: Sequence[_Token], other: Sequence[_Token], bodies: Sequence[Collection[str]]
) -> tuple[list[_Token], list[_Token]]:
    """The figures of the one body, and of the other, that the other text does not have in that place."""
    only_one: list[_Token] = []
    only_other: list[_Token] = []
    loose: tuple[list[_Token], list[_Token]] = ([], [])
    for left, right in _find_gaps(one, other):
        lefts, rights = _drop_common(left, right)
        facing = any(t.locator in bodies[0] for t in lefts) and any(t.locator in bodies[1] for t in rights)
        narrow = max(len(left), len(right)) <= _WIDEST
        if narrow and not lefts and not rights:
            lefts, rights = _find_exchanged(left, right)
            facing = True
        if facing and narrow:
            only_one += lefts
            only_other += rights
        else:
            loose[0].extend(lefts)
            loose[1].extend(rights)
    lefts, rights = _drop_common(*loose)
    only_one += lefts
    only_other += rights
    return _pick_told(one, only_one, bodies[0]), _pick_told(other, only_other, bodies[1])


def _pick_told(tokens: Sequence[_Token], only: Sequence[_Token], body: Collection[str]) -> list[_Token]:
    """Those of the body, in reading order; running numbers are no figures."""
    places = {id(token) for token in only}
    return [token for token in tokens if id(token) in places and token.locator in body and not token.label]


def _find_gaps(one: Sequence[_Token], other: Sequence[_Token]) -> Iterator[tuple[list[_Token], list[_Token]]]:
    """Where two texts part: the words of each between two places at which they agree."""
    left: list[_Token] = []
    right: list[_Token] = []
    for step in Levenshtein.opcodes([token.text for token in one], [token.text for token in other]):
        here = one[step.src_start : step.src_end]
        between = len(here) <= _BETWEEN and all(token.is_number for token in here)
        if step.tag == "equal" and not (between and (left or right)):
            if left or right:
                yield left, right
            left, right = [], []
        else:
            left += here
            right += other[step.dest_start : step.dest_end]
    if left or right:
        yield left, right


def _find_exchanged(one: Sequence[_Token], other: Sequence[_Token]) -> tuple[list[_Token], list[_Token]]:
    """The numbers of two equal sets that stand in another order: 5 | 3 and 3 | 5."""
    lefts, rights = ([token for token in side if token.is_number] for side in (one, other))
    pairs = [(left, right) for left, right in zip(lefts, rights, strict=True) if left.text != right.text]
    return [left for left, _ in pairs], [right for _, right in pairs]


def _drop_common(one: Sequence[_Token], other: Sequence[_Token]) -> tuple[list[_Token], list[_Token]]:
    """The numbers of each without those that both have."""
    lefts, rights = ([token for token in side if token.is_number] for side in (one, other))
    in_one, in_other = (Counter(token.text for token in side) for side in (lefts, rights))
    return _take_surplus(lefts, in_other), _take_surplus(rights, in_one)


def _take_surplus(tokens: Sequence[_Token], left: Counter[str]) -> list[_Token]:
    surplus = []
    for token in sorted(tokens, key=lambda token: token.label):  # a running number finds its like last
        if left[token.text] > 0:
            left[token.text] -= 1
        else:
            surplus.append(token)
    return surplus


def _tell(figures: Sequence[_Token]) -> str:
    told = list(dict.fromkeys(_quote(figure) for figure in figures))
    return "; ".join(told[:_MOST_TOLD]) + (" …" if len(told) > _MOST_TOLD else "")


def _quote(figure: _Token) -> str:
    """The figure with the words behind it; with those before it when hardly any follow."""
    end = figure.start + len(figure.text)
    after = figure.block[end:].split("|")[0].split()[:_AFTER]
    words = [figure.block[figure.start : end], *after]
    if len(after) < _ENOUGH:
        before = figure.block[: figure.start].replace("|", " ").split()[-_BEFORE:]
        rest = figure.block[end:].replace("|", " ").split()[:_AFTER]
        words = [*before, words[0], *rest]
    return " ".join(words).rstrip(" ,;:.")
