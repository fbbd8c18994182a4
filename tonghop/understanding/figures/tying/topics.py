"""A topic of the item before figures of which nothing else is told: Về chuyển đổi số: 01 buổi, 30 người.

Keeps out the words of the indicators (ties.py).
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.lexicon import ItemWords
from tonghop.understanding.words import Line

_TOPIC = re.compile(r"(?i)\W*(?:[a-zđ]\)\s*)?(?:về|đối với)\s[^:\d.;]{3,100}:")
_ONLY_JOINED = re.compile(r"(?i)(?:\s|[,;.():]|và|với|cho|có|gồm)*")


def has_topic(line: Line) -> bool:
    """Whether a text begins with what it is about: Về chuyển đổi số: ..."""
    return _TOPIC.match(line.text) is not None


def tie_under_topic(line: Line, figures: Sequence[Figure], words: ItemWords) -> None:
    """Về chuyển đổi số: 01 buổi, 30 người - a topic of the item, and nothing else is told: the item itself decides."""
    topic = _TOPIC.match(line.text)
    if topic is None or not figures or words.words.find_all(line.tokens) or words.without.find_all(line.tokens):
        return
    place, label = topic.end(), [t for t in line.tokens if t.end <= topic.end()]
    for figure in figures:
        if not _ONLY_JOINED.fullmatch(line.text, place, line.tokens[figure.start_token].start):
            return
        place = line.tokens[figure.last - 1].end
    named = any(m.end <= len(label) for m in words.aspects.find_all(line.tokens))
    if not named or not _ONLY_JOINED.fullmatch(line.text, place):
        return
    for figure in figures:
        fitting = [indicator.id for indicator in words.indicators if indicator.measure in figure.families]
        if figure.countable and len(fitting) == 1:
            figure.indicator = fitting[0]
