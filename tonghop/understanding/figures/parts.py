"""Totals and their parts in one text: 13 đoàn, trong đó 7 đoàn ra và 6 đoàn vào is never counted twice.

Keeps out totals of tables (tables.py) and of several paragraphs (grouping.py).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.values import Precision
from tonghop.understanding.figures.figures import Figure
from tonghop.understanding.figures.segments import LINE_ENDS, find_segment
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key

_ALL_PARTS = ("gồm", "bao gồm", "cụ thể", "gồm có", "chia ra", "cụ thể là", "lần lượt là", "trong đó gồm")
_SOME_PARTS = (
    *("trong đó", "trong số đó", "trong số này", "gồm cả", "bao gồm cả", "kể cả", "tính cả", "riêng", "đáng chú ý"),
    *("nổi bật", "tiêu biểu", "chủ yếu", "phần lớn"),
)
_PARTS = PhraseIndex([*((w, True) for w in _ALL_PARTS), *((w, False) for w in _SOME_PARTS)])
"""Words that open parts -> whether all parts follow."""
_OF = PhraseIndex(
    (w, None)
    for w in (*("trong", "trong số", "trong tổng số", "trong tổng", "của", "cả", "tổng số", "toàn bộ", "tất cả"),)
)
_TOTAL = PhraseIndex((w, None) for w in ("tổng cộng", "tổng số", "tổng", "cộng", "tất cả"))
_CONCLUDES = PhraseIndex(
    (w, None) for w in ("như vậy", "tính chung", "tóm lại", "tổng hợp chung", "tổng hợp lại", "tựu trung", "tổng cộng")
)
"""Words with which a sentence begins that sums up those before it."""
_SOME = make_key("có")
_CONSISTS = make_key("gồm")
_BRACKET_REACH = 20
_LABEL_REACH = 5
_BARE_PARTS = re.compile(
    r"\s?[,;:(]?\s?(?:gồm|bao gồm|trong đó|cụ thể|chia ra)(?: có)?:?\s"
    r"(?P<parts>\d{1,4}(?:(?:[,;] | và )\d{1,4}){1,12})\s?(?:[.;)\n]|$)"
)
_FEWEST_WITH_PARTS = 3
_PEOPLE, _SEXES = "lượt người", frozenset({"nam", "nữ"})


class TotalDoubt(NamedTuple):
    """A written total that its written parts do not add up to, both as written."""

    total: str
    parts: str


def set_parts(line: Line, figures: Sequence[Figure]) -> list[TotalDoubt]:
    """Take the indicator from the parts of a total written beside it; what does not add up is returned.

    Runs after the indicators are known. A total without indicator keeps nothing from its parts: then only they count.
    """
    doubts: list[TotalDoubt] = []
    repeated = _drop_repeated(line, figures)
    for total in figures:
        parts, complete = _find_parts(line, figures, total)
        if not parts and (bare := _find_bare_parts(line, total)):
            doubts.append(TotalDoubt(_quote(line, total), bare))
        if not parts:
            continue
        if any(part.foreign for part in parts):
            # 05 đoàn, trong đó 03 đoàn nước ngoài và 02 đoàn các tỉnh bạn: only what is left of it counts
            total.indicator = None
            continue
        if total.indicator is not None or any(total is figure for figure in repeated):
            for part in parts:
                part.indicator = None
        value = sum((part.value for part in parts), Decimal())
        exact = all(f.precision is Precision.EXACT for f in (total, *parts))
        wrong = value > total.value or (value < total.value and complete and len(parts) > 1)
        if exact and wrong and total.scope is parts[0].scope:
            doubts.append(TotalDoubt(_quote(line, total), ", ".join(_quote(line, part) for part in parts)))
    return doubts


def _find_bare_parts(line: Line, total: Figure) -> str | None:
    """100 tin, bài; gồm 70, 20, 05: the bare numbers as written, when they do not give the total."""
    listed = _BARE_PARTS.match(line.text, line.tokens[total.last - 1].end)
    if listed is None or total.indicator is None or total.precision is not Precision.EXACT:
        return None
    values = [Decimal(digits) for digits in re.findall(r"\d+", listed["parts"])]
    return None if sum(values) == total.value else listed["parts"]


def _drop_repeated(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """Đón 06 đoàn. Trong 06 đoàn có 02 đoàn cấp cao: the second 06 is the first; figures that only say so again."""
    repeated = []
    for place, figure in enumerate(figures):
        before = any(f.value == figure.value and f.indicator == figure.indicator for f in figures[:place])
        if figure.indicator is not None and before and _speaks_of(line.tokens, figure):
            figure.indicator = None
            repeated.append(figure)
    return repeated


def _speaks_of(tokens: tuple[Token, ...], figure: Figure) -> bool:
    return any(m.end == figure.start_token for at in _near(tokens, figure) for m in _OF.find_at(tokens, at))


def _find_parts(line: Line, figures: Sequence[Figure], total: Figure) -> tuple[list[Figure], bool]:
    """The figures of the same family that are parts of this one, and whether they claim to be all its parts."""
    if not total.families or not total.countable:
        return [], False
    tokens = line.tokens
    same = [
        f
        for f in figures
        if f is not total
        and (f.families & total.families or _is_sex(f, total))
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
    if (bracket := _find_bracket(tokens, figures, total)) is not None:
        close = next((at for at in range(bracket, len(tokens)) if tokens[at].key == ")"), len(tokens))
        inside = [f for f in same if bracket < f.first < close and not _is_called_total(tokens, f)]
        beside = any(bracket < f.first < close and f not in same and not f.families for f in figures)
        return inside, not beside
    return [], False


def _is_sex(figure: Figure, total: Figure) -> bool:
    """12 người, gồm 05 nam và 06 nữ."""
    return figure.measure.lower() in _SEXES and _PEOPLE in total.families


def _closes_sum(line: Line, total: Figure) -> bool:
    """12 tin + 5 bài = 17 tin, bài; Như vậy, 6 tháng đã đón 05 đoàn."""
    tokens = line.tokens
    before = line.text[tokens[total.start_token - 1].end : tokens[total.start_token].start] if total.start_token else ""
    first, _ = find_segment(tokens, total.first)
    return "=" in before or bool(_CONCLUDES.find_at(tokens, first))


def _find_told(same: Sequence[Figure], total: Figure) -> list[Figure]:
    """What was told before the sum: all of it that counts for the same."""
    return [f for f in same if f.first < total.first and f.indicator is not None and f.indicator == total.indicator]


def _find_bracket(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure) -> int | None:
    """The bracket behind the figure and the words that say what it counts: 07 văn bản chỉ đạo (...).

    A figure of another kind may stand between: 04 đoàn với 32 lượt người (Lào 02 đoàn, Thái Lan 02 đoàn).
    """
    others = {at for f in figures if not f.families & total.families for at in range(f.first, f.last)}
    for at in range(total.last, min(len(tokens), total.last + _BRACKET_REACH)):
        if tokens[at].key == "(":
            return at
        if at not in others and (tokens[at].is_stop or tokens[at].is_number):
            return None
        if at not in others and tokens[at].comma and not _opens_with_part(tokens, figures, total, at):
            return None
    return None


def _opens_with_part(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure, comma: int) -> bool:
    """04 văn bản chỉ đạo, điều hành (02 công văn, 01 kế hoạch): the first comma parts words of what is counted."""
    reach = range(comma, min(len(tokens), comma + _LABEL_REACH))
    bracket = next((at for at in reach if tokens[at].key == "("), None)
    if bracket is None or any(tokens[at].is_number or tokens[at].is_stop for at in range(comma, bracket)):
        return False
    close = next((at for at in range(bracket, len(tokens)) if tokens[at].key == ")"), len(tokens))
    inside = [f for f in figures if bracket < f.first < close and f.families & total.families]
    return len(inside) > 1 and inside[0].first == bracket + 1 and sum(f.value for f in inside) <= total.value


def _is_called_total(tokens: tuple[Token, ...], total: Figure) -> bool:
    """'tổng cộng', 'tổng số' right before the figure, or before its measure (tổng số tin, bài: 41)."""
    first, _ = find_segment(tokens, total.first)
    near = range(max(first, total.start_token - 2), total.start_token)
    return any(m.end == total.start_token for at in near for m in _TOTAL.find_at(tokens, at))


def _find_opening(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure) -> tuple[bool, int] | None:
    """Whether the words that open the parts of this total open all of them (gồm, a colon), and the token behind."""
    among = _speaks_of(tokens, total)
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
        for match in _PARTS.find_at(tokens, place):
            if (
                match.end < len(tokens)
                and _leads_to(tokens, figures, total, match.first)
                and not _only_describes(tokens, figures, match)
            ):
                return match.payload, match.end
    return None


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


def _near(tokens: tuple[Token, ...], total: Figure) -> range:
    first, _ = find_segment(tokens, total.first)
    return range(max(first, total.start_token - 3), total.start_token)


def _find_earlier(tokens: tuple[Token, ...], same: Sequence[Figure], total: Figure) -> list[Figure]:
    """12 tin và 5 bài, tổng cộng 17 tin, bài: the figures before it in its sentence."""
    first, _ = find_segment(tokens, total.first)
    return [f for f in same if first <= f.first < total.first]


def _leads_to(tokens: tuple[Token, ...], figures: Sequence[Figure], total: Figure, place: int) -> bool:
    """No other figure of that family between the total and 'trong đó', and no stop but right before it."""
    between = tokens[total.last : place]
    if between and between[-1].key in LINE_ENDS:
        between = between[:-1]  # đón 6 đoàn; trong đó ...
    if any(t.key in LINE_ENDS for t in between):
        return False
    return not any(total.first < f.first < place and f.families & total.families for f in figures)


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


def _quote(line: Line, figure: Figure) -> str:
    return line.text[line.tokens[figure.first].start : line.tokens[figure.last - 1].end]


def find_unsaid_totals(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """6 đoàn, 3 đoàn Lào, 2 đoàn Thái Lan, 1 đoàn Nhật Bản: the first is just what the others give."""
    for place, figure in enumerate(figures):
        same = [figure]
        segment = find_segment(line.tokens, figure.first)
        same += [
            f
            for f in figures[place + 1 :]
            if f.families & figure.families and find_segment(line.tokens, f.first) == segment and _may_sum(f, figure)
        ]
        if len(same) < _FEWEST_WITH_PARTS or not _may_sum(figure, figure):
            continue
        values = [f.value for f in same]
        if sum(values[1:]) == values[0] or sum(values[:-1]) == values[-1]:
            return same
    return []


def _may_sum(figure: Figure, other: Figure) -> bool:
    return figure.indicator is not None and figure.indicator == other.indicator and figure.scope is other.scope
