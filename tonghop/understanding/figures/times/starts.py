"""From when a cumulative figure counts: từ đầu năm 2023, từ khi thành lập, giai đoạn 2021-2025; as written.

Keeps out that it is cumulative (scopes.py). Two running totals compare only when they begin at the same time.
"""

import re
from collections.abc import Sequence

from schemas.values import Scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import Line

_START = re.compile(
    r"(?i)\b(?:(?:từ|kể từ|tính từ)\s+(?:đầu\s+|giữa\s+|cuối\s+)?(?:nhiệm kỳ|năm|quý|tháng|ngày)"
    r"(?:\s+(?:thành lập|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|\d{4}(?:\s*[-–]\s*\d{4})?))?"
    r"|(?:từ|kể từ|tính từ)\s+\d{1,2}/\d{1,2}/\d{4}"
    r"|(?:từ|kể từ)\s+khi\s+(?:thành lập|triển khai|ra mắt|đi vào hoạt động|bắt đầu)"
    r"|giai đoạn\s+\d{4}\s*[-–]\s*\d{4}"
    r"|cả năm(?:\s+\d{4})?|trong năm(?:\s+\d{4})?|năm\s+\d{4})(?!\w)"
)


def find_start(line: Line, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """The words nearest to a cumulative figure in its sentence that say from when it counts; None without any."""
    if figure.scope is not Scope.CUMULATIVE:
        return None
    first, last = find_segment(line.tokens, figure.first)
    following = [f.first for f in figures if f.first > figure.first]
    last = min([last, *following])
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    here = line.tokens[figure.first].start
    found = list(_START.finditer(line.text, start, end))
    before = [m for m in found if m.end() <= here]
    told = [*before[::-1], *(m for m in found if m.start() >= here)]
    return " ".join(told[0][0].split()) if told else None
