"""Totals and their parts in one text: 13 đoàn, trong đó 7 đoàn ra và 6 đoàn vào is never counted twice.

Keeps out totals of tables (tables.py) and of several paragraphs (grouping.py).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from schemas.values import Precision
from tonghop.understanding.figures.sums.again import drop_repeated, speaks_of
from tonghop.understanding.figures.sums.brackets import find_bracket, find_inside
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE, is_person
from tonghop.understanding.figures.written.segments import LINE_ENDS, find_segment, find_sentence
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key

_ALL_PARTS = ("gồm", "bao gồm", "cụ thể", "gồm có", "chia ra", "cụ thể là", "lần lượt là", "trong đó gồm")
_SOME_PARTS = (
    *("trong đó", "trong số đó", "trong số này", "gồm cả", "bao gồm cả", "kể cả", "tính cả", "riêng", "đáng chú ý"),
    *("nổi bật", "tiêu biểu", "chủ yếu", "phần lớn"),
)
_PARTS = PhraseIndex([*((w, True) for w in _ALL_PARTS), *((w, False) for w in _SOME_PARTS)])
"""Words that open parts -> whether all parts follow."""
_TOTAL = PhraseIndex((w, None) for w in ("tổng cộng", "tổng số", "tổng", "cộng", "tất cả"))
_CONCLUDES = PhraseIndex(
    (w, None) for w in ("như vậy", "tính chung", "tóm lại", "tổng hợp chung", "tổng hợp lại", "tựu trung", "tổng cộng")
)
"""Words with which a sentence begins that sums up those before it."""
_SPLIT, _INTO = (
    make_key("chia"),
    frozenset(make_key(w) for w in ("nhóm", "tổ", "đợt", "ca", "đội", "lượt", "bàn", "phòng")),
)
"""70 người dự, chia 3 nhóm (nhóm 1 có 25 người): some parts."""
_SPLIT_REACH = 4
_SOME = make_key("có")
_CONSISTS = make_key("gồm")
_LABEL_REACH = 5
_BARE_PARTS = re.compile(
    r"\s?[,;:(]?\s?(?:gồm|bao gồm|trong đó|cụ thể|chia ra)(?: có)?:?\s"
    r"(?P<parts>\d{1,4}(?:(?:[,;] | và )\d{1,4}){1,12})\s?(?:[.;)\n]|$)"
)
_SEXES = frozenset({"nam", "nữ"})


class TotalDoubt(NamedTuple):
    """A written total that its written parts do not add up to, both as written."""

    total: str
    parts: str


def set_parts(line: Line, figures: Sequence[Figure]) -> list[TotalDoubt]:
    """Take the indicator from the parts of a total written beside it; what does not add up is returned.

    Runs after the indicators are known. A total without indicator keeps nothing from its parts: then only they count.
    """
    doubts: list[TotalDoubt] = []
    repeated = drop_repeated(line, figures)
    for total in figures:
        parts, complete = find_parts(line, figures, total)
        if not parts and (bare := _find_bare_parts(line, total)):
            doubts.append(TotalDoubt(write_figure(line, total), bare))
        if not parts:
            continue
        counted = any(part.indicator for part in parts)
        if any(part.foreign for part in parts):
            # 05 đoàn, trong đó 03 đoàn nước ngoài và 02 đoàn các tỉnh bạn: only what is left of it counts;
            # 12 điểm (3 điểm tạm dừng): what is left is not told
            left = not counted and sum(part.value for part in parts) < total.value
            total.untied = left and (total.untied or total.indicator is not None)
            total.indicator = None
            continue
        total.untied &= not counted
        if complete and {part.indicator for part in parts} - {total.indicator, None}:
            total.indicator = None  # 90 tin, bài: trên Cổng 70, trên Báo 20 - the whole is of no single channel
        summed = not total.families or any(total is figure for figure in repeated)
        if total.indicator is not None or summed:
            for part in parts:
                part.indicator = None
            for part in find_inside(line.tokens, figures, total, parts[0].first):
                part.indicator = None
        for part in parts:
            part.untied = False
        value = sum((part.value for part in parts), Decimal())
        exact = all(f.precision is Precision.EXACT for f in (total, *parts))
        wrong = value > total.value or (value < total.value and complete and len(parts) > 1)
        if exact and wrong and total.scope is parts[0].scope:
            doubts.append(TotalDoubt(write_figure(line, total), ", ".join(write_figure(line, part) for part in parts)))
    return doubts


def _find_bare_parts(line: Line, total: Figure) -> str | None:
    """100 tin, bài; gồm 70, 20, 05: the bare numbers as written, when they do not give the total."""
    listed = _BARE_PARTS.match(line.text, line.tokens[total.last - 1].end)
    if listed is None or total.indicator is None or total.precision is not Precision.EXACT:
        return None
    values = [Decimal(digits) for digits in re.findall(r"\d+", listed["parts"])]
    return None if sum(values) == total.value else listed["parts"]


def find_parts(line: Line, figures: Sequence[Figure], total: Figure) -> tuple[list[Figure], bool]:
    """The figures of the same family that are parts of this one, and whether they claim to be all its parts."""
    families = frozenset({PEOPLE}) if is_person(total) else total.families
    if not families or not total.countable:
        return [], False
    tokens = line.tokens
    same = [
        f
        for f in figures
        if f is not total
        and (f.families & families or _is_sex(f, total))
        and f.scope is total.scope
        and (f.countable or f.foreign)
    ]
    summed_up = _is_called_total(tokens, total)
    if _closes_sum(line, total) and (earlier := _find_told(same, total)):
        return earlier, True
    opening = _find_opening(tokens, figures, total)
    if opening is not None:
        all_follow, place = opening
        if parts := _continued(tokens, same, place, total.value):
            return parts, (all_follow or summed_up) and tokens[place].key != _SOME
    if summed_up and (earlier := _find_earlier(tokens, same, total)):
        return earlier, True
    if (bracket := find_bracket(tokens, figures, total)) is not None:
        close = next((at for at in range(bracket, len(tokens)) if tokens[at].key == ")"), len(tokens))
        inside = [f for f in same if bracket < f.first < close and not _is_called_total(tokens, f)]
        beside = any(bracket < f.first < close and f not in same and not f.families for f in figures)
        return inside, not beside
    return [], False


def _is_sex(figure: Figure, total: Figure) -> bool:
    """12 người, gồm 05 nam và 06 nữ."""
    return figure.measure.lower() in _SEXES and PEOPLE in total.families


def _closes_sum(line: Line, total: Figure) -> bool:
    """12 tin + 5 bài = 17 tin, bài; Như vậy, 6 tháng đã đón 05 đoàn."""
    tokens = line.tokens
    before = line.text[tokens[total.start_token - 1].end : tokens[total.start_token].start] if total.start_token else ""
    first, _ = find_segment(tokens, total.first)
    return "=" in before or bool(_CONCLUDES.find_at(tokens, first))


def _find_told(same: Sequence[Figure], total: Figure) -> list[Figure]:
    """What was told before the sum: all of it that counts for the same."""
    return [f for f in same if f.first < total.first and f.indicator is not None and f.indicator == total.indicator]


def _is_called_total(tokens: tuple[Token, ...], total: Figure) -> bool:
    """'tổng cộng', 'tổng số' right before the figure, or before its measure (tổng số tin, bài: 41)."""
    first, _ = find_segment(tokens, total.first)
    near = range(max(first, total.start_token - 2), total.start_token)
    return any(m.end == total.start_token for at in near for m in _TOTAL.find_at(tokens, at))


def _find_opening(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure) -> tuple[bool, int] | None:
    """Whether the words that open the parts of this total open all of them (gồm, a colon), and the token behind."""
    among = speaks_of(tokens, total)
    labelled = total.start_token > 0 and tokens[total.start_token - 1].key == ":"
    for place in range(total.last, len(tokens)):
        if labelled and tokens[place].key == ":" and any(t.comma for t in tokens[total.last : place]):
            return None  # tin: 18, bài: 06; đợt 1: 04 người, đợt 2: 06 người
        if tokens[place].key == ":" and place + 1 < len(tokens) and _leads_to(tokens, figures, total, place):
            return True, place + 1
        if (
            among
            and tokens[place].key == _SOME
            and place + 1 < len(tokens)
            and _leads_to(tokens, figures, total, place)
        ):
            return False, place + 1
        if _splits(tokens, place) and _leads_to(tokens, figures, total, place):
            return False, place + _SPLIT_REACH - 1
        for match in _PARTS.find_at(tokens, place):
            if (
                match.end < len(tokens)
                and _leads_to(tokens, figures, total, match.first)
                and not _only_describes(tokens, figures, match)
            ):
                return match.payload, match.end
    return None


def _splits(tokens: tuple[Token, ...], place: int) -> bool:
    """Chia 3 nhóm, chia thành 02 đợt; chia sẻ kinh nghiệm is another word."""
    behind = [token for token in tokens[place + 1 : place + _SPLIT_REACH] if not token.is_stop]
    return tokens[place].key == _SPLIT and any(
        number.is_number and noun.key in _INTO for number, noun in pairwise(behind)
    )


def _only_describes(tokens: tuple[Token, ...], figures: Sequence[Figure], opening: Match[bool]) -> bool:
    """01 đoàn Lào gồm 10 người và 01 đoàn Thái Lan gồm 6 người: the people of one group, no parts of a total."""
    following = next((f for f in figures if f.first >= opening.end), None)
    if following is None or tokens[opening.end - 1].key != _CONSISTS:
        return False
    before_stop = opening.first - 1 if opening.first and tokens[opening.first - 1].key == ";" else opening.first
    start, _ = find_segment(tokens, max(0, before_stop - 1) if before_stop < opening.first else opening.first)
    earlier = [m.end for at in range(start, opening.first) for m in _PARTS.find_at(tokens, at)]
    start = max([start, *earlier])
    before = [f for f in figures if start <= f.first < opening.first]
    if earlier:
        before = before[-1:]
    return not any(f.families & following.families or _is_sex(following, f) for f in before)


def _find_earlier(tokens: tuple[Token, ...], same: Sequence[Figure], total: Figure) -> list[Figure]:
    """12 tin và 5 bài, tổng cộng 17 tin, bài: the figures before it in its sentence."""
    first, _ = find_segment(tokens, total.first)
    start, _ = find_sentence(tokens, total.first)
    told = [f for f in same if start <= f.first < total.first]
    # tin: 30; bài: 15; tổng cộng 45
    return told if sum(f.value for f in told) == total.value else [f for f in told if f.first >= first]


def _leads_to(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure, place: int) -> bool:
    """No other figure of that family between the total and 'trong đó', and no stop but right before it."""
    between = tokens[total.last : place]
    if between and between[-1].key in LINE_ENDS:
        between = between[:-1]  # đón 6 đoàn; trong đó ...
    if any(t.key in LINE_ENDS for t in between):
        return False
    others = [f for f in figures if total.first < f.first < place and f.families & total.families]
    inside = [f.first for f in find_inside(tokens, figures, total, place)] if others else []
    return all(f.first in inside for f in others)


def _continued(tokens: tuple[Token, ...], same: Sequence[Figure], place: int, total: Decimal) -> list[Figure]:
    """Parts from 'trong đó' on: to the end of the sentence.

    Over a semicolon they go on if a number follows at once, or if all of them together just give the total.
    """
    end = next((at for at in range(place, len(tokens)) if tokens[at].key in LINE_ENDS - {";"}), len(tokens))
    listed = [f for f in same if place <= f.first < end]
    if len(listed) > 1 and sum(f.value for f in listed) == total:
        return listed
    parts: list[Figure] = []
    for figure in same:
        if figure.first < place:
            continue
        stops = [at for at in range(place, figure.first) if tokens[at].key in LINE_ENDS]
        if any(tokens[at].key != ";" or not _goes_on(tokens, at, figure) for at in stops):
            break
        parts.append(figure)
        place = figure.last
    return parts


def _goes_on(tokens: tuple[Token, ...], stop: int, figure: Figure) -> bool:
    """Behind the semicolon a number follows at once, or a short name with a colon: tin: 35; bài: 20."""
    labelled = tokens[figure.start_token - 1].key == ":" and figure.start_token - stop <= _LABEL_REACH
    return tokens[stop + 1].is_number or labelled


def write_figure(line: Line, figure: Figure) -> str:
    """07 đoàn as the text has it."""
    return line.text[line.tokens[figure.first].start : line.tokens[figure.last - 1].end]
