"""The fixed frame of an official report: letterhead, title, addressee, opening. Finds where each stands.

Keeps out what the frame proves (identity.py, periods.py) and the body (outline.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.document import Block
from schemas.values import BlockKind
from tonghop.understanding.documents.forms import find_target
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.headings import match_heading, read_titled
from tonghop.understanding.outline.states import Fixed, find_fixed, is_opening
from tonghop.understanding.tables.tables import find_table
from tonghop.understanding.words import normalise, strip_marks

_LOOK = 40
_LETTERHEAD = 12
_ABSTRACT_WORDS = 10
_END, _LONG_ENDING = 12, 400
_TITLE = re.compile(r"(?:bao cao|b\s*a\s*o\s+c\s*a\s*o)\b")
_BARE = re.compile(r"(?:ket qua|tinh hinh|tong hop|so ket|tong ket|bieu|bang (?:tong hop|so lieu)|phu luc)\b")
_SUBJECT = re.compile(r"(?:v/v|v\.v|ve viec)\b")
_REPORT = re.compile(r"\bbao cao\b|\bket qua\b|\btinh hinh\b")
_STATE = re.compile(r"cong hoa xa hoi|doc lap\s*[-–—]?\s*tu do")
_YEAR = re.compile(r"\b20\d\d\b")
_NUMBER_LINE = re.compile(r"so\s*:?\s*\S{0,6}\s*/")
_GOES_ON = re.compile(
    r"(?:va|cua|tren|theo|tai|thuoc|trong|ve|phuc vu|nam|den|tu|phuong huong|nhiem vu|ke hoach|giai doan|doi voi|cho)\b"
    r"|\((?:tu ngay|ky)\b"
)
"""So goes on a title that has its year already."""
_SPOKEN_BLOCKS = 4
_SENTENCES = re.compile(r"(?<=[.;])\s+|\n")
_REPORTS = re.compile(
    r"(?:(?P<told_first>(?:trong |ky )?(?:0?6|sau) thang .{0,40}?),\s*)?(?:.{0,200}?[,;]\s*)?"
    r"(?:trung tam|phong|van phong|don vi|so|chi cuc|ban|to|em|toi|chung toi)\b"
    r"(?:(?! da\b| se\b| can\b)(?:[^,;:]|,(?! ))){0,70}?\s"
    r"(?:xin |kinh |tran trong )?bao cao\b(?P<told>(?:(?!\bso voi\b|\bcung ky\b|\bphuong huong\b|\bnhiem vu\b)[^;:])*)"
)
"""Who reports what; comparisons and tasks ahead speak of other periods."""
_BODY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE_ROW})


@dataclass(frozen=True)
class Part:
    """A piece of the frame with its place."""

    text: str
    locator: str


@dataclass(frozen=True)
class ReportFrame:
    """The frame of one document."""

    letterhead: tuple[Part, ...]
    title: tuple[Part, ...]
    opening: tuple[Part, ...]
    body_start: int
    """Index of the first block behind the frame."""
    ending: tuple[Part, ...] = ()
    """Where it is signed and filed."""
    spoken: tuple[Part, ...] = ()
    """Sentences behind the frame that say who reports what: Trung tâm báo cáo kết quả 6 tháng đầu năm 2024."""


def find_frame(blocks: Sequence[Block], lexicon: Lexicon) -> ReportFrame:
    """Find letterhead, title and opening in the first blocks; a document without them is all body."""
    # What is filled into a form of ours is no frame, whatever its words.
    filled = next((at for at, block in enumerate(blocks) if find_target(block, lexicon) is not None), len(blocks))
    body = [at for at in range(filled) if blocks[at].kind in _BODY_KINDS and blocks[at].text.strip()][:_LOOK]
    title_at = next((index for index in body if _is_title(blocks[index])), None)
    if title_at is None:
        following = [*(blocks[at] for at in body[1:]), None]
        title_at = next(
            (at for at, after in zip(body, following, strict=False) if _is_bare_title(blocks[at], after, lexicon)), None
        )
    title, after = _read_title(blocks, body, title_at, lexicon)
    opening: list[Part] = []
    start = after
    addressing = False
    for index in (at for at in body if at >= after):
        block = blocks[index]
        text = normalise(block.text)
        fixed = find_fixed(text, weighty=block.bold)
        if fixed is Fixed.ADDRESSEE and not is_opening(text):
            start, addressing = index + 1, True
        elif is_opening(text) and not _is_heading(block, lexicon):
            opening.append(Part(text, block.locator))
            start = index + 1
            break
        elif _is_before_body(block, text, addressing=addressing, titled=title_at is not None):
            start = index + 1
        else:
            break
    letterhead = _read_letterhead(blocks, body, title_at, start)
    return ReportFrame(
        letterhead=tuple(letterhead),
        title=tuple(title or _read_subject(letterhead)),
        opening=tuple(opening),
        body_start=start,
        ending=tuple(_read_ending(blocks[start:])),
        spoken=tuple(_read_spoken([blocks[at] for at in body if at >= after][:_SPOKEN_BLOCKS])),
    )


def _read_spoken(blocks: Sequence[Block]) -> list[Part]:
    """The sentences of the first paragraphs that report, each from what it reports on."""
    parts: list[Part] = []
    for block in blocks:
        for sentence in _SENTENCES.split(normalise(block.text)) if not block.cells else ():
            match = _REPORTS.match(plain := strip_marks(sentence))
            if match is not None and len(plain) == len(sentence):
                told = sentence[match.start("told") : match.end("told")]
                first = match["told_first"] or ""
                parts.append(Part(f"{sentence[: len(first)]} {told}".strip(), block.locator))
    return parts


def _read_subject(letterhead: Sequence[Part]) -> list[Part]:
    """The abstract of an official letter, below its number: V/v báo cáo kết quả 6 tháng đầu năm 2024."""
    for part in letterhead:
        lines = part.text.split("\n")
        first = next((at for at, line in enumerate(lines) if _SUBJECT.match(strip_marks(line).strip())), None)
        if first is not None and _REPORT.search(strip_marks(text := " ".join(lines[first:]))):
            return [Part(text, part.locator)]
    return []


def _read_ending(blocks: Sequence[Block]) -> list[Part]:
    """The last blocks in which somebody signs or that say where the paper is filed; one cell is one part."""
    parts: list[Part] = []
    for block in [block for block in blocks if block.text.strip()][-_END:]:
        if block.cells:
            told = [Part(normalise(cell.text), f"{block.locator}/c{cell.column}") for cell in block.cells]
        else:
            told = [Part(normalise(block.text), block.locator)]
        parts += [part for part in told if len(part.text) < _LONG_ENDING]
    return parts


def _is_title(block: Block) -> bool:
    if find_table(block.locator) and block.kind is BlockKind.TABLE_ROW and len(block.cells) > 2:
        return False
    plain = strip_marks(normalise(block.text))
    lines = [line.strip() for line in plain.split("\n")]
    return any(_TITLE.match(line) for line in lines) and (len(plain) < 300) and not block.label


def _is_bare_title(block: Block, following: Block | None, lexicon: Lexicon) -> bool:
    """A title without BÁO CÁO: KẾT QUẢ CÔNG TÁC ... 6 THÁNG ĐẦU NĂM 2024; BIỂU TỔNG HỢP above a line with the year."""
    text = normalise(block.text)
    if block.label or len(block.cells) > 2 or not (block.bold or text.isupper() or block.cells):
        return False
    plain = strip_marks(text)
    if not _BARE.match(plain):
        return False
    if _YEAR.search(plain):
        return True
    if following is None or following.label or not _YEAR.search(strip_marks(following.text)):
        return False
    goes_on = len(following.text.split()) <= _ABSTRACT_WORDS and following.text.rstrip()[-1:] not in (".", ":", ";")
    return goes_on or not _is_heading(block, lexicon)


def _read_title(
    blocks: Sequence[Block], body: list[int], title_at: int | None, lexicon: Lexicon
) -> tuple[list[Part], int]:
    """The title lines (BÁO CÁO and its abstract) and the index behind them."""
    if title_at is None:
        return [], 0
    parts = [Part(normalise(blocks[title_at].text), blocks[title_at].locator)]
    after = title_at + 1
    for index in (at for at in body if at > title_at):
        block, text = blocks[index], normalise(blocks[index].text)
        complete = any(_YEAR.search(part.text) for part in parts)
        goes_on = _GOES_ON.match(strip_marks(text)) is not None and (text[:1].islower() or text[:1] in "V(")
        titled = read_titled(block)
        if titled.label or len(parts) > 4 or find_fixed(text, weighty=True) or is_opening(text):
            break
        if (complete and not goes_on) or block.kind is BlockKind.TABLE_ROW:
            break
        match = match_heading(text, None, lexicon)
        if match and match.certain and match.target.item is not None and match.likeness >= 85:
            break
        if len(text) > 300:
            break
        parts.append(Part(text, block.locator))
        after = index + 1
    return parts, after


def _is_heading(block: Block, lexicon: Lexicon) -> bool:
    titled = read_titled(block)
    if len(titled.text) > 200 or not (titled.label or titled.bold):
        return False
    match = match_heading(titled.text, titled.number, lexicon)
    return bool(match and match.certain)


def _is_before_body(block: Block, text: str, *, addressing: bool, titled: bool) -> bool:
    """Lines that may stand between the title and the opening, or before a title that is missing."""
    if _is_letterhead_line(text):
        return True
    if addressing and (block.label or text[:1] in "-+") and len(text) < 120:
        return True
    return not titled and block.kind is BlockKind.TABLE_ROW and len(block.cells) <= 2


def _is_letterhead_line(text: str) -> bool:
    plain = strip_marks(text)
    if _STATE.search(plain) or _NUMBER_LINE.match(plain) or not any(c.isalnum() for c in plain):
        return True
    return re.search(r",\s*ngay\s+\S{1,3}\s*thang\b", plain) is not None and len(plain) < 80


def _first_long(blocks: Sequence[Block], body: list[int]) -> int:
    """Without a title the letterhead ends at the first numbered or long block."""
    return next((at for at in body if blocks[at].label or len(blocks[at].text) > 150), len(blocks))


def _read_letterhead(blocks: Sequence[Block], body: list[int], title_at: int | None, start: int) -> list[Part]:
    """Lines above the title (at most twelve blocks), left cells first, and the page headers."""
    parts: list[Part] = []
    end = title_at if title_at is not None else max(start, _first_long(blocks, body))
    for index in [at for at in body if at < end][:_LETTERHEAD]:
        block = blocks[index]
        if find_fixed(normalise(block.text), weighty=True) is Fixed.ADDRESSEE:
            continue
        if block.cells:
            parts += [Part(normalise(cell.text), f"{block.locator}/c{cell.column}") for cell in block.cells]
        else:
            parts.append(Part(normalise(block.text), block.locator))
    if title_at is not None:
        # the title's own block may hold the letterhead above it, as in plain text with soft line breaks
        lines = normalise(blocks[title_at].text).split("\n")
        above = [line for line in lines if not _TITLE.match(strip_marks(line).strip())]
        if above and len(above) < len(lines) and _TITLE.match(strip_marks(lines[-1]).strip()):
            parts.append(Part("\n".join(above), blocks[title_at].locator))
    parts += [Part(normalise(b.text), b.locator) for b in blocks if b.kind is BlockKind.HEADER and b.text.strip()]
    parts += [
        Part(normalise(b.text), b.locator) for b in blocks[:_LOOK] if b.kind is BlockKind.TEXTBOX and b.text.strip()
    ]
    return parts
