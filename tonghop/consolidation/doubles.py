"""Double claims (hoạt động báo cáo trùng): pairs of activities that may be one event. A person decides, never this.

Three ways lead to a claim: a shared date and alike words; or, where a date is missing, nearly equal words and shared
names or figures, because units copy the same general sentences; or one file that came in for two units. What a person
can be asked is bounded: the best partners of each activity, the best claims of a report. Which pairs are compared at
all is told elsewhere (pairs). Thresholds are those measured on units' real sentences.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from schemas.report import DoubleClaim
from tonghop.consolidation.features import Features
from tonghop.consolidation.pairs import list_pairs

SET_RATIO = 82.0  # one sentence is contained in the other
SORT_RATIO = 74.0  # the sentences have the same words
UNDATED_RATIO = 92.0
PLACE_RATIO = 80.0
LEAST_SHARED_WORDS = 4  # syllables: two Vietnamese words
MANY_SHARED_WORDS = 8
LARGE_FIGURE = 10  # two units both having 02 lớp means nothing, both having 41 tin, bài does
ENOUGH_EVIDENCE = 2
LONG_SENTENCE = 8  # syllables; shorter ones are equal by chance
OTHER_NUMBERS = 10.0  # taken off the score: the same event with another figure is still asked about, but last
MOST_PARTNERS = 3
MOST_CLAIMS = 200


class ClaimSearch(NamedTuple):
    """What is asked, every activity that may be told twice, and the number of likely pairs that are not asked about."""

    claims: tuple[DoubleClaim, ...]
    suspected: frozenset[str]
    unasked: int


def find_double_claims(features: Sequence[Features]) -> ClaimSearch:
    """Find the pairs that may be one event, in the order of the activities; `score` is 0..1, `counted` None."""
    scores = {
        pair: score for pair in list_pairs(features) if (score := score_pair(*(features[n] for n in pair))) is not None
    }
    likely = _drop_unlikely(scores, features)
    asked = _choose_best(likely)
    return ClaimSearch(
        claims=tuple(
            DoubleClaim(
                activities=(features[first].id, features[second].id), score=round(likely[first, second] / 100, 2)
            )
            for first, second in sorted(asked)
        ),
        suspected=frozenset(features[place].id for pair in likely for place in pair),
        unasked=len(likely) - len(asked),
    )


def _drop_unlikely(scores: dict[tuple[int, int], float], features: Sequence[Features]) -> dict[tuple[int, int], float]:
    """Without the pairs whose numbers differ although both have a partner whose numbers agree: rows of one series."""
    differing = {pair for pair in scores if _have_other_numbers(*(features[n] for n in pair))}
    matched = {place for pair in scores if pair not in differing for place in pair}
    return {pair: score for pair, score in scores.items() if pair not in differing or not matched.issuperset(pair)}


def _choose_best(scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The best pairs, no activity in more than MOST_PARTNERS of them, all together at most MOST_CLAIMS."""
    partners: Counter[int] = Counter()
    chosen: list[tuple[int, int]] = []
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if len(chosen) < MOST_CLAIMS and all(partners[place] < MOST_PARTNERS for place in pair):
            chosen.append(pair)
            partners.update(pair)
    return chosen


def score_pair(a: Features, b: Features) -> float | None:
    """How alike two activities are, 0..100, or None when they are no double claim; other numbers lower the score."""
    if a.unit != b.unit and a.source == b.source and a.text == b.text:
        return 100.0  # the very sentence of the very file, given for two units
    score = _compare(a, b)
    return None if score is None else score - (OTHER_NUMBERS if _have_other_numbers(a, b) else 0.0)


def _compare(a: Features, b: Features) -> float | None:
    """How alike the words are, 0..100, or None when something speaks against one event or too little for it."""
    if not _may_be_one(a, b) or (shared_words := len(a.words & b.words)) < LEAST_SHARED_WORDS:
        return None
    if a.text == b.text and a.unit != b.unit and a.figures & b.figures and len(a.text.split()) >= LONG_SENTENCE:
        return 100.0  # copied word by word with its figures
    sorted_ratio = fuzz.ratio(a.sorted_text, b.sorted_text, score_cutoff=SORT_RATIO)
    if a.dates & b.dates:
        if sorted_ratio:
            return max(sorted_ratio, fuzz.token_set_ratio(a.text, b.text))
        # A sentence within another one: only under one item, and with a name or many words in common.
        known = shared_words >= MANY_SHARED_WORDS or bool(a.names & b.names)
        contained = fuzz.token_set_ratio(a.text, b.text, score_cutoff=SET_RATIO) if a.item == b.item and known else 0.0
        return contained or None
    if not sorted_ratio or _weigh_evidence(a, b) < ENOUGH_EVIDENCE:
        return None
    score = max(sorted_ratio, fuzz.token_set_ratio(a.text, b.text))
    return score if score >= UNDATED_RATIO else None


def _may_be_one(a: Features, b: Features) -> bool:
    """Whether nothing contradicts: dates, names, places agree; a unit repeats itself for another item or channel."""
    if a.unit == b.unit and a.item == b.item and a.aspects == b.aspects:
        return False
    if a.dates and b.dates and not a.dates & b.dates:
        return False
    if a.names and b.names and len(a.names & b.names) * 2 < min(len(a.names), len(b.names)):
        return False
    return not (a.place and b.place) or fuzz.token_set_ratio(a.place, b.place) >= PLACE_RATIO


def _have_other_numbers(a: Features, b: Features) -> bool:
    """Whether each tells a number that the other does not: 12 người and 15 người, no matter who writes 02 for 2."""
    return bool(a.numbers - b.numbers and b.numbers - a.numbers)


def _weigh_evidence(a: Features, b: Features) -> int:
    """What two sentences share beyond words of the plan: a rare name or a large figure suffices, two weak ones do."""
    names = 2 * len(a.rare_names & b.rare_names) + bool(a.names & b.names)
    return names + sum(2 if value >= LARGE_FIGURE else 1 for value, _ in a.figures & b.figures)
