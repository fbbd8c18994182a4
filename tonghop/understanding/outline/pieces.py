"""What walking through a report gives: pieces of text, each filed under an item, a section or nothing.

Only the words that outline.py, rows.py and grouping.py share; no rules.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from schemas.submission import Doubt, Filing
from tonghop.understanding.lexicon import Target


@dataclass(frozen=True)
class Piece:
    """One paragraph or table row with its place and where it is filed."""

    text: str
    locator: str
    target: Target | None
    """None: filed nowhere with certainty."""
    rank: float
    """The smaller, the higher in the outline."""
    context: str = ""
    """Words above it that may tell what its figures count."""
    covers: str = ""
    """Sub-headings above it whose aspects it shares."""
    leads: bool = False
    """Ends with a colon: what follows belongs to it."""
    filing: Filing | None = None
    """Why a sentence without heading is filed here; None where a heading says so."""
    closed: bool = False
    """One of too many: kept as text, no figure is looked for in it."""
    aside: bool = False
    """Stands below a heading of general remarks or of other work: asked about only when it counts."""
    rest: bool = False
    """Declares nothing of every item that the submission tells nothing of."""


@dataclass(frozen=True)
class Node:
    """An open heading."""

    rank: float
    target: Target | None
    """None: a container or a heading that is not understood; its own text waits, items may stand below it."""
    bold: bool = False
    number: int | None = None
    title: str = ""
    run_in: bool = False
    """Its text shares its line."""
    aside: bool = False
    """It names no item at all: what stands below is asked about only when it counts."""


@dataclass
class Walk:
    """What one document gave."""

    pieces: list[Piece] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    """Item number -> locator of its first heading."""
    doubts: list[Doubt] = field(default_factory=list)
    numbered: list[tuple[int, int]] = field(default_factory=list)
    """(typed number, item) of every numbered heading of an item, in order."""
    annex: int | None = None
    """Index of the block at which annexes begin."""

    @property
    def items(self) -> set[int]:
        """Items that have a heading or a piece."""
        return set(self.headings) | {p.target.item for p in self.pieces if p.target and p.target.item is not None}

    def numbers_itself(self, items: int) -> bool:
        """Whether the report counts its own shorter outline 1, 2, 3 in the plan's order, not the plan's `items`."""
        numbers = [number for number, _ in self.numbered]
        named = [item for _, item in self.numbered]
        ordered = all(one < other for one, other in pairwise(named))
        return ordered and numbers == list(range(1, len(numbers) + 1)) and len(numbers) < items
