"""Lines of a plan's text -> paragraphs: hard-wrapped lines joined, list marks read, page numbers and stray links out.

Text copied out of a PDF has one block per line; a Word file has one per paragraph. Both come through here: whether
lines were wrapped is seen from their lengths. Keeps out what a paragraph says (sections.py and the readers of facts).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from schemas.document import Block
from schemas.values import BlockKind

_MARGINAL = {BlockKind.HEADER, BlockKind.COMMENT, BlockKind.NOTE}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_GAP = r"(?:\s+|(?=[^\W\d_]))"
_MARK = re.compile(
    rf"""(?x)
      (?P<roman>[IVX]{{1,5}}) \s?(?:\.{_GAP} | [)/:]\s+)
    | (?P<many>\d{{1,2}}(?:\.\d{{1,2}})+) (?:[.)]\s* | \s+) (?=[^\W\d_])
    | (?P<one>\d{{1,2}}) \s?(?:\.{_GAP} | [)/:]\s+)
    | (?P<letter>[a-zđ]) \s?[.)] \s+
    | (?P<bullet>[-–—+*•●▪■◦○✓➢·]) \s* (?=\S)
    """
)
_PAGE_NUMBER = re.compile(r"[-–—]?\s*(\d{1,3})\s*[-–—]?")
_LINK = re.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+(?:/\S*)?)", re.IGNORECASE)
_LONGEST_LINK = 300
_ENDS = (".", ";", ":", "!", "?", "…")
_UNWRITABLE = re.compile("[^\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML cannot hold as they are; no letter is among them."""
_RECIPIENTS = re.compile(r"nơi nhận\b", re.IGNORECASE)
_TEXT_ENDS = "./."
_FULL = 0.8
_WRAPPED_WIDTHS = range(30, 161)
_WRAPPED_RATIO = 0.3
_FEWEST_LINES = 8


class Rank(IntEnum):
    """How high in the outline a mark stands; the smaller, the higher."""

    ROMAN = 1
    ARABIC = 2
    MANY = 3
    LETTER = 4
    BULLET = 5


class Mark(NamedTuple):
    """A list number or bullet as written; `number` is the last number of 2.1."""

    rank: Rank
    number: int
    words: str


class Paragraph(NamedTuple):
    """One paragraph without its mark."""

    text: str
    mark: Mark | None = None
    bold: bool = False
    """Word shows it as a heading."""

    @property
    def shown(self) -> str:
        """The paragraph as the text has it, mark included."""
        return f"{self.mark.words} {self.text}" if self.mark else self.text


class _Line(NamedTuple):
    text: str
    mark: Mark | None = None
    starts: bool = False
    """A paragraph, cell or numbered paragraph of Word begins here for certain."""
    inner: bool = False
    """A later line of one Word paragraph."""
    bold: bool = False


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals, two words or more: a heading or a signer's office."""
    return text.isupper() and len(text.split()) > 1


def read_mark(text: str) -> tuple[Mark | None, str]:
    """Split a typed list mark from a text."""
    match = _MARK.match(text)
    if match is None or (match["roman"] and match["roman"] not in _ROMANS):
        return None, text
    words, rest = match.group().strip(), text[match.end() :]
    if match["roman"]:
        return Mark(Rank.ROMAN, _ROMANS.index(match["roman"]) + 1, words), rest
    if match["many"]:
        return Mark(Rank.MANY, int(match["many"].rpartition(".")[2]), words), rest
    if match["one"]:
        return Mark(Rank.ARABIC, int(match["one"]), words), rest
    if match["letter"]:
        return Mark(Rank.LETTER, _LETTERS.find(match["letter"]) + 1, words), rest
    return Mark(Rank.BULLET, 0, words), rest


def find_paragraphs(blocks: Sequence[Block]) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs of a text in order, and the stray links that stood between them."""
    lines, links = _take_out_strays(list(_find_lines(blocks)))
    joiner = _Joiner(_find_width(lines))
    for line in lines:
        joiner.add(line)
    return joiner.finish(), links


def _find_lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    for block in blocks:
        if block.kind in _MARGINAL:
            continue
        if block.cells:
            for cell in block.cells:
                for place, text in enumerate(filter(None, cell.text.split("\n"))):
                    yield _Line(text, starts=place == 0, inner=place > 0)
            continue
        first, *others = block.text.split("\n")
        label, bold = block.label.strip(), block.bold or block.kind is BlockKind.HEADING
        if label or first:
            yield _Line(first, _read_label(label) if label else None, starts=bool(label), bold=bold)
        yield from (_Line(text, inner=True, bold=bold) for text in others if text)


def _read_label(label: str) -> Mark:
    """The mark that Word counts by itself."""
    mark, _ = read_mark(f"{label}{'.' if label[-1].isalnum() else ''} X")
    return mark or Mark(Rank.BULLET, 0, label)


def _take_out_strays(lines: list[_Line]) -> tuple[list[_Line], list[str]]:
    """Without page numbers, which count up from 1 or 2, and links that a PDF repeats at the foot of its page."""
    targets = Counter(filter(None, (_read_link(word) for line in lines for word in line.text.split())))
    kept, links, page = [], [], None
    for line in lines:
        link, number = _read_link(line.text), _PAGE_NUMBER.fullmatch(line.text)
        if link and targets[link] > 1:
            links.append(line.text)
        elif number and line.mark is None and int(number[1]) in ((1, 2) if page is None else (page + 1,)):
            page = int(number[1])
        else:
            kept.append(line)
    return kept, links


def _read_link(word: str) -> str | None:
    """Where a word leads that is a link, without what differs between two ways of writing it."""
    match = _LINK.fullmatch(word.strip("(),;.")) if "." in word and len(word) <= _LONGEST_LINK else None
    return match[1].rstrip("/").lower() if match else None


def _find_width(lines: Sequence[_Line]) -> int | None:
    """The width at which lines were wrapped; None when each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < _FEWEST_LINES:
        return None
    width = lengths[len(lengths) * 9 // 10]
    full = sum(_FULL * width < length <= 1.2 * width for length in lengths)
    return width if width in _WRAPPED_WIDTHS and full >= _WRAPPED_RATIO * len(lengths) else None


class _Joiner:
    """Puts lines together; each line either goes on with the paragraph before it or begins one."""

    def __init__(self, width: int | None) -> None:
        self._width = width
        self._done: list[Paragraph] = []
        self._mark: Mark | None = None
        self._pieces: list[str] = []
        self._capitals = self._bold = False
        self._last: dict[Rank, int] = {}

    def add(self, line: _Line) -> None:
        """Take the next line."""
        mark, rest = (line.mark, line.text) if line.mark else read_mark(line.text)
        if line.starts or (mark is not None and self._is_trusted(mark, rest)):
            self._begin(mark, rest, bold=line.bold)
        elif mark is None and not self._goes_on(line):
            self._begin(None, line.text, bold=line.bold)
        else:
            self._pieces.append(line.text)
            self._capitals = self._capitals and line.text.isupper()

    def finish(self) -> list[Paragraph]:
        """All paragraphs."""
        self._begin(None, "")
        return self._done

    def _begin(self, mark: Mark | None, text: str, *, bold: bool = False) -> None:
        words = " ".join(_UNWRITABLE.sub("", " ".join(self._pieces)).split())
        if words:
            self._done.append(Paragraph(words, self._mark, self._bold))
        self._mark, self._pieces, self._capitals, self._bold = mark, [text], is_capitals(text), bold
        if mark is not None:
            self._last = {rank: number for rank, number in self._last.items() if rank < mark.rank}
            self._last[mark.rank] = mark.number

    def _is_trusted(self, mark: Mark, rest: str) -> bool:
        """Whether a mark begins a paragraph: always after an ended one, else only if it counts on in its list."""
        before = self._pieces[-1] if self._pieces else ""
        if mark.rank is Rank.BULLET:
            return not rest[:1].islower() or not before or before.endswith(_ENDS) or not self._is_full(mark.words)
        counts_on = mark.number == self._last.get(mark.rank, 0) + 1
        return counts_on or before.endswith(_ENDS) or not self._is_full(mark.words)

    def _goes_on(self, line: _Line) -> bool:
        if not self._pieces or not self._pieces[-1]:
            return bool(self._pieces)
        if self._pieces[-1].endswith(_TEXT_ENDS) or _RECIPIENTS.match(line.text):
            return False
        if (self._capitals and not line.text.isupper()) or self._bold != line.bold:
            return False
        ended = self._pieces[-1].endswith(_ENDS)
        return self._is_full(line.text) or (line.text[:1].islower() and (line.inner or not ended))

    def _is_full(self, next_words: str) -> bool:
        """Whether the last line was so long that the next word had to go to a new line."""
        if self._width is None or not self._pieces:
            return False
        first = next_words.split(maxsplit=1)[0] if next_words.split() else ""
        shown = len(self._pieces[-1]) + (len(self._mark.words) + 1 if self._mark and len(self._pieces) == 1 else 0)
        return shown + 1 + len(first) > _FULL * self._width
