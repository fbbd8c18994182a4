"""Figures in a sentence: number, measure, precision, range. One figure per place where something is counted.

Keeps out the span of time (scopes.py) and the indicator (ties.py). A number whose measure is unknown is no figure.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.values import Precision, Scope
from tonghop.understanding.circumstances.dates import find_date_spans
from tonghop.understanding.figures.counting import find_measure, find_measure_before, has_gap, skip_repetition
from tonghop.understanding.figures.numbers import MOST_DIGITS, Number, find_no_counts, find_spaced_numbers, read_number
from tonghop.understanding.lexicon import Lexicon
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
_UP_TO = frozenset(make_key(w) for w in ("đến", "tới"))
_SAME = make_key("cùng")
_OR_MORE, _UPWARD, _DOWNWARD = make_key("trở"), make_key("lên"), make_key("xuống")
_MINUS = re.compile(r"\S[^\S\n]+[-−]$")
_SHARE = re.compile(
    r"(?<![\d/.,])(?<!số )(?P<done>\d{1,3})\s?/\s?(?P<planned>\d{1,3})(?=\s)"
    r"|\b(?:mỗi|hàng|hằng)\s(?:tháng|quý|ngày|năm|tuần)\s\d{1,3}(?=\s)",
    re.IGNORECASE,
)
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
    )
)
_MOST_SHARES = 5
_SHARE_REACH, _ESTIMATE_REACH = 200, 200
"""Characters and tokens within which a word speaks of a number; a look farther would cost the square of a text."""
_LARGEST = Decimal(10) ** MOST_DIGITS
_ESTIMATE = make_key("ước")
_NOT_ESTIMATE = frozenset(make_key(w) for w in ("hiệp", "công", "quy", "khế", "điều", "mơ", "giao"))
_BODIES = PhraseIndex(
    (w, None)
    for w in ("nước", "quốc gia", "tỉnh", "bên", "đơn vị", "cơ quan", "địa phương", "sở", "ngành", "tổ chức", "phòng")
)
_FEW = (2, 3)
_OVERLAPPING = 8
_SPELT_OUT = re.compile(r"\s*\((?=[^()\d]*\b(?:đồng|nghìn|triệu|tỷ|trăm)\b)[^()\d]*\)", re.IGNORECASE)
_YEAR_BEHIND_NAME = re.compile(r"[^\W\d_]*[A-ZĐÀ-Ỹ][^\W\d_]*\s+$")
_YEAR = re.compile(r"(?:19|20)\d{2}")


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
    foreign: bool = False
    """Of somebody else, who is named beside it; then a total that holds it is no total of the unit."""
    indicator: str | None = None
    scale: int = 1
    """12 nghìn lượt is 12.000 of them; told as written where nothing is added up."""
    written: str = ""
    """The measure with the words of the scale: nghìn lượt."""


@dataclass(slots=True)
class Figures:
    """The figures of a text in order, and what looked like one but can be read in two ways."""

    found: list[Figure] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    """Digits before a noun of no list, as written: perhaps a figure."""


def find_figures(line: Line, lexicon: Lexicon) -> Figures:
    """All figures of a text, without scope and indicator."""
    figures = Figures()
    no_counts = find_no_counts(line.text)
    spaced = find_spaced_numbers(line.text)
    place = 0
    while place < len(line.tokens):
        number = read_number(line.tokens, place)
        if number is None or _touches(line.tokens[place][1:3], no_counts):
            place += 1
            continue
        place = _take(line, lexicon, number, spaced, figures)
    _add_shares(line, lexicon, figures)
    return figures


def _add_shares(line: Line, lexicon: Lexicon, figures: Figures) -> None:
    """02/03 lớp, mỗi tháng 02 cuộc: something is counted, but how much of it was done nobody can tell.

    04/04 số, 03/04 số theo kế hoạch and cử 4/35 cán bộ are clear; so is a rate beside what it adds up to.
    """
    days = find_date_spans(line.text)
    told = 0
    for match in _SHARE.finditer(line.text):
        at = bisect_left(line.tokens, match.end(), key=lambda token: token.start)
        if at == len(line.tokens) or _touches(match.span(), days):
            continue
        found = [] if has_gap(line, at) else lexicon.measures.find_at(line.tokens, at)
        families = frozenset(m.payload for m in found if m.end == found[0].end)
        if not found or (not match["done"] and any(f.families & families for f in figures.found)):
            continue
        if match["done"] and _is_clear_share(line, match, at):
            _add_share(line, Decimal(match["done"]), at, found[0].end, families, figures)
        else:
            figures.ambiguous.append(line.text[match.start() : line.tokens[found[0].end - 1].end])
        told += 1
        if told == _MOST_SHARES:
            break


def _is_clear_share(line: Line, match: re.Match[str], at: int) -> bool:
    done, planned = int(match["done"]), int(match["planned"])
    start = line.tokens[at].start
    behind = re.split(r"[.;\n]", line.text[start : start + _SHARE_REACH])[0].lower()
    sent = line.text[max(0, match.start() - _SHARE_REACH) : match.start()].lower().rstrip().endswith(("cử", "có"))
    return done == planned or (done < planned and ("kế hoạch" in behind or sent))


def _add_share(line: Line, value: Decimal, at: int, last: int, families: frozenset[str], figures: Figures) -> None:
    measure = line.text[line.tokens[at].start : line.tokens[last - 1].end]
    first = at - 2
    figures.found.append(Figure(value, None, first, at, first, last, measure, families, written=measure))
    figures.found.sort(key=lambda figure: figure.first)


def _touches(place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place (start, end) lies in one of the spans, which are in order; a few of them may overlap."""
    start, end = place
    last = bisect_left(spans, (end, 0))
    return any(start < other for _, other in spans[max(0, last - _OVERLAPPING) : last])


def _take(line: Line, lexicon: Lexicon, number: Number, spaced: list[tuple[int, int]], figures: Figures) -> int:
    """Add the figure at this number, if it is one; the token to go on from."""
    upper = _read_upper(line, number)
    end = upper.end if upper else number.end
    measured = find_measure(line, lexicon, end, allow_number=not number.in_words or end > number.first)
    if measured is None and not upper:
        measured = find_measure_before(line, lexicon, number, _find_listed_end(figures))
    if measured is None:
        figures.unlisted += _find_unlisted(line, number)
        return number.end
    measure, families, scale, last = measured
    unclear = number.value is None or (upper is not None and upper.value is None)
    if (
        number.value is None
        or unclear
        or _is_spaced(line, number, spaced)
        or _is_said_otherwise(line, end, upper or number)
        or _has_minus(line, number)
    ):
        figures.ambiguous.append(line.text[line.tokens[number.first].start : line.tokens[last - 1].end])
        return last
    if _is_article(line, number, last) or _is_name_of_few(line, number) or _is_year_of_name(line, number):
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
            families=families,
            precision=precision,
            estimate=_is_estimate(line, number.first),
            scale=scale,
            written=f"{line.text[line.tokens[end].start : line.tokens[last - 1].end]}" if scale > 1 else measure,
        )
    )
    return _skip_spelt_out(line, max(last, end))


def _find_unlisted(line: Line, number: Number) -> list[str]:
    """12 bẫy đèn: digits right before a common noun; no ordinal, no year, no name, no word of joining."""
    tokens, at = line.tokens, number.end
    if number.in_words or number.value is None or at >= len(tokens) or has_gap(line, at) or tokens[at].comma:
        return []
    noun, before = tokens[at], tokens[number.first - 1] if number.first else None
    lower = line.text[noun.start].isalpha() and line.text[noun.start].islower()
    if not lower or noun.key in _NO_NOUNS or _YEAR.fullmatch(tokens[number.first].key):
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


def _is_spaced(line: Line, number: Number, spaced: list[tuple[int, int]]) -> bool:
    """Whether the number may go on behind a blank; 1 250 000 is one token already: no second way to read it."""
    token = line.tokens[number.first]
    place = (token.start, token.end)
    at = bisect_left(spaced, place)
    return _touches(place, spaced) and spaced[at : at + 1] != [place]


def _find_listed_end(figures: Figures) -> int | None:
    """The token behind the last figure when its measure stands before its number."""
    last = figures.found[-1] if figures.found else None
    return last.last if last is not None and last.last == last.end else None


def _skip_spelt_out(line: Line, place: int) -> int:
    """150.000.000 đồng (Một trăm năm mươi triệu đồng): over the sum said again in words."""
    said = _SPELT_OUT.match(line.text, line.tokens[place - 1].end)
    if said is None:
        return place
    return next((at for at in range(place, len(line.tokens)) if line.tokens[at].start >= said.end()), len(line.tokens))


def _is_name_of_few(line: Line, number: Number) -> bool:
    """Giữa hai nước, ba nước Lào, Thái Lan, Nhật Bản: who is meant, nothing that was counted."""
    if not number.in_words or number.value not in _FEW:
        return False
    return number.end < len(line.tokens) and bool(_BODIES.find_at(line.tokens, number.end))


def _is_year_of_name(line: Line, number: Number) -> bool:
    """Techfest 2024 có ...: the year of an event; a count over a thousand is written with a stop."""
    token = line.tokens[number.first]
    return bool(
        _YEAR.fullmatch(token.key)
        and _YEAR_BEHIND_NAME.search(line.text[max(0, token.start - _SHARE_REACH) : token.start])
    )


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


def _is_said_otherwise(line: Line, place: int, number: Number) -> bool:
    """06 (bảy) đoàn: the number said again in brackets is another one."""
    if skip_repetition(line, place) == place:
        return False
    again = read_number(line.tokens, place + 1)
    return again is None or again.value != number.value


def _has_minus(line: Line, number: Number) -> bool:
    """Đón -3 đoàn: no count is negative; a dash that begins a line is a bullet."""
    start = line.tokens[number.first].start
    return _MINUS.search(line.text[max(0, start - 8) : start]) is not None


def _is_article(line: Line, number: Number, last: int) -> bool:
    """'một số', 'một phần': no count."""
    if not number.in_words:
        return False
    measured = line.tokens[number.end : last]
    if number.value == 1 and number.first and line.tokens[number.first - 1].key == _SAME:
        return True  # cùng một bài viết
    return number.value == 1 and bool(measured) and measured[0].key == make_key("số")


def _find_precision(line: Line, place: int) -> tuple[Precision, int]:
    """How exactly the number is meant, by the words right before it; and where those words begin."""
    tokens = line.tokens
    for start in range(max(0, place - 3), place):
        for match in _PRECISION.find_at(tokens, start):
            compared = start > 0 and tokens[start - 1].key in _NOT_MORE_AFTER  # cao hơn 15%
            if match.end == place and not tokens[place].comma and not compared:
                return match.payload, start
    return Precision.EXACT, place


def _is_open(line: Line, way: str, *ends: int) -> bool:
    """... trở lên, ... trở xuống."""
    tokens = line.tokens
    return any(end + 1 < len(tokens) and tokens[end].key == _OR_MORE and tokens[end + 1].key == way for end in ends)


def _is_estimate(line: Line, place: int) -> bool:
    """An 'ước' before the number in its sentence."""
    tokens = line.tokens
    for at in range(place - 1, max(-1, place - _ESTIMATE_REACH), -1):
        if tokens[at].key in {".", "\n", ";"}:
            return False
        if tokens[at].key == _ESTIMATE and not (at and tokens[at - 1].key in _NOT_ESTIMATE):
            return tokens[at + 1].key not in _NOT_ESTIMATE
    return False
