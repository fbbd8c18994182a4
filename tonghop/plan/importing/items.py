"""The items of a new plan beside those of a base plan: the same item keeps its title, aliases, aspects, indicators."""

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from schemas.plan import Plan, PlanItem
from tonghop.plan.importing import messages as m
from tonghop.plan.importing.facts import ItemFact
from tonghop.plan.importing.names import fold
from tonghop.plan.importing.notes import Notes

_ALIKE = 80
_COMPARED = 4_000


def complete_items(facts: Sequence[ItemFact], base: Plan | None, notes: Notes) -> list[dict[str, Any]]:
    """The items with what a base plan says of nearly the same one; a title that nobody knows is None."""
    pairs = _find_pairs(facts, base.items if base else ())
    items = []
    bare = []
    for place, fact in enumerate(facts):
        old, score = pairs.get(fact.number, (None, 0))
        values: dict[str, Any] = {"number": fact.number, "title": old.title if old else None, "text": fact.text}
        if old is not None:
            told = {"number": fact.number, "old": old.number, "score": score, "year": notes.base_year}
            notes.comments["items", place, "number"] = m.COMMENT_ITEM.format(**told)
            notes.taken.append(m.TAKEN_ITEM.format(**told))
            rest = old.model_dump(mode="json", exclude_defaults=True)
            values |= {name: rest.get(name, []) for name in ("aliases", "aspects", "indicators")}
        else:
            bare.append(str(fact.number))
            notes.comments["items", place, "title"] = m.COMMENT_NULL
            values |= {"aliases": [], "aspects": [], "indicators": []}
        items.append(values)
    if bare:
        notes.missing.append(m.GAP_ITEMS.format(numbers=", ".join(bare)))
    return items


def _find_pairs(facts: Sequence[ItemFact], old: Sequence[PlanItem]) -> dict[int, tuple[PlanItem, int]]:
    """Item number -> the old item that is most alike, each old one given once, the best pairs first."""
    scored = sorted(
        (
            (
                fuzz.ratio(fold(fact.text[:_COMPARED]), fold(item.text[:_COMPARED]), score_cutoff=_ALIKE),
                fact.number,
                item,
            )
            for fact in facts
            for item in old
        ),
        key=lambda each: (-each[0], each[1] != each[2].number, each[1], each[2].number),
    )
    pairs: dict[int, tuple[PlanItem, int]] = {}
    for score, number, item in scored:
        if score >= _ALIKE and number not in pairs and all(item is not taken for taken, _ in pairs.values()):
            pairs[number] = (item, int(score))
    return pairs
