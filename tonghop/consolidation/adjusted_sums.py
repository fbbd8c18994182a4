"""Stated totals ("tổng cộng 25, trong đó 15 và 10") that no longer add up after a person changed one of the figures.

Keeps out stated totals that were wrong as the unit wrote them: checking tells those (total-mismatch).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from schemas.submission import Quantity
from tonghop.consolidation.sums import add_values
from tonghop.consolidation.totals import choose_family

_STATED = re.compile(r"tổng|trong đó|gồm|chia ra|cộng", re.IGNORECASE)
_FEWEST_PARTS = 2


def find_broken_sum(
    text: str, written: Sequence[Quantity], changed: Sequence[Quantity], families: Mapping[str, tuple[str, ...]]
) -> tuple[Quantity, int | float] | None:
    """The stated total of a sentence, as changed, and what its changed parts add up to; None while they agree.

    Args:
        text: the sentence as written.
        written: its quantities.
        changed: the same ones after all adjustments.
        families: measure as written -> names of its families (`totals.find_families`).
    """
    if not _STATED.search(text):
        return None
    for places in _group(written, families):
        for total, parts in _list_sums(places, written):
            told = add_values(changed[part].value for part in parts)
            if changed[total].value != told:
                return changed[total], told
        for whole, part in pairwise(places):
            was_within = written[part].value <= written[whole].value
            if _is_part(text, len(places)) and was_within and changed[part].value > changed[whole].value:
                return changed[whole], changed[part].value
    return None


def _group(quantities: Sequence[Quantity], families: Mapping[str, tuple[str, ...]]) -> list[list[int]]:
    """The places of the figures that may be parts of one total."""
    groups: dict[object, list[int]] = {}
    for place, each in enumerate(quantities):
        if each.value_max is None:
            groups.setdefault((choose_family(each.measure, families), each.scope), []).append(place)
    return list(groups.values())


def _list_sums(places: Sequence[int], written: Sequence[Quantity]) -> Iterator[tuple[int, Sequence[int]]]:
    """(total, parts) where the unit's own figures add up: the parts stand together behind or before their total."""
    exact = [Decimal(str(each.value)) for each in written]
    for at, total in enumerate(places):
        sides = (places[at + 1 :], places[:at][::-1])
        for side in sides:
            for count, told in enumerate(accumulate(exact[part] for part in side), 1):
                if count >= _FEWEST_PARTS and told == exact[total]:
                    yield total, side[:count]


def _is_part(text: str, count: int) -> bool:
    """Whether the second of two figures is said to be within the first."""
    return count == _FEWEST_PARTS and "trong đó" in text.casefold()
