"""Which activities are compared at all: those that share a date, rare name, title, figure, text or file. Bounded.

A unit may send thousands of alike sentences of one day. A crowded block is therefore compared only between neighbours
in two orders of its sentences, and all blocks together no more than MOST_PAIRS times, or a few times for each activity
of a large report. Keeps out what likeness means.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tonghop.consolidation.features import Features

MOST_PAIRS = 60_000  # 10 us each
MOST_PAIRS_EACH = 3  # of a very large report
CROWDED = 60  # activities of one block that are all compared with one another
NEIGHBOURS = 8


def list_pairs(features: Sequence[Features]) -> list[tuple[int, int]]:
    """Pairs of places (first < second) worth comparing, the most telling blocks first; each pair once."""
    most = max(MOST_PAIRS, MOST_PAIRS_EACH * len(features))
    found: dict[tuple[int, int], None] = {}
    for block in _list_blocks(features):
        for pair in _pair_block(block, features):
            found.setdefault(pair)
            if len(found) >= most:
                return list(found)
    return list(found)


def _list_blocks(features: Sequence[Features]) -> list[list[int]]:
    """The places that share something: those of one sentence of one file, then small blocks, which tell most."""
    blocks: dict[object, list[int]] = defaultdict(list)
    sources: dict[object, list[int]] = defaultdict(list)
    for place, each in enumerate(features):
        sources[each.source, each.text].append(place)
        for key in (*each.dates, *each.rare_names, *each.figures, *each.titles, each.text):
            blocks[key].append(place)
    by_size = sorted((block for block in blocks.values() if len(block) > 1), key=lambda block: (len(block), block))
    return [*(block for block in sources.values() if len(block) > 1), *by_size]


def _pair_block(block: list[int], features: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """All pairs of a block; of a crowded one each place with the next ones in two orders."""
    if len(block) <= CROWDED:
        yield from combinations(block, 2)
        return
    for order in ("sorted_text", "text"):
        ordered = sorted(block, key=lambda place: (getattr(features[place], order), place))
        for at, place in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
                yield min(place, other), max(place, other)
