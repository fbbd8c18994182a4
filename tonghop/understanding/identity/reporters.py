"""Who says in a report's first sentence that it reports: a weak hint beside who the letterhead or the sender is.

An opening alone proves no unit. Addressees, units that took part or asked for the report, and whose papers are cited,
report nothing.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from schemas.plan import Unit
from schemas.submission import Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.circumstances.countries import find_countries
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.words import fold, normalise, read_line

_BODY = (
    r"(?:(?:văn )?phòng|trung tâm|chi cục|cục|thanh tra|viện|trạm|quỹ|sở|ubnd|ủy ban|uỷ ban|hđnd|hội đồng|huyện"
    r"|thành phố|thị xã|tỉnh|bộ(?! phận)|công an|đại học|công ty|đoàn thanh niên|liên đoàn|bệnh viện"
    r"|ban (?:tuyên giáo|quản lý|chỉ đạo|dân tộc|tổ chức|nội chính|dân vận))"
)
_ADVERBS = r"(?:(?:xin|kính|trân trọng|đã|cũng|tiếp tục|được|nghiêm túc|tích cực|tập trung|chủ động)\s+)*"
_REPORTS = re.compile(
    rf"(?:(?:từ đầu năm )?đến nay |nay |hôm nay )?(?P<who>{_BODY}\b.{{0,90}}?)\s+{_ADVERBS}"
    r"(?:(?P<strong>báo cáo|nêu|trình|tổng hợp|cung cấp|thống kê|gửi(?! công văn| văn bản)"
    r"|có (?:một số |các |những )?kết quả(?= (?:chính |chủ yếu )?như sau\b))"
    r"|triển khai|thực hiện|bổ sung|điều chỉnh)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\s+(?:phối hợp|cùng|gửi|và các|bổ sung|đánh giá|điều chỉnh|lấy|tập trung|ghi nhận|rà soát|hoàn thành|duy trì"
    r"|tiếp nhận|tổ chức|tham mưu|chủ trì|đang|ước|để|kèm|như sau|trong|xin|rút|thu hồi)\b"
)
"""Where a name ends, in lower case: Trung tâm Đánh giá is a name, Trung tâm đánh giá is not."""
_OURS = re.compile(r"\s+(?:chúng (?:tôi|em)|mình|tôi|em)$", re.IGNORECASE)
_PART_OF = re.compile(r"(?:phòng|bộ phận|tổ)\b.*?\scủa\s+(?P<unit>.+)", re.IGNORECASE)
"""Phòng Tổ chức - Hành chính của Trung tâm: it reports for the unit of which it is a part."""
_SECTION = re.compile(
    r"(?:phòng|tổ)\s+(?:hành chính|tổ chức|kế hoạch|tổng hợp|kế toán|tài chính|nghiệp vụ|kỹ thuật)\b", re.IGNORECASE
)
"""What every unit has: it names no other one."""
_FOR_UNIT = re.compile(r"\b(?:báo cáo|kết quả|số liệu)\b.*?\scủa\s+(?:đơn vị|cơ quan)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_DONE = re.compile(
    rf"\b(?:mà|kết quả|hoạt động)\s+(?P<who>{_BODY}\b.{{0,90}}?)\s+(?:đã\s+)?(?:triển khai|thực hiện|đạt được)\b"
    r"(?!.*\b(?:tham gia|phối hợp|theo dõi)\b).*(?:\bgồm|\bnhư sau|\bdưới đây|\bsau đây)\s*[:.]?$",
    re.IGNORECASE,
)
"""Những hoạt động mà Phòng ... triển khai gồm: it reports where no other office is named."""
_PARTNERS = re.compile(rf"{_BODY}\b.*\bphối hợp (?:cùng|với)\b", re.IGNORECASE)
_INSTRUCTS = re.compile(r"\bgửi (?:(?:đến |tới |cho )?các đơn vị|(?:biểu )?mẫu|đề cương|hướng dẫn)\b", re.IGNORECASE)
_TOGETHER = re.compile(rf"\b(?:cùng|với)\s+(?:với\s+)?{_BODY}\b", re.IGNORECASE)
_NOT_AS_ASKED = r"(?:(?!\b(?:theo|mẫu|yêu cầu|đề nghị)\b).)"
_SENDS = r"(?:gửi|nộp|(?<!chương )(?<!quá )trình|chuyển(?! giao| đổi))"
_SENT_OF = re.compile(
    rf"(?:em|tôi|mình|chúng tôi|{_BODY}\b.{{0,60}}?)\s+{_ADVERBS}{_SENDS}\b{_NOT_AS_ASKED}*"
    rf"\b(?:báo cáo|kết quả|số liệu)\b{_NOT_AS_ASKED}*?\scủa (?P<who>{_BODY}\b.*)",
    re.IGNORECASE,
)
"""A letter, of whose report it may say: em gửi kết quả 6 tháng đầu năm của Văn phòng."""
_IN_CHARGE = re.compile(
    rf"(?P<who>{_BODY}\b.{{0,90}}?)\s+được\s+(?:\w+\s+){{0,3}}?giao\s+"
    r"(?:chủ trì|thực hiện|phụ trách|tham mưu|triển khai)\b",
    re.IGNORECASE,
)
"""Phòng ... được giao chủ trì nội dung 3; kết quả như sau: it reports where no other office is named."""
_OFFICE = re.compile(r"\b(?:phòng|trung tâm|chi cục|cục|đơn vị|thanh tra|viện|trạm|quỹ|ban|công ty)\b", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"\bkết quả\b[^.]*\bnhư sau\s*[:.]?$", re.IGNORECASE)
_CALLED = re.compile(r"\s*\((?:sau đây )?(?:gọi|viết)(?: tắt)? là [^()]*\)", re.IGNORECASE)
_COMMA = re.compile(r",\s*")
_NAMES_BODY = re.compile(rf"{_BODY}\b", re.IGNORECASE)
_LAST_Y = re.compile(r"(?<=[hklmst])y\b")
"""Quản lý and quản lí are one word."""
_NO_NAME = re.compile(
    r"\b(?:đã|có|giao|đề nghị|yêu cầu|chỉ đạo|ban hành|về|theo|hướng dẫn|thông báo|mời|chống|họp|được|cho|tại)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,;:!]\s*|(?<=[^.\s])\.\s+|\n|[()]")
_LONGEST_NAME, _FEWEST_WORDS = 20, 2


def find_reporters(
    frame: ReportFrame, told: Collection[str], units: Sequence[Unit], drop_department: Callable[[str], str]
) -> list[Evidence]:
    """Who reports by the opening and the first sentence: none of the units told, or the one of them that it names.

    Args:
        frame: of one document.
        told: codes of the units that letterhead, code, form, or the way the report came hint at.
        units: of the plan.
        drop_department: folded words -> those without the department's name.
    """
    meant = [unit for unit in units if unit.code in told]
    found: list[Evidence] = []
    sentences = [part for part in frame.title[1:] if part.text.endswith((".", ":"))]
    for part in dict.fromkeys([*sentences, *frame.opening, *frame.first]) if meant else ():
        text = _IN_BRACKETS.sub(lambda of: of[0] if drop_department(fold(of[1])) else " ", normalise(part.text))
        reporters = list(_list_reporters(text, units))
        strong = [who for who, is_strong in reporters if is_strong]
        for who in strong or [who for who, _ in reporters]:
            name = fold(who)
            words = drop_department(name)
            named = [unit for unit in units if any(_is_name(each, unit) for each in (name, words))]
            if not words or (any(unit in meant for unit in named) and not _says_one(name, named, strong)):
                continue
            value = named[0].code if len(named) == 1 else who.lower()
            found.append(part.tell(EvidenceKind.TEXT, value))
    return found


def _says_one(name: str, named: Sequence[Unit], strong: Sequence[str]) -> bool:
    """Whether a name is one unit's alone, and says that it reports; Phòng is no name."""
    return bool(strong) and len(named) == 1 and len(name.split()) >= _FEWEST_WORDS


def _list_reporters(text: str, units: Sequence[Unit]) -> Iterator[tuple[str, bool]]:
    """(who, whether it says that it reports, not only that it did something) of each clause."""
    text = _spell_names(_CALLED.sub(" ", text), units)
    has_one = len(_OFFICE.findall(text)) == 1
    is_alone = has_one and _AS_FOLLOWS.search(text) is not None
    done = _DONE.search(text) if has_one else None
    if done is not None and any(_is_name(fold(done["who"]), unit) for unit in units):
        yield done["who"], True
    is_beside = False
    for clause in map(str.strip, _CLAUSES.split(text)):
        is_partner, is_beside = is_beside, _PARTNERS.match(clause) is not None
        charged = _IN_CHARGE.match(clause) if is_alone else None
        matches = (_REPORTS.match(clause), _SENT_OF.match(clause), charged)
        for match in filter(None, matches if _INSTRUCTS.search(clause) is None else ()):
            is_strong = match.re is not _REPORTS or (match["strong"] is not None and not _TOGETHER.search(match["who"]))
            if not is_strong and (is_partner or find_countries(read_line(match["who"]))):
                continue  # Trung tâm phối hợp với Văn phòng, Phòng ... triển khai; Sở Công Thương Savannakhet thực hiện
            who = _OURS.sub("", _OTHERS.split(match["who"])[0].strip(" .…-–"))
            is_unit = any(_is_name(fold(who), unit) for unit in units)
            if not is_unit and (part := _PART_OF.fullmatch(who)) is not None:
                is_unit = any(_is_name(fold(part["unit"]), unit) for unit in units)
                who = part["unit"] if is_unit else who
            if not is_unit and _SECTION.match(who) and _FOR_UNIT.search(clause) and len(_OFFICE.findall(who)) == 1:
                continue  # phòng Kế hoạch gửi báo cáo của đơn vị
            if (is_unit or not _NO_NAME.search(who)) and len(who.split()) <= _LONGEST_NAME:
                yield who, is_strong


def _spell_names(text: str, units: Sequence[Unit]) -> str:
    """A text whose names begin as a body's do, Văn phòng Sở for VP Sở, and have no commas that would part clauses."""
    spelt = {
        _COMMA.sub(",", name.lower()): _COMMA.sub(" ", name if _NAMES_BODY.match(name) else unit.name)
        for unit in units
        for name in (unit.name, *unit.aliases)
    }
    known = "|".join(re.escape(name).replace(",", r",\s*") for name in sorted(spelt, key=len, reverse=True))
    return re.sub(
        rf"(?<!\w)(?:{known})(?!\w)",
        lambda match: spelt[_COMMA.sub(",", match[0].lower())],
        text,
        flags=re.IGNORECASE,
    )


def _is_name(words: str, unit: Unit) -> bool:
    """Whether words are a unit's name or its beginning: Trung tâm, Phòng Quản lý."""
    names = [f"{_LAST_Y.sub('i', fold(name))} " for name in (unit.name, *unit.aliases)]
    return any(name.startswith(f"{_LAST_Y.sub('i', words)} ") for name in names)
