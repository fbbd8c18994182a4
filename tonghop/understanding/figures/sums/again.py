"""Figures that name again what was told: trong 06 đoàn, 18 tin, bài này, cho chính 06 cán bộ đó.

Keeps out totals with their parts (parts.py) and figures that correct another (corrections.py).
"""

import re
from collections.abc import Sequence

from schemas.values import Scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import Line, PhraseIndex, Token

_OF = PhraseIndex(
    (w, None)
    for w in (
        *("trong", "trong số", "trong tổng số", "trong tổng", "của", "cả", "tổng số", "toàn bộ", "tất cả"),
        *("chính", "cũng chính"),
    )
)
_OF_REACH = 3
_TIMES = r"(?:kỳ|năm|tháng|quý|tuần|đợt|dịp|ngày|lần|lúc|khi|tỉnh|huyện|xã|nước|địa phương|trong|theo|do)"
_SAID = re.compile(
    r"(?i)(?:\s(?:này|đó|ấy)\b"
    rf"|\s(?:(?!{_TIMES}\s)[^\W\d]+\s){{0,6}}?(?:vừa )?(?:nói|kể|nêu) trên\b|\s(?:[^\W\d]+\s){{0,3}}?trên đây\b"
    rf"|\s(?:(?!{_TIMES}\s)[^\W\d]+\s){{1,3}}?(?:này|ấy)\b)"
)
"""Behind the measure; 02 đoàn trong kỳ này tells a time."""


def speaks_of(tokens: tuple[Token, ...], figure: Figure) -> bool:
    """Trong 06 đoàn, của 12 lớp: the words right before it name what was told."""
    first, _ = find_segment(tokens, figure.first)
    near = range(max(first, figure.start_token - _OF_REACH), figure.start_token)
    return any(m.end == figure.start_token for at in near for m in _OF.find_at(tokens, at))


def drop_repeated(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """Đón 06 đoàn. Trong 06 đoàn có 02 đoàn cấp cao: the second 06 is the first; figures that only say so again."""
    repeated = []
    for place, figure in enumerate(figures):
        told = [f for f in figures[:place] if f.value == figure.value and f.indicator == figure.indicator]
        if figure.indicator is None or not told:
            continue
        done = any(f.scope is not Scope.PLANNED for f in told)  # kế hoạch đăng 18 tin; 18 tin này đã đăng
        again = done and _SAID.match(line.text, line.tokens[figure.last - 1].end)
        if again or speaks_of(line.tokens, figure):
            figure.indicator = None
            repeated.append(figure)
    return repeated
