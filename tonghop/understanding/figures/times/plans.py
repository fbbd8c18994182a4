"""What is called a plan right at its figure: kế hoạch cử 05 người, (kế hoạch: 10 lớp), 110% kế hoạch (500 bài).

Keeps out the cue words of every span (scopes.py), times to come (next_times.py) and plans that are papers.
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_sentence, same_clause
from tonghop.understanding.words import Line, Token, make_key

_PLAN_WORD = (make_key("kế"), make_key("hoạch"))
_PLANNED_VERBS = frozenset(make_key(w) for w in ("cử", "đón", "tổ", "mở", "đăng", "ban", "ký"))
_PLAN_REACH, _PLAN_LABEL = 5, 14
_NAMED_PLAN = frozenset(make_key(w) for w in ("số", "hiện", "đã"))
_PAPER = "văn bản"
_BY_PLAN = re.compile(r"theo kế hoạch\b[^,\d]*$", re.IGNORECASE)
_IN_FACT = re.compile(r"\b(?:thực tế|thực hiện được|nhưng|tuy nhiên|mới|kết quả)\b", re.IGNORECASE)
_BEFORE_PLANNED_NUMBER = frozenset({":", make_key("là"), make_key("giao")})


def find_planned_word(tokens: tuple[Token, ...], place: int, first: int) -> int | None:
    """(kế hoạch: 10 lớp) - the word right before the number."""
    at = place - 1
    while at > first and tokens[at].key in _BEFORE_PLANNED_NUMBER:
        at -= 1
    if at - 1 >= first and (tokens[at - 1].key, tokens[at].key) == _PLAN_WORD and not tokens[place].comma:
        return at - 1
    return None


def is_planned_to_do(tokens: tuple[Token, ...], first: int, place: int) -> bool:
    """Kế hoạch cử 05 người: the sentence begins with the plan and what it is to do, right before the number."""
    keys = tuple(token.key for token in tokens[first:place])
    to_do = len(keys) > len(_PLAN_WORD) and keys[:2] == _PLAN_WORD and keys[2] in _PLANNED_VERBS
    return to_do and len(keys) <= _PLAN_REACH and same_clause(tokens, first + 1, place)


def is_plan_label(tokens: tuple[Token, ...], first: int, figure: Figure) -> bool:
    """Kế hoạch đoàn ra năm 2024: 03 đoàn - a label that begins with the plan, right before the number."""
    label = tokens[first : figure.start_token]
    if len(label) <= len(_PLAN_WORD) + 1 or tuple(t.key for t in label[:2]) != _PLAN_WORD or label[-1].key != ":":
        return False
    return not any(t.key in _NAMED_PLAN for t in label) and len(label) <= _PLAN_LABEL and _PAPER not in figure.families


def is_answered_plan(line: Line, figure: Figure, first: int) -> bool:
    """Theo kế hoạch đón 02 đoàn, thực tế đã đón 01 đoàn: the first was only planned."""
    tokens = line.tokens
    _, last = find_sentence(tokens, figure.first)
    before = line.text[tokens[first].start : tokens[figure.first].start]
    behind = line.text[tokens[figure.last - 1].end : tokens[last - 1].end]
    return bool(_BY_PLAN.match(before) and _IN_FACT.search(behind))


def is_base_of_share(tokens: tuple[Token, ...], figure: Figure, figures: Sequence[Figure]) -> bool:
    """Đạt 110% kế hoạch (500 tin, bài): the bracket tells the plan, not the result."""
    at = figure.start_token - 3
    if at < 1 or tokens[at + 2].key != "(" or (tokens[at].key, tokens[at + 1].key) != _PLAN_WORD:
        return False
    return any(other.last == at and other.measure == "%" for other in figures)
