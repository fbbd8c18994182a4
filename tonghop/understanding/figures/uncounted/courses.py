"""Courses to which staff was sent: those on another subject than the plan's, and the people of the course itself.

Cử 05 viên chức học lớp đấu thầu is no information work; 120 học viên đến từ các sở are not whom the unit sent. A course
of which no subject is told counts. Keeps out who organised it (doers.py).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.plan import Indicator
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
        *("cùng", "dành", "qua", "lên", "kéo"),
    )
)
_ORGANISED, _MOST_NAMED = "tổ chức", 6
_PEOPLE_AND_COURSES = frozenset({"lượt người", "lớp"})
_NEWS = "tin, bài"
_TEACHES = frozenset({make_keys("tập huấn"), make_keys("đào tạo"), make_keys("lớp")})
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
_SENT_STAFF = 5


def find_other_courses(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> list[Figure]:
    """The figures of staff sent to courses, and of such courses, in a sentence that names only another subject."""
    words = lexicon.items.get(item)
    sent = {i.id for i in words.indicators if _counts_sent(i)} if words else set()
    asked = [f for f in figures if f.indicator in sent]
    return [f for f in asked if _names_subject(line, f) and not _names_own_subject(line, f, lexicon)]


def _counts_sent(indicator: Indicator) -> bool:
    """Who was sent to courses, where organising them keeps a figure out."""
    taught = any(make_keys(word) in _TEACHES for word in indicator.words)
    return indicator.measure in _PEOPLE_AND_COURSES and taught and _ORGANISED in indicator.without


def _names_own_subject(line: Line, figure: Figure, lexicon: Lexicon) -> bool:
    """Thông tin đối ngoại, phát ngôn, tin, bài: two words in a row of the plan's title, or what its items speak of."""
    first, last = find_segment(line.tokens, figure.first)
    start, _ = find_sentence(line.tokens, figure.first)
    colon = next((at for at in range(start, first) if line.tokens[at].key == ":"), start)
    tokens = (*line.tokens[start:colon], *line.tokens[first:last])  # what a colon leads to is of what stands before it
    keys = tuple(token.key for token in tokens)
    title = {two for two in pairwise(make_keys(lexicon.plan.title)) if not _GENERAL.intersection(two)}
    if title.intersection(pairwise(keys)):
        return True
    aspects = (m for words in lexicon.items.values() for m in words.aspects.find_all(tokens))
    if any(not _GENERAL.issuperset(keys[m.first : m.end]) for m in aspects):
        return True
    return any(m.payload == _NEWS for m in lexicon.measures.find_all(tokens))


def _names_subject(line: Line, figure: Figure) -> bool:
    """Lớp đấu thầu qua mạng, tập huấn về kế toán: a word behind the course that every course could not have."""
    tokens = line.tokens
    first, last = find_segment(tokens, figure.first)
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
