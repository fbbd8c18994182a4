"""Courses to which staff was sent: those on another subject than the plan's, and the people of the course itself.

Cử 05 viên chức học lớp đấu thầu is no information work; 120 học viên đến từ các sở are not whom the unit sent. A course
of which no subject is told counts. Keeps out who organised it (doers.py).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.plan import Indicator
from schemas.values import Scope
from tonghop.understanding.figures.sums.parts import find_parts
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_segment, find_sentence
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, PhraseIndex, make_key, make_keys

_COURSE = PhraseIndex((w, None) for w in ("lớp", "khóa", "tập huấn", "bồi dưỡng", "đào tạo", "khóa học", "lớp học"))
_GENERAL = frozenset(
    make_key(w)
    for w in (
        *("lớp", "khóa", "học", "tập", "huấn", "bồi", "dưỡng", "đào", "tạo", "nghiệp", "vụ", "kiến", "thức", "kỹ"),
        *("năng", "chuyên", "môn", "đề", "các", "nội", "bộ", "ngắn", "hạn", "trực", "tuyến", "tiếp", "nâng", "cao"),
        *("này", "trên", "đó", "những", "trình", "độ", "theo", "quy", "định", "về", "cơ", "bản", "chương", "mới"),
        *("kế", "hoạch", "thực", "hiện", "công", "tác"),
    )
)
_ENDS = frozenset(
    make_key(w)
    for w in (
        *("do", "tại", "từ", "ở", "với", "cho", "và", "trong", "có", "được", "đạt", "của", "năm", "ngày"),
        *("tháng", "vào", "quý", "khi", "để", "nhằm", "theo", "đã", "là", "lượt", "cử", "thứ", "tham", "gồm"),
        *("cùng", "dành", "qua", "lên", "kéo", "nữa", "sẽ"),
    )
)
_ORGANISED, _MOST_NAMED = "tổ chức", 6
_PEOPLE_AND_COURSES = frozenset({"lượt người", "lớp"})
_NEWS = "tin, bài"
_TRAINED = make_keys("tập huấn")
_TEACHES = frozenset({_TRAINED, make_keys("đào tạo"), make_keys("lớp")})
_FROM_OTHERS = re.compile(
    r",?\s(?:đến từ|thuộc các (?!phòng)"
    r"|(?:của|từ) các (?:sở|ngành|huyện|xã|địa phương|doanh nghiệp|hợp tác xã|trường|tỉnh)"
    r"|(?:của|trong|trên|từ|khắp) (?:toàn |cả )(?:tỉnh|quốc|nước|ngành|khu vực)"
    r"|là (?:nông dân|học sinh|sinh viên))",
    re.IGNORECASE,
)
_COURSE_OF = re.compile(r"\b(?:lớp|khóa|khoá|hội nghị)\b[^.;:()]*\b(?:với|gồm|có|cho|quy mô)\s*$", re.IGNORECASE)
_COURSE_OF_OTHERS = re.compile(r"(?:^|[.;]\s*)Lớp\b[^.;:(),]*\sdo\s[^.;:(),]*\s(?:mở|tổ chức)\s(?:có|với|cho)\s*$")
_HEARERS = frozenset({"học viên", "đại biểu"})
"""Lớp tập huấn do Sở TT&TT mở có 110 học viên: all who came to the course."""
_OF_COURSE = frozenset({"học viên", "đại biểu", "người", "lượt người", "cán bộ", "lượt học viên"})
_SENT_STAFF, _SEVERAL = 5, 2


def find_other_courses(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> list[Figure]:
    """The figures of courses, and of staff sent to them, of which only another subject is named.

    What the unit itself taught counts whatever the subject, unless its own subject stands beside another one: tập huấn
    phòng cháy 01 lớp; tập huấn thông tin đối ngoại 02 lớp.
    """
    words = lexicon.items.get(item)
    taught = {i.id: _ORGANISED in i.without for i in words.indicators if _counts_taught(i)} if words else {}
    asked = [f for f in figures if f.indicator in taught]
    parts = [id(part) for total in asked for part in find_parts(line, figures, total)[0]]
    told = [(f, _judge(line, figures, f, lexicon)) for f in asked if id(f) not in parts]
    own = {f.indicator for f, is_own in told if is_own and f.scope is Scope.PERIOD}
    return [
        f
        for f, is_own in told
        if is_own is False and (taught[f.indicator or ""] or (f.indicator in own and f.scope is Scope.PERIOD))
    ]


def _counts_taught(indicator: Indicator) -> bool:
    """Courses and who was in them; where organising them keeps a figure out, who was sent."""
    told = {make_keys(word) for word in indicator.words}
    taught = _TRAINED in told or (_ORGANISED in indicator.without and bool(told & _TEACHES))
    return indicator.measure in _PEOPLE_AND_COURSES and taught


def _judge(line: Line, figures: Sequence[Figure], figure: Figure, lexicon: Lexicon) -> bool | None:
    """Whether it is of the plan's own subject or (False) of another; None where none is named."""
    zone, segment = _find_zone(line, figures, figure, lexicon), find_segment(line.tokens, figure.first)
    if zone and names_own_subject(line, *zone, lexicon):
        return True
    if zone and names_other_course(line, *zone):
        return False
    if names_own_subject(line, *segment, lexicon) or names_own_subject(line, *_find_lead(line, segment[0]), lexicon):
        return True
    return False if names_other_course(line, *segment) else None


def _find_zone(line: Line, figures: Sequence[Figure], figure: Figure, lexicon: Lexicon) -> tuple[int, int] | None:
    """What is told of one among others of its kind: 03 cán bộ dự lớp A và 08 cán bộ dự lớp B; lớp A: 03 người."""
    first, last = find_segment(line.tokens, figure.first)
    beside = [f for f in figures if f.families & figure.families and first <= f.first < last]
    if len(beside) < _SEVERAL:
        return None
    place = next(at for at, each in enumerate(beside) if each is figure)
    following = beside[-1].end, last
    if names_other_course(line, *following) or names_own_subject(line, *following, lexicon):
        return figure.end, beside[place + 1].start_token if place + 1 < len(beside) else last
    return beside[place - 1].last if place else first, figure.last


def _find_lead(line: Line, first: int) -> tuple[int, int]:
    """What stands before a colon at the beginning of the sentence; what it leads to is of it."""
    start, _ = find_sentence(line.tokens, first)
    return start, next((at for at in range(start, first) if line.tokens[at].key == ":"), start)


def names_own_subject(line: Line, first: int, last: int, lexicon: Lexicon) -> bool:
    """Thông tin đối ngoại, phát ngôn, tin, bài: two words in a row of the plan's title, or what its items speak of."""
    tokens = line.tokens[first:last]
    keys = tuple(token.key for token in tokens)
    title = {two for two in pairwise(make_keys(lexicon.plan.title)) if not _GENERAL.intersection(two)}
    if title.intersection(pairwise(keys)):
        return True
    aspects = (m for words in lexicon.items.values() for m in words.aspects.find_all(tokens))
    if any(not _GENERAL.issuperset(keys[m.first : m.end]) for m in aspects):
        return True
    return any(m.payload == _NEWS for m in lexicon.measures.find_all(tokens))


def names_other_course(line: Line, first: int, last: int) -> bool:
    """Lớp đấu thầu qua mạng, tập huấn về kế toán: a word behind the course that every course could not have."""
    tokens = line.tokens
    for at in range(first, last):
        for match in _COURSE.find_at(tokens, at)[:1]:
            end = match.end
            while end < last and end - match.end < _MOST_NAMED and not tokens[end].is_stop and not tokens[end].comma:
                if tokens[end].key in _ENDS or tokens[end].is_number:
                    break
                if tokens[end].key not in _GENERAL:
                    return True
                end += 1
    return False


def comes_from_others(line: Line, figures: Sequence[Figure], place: int, item: int) -> bool:
    """120 học viên đến từ các sở, ngành: the people of a course, not those whom the unit sent to it.

    Cử 01 đồng chí dự lớp tập huấn với 120 học viên: behind a course the people are those of the course.
    """
    figure = figures[place]
    if item != _SENT_STAFF or PEOPLE not in figure.families:
        return False
    tokens = line.tokens
    if _FROM_OTHERS.match(line.text, tokens[figure.last - 1].end):
        return True
    sent = any(PEOPLE in other.families and not other.foreign for other in figures[:place])
    start = tokens[figures[place - 1].last - 1].end if place else 0
    between = line.text[start : tokens[figure.start_token].start]
    if figure.measure.lower() in _HEARERS and _COURSE_OF_OTHERS.search(between):
        return True
    return sent and bool(_COURSE_OF.search(between)) and figure.measure.lower() in _OF_COURSE
