"""Figures in a sentence: number, measure, precision, range. One figure per place where something is counted.

Keeps out the span of time (scopes.py) and the indicator (ties.py). A number whose measure is unknown is no figure.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.values import Precision, Scope
from tonghop.understanding.dates import find_date_spans
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.numbers import MOST_DIGITS, Number, find_no_counts, find_spaced_numbers, read_number
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key

_AT_MOST = (
    *("dưới", "không quá", "tối đa", "nhiều nhất", "chưa đến", "chưa tới", "chưa đầy", "chưa được", "không đến"),
    *("không tới", "không đầy", "không vượt quá", "ngót"),
)
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
_SCALES = {make_key(w): v for w, v in {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6}.items()}
_SCALES |= {make_key("tỷ"): 10**9, make_key("tỉ"): 10**9}
_UP_TO = frozenset(make_key(w) for w in ("đến", "tới"))
_OR_MORE, _UPWARD, _DOWNWARD = make_key("trở"), make_key("lên"), make_key("xuống")
_MINUS = re.compile(r"\S[^\S\n]+[-−]$")
_SHARE = re.compile(
    r"(?<![\d/.,])(?<!số )\d{1,3}\s?/\s?\d{1,3}(?=\s)|\b(?:mỗi|hàng|hằng)\s(?:tháng|quý|ngày|năm|tuần)\s\d{1,3}(?=\s)",
    re.IGNORECASE,
)
_MOST_SHARES = 5
_LARGEST = Decimal(10) ** MOST_DIGITS
_ESTIMATE = make_key("ước")
_NOT_ESTIMATE = frozenset(make_key(w) for w in ("hiệp", "công", "quy", "khế", "điều", "mơ", "giao"))
_NUMBER_OF = PhraseIndex((w, None) for w in ("số", "số lượng", "tổng số", "tổng", "tổng cộng"))
_LINKS_TO_NUMBER = frozenset(
    make_key(w) for w in ("là", "đạt", "có", ":", "được", "trên", "hơn", "khoảng", "gần", "ước")
)


@dataclass(slots=True)
class Figure:
    """One figure; `first`..`end` are tokens of its number, `last` is the end of number and measure together."""

    value: Decimal
    value_max: Decimal | None
    first: int
    end: int
    start_token: int
    last: int
    measure: str
    families: frozenset[str]
    precision: Precision = Precision.EXACT
    estimate: bool = False
    scope: Scope = Scope.PERIOD
    countable: bool = True
    """False: a comparison, a rate or a part of a total; quoted, never tied to an indicator."""
    indicator: str | None = None


@dataclass(slots=True)
class Figures:
    """The figures of a text in order, and what looked like one but can be read in two ways."""

    found: list[Figure] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)


def find_figures(line: Line, lexicon: Lexicon) -> Figures:
    """All figures of a text, without scope and indicator."""
    figures = Figures()
    no_counts = find_no_counts(line.text)
    spaced = find_spaced_numbers(line.text)
    place = 0
    while place < len(line.tokens):
        number = read_number(line.tokens, place)
        if number is None or _touches(line.tokens[place], no_counts):
            place += 1
            continue
        place = _take(line, lexicon, number, spaced, figures)
    figures.ambiguous += _find_shares(line, lexicon)
    return figures


def _find_shares(line: Line, lexicon: Lexicon) -> list[str]:
    """02/03 lớp, mỗi tháng 02 cuộc: something is counted, but how much of it was done nobody can tell."""
    days = find_date_spans(line.text)
    found = []
    for match in _SHARE.finditer(line.text):
        at = next((at for at, token in enumerate(line.tokens) if token.start >= match.end()), None)
        if at is None or any(start < match.end() and match.start() < end for start, end in days):
            continue
        if not _has_gap(line, at) and (measure := _longest(lexicon.measures, line.tokens, at)):
            found.append(line.text[match.start() : line.tokens[measure.end - 1].end])
        if len(found) == _MOST_SHARES:
            break
    return found


def _touches(token: Token, spans: list[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


def _take(line: Line, lexicon: Lexicon, number: Number, spaced: list[tuple[int, int]], figures: Figures) -> int:
    """Add the figure at this number, if it is one; the token to go on from."""
    upper = _read_upper(line, number)
    end = upper.end if upper else number.end
    measured = _find_measure(line, lexicon, end, allow_number=not number.in_words or end > number.first)
    if measured is None and not upper:
        measured = _find_measure_before(line, lexicon, number)
    if measured is None:
        return number.end
    measure, scale, last = measured
    unclear = number.value is None or (upper is not None and upper.value is None)
    if (
        number.value is None
        or unclear
        or _touches(line.tokens[number.first], spaced)
        or _is_said_otherwise(line, end, upper or number)
        or _has_minus(line, number)
    ):
        figures.ambiguous.append(line.text[line.tokens[number.first].start : line.tokens[last - 1].end])
        return last
    if _is_article(line, number, last):
        return number.end
    value_max = upper.value * scale if upper and upper.value is not None else None
    value = number.value * scale
    if (value_max is not None and value_max <= value) or max(value, value_max or value) >= _LARGEST:
        figures.ambiguous.append(line.text[line.tokens[number.first].start : line.tokens[last - 1].end])
        return last
    precision, start = _find_precision(line, number.first)
    if value_max is not None or _is_open(line, _UPWARD, last, end):
        precision = Precision.AT_LEAST
    elif _is_open(line, _DOWNWARD, last, end):
        precision = Precision.AT_MOST
    figures.found.append(
        Figure(
            value=value,
            value_max=value_max,
            first=number.first,
            end=end,
            start_token=start,
            last=max(last, end),
            measure=measure,
            families=frozenset(lexicon.find_families(measure)),
            precision=precision,
            estimate=_is_estimate(line, number.first),
        )
    )
    return max(last, end)


def _read_upper(line: Line, number: Number) -> Number | None:
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


def _find_measure(line: Line, lexicon: Lexicon, place: int, *, allow_number: bool) -> tuple[str, int, int] | None:
    """(measure as written, scale, token behind it) of the measure that follows at once, or None."""
    tokens = line.tokens
    place = _skip_repetition(line, place)
    if not allow_number or place >= len(tokens) or _has_gap(line, place):
        return None
    match = _longest(lexicon.measures, tokens, place) or _longest(lexicon.counters, tokens, place)
    return (_written(line, match), 1, match.end) if match else _find_scaled(line, lexicon, place)


def _find_scaled(line: Line, lexicon: Lexicon, place: int) -> tuple[str, int, int] | None:
    """12 nghìn lượt truy cập is 12.000 of them; 2 triệu USD stays 2 of "triệu USD"."""
    tokens = line.tokens
    scale, behind = 1, place
    while behind < len(tokens) and tokens[behind].key in _SCALES and not tokens[behind].comma:
        scale *= _SCALES[tokens[behind].key]
        behind += 1
    if behind == place or behind >= len(tokens):
        return (line.text[tokens[place].start : tokens[behind - 1].end], 1, behind) if behind > place else None
    if money := _longest(lexicon.money, tokens, behind):
        return line.text[tokens[place].start : tokens[money.end - 1].end], 1, money.end
    match = _longest(lexicon.measures, tokens, behind) or _longest(lexicon.counters, tokens, behind)
    return (_written(line, match), scale, match.end) if match else None


def _longest(index: PhraseIndex[str], tokens: tuple[Token, ...], place: int) -> Match[str] | None:
    return next(iter(index.find_at(tokens, place)), None)


def _written(line: Line, match: Match[str]) -> str:
    return line.text[line.tokens[match.first].start : line.tokens[match.end - 1].end].replace("\n", " ")


def _has_gap(line: Line, place: int) -> bool:
    """Anything but blanks between a number and the next word."""
    if place == 0:
        return False
    before, token = line.tokens[place - 1], line.tokens[place]
    return before.key != ")" and bool(line.text[before.end : token.start].strip())


def _skip_repetition(line: Line, place: int) -> int:
    """02 (hai) lớp: over the number said again in brackets."""
    tokens = line.tokens
    if place < len(tokens) and tokens[place].key == "(":
        again = read_number(tokens, place + 1) if place + 1 < len(tokens) else None
        if again and again.end < len(tokens) and tokens[again.end].key == ")":
            return again.end + 1
    return place


def _is_said_otherwise(line: Line, place: int, number: Number) -> bool:
    """06 (bảy) đoàn: the number said again in brackets is another one."""
    if _skip_repetition(line, place) == place:
        return False
    again = read_number(line.tokens, place + 1)
    return again is None or again.value != number.value


def _has_minus(line: Line, number: Number) -> bool:
    """Đón -3 đoàn: no count is negative; a dash that begins a line is a bullet."""
    return _MINUS.search(line.text[: line.tokens[number.first].start][-8:]) is not None


def _find_measure_before(line: Line, lexicon: Lexicon, number: Number) -> tuple[str, int, int] | None:
    """Số tin, bài: 41 - the measure stands before, behind 'số', and nothing is counted between."""
    tokens, place = line.tokens, number.first - 1
    following = tokens[number.end] if number.end < len(tokens) else None
    if number.in_words or (following and not following.is_stop and not following.comma):
        return None
    if place < 0 or tokens[place].key not in _LINKS_TO_NUMBER:
        return None
    first = place
    while first > 0 and not tokens[first - 1].is_stop and not tokens[first - 1].is_number and place - first < 14:
        first -= 1
    for start in range(first, place):
        for of in _NUMBER_OF.find_at(tokens, start):
            if of.end < place and (match := _longest(lexicon.measures, tokens, of.end)):
                return _written(line, match), 1, number.end
    return None


def _is_article(line: Line, number: Number, last: int) -> bool:
    """'một số', 'một phần': no count."""
    if not number.in_words:
        return False
    measured = line.tokens[number.end : last]
    return number.value == 1 and bool(measured) and measured[0].key == make_key("số")


def _find_precision(line: Line, place: int) -> tuple[Precision, int]:
    """How exactly the number is meant, by the words right before it; and where those words begin."""
    tokens = line.tokens
    for start in range(max(0, place - 3), place):
        for match in _PRECISION.find_at(tokens, start):
            if match.end == place and not tokens[place].comma:
                return match.payload, start
    return Precision.EXACT, place


def _is_open(line: Line, way: str, *ends: int) -> bool:
    """... trở lên, ... trở xuống."""
    tokens = line.tokens
    return any(end + 1 < len(tokens) and tokens[end].key == _OR_MORE and tokens[end + 1].key == way for end in ends)


def _is_estimate(line: Line, place: int) -> bool:
    """An 'ước' before the number in its sentence."""
    tokens = line.tokens
    for at in range(place - 1, -1, -1):
        if tokens[at].key in {".", "\n", ";"}:
            return False
        if tokens[at].key == _ESTIMATE and not (at and tokens[at - 1].key in _NOT_ESTIMATE):
            return tokens[at + 1].key not in _NOT_ESTIMATE
    return False
