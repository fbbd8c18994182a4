"""What cross-validation scores are worth: the temperature, the limits of automatic filing, and the proof of both.

Plain arithmetic on scores; no scikit-learn. The limits are the widest at which the lower bound still holds.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from schemas.model import Limits, Proof

NONE = 0
NONE_SHARE, NONE_SHARE_LEARNT = 0.15, 0.30
"""Share of sentences without item among those that reach the model in reports, and among the examples."""
PRECISION, NONE_FILED, ITEM_DROPPED = 0.975, 0.02, 0.02
"""Bounds (95%, Wilson) that must hold: right of what is filed, filed of none, dropped of items' sentences."""
_ITEM_DROPPED_WITH_FIGURE = 0.01
_SURE_NONE, _SURE_NONE_WITH_FIGURE = 0.7, 0.9
"""Whatever the examples prove: what is left out, nobody sees as a question."""
KNOWN_RATIO = 0.6
FEWEST_WORDS, MOST_WORDS = 3, 80
_Z = 1.96
_STEPS = [step / 200 for step in range(100, 200)]
_TEMPERATURES: list[float] = [0.5 + 0.05 * step for step in range(71)]


class Judged(NamedTuple):
    """Scores by models that did not see what they judge."""

    truth: list[int]
    scores: list[list[float]]
    texts: list[str]
    ways: str


class _Case(NamedTuple):
    truth: int
    best: int
    score: float
    """Chance of the best item."""
    none: float
    ranked: list[int]
    figures: bool
    fit: bool
    """Neither too short nor too long."""

    @property
    def guess(self) -> int:
        return self.best if self.score >= self.none else NONE


def shift_none(row: Sequence[float]) -> list[float]:
    """Scores as if sentences of no item were as rare as in reports; that one is the first."""
    odds = NONE_SHARE / (1 - NONE_SHARE) / (NONE_SHARE_LEARNT / (1 - NONE_SHARE_LEARNT))
    return [row[0] + math.log(odds), *row[1:]]


def find_wilson(right: int, of: int) -> tuple[float, float]:
    """Lower and upper 95% bound of a share (Wilson)."""
    if not of:
        return 0.0, 1.0
    share, weight = right / of, _Z * _Z / of
    middle = share + weight / 2
    spread = _Z * math.sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, (middle - spread) / (1 + weight)), min(1.0, (middle + spread) / (1 + weight))


def make_chances(row: Sequence[float], temperature: float) -> list[float]:
    """Scores as probabilities."""
    top = max(row)
    parts = [math.exp((value - top) / temperature) for value in row]
    return [part / sum(parts) for part in parts]


def choose_temperature(judged: Judged) -> float:
    """The temperature at which the probabilities say best what is true; labels are 0, 1, 2 ... in the rows' order."""
    order = sorted(set(judged.truth))

    def find_loss(temperature: float) -> float:
        rows = zip(judged.scores, judged.truth, strict=True)
        return -sum(math.log(make_chances(row, temperature)[order.index(true)] + 1e-12) for row, true in rows)

    best: float = min(_TEMPERATURES, key=find_loss)
    return round(best, 2)


def choose_limits(judged: Judged, labels: Sequence[int], temperature: float, texts: int) -> tuple[Limits, Proof]:
    """The widest limits whose bounds hold, and what they prove."""
    cases = _make_cases(judged, labels, temperature)
    score = next((step for step in _STEPS if _is_proved(cases, step)), _STEPS[-1])
    limits = Limits(
        score=score,
        known_ratio=KNOWN_RATIO,
        fewest_words=FEWEST_WORDS,
        most_words=MOST_WORDS,
        none_score=max(_SURE_NONE, _choose_none(cases, ITEM_DROPPED, figures=False)),
        none_score_with_figure=max(
            _SURE_NONE_WITH_FIGURE, _choose_none(cases, _ITEM_DROPPED_WITH_FIGURE, figures=True)
        ),
    )
    return limits, _prove(cases, limits, texts, judged.ways)


def _make_cases(judged: Judged, labels: Sequence[int], temperature: float) -> list[_Case]:
    cases = []
    for true, row, text in zip(judged.truth, judged.scores, judged.texts, strict=True):
        chances = dict(zip(labels, make_chances(row, temperature), strict=True))
        none = chances.pop(NONE)
        ranked = sorted(chances, key=lambda item: -chances[item])
        words = sum(any(char.isalpha() for char in word) for word in text.split())
        fits = FEWEST_WORDS <= words <= MOST_WORDS
        figures = any(char.isdigit() for char in text)
        cases.append(_Case(true, ranked[0], chances[ranked[0]], none, ranked, figures, fits))
    return cases


def _list_filed(cases: Sequence[_Case], score: float) -> list[_Case]:
    return [case for case in cases if case.fit and case.guess != NONE and case.score >= score]


def _is_proved(cases: Sequence[_Case], score: float) -> bool:
    filed = _list_filed(cases, score)
    right = sum(case.truth == case.best for case in filed)
    wrong_none = sum(case.truth == NONE for case in filed)
    nones = sum(case.truth == NONE for case in cases)
    return find_wilson(right, len(filed))[0] >= PRECISION and find_wilson(wrong_none, nones)[1] <= NONE_FILED


def _choose_none(cases: Sequence[_Case], bound: float, *, figures: bool) -> float:
    own = [case.none for case in cases if case.truth != NONE and case.figures is figures]
    for step in _STEPS:
        if find_wilson(sum(none >= step for none in own), len(own))[1] <= bound:
            return step
    return 1.0


def _prove(cases: Sequence[_Case], limits: Limits, texts: int, ways: str) -> Proof:
    items = [case for case in cases if case.truth != NONE]
    nones = [case for case in cases if case.truth == NONE]
    filed = _list_filed(cases, limits.score)
    right = sum(case.truth == case.best for case in filed)

    def is_dropped(case: _Case) -> bool:
        return case.none >= (limits.none_score_with_figure if case.figures else limits.none_score)

    def share(count: int, of: Sequence[object]) -> float:
        return round(count / len(of), 4) if of else 0.0

    return Proof(
        examples=texts,
        ways=ways,
        top1_ratio=share(sum(case.guess == case.truth for case in items), items),
        top2_ratio=share(sum(case.truth in case.ranked[:2] for case in items), items),
        none_ratio=share(sum(case.guess == NONE for case in nones), nones),
        precision=share(right, filed),
        precision_at_least=round(find_wilson(right, len(filed))[0], 4),
        coverage=share(sum(case.truth != NONE for case in filed), items),
        none_filed_ratio=share(sum(case.truth == NONE for case in filed), nones),
        none_dropped_wrong_ratio=share(sum(is_dropped(case) for case in items), items),
    )
