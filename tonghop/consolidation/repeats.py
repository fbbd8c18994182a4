"""What of a unit's activities is new, what it tells no more, and what it copied from the report before.

Activities are compared within one unit and item only, and of a crowded item only with those that share rare words, so
that the time grows with the number of activities. Keeps out figures (comparison).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz

from schemas.history import IssuedActivity, IssuedReport
from schemas.period import parse_period
from schemas.report import ActivityChange, ReportActivity, ReportFinding
from schemas.rules import make_finding
from schemas.values import ActivityChangeKind, ComparedWith, Severity
from tonghop.consolidation.messages import quote
from tonghop.consolidation.texts import list_tokens, normalise_text, strip_dates

ALIKE_RATIO = 62.0
"""Of the sorted words, numbers and days left out: above this two sentences tell the same kind of activity."""
CONTAINED_RATIO = 90.0
CROWDED = 60
"""Sentences with which one is compared at most."""
MOST_CHANGES = 100
"""Of one kind that are listed; the others are counted."""
LARGE_FIGURE = 10
LEAST_COPIED_WORDS = 8
"""Syllables; a shorter sentence is equal from period to period by its nature."""
_DIGITS = re.compile(r"\d+")

_Group = tuple[str, int]
AnyActivity = TypeVar("AnyActivity", ReportActivity, IssuedActivity)


class Changes(NamedTuple):
    """The first of the new and dropped activities, and how many there are."""

    changes: tuple[ActivityChange, ...]
    new: int
    dropped: int


def find_changes(
    activities: Sequence[ReportActivity],
    past: IssuedReport,
    reported: Collection[str],
    returned: Collection[tuple[str, int]] = (),
) -> Changes:
    """Find the activities of units that reported both times which have nothing like them the other time.

    An item that was returned to its unit, now or then, was not reported: its activities are neither new nor dropped.
    """
    both = past.reporters.intersection(reported)
    open_ = past.returned.union(returned)
    now = _group(
        each for each in activities if each.unit in both and (each.unit, each.item) not in open_ and not each.planned
    )
    then = _group(each for each in past.activities if each.unit in both and (each.unit, each.item) not in open_)
    new: list[ReportActivity] = []
    dropped: list[IssuedActivity] = []
    for group in dict.fromkeys((*now, *then)):
        here, there = _part(now.get(group, []), then.get(group, []))
        new += here
        dropped += there
    told = [_tell(each, past.against, ActivityChangeKind.NEW, each.id) for each in new[:MOST_CHANGES]]
    told += [_tell(each, past.against, ActivityChangeKind.DROPPED, None) for each in dropped[:MOST_CHANGES]]
    return Changes(tuple(told), len(new), len(dropped))


def find_copies(activities: Sequence[ReportActivity], before: Sequence[IssuedReport]) -> Iterator[ReportFinding]:
    """One finding per unit and item of which sentences stand word by word in an earlier report of the unit.

    The same words have the same figures and name no new day; or, where a figure is no small one, other days alone. The
    first of `before` that has them is named.
    """
    told: set[str] = set()
    for past in before:
        words = {(each.unit, normalise_text(each.text)) for each in past.activities}
        copied = (
            each
            for each in activities
            if len(each.text.split()) >= LEAST_COPIED_WORDS and (each.unit, normalise_text(each.text)) in words
        )
        yield from _tell_copies(copied, past, told, "copied-text")
    dated = [each for each in activities if each.dates and _has_large_figure(each)]
    for past in before:
        yield from _tell_copies(_find_redated(dated, past), past, told, "copied-text-dated")


def _has_large_figure(activity: ReportActivity) -> bool:
    """Whether it tells a figure that does not come again by chance, as that of persons does not."""
    return any(quantity.value >= LARGE_FIGURE for quantity in activity.quantities)


def _find_redated(dated: Sequence[ReportActivity], past: IssuedReport) -> Iterator[ReportActivity]:
    """The sentences that tell an earlier one with other days.

    To take out days is costly, so sentences that differ in more than digits are left out before.
    """
    wanted = {_sketch(each.unit, each.text) for each in dated}
    bare: dict[tuple[str, int, int, int], set[str]] = defaultdict(set)
    for old in past.activities if wanted else ():
        key = _sketch(old.unit, old.text)
        if key in wanted:
            bare[key].add(_undate(old.text))
    for each in dated:
        like = bare.get(_sketch(each.unit, each.text))
        if like and _undate(each.text) in like:
            yield each


def _sketch(unit: str, text: str) -> tuple[str, int, int, int]:
    """What two sentences that differ in digits alone have in common, cheaply."""
    return unit, text.count(" "), text.count("n"), text.count("h")


def _undate(text: str) -> str:
    return normalise_text(" ".join(strip_dates(text).split()))


def _tell_copies(
    found: Iterable[ReportActivity], past: IssuedReport, told: set[str], rule: str
) -> Iterator[ReportFinding]:
    """The findings of one earlier report; `told` are the activities found already, and grow."""
    copied: dict[_Group, list[ReportActivity]] = defaultdict(list)
    for each in found:
        is_long = len(each.text.split()) >= LEAST_COPIED_WORDS
        if is_long and not each.planned and each.id not in told:
            told.add(each.id)
            copied[each.unit, each.item].append(each)
    for (unit, item), same in copied.items():
        has_figures = any(each.quantities for each in same)
        finding = make_finding(
            rule,
            same[0].locator,
            severity=None if has_figures else Severity.ADVICE,
            item=item,
            count=len(same),
            period=parse_period(past.period).name,
            text=quote(same[0].text),
        )
        submission = same[0].id.partition(f":{same[0].locator}")[0]
        yield ReportFinding(**finding.model_dump(), unit=unit, submission=submission)


def _group(activities: Iterable[AnyActivity]) -> dict[_Group, list[AnyActivity]]:
    groups: dict[_Group, list[AnyActivity]] = defaultdict(list)
    for each in activities:
        groups[each.unit, each.item].append(each)
    return groups


def _part(
    now: Sequence[ReportActivity], then: Sequence[IssuedActivity]
) -> tuple[list[ReportActivity], list[IssuedActivity]]:
    """Those of either side without anything like them on the other."""
    if not now or not then:
        return list(now), list(then)
    words_now, words_then = [_strip(each.text) for each in now], [_strip(each.text) for each in then]
    known_now, known_then = set(words_now), set(words_then)
    here = [place for place, words in enumerate(words_now) if words not in known_then]
    there = [place for place, words in enumerate(words_then) if words not in known_now]
    # A sentence that has its very like may still be the like of another one: 3 classes then, 2 and a fourth now.
    reduced_now = {place: _reduce(now[place].text) for place in (range(len(now)) if there else here)}
    reduced_then = {place: _reduce(then[place].text) for place in (range(len(then)) if here else there)}
    others_now = _Others(reduced_now.values() if there else ())
    others_then = _Others(reduced_then.values() if here else ())
    return [now[place] for place in here if not others_then.have_like(reduced_now[place])], [
        then[place] for place in there if not others_now.have_like(reduced_then[place])
    ]


class _Others:
    """The reduced sentences of one side, among which the like of a sentence is sought."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._places: dict[str, list[int]] = defaultdict(list)
        if len(self._texts) > CROWDED:
            for place, text in enumerate(self._texts):
                for word in set(text.split()):
                    self._places[word].append(place)

    def have_like(self, text: str) -> bool:
        """Whether one of them tells the same kind of activity as a reduced sentence."""
        return any(is_alike(text, other) for other in self._choose_near(text))

    def _choose_near(self, text: str) -> list[str]:
        """All of a few; of many the first ones that share its rarest words."""
        if len(self._texts) <= CROWDED:
            return self._texts
        near: dict[int, None] = {}
        for word in sorted(set(text.split()), key=lambda word: (len(self._places.get(word, ())), word)):
            near.update(dict.fromkeys(self._places.get(word, ())[:CROWDED]))
            if len(near) >= CROWDED:
                break
        return [self._texts[place] for place in list(near)[:CROWDED]]


def _strip(text: str) -> str:
    """The sentence without its numbers: the cheapest way to know most that repeat."""
    return _DIGITS.sub("#", text).casefold()


def _reduce(text: str) -> str:
    """The sorted syllables, numbers and days left out."""
    undated = strip_dates(text) if _DIGITS.search(text) else text
    return " ".join(sorted(token for token in list_tokens(undated) if not token[0].isdigit()))


def is_alike(text: str, other: str) -> bool:
    """Whether two reduced sentences tell the same kind of activity."""
    if fuzz.ratio(text, other, score_cutoff=ALIKE_RATIO):
        return True
    shorter = min(len(text.split()), len(other.split()))
    return shorter >= 6 and fuzz.token_set_ratio(text, other) >= CONTAINED_RATIO


def _tell(
    activity: ReportActivity | IssuedActivity, against: ComparedWith, kind: ActivityChangeKind, known: str | None
) -> ActivityChange:
    return ActivityChange(
        against=against, kind=kind, unit=activity.unit, item=activity.item, text=activity.text, activity=known
    )
