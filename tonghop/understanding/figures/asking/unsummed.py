"""Rates of which the total stands nowhere: mỗi xã 01 buổi với 40 người. A person is asked to write how many it were.

Keeps out where a rate begins and ends (rates.py). A rate of what no indicator counts (mỗi số 500 bản) is only quoted.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.values import Scope
from tonghop.understanding.figures.asking.cautions import set_planned_times
from tonghop.understanding.figures.asking.quotes import quote_figures
from tonghop.understanding.figures.times.plain import restore_marks
from tonghop.understanding.figures.times.rates import SUMS_UP, Reach, find_reaches, may_tell_rates
from tonghop.understanding.figures.times.scopes import set_scopes
from tonghop.understanding.figures.tying.ties import tie_indicators
from tonghop.understanding.figures.uncounted.foreign import set_foreign
from tonghop.understanding.figures.written.figures import Figure, find_figures
from tonghop.understanding.figures.written.segments import find_segment, find_sentence
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, read_line

_WORDS = re.compile(
    r"(?i)\b(?:bình quân|trung bình|định kỳ)\b(?:\s(?:mỗi|từng|hàng|hằng)\s[^\W\d]+)?"
    r"|\b(?:mỗi|từng|hằng|hàng)\s[^\W\d]+|\s?/\s?[^\W\d]+"
)
_BESIDES = re.compile(r"(?i)\b(?:ngoài ra|bên cạnh đó|đồng thời)\b")


def find_unsummed(
    text: str, item: int, lexicon: Lexicon, window: tuple[date, date] | None, context: str = ""
) -> list[tuple[str, ...]]:
    """What is asked of each sentence, as quotes.py tells it: its rates that would be of an indicator, without a total.

    Args:
        text: as it is written.
        item: number of the plan item.
        lexicon: the plan's words.
        window: the data window, or None when the period is not known.
        context: words above the text.
    """
    line = restore_marks(read_line(text), lexicon)
    reaches = find_reaches(line, find_figures(line, lexicon, context).found) if may_tell_rates(line) else []
    if not reaches:
        return []
    plain = restore_marks(read_line(_hide_words(text, reaches)), lexicon)  # read as if each rate were a total
    figures = find_figures(plain, lexicon, context).found
    set_scopes(plain, figures)
    set_planned_times(plain, figures, window, context)
    set_foreign(plain, figures, item, lexicon)
    tie_indicators(plain, figures, item, lexicon, context)
    rates = [f for f in figures if any(r.start <= plain.tokens[f.first].start < r.end for r in reaches)]
    totals = [f for f in figures if f not in rates]
    asked = [
        rate
        for rate in rates
        if rate.indicator is not None
        and rate.scope is Scope.PERIOD
        and not any(_tells_total(plain, rate, total) for total in totals)
    ]
    return quote_figures(line, _place(line, plain, asked), _place(line, plain, totals))


def _place(line: Line, plain: Line, figures: Sequence[Figure]) -> list[Figure]:
    """The figures by the tokens of the text as it is written."""
    starts = [token.start for token in line.tokens]

    def find(token: int) -> int:
        return bisect_left(starts, plain.tokens[token].start)

    return [
        replace(
            f, first=find(f.first), end=find(f.end - 1) + 1, start_token=find(f.start_token), last=find(f.last - 1) + 1
        )
        for f in figures
    ]


def _hide_words(text: str, reaches: Sequence[Reach]) -> str:
    """The text of the same length with blanks for the words of rates."""
    for match in _WORDS.finditer(text):
        if any(start <= match.start() <= end for start, end in reaches):
            text = f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
    return text


def _tells_total(line: Line, rate: Figure, figure: Figure) -> bool:
    """Bình quân mỗi tháng đăng 6 tin, bài; tổng số 36 tin, bài: called so in the same sentence, or no smaller."""
    if not (figure.countable and figure.families & rate.families):
        return False
    if find_sentence(line.tokens, figure.first) != find_sentence(line.tokens, rate.first):
        return False
    start, end = find_segment(line.tokens, figure.first)
    before = line.text[line.tokens[start].start : line.tokens[figure.first].start]
    if SUMS_UP.search(before):
        return True
    first, last = sorted((figure, rate), key=lambda each: each.first)
    besides = _BESIDES.search(line.text[line.tokens[first.last - 1].end : line.tokens[last.first].start])
    return start <= rate.first < end and figure.value >= rate.value and not besides
