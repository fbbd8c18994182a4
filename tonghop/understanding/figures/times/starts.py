"""From when a cumulative figure counts: từ đầu năm 2023, từ khi thành lập, giai đoạn 2021-2025; as written.

Keeps out that it is cumulative (scopes.py). Two running totals compare only when they begin at the same time.
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.values import Scope
from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import Line

_START = re.compile(
    r"(?i)\b(?:(?:từ|kể từ|tính từ)\s+(?:đầu\s+|giữa\s+|cuối\s+)?(?:nhiệm kỳ|năm|quý|tháng|ngày)"
    r"(?:\s+(?:thành lập|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|\d{4}(?:\s*[-–]\s*\d{4})?))?"
    r"|(?:từ|kể từ|tính từ)\s+\d{1,2}/\d{1,2}/\d{4}"
    r"|(?:từ|kể từ)\s+khi\s+(?:thành lập|lập|mở|khai trương|triển khai|ra mắt|đi vào hoạt động|bắt đầu)"
    r"|giai đoạn\s+\d{4}\s*[-–]\s*\d{4}"
    r"|cả năm(?:\s+\d{4})?|trong năm(?:\s+\d{4})?|năm\s+\d{4})(?!\w)"
)

_SINCE_DAY = re.compile(
    r"(?i)\b(?:từ|kể từ|tính từ)\s+(?P<day>(?:ngày\s+)?\d[^,;()]{4,28}?)\s+(?:cho\s+)?(?:đến|tới)\s+(?:nay|thời điểm)\b"
)
_TOLD_SINCE = re.compile(
    r"(?i)[^.;\n\d]*,\s*(?:tính |kể )?từ (?:khi|lúc|ngày (?:thành|lập|ra|khai|mở)|năm)\b[^.;,\n]*?\b(?:đến|tới) nay\b"
    r"(?=[^,.;\n\d]*(?:[,.;\n]|$))"
)


def is_told_since(line: Line, figure: Figure) -> bool:
    """1,2 triệu lượt xem của cả kênh, tính từ khi lập kênh đến nay: told behind the comma, of no figure but this."""
    return _TOLD_SINCE.match(line.text, line.tokens[figure.last - 1].end) is not None


def find_since_window(line: Line, figure: Figure, figures: Sequence[Figure], opens: date) -> int | None:
    """Where the words end (a place in the text) that count this figure from the window's first day up to now."""
    tokens = line.tokens
    first, last = find_segment(tokens, figure.first)
    told = list(_SINCE_DAY.finditer(line.text, tokens[first].start, tokens[figure.first].start))
    if not told:
        behind = (at for at in range(figure.last, last) if tokens[at].comma or tokens[at].is_stop)
        rivals = [f.first for f in figures if f.first > figure.first]
        end = min([last, *behind, *rivals])
        told = list(_SINCE_DAY.finditer(line.text, tokens[figure.last - 1].end, tokens[end - 1].end))
    days = [found.day for match in told[-1:] for found in find_dates(match["day"], None)]
    if days != [opens] or _START.search(line.text, told[-1].end(), tokens[figure.first].start):
        return None
    return told[-1].end()


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
