"""What span of time a figure speaks of, by cue words clause by clause.

Keeps out comparisons (comparisons.py), rates (rates.py), indicators (ties.py) and totals with their parts (parts.py).
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from schemas.values import Precision, Scope
from tonghop.understanding.figures.times.comparisons import goes_on_comparison, is_comparison
from tonghop.understanding.figures.times.next_times import (
    DONE,
    NEXT_TIMES,
    NOT_NEXT,
    PLANS,
    begins_with_next_time,
    ends_plan,
    is_thing,
)
from tonghop.understanding.figures.times.plans import find_planned_word, is_plan, share_plans
from tonghop.understanding.figures.times.rates import RATE_WORDS, find_rates
from tonghop.understanding.figures.times.starts import find_since_window, is_told_since
from tonghop.understanding.figures.times.yearly import find_year_scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, find_sentence, same_clause
from tonghop.understanding.words import Line, PhraseIndex, Token, make_key

_CUMULATIVE = (
    *("lũy kế", "cộng dồn", "từ đầu năm", "nâng tổng số", "nâng tổng", "nâng số", "đưa tổng số", "đưa số", "tính đến"),
    *("đến nay", "cho đến nay", "từ trước đến nay", "tăng lên", "từ năm", "kể từ", "hiện có", "hiện nay có", "đang có"),
    *("hiện toàn tỉnh có", "tính từ", "đưa tổng", "tổng số hiện", "luỹ tiến", "lũy tiến", "đến thời điểm này"),
    *("đến thời điểm hiện tại", "đến thời điểm báo cáo", "cho đến thời điểm", "nâng lên"),
    *("từ khi thành lập", "từ ngày thành lập", "từ khi triển khai", "từ khi ra mắt", "từ khi đi vào hoạt động"),
)
_PLANNED = (
    *("dự kiến", "sẽ", "phấn đấu", "mục tiêu", "chỉ tiêu", "kế hoạch đề ra", "kế hoạch giao", "kế hoạch là"),
    *("kế hoạch năm", "thời gian tới", "đặt ra", "kế hoạch 6 tháng", "kế hoạch quý", "kế hoạch cả năm", "sắp tới"),
    *("kế hoạch tháng", "tới đây", "sắp tổ chức", "dự định", "đăng ký thực hiện", "hướng tới", "theo kế hoạch là"),
)
_ON_A_PLAN = (
    *("thực hiện", "triển khai", "theo", "ban hành", "xây dựng", "lập", "tham mưu", "soạn thảo", "trình", "góp ý"),
    *("hoàn thiện", "bám sát", "căn cứ", "phê duyệt"),
)
_CARRIED_OVER = ("chuyển tiếp từ năm", "chuyển sang từ năm", "gối đầu từ năm", "kéo dài từ năm", "bắt đầu từ năm")
"""Whence a thing comes that was worked on in the period; no sum over years."""
_THIS_PERIOD = ("trong kỳ", "kỳ này", "riêng", "hết kỳ báo cáo", "cuối kỳ báo cáo", "hết kỳ")
_CUES: PhraseIndex[Scope | None] = PhraseIndex(
    [
        *((word, Scope.CUMULATIVE) for word in _CUMULATIVE),
        *((word, Scope.PLANNED) for word in _PLANNED),
        *((word, Scope.PERIOD) for word in _THIS_PERIOD),
        *((word, Scope.PLANNED) for word in NEXT_TIMES),
        *((word, None) for word in (*NOT_NEXT, *_CARRIED_OVER)),
        *((f"{verb} {word}", None) for verb in _ON_A_PLAN for word in PLANS),
        ("thực tế", None),
        ("đã", None),  # done: ends what is planned, says nothing of the span
    ]
)
SCOPE_WORDS = (
    *_CUMULATIVE,
    *_PLANNED,
    *("trong kỳ", "kỳ này", "so với", "cùng kỳ", "tăng", "giảm"),
    *RATE_WORDS,
)
_APPLIED = re.compile(r"\b(?:đơn|hồ sơ)\b", re.IGNORECASE)
_UNTIL_NOW = frozenset((make_key("đến"), make_key(w)) for w in ("nay", "thời"))
_SPAN_OF_YEARS = re.compile(r"giai đoạn\s(?:19|20)\d{2}\s?[-–—]\s?(?:19|20)\d{2}", re.IGNORECASE)
_UPWARD = make_key("lên")
_SHARES = frozenset({"%", "phần trăm"})
_EQUALS = frozenset(make_key(w) for w in ("bằng", "đạt", "chiếm"))
_WHOLE = frozenset(make_key(w) for w in ("dự", "sẽ", "phấn"))
"""The first words of dự kiến, sẽ, phấn đấu: they speak of the whole sentence, unless something in it is done."""
_MEASURED_BY = frozenset(make_key(w) for w in ("với", "vượt", "đạt", "bằng", "hơn", "thành"))
"""Vượt 28% so với dự kiến: the plan is what the result is held against."""


def set_scopes(line: Line, figures: Sequence[Figure], window: tuple[date, date] | None = None) -> None:
    """Set scope on every figure, and mark comparisons and rates as not countable."""
    found = _CUES.find_all(line.tokens)
    cited = {m.end for m in found if m.payload is None}  # theo kế hoạch năm holds kế hoạch năm
    cues = [(m.first, m.end, m.payload) for m in found if m.payload is None or m.end not in cited]
    cues = [cue for cue in cues if not is_thing(line.tokens, figures, cue)]
    for figure in figures:
        figure.scope = _find_scope(line, figure, figures, cues)
        if is_comparison(line.tokens, figure):
            figure.countable = False
    for rate in find_rates(line, figures):
        rate.countable = False
    for before, figure in pairwise(figures):
        if not before.countable and goes_on_comparison(line, before, figure):
            figure.countable = False
    _fit_bracketed(line.tokens, figures)
    share_plans(line, figures)
    _fit_window(line, figures, cues, window)
    planned = [figure for figure in figures if figure.scope is Scope.PLANNED]
    for figure in figures:
        if figure.scope is Scope.PERIOD:
            figure.scope = find_year_scope(line, figure, planned, window) or Scope.PERIOD
    for figure in figures:
        # an estimate says itself that the value is not exact
        if figure.estimate and figure.precision is Precision.EXACT:
            figure.precision = Precision.ABOUT


def _fit_window(
    line: Line,
    figures: Sequence[Figure],
    cues: Sequence[tuple[int, int, Scope | None]],
    window: tuple[date, date] | None,
) -> None:
    """Từ 15/12/2023 đến nay: from the first day of the window it is the period itself, up to another running total."""
    for figure in figures:
        if window is None or figure.scope is not Scope.CUMULATIVE:
            continue
        since = find_since_window(line, figure, figures, window[0])
        start = line.tokens[figure.first].start
        others = [line.tokens[first].start for first, _, scope in cues if scope is Scope.CUMULATIVE]
        if since is not None and not any(since <= at < start for at in others):
            figure.scope = Scope.PERIOD


def _fit_bracketed(tokens: tuple[Token, ...], figures: Sequence[Figure]) -> None:
    """02 dự án (01 dự án từ năm 2022, 01 dự án mới): what just gives the figure before its bracket is part of it."""
    for total in figures:
        opened = next((at for at in range(total.last, len(tokens)) if tokens[at].key in "().;"), len(tokens))
        close = next((at for at in range(opened + 1, len(tokens)) if tokens[at].key in "()"), len(tokens))
        inside = [f for f in figures if opened < f.first < close and f.families & total.families]
        if opened < len(tokens) and tokens[opened].key == "(" and sum(f.value for f in inside) == total.value:
            for figure in inside:
                figure.scope = total.scope


def _find_scope(
    line: Line, figure: Figure, figures: Sequence[Figure], cues: list[tuple[int, int, Scope | None]]
) -> Scope:
    tokens = line.tokens
    first, last = find_segment(tokens, figure.first)
    before = [(start, end, scope) for start, end, scope in cues if first <= start < figure.first]
    behind = [(start, end, scope) for start, end, scope in cues if figure.last <= start < last]
    if (place := find_planned_word(tokens, figure.first, first)) is not None:
        before.append((place, figure.first, Scope.PLANNED))
    if is_plan(line, first, figure, figures):
        return Scope.PLANNED
    if span := _SPAN_OF_YEARS.match(line.text, tokens[first].start):
        end = next(at for at in range(first, len(tokens)) if tokens[at].end >= span.end()) + 1
        before.append((first, end, Scope.CUMULATIVE))
    for start, end, scope in behind:
        held = scope is Scope.PLANNED and (tokens[start - 1].key in _MEASURED_BY or figure.measure in _SHARES)
        if (
            scope in (Scope.PERIOD, None)
            or held
            or any(start < f.first and same_clause(tokens, start, f.first) for f in figures)
        ):
            continue
        if same_clause(tokens, figure.last, start) or _in_bracket_behind(tokens, figures, figure.last, end):
            return scope or Scope.PERIOD
    if (whole := _find_whole_scope(line, figure, figures, cues, first)) is not None:
        return whole
    done = False
    for start, end, scope in sorted(before, key=lambda cue: -cue[1]):
        if scope is None:
            done = True
        elif scope is Scope.PLANNED and _is_turned(line, figure, end):
            continue
        elif not (done and scope is Scope.PLANNED) and _reaches(tokens, figures, figure, end):
            return Scope.PERIOD if _answers_plan(tokens, figures, figure, start, first) else scope
    return Scope.PERIOD


def _find_whole_scope(
    line: Line, figure: Figure, figures: Sequence[Figure], cues: list[tuple[int, int, Scope | None]], first: int
) -> Scope | None:
    """What the sentence begins with holds for all of it; a share of what came before is of its time."""
    tokens = line.tokens
    if figure.measure in _SHARES:
        if tokens[figure.start_token - 1].key == _UPWARD and figure.start_token > first:
            return Scope.PERIOD  # tỷ lệ tăng lên 71,15%: a level, no sum
        before = [other for other in figures if first <= other.first < figure.first]
        if before and before[-1].scope is Scope.CUMULATIVE and tokens[figure.start_token - 1].key in _EQUALS:
            return Scope.CUMULATIVE
    of_period = any(first <= start < figure.first and scope is Scope.PERIOD for start, _, scope in cues)
    if is_told_since(line, figure) and not of_period:
        return Scope.CUMULATIVE
    if begins_with_next_time(line, figure, cues):
        return Scope.PLANNED
    for start, end, scope in cues:
        begins = first <= start <= first + 1 and scope is Scope.PLANNED and end <= figure.first
        done = _is_turned(line, figure, end) or any(t.key in DONE for t in tokens[end : figure.first])
        done = done or any(other is None and end <= at < figure.first for at, _, other in cues)
        if begins and tokens[start].key in _WHOLE and not done:
            return Scope.PLANNED
    return None


def _is_turned(line: Line, figure: Figure, end: int) -> bool:
    return end <= figure.first and ends_plan(line.text[line.tokens[end - 1].end : line.tokens[figure.first].start])


def _answers_plan(tokens: tuple[Token, ...], figures: Sequence[Figure], figure: Figure, cue: int, first: int) -> bool:
    """Kế hoạch cử 05 người, đến nay đã cử 03 người: what was done of the plan, no sum over years.

    Nộp 03 đơn, đến nay 01 nhãn hiệu đã được cấp: so is what came of applications.
    """
    first, _ = find_sentence(tokens, first)
    return tuple(token.key for token in tokens[cue : cue + 2]) in _UNTIL_NOW and any(
        (other.scope is Scope.PLANNED and other.families & figure.families)
        or (other.scope is Scope.PERIOD and _APPLIED.match(other.measure) and figure.value <= other.value)
        for other in figures
        if first <= other.first < figure.first
    )


def _in_bracket_behind(tokens: tuple[Token, ...], figures: Sequence[Figure], place: int, end: int) -> bool:
    """16 dự án (lũy kế): the cue stands in a bracket right behind the figure, and no other figure does."""
    if place >= len(tokens) or tokens[place].key != "(" or end > len(tokens):
        return False
    close = next((at for at in range(place + 1, len(tokens)) if tokens[at].key in "()"), len(tokens))
    return end <= close and not any(place < other.first < close for other in figures)


def _reaches(tokens: tuple[Token, ...], figures: Sequence[Figure], figure: Figure, end: int) -> bool:
    """Whether a cue before the figure still speaks of it.

    A cue in a bracket that is closed again does not. A cue whose own clause holds a figure speaks of that clause and
    of figures that only continue it (16 dự án, 5 mô hình); a cue without one speaks of what follows.
    """
    between = tokens[end : figure.first]
    if sum(t.key == ")" for t in between) > sum(t.key == "(" for t in between):
        return False
    first_figure = next((f for f in figures if f.first >= end), None)
    if first_figure is None or first_figure is figure or not same_clause(tokens, end, first_figure.start_token):
        return True
    place = first_figure
    for other in figures:
        if other.first <= place.first or other.first > figure.first:
            continue
        gap = tokens[place.last : other.start_token]
        # 102 sản phẩm OCOP, 32 nhãn hiệu: a number right behind the comma goes on with the list
        continues = not any(t.comma or t.is_stop for t in gap)
        if not continues and not same_clause(tokens, place.last, other.start_token):
            return False
        place = other
    return True
