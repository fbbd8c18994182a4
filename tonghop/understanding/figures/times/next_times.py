"""Times to come and plans: what a sentence tells only for the next year, and a plan that is itself a paper.

Keeps out the cue words of every other span (scopes.py) and days with a year (cautions.py).
"""

import re
from collections.abc import Sequence

from schemas.values import Scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, same_clause
from tonghop.understanding.words import Line, Token, make_key, make_keys

_REST_OF_YEAR = ("từ nay đến cuối năm", "từ nay đến hết năm", "từ nay tới cuối năm", "từ giờ đến cuối năm")
NEXT_TIMES = (
    *("sang năm", "năm tới", "năm sau", "kỳ tới", "kỳ sau", "quý tới", "quý sau", "tháng tới", "tháng sau"),
    *_REST_OF_YEAR,
    *("năm kế tiếp", "kỳ kế tiếp", "giai đoạn tới", "thời gian tới"),
)
"""When they begin a sentence, all of it is still to be done."""
NOT_NEXT = ("năm sau cao hơn năm trước", "năm sau nhiều hơn năm trước", "quý sau cao hơn quý trước")
PLANS = ("kế hoạch năm", "kế hoạch 6 tháng", "kế hoạch quý", "kế hoạch cả năm", "kế hoạch tháng")
"""What is only cited behind thực hiện, theo: what follows was done."""
DONE = frozenset(make_key(w) for w in ("đã", "hiện", "nay", "mới", "riêng"))
_TURNS = re.compile(
    r"(?i)(?:\b(?:nhưng|song|tuy nhiên|tuy vậy|thế nhưng|thực tế|kết quả)\b|,\s*(?:mới|chỉ)\b)(?P<told>.*)", re.DOTALL
)
_CAME = re.compile(r"(?i)\b(?:mới|đã|thực tế|chỉ)\b|\bđược\s+(?:hơn |gần |khoảng |trên )?$")
_STILL_TO_COME = re.compile(r"(?i)\b(?:sẽ|dự kiến|phấn đấu|chưa|không|còn|chuyển sang|lùi|tiếp tục)\b")
_JUST_PAST = re.compile(r"(?i)\b(?:tháng|quý|kỳ|năm|thời gian|vừa) (?:vừa )?qua\b")
_BEFORE_THE_REST = re.compile(rf"{_JUST_PAST.pattern}|\b(?:tháng|quý) (?:đầu|[i1]\b)|\b(?:từ )?đầu năm\b")
"""Sang năm mở 03 lớp; 6 tháng đầu năm 02 lớp tells of one plan; of the rest of the year the first half is no part."""
_NEXT_KEYS = frozenset(make_keys(w) for w in NEXT_TIMES)
_PLAN_KEYS = frozenset(make_keys(w) for w in PLANS)
_WRITTEN = frozenset(make_key(w) for w in ("hoạch", "trình", "hướng", "vụ", "mục", "toán", "xuất", "cho", "của"))
_WRITTEN_REACH = 3
_BUDGETED = re.compile(
    r"(?i)\b(?:dự toán|dự trù|khái toán)(?: kinh phí)?(?: (?:được |đã )?(?:giao|duyệt|phê duyệt))?(?: năm(?: \d{4})?)?"
    r"(?:\s?:| là| khoảng| ước)*\s*$"
)
_MONEY = re.compile(r"(?i)(?:đồng|usd|vnđ|vnd|đ|kíp|bạt|euro|yên)$")
_PAPER = "văn bản"
_BUDGET_REACH, _YEAR_DIGITS = 80, 4


def begins_with_next_time(line: Line, figure: Figure, cues: Sequence[tuple[int, int, Scope | None]]) -> bool:
    """Sang năm cử 05 cán bộ; mở 03 lớp, tối đa 120 người: all of the sentence, up to something that is done."""
    tokens = line.tokens
    first = next((at + 1 for at in range(figure.first, -1, -1) if tokens[at].key in ".\n"), 0)
    for start, end, _ in cues:
        told = tuple(token.key for token in tokens[start:end]) in _NEXT_KEYS
        if told and first <= start <= first + 1 and end <= figure.first:
            done = any(t.key in DONE for t in tokens[end : figure.first])
            past = _BEFORE_THE_REST if _is_rest_of_year(tokens, start, end) else _JUST_PAST
            done = done or bool(past.search(line.text, tokens[end - 1].end, tokens[figure.first].start))
            return not done and not any(
                other is not Scope.PLANNED and end <= at < figure.first for at, _, other in cues
            )
    return False


def _is_rest_of_year(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    return tuple(token.key for token in tokens[start:end]) in {make_keys(words) for words in _REST_OF_YEAR}


def ends_plan(between: str) -> bool:
    """Dự kiến đón 04 đoàn nhưng mới đón được 01 đoàn với 09 khách: whether what stands before a figure tells it done.

    Args:
        between: from the words of the plan up to the figure.
    """
    turn = _TURNS.search(between)
    if turn is None or _STILL_TO_COME.search(turn["told"]):
        return False
    before = re.split(r"\d", turn[0])[0] if re.search(r"\d", turn[0]) else turn[0]
    return bool(_CAME.search(before))


def is_thing(tokens: tuple[Token, ...], figures: Sequence[Figure], cue: tuple[int, int, Scope | None]) -> bool:
    """04 công văn và một kế hoạch năm; 01 kế hoạch cho năm tới; sang năm 2024: says nothing of when a figure is."""
    start, end, scope = cue
    if scope is not Scope.PLANNED:
        return False
    if any(figure.end <= start < figure.last for figure in figures):
        return True
    keys = tuple(token.key for token in tokens[start:end])
    if keys in _PLAN_KEYS:
        # kế hoạch năm 10 lớp tells a plan; công văn và kế hoạch năm. tells a paper
        counted = [f for f in figures if f.last <= start and same_clause(tokens, f.last, start)]
        return any(_PAPER in f.families and f.last < start for f in counted)
    if keys not in _NEXT_KEYS:
        return False
    first, _ = find_segment(tokens, start)
    near = range(start - 1, max(first, start - _WRITTEN_REACH), -1)
    noun = next((at for at in near if tokens[at].key in _WRITTEN), 0)
    opens = end < len(tokens) and tokens[end].key == ":"  # Nhiệm vụ năm tới: mở 03 lớp
    written = noun > first + 1 and not opens and not tokens[start].comma
    return written or (
        end < len(tokens) and tokens[end].is_number and not tokens[end].comma and _names_year(tokens[end])
    )


def _names_year(token: Token) -> bool:
    return len(token.key) == _YEAR_DIGITS and token.key.startswith(("19", "20"))


def is_budgeted(line: Line, figure: Figure) -> bool:
    """Kinh phí dự toán 96 triệu đồng: money that may be spent."""
    before = line.text[max(0, line.tokens[figure.start_token].start - _BUDGET_REACH) : line.tokens[figure.first].start]
    return bool(_MONEY.search(figure.measure) and _BUDGETED.search(before))
