"""How exactly a number is meant: at least, at most, about, an estimate, by the words around it.

Keeps out the number and what it counts (figures.py).
"""

from decimal import Decimal

from schemas.values import Precision
from tonghop.understanding.words import Line, PhraseIndex, make_key

_AT_MOST = (
    *("dưới", "không quá", "tối đa", "nhiều nhất", "chưa đến", "chưa tới", "chưa đầy", "chưa được", "không đến"),
    *("không tới", "không đầy", "không vượt quá", "ngót"),
)
_NOT_MORE_AFTER = frozenset(make_key(w) for w in ("cao", "nhiều", "ít", "thấp", "lớn", "nhỏ", "kém", "tốt"))
_PRECISION = PhraseIndex(
    [
        *((w, Precision.AT_LEAST) for w in ("hơn", "trên", "ít nhất", "tối thiểu", "không dưới", "không ít hơn")),
        *((w, Precision.AT_MOST) for w in _AT_MOST),
        *(
            (w, Precision.ABOUT)
            for w in (
                *("khoảng", "gần", "ước", "ước đạt", "ước tính", "ước khoảng", "xấp xỉ", "chừng", "khoảng chừng"),
                *("trên dưới", "khoảng trên dưới", "hơn kém", "độ", "cỡ", "tầm", "suýt soát", "đâu đó"),
            )
        ),
        *((w, Precision.ABOUT) for w in ("ước thực hiện", "ước có", "khoảng trên", "khoảng hơn", "ước được")),
    ]
)
PRECISION_WORDS = (*_AT_MOST, "hơn", "trên", "ít nhất", "không dưới", "khoảng", "gần", "ước", "ước đạt", "xấp xỉ")
_OR_MORE, _UPWARD, _DOWNWARD = make_key("trở"), make_key("lên"), make_key("xuống")
_ESTIMATE_REACH = 200
"""Tokens within which 'ước' speaks of a number; a look farther would cost the square of a text."""
_ESTIMATE = make_key("ước")
_WHERE = PhraseIndex((w, None) for w in ("tại", "ở", "thuộc", "địa bàn", "của"))
_ON, _ROUND = make_key("trên"), 10
_PLACES = frozenset(
    (
        *("nền tảng", "kênh", "báo", "đài", "trang", "trang tin", "fanpage", "tạp chí", "tờ báo", "website", "cổng"),
        *("tỉnh", "huyện", "thị xã", "xã", "phường", "thôn", "địa phương", "tuyến đường", "lĩnh vực"),
    )
)
"""Behind 'trên' where something is, not more than so many."""
_NOT_ESTIMATE = frozenset(make_key(w) for w in ("hiệp", "công", "quy", "khế", "điều", "mơ", "giao"))


def find_precision(line: Line, place: int) -> tuple[Precision, int]:
    """How exactly the number is meant, by the words right before it; and where those words begin."""
    tokens = line.tokens
    for start in range(max(0, place - 3), place):
        for match in _PRECISION.find_at(tokens, start):
            compared = start > 0 and tokens[start - 1].key in _NOT_MORE_AFTER  # cao hơn 15%
            if match.end == place and not tokens[place].comma and not compared:
                return match.payload, start
    return Precision.EXACT, place


def is_open_upward(line: Line, *ends: int) -> bool:
    """... trở lên behind one of these tokens."""
    return _is_open(line, _UPWARD, ends)


def is_open_downward(line: Line, *ends: int) -> bool:
    """... trở xuống behind one of these tokens."""
    return _is_open(line, _DOWNWARD, ends)


def _is_open(line: Line, way: str, ends: tuple[int, ...]) -> bool:
    tokens = line.tokens
    return any(end + 1 < len(tokens) and tokens[end].key == _OR_MORE and tokens[end + 1].key == way for end in ends)


def is_place(line: Line, place: int, measured: str, value: Decimal) -> bool:
    """Phát trên 3 nền tảng: where it was; trên 30 xã, a round number, is more than so many."""
    on = place > 0 and line.tokens[place - 1].key == _ON
    return on and measured.lower() in _PLACES and value % _ROUND != 0


def is_estimate(line: Line, place: int) -> bool:
    """An 'ước' before the number in its sentence; it does not reach the places: ước 14 lượt tại 2 huyện."""
    tokens = line.tokens
    if any(match.end == place for at in range(max(0, place - 2), place) for match in _WHERE.find_at(tokens, at)):
        return False
    for at in range(place - 1, max(-1, place - _ESTIMATE_REACH), -1):
        if tokens[at].key in {".", "\n", ";"}:
            return False
        if tokens[at].key == _ESTIMATE and not (at and tokens[at - 1].key in _NOT_ESTIMATE):
            return tokens[at + 1].key not in _NOT_ESTIMATE
    return False
