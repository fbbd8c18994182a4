"""Numbers as Vietnamese reports write them: 11.974.405,56 and mười hai; and the digits that are no count at all.

Keeps out what is counted (figures.py). A number that can be read in two ways is ambiguous, never guessed.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tonghop.understanding.circumstances.dates import find_date_spans
from tonghop.understanding.figures.written.titles import find_titles
from tonghop.understanding.words import Line, Token, make_key

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d+,\d{1,2}|0,\d+|\d+,\d{4,}")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+\.\d+")


class Number(NamedTuple):
    """A number found at tokens first..end (exclusive); value None when it can be read in two ways."""

    value: Decimal | None
    first: int
    end: int
    in_words: bool


MOST_DIGITS = 15
"""What a report counts is never longer, and a longer number is not exact in every program behind this one."""


def read_digits(text: str) -> Decimal | None:
    """A number written with digits; None when it can be read in two ways (1.5 and 10,000) or is absurdly long."""
    if sum(char.isdigit() for char in text) > MOST_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


_DIGITS = {
    make_key(word): value
    for value, words in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm nhăm", "sáu", "bảy bẩy", "tám", "chín")
    )
    for word in words.split()
}
_TEN, _HUNDRED = make_key("mười"), make_key("trăm")
_TENS = frozenset({make_key("mươi"), make_key("chục")})
_ODD = frozenset({make_key("linh"), make_key("lẻ")})
_THOUSAND = frozenset({make_key("nghìn"), make_key("ngàn")})
_FIRST_ONLY_AFTER = frozenset(make_key(w) for w in ("mốt", "lăm", "nhăm", "tư", "không"))
_VOCABULARY = frozenset(_DIGITS) | _ODD | _THOUSAND | _TENS | {_TEN, _HUNDRED}
_ROUND = _THOUSAND | {make_key("chục"), _HUNDRED}
_ROUGHLY = frozenset(make_key(w) for w in ("hơn", "trên", "gần", "khoảng", "chừng", "ngót", "độ"))
"""Hơn chục tin, gần trăm người: one of them goes without saying; hàng chục, vài chục tell no number."""
_YEAR = make_key("năm")
_YEAR_NEIGHBOURS = frozenset(
    make_key(w)
    for w in (
        *("đầu", "cuối", "trong", "hàng", "hằng", "cả", "mỗi", "từng", "nhiều", "các", "những", "qua", "nay", "giữa"),
        *("sang", "của", "này", "trước", "sau", "tháng", "kết", "toàn", "theo", "so"),
    )
)
_ONE = make_key("một")
_ORDINAL = make_key("thứ")
_MOST_WORDS = 16
"""No number is said in more; a longer row of such words is read as several, none of which is a number."""
_NO_COUNT_BEFORE_ONE = frozenset(make_key(w) for w in ("là", "như", "thành", "trong", "từng", "mỗi"))


def read_number(tokens: tuple[Token, ...], place: int) -> Number | None:
    """The number that begins at this token, or None."""
    token = tokens[place]
    if token.is_number:
        return Number(read_digits(token.key), place, place + 1, in_words=False)
    if token.key in _VOCABULARY:
        return _read_words(tokens, place)
    return None


def _read_words(tokens: tuple[Token, ...], place: int) -> Number | None:
    if tokens[place].key in _FIRST_ONLY_AFTER or (place and tokens[place - 1].is_number):
        return None
    end = place + 1
    last = min(len(tokens), place + _MOST_WORDS)
    while end < last and tokens[end].key in _VOCABULARY and not tokens[end].comma:
        end += 1
    keys = [t.key for t in tokens[place:end]]
    previous = tokens[place - 1].key if place else ""
    if previous == _ORDINAL or (keys == [_ONE] and previous in _NO_COUNT_BEFORE_ONE):
        return None
    if keys[0] == _YEAR and previous in _YEAR_NEIGHBOURS:
        return None
    if keys[0] in _ROUND and previous in _ROUGHLY and not tokens[place].comma:
        keys = [_ONE, *keys]
    value = _value_of_words(keys)
    return None if value is None else Number(Decimal(value), place, end, in_words=True)


def _value_of_words(keys: list[str]) -> int | None:
    """một trăm linh năm -> 105; None when the words are no one number (hai ba)."""
    total = below_thousand = 0
    digit: int | None = None
    open_units = True
    for key in keys:
        if key in _DIGITS:
            if digit is not None or not open_units:
                return None
            digit, open_units = _DIGITS[key], False
            continue
        if key in _ODD:
            if digit is not None:
                return None
        elif key == _TEN:
            if digit is not None:
                return None
            below_thousand += 10
        elif digit is None:
            return None
        elif key in _THOUSAND:
            total, below_thousand = total + (below_thousand + digit) * 1000, 0
        else:
            below_thousand += digit * (100 if key == _HUNDRED else 10)
        digit, open_units = None, True
    return total + below_thousand + (digit or 0)


YEAR = re.compile(r"(?:19|20)\d{2}")
_SPELT_OUT = re.compile(r"\s*\((?=[^()\d]*\b(?:đồng|nghìn|triệu|tỷ|trăm)\b)[^()\d]*\)", re.IGNORECASE)
_MINUS = re.compile(r"\S[^\S\n]+[-−]$")
_UP_TO = frozenset(make_key(w) for w in ("đến", "tới"))
_NO_COUNTS = re.compile(
    r"""(?ix)
    https?://\S{1,300} | www\.\S{1,300}
    | (?:(?<![^\W\d_])|(?=\d)) (?:        # nothing else begins within a word, where most places are
    (?<!\S)[^\s@]{1,80}@\S{1,80}
    | (?<!\d) \d{1,20} \s?/\s? (?:\d{4}\s?/\s?)? (?-i:[A-ZĐ]{2}[\w&]*) (?:[-/](?-i:[A-ZĐ])[\w&]*)*  # 43/KH-UBND
    | (?<!\d) \d{1,20} - (?-i:[A-ZĐ]{2,}) (?:[-/](?-i:[A-ZĐ]{2,}))*                              # 57-NQ/TW
    | \d{1,4} (?:\s?/\s?\d{1,4})+                                                   # 3/5 chỉ tiêu, số 2/2024
    | \b(?:19|20)\d{2} \s?[-–—]\s? (?:19|20)\d{2}\b                                 # 2021-2025
    | \b(?:ISO|TCVN|QCVN|IEC|HACCP) [\w/]{0,20} \s? \d[\d:./-]*
    | \b[2-5]\.0\b                                                                  # công nghiệp 4.0
    | \b\d{1,2} \s? (?:h\s?\d{0,2}\b | giờ(?:\s?\d{1,2})?\b)                         # 8h30
    | \b(?:điện\s+thoại|đt|sđt|hotline|fax|liên\s+hệ) \s? :? \s? [+(]?\d[\d .()-]{5,}
    | (?<![\d.,]) (?:\+84|0\d) \d? [ .-]? \d{3} [ .-]? \d{2,4} [ .-]? \d{3,4} (?![.,]?\d)  # 0233 000 0000
    | \bnăm \s+ (?:19|20)\d{2}\b
    | (?<!mỗi\ )(?<!hàng\ )(?<!hằng\ )\b(?:                                          # mỗi tháng 2 kỳ
        tháng \s+ \d{1,2}\b (?:\s?/\s?\d{4})? | quý \s+ (?:\d|[IVX]+)\b (?:\s?/\s?\d{4})? | ngày \s+ \d{1,2}\b)
    | \bsố (?<!tổng\ số)(?<!con\ số)(?<!trong\ số)(?<!đổi\ số)(?<!tế\ số)(?<!hội\ số)(?<!quyền\ số)
        (?<!năng\ số)(?<!nghệ\ số)(?<!liệu\ số)(?<!tầng\ số)(?<!dân\ số) \s? :? \s+ \d++ (?![\d.,]{0,20}\d)
    | \b(?:thứ|(?<!địa\ )điều|(?<!tài\ )khoản|chương|phụ\s+lục|khóa|khoá|quyển|hạng|top|vòng
        |lô|quốc\s+lộ|đường|km|(?<!chuyên\ )mục
        |nghị\s+quyết|kế\s+hoạch|quyết\s+định|chỉ\s+thị|kết\s+luận) \s+ số \s+ \d+
    | \b(?:thứ|(?<!địa\ )điều|(?<!tài\ )khoản|chương|phụ\s+lục|khóa|khoá|quyển|hạng|top
        |vòng|quốc\s+lộ|đường|km|trung\s+ương|đợt|giai\s+đoạn(?=\s+\d{1,2}\b)
        |thôn|bước|ban\s+chỉ\s+đạo|banh|khu\s+phố) \s+ \d+ (?![\d.,]*\d)
    | (?-i:\b(?:Đề\s+án|Chương\s+trình|Chỉ\s+thị|Nghị\s+quyết|Nghị\s+định|Thông\s+tư|Quyết\s+định|Kết\s+luận|Luật
        |Nhóm|Ban)) \s+ \d+ (?![\d.,]*\d)
    | \b(?:COVID|SARS|CoV|QR|[345]G|U|A|B) - \d+\b
    | \bngày\s+thứ\s+\d+
    | (?<=:\s)1\.(?=\s(?-i:[A-ZĐ])[^\n]{1,300}?[;.]\s2\.\s) | (?<=;\s)[2-9]\.(?=\s(?-i:[A-ZĐ]))  # dự án: 1. A; 2. B
    )
    """
)
_MAY_COUNT_NOTHING = re.compile(r"(?i)[\d@]|www\.|https?:")
_SPACED = re.compile(r"(?<![\d.,/])[1-9]\d{0,2}(?: \d{3})+(?![\d.,/]\d|\d)")


@lru_cache(maxsize=256)  # several rules look for figures in the same sentence
def find_no_counts(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers stand that count nothing: days, document numbers, telephones, years, ordinals, titles."""
    titles = find_titles(text)
    if not _MAY_COUNT_NOTHING.search(text):
        return tuple(titles)
    return tuple(sorted([*find_date_spans(text), *titles, *(match.span() for match in _NO_COUNTS.finditer(text))]))


def find_spaced_numbers(text: str) -> list[tuple[int, int]]:
    """Where groups of digits are parted by blanks (10 000), which may be one number or two."""
    return [match.span() for match in _SPACED.finditer(text)]


def is_year_of_law(line: Line, number: Number, upper: Number) -> bool:
    """Luật Sở hữu trí tuệ sửa đổi 2022 tới 19 doanh nghiệp: a year, and whom it reached; no range goes down."""
    down = number.value is not None and upper.value is not None and upper.value < number.value
    return down and YEAR.fullmatch(line.tokens[number.first].key) is not None


def read_upper(line: Line, number: Number) -> Number | None:
    """The upper bound of 2-3, 2 – 3, 2 đến 3."""
    tokens, place = line.tokens, number.end
    if place >= len(tokens):
        return None
    if tokens[place].key in _UP_TO and place + 1 < len(tokens):
        upper = read_number(tokens, place + 1)
    else:
        gap = line.text[tokens[place - 1].end : tokens[place].start]
        upper = read_number(tokens, place) if gap.strip() in {"-", "–", "—"} else None
    return upper


def skip_spelt_out(line: Line, place: int) -> int:
    """150.000.000 đồng (Một trăm năm mươi triệu đồng): over the sum said again in words."""
    said = _SPELT_OUT.match(line.text, line.tokens[place - 1].end)
    if said is None:
        return place
    return next((at for at in range(place, len(line.tokens)) if line.tokens[at].start >= said.end()), len(line.tokens))


def has_minus(line: Line, number: Number) -> bool:
    """Đón -3 đoàn: no count is negative; a dash that begins a line is a bullet."""
    start = line.tokens[number.first].start
    return _MINUS.search(line.text[max(0, start - 8) : start]) is not None
