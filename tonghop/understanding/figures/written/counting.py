"""What a number counts: the measure behind it, or before it in a label (Tin trên Cổng: 41) and in a list.

Keeps out the number (numbers.py) and what the figure is worth (figures.py).
"""

import re
from typing import NamedTuple

from tonghop.understanding.figures.written.numbers import Number, read_number
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, PhraseIndex, make_key

_SCALES = {make_key(w): v for w, v in {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6}.items()}
_SCALES |= {make_key("tỷ"): 10**9, make_key("tỉ"): 10**9}
_NUMBER_OF = PhraseIndex(
    (w, None) for w in ("số", "số lượng", "tổng số", "tổng", "tổng cộng", "tổng lượng", "trong đó", "gồm")
)
_CUT = re.compile(r"[|;•\n]|\s[-–—+]\s")
"""What parts one cell or one point of a list from the next."""
_DASH = re.compile(r"\s+[–—]\s+")
"""Văn bản chỉ đạo – 02: a dash for the colon."""
_PER = re.compile(r"\s?/\s?(?:ha|héc ta|m2|m²|m3|sào|kg|lít|km)\b", re.IGNORECASE)
"""32 tấn/ha is one measure."""
_LABEL_REACH = 16
_TURNS, _PEOPLE, _ISSUES = "lượt", "lượt người", "số"
_COUNTED = frozenset(make_key(w) for w in ("số", "lượng"))
_CAME = PhraseIndex((w, None) for w in ("tham dự", "đến dự"))
_LISTED_REACH = 8
ORDINALS = frozenset(
    make_key(w)
    for w in (
        *(
            "lần",
            "số",
            "đợt",
            "thứ",
            "kỳ",
            "khóa",
            "vòng",
            "tập",
            "phần",
            "mục",
            "tầng",
            "phường",
            "loại",
            "hạng",
            "cấp",
        ),
        *("bậc", "tuổi", "tháng", "năm", "ngày", "quý", "nhóm", "tuyến", "lớp", "điều", "bảng", "trang", "bước", "giờ"),
        *(
            "hơn",
            "khoảng",
            "trên",
            "gần",
            "từ",
            "đến",
            "tới",
            "và",
            "với",
            "sáng",
            "chiều",
            "tối",
            "techfest",
            "techdemo",
        ),
    )
)
_LINKS_TO_NUMBER = frozenset(
    make_key(w) for w in ("là", "đạt", "có", ":", "được", "trên", "hơn", "khoảng", "gần", "ước", "lên")
)


class Measured(NamedTuple):
    """A measure as written, the families of the plan that it belongs to, the scale, the token behind it."""

    measure: str
    families: frozenset[str]
    scale: int
    last: int


def find_measure(line: Line, lexicon: Lexicon, place: int, *, allow_number: bool) -> Measured | None:
    """The measure that follows at once, or None."""
    tokens = line.tokens
    place = skip_repetition(line, place)
    if not allow_number or place >= len(tokens) or has_gap(line, place):
        return None
    return _measure_at(line, lexicon, place) or _find_scaled(line, lexicon, place)


def read_turns(line: Line, lexicon: Lexicon, number: Number, measured: Measured) -> Measured:
    """Số lượt người tham dự: 120 lượt - the label tells whose turns they are."""
    place = number.first - 1
    if measured.measure.lower() != _TURNS or place < 1 or line.tokens[place].key != ":":
        return measured
    label = measure_label(line, lexicon, _find_label(line, place), place)
    return measured._replace(families=label.families) if label and _PEOPLE in label.families else measured


def _measure_at(line: Line, lexicon: Lexicon, place: int, scale: int = 1) -> Measured | None:
    """The longest measure or counted noun that begins at this token."""
    measures = lexicon.measures.find_at(line.tokens, place)
    counter = next(iter(lexicon.counters.find_at(line.tokens, place)), None)
    end = max([*(m.end for m in measures[:1]), *([counter.end] if counter else [])], default=None)
    if end is None:
        return None
    families = frozenset(match.payload for match in measures if match.end == end)
    if not families and line.tokens[place].key == make_key(_TURNS):
        # lượt sinh viên: turns of people, whoever they are
        families = frozenset(
            m.payload for m in lexicon.measures.find_at(line.tokens, place + 1) if m.payload == _PEOPLE
        )
    if per := _PER.match(line.text, line.tokens[end - 1].end):
        end = next((at for at in range(end, len(line.tokens)) if line.tokens[at].start >= per.end()), len(line.tokens))
    written = line.text[line.tokens[place].start : line.tokens[end - 1].end].replace("\n", " ")
    return Measured(written, families, scale, end)


def _find_scaled(line: Line, lexicon: Lexicon, place: int) -> Measured | None:
    """12 nghìn lượt truy cập is 12.000 of them; 2 triệu USD stays 2 of "triệu USD"."""
    tokens = line.tokens
    scale, behind = 1, place
    while behind < len(tokens) and tokens[behind].key in _SCALES and not tokens[behind].comma:
        scale *= _SCALES[tokens[behind].key]
        behind += 1
    if behind == place:
        return None
    start = tokens[place].start
    if behind >= len(tokens) or tokens[behind].is_stop or tokens[behind].comma:
        return Measured(line.text[start : tokens[behind - 1].end], frozenset(), 1, behind)
    if money := next(iter(lexicon.money.find_at(tokens, behind)), None):
        return Measured(line.text[start : tokens[money.end - 1].end], frozenset(), 1, money.end)
    return _measure_at(line, lexicon, behind, scale)


def has_gap(line: Line, place: int) -> bool:
    """Anything but blanks between a number and the next word."""
    if place == 0:
        return False
    before, token = line.tokens[place - 1], line.tokens[place]
    return before.key != ")" and bool(line.text[before.end : token.start].strip())


def skip_repetition(line: Line, place: int) -> int:
    """02 (hai) lớp: over the number said again in brackets."""
    tokens = line.tokens
    if place < len(tokens) and tokens[place].key == "(":
        again = read_number(tokens, place + 1) if place + 1 < len(tokens) else None
        if again and again.end < len(tokens) and tokens[again.end].key == ")":
            return again.end + 1
    return place


def find_measure_before(line: Line, lexicon: Lexicon, number: Number, listed: int | None) -> Measured | None:
    """Số tin, bài: 41; Tin trên Cổng: 41; Tập huấn (lượt cán bộ): 5 - the measure stands before, and nothing behind.

    Args:
        line: the text.
        lexicon: the plan's words.
        number: the number.
        listed: the token at which a figure of this kind just ended, or None.
    """
    tokens, place = line.tokens, number.first - 1
    following = tokens[number.end] if number.end < len(tokens) else None
    if number.in_words or place < 0:
        return None
    ends = following is None or following.is_stop or following.comma or _is_cut(line, number.end)
    if not ends or (following and following.key == ":"):
        return None
    dash = _DASH.fullmatch(line.text[tokens[place].end : tokens[number.first].start])
    if tokens[place].key not in _LINKS_TO_NUMBER and not dash:
        return _find_listed(line, lexicon, number, listed)
    first = _find_label(line, place)
    named = dash or tokens[place].key == ":"
    if named and (found := measure_label(line, lexicon, first, number.first if dash else place)):
        return found._replace(last=number.end)
    for start in range(first, place):
        for of in _NUMBER_OF.find_at(tokens, start):
            if of.end < place and (found := _measure_at(line, lexicon, of.end)) and found.last <= place:
                return found._replace(last=number.end)
    return None


def _find_listed(line: Line, lexicon: Lexicon, number: Number, listed: int | None) -> Measured | None:
    """Đoàn vào 4, đoàn ra 1: the clause begins with a measure of the plan and ends with the number.

    The number may follow at once (Tin trên Cổng 96, bài 41) only in a list that began so: lớp 5 is no count.
    """
    tokens, first = line.tokens, number.first
    while first > 0 and not (tokens[first].comma or tokens[first - 1].is_stop or _is_cut(line, first)):
        first -= 1
    label = tokens[first : number.first]
    if tokens[number.first].comma or not label or any(token.is_number for token in label):
        return None
    of = next((m.end for m in _NUMBER_OF.find_at(tokens, first)), first)
    found = _measure_at(line, lexicon, of) if of < number.first else None
    if found is None or len(label) > _LISTED_REACH or found.last > number.first:
        return None
    goes_on = listed == first
    ordinal = label[-1].key in ORDINALS or not found.families or found.last == number.first
    return found._replace(last=number.end) if goes_on or not ordinal else None


def measure_label(line: Line, lexicon: Lexicon, first: int, place: int) -> Measured | None:
    """What the label from `first` to the colon counts: the measure it begins with, in brackets, or the only one."""
    bracket = next((at + 1 for at in range(first, place) if line.tokens[at].key == "("), None)
    named: list[Measured] = []
    for start in (first, bracket):
        if start is not None and start < place:
            of = next((m.end for m in _NUMBER_OF.find_at(line.tokens, start)), start)
            found = _measure_at(line, lexicon, of) if of < place else None
            named += [_read_comers(line, found)] if found and found.last <= place else []
    certain = next((found for found in named if found.families), None)
    certain = certain or _find_issues(line, lexicon, first, place)
    return certain or _find_only_measure(line, lexicon, first, place) or next(iter(named), None)


def _read_comers(line: Line, label: Measured) -> Measured:
    """Số lượt tham dự tập huấn: 120 - turns of those who came are turns of people."""
    came = label.measure.lower() == _TURNS and label.last < len(line.tokens) and _CAME.find_at(line.tokens, label.last)
    return label._replace(families=frozenset({_PEOPLE})) if came else label


def _find_issues(line: Line, lexicon: Lexicon, first: int, place: int) -> Measured | None:
    """Số Bản tin: 1; số lượng Đặc san phát hành: 2 - of what the plan adds up in issues, their number is told."""
    of = next((m.end for m in _NUMBER_OF.find_at(line.tokens, first)), place)
    issued = {ind.id for words in lexicon.items.values() for ind in words.indicators if ind.measure == _ISSUES}
    found = (m for words in lexicon.items.values() for m in words.words.find_at(line.tokens, of)) if of < place else ()
    named = next((m for m in found if m.payload in issued and m.end <= place), None)
    if named is None or line.tokens[of - 1].key not in _COUNTED:
        return None
    written = line.text[line.tokens[of].start : line.tokens[named.end - 1].end].replace("\n", " ")
    return Measured(written, frozenset({_ISSUES}), 1, named.end)


def _find_label(line: Line, place: int) -> int:
    """Where the label before a number begins: behind the last stop, number or bar."""
    tokens, first = line.tokens, place
    bracketed = place > 0 and tokens[place - 1].key == ")"
    while first > 0 and place - first < _LABEL_REACH:
        before = tokens[first - 1]
        bracket = bracketed and before.key in "()"
        if (before.is_stop and not bracket) or before.is_number or _is_cut(line, first):
            break
        first -= 1
    return first


def _find_only_measure(line: Line, lexicon: Lexicon, first: int, place: int) -> Measured | None:
    """Đăng tin, bài trên Cổng: 41 - the only measure of the plan in the label."""
    found: list[Measured] = []
    at = next((m.end for m in _NUMBER_OF.find_at(line.tokens, first)), first)  # số video: 4 counts no số
    while at < place:
        measured = _measure_at(line, lexicon, at)
        behind = found[-1].last if found else -1
        if measured and measured.families and measured.last <= place and at != behind:
            found.append(measured)  # đoàn khách: the second word only tells more of the first
        at = measured.last if measured else at + 1
    return found[0] if len({one.families for one in found}) == 1 else None


def _is_cut(line: Line, place: int) -> bool:
    """A bar or a dash stands between this token and the one before."""
    return place > 0 and _CUT.search(line.text[line.tokens[place - 1].end : line.tokens[place].start]) is not None
