"""Who says in a report's first sentence that it reports, when that is not who the letterhead says.

Only contradicts: an opening alone proves no unit (mentions.py hints at one). Addressees, units that took part or asked
for the report, and whose papers are cited, report nothing.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from schemas.plan import Unit
from schemas.submission import Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.identity.titles import Part
from tonghop.understanding.words import fold, normalise

_BODY = (
    r"(?:(?:văn )?phòng|trung tâm|chi cục|cục|thanh tra|viện|trạm|quỹ|sở|ubnd|ủy ban|uỷ ban|hđnd|hội đồng|huyện"
    r"|thành phố|thị xã|tỉnh|bộ|công an|đại học|công ty|đoàn thanh niên|liên đoàn|bệnh viện"
    r"|ban (?:tuyên giáo|quản lý|chỉ đạo|dân tộc|tổ chức|nội chính|dân vận))"
)
_ADVERBS = r"(?:(?:xin|kính|trân trọng|đã|cũng|tiếp tục|được|nghiêm túc|tích cực|tập trung|chủ động)\s+)*"
_REPORTS = re.compile(
    rf"(?:đến nay |nay |hôm nay )?(?P<who>{_BODY}\b.{{0,90}}?)\s+{_ADVERBS}"
    r"(?:(?P<strong>báo cáo|nêu|trình|tổng hợp|cung cấp|thống kê|gửi(?! công văn| văn bản))|triển khai|thực hiện)\b"
)
_OTHERS = re.compile(r"\s+(?:phối hợp|cùng|gửi|và các)\b")
_NO_NAME = re.compile(
    r"\b(?:đã|có|giao|đề nghị|yêu cầu|chỉ đạo|ban hành|về|theo|hướng dẫn|thông báo|mời|chống|họp|được|cho|tại)\b"
)
_CLAUSES = re.compile(r"[,;:]\s*|(?<=[^.\s])\.\s+|\n|[()]")
_LONGEST_NAME = 20


def find_reporters(
    frame: ReportFrame, told: Collection[str], units: Sequence[Unit], drop_department: Callable[[str], str]
) -> list[Evidence]:
    """Who reports by the opening and the first sentence, where it is none of the units told.

    Args:
        frame: of one document.
        told: codes of the units that letterhead, code, form, or the way the report came hint at.
        units: of the plan.
        drop_department: folded words -> those without the department's name.
    """
    meant = [unit for unit in units if unit.code in told]
    found: list[Evidence] = []
    for part in dict.fromkeys([*frame.opening, *frame.first]) if meant else ():
        reporters = list(_list_reporters(part, units))
        strong = [who for who, is_strong in reporters if is_strong]
        for who in strong or [who for who, _ in reporters]:
            name = fold(who)
            words = drop_department(name)
            if not words or any(_is_name(each, unit) for unit in meant for each in (name, words)):
                continue
            others = [unit.code for unit in units if any(_is_name(each, unit) for each in (name, words))]
            value = others[0] if len(others) == 1 else who
            found.append(
                Evidence(
                    kind=EvidenceKind.TEXT, value=value, locator=part.locator or None, text=normalise(part.text)[:200]
                )
            )
    return found


def _list_reporters(part: Part, units: Sequence[Unit]) -> Iterator[tuple[str, bool]]:
    """(who, whether it says that it reports, not only that it did something) of each clause."""
    text = normalise(part.text).lower()
    for name in {name.lower() for unit in units for name in (unit.name, *unit.aliases) if "," in name}:
        text = text.replace(name, name.replace(",", " "))  # a comma within a name parts no clause
    for clause in _CLAUSES.split(text):
        match = _REPORTS.match(clause.strip())
        if match is None:
            continue
        who = _OTHERS.split(match["who"])[0].strip(" .…-–")
        is_unit = any(_is_name(fold(who), unit) for unit in units)
        if (is_unit or not _NO_NAME.search(who)) and len(who.split()) <= _LONGEST_NAME:
            yield who, match["strong"] is not None


def _is_name(words: str, unit: Unit) -> bool:
    """Whether words are a unit's name or its beginning: Trung tâm, Phòng Quản lý."""
    names = [f"{fold(name)} " for name in (unit.name, *unit.aliases)]
    return any(name.startswith(f"{words} ") for name in names)
