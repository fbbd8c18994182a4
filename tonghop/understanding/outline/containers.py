"""Headings that sound like one item or section but hold several items: I. Kết quả công tác thông tin, tuyên truyền.

Found before the walk, by looking at the headings below each one. Keeps out the walk itself (outline.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.document import Block
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.headings import ACCEPT, BULLET, HeadingMatch, match_heading, read_titled
from tonghop.understanding.outline.runin import can_be_heading, split_run_in

_SEVERAL = 3


class Survey(NamedTuple):
    """What the headings of one document say together."""

    containers: frozenset[str]
    """Locators of headings that only hold items, whatever they are called."""
    numbers: frozenset[float]
    """Ranks of headings that carry the plan's own numbers: several are certain by their words, none contradicts."""
    items: frozenset[int]
    """Items that a heading names."""


class _Candidate(NamedTuple):
    locator: str
    rank: float
    number: int | None
    match: HeadingMatch


def survey_headings(blocks: Sequence[Block], lexicon: Lexicon) -> Survey:
    """Look at all headings before the walk.

    A heading holds items when three items, or two others than its own, are named below it and not beside it. Sections
    that come after the results (assessment, tasks ahead) never do: what they name is no result.
    """
    candidates = [found for block in blocks if (found := _read_candidate(block, lexicon)) is not None]
    return Survey(
        containers=frozenset(
            heading.locator
            for place, heading in enumerate(candidates)
            if _holds(heading, candidates[place + 1 :], lexicon)
        ),
        numbers=_find_plan_numbers(candidates),
        items=frozenset(each.match.target.item for each in candidates if _is_named(each) and each.match.target.item),
    )


def is_whole_report(blocks: Sequence[Block], lexicon: Lexicon) -> bool:
    """Whether a text names several items by headings of its own, whatever it stands in."""
    found = [candidate for block in blocks if (candidate := _read_candidate(block, lexicon)) is not None]
    return len({each.match.target.item for each in found if _is_named(each)}) >= _SEVERAL


def _find_plan_numbers(candidates: Sequence[_Candidate]) -> frozenset[float]:
    agreeing: dict[float, set[int]] = {}
    contradicted: set[float] = set()
    for found in candidates:
        if found.number is None or found.match.target.item is None:
            continue
        if found.number == found.match.target.item:
            agreeing.setdefault(found.rank, set()).add(found.number)
        else:
            contradicted.add(found.rank)
    return frozenset(rank for rank, items in agreeing.items() if len(items) >= _SEVERAL) - contradicted


def _is_named(candidate: _Candidate) -> bool:
    item = candidate.match.target.item
    return item is not None and (candidate.number == item or candidate.match.likeness >= ACCEPT)


def _read_candidate(block: Block, lexicon: Lexicon) -> _Candidate | None:
    if block.cells or not block.text.strip():
        return None
    titled = read_titled(block)
    head, rest = split_run_in(titled.text)
    if (
        titled.rank >= BULLET
        or not (titled.label or titled.bold)
        or not can_be_heading(titled, head, run_in=bool(rest))
    ):
        return None
    match = match_heading(head, titled.item_number, lexicon)
    return _Candidate(block.locator, titled.rank, titled.item_number, match) if match and match.certain else None


def _holds(heading: _Candidate, following: Sequence[_Candidate], lexicon: Lexicon) -> bool:
    section = heading.match.target.section
    if section is not None and section not in lexicon.before_results:
        return False
    own = heading.match.target.item
    items: set[int] = set()
    for candidate in following:
        if candidate.rank <= heading.rank:
            break
        if candidate.match.target.item is not None and _is_named(candidate):
            items.add(candidate.match.target.item)
    return len(items) >= _SEVERAL or len(items - {own}) >= _SEVERAL - (own is not None)
