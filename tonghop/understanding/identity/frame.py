"""The fixed frame of an official report: letterhead, title, addressee, opening. Finds where each stands.

Keeps out what the frame proves (unit.py, periods.py) and the body (outline/).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.document import Block
from schemas.values import BlockKind
from tonghop.understanding.documents.forms import find_target
from tonghop.understanding.identity.titles import (
    TITLE,
    Part,
    find_plain_title,
    is_bare_title,
    is_heading,
    is_naked,
    is_title,
    read_subject,
    read_title,
    tells_unit,
)
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.headings import BULLET, read_titled
from tonghop.understanding.outline.states import Fixed, find_fixed, is_opening
from tonghop.understanding.words import CAPITALS, normalise, strip_marks

_LOOK = 40
_LETTERHEAD = 12
_IN_TABLE = re.compile(r"(.+?/t\d+)/")
_END, _LONG_ENDING = 12, 400
_RECIPIENT = re.compile(
    r"(?:so|phong|van phong|trung tam|chi cuc|cuc|bo|ban|ubnd|uy ban|lanh dao|(?:pho |cac pho )?giam doc|truong phong"
    r"|chanh van phong|thanh tra|nhu tren|dong chi|d/c|ong|ba|cac don vi)\b[^:\d]{0,100}"
)
"""One of several addressees below Kính gửi; a line that counts, or says more behind a colon, is content."""
_STATE = re.compile(r"cong hoa xa hoi|doc lap\s*[-–—]?\s*tu do")
_NUMBER_LINE = re.compile(r"so\s*:?\s*\S{0,6}\s*/")
_SPOKEN_BLOCKS = 4
_FEW_WORDS = 6
_ASIDE = re.compile(r"\([^()]*\)")
_COLUMNS = re.compile(r"(?:\t\s*|[^\S\n]{3,})(?P<next>\S)")
"""Tabs, or blanks of three and more, part two columns typed in one line; the blank of a number or a day does not."""
_NAME_COMMA = re.compile(rf", (?=[{CAPITALS}])")
"""Within a name: Trung tâm Nghiên cứu, Chuyển giao công nghệ."""
_SENTENCES = re.compile(r"(?<=[^.][.;])\s+|\n")
_REPORTS = re.compile(
    r"(?:(?P<told_first>(?:trong |ky )?(?:0?6|sau) thang .{0,40}?),\s*)?(?:.{0,200}?[,;!]\s*)?"
    r"(?:trung tam|phong|van phong|don vi|so|chi cuc|ban|to|em|toi|chung toi|vp|tt(?!dn)\w*)\b"
    r"(?:(?! da\b| se\b| can\b)(?:[^,;:!]|,(?! ))){0,100}?\s"
    r"(?:xin |kinh |tran trong )?(?:bao cao|(?:gui|nop)\s+(?:\w+\s+){0,3}?(?:bao cao|ket qua|so lieu))\b"
    r"(?P<told>(?:(?!\bso voi\b|\bcung ky\b|\bphuong huong\b|\bnhiem vu\b)[^;:])*)"
)
"""Who reports, or sends, what; comparisons and tasks ahead speak of other periods."""
_BODY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE_ROW})


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
    first: tuple[Part, ...] = ()
    """The first sentence behind the title that is no heading, and what stands above it."""
    early: tuple[Part, ...] = ()
    """The whole of the first blocks behind the title."""


def find_frame(blocks: Sequence[Block], lexicon: Lexicon) -> ReportFrame:
    """Find letterhead, title and opening in the first blocks; a document without them is all body."""
    # What is filled into a form of ours is no frame, whatever its words.
    filled = next((at for at, block in enumerate(blocks) if find_target(block, lexicon) is not None), len(blocks))
    body = [at for at in range(filled) if blocks[at].kind in _BODY_KINDS and blocks[at].text.strip()][:_LOOK]
    title_at = next((index for index in body if is_title(blocks[index])), None)
    if title_at is None:
        following = [*(blocks[at] for at in body[1:]), None]
        title_at = next(
            (at for at, after in zip(body, following, strict=False) if is_bare_title(blocks[at], after, lexicon)),
            find_plain_title(blocks, body),
        )
    title, after = read_title(blocks, body, title_at, lexicon)
    opening: list[Part] = []
    start = after
    addressing = False
    for index in (at for at in body if at >= after):
        block = blocks[index]
        text = normalise(block.text)
        fixed = find_fixed(text, weighty=block.bold)
        if fixed is Fixed.ADDRESSEE and not is_opening(text):
            start, addressing = index + 1, True
        elif is_opening(text) and not is_heading(block, lexicon):
            opening.append(Part(text, block.locator))
            start = index + 1
            break
        elif _is_before_body(block, text, addressing=addressing, titled=title_at is not None):
            start = index + 1
        else:
            break
    # Đơn vị: Phòng ... below a title says who reports
    letterhead = [*_read_letterhead(blocks, body, title_at, start), *(part for part in title if tells_unit(part.text))]
    title = [part for part in title if not tells_unit(part.text)]
    title += read_subject(letterhead) if is_naked(title) else []
    places = {part.locator.rpartition("/c")[0] or part.locator for part in title}
    after = max(after, *(at + 1 for at in body if blocks[at].locator in places), 0)
    return ReportFrame(
        letterhead=tuple(letterhead),
        title=tuple(title),
        opening=tuple(opening),
        body_start=start,
        ending=tuple(_read_ending(blocks[start:])),
        spoken=tuple(_read_spoken(early := [blocks[at] for at in body if at >= after][:_SPOKEN_BLOCKS])),
        first=tuple(_read_first([blocks[at] for at in body if at >= after])),
        early=tuple(Part(normalise(block.text), block.locator) for block in early),
    )


def _read_first(blocks: Sequence[Block]) -> list[Part]:
    """The first sentence of the first paragraph that is no heading, with the lines above it; no point of a list."""
    parts: list[Part] = []
    for block in blocks:
        titled = read_titled(block)
        if block.cells or titled.rank >= BULLET or len(parts) > _SPOKEN_BLOCKS:
            break
        text = normalise(block.text)
        parts.append(Part(_SENTENCES.split(text)[0], block.locator))
        is_rest = text[:1].islower() and text[-1] not in ".:;"
        is_line = find_fixed(text, weighty=False) or len(text.split()) <= _FEW_WORDS or _ASIDE.fullmatch(text)
        if not (titled.label or titled.bold or is_line or is_rest):
            break
    return parts


def _read_spoken(blocks: Sequence[Block]) -> list[Part]:
    """The sentences of the first paragraphs that report, each from what it reports on."""
    parts: list[Part] = []
    for block in blocks:
        for sentence in _SENTENCES.split(normalise(block.text)) if not block.cells else ():
            plain = strip_marks(sentence)
            match = _REPORTS.match(plain) or _REPORTS.match(strip_marks(_NAME_COMMA.sub("  ", sentence)))
            if match is not None and len(plain) == len(sentence):
                told = sentence[match.start("told") : match.end("told")]
                first = match["told_first"] or ""
                parts.append(Part(f"{sentence[: len(first)]} {told}".strip(), block.locator))
    return parts


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


def _is_before_body(block: Block, text: str, *, addressing: bool, titled: bool) -> bool:
    """Lines that may stand between the title and the opening, or before a title that is missing."""
    if _is_letterhead_line(text):
        return True
    if addressing and _is_recipient(block, text):
        return True
    return not titled and block.kind is BlockKind.TABLE_ROW and len(block.cells) <= 2


def _is_recipient(block: Block, text: str) -> bool:
    is_listed = bool(block.label) or text[:1] in "-+"
    return is_listed and _RECIPIENT.fullmatch(strip_marks(text).strip(" -+*")) is not None


def _is_letterhead_line(text: str) -> bool:
    plain = strip_marks(text)
    if _STATE.search(plain) or _NUMBER_LINE.match(plain) or not any(c.isalnum() for c in plain):
        return True
    return re.search(r",\s*ngay\s+\S{1,3}\s*thang\b", plain) is not None and len(plain) < 80


def _first_long(blocks: Sequence[Block], body: list[int]) -> int:
    """Without a title the letterhead ends at the first numbered or long block."""
    return next((at for at in body if blocks[at].label or len(blocks[at].text) > 150), len(blocks))


def _behind_letter(blocks: Sequence[Block], body: list[int]) -> int:
    """The index behind the first sentence of a letter, however long: without a head it says who sends what."""
    return body[0] + 1 if body and not (read_titled(blocks[body[0]]).label or blocks[body[0]].cells) else 0


def _read_letterhead(blocks: Sequence[Block], body: list[int], title_at: int | None, start: int) -> list[Part]:
    """Lines above the title (at most twelve blocks), left cells first, and the page headers."""
    parts: list[Part] = []
    addressing = False
    end = title_at if title_at is not None else max(start, _first_long(blocks, body), _behind_letter(blocks, body))
    for index in [at for at in body if at < end][:_LETTERHEAD]:
        block = blocks[index]
        text = normalise(block.text)
        is_addressed = find_fixed(text, weighty=True) is Fixed.ADDRESSEE and not _REPORTS.match(strip_marks(text))
        addressing = is_addressed or (addressing and _is_recipient(block, text))
        if addressing:
            continue
        if block.cells:
            parts += [Part(_part(cell.text), f"{block.locator}/c{cell.column}") for cell in block.cells]
        else:
            parts.append(Part(_part(block.text), block.locator))
    if title_at is not None:
        # the title's own block may hold the letterhead above it, as in plain text with soft line breaks
        lines = _part(blocks[title_at].text).split("\n")
        above = [line for line in lines if not TITLE.match(strip_marks(line).strip())]
        if above and len(above) < len(lines) and TITLE.match(strip_marks(lines[-1]).strip()):
            parts.append(Part("\n".join(above), blocks[title_at].locator))
    parts += [Part(normalise(b.text), b.locator) for b in blocks if b.kind is BlockKind.HEADER and b.text.strip()]
    parts += [
        Part(normalise(b.text), b.locator) for b in blocks[:_LOOK] if b.kind is BlockKind.TEXTBOX and b.text.strip()
    ]
    return parts


def _part(text: str) -> str:
    """A text of a letterhead, what stands in two columns of one line on two lines."""
    return normalise(_COLUMNS.sub(lambda gap: "\n" + gap["next"] if gap["next"].isupper() else gap[0], text))


def find_head_tables(read: Iterable[tuple[ReportFrame, Sequence[Block]]]) -> tuple[str, ...]:
    """Locators of the tables that only lay out the head of a page, of (frame, body) of each document.

    A table is none when any document has something to tell in a table at that place.
    """
    heads: dict[str, None] = {}
    told: set[str] = set()
    for frame, body in read:
        heads |= dict.fromkeys(_list_tables(part.locator for part in frame.letterhead))
        told |= set(_list_tables(block.locator for block in body))
    return tuple(table for table in heads if table not in told)


def _list_tables(locators: Iterable[str]) -> list[str]:
    return [found[1] for locator in locators if (found := _IN_TABLE.match(locator))]
