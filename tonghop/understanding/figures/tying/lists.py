"""Figures in a list that what is named behind the last one holds for: 12 tin, 5 bài trên Cổng Thông tin điện tử.

Keeps out the words of the indicators (ties.py) and totals with their parts (parts.py).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.values import Scope
from tonghop.understanding.figures.written.doers import excludes_guests
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, find_sentence, skip_brackets
from tonghop.understanding.lexicon import ItemWords
from tonghop.understanding.words import Line, Match, Token, make_key

_AND, _PEOPLE = make_key("và"), "lượt người"
_OFFICES = frozenset(
    make_key(w)
    for w in ("phó", "giám", "đốc", "trưởng", "phòng", "chuyên", "viên", "lãnh", "đạo", "sở", "cán", "bộ", "công")
) | frozenset(make_key(w) for w in ("chức", "kế", "toán", "thuộc", "và", "nữ", "nam"))
_TITLE_WORDS, _TWO_ROWS = 6, 4
_GOES_ON = frozenset(make_key(w) for w in ("với", "cho", "đạt", "thu", "và"))
_LED_BY = frozenset(
    make_key(w)
    for w in (
        "là",
        "có",
        "được",
        "đạt",
        "chức",
        "hiện",
        "khai",
        "mở",
        "cử",
        "đón",
        "đăng",
        "ký",
        "thêm",
        "đã",
        "kỳ",
        "này",
    )
)
_CAME = re.compile(
    r"(?i)[^,;.()\d]*(?:[,(]\s?|\s)(?:đã |và )?(?:thu hút|với|cho|có)(?: được)?\s(?:sự (?:tham gia|tham dự) của\s)?"
    r"(?:hơn |gần |khoảng |trên )?"
)
_TELLS = frozenset(
    make_key(w)
    for w in ("đang", "chưa", "chờ", "không", "đã", "năm", "từ", "do", "của", "kỳ", "trước", "hết", "nộp", "gia", "kế")
)
_TIME = (
    r"(?:trong )?(?:quý \w+|tháng \d{1,2}(?:/\d{4})?|đợt \w+|(?:0?6|sáu) tháng (?:đầu|cuối)(?: năm)?)"
    r"(?: năm)?(?: \d{4})?"
    r"(?:\s?\([^()]{1,40}\))?\s?[:,]?\s?(?:đã |là |có |được |đạt |đăng |đón |cử |tổ chức )*\(?"
)
_TIME_LABEL = re.compile(rf"(?i)\b{_TIME}$")
_TIME_BETWEEN = re.compile(rf"(?i)\s?[;,]?\s?(?:và |còn )?{_TIME}")


def share_along_lists(tokens: tuple[Token, ...], figures: Sequence[Figure]) -> None:
    """12 tin, 5 bài trên Cổng Thông tin điện tử: what is named behind a list holds for all of it."""
    for figure, following in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        gap = _skip_names(tokens[figure.last : following.start_token])
        listed = all(t.key == _AND for t in gap) and len(gap) <= 1 and not (gap and gap[0].comma)
        parts = make_key(figure.measure) not in make_key(following.measure).split() and "," not in figure.measure
        same = figure.families & following.families and figure.scope is following.scope
        titled = _PEOPLE in figure.families and _is_titled(gap, tokens[following.start_token])
        if figure.indicator is None and figure.countable and same and ((listed and parts) or titled):
            figure.indicator = following.indicator


def _skip_names(gap: tuple[Token, ...]) -> Sequence[Token]:
    """01 chỉ dẫn địa lý (cà phê Khe Sanh) và 02 nhãn hiệu: only a name; (đang thẩm định) tells more."""
    names = gap and gap[0].key == "(" and not any(token.is_number or token.key in _TELLS for token in gap)
    return skip_brackets(gap) if names else gap


def share_along_times(line: Line, figures: Sequence[Figure]) -> None:
    """Quý I: 20 tin, bài; quý II: 31 tin, bài đăng trên Cổng: what is named behind the last holds for every time."""
    for figure, following in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        same = figure.families & following.families and figure.scope is following.scope
        if figure.indicator is not None or following.indicator is None or not (figure.countable and same):
            continue
        first, _ = find_segment(line.tokens, figure.first)
        before = line.text[line.tokens[first].start : line.tokens[figure.start_token].start]
        between = line.text[line.tokens[figure.last - 1].end : line.tokens[following.start_token].start]
        if _TIME_LABEL.search(before) and _TIME_BETWEEN.fullmatch(between):
            figure.indicator = following.indicator
    if len(figures) >= _TWO_ROWS:
        _share_along_rows(line, figures)


def _share_along_rows(line: Line, figures: Sequence[Figure]) -> None:
    """Quý I: 2 buổi, 64 người; quý II: 3 buổi, 97 người được nghe ...: rows of one shape, each behind its time."""
    rows: dict[int, list[Figure]] = {}
    for figure in figures:
        rows.setdefault(find_segment(line.tokens, figure.first)[0], []).append(figure)
    for (start, above), (next_start, below) in reversed(list(pairwise(rows.items()))):
        timed = all(
            _TIME_LABEL.search(line.text[line.tokens[at].start : line.tokens[row[0].start_token].start])
            for at, row in ((start, above), (next_start, below))
        )
        shaped = [(f.families, f.scope) for f in above] == [(f.families, f.scope) for f in below]
        plain = all(f.countable and f.indicator is None and _ends(line, f) for f in above)
        if timed and shaped and plain:
            for figure, model in zip(above, below, strict=True):
                figure.indicator = model.indicator


def share_along_scopes(
    line: Line, figures: Sequence[Figure], clauses: Sequence[int], exclude: Sequence[Match[str]]
) -> None:
    """Từ năm 2021 tổ chức 31 cuộc tuyên truyền; riêng kỳ này 04 cuộc: of what is counted over the years."""
    for figure in figures:
        told_so = _ends(line, figure) and _is_led(line, figure)
        if figure.indicator or not (figure.countable and told_so) or figure.scope is not Scope.PERIOD:
            continue
        sentence = find_sentence(line.tokens, figure.first)
        others = [
            f for f in figures if f.families & figure.families and find_sentence(line.tokens, f.first) == sentence
        ]
        told = {f.indicator for f in others if f.scope is not Scope.PERIOD and f.countable}
        alone = [f for f in others if f.scope is Scope.PERIOD] == [figure]
        told -= {m.payload for m in exclude if clauses[m.first] == clauses[figure.first]}
        if len(told) == 1 and alone:
            figure.indicator = told.pop()


def share_with_event(line: Line, figures: Sequence[Figure], words: ItemWords) -> None:
    """Tổ chức 02 hội thảo, thu hút 310 sinh viên: who came to what the unit organised, where the item counts people."""
    people = [indicator.id for indicator in words.indicators if indicator.measure == _PEOPLE]
    organised = {indicator.id for indicator in words.indicators if excludes_guests(indicator)}
    for event, figure in pairwise(figures):
        if not figure.untied or figure.indicator or _PEOPLE not in figure.families or len(people) != 1:
            continue
        gap = line.text[line.tokens[event.last - 1].end : line.tokens[figure.first].start]
        if event.indicator in organised and event.scope is figure.scope and _CAME.fullmatch(gap):
            figure.indicator = people[0]


def _ends(line: Line, figure: Figure) -> bool:
    """Nothing behind the measure tells more of it: 04 cuộc, but not 04 cuộc họp."""
    behind = line.tokens[figure.last] if figure.last < len(line.tokens) else None
    return behind is None or behind.is_stop or behind.comma or behind.key in _GOES_ON or _gap(line, figure) == "/"


def _gap(line: Line, figure: Figure) -> str:
    return line.text[line.tokens[figure.last - 1].end : line.tokens[figure.last].start].strip()


def _is_led(line: Line, figure: Figure) -> bool:
    """Nothing before it tells what else was done: là 04 cuộc, đã thực hiện 04 cuộc, but not họp 04 cuộc."""
    tokens, at = line.tokens, figure.start_token
    return at == 0 or tokens[at].comma or tokens[at - 1].is_stop or tokens[at - 1].key in _LED_BY


def _is_titled(gap: Sequence[Token], following: Token) -> bool:
    """1 đồng chí Phó Giám đốc, 2 đồng chí Trưởng phòng: only an office stands between the two."""
    joined = following.comma or bool(gap and gap[-1].key == _AND)
    return joined and 0 < len(gap) <= _TITLE_WORDS and all(t.key in _OFFICES for t in gap)
