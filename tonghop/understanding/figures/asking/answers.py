"""What was done of a plan, told by a bare number: kế hoạch năm 80 tin, bài, đã thực hiện 35. A person is asked.

Keeps out the spans of time of figures that have a measure (scopes.py).
"""

import re

from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import read_line

_ANSWERED = re.compile(
    r"(?i)\b(?:kế hoạch|chỉ tiêu|dự kiến)\b[^.;\n]{0,120}?\d[^;\n]{0,120}?"
    r"\b(?:thực hiện|thực tế|hoàn thành|làm|đạt|được)(?: được| đạt)?(?: là)?:?"
    r"\s+(?P<bare>\d{1,4})(?=\s*(?:[.;,)\n]|$)(?!\d))"
)


def find_bare_answers(text: str, lexicon: Lexicon, context: str = "") -> list[str]:
    """The bare numbers, as written, that tell what was done of a plan and are no figure."""
    told = list(_ANSWERED.finditer(text))
    if not told:
        return []
    line = read_line(text)
    figures = find_figures(line, lexicon, context).found
    counted = [(line.tokens[f.first].start, line.tokens[f.last - 1].end) for f in figures]
    return [match["bare"] for match in told if not any(a <= match.start("bare") < b for a, b in counted)]
