"""Wholes of which only some parts are of the plan's subject: 7 văn bản: 02 về thông tin đối ngoại, 05 về trực Tết.

Then the parts are judged one by one. Keeps out single courses (courses.py) and what 'trong đó' says of a part
(rivals.py).
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.sums.parts import find_parts
from tonghop.understanding.figures.uncounted.courses import names_other_course, names_own_subject
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line

_OF_SUBJECTS = frozenset({"văn bản", "lớp"})
"""What the plan counts for its subject, though the indicator's words do not say so."""
_SUBJECT = re.compile(r"(?i)\s(?:về|liên quan|phục vụ|hướng dẫn|triển khai|chỉ đạo|thông báo)\s[^\W\d]")


def part_subjects(line: Line, figures: Sequence[Figure], lexicon: Lexicon) -> list[Figure]:
    """Give the indicator of such a whole to its parts of the plan's subject; its other parts are returned."""
    dropped: list[Figure] = []
    for total in figures:
        if total.indicator is None or not total.families & _OF_SUBJECTS:
            continue
        parts, complete = find_parts(line, figures, total)
        if not complete or len(parts) < 2:
            continue
        first, _ = find_segment(line.tokens, total.first)
        own = [part for part in parts if names_own_subject(line, *_find_zone(line, parts, part), lexicon)]
        other = [part for part in parts if part not in own and _names_other(line, *_find_zone(line, parts, part))]
        if not own or not other or names_own_subject(line, first, parts[0].start_token, lexicon):
            continue
        for part in parts:
            part.indicator = total.indicator if part in own else None
        total.indicator, total.untied = None, False
        dropped += [part for part in parts if part not in own]
    return dropped


def _find_zone(line: Line, parts: Sequence[Figure], part: Figure) -> tuple[int, int]:
    _, last = find_segment(line.tokens, part.first)
    return part.end, min([last, *(f.start_token for f in parts if f.first > part.first)])


def _names_other(line: Line, first: int, last: int) -> bool:
    told = line.text[line.tokens[first].start : line.tokens[last - 1].end]
    return bool(_SUBJECT.search(f" {told}")) or names_other_course(line, first, last)
