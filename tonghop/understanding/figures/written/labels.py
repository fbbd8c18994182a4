"""A time or a place before a number without measure: Số tin, bài trên Cổng: quý I: 25; quý II: 30.

Keeps out labels that name their measure (counting.py) and lists whose last point is told (lists.py).
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.written.counting import ORDINALS, Measured, measure_label
from tonghop.understanding.figures.written.doers import is_own_body
from tonghop.understanding.figures.written.numbers import YEAR, Number
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, make_key, read_line

_TIME = r"\b(?:quý\s(?:[ivx]{1,3}|\d)|tháng\s\d{1,2}|(?:0?6|sáu)\stháng\s(?:đầu|cuối)(?:\snăm)?|đợt\s\w{1,3})"
_TIMES = re.compile(rf"(?i){_TIME}")
_BEHIND_TIME = re.compile(rf"(?i){_TIME}(?:\s?/\s?\d{{4}}|\s(?:năm\s)?\d{{4}})?\s*(?P<colon>:)?\s*$")
_NEXT_LABEL = re.compile(r"\s?[,;]\s?(?:còn |và )?(?P<label>[^\W\d]+(?:\s[^\W\d]+){0,3})\s?:?\s?$")
_REACH, _LABEL_WORDS, _UNIT_REACH = 300, 4, 12
_PART = frozenset(make_key(w) for w in ("trong", "gồm", "cụ", "riêng"))
_VERBS = frozenset(
    make_key(w)
    for w in (
        *("đón", "tiếp", "tổ", "mở", "cử", "ban", "đăng", "ký", "triển", "thực", "tham", "có", "đã", "phát", "xây"),
        *("hỗ", "trưng", "cấp", "dự", "hoàn", "duy", "phối", "tập", "tuyên", "phổ", "soạn", "in", "giới", "cung"),
    )
)


def measure_by_time(
    line: Line, lexicon: Lexicon, number: Number, measured: Sequence[int], lead: Measured | None
) -> Measured | None:
    """Số tin, bài trên Cổng: quý I: 25; quý II: 30 - what the words before the first time say is counted.

    Tin, bài trên Cổng: Văn phòng 30; Trung tâm 22 - so it is with the department's units.

    `measured` are the numbers before it that stand before a measure of their own.
    """
    start, before = _find_sentence(line, number)
    if not _ends(line, number):
        return None
    first = next((at for at, t in enumerate(line.tokens) if t.start >= start), 0)
    if _BEHIND_TIME.search(before) is None:
        end = _find_first_unit(line, lexicon, first, number)
    else:
        told = _TIMES.search(line.text, start)
        end = next((at for at, t in enumerate(line.tokens) if told and t.start >= told.start()), None)
        if told and not line.text[start : told.start()].strip(" -+•*(") and lead is not None:
            return None if any(at >= first for at in measured) else lead._replace(last=number.end)
    if end is None or any(at >= first for at in measured):
        return None
    found = measure_label(line, lexicon, first, end) if end > first else None
    return found._replace(last=number.end) if found and found.families else None


def _find_first_unit(line: Line, lexicon: Lexicon, first: int, number: Number) -> int | None:
    """Where the first of the units stands behind its colon, when one of them stands right before the number."""
    end = number.first - 1 if line.tokens[number.first - 1].key == ":" else number.first
    if not any(is_own_body(line, at, end, lexicon) for at in range(max(first, end - _UNIT_REACH), end)):
        return None
    behind = (at for at in range(first + 1, end) if line.tokens[at - 1].key == ":")
    return next(
        (at for at in behind if any(is_own_body(line, at, last, lexicon) for last in range(at + 1, end + 1))), None
    )


def find_lead(line: Line, lexicon: Lexicon, context: str) -> Measured | None:
    """Số tin, bài đăng trên Cổng: above - Quý I: 25."""
    if not context or _TIMES.search(line.text) is None:
        return None
    above = read_line(context.strip().rsplit("\n", 1)[-1])
    found = measure_label(above, lexicon, 0, len(above.tokens)) if above.tokens else None
    return found if found and found.families else None


def find_bare_label(line: Line, number: Number, before: tuple[int, int] | None) -> str | None:
    """Quý I: 25 alone, or trong nước 02 dự án, quốc tế 01: a number of something; a person must say of what.

    `before` is where the figure before it begins and ends; only behind a label of its own it goes on so.
    """
    start, text = _find_sentence(line, number)
    token = line.tokens[number.first]
    if not _ends(line, number) or YEAR.fullmatch(token.key):
        return None
    if (told := _BEHIND_TIME.search(text)) is not None:
        return line.text[start + told.start() : token.end] if told["colon"] and before is None else None
    if before is None or not (token.key.startswith("0") or text.rstrip().endswith(":")):
        return None
    gap = _NEXT_LABEL.fullmatch(line.text[line.tokens[before[1] - 1].end : token.start])
    if gap is None or make_key(gap["label"].split()[-1]) in ORDINALS or make_key(gap["label"].split()[0]) in _PART:
        return None
    label = line.text[start : line.tokens[before[0]].start].split()
    if not 0 < len(label) <= _LABEL_WORDS or make_key(label[0]) in _VERBS:
        return None
    return f"{gap['label']} {line.text[token.start : token.end]}"


def _find_sentence(line: Line, number: Number) -> tuple[int, str]:
    """Where the sentence of a number begins, over semicolons, and its text up to the number."""
    end = line.tokens[number.first].start
    start = max(0, end - _REACH)
    stops = [start + m.end() for m in re.finditer(r"\.\s|\n", line.text[start:end])]
    start = stops[-1] if stops else start
    return start, line.text[start:end]


def _ends(line: Line, number: Number) -> bool:
    """Nothing is counted behind the number: the end, a stop or a comma."""
    if number.in_words or number.value is None or YEAR.fullmatch(line.tokens[number.first].key):
        return False
    following = line.tokens[number.end] if number.end < len(line.tokens) else None
    return following is None or following.is_stop or following.comma
