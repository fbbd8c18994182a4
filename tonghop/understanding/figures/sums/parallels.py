"""Several figures of one indicator in one passage: whether they are of one kind, so that they may be added up.

06 tin và 04 bài; Vĩnh Linh 01 buổi, Gio Linh 01 buổi are. What is none of these shapes and has no word of the
indicator of its own (12 lượt cán bộ đã qua tập huấn ..., 10 người được cấp giấy chứng nhận) is not added, and a person
is asked. Runs last of the rules that take indicators away. Keeps out totals with parts (parts.py), other times, wishes
and other bodies (cautions.py).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.values import Scope
from tonghop.understanding.figures.written.doers import is_own_body
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_segment, skip_brackets
from tonghop.understanding.lexicon import ItemWords, Lexicon
from tonghop.understanding.words import CAPITALS, Line, Token, make_key

_AND = make_key("và")
_JOINS = frozenset((";", *(make_key(w) for w in ("và", "cùng", "với"))))
_COUNTS = frozenset(make_key(w) for w in ("nhất", "hai", "ba", "tư", "năm", "đầu", "sau", "cuối", "trước"))
"""Cuộc thứ hai 62 người, đợt đầu 18 người."""
_LABEL_REACH, _OPENS = 12, frozenset({":", "(", ""})
_GROUPS = frozenset({"cuộc", "lớp", "đoàn"})
_MARKED_BEFORE = re.compile(
    r"(?i)\b(?:còn(?: có| lại)?|cũng(?: đã)?(?: có| được)?|lại có|cùng (?:dự|đi|tham gia|tiếp)\b[^.;]{0,60})\s*$"
)
"""Còn 02 buổi, cũng có 03 bài, cùng dự có 09 cán bộ: beside the first, not like it."""
_ALSO = re.compile(r"(?P<who>[^,;.()]*)\bcũng(?:\s[^\W\d]+){0,3}\s*$")
_OURSELVES = re.compile(rf"(?:\b|^)(?:[Ss]ở|[Tt]rung tâm|[Pp]hòng|[Đđ]ơn vị)\b(?!\s[{CAPITALS}])|\b[Vv]ăn phòng\b")
"""Trung tâm cũng mở 02 buổi, but Sở Y tế cũng mở 02 buổi."""
_MARKED_BEHIND = re.compile(
    r"(?i)\s*(?:còn lại|bị|vắng|chuyển sang|chưa|không|đạt|hoàn thành|phát biểu"
    r"|(?:đã )?được (?:khen|công nhận|biểu dương|chọn|tặng|xếp|đánh giá|đề nghị|bổ nhiệm|quy hoạch|phân công))\b"
)
_CERTIFIED_BEHIND = re.compile(r"(?i)\s*(?:đã )?được cấp\b")
"""10 người được cấp giấy chứng nhận: what became of some of them; 03 nhãn hiệu được cấp is what counts."""


class _Passage(NamedTuple):
    """A text with its figures, the words of its item, and the figures that were dropped so far."""

    line: Line
    figures: Sequence[Figure]
    words: ItemWords
    lexicon: Lexicon
    dropped: list[Figure]


def drop_unlike(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> list[Figure]:
    """Take the indicator from figures that are not plainly the main ones of theirs; they are returned.

    Of two that are unlike, the one with a word of the indicator in its own clause is the main one; where neither has
    one, nobody can tell, and both are returned.
    """
    words = lexicon.items.get(item)
    if words is None:
        return []
    passage = _Passage(line, figures, words, lexicon, [])
    for indicator in dict.fromkeys(f.indicator for f in figures if f.indicator and f.scope is Scope.PERIOD):
        groups = _group(passage, [f for f in figures if f.indicator == indicator and f.scope is Scope.PERIOD])
        if len(groups) == 1:
            continue
        plain = [group for place, group in enumerate(groups) if not (place and _is_marked(line, group[0]))]
        main = plain if len(plain) == 1 else [g for g in plain if any(_speaks(passage, figure) for figure in g)]
        kept = [id(figure) for group in main for figure in group]
        passage.dropped.extend(figure for group in groups for figure in group if id(figure) not in kept)
    for figure in passage.dropped:
        figure.indicator = None
    return passage.dropped


def _group(passage: _Passage, same: Sequence[Figure]) -> list[list[Figure]]:
    """The figures of one indicator, each with those of its kind right before it."""
    groups: list[list[Figure]] = []
    for figure in same:
        if groups and _is_like(passage, groups[-1][-1], figure):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def _is_like(passage: _Passage, before: Figure, figure: Figure) -> bool:
    if _is_marked(passage.line, figure):
        return False
    if _speaks(passage, before) and _speaks(passage, figure):
        return True
    return _has_shape_of(passage.line, before, figure, passage.lexicon)


def _is_marked(line: Line, figure: Figure) -> bool:
    first, _ = find_segment(line.tokens, figure.first)
    lead = line.text[line.tokens[first].start : line.tokens[figure.start_token].start]
    also = _ALSO.search(lead)
    if also and not _OURSELVES.search(also["who"]):
        return True
    end = line.tokens[figure.last - 1].end
    certified = PEOPLE in figure.families and _CERTIFIED_BEHIND.match(line.text, end)
    return bool(_MARKED_BEFORE.search(lead) or _MARKED_BEHIND.match(line.text, end) or certified)


def _speaks(passage: _Passage, figure: Figure) -> bool:
    """A word of its indicator in its own clause, or it is what a group beside it holds: 01 đoàn gồm 07 thành viên."""
    tokens, words = passage.line.tokens, passage.words.words
    first, last = _find_clause(tokens, passage.figures, figure)
    if any(match.payload == figure.indicator for at in range(first, last) for match in words.find_at(tokens, at)):
        return True
    group = next((f for f in reversed(passage.figures) if f.first < figure.first), None)
    if group is None or PEOPLE not in figure.families or not group.families & _GROUPS:
        return False
    lost = group.foreign or not group.countable or any(group is other for other in passage.dropped)
    beside = find_segment(tokens, group.first) == find_segment(tokens, figure.first)
    return beside and not lost and group.scope is figure.scope


def _find_clause(tokens: tuple[Token, ...], figures: Sequence[Figure], figure: Figure) -> tuple[int, int]:
    """Between commas and stops, and the figures of its kind beside it; of a bracket also the words before it.

    Behind the first of its kind a comma ends nothing: Thực hiện 03 phóng sự, 05 tin truyền hình.
    """
    first, last = figure.start_token, figure.last
    opened = False
    while first > 0 and not tokens[first].comma:
        key = tokens[first - 1].key
        if tokens[first - 1].is_stop and key != ":" and (opened or key != "("):
            break
        opened |= key == "("
        first -= 1
    is_first = not any(f.indicator == figure.indicator and f.first < figure.first for f in figures)
    while last < len(tokens) and not (tokens[last].is_stop or (tokens[last].comma and not is_first)):
        last += 1
    beside = [f for f in figures if f is not figure and f.families & figure.families]
    first = max([first, *(f.last for f in beside if f.last <= figure.start_token)])
    last = min([last, *(f.start_token for f in beside if f.start_token >= figure.last)])
    return first, last


def _has_shape_of(line: Line, before: Figure, figure: Figure, lexicon: Lexicon) -> bool:
    """Joined with the other by và or a comma, or with the same word before the number, or each behind its label."""
    tokens = line.tokens
    gap = skip_brackets(tokens[before.last : figure.start_token])
    if all(t.key in _JOINS for t in gap):
        return True
    same = make_key(before.measure) == make_key(figure.measure)
    if before.last == before.end and figure.last == figure.end:
        return True  # Tin trên Cổng 96, bài 41
    if _is_head(tokens, figure) and (same or (gap[-1:] and gap[-1].key == _AND and PEOPLE not in figure.families)):
        return True
    lead, other = _find_lead(line, before), _find_lead(line, figure)
    alike = same or lead in _OPENS or PEOPLE not in figure.families
    return (lead == other and alike) or (is_label(line, before, lexicon) and is_label(line, figure, lexicon))


def _is_head(tokens: tuple[Token, ...], figure: Figure) -> bool:
    """The number begins its clause."""
    at = figure.start_token
    return at == 0 or tokens[at].comma or tokens[at - 1].is_stop or tokens[at - 1].key in _JOINS


def _find_lead(line: Line, figure: Figure) -> str:
    """The word, stop or comma right before the number."""
    at = figure.start_token
    return "," if line.tokens[at].comma else line.tokens[at - 1].key if at else ""


def is_label(line: Line, figure: Figure, lexicon: Lexicon) -> bool:
    """Tân Hợp 56 người, lớp thứ 2: 29 người, Văn phòng Sở 2 người: a name or an ordinal stands before the number."""
    tokens, at = line.tokens, figure.start_token
    if at == 0 or tokens[at].comma:
        return False
    if tokens[at - 1].key in ":(" or tokens[at - 1].is_number or line.text[tokens[at - 1].start].isupper():
        return True
    if tokens[at - 1].key in _COUNTS:
        return True
    near = range(max(0, at - _LABEL_REACH), at)
    return any(is_own_body(line, place, at, lexicon) for place in near)
