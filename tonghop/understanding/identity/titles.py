"""The title of a report: BÁO CÁO and its abstract, what stands for it, and the line of the period below it.

Keeps out letterhead and opening (frame.py) and what a title proves (periods.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.document import Block
from schemas.submission import Evidence
from schemas.values import BlockKind, EvidenceKind
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.headings import match_heading, read_titled
from tonghop.understanding.outline.states import find_fixed, is_opening
from tonghop.understanding.tables.tables import find_table
from tonghop.understanding.words import normalise, strip_marks

_ABSTRACT_WORDS = 10
_QUOTED = 200
_LETTERHEAD, _TITLE_WORDS = 12, 45
_NUMBERS_IN_TITLE = re.compile(
    r"\b20\d\d\b|\b0?6 thang\b|\b\d{1,2}/\d{1,2}(?=[/ )])|\bquy \d\b|^bieu (?:mau |so )*\d{1,2}\b"
)
TITLE = re.compile(
    r"(?:(?:\W*du thao\W+|phieu\s+)?(?:bao cao|b\s*a\s*o\s+c\s*a\s*o)"
    r"|phieu tong hop|bc (?:ket qua|tinh hinh|cong tac|so ket|tong ket|tong hop|thong tin|thuc hien|nhanh|so lieu))\b"
)
_BARE = re.compile(
    r"(?:ket qua|tinh hinh|tong hop|so ket|tong ket|bieu|bang (?:tong hop|so lieu|ket qua|thong ke)|phu luc|so lieu"
    r"|tom tat (?:ket qua|tinh hinh|cong tac|so lieu)|phan (?:noi dung|bao cao)"
    r"|cong tac thong tin doi ngoai|thuc hien (?:ke hoach|cong tac))\b"
)
_SUBJECT = re.compile(r"(?:v/v|v\.v|ve viec)\b")
_REPORT = re.compile(r"\bbao cao\b|\bket qua\b|\btinh hinh\b|\bcung cap so lieu\b")
_LINE_OF_PERIOD = re.compile(
    r"\W*(?:(?:trong |ca )?nam 20\d\d|(?:trong )?(?:0?6|sau) thang (?:dau|cuoi) nam(?: 20\d\d)?)\W*"
)
"""A line of its own that tells nothing but the period."""
_NAKED = re.compile(r"\W*bao cao\W*")
ANY_YEAR = re.compile(r"\b20\d\d\b")
_OF_PERIOD = re.compile(r"(?:ky|thoi gian|giai doan)(?: (?:bao cao|tong hop|so lieu|tinh so lieu))?\s*[:|]")
"""A line of its own below a title: Kỳ báo cáo: 6 tháng đầu năm 2024."""
_OF_UNIT = re.compile(r"\W*(?:ten\s+)?(?:phong, )?don vi(?:\s+(?:bao cao|thuc hien|gui|lap))?\s*:\s*")
_LONG_LINE = 120
_GOES_ON = re.compile(
    r"(?:va|cua|tren|theo|tai|thuoc|trong|ve|phuc vu|nam|den|tu|phuong huong|nhiem vu|ke hoach|giai doan|doi voi|cho"
    r"|mot so)\b|\((?:tu|ky|so lieu|thoi gian)\b|\(\s*\d{1,2}\s*/"
    r"|\(\s*(?:0?6|sau) thang (?:dau|cuoi) nam(?: 20\d\d)?\s*\)$"
)
"""So goes on a title that has its year already."""


@dataclass(frozen=True)
class Part:
    """A piece of the frame with its place."""

    text: str
    locator: str

    def tell(self, kind: EvidenceKind, value: str) -> Evidence:
        """What this piece hints at, with its first words."""
        return Evidence(kind=kind, value=value, locator=self.locator or None, text=normalise(self.text)[:_QUOTED])


def is_title(block: Block) -> bool:
    """Whether a block begins BÁO CÁO, or a word that stands for it."""
    if find_table(block.locator) and block.kind is BlockKind.TABLE_ROW and len(block.cells) > 2:
        return False
    plain = strip_marks(normalise(block.text))
    lines = [line.strip() for line in plain.split("\n")]
    return any(TITLE.match(line) for line in lines) and (len(plain) < 300) and not block.label


def is_bare_title(block: Block, following: Block | None, lexicon: Lexicon) -> bool:
    """A title without BÁO CÁO: KẾT QUẢ CÔNG TÁC ... 6 THÁNG ĐẦU NĂM 2024; BIỂU TỔNG HỢP above a line with the year."""
    text = normalise(block.text)
    if block.label or len(block.cells) > 2 or not (block.bold or text.isupper() or block.cells):
        return False
    plain = strip_marks(text)
    if not _BARE.match(plain):
        return False
    if ANY_YEAR.search(plain):
        return True
    if following is None or following.label or not ANY_YEAR.search(strip_marks(following.text)):
        return False
    goes_on = len(following.text.split()) <= _ABSTRACT_WORDS and following.text.rstrip()[-1:] not in (".", ":", ";")
    return goes_on or not is_heading(block, lexicon)


def find_plain_title(blocks: Sequence[Block], body: Sequence[int]) -> int | None:
    """The index of a title without weight and without BÁO CÁO, below nothing but short lines: the letterhead."""
    for index in body[:_LETTERHEAD]:
        block, text = blocks[index], normalise(blocks[index].text)
        plain = strip_marks(text)
        if len(block.cells) > 2 or block.label or len(text.split()) > _TITLE_WORDS:
            return None
        numbers = re.search(r"\d", _NUMBERS_IN_TITLE.sub("", plain))
        below = normalise(blocks[index + 1].text) if index + 1 < len(blocks) else ""
        told = plain if ANY_YEAR.search(plain) else _LINE_OF_PERIOD.fullmatch(strip_marks(below))
        if _BARE.match(plain) and told and not numbers and text[-1:] not in (".", ":", ";"):
            return index
    return None


def read_title(
    blocks: Sequence[Block], body: list[int], title_at: int | None, lexicon: Lexicon
) -> tuple[list[Part], int]:
    """The title lines (BÁO CÁO and its abstract) and the index behind them."""
    if title_at is None:
        return [], 0
    parts = [Part(normalise(blocks[title_at].text), blocks[title_at].locator)]
    after, last = title_at + 1, 0
    for index in (at for at in body if at > title_at):
        block, text = blocks[index], normalise(blocks[index].text)
        complete = any(ANY_YEAR.search(part.text) for part in parts[last:])
        goes_on = _GOES_ON.match(strip_marks(text)) is not None and (text[:1].islower() or text[:1] in "V(")
        titled = read_titled(block)
        if (_OF_PERIOD.match(strip_marks(text)) or tells_unit(text)) and len(text) < _LONG_LINE:
            parts.append(Part(text, block.locator))
            after = index + 1
            continue
        if complete and text.isupper() and is_title(block) and len(text.split()) <= _TITLE_WORDS:
            last = len(parts)  # the title of a second report, or the same again behind a cover
            parts.append(Part(text, block.locator))
            after = index + 1
            continue
        if titled.label or len(parts) - last > 4 or find_fixed(text, weighty=True) or is_opening(text):
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


def tells_unit(text: str) -> bool:
    """Whether a line says whose report it is: Đơn vị báo cáo: Phòng ...."""
    return _OF_UNIT.match(strip_marks(text)) is not None


def drop_label(text: str) -> str:
    """A line without the words that say that it names the unit."""
    match = _OF_UNIT.match(strip_marks(text))
    return text[match.end() :] if match else text


def is_heading(block: Block, lexicon: Lexicon) -> bool:
    """Whether a block is certainly a heading of the plan's."""
    titled = read_titled(block)
    if len(titled.text) > 200 or not (titled.label or titled.bold):
        return False
    match = match_heading(titled.text, titled.number, lexicon)
    return bool(match and match.certain)


def read_subject(letterhead: Sequence[Part]) -> list[Part]:
    """The abstract of an official letter, below its number, and the line of the period below it.

    So it is in V/v báo cáo kết quả 6 tháng đầu năm 2024.
    """
    for at, part in enumerate(letterhead):
        lines = part.text.split("\n")
        first = next((at for at, line in enumerate(lines) if _SUBJECT.match(strip_marks(line).strip())), None)
        if first is not None and _REPORT.search(strip_marks(text := " ".join(lines[first:]))):
            below = letterhead[at + 1 : at + 2]
            return [Part(text, part.locator), *(of for of in below if _LINE_OF_PERIOD.fullmatch(strip_marks(of.text)))]
    return []


def is_subject(title: str) -> bool:
    """Whether a title is the abstract of an official letter."""
    return _SUBJECT.match(strip_marks(title)) is not None


def is_naked(title: Sequence[Part]) -> bool:
    """Whether a title is BÁO CÁO alone: what it is on stands above it, as in a letter."""
    return all(_NAKED.fullmatch(strip_marks(part.text)) for part in title)
