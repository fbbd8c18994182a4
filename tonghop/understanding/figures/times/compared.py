"""Figures beside a comparison: So với cùng kỳ (11 cuộc, 530 lượt người) are of that time, giảm còn 08 cuộc is of this.

Runs behind scopes.py. Keeps out a single figure of another time or a difference (comparisons.py).
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.words import Line

_OF_OTHER_TIME = re.compile(
    r"(?i)\b(?:so với|cùng kỳ|(?:năm|kỳ) trước|năm ngoái|bằng \d+(?:,\d+)?%)\b[^,;.()]*\((?P<inside>[^()]*)\)"
)
_LEVEL = re.compile(r"(?i)\b(?:giảm|tăng)\b[^,;.:()\d]*\b(?:còn|thành)\s+(?:hơn |gần |khoảng |trên )?$")
_REACH = 120


def fit_compared(line: Line, figures: Sequence[Figure]) -> None:
    """Nothing in a bracket of another time counts; what a number fell or rose to does."""
    spans = [match.span("inside") for match in _OF_OTHER_TIME.finditer(line.text)]
    for figure in figures:
        start = line.tokens[figure.first].start
        if any(first <= start < last for first, last in spans):
            figure.countable = False
        elif not figure.countable and _LEVEL.search(line.text[max(0, start - _REACH) : start]):
            figure.countable = True
