"""Several documents of one submission -> one: a text and a figure count once, and what is not certain is a doubt.

A form, a summary in the mail's text or a second report may tell a figure again in other words: no figure of one
indicator is added over two documents before a person has seen it. Keeps out what one document says (grouping.py).
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from schemas.submission import Activity, Doubt, ItemReport, Quantity
from schemas.values import CellState, Scope
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


def combine_items(reports: Sequence[tuple[str, ItemReport]]) -> tuple[ItemReport, list[Doubt]]:
    """One item out of several documents: the best state; each figure from the first document that has it.

    Args:
        reports: kind of file (copies.name_kind) and what it says, the document whose words are preferred first.
    """
    if len(reports) == 1:
        return reports[0][1], []
    kept: list[_Told] = []
    doubts: list[Doubt] = []
    for kind, report in reports:
        before = list(kept)
        fresh = []
        for activity in report.activities:
            twin = next((other for other in before if _is_twin(activity, other.activity)), None)
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


def _settle(fresh: Sequence[Activity], before: Sequence[_Told], kind: str) -> tuple[list[Activity], list[Doubt]]:
    """Activities of one more document without the figures that documents before it tell for the same indicator."""
    given: dict[tuple[str, Scope], list[Quantity]] = {}
    for quantity in (q for activity in fresh for q in activity.quantities):
        if quantity.indicator is not None:
            given.setdefault((quantity.indicator, quantity.scope), []).append(quantity)
    settled: list[Activity] = []
    doubts: list[Doubt] = []
    for activity in fresh:
        quantities = []
        for quantity in activity.quantities:
            said = _find_said(quantity, before)
            if not said:
                quantities.append(quantity)
                continue
            quantities.append(quantity.model_copy(update={"indicator": None}))
            if _is_equal(quantity, given[quantity.indicator or "", quantity.scope], [q for _, q in said]):
                texts = (_tell(quantity), kind, said[0][0].kind)
                doubts.append(Doubt(rule=_OVERLAP, locator=activity.locator, texts=texts))
            else:
                doubts.append(_differ(said[0][0], activity.text, kind))
        stripped = activity.model_copy(update={"quantities": tuple(quantities)})
        if stripped == activity or not _is_contained(stripped, [told.activity for told in before]):
            settled.append(stripped)
    return settled, list(dict.fromkeys(doubts))


def _find_said(quantity: Quantity, before: Sequence[_Told]) -> list[tuple[_Told, Quantity]]:
    """What the documents before say of the same indicator and scope."""
    if quantity.indicator is None:
        return []
    return [
        (told, other)
        for told in before
        for other in told.activity.quantities
        if other.indicator == quantity.indicator and other.scope is quantity.scope
    ]


def _is_equal(quantity: Quantity, given: Sequence[Quantity], said: Sequence[Quantity]) -> bool:
    """Whether a figure is told before, as it is or as part of the same total."""
    values = Counter((other.value, other.value_max) for other in said)
    same = (quantity.value, quantity.value_max) in values
    return same or sum(q.value for q in given) == sum(q.value for q in said)


def _is_contained(activity: Activity, others: Sequence[Activity]) -> bool:
    """Whether another activity says all of it: no figure that still counts, no day and hardly a word of its own."""
    words = set(_WORDS.findall(strip_marks(activity.text)))
    if any(quantity.indicator is not None for quantity in activity.quantities):
        return False
    for other in others:
        common = len(words & set(_WORDS.findall(strip_marks(other.text))))
        if common >= _CONTAINED * len(words) and set(activity.dates) <= set(other.dates):
            return True
    return False


def _differ(kept: _Told, text: str, kind: str) -> Doubt:
    texts = (kept.activity.text, text, kept.kind, kind)
    return Doubt(rule=_DIFFER, locator=kept.activity.locator, texts=texts)


def _tell(quantity: Quantity) -> str:
    """The figure as people write it: 1.200 lượt người."""
    written = f"{quantity.value:,}".translate(str.maketrans(",.", ".,"))
    return f"{written} {quantity.measure}"


def _is_twin(one: Activity, other: Activity) -> bool:
    """The same sentence, whatever its figures."""
    if one.text == other.text:
        return True
    return fuzz.ratio(_wordless(one.text), _wordless(other.text)) >= _SAME


def _wordless(text: str) -> str:
    return re.sub(r"\d+", "#", fold(text))
