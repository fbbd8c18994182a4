"""Figures for which two readings compete: whoever acts, what only a part is, guests beside one's own people.

Such a figure has no indicator and a person is asked. Runs behind ties.py, before totals and parts (parts.py). Keeps
out wishes, cancellations and other times (cautions.py) and what is plainly of somebody else (foreign.py).
"""

import re
from collections.abc import Sequence

from schemas.plan import Indicator
from schemas.values import Scope
from tonghop.understanding.figures.tying.subjects import part_subjects
from tonghop.understanding.figures.uncounted.courses import find_other_courses
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_clause, find_segment
from tonghop.understanding.lexicon import ItemWords, Lexicon
from tonghop.understanding.words import Line, Token, make_keys

_GROUP, _PAPER = "đoàn", "văn bản"
_REACH = 200
_GUEST = re.compile(
    r"(?i)\b(?:doanh nghiệp|hợp tác xã|htx|nông dân|học sinh|sinh viên|hội viên|hiệp hội|nhà trường|trường)"
    r"(?:\s(?!tổ chức)[^\s,;.:()]+){0,8}?\s(?:đã\s|được\s)?(?:tham gia|tham dự|đi|đi theo|cử|dự)\s*$"
)
"""Doanh nghiệp tham gia 01 đoàn: not the unit went."""
_HELPED = re.compile(
    r"(?i)\b(?:chứng kiến\b[^,;.():]*|sao y|sao lục|sao gửi|(?:phiên )?dịch(?: cho)?"
    r"|ban tổ chức (?:đã )?(?:đón|tiếp|đón tiếp))\s$"
)
_OWNERS = re.compile(
    r"[^,;.:()\d]*?\s(?:(?P<among>giữa)\s(?:các\s)?doanh nghiệp"
    r"|(?i:của|do)\s(?:UBND\stỉnh|[Ll]ãnh đạo tỉnh|Trung ương)(?!\s(?!Quảng Trị)[A-ZĐ]))(?!\w)"
)
"""What stands behind a figure of papers or guests that are of somebody else; tỉnh Savannakhet sends its own."""
_ONE_OF_THEM = re.compile(r"(?i)\b(?:phối hợp|cùng|với|và)\s(?:các\s)?$")
_BOTH_SIDES = re.compile(r"(?i)\s*\((?=[^()]*\d\s*[^()\d,;]*\b(?:Việt Nam|Việt|trong nước)\b)[^()]*\d[^()]*\d[^()]*\)")
"""20 cán bộ (12 Lào, 08 Việt Nam)."""
_HOME, _VISITS = make_keys("trong nước"), make_keys("đến thăm")
"""Words by which the plan keeps guests of this country, and those who come, out of an indicator."""
_EVENT = "cuộc"
_WHO_CAME = frozenset({"đại biểu", "người", "lượt người", "khách", "lượt khách", "lượt đại biểu"})
_MEETING = re.compile(
    r"(?i)\b(?:hội nghị|hội thảo|tọa đàm|toạ đàm|diễn đàn|hội chợ|triển lãm|lễ ký|lễ khai mạc)\b[^,;.()]*"
    r"(?:\(|\s(?:có|với|gồm|quy tụ|thu hút))\s*(?:hơn |gần |khoảng |trên )?$"
)
_BESIDE = re.compile(r"(?i)\bcùng (?:dự|tham gia|tham dự|tiếp)\b[^.;,()]{0,60}?\s(?:có|còn có|là)\s$")
_RA_VAO = r"(?:ra(?:,|/|\s?[-–]|\svà)\s?(?:đoàn\s)?vào|vào(?:,|/|\s?[-–]|\svà)\s?(?:đoàn\s)?ra)\b"
_BOTH_WAYS_BEFORE = re.compile(
    rf"(?i)\bđoàn {_RA_VAO}(?:\s?[:–-]|\s(?:là|có|đạt|gồm|được|trong kỳ|tổng số|tổng cộng))*\s*$"
)
_BOTH_WAYS_BEHIND = re.compile(rf"(?i)\s{_RA_VAO}")
_IN_ALL = re.compile(r"(?i)\btổng\s(?:số|cộng)(?:\s(?:là|có|gồm))*\s*$")
_SOME = re.compile(r"(?i)[,;(.]?\s*trong (?:số )?đó,?\s(?:có\s)?$")


def drop_rivals(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> list[Figure]:
    """Take the indicator from figures that something beside them speaks against; they are returned."""
    words = lexicon.items.get(item)
    if words is None:
        return []
    dropped: list[Figure] = []
    indicators = {indicator.id: indicator for indicator in words.indicators}
    for place, figure in enumerate(figures):
        indicator = indicators.get(figure.indicator or "")
        if indicator is None or figure.scope is Scope.PLANNED:
            continue
        following = figures[place + 1] if place + 1 < len(figures) else None
        if (
            _is_of_guests(line, figure, indicator)
            or _is_only_helped(line, figure, indicator)
            or _is_of_both_sides(line, figure, indicator)
            or _came_to_meeting(line, figure, words)
            or (following is not None and _only_part_is(line, figure, following, indicator, words, lexicon))
        ):
            dropped.append(figure)
    dropped += [f for f in _find_both_ways(line, figures) if f not in dropped]
    dropped += part_subjects(line, figures, lexicon)
    dropped += [f for f in find_other_courses(line, figures, item, lexicon) if f not in dropped]
    for figure in dropped:
        figure.indicator = None
    return dropped


def _is_of_guests(line: Line, figure: Figure, indicator: Indicator) -> bool:
    """Doanh nghiệp tham gia 01 đoàn xúc tiến tại Lào: the one who acts is no unit of the department."""
    if _GROUP not in figure.families or not any(make_keys(word) == _VISITS for word in indicator.without):
        return False
    tokens = line.tokens
    first, _ = find_segment(tokens, figure.first)
    start = max(tokens[first].start, tokens[figure.first].start - _REACH)
    told = line.text[start : tokens[figure.start_token].start]
    found = _GUEST.search(told)
    return found is not None and not _ONE_OF_THEM.search(told[: found.start()])


def _is_only_helped(line: Line, figure: Figure, indicator: Indicator) -> bool:
    """Chứng kiến ký kết 03 biên bản; phiên dịch cho 02 đoàn; 02 đoàn khách do UBND tỉnh chủ trì đón."""
    tokens = line.tokens
    start = max(0, tokens[figure.start_token].start - _REACH)
    if _HELPED.search(line.text[start : tokens[figure.start_token].start]):
        return True
    without = [make_keys(word) for word in indicator.without]
    guests = _HOME in without and _VISITS not in without
    if not guests and _PAPER not in figure.families:
        return False
    behind = line.text[tokens[figure.last - 1].end : tokens[figure.last - 1].end + _REACH]
    told = _OWNERS.match(behind)
    return told is not None and (guests or told["among"] is not None)


def _find_both_ways(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """08 đoàn ra và vào với 40 lượt người; 03 đoàn ra, 05 đoàn vào, tổng số 40 người: of neither alone."""
    found: list[Figure] = []
    for place, figure in enumerate(figures):
        tokens = line.tokens
        start = tokens[find_segment(tokens, figure.first)[0]].start
        before = line.text[start : tokens[figure.start_token].start]
        groups = {f.indicator for f in figures[:place] if _GROUP in f.families and tokens[f.first].start >= start}
        if _GROUP in figure.families:
            behind = _BOTH_WAYS_BEHIND.match(line.text, tokens[figure.last - 1].end)
            mixed = bool(_BOTH_WAYS_BEFORE.search(before) or behind)
        else:
            is_theirs = bool(found) and found[-1] is figures[place - 1] and tokens[found[-1].first].start >= start
            mixed = is_theirs or (len(groups) > 1 and bool(_IN_ALL.search(before)))
        if mixed and figure.indicator is not None and figure.scope is not Scope.PLANNED:
            found.append(figure)
    return found


def _is_of_both_sides(line: Line, figure: Figure, indicator: Indicator) -> bool:
    """Đón 20 cán bộ (12 Lào, 08 Việt Nam): where guests of this country do not count, some of them are none."""
    guests = any(make_keys(word) == _HOME for word in indicator.without)
    return guests and bool(_BOTH_SIDES.match(line.text, line.tokens[figure.last - 1].end))


def _came_to_meeting(line: Line, figure: Figure, words: ItemWords) -> bool:
    """Tại hội nghị (40 đại biểu) ký 01 biên bản; cùng dự có 09 cán bộ: who came, where the item counts no meetings."""
    counts = any(indicator.measure == _EVENT for indicator in words.indicators)
    if counts or PEOPLE not in figure.families:
        return False
    segment = line.tokens[find_segment(line.tokens, figure.first)[0]].start
    if _BESIDE.search(line.text[segment : line.tokens[figure.start_token].start]):
        return True
    if figure.measure.lower() not in _WHO_CAME:
        return False
    start = line.tokens[find_clause(line.tokens, figure.start_token)].start
    if line.tokens[figure.start_token - 1].key == "(":
        start = line.tokens[find_clause(line.tokens, max(0, figure.start_token - 2))].start
    return bool(_MEETING.search(line.text[start : line.tokens[figure.start_token].start]))


def _only_part_is(
    line: Line, total: Figure, part: Figure, indicator: Indicator, words: ItemWords, lexicon: Lexicon
) -> bool:
    """03 đề tài, trong đó 01 hợp tác với Lào: what the indicator names is said of the part, not of the whole."""
    between = line.text[line.tokens[total.last - 1].end : line.tokens[part.start_token].start]
    if not (part.families & total.families) or not _SOME.search(between):
        return False
    named = _find_naming(indicator, lexicon)
    first, _ = find_segment(line.tokens, total.first)
    _, last = find_segment(line.tokens, part.first)
    close = next((at for at in range(part.last, last) if line.tokens[at].key in "()"), last)
    own = _has(line.tokens, first, part.start_token, words, indicator.id, named)
    if close < last and line.tokens[close].key == ")":
        # 96 tin, bài (trong đó 41 tin, bài về ...) trên Cổng: behind the bracket the whole is spoken of again
        own, last = own or _has(line.tokens, close, last, words, indicator.id, named), close
    return bool(named) and not own and _has(line.tokens, part.start_token, last, words, indicator.id, named)


def _find_naming(indicator: Indicator, lexicon: Lexicon) -> set[tuple[str, ...]]:
    """The deciding words that stand in the indicator's title and are no measure: hợp tác of dự án hợp tác."""
    title = make_keys(indicator.title)
    found = {make_keys(word) for word in indicator.words if not lexicon.find_families(word)}
    return {keys for keys in found if any(title[at : at + len(keys)] == keys for at in range(len(title)))}


def _has(
    tokens: tuple[Token, ...], first: int, last: int, words: ItemWords, indicator: str, named: set[tuple[str, ...]]
) -> bool:
    found = [m for at in range(first, last) for m in words.words.find_at(tokens, at) if m.payload == indicator]
    return any(tuple(token.key for token in tokens[m.first : m.end]) in named for m in found)
