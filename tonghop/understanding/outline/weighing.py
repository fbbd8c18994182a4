"""How much a text speaks of each item of the plan, by the pairs of words that few items' names share.

A second opinion beside likeness (headings.py), which short headings and long sentences deceive. Keeps out decisions.
"""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import fold, read_line

_COMMON = 3
"""Pairs of words of more items than this tell nothing."""


def weigh_items(text: str, lexicon: Lexicon) -> dict[int, float]:
    """Item -> how much a text speaks of it: pairs of words of its names, the rarer the more, and its aspects."""
    pairs = set(pairwise(fold(text).split()))
    known = _weigh_pairs(
        tuple((name.target.item, name.words) for name in lexicon.headings if name.target.item is not None)
    )
    tokens = read_line(text).tokens
    return {
        item: sum(known[item].get(pair, 0) for pair in pairs)
        + len({match.payload.id for match in words.aspects.find_all(tokens)})
        for item, words in lexicon.items.items()
    }


@lru_cache(maxsize=8)
def _weigh_pairs(names: tuple[tuple[int, str], ...]) -> dict[int, dict[tuple[str, str], float]]:
    """Item -> pair of folded words of its names -> weight; what many items say tells nothing."""
    known: dict[int, set[tuple[str, str]]] = {}
    for item, words in names:
        known.setdefault(item, set()).update(pairwise(words.split()))
    shared = Counter(pair for pairs in known.values() for pair in pairs)
    return {
        item: {pair: 1 / shared[pair] ** 2 for pair in pairs if shared[pair] <= _COMMON}
        for item, pairs in known.items()
    }
