"""Digits before a noun that no list knows: perhaps a figure that is lost. Only told, never counted."""

from tonghop.understanding.figures.written.counting import has_gap
from tonghop.understanding.figures.written.numbers import YEAR, Number
from tonghop.understanding.words import Line, make_key

_NOUN_WORDS = 3
_NUMBERED = frozenset(
    make_key(w)
    for w in (
        *(
            "lớp",
            "số",
            "lần",
            "khóa",
            "kỳ",
            "thứ",
            "điều",
            "bảng",
            "trang",
            "tập",
            "phòng",
            "tổ",
            "khối",
            "loại",
            "hạng",
        ),
        *("mục", "tháng", "năm", "ngày", "quý", "nhóm", "đợt", "cấp", "phần", "tầng", "bước", "tuổi", "giờ", "điểm"),
    )
)
"""What digits behind them name, not count."""
_NO_NOUNS = frozenset(
    make_key(w)
    for w in (
        *("và", "của", "tại", "đến", "tới", "từ", "cho", "trong", "theo", "với", "là", "do", "để", "về", "ở", "trên"),
        *("đã", "được", "có", "gồm", "so", "tăng", "giảm", "đạt", "bằng", "còn", "như", "hoặc", "nhằm", "đối", "tháng"),
        *("năm", "ngày", "giờ", "phút", "tuần", "tuổi", "lần", "phần", "trở", "đợt", "quý", "thì", "khi", "sẽ", "này"),
        *("lên", "xuống"),
    )
)


def find_unlisted(line: Line, number: Number) -> list[str]:
    """12 bẫy đèn: digits right before a common noun; no ordinal, no year, no name, no word of joining."""
    tokens, at = line.tokens, number.end
    if number.in_words or number.value is None or at >= len(tokens) or has_gap(line, at) or tokens[at].comma:
        return []
    noun, before = tokens[at], tokens[number.first - 1] if number.first else None
    lower = line.text[noun.start].isalpha() and line.text[noun.start].islower()
    if not lower or noun.key in _NO_NOUNS or YEAR.fullmatch(tokens[number.first].key):
        return []
    if before is not None and (before.key in _NUMBERED or _is_inner_name(line, number.first - 1)):
        return []
    last = at
    while (
        last + 1 < len(tokens) and last - at < _NOUN_WORDS and not (tokens[last + 1].is_stop or tokens[last + 1].comma)
    ):
        last += 1
    return [line.text[tokens[number.first].start : tokens[last].end]]


def _is_inner_name(line: Line, at: int) -> bool:
    """A capital letter inside the sentence: Techfest 3."""
    return at > 0 and not line.tokens[at - 1].is_stop and line.text[line.tokens[at].start].isupper()
