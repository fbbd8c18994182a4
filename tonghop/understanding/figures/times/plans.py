"""What is called a plan right at its figure: kế hoạch cử 05 người, (kế hoạch: 10 lớp), 110% kế hoạch (500 bài).

Keeps out the cue words of every span (scopes.py), times to come (next_times.py) and plans that are papers.
"""

import re
from collections.abc import Sequence

from schemas.values import Scope
from tonghop.understanding.figures.times.next_times import is_budgeted
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, find_sentence, same_clause
from tonghop.understanding.words import Line, Token, make_key

_PLAN_WORD = (make_key("kế"), make_key("hoạch"))
_PLANNED_VERBS = frozenset(make_key(w) for w in ("cử", "đón", "tổ", "mở", "đăng", "ban", "ký"))
_PLAN_REACH, _PLAN_LABEL = 5, 14
_NAMED_PLAN = frozenset(make_key(w) for w in ("số", "hiện", "đã"))
_PAPER = "văn bản"
_BY_PLAN = re.compile(r"theo kế hoạch\b[^,\d]*$", re.IGNORECASE)
_IN_FACT = re.compile(r"\b(?:thực tế|thực hiện được|nhưng|tuy nhiên|mới|kết quả)\b", re.IGNORECASE)
_PLAN_TO_COME = re.compile(
    r"(?i)(?:^|[,;:(]\s*)(?:và |còn )?(?:kế hoạch (?:(?:từ nay )?(?:đến|tới) (?:cuối|hết) (?:năm|quý)"
    r"|từ nay|tiếp tục|sắp tới|(?:trong )?(?:6 tháng cuối|thời gian (?:tới|còn lại)))\b"
    r"|đến (?:cuối|hết) năm (?!\d|trước|ngoái|qua)(?=[^,.;:()\d]*\bthêm\b))(?:(?!\bđã\b)[^,.;:()\d])*$"
)
_PROPOSED = re.compile(
    r"(?i)\s+(?:[^\W\d]+\s){0,6}(?:đề xuất|đăng ký|giới thiệu)\s(?:[^\W\d]+\s){0,3}cho\s(?:năm|quý|kỳ|giai đoạn)\b"
)
_DIRECTION = re.compile(
    r"(?im)(?:^|[.;]\s)[-+*•\s\d.)]*(?:phương hướng|định hướng(?= thời| 6| công tác 6| năm tới)"
    r"|(?:nhiệm vụ|kế hoạch)(?= thời gian tới| tiếp theo| sắp tới))\b[^.:;\n]{0,80}:"
)
_DONE = re.compile(
    r"(?i)\b(?:đã|thực tế|thực hiện|kết quả|trong kỳ|kỳ này|đến nay|hiện|mới|đạt|nhưng|song|tuy nhiên|vừa qua"
    r"|(?:tháng|thời gian) qua)\b|\bđược (?=\d)|\n"
)
_PAST = re.compile(
    r"(?i)\b(?:đã|thực tế|kết quả(?= thực hiện|:| đạt)|trong kỳ|kỳ này|đến nay|hiện (?:nay|có)|vừa qua"
    r"|(?:tháng|thời gian) qua)\b|\n"
)
_LISTED = re.compile(r"(?i)\s*,?\s*(?:với|và|cho|gồm)?\s*(?:hơn |gần |khoảng |trên |từ )?")
_LISTED_BEHIND = re.compile(rf"(?:\s[^\W\d]+){{0,8}}{_LISTED.pattern.removeprefix('(?i)')}", re.IGNORECASE)
_BEFORE_PLANNED_NUMBER = frozenset({":", make_key("là"), make_key("giao")})


def is_plan(line: Line, first: int, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the words around a figure call it planned; `first` is where its sentence begins."""
    return (
        _is_answered_plan(line, figure, first)
        or _is_planned_to_do(line, first, figure.start_token)
        or _is_plan_label(line.tokens, first, figure)
        or is_budgeted(line, figure)
        or _is_base_of_share(line.tokens, figure, figures)
        or _is_proposed(line, figure)
        or _is_under_direction(line, figure)
    )


def find_planned_word(tokens: tuple[Token, ...], place: int, first: int) -> int | None:
    """(kế hoạch: 10 lớp) - the word right before the number."""
    at = place - 1
    while at > first and tokens[at].key in _BEFORE_PLANNED_NUMBER:
        at -= 1
    if at - 1 >= first and (tokens[at - 1].key, tokens[at].key) == _PLAN_WORD and not tokens[place].comma:
        return at - 1
    return None


def _is_planned_to_do(line: Line, first: int, place: int) -> bool:
    """Kế hoạch cử 05 người: the sentence begins with the plan and what it is to do, right before the number.

    ..., kế hoạch đến cuối năm lắp thêm 3 cụm: so may a clause, with the time that is to come.
    """
    tokens = line.tokens
    if _PLAN_TO_COME.search(line.text[tokens[first].start : tokens[place].start]):
        return True
    keys = tuple(token.key for token in tokens[first:place])
    to_do = len(keys) > len(_PLAN_WORD) and keys[:2] == _PLAN_WORD and keys[2] in _PLANNED_VERBS
    return to_do and len(keys) <= _PLAN_REACH and same_clause(tokens, first + 1, place)


def _is_plan_label(tokens: tuple[Token, ...], first: int, figure: Figure) -> bool:
    """Kế hoạch đoàn ra năm 2024: 03 đoàn - a label that begins with the plan, right before the number."""
    label = tokens[first : figure.start_token]
    if len(label) <= len(_PLAN_WORD) + 1 or tuple(t.key for t in label[:2]) != _PLAN_WORD or label[-1].key != ":":
        return False
    return not any(t.key in _NAMED_PLAN for t in label) and len(label) <= _PLAN_LABEL and _PAPER not in figure.families


def _is_answered_plan(line: Line, figure: Figure, first: int) -> bool:
    """Theo kế hoạch đón 02 đoàn, thực tế đã đón 01 đoàn: the first was only planned."""
    tokens = line.tokens
    _, last = find_sentence(tokens, figure.first)
    before = line.text[tokens[first].start : tokens[figure.first].start]
    behind = line.text[tokens[figure.last - 1].end : tokens[last - 1].end]
    return bool(_BY_PLAN.match(before) and _IN_FACT.search(behind))


def _is_base_of_share(tokens: tuple[Token, ...], figure: Figure, figures: Sequence[Figure]) -> bool:
    """Đạt 110% kế hoạch (500 tin, bài): the bracket tells the plan, not the result."""
    at = figure.start_token - 3
    if at < 1 or tokens[at + 2].key != "(" or (tokens[at].key, tokens[at + 1].key) != _PLAN_WORD:
        return False
    return any(other.last == at and other.measure == "%" for other in figures)


def _is_proposed(line: Line, figure: Figure) -> bool:
    """02 nhiệm vụ đề xuất cho năm 2025: wished for; a paper that was written is one."""
    return _PAPER not in figure.families and bool(_PROPOSED.match(line.text, line.tokens[figure.last - 1].end))


def _is_under_direction(line: Line, figure: Figure) -> bool:
    """Phương hướng: ký kết thêm 1 - 2 thỏa thuận - what stands behind such a label, up to something that is done."""
    start = line.tokens[figure.first].start
    labels = [match.end() for match in _DIRECTION.finditer(line.text, 0, start) if not _PAST.search(match[0].strip())]
    return bool(labels) and not _PAST.search(line.text, labels[-1], line.tokens[figure.last - 1].end)


def share_plans(line: Line, figures: Sequence[Figure]) -> None:
    """Theo kế hoạch cử 5 người đi dự 3 lớp, mỗi lớp 40 người: what goes on with a plan is planned, too.

    Where the sentence told something done, or the same measure comes again, nobody can tell: it stays as it is.
    """
    for place, figure in enumerate(figures):
        start = find_segment(line.tokens, figure.first)
        told = [other for other in figures[:place] if find_segment(line.tokens, other.first) == start]
        if figure.scope is not Scope.PERIOD or not told or any(other.scope is not Scope.PLANNED for other in told):
            continue
        again = any(other.families & figure.families or other.measure == figure.measure for other in told)
        if not again and _goes_on(line, told[-1], figure):
            figure.scope = Scope.PLANNED


def _goes_on(line: Line, before: Figure, figure: Figure) -> bool:
    """In one clause, in a list of nothing but figures, or as what each of them holds; and nothing of it is done."""
    tokens = line.tokens
    between = line.text[tokens[before.last - 1].end : tokens[figure.first].start]
    behind = re.split(r"[,;.()]\s", line.text[tokens[figure.last - 1].end :])[0]
    if _DONE.search(between) or _DONE.search(behind):
        return False
    each = re.compile(rf"(?i)[^,;.()\d]*,\s*mỗi {re.escape(before.measure)}\b[^,;.()\d]*")
    if _LISTED.fullmatch(between) or each.fullmatch(between) or same_clause(tokens, before.last, figure.start_token):
        return True
    _, last = find_sentence(tokens, figure.first)
    answered = _DONE.search(line.text, tokens[figure.last - 1].end, tokens[last - 1].end)
    return answered is not None and _LISTED_BEHIND.fullmatch(between) is not None
