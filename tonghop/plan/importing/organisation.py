"""Section IV of a plan: which units do the work, who gathers reports of which kinds, and to whom they go.

Names of units are not known beforehand: a unit is what its first word says (Phòng, Trung tâm ...) up to the verb that
gives it work. Keeps out which unit an abbreviation means (names.py).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.values import ReportKind
from tonghop.plan.importing.facts import Organisation, UnitText
from tonghop.plan.importing.head import LONGEST
from tonghop.plan.importing.names import find_named, fold
from tonghop.plan.importing.paragraphs import Paragraph

_UNIT = r"(?:Văn phòng|Phòng|Trung tâm|Thanh tra|Chi cục|Ban|Viện|Quỹ|Trạm|Trường|Bộ phận)"
_UNIT_STARTS = re.compile(rf"(?:^|[,;:]|\b(?:[Gg]iao|và|với|cho))\s*(?P<unit>{_UNIT}\s)")
_UNIT_ENDS = re.compile(
    r"\s+(?:trên cơ sở|chủ trì|phối hợp|căn cứ|có trách nhiệm|tổ chức|tham mưu|triển khai|thực hiện|theo|làm|là|đôn đốc"
    r"|tiếp tục|xây dựng|hướng dẫn|kiểm tra|cung cấp|chịu|để|và các|các|cùng|giúp|tổng hợp|quản lý|bố trí)\b|[:.;(]"
)
_LEADERS = re.compile(r"Ban (?:Giám đốc|Lãnh đạo|lãnh đạo|Thường vụ|Chỉ đạo)")
_GIVES_WORK = re.compile(r"giao\b|phân công\b", re.IGNORECASE)
_EVERYTHING = re.compile(r"(?:các |những )?nội dung (?:nêu |đã nêu )?(?:trên|tại (?:Kế hoạch|mục II))|toàn bộ nội dung")
_KINDS = (
    (ReportKind.SEMIANNUAL, re.compile(r"\b(?:0?6|sáu) tháng\b", re.IGNORECASE)),
    (ReportKind.ANNUAL, re.compile(r"\b(?:hàng|hằng) năm\b|\bbáo cáo (?:cả )?năm\b|\bcuối năm\b", re.IGNORECASE)),
    (ReportKind.AD_HOC, re.compile(r"\bđột\s+xuất\b", re.IGNORECASE)),
)
_UNKNOWN_KIND = re.compile(r"\b(?:hàng|hằng) (?:quý|tháng|tuần)\b|\bbáo cáo (?:quý|tháng|tuần)\b", re.IGNORECASE)
_DAY = re.compile(r"\bngày\s+\d{1,2}|\b\d{1,2}/\d{1,2}\b")
_OFFICE = re.compile(
    rf"(?:gửi(?: báo cáo)? (?:về|đến|cho)|về|qua)\s+(?P<office>{_UNIT}\b[^.;:]{{0,80}}?)\s*"
    r"(?:\([^)]*\)\s*)?,?\s*(?:để )?(?:tổng hợp|tham mưu|theo dõi|báo cáo|trước)"
)
_REPORTED_TO = re.compile(
    r"(?:báo cáo|trình|tham mưu)\s+(?:về\s+|gửi\s+|cho\s+)?(?P<to>(?:UBND|Ủy ban|Uỷ ban)\s[^.;:(]{2,200})"
)
_REPORTED_ENDS = re.compile(r"\s+(?:theo|trước|để|xem xét|kết quả|định kỳ|chỉ đạo|đúng|khi|biết)\b")
_BODY_STARTS = re.compile(r"(?:,|\bvà)\s+(?=(?:UBND|Ủy ban|Uỷ ban|Sở|Bộ|Tỉnh ủy|HĐND|Ban|Cục|Công an)\b)")
_CLOSING = re.compile(r"Trên đây là\b")
_CLOSING_ISSUER = re.compile(
    r"\bcủa\s+(?P<issuer>(?:Sở|Ban|Văn phòng|Trung tâm|Chi cục|Cục|Đài|UBND)\s[^,;:]{2,120}?)\s*[./]*\s*(?:,|$|\.)"
)


def read_organisation(paragraphs: Sequence[Paragraph]) -> Organisation:
    """Everything that the section says; a sentence that says nothing of the kind is left over."""
    units: dict[str, UnitText] = {}
    kinds: set[ReportKind] = set()
    said: dict[str, str] = {}
    reported_to: tuple[str, ...] = ()
    leftovers, dated = [], []
    for paragraph in paragraphs:
        text = paragraph.text[:LONGEST]
        found = list(_find_units(paragraph, text))
        for unit in found:
            if find_named(unit.name, [known.name for known in units.values()]) is None:
                units[fold(unit.name)] = unit
        here = {kind for kind, pattern in _KINDS if pattern.search(text)} if "báo cáo" in text.lower() else set()
        kinds |= here
        office, to = _OFFICE.search(text), _REPORTED_TO.search(text)
        if office:
            said.setdefault("office", office["office"])
        reported_to = reported_to or (tuple(_split_bodies(to["to"])) if to else ())
        if _CLOSING.match(text):
            said["closing"] = text
            if issuer := _CLOSING_ISSUER.search(text):
                said["issuer"] = issuer["issuer"]
        elif not (found or here or office or to):
            leftovers.append(paragraph.shown)
        if _UNKNOWN_KIND.search(text) or (_DAY.search(text) and "báo cáo" in text.lower()):
            dated.append(paragraph.shown)
    return Organisation(
        units=tuple(units.values()),
        kinds=tuple(kind for kind, _ in _KINDS if kind in kinds),
        reported_to=reported_to,
        leftovers=tuple(leftovers),
        dated=tuple(dated),
        **said,
    )


def _find_units(paragraph: Paragraph, text: str) -> Iterator[UnitText]:
    """Units that a paragraph gives work to, or that stand as its heading."""
    heads = re.match(rf"{_UNIT}\s", text) is not None and paragraph.mark is not None
    if not heads and not _GIVES_WORK.search(text[:200]):
        return
    starts = [match.start("unit") for match in _UNIT_STARTS.finditer(text)]
    everything = _EVERYTHING.search(text) is not None
    for start, end in pairwise([*starts, len(text)]):
        name = _UNIT_ENDS.split(text[start:end], maxsplit=1)[0]
        name = re.sub(r"(?:[\s,;]+(?:và|với|cho|giao|phối hợp))*[\s,;]*$", "", name)
        if len(name.split()) > 1 and name.split()[1][0].isalpha() and not _LEADERS.match(name):
            yield UnitText(name=name, everything=everything)


def _split_bodies(text: str) -> Iterator[str]:
    """`UBND tỉnh, Sở Thông tin và Truyền thông theo quy định` -> both names."""
    for piece in _BODY_STARTS.split(_REPORTED_ENDS.split(text, maxsplit=1)[0]):
        if piece.strip(" ,."):
            yield piece.strip(" ,.")
