"""Figures that nothing in the text ties to an indicator, and nothing keeps from one: Đăng 98 tin, bài.

Runs last. Such a figure is quoted and a person is told, so that no total is too small unseen. Keeps out figures whose
words say why they do not count (foreign.py, parts.py, cautions.py) and those of another item's indicator (ties.py).
"""

import re
from collections.abc import Sequence

from schemas.values import Precision, Scope
from tonghop.understanding.circumstances.countries import find_countries
from tonghop.understanding.figures.sums.again import speaks_of
from tonghop.understanding.figures.uncounted.channels import names_other_channel
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_segment, find_sentence
from tonghop.understanding.lexicon import ItemWords, Lexicon
from tonghop.understanding.words import CAPITALS, Line, PhraseIndex, make_key, strip_marks

_NEWS = "tin, bài"
_EVENT = "cuộc"
_EVENTS = frozenset({_EVENT, "lớp", "đoàn"})
_TAUGHT = PhraseIndex((w, None) for w in ("tập huấn", "đào tạo", "bồi dưỡng", "nói chuyện", "đi học"))
_CONTEST = PhraseIndex((w, None) for w in ("cuộc thi", "hội thi"))
"""540 lượt người dự thi: perhaps reached by what the contest tells."""
_MEETING = PhraseIndex((w, None) for w in ("giao ban", "họp"))
_CONTENTS = frozenset(make_key(w) for w in ("gồm", "với", "có", "mang"))
_NOT_WHO_CAME = re.compile(
    r"\b(?:tham quan|ghe (?:tham|xem)|du thi|ky cam ket|phan cong|bo tri|kien toan|kiem nhiem"
    r"|dang ky (?:lam|moi|tham gia)|(?:to|nhom|ban|cau lac bo) (?:\w+ ){0,5}gom)\b"
)
"""Visitors of a stand, members of a body, who has a task: people whom nobody adds up."""
_OTHERS = re.compile(
    r"(?:^|,)\W*(?:cac |nhieu |mot so |co quan )*"
    r"(?:bao chi|bao, dai|bao dai|so(?=,? (?:ban|nganh)\b)|ubnd|cong tac vien|doanh nghiep)"
    r"|\b(?:o|tu|cua) (?:cac )?(?:xa|huyen|truong|tinh ban|dia phuong)\b"
    r"|\bcua (?:cac |co quan |\d+ )*"
    r"(?:bao chi|tinh\b(?! quang tri)|ubnd|bo |trung uong|bao |dai |doanh nghiep|cong tac vien)"
)
"""Whose work it is, as the sentence begins or by 'của'."""
_NAME_REACH = 3
_OF = ("o ", "tu ", "cua ")
_DEPARTMENT = re.compile(rf"(?:^|,)\W*Sở (?!KH|Khoa)[{CAPITALS}]")
"""Sở Y tế đã ...; Sở đã làm việc với ... is the department itself."""
_ASSIGNED = frozenset(make_key(w) for w in ("giao",))
"""Kế hoạch giao 100 tin, bài: what was to be done."""
_SAID_BEFORE = re.compile(r"\s+(?:này|đó|nói trên|kể trên|trên đây|nêu trên|trong đó|trong số)\b")


def find_untied(line: Line, figures: Sequence[Figure], words: ItemWords | None, lexicon: Lexicon) -> list[Figure]:
    """Those that a total of this item may lack."""
    return [
        figure
        for place, figure in enumerate(figures)
        if words is not None
        and figure.untied
        and figure.countable
        and figure.scope is Scope.PERIOD
        and figure.precision is not Precision.AT_MOST
        and not _is_said_again(line, figures, place)
        and not _is_of_others(line, figure)
        and not _is_content(line, figures, place)
        and not _is_meeting(line, figure)
        and (PEOPLE not in figure.families or figure.shared or _came_to_event(line, figure, words, lexicon))
    ]


def _is_said_again(line: Line, figures: Sequence[Figure], place: int) -> bool:
    """01 lớp cho 60 cán bộ, toàn bộ 60 người đạt; chia sẻ 35 tin, bài này; trong 77 tin đã đăng."""
    figure = figures[place]
    again = any(f.value == figure.value and f.families & figure.families for f in figures[:place] if f.indicator)
    behind = _SAID_BEFORE.match(line.text, line.tokens[figure.last - 1].end)
    assigned = figure.start_token > 0 and line.tokens[figure.start_token - 1].key in _ASSIGNED
    return again or assigned or behind is not None or speaks_of(line.tokens, figure)


def _is_of_others(line: Line, figure: Figure) -> bool:
    """Các báo, đài đã đăng 55 tin, bài; 40 tin, bài của báo chí; 05 bài với Tạp chí Cửa Việt."""
    first, last = find_sentence(line.tokens, figure.first)
    told = line.text[line.tokens[first].start : line.tokens[last - 1].end]
    others = _OTHERS.search(strip_marks(told))
    if others and others[0].startswith(_OF):
        end = line.tokens[first].start + others.end()
        behind = tuple(t for t in line.tokens[first:last] if t.start >= end)[:_NAME_REACH]
        if behind and line.text[behind[0].start].isupper() and find_countries(Line(line.text, behind)):
            others = None  # 22 cán bộ khuyến nông của huyện Sê Pôn: of a partner
    return bool(others or _DEPARTMENT.search(told)) or (
        _NEWS in figure.families and names_other_channel(line, first, last)
    )


def _is_content(line: Line, figures: Sequence[Figure], place: int) -> bool:
    """02 số Đặc san, gồm 36 bài: what a thing that is told before holds; people are not held so.

    15 lượt cán bộ, trong đó Văn phòng 04 lượt: so is what says its measure in short.
    """
    figure = figures[place]
    if any(f.measure.startswith(f"{figure.measure} ") for f in figures[:place]):
        return True
    before = [f for f in figures[:place] if not f.families & figure.families]
    if not before or PEOPLE in figure.families or line.tokens[figure.start_token - 1].key not in _CONTENTS:
        return False
    return find_segment(line.tokens, before[-1].first) == find_segment(line.tokens, figure.first)


def _is_meeting(line: Line, figure: Figure) -> bool:
    """Qua 06 buổi giao ban, 03 cuộc họp chi bộ: no event that the plan counts."""
    first, last = find_segment(line.tokens, figure.first)
    return bool({*_EVENTS, PEOPLE} & figure.families) and any(
        _MEETING.find_at(line.tokens, at) for at in range(first, last)
    )


def _came_to_event(line: Line, figure: Figure, words: ItemWords, lexicon: Lexicon) -> bool:
    """Đoàn 5 người, hội nghị có 85 đại biểu: an event of which this item counts some, or teaching, beside them."""
    first, last = find_segment(line.tokens, figure.first)
    told = line.text[line.tokens[first].start : line.tokens[last - 1].end]
    events = _EVENTS & {indicator.measure for indicator in words.indicators}
    if _EVENT in events and any(_CONTEST.find_at(line.tokens, at) for at in range(first, last)):
        return True
    if _NOT_WHO_CAME.search(strip_marks(told)):
        return False
    return any(
        _TAUGHT.find_at(line.tokens, at) or any(m.payload in events for m in lexicon.measures.find_at(line.tokens, at))
        for at in range(first, last)
    )
