"""Double claims (hoạt động báo cáo trùng): pairs of activities that may be one event. A person decides, never this.

Two ways lead to a claim: a shared date and alike words; or, where a date is missing, nearly equal words and shared
names or figures, because units copy the same general sentences. Pairs are compared within blocks only (by date, by rare
name, by figure): comparing all pairs costs 12 us each. Thresholds are those measured on units' real sentences.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from schemas.report import DoubleClaim
from tonghop.consolidation.features import Features

SET_RATIO = 82.0  # one sentence is contained in the other
SORT_RATIO = 74.0  # the sentences have the same words
UNDATED_RATIO = 92.0
PLACE_RATIO = 80.0
LEAST_SHARED_WORDS = 4  # syllables: two Vietnamese words
MANY_SHARED_WORDS = 8
LARGE_FIGURE = 10  # two units both having 02 lớp means nothing, both having 41 tin, bài does
ENOUGH_EVIDENCE = 2


def find_double_claims(features: Sequence[Features]) -> tuple[DoubleClaim, ...]:
    """Find the pairs that may be one event, in the order of the activities; `score` is 0..1, `counted` None."""
    claims: dict[tuple[int, int], float] = {}
    for first, second in _list_pairs(features):
        if (first, second) not in claims and (score := score_pair(features[first], features[second])) is not None:
            claims[first, second] = score
    return tuple(
        DoubleClaim(activities=(features[first].id, features[second].id), score=round(score / 100, 2))
        for (first, second), score in sorted(claims.items())
    )


def score_pair(a: Features, b: Features) -> float | None:
    """How alike two activities are, 0..100, or None when they are no double claim."""
    shared_words = len(a.words & b.words)
    if not _may_be_one(a, b) or shared_words < LEAST_SHARED_WORDS:
        return None
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


def _list_pairs(features: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Pairs of places (first < second) that share a date, a rare name or a figure: no other pair can be a claim."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for place, each in enumerate(features):
        for key in (*each.dates, *each.rare_names, *each.figures):
            blocks[key].append(place)
    for block in blocks.values():
        yield from combinations(block, 2)


def _may_be_one(a: Features, b: Features) -> bool:
    """Whether nothing contradicts: dates, names, places agree; a unit repeats itself for another item or channel."""
    if a.dates and b.dates and not a.dates & b.dates:
        return False
    if a.unit == b.unit and a.item == b.item and a.aspects == b.aspects:
        return False
    if a.names and b.names and len(a.names & b.names) * 2 < min(len(a.names), len(b.names)):
        return False
    return not (a.place and b.place) or fuzz.token_set_ratio(a.place, b.place) >= PLACE_RATIO


def _weigh_evidence(a: Features, b: Features) -> int:
    """What two sentences share beyond words of the plan: a rare name or a large figure suffices, two weak ones do."""
    names = 2 * len(a.rare_names & b.rare_names) + bool(a.names & b.names)
    return names + sum(2 if value >= LARGE_FIGURE else 1 for value, _ in a.figures & b.figures)
