"""Labelled sentences of many hands: what is found, as what it is counted, and of which span of time it speaks."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from schemas.plan import Plan
from schemas.submission import Quantity
from schemas.values import Precision, Scope
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.lexicon import find_lexicon

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "quantities.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def expect(label: list[Any]) -> Quantity:
    value, measure, indicator, *more = label
    said = more[0] if more else {}
    return Quantity(
        value=value,
        value_max=said.get("max"),
        measure=measure,
        indicator=indicator,
        scope=Scope(said.get("scope", "period")),
        precision=Precision(said.get("precision", "exact")),
        estimate=said.get("estimate", False),
    )


def find_quantities(text: str, item: int, frame: Frame) -> tuple[Quantity, ...]:
    return make_activity(text, "body/p1", item, frame).activity.quantities


@pytest.fixture(scope="module")
def understood(plan: Plan) -> list[tuple[dict[str, Any], list[Quantity]]]:
    entry = plan.periods[0]
    frame = Frame(find_lexicon(plan), (entry.window_start, entry.window_end), "a" * 64)
    return [
        (one, [q.model_copy(update={"since": None}) for q in find_quantities(one["text"], one["item"], frame)])
        for one in LABELLED
    ]


def test_at_least_160_sentences_are_labelled_each_once() -> None:
    assert len({one["text"] for one in LABELLED}) == len(LABELLED) >= 160


def test_every_labelled_sentence_gives_its_figures_and_no_others(
    understood: list[tuple[dict[str, Any], list[Quantity]]],
) -> None:
    wrong = [
        (one["item"], one["text"], found)
        for one, found in understood
        if found != [expect(label) for label in one["figures"]]
    ]
    assert wrong == []


def test_precision_recall_and_scope_hold_by_figure(understood: list[tuple[dict[str, Any], list[Quantity]]]) -> None:
    right = wrong = missed = scoped = 0
    for one, found in understood:
        given = Counter((q.value, q.value_max, q.measure) for q in found)
        wanted = Counter((q.value, q.value_max, q.measure) for q in map(expect, one["figures"]))
        right += (given & wanted).total()
        wrong += (given - wanted).total()
        missed += (wanted - given).total()
        scopes = Counter((q.value, q.measure, q.scope) for q in found)
        scoped += (scopes & Counter((q.value, q.measure, q.scope) for q in map(expect, one["figures"]))).total()
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.97
    assert scoped / right >= 0.95
