"""What people decided on double claims, followed: which activity counts for which, what is still to be asked.

A claim that is decided is out of every bound, so that an answer is never lost among new questions. Keeps out how alike
two activities are (doubles) and putting a question into words (questions).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schemas.decision import NO_DECISIONS, Decisions
from schemas.report import DoubleClaim, ReportActivity
from schemas.subjects import make_claim_subject
from schemas.values import ClaimChoice, QuestionKind
from tonghop.consolidation.doubles import Pair, choose_best, drop_unlikely, score_claims
from tonghop.consolidation.features import Features

COUNT_BOTH = "both"
NEARLY_EQUAL = 0.9
"""The score of two sentences that a reader takes for one."""


class ClaimSearch(NamedTuple):
    """What is asked and what was decided."""

    claims: tuple[DoubleClaim, ...]
    suspected: frozenset[str]  # every activity that may be told twice, also those that are not asked about
    doubled: frozenset[str]  # activities that another one counts for
    unasked: int  # likely pairs that are not asked about
    contradicting: tuple[tuple[str, str], ...]  # claims whose decisions lead in a circle; they are asked again


def find_double_claims(features: Sequence[Features], period: str, decisions: Decisions = NO_DECISIONS) -> ClaimSearch:
    """Find the pairs that may be one event, in the order of the activities; `score` is 0..1."""
    scores = score_claims(features)
    choices = _find_choices(scores, features, period, decisions)
    losing = {
        pair: _order(pair, features)[choice is ClaimChoice.FIRST]
        for pair, choice in choices.items()
        if choice is not ClaimChoice.BOTH
    }
    circular = _find_circular(losing)
    losing = {pair: loser for pair, loser in losing.items() if pair not in circular}
    open_ = {pair: score for pair, score in drop_unlikely(scores, features).items() if pair not in choices}
    open_ |= {pair: scores[pair] for pair in circular}
    survivors = _find_survivors(losing)
    likely = _ask_survivors(open_ | _link_survivors(losing, survivors, scores), survivors, choices.keys() - circular)
    asked = choose_best(likely)
    told: dict[Pair, str | None] = dict.fromkeys(asked)
    for pair in choices.keys() - circular:
        winner = next((place for place in pair if pair in losing and place != losing[pair]), None)
        told[pair] = COUNT_BOTH if winner is None else features[winner].id
    return ClaimSearch(
        claims=tuple(
            _make_claim(pair, features, scores.get(pair, likely.get(pair, 0.0)), told[pair]) for pair in sorted(told)
        ),
        suspected=frozenset(features[place].id for pair in likely for place in pair),
        doubled=frozenset(features[place].id for place in losing.values()),
        unasked=len(likely) - len(asked),
        contradicting=tuple(_name(pair, features) for pair in sorted(circular)),
    )


def hide_repeated(activities: Sequence[ReportActivity], claims: Iterable[DoubleClaim]) -> tuple[ReportActivity, ...]:
    """The activities, the second of two nearly equal ones not printed until a person says that they are two.

    Both stay in the totals, marked as disputed. One that tells a figure that the other has not is always printed.
    """
    open_ = [claim for claim in claims if claim.counted is None and claim.score >= NEARLY_EQUAL]
    if not open_:
        return tuple(activities)
    wanted = {each for claim in open_ for each in claim.activities}
    known = {each.id: each for each in activities if each.id in wanted}
    hidden: set[str] = set()
    for claim in open_:
        first, second = (known[each] for each in claim.activities)
        is_told = first.printed and first.id not in hidden and first.item == second.item
        if is_told and _list_counted(second) <= _list_counted(first):
            hidden.add(second.id)
    return tuple(each.model_copy(update={"printed": False}) if each.id in hidden else each for each in activities)


def _list_counted(activity: ReportActivity) -> set[object]:
    return {(each.indicator, each.scope, each.value) for each in activity.quantities if each.indicator}


def _find_choices(
    scores: Iterable[Pair], features: Sequence[Features], period: str, decisions: Decisions
) -> dict[Pair, ClaimChoice]:
    """The pairs that a person decided. Hashing every pair is costly, hence not where nobody decided anything."""
    held = {
        each.subject: ClaimChoice(each.choice)
        for each in decisions.values()
        if each.kind is QuestionKind.DOUBLE_CLAIM and each.choice in set(ClaimChoice)
    }
    if not held:
        return {}
    subjects = ((pair, _make_subject(pair, features, period)) for pair in scores)
    return {pair: held[subject] for pair, subject in subjects if subject in held}


def _make_subject(pair: Pair, features: Sequence[Features], period: str) -> str:
    a, b = (features[place] for place in pair)
    return make_claim_subject(period, a.unit, a.said, b.unit, b.said)


def _order(pair: Pair, features: Sequence[Features]) -> Pair:
    """The first and the second activity of a question, by what its subject is made of.

    So no arrival, no other order of units and no other item exchanges what a decision speaks of.
    """
    a, b = sorted(pair, key=lambda place: (features[place].unit, features[place].said, place))
    return a, b


def _name(pair: Pair, features: Sequence[Features]) -> tuple[str, str]:
    first, second = _order(pair, features)
    return features[first].id, features[second].id


def _make_claim(pair: Pair, features: Sequence[Features], score: float, counted: str | None) -> DoubleClaim:
    return DoubleClaim(activities=_name(pair, features), score=round(score / 100, 2), counted=counted)


def _find_circular(losing: Mapping[Pair, int]) -> set[Pair]:
    """The pairs whose decisions lead to no activity that counts: A for B, B for C, C for A."""
    winners: dict[int, list[int]] = defaultdict(list)
    for pair, loser in losing.items():
        winners[pair[pair[0] == loser]].append(loser)
    left = [place for place in winners if place not in set(losing.values())]
    reached = set(left)
    while left:
        new = set(winners[left.pop()]) - reached
        reached |= new
        left += new
    return {pair for pair, loser in losing.items() if loser not in reached}


def _find_survivors(losing: Mapping[Pair, int]) -> dict[int, tuple[int, ...]]:
    """Each activity that another one counts for -> those that count in the end, in order."""
    winners: dict[int, list[int]] = defaultdict(list)
    for pair, loser in losing.items():
        winners[loser].append(pair[pair[0] == loser])
    found: dict[int, tuple[int, ...]] = {}
    for start in winners:
        seen, left = {start}, [start]
        while left:
            new = set(winners.get(left.pop(), ())) - seen
            seen |= new
            left += new
        found[start] = tuple(sorted(place for place in seen if place not in winners))
    return found


def _link_survivors(
    losing: Mapping[Pair, int], survivors: Mapping[int, tuple[int, ...]], scores: Mapping[Pair, float]
) -> dict[Pair, float]:
    """Two activities that one and the same third one was said to be are one as well: a pair to be asked about."""
    linked: dict[Pair, float] = {}
    for pair, loser in losing.items():
        one, *others = survivors[loser]
        for other in others:
            linked[one, other] = max(scores[pair], linked.get((one, other), 0.0))
    return linked


def _ask_survivors(
    scores: Mapping[Pair, float], survivors: Mapping[int, tuple[int, ...]], decided: Iterable[Pair]
) -> dict[Pair, float]:
    """The open pairs, an activity that does not count any more replaced by the one that counts for it."""
    settled, likely = set(decided), dict[Pair, float]()
    for pair, score in scores.items():
        a, b = (survivors.get(place, (place,))[0] for place in pair)
        now = (min(a, b), max(a, b))
        if a != b and now not in settled:
            likely[now] = max(score, likely.get(now, 0.0))
    return likely
