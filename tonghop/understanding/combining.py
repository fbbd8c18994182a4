"""Several documents of one submission -> one: a text counts once, one that differs only in figures is a doubt.

Keeps out what one document says (grouping.py).
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from schemas.submission import Activity, Doubt, ItemReport
from schemas.values import CellState
from tonghop.understanding.words import fold

_BEST = (CellState.REPORTED, CellState.NOTHING, CellState.EMPTY, CellState.MISSING)
_SAME = 94


def combine_items(reports: Sequence[ItemReport]) -> tuple[ItemReport, list[Doubt]]:
    """One item out of several documents: the best state; activities of the first document that has them go first."""
    if len(reports) == 1:
        return reports[0], []
    kept: list[Activity] = []
    doubts: list[Doubt] = []
    for report in reports:
        before = list(kept)
        for activity in report.activities:
            twin = next((other for other in before if _is_twin(activity, other)), None)
            if twin is None:
                kept.append(activity)
            elif [q.value for q in twin.quantities] != [q.value for q in activity.quantities]:
                doubts.append(
                    Doubt(
                        rule="copies-differ", locator=activity.locator, texts=(twin.text, activity.text, twin.locator)
                    )
                )
    best = min(reports, key=lambda report: _BEST.index(report.state))
    return best.model_copy(update={"activities": tuple(kept)}), doubts


def _is_twin(one: Activity, other: Activity) -> bool:
    """The same sentence, whatever its figures."""
    if one.text == other.text:
        return True
    return fuzz.ratio(_wordless(one.text), _wordless(other.text)) >= _SAME


def _wordless(text: str) -> str:
    return re.sub(r"\d+", "#", fold(text))
