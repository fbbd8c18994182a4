"""An estimate of the whole period beside what was reached so far: Đăng 16 tin; ước cả 6 tháng đạt 20 tin counts 20.

Within one text and between the texts of an item. Keeps out how a single number is meant (precision.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.submission import Activity, Doubt
from schemas.values import Scope
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import Line

_WHOLE = r"(?:(?:cả|hết|trong|toàn|đến hết|cho|của|kết quả)\s+)*"
_TO_REACH = r"(?:thực hiện|đạt|tính|khoảng|kết quả|tổng|số|có|đến)"
_OF_PERIOD = re.compile(
    rf"(?i)\bước\s+(?:{_TO_REACH}\s+)*{_WHOLE}(?:(?:0?6|sáu)\s+tháng|(?:cuối\s+)?kỳ|tháng\s+0?6|\d{{1,2}}/\d{{1,2}})\b"
    rf"|\bước\s+(?:{_TO_REACH}\s+)*đến\s+(?:hết\s+)?(?:ngày\s+\d|tháng\s+(?:0?6|12)\b)"
    r"|\b(?:cả|hết|toàn|cuối)\s+(?:(?:0?6|sáu)\s+tháng|kỳ)\b[^.;,\d]{0,40}\bước\b"
    r"|\b(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?,?\s+ước\b"
)
_OF_YEAR = re.compile(
    rf"(?i)\bước\s+(?:{_TO_REACH}\s+)*(?:(?:cả|hết|trong|toàn|đến hết|cho)\s+)*(?:năm|12 tháng)\b"
    r"|\b(?:cả|hết|toàn)\s+năm\b[^.;,\d]{0,40}\bước\b"
)
_MOST_DAYS_OF_HALF, _FIRST_HALF = 200, 6


def set_years_estimates(line: Line, figures: Sequence[Figure], window: tuple[date, date] | None) -> None:
    """Ước cả năm 120 in a report of the first half: still to come."""
    if window is None or (window[1] - window[0]).days > _MOST_DAYS_OF_HALF or window[1].month > _FIRST_HALF:
        return
    for figure in figures:
        if figure.scope is Scope.PERIOD and figure.estimate and _OF_YEAR.search(_tell_before(line, figure)):
            figure.scope = Scope.PLANNED


def replace_reached(line: Line, figures: Sequence[Figure]) -> list[Figure]:
    """Take the indicator from what was reached so far, where the whole period is estimated beside it.

    Returns:
        Both, where the estimate is smaller than what was reached: a person decides.
    """
    doubted: list[Figure] = []
    wholes = [f for f in figures if f.indicator and f.scope is Scope.PERIOD and _estimates_period(line, f)]
    for whole in wholes:
        reached = [
            f
            for f in figures
            if f not in wholes and f.indicator == whole.indicator and f.scope is Scope.PERIOD and not f.estimate
        ]
        if sum(f.value for f in reached) > whole.value:
            doubted += [whole, *reached]
            continue
        for figure in reached:
            figure.indicator = None
    return doubted


def _estimates_period(line: Line, figure: Figure) -> bool:
    return figure.estimate and bool(_OF_PERIOD.search(_tell_before(line, figure)))


def _tell_before(line: Line, figure: Figure) -> str:
    first, _ = find_segment(line.tokens, figure.first)
    return line.text[line.tokens[first].start : line.tokens[figure.first].start]


def replace_reached_above(activities: Sequence[Activity]) -> tuple[list[Activity], list[Doubt]]:
    """The same between the texts of an item: a text that begins with the estimate of the whole period."""
    settled = list(activities)
    doubts: list[Doubt] = []
    for place, activity in enumerate(activities):
        if not _OF_PERIOD.match(activity.text.lstrip(" -+*•,")):
            continue
        for whole in (q for q in activity.quantities if q.estimate and q.indicator and q.scope is Scope.PERIOD):
            parts = [
                (at, index)
                for at, other in enumerate(settled)
                for index, q in enumerate(other.quantities)
                if at != place and q.indicator == whole.indicator and q.scope is Scope.PERIOD and not q.estimate
            ]
            if sum(settled[at].quantities[index].value for at, index in parts) > whole.value:
                doubts.append(Doubt(rule="figure-ambiguous", locator=activity.locator, texts=(activity.text,)))
            for at, index in parts:
                settled[at] = drop_indicator(settled[at], index)
    return settled, doubts


def drop_indicator(activity: Activity, index: int) -> Activity:
    """The activity with one figure that is only quoted."""
    quantities = list(activity.quantities)
    quantities[index] = quantities[index].model_copy(update={"indicator": None})
    return activity.model_copy(update={"quantities": tuple(quantities)})
