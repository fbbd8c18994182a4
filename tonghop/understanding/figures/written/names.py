"""Numbers before a measure that name and count nothing: hai nước, Techfest 2024, cùng một bài viết.

Keeps out digits that are no count by how they are written (numbers.py).
"""

import re

from tonghop.understanding.figures.written.numbers import YEAR, Number
from tonghop.understanding.words import CAPITALS, Line, PhraseIndex, make_key

_SAME = make_key("cùng")
_NAME_REACH = 200
_BODIES = PhraseIndex(
    (w, None) for w in ("nước", "quốc gia", "tỉnh", "bên", "đơn vị", "cơ quan", "địa phương", "sở", "ngành", "tổ chức")
)
_FEW = (2, 3)
_YEAR_BEHIND_NAME = re.compile(rf"[^\W\d_]*[{CAPITALS}][^\W\d_]*\s+$")


def is_name_of_few(line: Line, number: Number) -> bool:
    """Giữa hai nước, ba nước Lào, Thái Lan, Nhật Bản: who is meant, nothing that was counted."""
    if not number.in_words or number.value not in _FEW:
        return False
    return number.end < len(line.tokens) and bool(_BODIES.find_at(line.tokens, number.end))


def is_year_of_name(line: Line, number: Number) -> bool:
    """Techfest 2024 có ...: the year of an event; a count over a thousand is written with a stop."""
    token = line.tokens[number.first]
    return bool(
        YEAR.fullmatch(token.key)
        and _YEAR_BEHIND_NAME.search(line.text[max(0, token.start - _NAME_REACH) : token.start])
    )


def is_article(line: Line, number: Number, last: int) -> bool:
    """'một số', 'một phần': no count."""
    if not number.in_words:
        return False
    measured = line.tokens[number.end : last]
    if number.value == 1 and number.first and line.tokens[number.first - 1].key == _SAME:
        return True  # cùng một bài viết
    return number.value == 1 and bool(measured) and measured[0].key == make_key("số")
