"""Paragraphs numbered 1 to 6 that answer the plan's items one by one, without any heading.

Number and order alone prove nothing: the words of nearly every paragraph must speak of the item of its number. Keeps
out headings (headings.py) and sentences without numbers (filing).
"""

from collections.abc import Sequence

from schemas.document import Block
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.headings import BULLET, Titled, read_titled
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.outline.weighing import weigh_items

_ENOUGH = 0.5
_NEAR = 0.6
"""Of the best item's weight: an answer may speak of another item too."""


def find_answers(blocks: Sequence[Block], lexicon: Lexicon) -> dict[str, int]:
    """Locator -> item of each numbered paragraph that answers it, in a document whose headings name no item.

    Empty when the words disagree.
    """
    numbers = sorted(lexicon.items)
    numbered = _find_numbered(blocks, numbers)
    if not numbered:
        return {}
    speaking = {number: _agrees(titled.text, number, lexicon) for number, (_, titled) in numbered.items()}
    told = [agrees for agrees in speaking.values() if agrees is not None]
    if told.count(True) < max(len(told) - 1, len(numbers) // 2):
        return {}
    return {block.locator: number for number, (block, _) in numbered.items() if speaking[number] is not False}


def _find_numbered(blocks: Sequence[Block], numbers: Sequence[int]) -> dict[int, tuple[Block, Titled]]:
    """The paragraphs numbered as the items are, all of them in order and of one rank; empty otherwise."""
    ranks: dict[float, list[tuple[Block, Titled]]] = {}
    for block in blocks:
        if block.cells or not block.text.strip():
            continue
        titled = read_titled(block)
        if titled.number is not None and titled.rank < BULLET:
            ranks.setdefault(titled.rank, []).append((block, titled))
    for rank in sorted(ranks):
        if [titled.number for _, titled in ranks[rank]] == list(numbers):
            return {titled.number or 0: (block, titled) for block, titled in ranks[rank]}
    return {}


def _agrees(text: str, number: int, lexicon: Lexicon) -> bool | None:
    """Whether a text speaks of an item at least nearly as much as of any other; None when it only declares nothing."""
    if is_nothing(text):
        return None
    told = weigh_items(text, lexicon)
    return told[number] >= _ENOUGH and told[number] >= _NEAR * max(told.values())
