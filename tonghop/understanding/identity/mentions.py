"""Weak hints about the unit: whose the title says the report is, who signs, where it is filed. None suffices by itself.

Only places where a report speaks of its own author count; a unit that is merely mentioned reports nothing. Keeps out
letterhead, document code, channel, the decision (unit.py) and first sentences (reporters.py).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from schemas.plan import Unit
from schemas.submission import Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.identity.titles import Part
from tonghop.understanding.words import fold

_OF = re.compile(r"\bcua\s+(?:don vi\s*:?\s*)?")
_DASH = re.compile(r"\s[-–—]\s")
_ARCHIVE = re.compile(r"lưu\s*:\s*([^\n.]*)", re.IGNORECASE)
_POSITION = re.compile(r"^(?:kt|tl|tm|q|tuq|pho|quyen)\b\s*")
_TITLES = ("giam doc", "truong", "chanh", "thu truong", "lanh dao", "truong phong", "don vi")
_SHORT_NAME = 2
_GOES_ON = frozenset({"ve", "trong", "nam", "thang", "6", "06", "sau", "va", "so"})
_SHORTEST = 4
_LONG_POSITION = 3
"""Chánh Văn phòng, Giám đốc Trung tâm: one unit's; Trưởng phòng is many units'."""


def find_mentions(frame: ReportFrame, units: Sequence[Unit]) -> list[Evidence]:
    """What title, signature and archive line say of the unit."""
    title = " ".join(part.text for part in frame.title)
    place = frame.title[0].locator if frame.title else ""
    return [
        *_from_title(Part(title, place), units),
        *(hint for part in frame.ending for hint in _from_ending(part, units)),
    ]


def _names(unit: Unit) -> set[str]:
    return {fold(name) for name in (unit.name, *unit.aliases, unit.code) if name}


def _from_title(title: Part, units: Sequence[Unit]) -> Iterator[Evidence]:
    """BÁO CÁO kết quả ... của Trung tâm Nghiên cứu ..."""
    words = fold(title.text)
    for match in _OF.finditer(words):
        for unit in _find_longest(units, partial(_begins_with, f"{words[match.end() :]} ")):
            yield title.tell(EvidenceKind.TITLE, unit.code)
    last = fold(_DASH.split(title.text)[-1])  # PHỤ LỤC Số liệu ... năm 2024 - Văn phòng Sở
    for unit in units:
        if last in _names(unit) and _DASH.search(title.text):
            yield title.tell(EvidenceKind.TITLE, unit.code)


def _begins_with(rest: str, name: str) -> bool:
    """Whether a unit's name stands first; a short one must end there: Văn phòng UBND tỉnh is not ours."""
    if not rest.startswith(f"{name} "):
        return False
    following = rest[len(name) :].split()
    return len(name.split()) > _SHORT_NAME or not following or following[0] in _GOES_ON


def _from_ending(part: Part, units: Sequence[Unit]) -> Iterator[Evidence]:
    """CHÁNH VĂN PHÒNG; GIÁM ĐỐC TRUNG TÂM; Lưu: VT, TTNC."""
    lines = [line.strip() for line in part.text.split("\n")]
    for match in filter(None, map(_ARCHIVE.search, lines)):
        filed = {fold(piece) for piece in re.split(r"[,;(]", match[1])} - {"", "vt"}
        for unit in units:
            if filed & _names(unit):
                yield Part(match[0], part.locator).tell(EvidenceKind.ARCHIVE, unit.code)
    for line in lines:
        words = fold(line)
        while position := _POSITION.match(words):
            words = words[position.end() :]
        for unit in units:
            if _is_head(words, unit):
                yield Part(line, part.locator).tell(EvidenceKind.SIGNATURE, unit.code)


def _is_head(words: str, unit: Unit) -> bool:
    """Whether a position is that of the unit's head and of no other's: Chánh Văn phòng, Trưởng phòng QLCN&ĐMST."""
    head = fold(unit.head or "")
    if words == head and len(head.split()) >= _LONG_POSITION:
        return True
    names = [name for name in _names(unit) if len(name) > _SHORTEST]
    return any(words == f"{title} {name}" for title in _TITLES for name in names)


def _find_longest(units: Sequence[Unit], holds: Callable[[str], bool]) -> list[Unit]:
    """The units of which a name holds, those alone whose name is the longest: Văn phòng is part of other names."""
    found = [(max((len(name) for name in _names(unit) if holds(name)), default=0), unit) for unit in units]
    longest = max((length for length, _ in found), default=0)
    return [unit for length, unit in found if length == longest > 0]
