"""Figures that correct another one: ghi 12 tin, bài, nay đính chính là 15 tin, bài; không phải 12 mà là 15.

The corrected one counts no more and the correcting one stands for it. Where the first is of an earlier time, or nobody
can tell which of several is corrected, none counts and a person is asked. Keeps out figures that name again what was
told (again.py).
"""

import re
from collections.abc import Sequence

from schemas.values import Scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_sentence
from tonghop.understanding.words import Line

_ROUGHLY = r"(?:hơn |gần |khoảng |trên )?"
_OF_WHAT = r"(?:\s(?P<{}>(?!(?:là|thành|còn)\b)[^\s.;,()\d][^.;,()\d]{{0,60}}?))?"
_RIGHT = re.compile(
    r"(?i)(?:\b(?:đính chính|cải chính|(?:điều chỉnh|sửa|chỉnh|cập nhật|xác định|thống kê) lại)(?: lại)?"
    rf"(?:\s(?:số liệu|con số|số lượng|số|kết quả|tổng số){_OF_WHAT.format('what')})?"
    r"(?:\s(?:là|thành|còn|lên|xuống|xuống còn|được|có)|\s?:)"
    rf"|\b(?:số|số liệu|con số)\s(?:đúng|chính xác|chuẩn|đầy đủ)(?: nhất)?{_OF_WHAT.format('which')}"
    r"(?:\s(?:phải là|là|có)|\s?:)"
    r"|\b(?:số|số liệu|con số)\s(?:đúng|chính xác)"
    r"|\b(?:đúng|đúng ra|chính xác|lẽ ra)\slà|\b(?<!không )phải là"
    r"|\bsau (?:khi )?(?:rà soát|kiểm tra|đối chiếu|loại|trừ|bỏ|đếm)[^.;\d]{0,40}\s(?:còn|còn lại|là|chỉ còn)"
    r"|\bkhông phải(?: là)?\s\d[^.;]{0,60}?\smà(?: phải)? là"
    r"|\b(?:đính chính|cải chính|sửa)\s[^.;]{0,80}\d[^.;\d]{0,40}\sthành"
    rf")\s{_ROUGHLY}$"
)
"""Right before the figure that counts; another one stands before. It may say which is corrected."""
_MAYBE = re.compile(
    rf"(?i)\bđiều chỉnh(?:\s[^.;]{{0,80}}\d[^.;\d]{{0,40}})?\s(?:là|thành|còn|lên|xuống|xuống còn)\s{_ROUGHLY}$"
)
"""A plan is changed so as well."""
_WRONG = re.compile(
    r"(?i)[^.;()\d]*(?:,|\(|\s)\s*(?:thay cho|thay vì|thay thế(?: cho)?|(?:chứ )?không phải(?: là)?"
    r"|(?:bị )?(?:ghi |báo cáo )?nhầm(?: là| thành)?|(?:con )?số (?:cũ|sai|ghi nhầm)(?: là)?)"
    r"(?:\s(?:con số|số|số liệu|mức))?:?\s*"
)
"""What stands between the figure that counts and the one that it replaces."""
_EARLIER = re.compile(r"(?i)\b(?:kỳ|năm|quý|báo cáo|lần|tháng|đợt|gửi) (?:trước|ngoái)\b|\bnăm \d{4}\b")
_LESS = re.compile(r"(?i)\b(?:trừ|loại|bớt|tính|kể|trùng|bỏ)(?: đi| bỏ)?\s(?:cả\s)?$")
_TELLING, _REACH = 2, 200


def drop_corrected(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """Give the indicator of a corrected figure to the one that corrects it; those to ask about are returned."""
    asked: list[Figure] = []
    for place, figure in enumerate(figures):
        if not figure.countable or not figure.families:
            continue
        lead = _read_lead(line, figure)
        if _is_replaced(line, figures[:place], figure):
            _silence(figure)
        elif cue := _RIGHT.search(lead):
            named = bool(cue["what"] or cue["which"])
            asked += _replace(line, _find_before(line, figures[:place], figure), figure, named=named)
        elif _MAYBE.search(lead) and (before := _find_before(line, figures[:place], figure)):
            asked += _ask([*before, figure])
    return asked


def _is_replaced(line: Line, earlier: Sequence[Figure], figure: Figure) -> bool:
    """110 tin, bài thay cho 120 tin, bài: the words between it and the figure of its kind before it say so."""
    right = next((f for f in reversed(earlier) if f.families & figure.families), None)
    start, end = line.tokens[right.last - 1].end if right else 0, line.tokens[figure.start_token].start
    return right is not None and end - start <= _REACH and _WRONG.fullmatch(line.text, start, end) is not None


def _read_lead(line: Line, figure: Figure) -> str:
    start = line.tokens[figure.start_token].start
    return line.text[max(0, start - _REACH) : start]


def _find_before(line: Line, earlier: Sequence[Figure], figure: Figure) -> list[Figure]:
    """The figures of its kind in its sentence or the one before."""
    first, _ = find_sentence(line.tokens, figure.first)
    first, _ = find_sentence(line.tokens, max(0, first - _TELLING))
    return [f for f in earlier if f.first >= first and f.families & figure.families]


def _replace(line: Line, before: Sequence[Figure], right: Figure, *, named: bool) -> list[Figure]:
    """145 tin, bài, chưa trừ 7 tin bị trùng, số đúng là 138: what was taken off is no figure that could be meant."""
    less = [f for f in before if _LESS.search(_read_lead(line, f))]
    if not named and len({f.indicator for f in before if f not in less and f.indicator}) > 1:
        return _ask([*before, right])
    wrong = [f for f in before if f not in less and (right.indicator is None or f.indicator in {None, right.indicator})]
    told = [f for f in wrong if f.indicator is not None]
    if not wrong:
        return []
    first, _ = find_sentence(line.tokens, wrong[0].first)
    lead = line.text[line.tokens[first].start : line.tokens[right.first].start]
    if len(wrong) > 1 or wrong[0].scope is not Scope.PERIOD or _EARLIER.search(lead):
        return _ask([*wrong, right])
    right.indicator = right.indicator or (told[0].indicator if told else None)
    for figure in (*wrong, *less):
        _silence(figure)
    return []


def _ask(figures: Sequence[Figure]) -> list[Figure]:
    asked = [figure for figure in figures if figure.indicator is not None]
    if asked:
        for figure in figures:
            _silence(figure)
    return asked


def _silence(figure: Figure) -> None:
    figure.indicator, figure.untied = None, False
