"""Several documents of one submission -> one: a text and a figure count once, and what is not certain is a doubt.

A form, a summary in the mail's text or a second report may tell a figure again in other words: no figure of one
indicator is added over two documents before a person has seen it. Keeps out what one document says (grouping.py).
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from schemas.submission import Activity, Doubt, ItemReport, Quantity
from schemas.values import CellState, Scope
from tonghop.understanding.bounds import MOST_PAIRS
from tonghop.understanding.documents.members import find_prefix
from tonghop.understanding.words import fold, strip_marks

_BEST = (CellState.REPORTED, CellState.NOTHING, CellState.EMPTY, CellState.MISSING)
_SAME = 94
_CONTAINED = 0.8
_MOST_TOLD = 6
_WORDS = re.compile(r"[^\W\d_]+")
_UNLISTED, _MOST_UNLISTED = "figure-unlisted", 5
_OVERLAP, _DIFFER = "copies-overlap", "copies-differ"


class _Told(NamedTuple):
    """An activity that counts, and the kind of file in which it stands."""

    activity: Activity
    kind: str


class _Said(NamedTuple):
    """What documents before say of one indicator and scope."""

    first: _Told
    figures: frozenset[tuple[float, float | None]]
    total: float


class _Before:
    """The activities of the documents before, in their order, among which one more document's are sought."""

    def __init__(self, told: Sequence[_Told], *, is_crowded: bool) -> None:
        self._told = tuple(told)
        self._is_crowded = is_crowded

    @cached_property
    def _sentences(self) -> list[str]:
        return [_wordless(each.activity.text) for each in self._told]

    @cached_property
    def _places(self) -> dict[str, int]:
        """Sentence -> the first place where it stands."""
        return {text: place for place, text in reversed([*enumerate(self._sentences)])}

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [_list_words(each.activity.text) for each in self._told]

    @cached_property
    def said(self) -> dict[tuple[str, Scope], _Said]:
        """Indicator and scope -> what is said of them."""
        figures: dict[tuple[str, Scope], list[tuple[_Told, Quantity]]] = {}
        for told in self._told:
            for quantity in told.activity.quantities:
                if quantity.indicator is not None:
                    figures.setdefault((quantity.indicator, quantity.scope), []).append((told, quantity))
        return {
            key: _Said(each[0][0], frozenset((q.value, q.value_max) for _, q in each), sum(q.value for _, q in each))
            for key, each in figures.items()
        }

    def find_twin(self, activity: Activity) -> _Told | None:
        """The first one with the same sentence, whatever its figures."""
        text = _wordless(activity.text)
        place = self._places.get(text)
        if not self._is_crowded:
            like = process.extract(text, self._sentences, scorer=fuzz.ratio, score_cutoff=_SAME, limit=None)
            place = min((at for _, _, at in like), default=None)
        return None if place is None else self._told[place]

    def contain(self, activity: Activity) -> bool:
        """Whether one says all of it: no figure that still counts, no day and hardly a word of its own."""
        if self._is_crowded or any(quantity.indicator is not None for quantity in activity.quantities):
            return False
        words, days = _list_words(activity.text), set(activity.dates)
        return any(
            len(words & known) >= _CONTAINED * len(words) and days.issubset(other.activity.dates)
            for other, known in zip(self._told, self._words, strict=True)
        )


def combine_items(reports: Sequence[tuple[str, ItemReport]]) -> tuple[ItemReport, list[Doubt]]:
    """One item out of several documents: the best state; each figure from the first document that has it.

    Args:
        reports: kind of file (copies.name_kind) and what it says, the document whose words are preferred first.
    """
    if len(reports) == 1:
        return reports[0][1], []
    kept: list[_Told] = []
    doubts: list[Doubt] = []
    pairs = 0
    for kind, report in reports:
        pairs += len(kept) * len(report.activities)
        before = _Before(kept, is_crowded=pairs > MOST_PAIRS)
        fresh = []
        for activity in report.activities:
            twin = before.find_twin(activity)
            if twin is None:
                fresh.append(activity)
            elif [q.value for q in twin.activity.quantities] != [q.value for q in activity.quantities]:
                doubts.append(_differ(twin, activity.text, kind))
        settled, found = _settle(fresh, before, kind)
        kept += [_Told(activity, kind) for activity in settled]
        doubts += found
    best = min((report for _, report in reports), key=lambda report: _BEST.index(report.state))
    concrete = any(report.concrete for _, report in reports if report.activities) or not kept
    return best.model_copy(update={"activities": tuple(told.activity for told in kept), "concrete": concrete}), doubts


def merge_overlaps(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The doubts, those about equal figures of the same two files as one: a person confirms them at one look."""
    merged: dict[object, Doubt] = {}
    doubts = _merge_unlisted(doubts)
    for place, doubt in enumerate(doubts):
        key = (find_prefix(doubt.locator), doubt.texts[1:]) if doubt.rule == _OVERLAP else place
        if key in merged:
            told = f"{merged[key].texts[0]}; {doubt.texts[0]}"
            merged[key] = merged[key].model_copy(update={"texts": (told, *doubt.texts[1:])})
        else:
            merged[key] = doubt
    return [_shorten(doubt) if doubt.rule == _OVERLAP else doubt for doubt in merged.values()]


def _merge_unlisted(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Numbers before unknown nouns as one piece of advice that quotes a few of them."""
    unlisted = [doubt for doubt in doubts if doubt.rule == _UNLISTED]
    others = [doubt for doubt in doubts if doubt.rule != _UNLISTED]
    if not unlisted:
        return others
    quotes = list(dict.fromkeys(doubt.texts[0] for doubt in unlisted))
    words = "; ".join(quotes[:_MOST_UNLISTED]) + (" …" if len(quotes) > _MOST_UNLISTED else "")
    return [*others, unlisted[0].model_copy(update={"texts": (words,)})]


def _shorten(doubt: Doubt) -> Doubt:
    told = list(dict.fromkeys(doubt.texts[0].split("; ")))
    words = "; ".join(told[:_MOST_TOLD]) + (" …" if len(told) > _MOST_TOLD else "")
    return doubt.model_copy(update={"texts": (words, *doubt.texts[1:])})


def _settle(fresh: Sequence[Activity], before: _Before, kind: str) -> tuple[list[Activity], list[Doubt]]:
    """Activities of one more document without the figures that documents before it tell for the same indicator."""
    sums: dict[tuple[str, Scope], float] = {}
    for quantity in (q for activity in fresh for q in activity.quantities):
        if quantity.indicator is not None:
            key = quantity.indicator, quantity.scope
            sums[key] = sums.get(key, 0) + quantity.value
    settled: list[Activity] = []
    doubts: list[Doubt] = []
    for activity in fresh:
        quantities = []
        for quantity in activity.quantities:
            key = quantity.indicator or "", quantity.scope
            said = before.said.get(key)
            if said is None:
                quantities.append(quantity)
                continue
            quantities.append(quantity.model_copy(update={"indicator": None}))
            # told before as it is, or as part of the same total
            if (quantity.value, quantity.value_max) in said.figures or sums[key] == said.total:
                texts = (_tell(quantity), kind, said.first.kind)
                doubts.append(Doubt(rule=_OVERLAP, locator=activity.locator, texts=texts))
            else:
                doubts.append(_differ(said.first, activity.text, kind))
        stripped = activity.model_copy(update={"quantities": tuple(quantities)})
        if stripped == activity or not before.contain(stripped):
            settled.append(stripped)
    return settled, list(dict.fromkeys(doubts))


def _differ(kept: _Told, text: str, kind: str) -> Doubt:
    texts = (kept.activity.text, text, kept.kind, kind)
    return Doubt(rule=_DIFFER, locator=kept.activity.locator, texts=texts)


def _tell(quantity: Quantity) -> str:
    """The figure as people write it: 1.200 lượt người."""
    written = f"{quantity.value:,}".translate(str.maketrans(",.", ".,"))
    return f"{written} {quantity.measure}"


def _wordless(text: str) -> str:
    return re.sub(r"\d+", "#", fold(text))


def _list_words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(strip_marks(text)))
