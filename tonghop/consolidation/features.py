"""What of an activity tells whether another one is the same event: words, names, figures, dates, place.

The vocabulary comes from the plan: words that the plan itself uses prove nothing, the issuer's and the units' own names
even less. Keeps out comparing (doubles).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from schemas.plan import Plan
from schemas.submission import Activity
from schemas.values import Scope
from tonghop.consolidation.frames import list_rows
from tonghop.consolidation.texts import fold_text, list_tokens, strip_dates
from tonghop.consolidation.totals import choose_family, find_families

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = ".;:!?|•\n"
_LOOK_BACK = 40  # characters before a word that may tell whether a sentence begins with it
_SHORT_SPAN = timedelta(days=10)
_TITLE = re.compile(r"[“\"«]([^“”\"«»]{12,200})[”\"»]")
_SHORTEST_TITLE = 4  # syllables; shorter quotations are names of programmes


@dataclass(frozen=True)
class Vocabulary:
    """What the plan already says, folded."""

    own_names: frozenset[str]
    plan_words: frozenset[str]
    named_aspects: tuple[tuple[str, str], ...]  # (proper name as written, aspect id): Lào, JICA, Techfest ...
    families: dict[str, tuple[str, ...]]
    dull: frozenset[str]
    """Pairs of syllables that tell of no subject: names of units, measures and of what is counted."""
    word_pairs: frozenset[str]
    """Pairs of syllables that the plan uses."""
    party_words: frozenset[str]
    """Syllables of what stands for a country: its provinces and bodies, not its own name."""
    unit_names: Mapping[tuple[str, ...], tuple[str, ...]]
    """Syllables of a name -> codes of the units that bear it."""
    name_lengths: Mapping[str, frozenset[int]]
    """First syllable of such a name -> how many syllables there may be."""


@dataclass(frozen=True, slots=True)
class Features:
    """One activity, ready to be compared.

    A report may have a hundred thousand of them: tuples, in a fixed order, take a fifth of what sets would.
    """

    id: str
    unit: str
    said: str  # as written
    item: int
    aspects: tuple[str, ...]
    dates: tuple[date, ...]  # also every day of a short range
    spans: tuple[tuple[date, date], ...]  # longer ranges: a month, a quarter
    place: str
    text: str
    sorted_text: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    rare_names: tuple[str, ...]
    titles: tuple[str, ...]  # quoted: of an article, an event
    figures: tuple[tuple[int | float, str], ...]
    source: tuple[str, str]  # sha256 of its document, place therein
    counted: tuple[tuple[str, int | float], ...] = ()  # (indicator, value) of what was done in the period
    parties: tuple[str, ...] = ()  # syllables of rare names and of a country's provinces and bodies, the place aside
    named_units: tuple[str, ...] = ()  # codes of other units that the sentence names
    dull: frozenset[str] = frozenset()  # of the vocabulary, one for all
    words_of_plan: frozenset[str] = frozenset()  # of the vocabulary, one for all
    is_event: bool = True  # it tells a day, place, name, title or partner by which it can be one thing

    @property
    def words(self) -> frozenset[str]:
        """The different syllables and numbers of the text."""
        return frozenset(self.text.split())


def build_vocabulary(plan: Plan) -> Vocabulary:
    """Collect the plan's words and names."""
    issuer = plan.issuer
    own = [issuer.parent, issuer.name, issuer.place, issuer.addressee, plan.office.name]
    for unit in plan.units:
        own += [unit.name, unit.code, *unit.aliases]
    said = [plan.title, *own, *(part for measure in plan.measures for part in (measure.name, *measure.parts))]
    for item in plan.items:
        said += [item.title, item.text, *item.aliases]
        said += [text for aspect in item.aspects for text in (aspect.title, *aspect.words)]
        said += [text for indicator in item.indicators for text in (indicator.title, *indicator.words)]
    named = {
        (unicodedata.normalize("NFC", word), aspect.id)
        for item in plan.items
        for aspect in item.aspects
        for word in aspect.words
        if word != word.lower()
    }
    counted = [text for _, each in plan.indicators().values() for text in (each.title, *each.words)]
    measures = [part for measure in plan.measures for part in (measure.name, *measure.parts)]
    names = _name_units(plan)
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    return Vocabulary(
        _collect(own),
        _collect(said),
        tuple(sorted(named)),
        find_families(plan),
        dull=_collect_pairs([*own, *counted, *measures]),
        word_pairs=_collect_pairs(said),
        party_words=_list_party_words(plan),
        unit_names=names,
        name_lengths={first: frozenset(each) for first, each in lengths.items()},
    )


def build_features(activities: pd.DataFrame, plan: Plan, window: tuple[date, date] | None) -> list[Features]:
    """Describe every activity of the frame, in its order. The window's own two days ("đến 14/6") date no event."""
    vocabulary = build_vocabulary(plan)
    return [
        _describe(row.id, row.unit, row.item, row.activity, vocabulary, window or ()) for row in list_rows(activities)
    ]


def find_names(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Proper names: folded syllables in capitals within a sentence, and the aspects that are named (`@laos`)."""
    nfc = unicodedata.normalize("NFC", text)
    aspects = {
        f"@{aspect}"
        for name, aspect in vocabulary.named_aspects
        if name in nfc and re.search(rf"\b{re.escape(name)}\b", nfc)
    }
    words = list(_WORD.finditer(nfc))
    if sum(match[0].isupper() and len(match[0]) > 1 for match in words) * 2 > len(words):
        return frozenset(aspects)  # a line in capitals shows no names
    syllables = set()
    for match in words:
        if not match[0][0].isupper():
            continue
        before = nfc[max(0, match.start() - _LOOK_BACK) : match.start()].rstrip(" \t\"'“”‘’(-–+*0123456789/")
        if before and before[-1] not in _SENTENCE_ENDS:
            syllables.add(fold_text(match[0]))
    return frozenset(aspects | {each for each in syllables if len(each) > 1} - vocabulary.own_names)


def _describe(
    activity_id: str, unit: str, item: int, activity: Activity, vocabulary: Vocabulary, edges: Iterable[date]
) -> Features:
    stripped = strip_dates(activity.text)
    tokens = list_tokens(stripped)
    names = find_names(stripped, vocabulary)
    rare_names = tuple(sorted(name for name in names if not name.startswith("@") and name not in vocabulary.plan_words))
    titles = tuple(sorted(_find_titles(stripped)))
    place = fold_text(activity.place) if activity.place else ""
    return Features(
        id=activity_id,
        unit=unit,
        said=activity.text,
        item=item,
        aspects=tuple(sorted(set(activity.aspects))),
        dates=tuple(sorted((frozenset(activity.dates) | _list_days(activity.spans)).difference(edges))),
        spans=tuple((first, last) for first, last in activity.spans if last - first > _SHORT_SPAN),
        place=place,
        text=" ".join(tokens),
        sorted_text=" ".join(sorted(tokens)),
        numbers=tuple(sorted({token.lstrip("0") for token in tokens if token[0].isdigit()})),
        names=tuple(sorted(names)),
        rare_names=rare_names,
        titles=titles,
        figures=tuple(sorted({(q.value, choose_family(q.measure, vocabulary.families)) for q in activity.quantities})),
        source=(activity.sha256, activity.locator),
        counted=tuple(
            (q.indicator, q.value) for q in activity.quantities if q.indicator is not None and q.scope is Scope.PERIOD
        ),
        parties=_find_parties(names, rare_names, place, activity, vocabulary),
        named_units=_find_units(tokens, unit, vocabulary),
        dull=vocabulary.dull,
        words_of_plan=vocabulary.word_pairs,
        is_event=bool(
            rare_names
            or titles
            or activity.dates
            or activity.spans
            or activity.place
            or activity.partners
            or activity.countries
        ),
    )


def _find_parties(
    names: frozenset[str], rare_names: tuple[str, ...], place: str, activity: Activity, vocabulary: Vocabulary
) -> tuple[str, ...]:
    if activity.countries and (known := vocabulary.party_words & names):
        rare_names = tuple(sorted(known.union(rare_names)))
    return tuple(each for each in rare_names if each not in place.split()) if place and rare_names else rare_names


def _list_days(spans: Iterable[tuple[date, date]]) -> frozenset[date]:
    """The days of the short ranges: an event of three days is dated by any of them."""
    return frozenset(
        first + timedelta(days=n)
        for first, last in spans
        if first <= last <= first + _SHORT_SPAN
        for n in range((last - first).days + 1)
    )


def _find_titles(text: str) -> frozenset[str]:
    folded = (fold_text(match[1]) for match in _TITLE.finditer(text))
    return frozenset(title for title in folded if title.count(" ") + 1 >= _SHORTEST_TITLE)


def _list_party_words(plan: Plan) -> frozenset[str]:
    named = ((word, aspect.title) for item in plan.items for aspect in item.aspects for word in aspect.words)
    return _collect(word for word, title in named if word != word.lower() and fold_text(word) != fold_text(title))


def _name_units(plan: Plan) -> dict[tuple[str, ...], tuple[str, ...]]:
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for unit in plan.units:
        for name in (unit.name, unit.code, *unit.aliases):
            if syllables := tuple(list_tokens(name)):
                names[syllables] = (*names.get(syllables, ()), unit.code)
    return names


def _find_units(tokens: Sequence[str], own: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The codes of the other units that a sentence names."""
    if vocabulary.name_lengths.keys().isdisjoint(tokens):  # most sentences
        return ()
    found = {
        code
        for at, token in enumerate(tokens)
        for length in vocabulary.name_lengths.get(token, ())
        for code in vocabulary.unit_names.get(tuple(tokens[at : at + length]), ())
    }
    return tuple(sorted(found - {own}))


def _collect_pairs(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{one} {other}" for text in texts for one, other in pairwise(list_tokens(text)))


def _collect(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in fold_text(text).split())
