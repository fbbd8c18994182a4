"""What of an activity tells whether another one is the same event: words, names, figures, dates, place.

The vocabulary comes from the plan: words that the plan itself uses prove nothing, the issuer's and the units' own names
even less. Keeps out comparing (doubles).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from schemas.plan import Plan
from schemas.submission import Activity
from tonghop.consolidation.frames import list_rows
from tonghop.consolidation.texts import fold_text, strip_dates
from tonghop.consolidation.totals import choose_family, find_families

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = ".;:!?|•\n"


@dataclass(frozen=True)
class Vocabulary:
    """What the plan already says, folded."""

    own_names: frozenset[str]
    plan_words: frozenset[str]
    named_aspects: tuple[tuple[str, str], ...]  # (proper name as written, aspect id): Lào, JICA, Techfest ...
    families: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Features:
    """One activity, ready to be compared."""

    id: str
    unit: str
    item: int
    aspects: frozenset[str]
    dates: frozenset[date]
    place: str
    text: str
    sorted_text: str
    words: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    rare_names: frozenset[str]
    figures: frozenset[tuple[int | float, str]]
    source: tuple[str, str]  # sha256 of its document, place therein


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
    return Vocabulary(_collect(own), _collect(said), tuple(sorted(named)), find_families(plan))


def build_features(activities: pd.DataFrame, plan: Plan, window: tuple[date, date] | None) -> list[Features]:
    """Describe every activity of the frame, in its order. The window's own two days ("đến 14/6") date no event."""
    vocabulary = build_vocabulary(plan)
    return [
        _describe(row.id, row.unit, row.item, row.activity, vocabulary, window or ()) for row in list_rows(activities)
    ]


def find_names(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Proper names: folded syllables in capitals within a sentence, and the aspects that are named (`@laos`)."""
    nfc = unicodedata.normalize("NFC", text)
    aspects = {f"@{aspect}" for name, aspect in vocabulary.named_aspects if re.search(rf"\b{re.escape(name)}\b", nfc)}
    words = list(_WORD.finditer(nfc))
    if sum(match[0].isupper() and len(match[0]) > 1 for match in words) * 2 > len(words):
        return frozenset(aspects)  # a line in capitals shows no names
    syllables = set()
    for match in words:
        before = nfc[: match.start()].rstrip(" \t\"'“”‘’(-–+*0123456789/")
        if match[0][0].isupper() and before and before[-1] not in _SENTENCE_ENDS:
            syllables.add(fold_text(match[0]))
    return frozenset(aspects | {each for each in syllables if len(each) > 1} - vocabulary.own_names)


def _describe(
    activity_id: str, unit: str, item: int, activity: Activity, vocabulary: Vocabulary, edges: Iterable[date]
) -> Features:
    stripped = strip_dates(activity.text)
    text = fold_text(stripped)
    names = find_names(stripped, vocabulary)
    return Features(
        id=activity_id,
        unit=unit,
        item=item,
        aspects=frozenset(activity.aspects),
        dates=frozenset(activity.dates) - frozenset(edges),
        place=fold_text(activity.place or ""),
        text=text,
        sorted_text=" ".join(sorted(text.split())),
        words=frozenset(text.split()),
        numbers=frozenset(word.lstrip("0") for word in text.split() if word[0].isdigit()),
        names=names,
        rare_names=frozenset(name for name in names if not name.startswith("@") and name not in vocabulary.plan_words),
        figures=frozenset((q.value, choose_family(q.measure, vocabulary.families)) for q in activity.quantities),
        source=(activity.sha256, activity.locator),
    )


def _collect(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in fold_text(text).split())
