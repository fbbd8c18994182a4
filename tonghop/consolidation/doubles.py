"""Double claims (hoạt động báo cáo trùng): pairs of activities that may be one event. A person decides, never this.

Five ways lead to a claim: a shared date and alike words; or, where a date is missing, nearly equal words and shared
names or figures, because units copy the same general sentences; or one quoted title, as of an article that two channels
carry; or one file that came in for two units; or, of two units, the same thing counted of one subject (common_events).
What a person can be asked is bounded: the best partners of each activity, the best claims of a report. Keeps out which
pairs are compared at all (pairs) and what people decided (claims). Thresholds are those measured on units' real
sentences.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from tonghop.consolidation.common_events import score_common
from tonghop.consolidation.features import Features
from tonghop.consolidation.pairs import list_pairs

SET_RATIO = 82.0  # one sentence is contained in the other
SORT_RATIO = 74.0  # the sentences have the same words
UNDATED_RATIO = 92.0
TITLED_RATIO = 65.0  # of two sentences that quote one title
PLACE_RATIO = 80.0
LEAST_SHARED_WORDS = 4  # syllables: two Vietnamese words
MANY_SHARED_WORDS = 8
LARGE_FIGURE = 10  # two units both having 02 lớp means nothing, both having 41 tin, bài does
RARE = 100  # a figure that two units do not have by chance
ENOUGH_EVIDENCE = 2
LONG_SENTENCE = 8  # syllables; shorter ones are equal by chance
OTHER_NUMBERS = 10.0  # taken off the score: the same event with another figure is still asked about, but last
MOST_PARTNERS = 3
MOST_CLAIMS = 200
_Shared = TypeVar("_Shared")
Pair = tuple[int, int]
"""Two places among the activities, the smaller one first."""


def score_claims(features: Sequence[Features]) -> dict[Pair, float]:
    """Every pair that may be one event, with its score 0..100."""
    return {
        pair: score for pair in list_pairs(features) if (score := score_pair(*(features[n] for n in pair))) is not None
    }


def drop_unlikely(scores: Mapping[Pair, float], features: Sequence[Features]) -> dict[Pair, float]:
    """Without the pairs whose numbers differ although both have a partner whose numbers agree: rows of one series."""
    differing = {pair for pair in scores if _have_other_numbers(*(features[n] for n in pair))}
    matched = {place for pair in scores if pair not in differing for place in pair}
    return {pair: score for pair, score in scores.items() if pair not in differing or not matched.issuperset(pair)}


def choose_best(scores: Mapping[Pair, float]) -> list[Pair]:
    """The best pairs, no activity in more than MOST_PARTNERS of them, all together at most MOST_CLAIMS."""
    partners: Counter[int] = Counter()
    chosen: list[Pair] = []
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
    if a.text == b.text and _share(a.figures, b.figures) and len(a.text.split()) >= LONG_SENTENCE:
        return 100.0  # copied word by word with its figures
    if a.item == b.item and _share(a.titles, b.titles):
        alike = fuzz.ratio(a.sorted_text, b.sorted_text)
        if alike >= TITLED_RATIO:
            return max(alike, UNDATED_RATIO)
    has_day = bool(_share(a.dates, b.dates))
    score = _compare_dated(a, b, shared_words) if has_day else _compare_undated(a, b)
    if score is None and a.unit != b.unit and a.counted and b.counted:
        return score_common(a, b, has_day=has_day)
    return score


def _compare_dated(a: Features, b: Features, shared_words: int) -> float | None:
    """Two sentences of one day: alike, or one within the other."""
    sorted_ratio = fuzz.ratio(a.sorted_text, b.sorted_text, score_cutoff=SORT_RATIO)
    if sorted_ratio:
        return max(sorted_ratio, fuzz.token_set_ratio(a.text, b.text))
    # A sentence within another one: only under one item, and with a name or many words in common.
    known = shared_words >= MANY_SHARED_WORDS or bool(_share(a.names, b.names))
    contained = fuzz.token_set_ratio(a.text, b.text, score_cutoff=SET_RATIO) if a.item == b.item and known else 0.0
    return contained or None


def _compare_undated(a: Features, b: Features) -> float | None:
    """Nearly equal sentences with more in common than the plan's words.

    Two units that each posted 14 articles have a number in common and no event: both may well be true. That both
    reached 1.246 people is no chance.
    """
    if not (a.is_event or b.is_event) and max((value for value, _ in _share(a.figures, b.figures)), default=0) < RARE:
        return None
    sorted_ratio = fuzz.ratio(a.sorted_text, b.sorted_text, score_cutoff=SORT_RATIO)
    if not sorted_ratio or _weigh_evidence(a, b) < ENOUGH_EVIDENCE:
        return None
    score = max(sorted_ratio, fuzz.token_set_ratio(a.text, b.text))
    return score if score >= UNDATED_RATIO else None


def _may_be_one(a: Features, b: Features) -> bool:
    """Whether nothing contradicts: dates, names, places agree; a unit repeats itself for another item or channel."""
    if a.unit == b.unit and a.item == b.item and a.aspects == b.aspects:
        return False
    if _are_days_apart(a, b):
        return False
    if a.names and b.names and len(_share(a.names, b.names)) * 2 < min(len(a.names), len(b.names)):
        return False
    return not (a.place and b.place) or fuzz.token_set_ratio(a.place, b.place) >= PLACE_RATIO


def _are_days_apart(a: Features, b: Features) -> bool:
    """Whether both tell when, and no day of the one can be of the other: 12/5 may be within "trong tháng 5"."""
    if not (a.dates or a.spans) or not (b.dates or b.spans) or _share(a.dates, b.dates):
        return False
    ranges = [[*((day, day) for day in each.dates), *each.spans] for each in (a, b)]
    return not any(first <= end and start <= last for first, last in ranges[0] for start, end in ranges[1])


def _have_other_numbers(a: Features, b: Features) -> bool:
    """Whether each tells a number that the other does not: 12 người and 15 người, no matter who writes 02 for 2."""
    return bool(set(a.numbers).difference(b.numbers) and set(b.numbers).difference(a.numbers))


def _share(one: Iterable[_Shared], other: Iterable[_Shared]) -> set[_Shared]:
    return set(one).intersection(other)


def _weigh_evidence(a: Features, b: Features) -> int:
    """What two sentences share beyond words of the plan: a rare name or a large figure suffices, two weak ones do."""
    names = 2 * len(_share(a.rare_names, b.rare_names)) + bool(_share(a.names, b.names))
    return names + sum(2 if value >= LARGE_FIGURE else 1 for value, _ in _share(a.figures, b.figures))
