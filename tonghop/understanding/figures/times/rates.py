"""How far a rate reaches: mỗi xã 01 buổi với 40 người; hằng tháng 01 buổi; 02 cuộc/tháng. No total stands there.

Keeps out figures of another time (comparisons.py) and the question for the total that a rate leaves open (unsummed.py).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment, same_clause
from tonghop.understanding.figures.written.titles import find_titles
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key

_MEANS = ("bình quân", "trung bình")
_SPANS = ("tuần", "tháng", "quý", "kỳ", "ngày")
_EVERY = tuple(f"{every} {span}" for every in ("hằng", "hàng") for span in _SPANS)
RATE_WORDS = ("mỗi", *_MEANS, *_EVERY)
_REACH, _MEAN_REACH, _LISTED = 6, 12, 3
_OPENS = PhraseIndex(
    [
        *((word, _MEAN_REACH) for word in (*RATE_WORDS, "hằng năm", "hàng năm")),
        *((word, _REACH) for word in ("từng", "tần suất", "định kỳ")),
    ]
)
"""Words of a rate -> how many tokens before its first number they may stand."""
_EACH, _TIMES = make_key("mỗi"), frozenset(make_key(w) for w in (*_SPANS, "năm"))
_YEARLY = frozenset((make_key(w), make_key("năm")) for w in ("hằng", "hàng"))
_TURNED = frozenset({make_key("từng")})
_NOT_EACH = frozenset(make_key(w) for w in ("bước", "được", "có", "phần", "tham"))
"""Từng bước, đã từng được: gradually, once."""
_EVENTS = frozenset(
    make_key(w) for w in ("lớp", "buổi", "cuộc", "khóa", "khoá", "số", "đoàn", "đợt", "hội", "chuyên", "bài", "tin")
)
"""Things that hold so many; unlike a commune or an office, they do nothing themselves."""
_PER = (
    r"/\s?(?P<per>tháng|tuần|năm|ngày|quý|kỳ|số|lớp|buổi"
    r"|người|lượt|cuộc|đoàn|khóa|khoá|đợt|xã|thôn|huyện|trường|đơn vị|điểm)\b"
)
_EACH_TIME = (
    r"\s(?:mỗi|một|hàng|hằng)\s(?P<every>tháng|tuần|năm|ngày|quý|kỳ|số)\b"
    r"|\smỗi\s(?:lớp|buổi|người|lượt|cuộc|đoàn|đợt)\b"
)
_BEHIND = re.compile(
    rf"(?:(?:\s[^\W\d]+){{1,4}}(?=\s?/\s?(?:tháng|tuần|năm|quý|kỳ)\b))?\s?{_PER}|{_EACH_TIME}", re.IGNORECASE
)
_ANYWHERE = re.compile(rf"{_PER}|{_EACH_TIME}", re.IGNORECASE)
_AT_ONCE = re.compile(r"(?i)[^,;:.()\d]*")
_SUM = (
    r"\btổng(?: số| cộng| là| được)?(?= \d|:| là| được)|\btổng (?:số|cộng)\b|\b(?:cộng|cả)(?=:? \d)"
    r"|\b(?:cả thảy|tất cả)\b|\b(?:0?6|sáu|0?9|chín|12|mười hai) tháng\b"
)
_DONE = r"\b(?:đã|được|trong kỳ|kỳ này|đến nay)\b"
_WORK = r"(?:tổ chức|đăng|cử|đón|ký|ban hành|phát hành|xuất bản|mở|viết|biên tập|đào tạo|triển khai|tiếp nhận)"
SUMS_UP = re.compile(_SUM, re.IGNORECASE)
"""Words of a total, which is no rate."""
_TOTAL_OR_DONE = re.compile(rf"{_SUM}|{_DONE}", re.IGNORECASE)
_TURNS_AWAY = re.compile(
    rf"(?i){_SUM}|\b(?:đồng thời|ngoài ra|bên cạnh đó|như vậy)\b"
    r"|[,(:–-]\s*(?:và |nên )?(?:trong kỳ|kỳ này|cả kỳ|cả năm|trong năm|năm \d|đến nay|từ đầu năm|lũy kế"
    r"|kết quả|riêng)\b"
    r"|,\s*được \d|[,)]\s*(?:[^\W\d]+\s){0,4}?đã\b"
)
"""Behind the first figure of a rate: here something else is told, or the total."""
_WORKS_ON = re.compile(rf"(?i)(?:,|\bvà|\bvà đã)\s{_WORK}\b")


_SELDOM = 2
"""01 buổi hằng tháng tells of each month; 06 buổi sinh hoạt hằng tháng are those that were held."""


class Reach(NamedTuple):
    """The text from a word of a rate up to where it ends; `start` and `end` are places in the text."""

    start: int
    end: int


def find_rates(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the text that are rates."""
    reaches = find_reaches(line, figures)
    return [f for f in figures if any(r.start <= line.tokens[f.first].start < r.end for r in reaches)]


def find_reaches(line: Line, figures: Sequence[Figure]) -> list[Reach]:
    """Where the text tells rates, in order of their words; those by what stands behind a figure come last."""
    if not may_tell_rates(line):
        return []
    tokens = line.tokens
    found: list[Reach] = []
    titles = find_titles(line.text)
    for match in _OPENS.find_all(tokens):
        named = any(start <= tokens[match.first].start < end for start, end in titles)  # “Mỗi xã một sản phẩm”
        if not named and not _is_other_sense(tokens, match):
            found += _read_before(line, match, figures)
    for place, figure in enumerate(figures):
        if behind := _BEHIND.match(line.text, tokens[figure.last - 1].end):
            each_time = behind["per"] in _SPANS or behind["every"] in _SPANS
            end = _go_on(line, figures, place, behind.end()) if each_time else behind.end()
            found.append(Reach(tokens[figure.first].start, end))
    return found


def may_tell_rates(line: Line) -> bool:
    """Whether a text holds words of a rate, whatever they govern."""
    return bool(_OPENS.find_all(line.tokens)) or _ANYWHERE.search(line.text) is not None


def _is_other_sense(tokens: tuple[Token, ...], match: Match[int]) -> bool:
    """Từng bước; hội chợ hằng năm, which is held once in the year that is told."""
    keys = tuple(token.key for token in tokens[match.first : match.end])
    behind = tokens[match.end].key if match.end < len(tokens) else ""
    before = tokens[match.first - 1].key if match.first else ""
    if keys[0] in _TURNED:
        return behind in _NOT_EACH or before == make_key("đã")
    return keys in _YEARLY and not (_begins_clause(tokens, match.first) or behind[:1].isdigit())


def _begins_clause(tokens: tuple[Token, ...], place: int) -> bool:
    return place == 0 or tokens[place].comma or tokens[place - 1].is_stop


def _read_before(line: Line, match: Match[int], figures: Sequence[Figure]) -> list[Reach]:
    """Mỗi xã 01 buổi với 40 người: from its word over the first number, up to the sentence's end or a total."""
    tokens = line.tokens
    _, last = find_segment(tokens, match.first)
    closed = next((at for at in range(match.end, last) if tokens[at].key in "()"), last)
    last = closed if closed < last and tokens[closed].key == ")" else last
    number = next((at for at in range(match.end, last) if tokens[at].is_number), None)
    if number is None:
        number = next((f.first for f in figures if match.end <= f.first < last), None)
    start = tokens[match.first].start
    attribute = _find_attributed(line, match, figures)
    if attribute is not None and attribute.value > _SELDOM:
        return []
    if attribute is not None and number is None:
        return [Reach(tokens[attribute.first].start, tokens[match.end - 1].end)]
    if number is None or number - match.first > match.payload or not _is_joined(tokens, match, number):
        return []
    each = tokens[match.first].key == _EACH
    told = line.text[tokens[match.end - 1].end : tokens[number].end]
    told += line.text[tokens[number].end : tokens[number].end + len(" tháng")]
    if (SUMS_UP if each or _begins_clause(tokens, match.first) else _TOTAL_OR_DONE).search(told):
        return []
    if attribute is not None:
        start = tokens[attribute.first].start
    end = tokens[last - 1].end
    behind = tokens[number].end
    turns = [_TURNS_AWAY.search(line.text, behind, end)]
    if _holds_only(tokens, match):
        turns.append(_WORKS_ON.search(line.text, behind, end))
    return [Reach(start, min([end, *(turn.start() for turn in turns if turn)]))]


def _is_joined(tokens: tuple[Token, ...], match: Match[int], number: int) -> bool:
    """In the clause of the rate's word, or right behind its comma: Hằng tuần, Trung tâm tổ chức 01 buổi.

    Mỗi thôn, bản 01 buổi: so near to it a comma only lists.
    """
    listed = number - match.end <= _LISTED and not any(t.is_stop for t in tokens[match.end : number])
    if same_clause(tokens, match.first + 1, number) or (listed and not tokens[number].comma):
        return True
    if not _begins_clause(tokens, match.first):
        return False
    after = next((at for at in range(match.end, number + 1) if tokens[at].comma), number)
    near = after - match.end <= 1 and tokens[match.first].key != make_key("từng")
    return near and (after == number or same_clause(tokens, after + 1, number))


def _holds_only(tokens: tuple[Token, ...], match: Match[int]) -> bool:
    """Mỗi số 500 bản, đăng 40 tin, bài: an issue prints nothing further, so its rate ends there."""
    behind = tokens[match.end].key if match.end < len(tokens) else ""
    if tokens[match.first].key == _EACH or tokens[match.first].key in _TURNED:
        return behind in _EVENTS
    means = {tuple(make_key(w) for w in mean.split()) for mean in _MEANS}
    return tuple(t.key for t in tokens[match.first : match.end]) in means and behind not in {_EACH, *_TIMES}


def _find_attributed(line: Line, match: Match[int], figures: Sequence[Figure]) -> Figure | None:
    """Tổ chức 01 buổi phổ biến hằng tháng: the figure in the same clause of which the word tells how often."""
    tokens = line.tokens
    every = tuple(t.key for t in tokens[match.first : match.end])
    if every not in {tuple(make_key(w) for w in word.split()) for word in _EVERY}:
        return None
    near = [f for f in figures if f.last <= match.first <= f.last + _REACH and same_clause(tokens, f.last, match.first)]
    return near[-1] if near else None


def _go_on(line: Line, figures: Sequence[Figure], place: int, end: int) -> int:
    """01 buổi/tháng với 40 người: what belongs to the figure without a comma is told of each month too."""
    for figure in figures[place + 1 :]:
        between = line.text[end : line.tokens[figure.first].start]
        if (
            not _AT_ONCE.fullmatch(between)
            or _TOTAL_OR_DONE.search(between)
            or re.search(rf"(?i)\bvà {_WORK}", between)
        ):
            break
        end = line.tokens[figure.last - 1].end
    return end
