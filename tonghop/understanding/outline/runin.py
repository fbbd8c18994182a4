"""Whether a block can be a heading at all, and headings that share their line with the text below them.

Keeps out what a heading names (headings.py).
"""

import re

from schemas.document import Block
from tonghop.understanding.outline.headings import Titled
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.words import CAPITALS, strip_marks

_HEADING_WORDS = 45
_PLAIN_HEADING_WORDS = 24
_NUMBERS_IN_TITLES = re.compile(
    r"\b4\.0\b|\b0?6\s+tháng|\bnăm\s+20\d\d|\b20\d\d\s*[-–]\s*20\d\d|\bquý\s+\d", re.IGNORECASE
)
_RUN_IN = re.compile(rf"(?P<head>[^:\n]{{4,220}}?)\s*(?::|\.(?=\s+[{CAPITALS}0-9])|\n)\s*(?P<rest>\S.*)", re.DOTALL)

_NOTHING_BEHIND = re.compile(r"(?P<head>[^()]{4,220}?)\s*\((?P<rest>[^()]{4,60})\)\s*[.:]?")
_MARKS = "-–—+*•●▪■◦○✓✔➢❖·"
_DENIES = re.compile(r"(?:không|chưa)\b", re.IGNORECASE)
"""So begins a declaration of nothing, which names an item as a heading would."""

_ABOUT = re.compile(r"(?:về(?: việc)?|đối với|riêng|về phần)\s+", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:trong do|trong so do|cu the|chi tiet|gom|bao gom|ghi chu|luu y|thoi gian|dia diem|thanh phan|ket qua|noi dung"
    r"|so luong|so nguoi|kinh phi|chu de|chuyen de|nguoi (?:tham )?du|nguoi dan|luy ke|cung ky|tong(?: so| cong)?"
    r"|don vi|doi tuong|hinh thuc|muc dich|tinh hinh|vi du|link|duong dan|nguon|tac gia|trong ky|so voi)\b"
)
"""So begins a line that goes on about the one above it, though it looks like a heading with its text."""


def goes_on(head: str) -> bool:
    """Whether a line's first words only go on about the line above: Trong đó, Thời gian, Thành phần."""
    return _GOES_ON.match(strip_marks(head).strip(" -+*•")) is not None


def leads_to(block: Block, following: Block) -> bool:
    """Whether a line without weight of its own stands over a text: a row, a sentence, a figure or a mark."""
    if following.cells:
        return True
    above, below = block.text.lstrip(), following.text.strip()
    marked = below[:1] in _MARKS and below[:1] != above[:1]
    told = below.endswith((".", ";")) or any(char.isdigit() for char in below[3:])
    is_sibling = below[:1] in _MARKS and below[:1] == above[:1]
    return not above.rstrip().endswith((".", ";", ",")) and (marked or (told and not is_sibling))


def split_run_in(text: str) -> tuple[str, str]:
    """'Tuyên truyền chủ trương: Đã tổ chức ...' -> heading and text; the text is empty when there is none."""
    match = _RUN_IN.fullmatch(text)
    return (_drop_about(match["head"].strip()), match["rest"].strip()) if match else (text, "")


def _drop_about(head: str) -> str:
    """A heading's words without `Về`: b) Về tập huấn: cử 05 người."""
    return head[about.end() :] if (about := _ABOUT.match(head)) else head


def split_nothing(text: str) -> tuple[str, str] | None:
    """'Quảng bá hình ảnh (không phát sinh)' -> heading and declaration; None for any other text."""
    match = _NOTHING_BEHIND.fullmatch(text)
    return (match["head"].strip(), match["rest"].strip()) if match and is_nothing(match["rest"]) else None


def can_be_heading(titled: Titled, text: str | None = None, *, run_in: bool = False) -> bool:
    """Whether a text may be a heading: short enough, no figures, no end of sentence unless it is marked as one."""
    words = titled.text if text is None else text
    if _DENIES.match(words):
        return False
    if re.search(r"\d", _NUMBERS_IN_TITLES.sub("", words)):
        return False
    count = len(words.split())
    if titled.bold:
        return count <= _HEADING_WORDS * 3 or run_in
    # the plan's own sentences serve as headings and are long
    limit = _HEADING_WORDS * 3 if titled.label else _PLAIN_HEADING_WORDS
    return count <= limit and (run_in or not words.rstrip().endswith((".", ";", ",")) or count > _HEADING_WORDS)
