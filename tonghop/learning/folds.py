"""Which examples judge which: the sentences of one hand are judged by what the others wrote.

One hand repeats itself, so folds across hands flatter. Only with a single hand the folds are stratified by item.
"""

from collections import Counter
from collections.abc import Sequence

from tonghop.learning.examples import OFFICE, PLAN, Example

BY_SOURCE, STRATIFIED = "by source", "stratified"
_BIG = 300
"""Examples of one hand that suffice to judge the others."""
_PARTS = 5


def find_folds(examples: Sequence[Example]) -> tuple[list[list[int]], str]:
    """(places of the examples judged together, how they were chosen). The plan's own words are never judged."""
    sizes = Counter(example.source for example in examples)
    hands = sorted(source for source, size in sizes.items() if size >= _BIG and source not in (PLAN, OFFICE))
    if len(hands) > 1:
        return [[at for at, each in enumerate(examples) if each.source == hand] for hand in hands], BY_SOURCE
    folds: list[list[int]] = [[] for _ in range(_PARTS)]
    placed: Counter[int | None] = Counter()
    for at, example in enumerate(examples):
        if example.source != PLAN:
            # every fifth example of an item, in the file's order: no chance is at work
            folds[placed[example.item] % _PARTS].append(at)
            placed[example.item] += 1
    return folds, STRATIFIED
