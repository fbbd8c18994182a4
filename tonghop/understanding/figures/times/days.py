"""The days, months and years of a text at which something was done, and whether they are in the data window.

And which of them a figure is told of. Keeps out days of cited documents and the ends of spans (từ ngày ... đến ...).
"""

import re
from collections.abc import Sequence
from datetime import date

from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.circumstances.spans import Time, find_times
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, skip_brackets
from tonghop.understanding.words import Line, Token

_REACH, _YEAR_DIGITS, _LONGEST_BRACKET = 90, 4, 8
_NO_TIME_OF_WORK = re.compile(
    r"(?i)(?:(?:^|[^\w])(?:từ|đến|tới|hết|trước|sau|kể từ|[-–—])\s*(?:hết\s)?(?:ngày\s)?"
    r"|\b(?:kế hoạch|chương trình|nghị quyết|quyết định|chỉ thị|công văn|giấy mời|thông báo|luật|nghị định|thông tư"
    r"|hợp đồng|hướng dẫn|đề án|số\s\d+)\b[^.;:()]{0,60})$"
)


def find_told_times(text: str, window: tuple[date, date]) -> list[Time]:
    """Times in the order of the text; a day counts as one."""
    days = [
        Time(found.start, window[0] <= found.day <= window[1], found.day > window[1])
        for found in find_dates(text, window)
        if not found.cited and not _NO_TIME_OF_WORK.search(text[max(0, found.start - _REACH) : found.start])
    ]
    return sorted([*find_times(text, window), *days])


def find_told_time(line: Line, figure: Figure, times: Sequence[Time]) -> Time | None:
    """The time right behind the figure in its clause, else the last one before it in its sentence."""
    tokens = line.tokens
    if (own := _find_bracketed(tokens, figure, times)) is not None:
        return own
    first, _ = find_segment(tokens, figure.first)
    start, end = tokens[first].start, tokens[figure.last - 1].end
    told = skip_brackets(tokens[figure.last :])
    stop = next((t.start for t in told if t.is_stop or t.comma), len(line.text))
    rival = next((t.start for t in told if t.is_number and len(t.key) < _YEAR_DIGITS), stop)
    outside = {token.start for token in told}
    behind = [time for time in times if end <= time.start < stop and time.start <= rival and time.start in outside]
    before = [time for time in times if start <= time.start < tokens[figure.first].start]
    return next(iter(behind[:1] or before[-1:]), None)


def _find_bracketed(tokens: tuple[Token, ...], figure: Figure, times: Sequence[Time]) -> Time | None:
    """03 người (08/5): the one time in the short bracket right behind the figure."""
    inside = tokens[figure.last : figure.last + _LONGEST_BRACKET]
    close = next((token.start for token in inside if token.key == ")"), None)
    if not inside or inside[0].key != "(" or close is None:
        return None
    found = [time for time in times if inside[0].end <= time.start < close]
    return found[0] if len(found) == 1 else None
