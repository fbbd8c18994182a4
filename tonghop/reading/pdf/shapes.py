"""What lies on a page: words, ruling lines, pictures; x to the right, y downwards, in points of the upright page."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def overlap(self, other: "Box") -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)


class Word(NamedTuple):
    """Characters without a space between them. `base` is the y of the line on which they stand.

    `glued` says that no space stands before them: a piece of a word in another font.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    bold: bool = False
    confidence: float | None = None
    glued: bool = False

    @property
    def size(self) -> float:
        """Height of the line, about the font size."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight ruling line: at y from x to x, or, upright, at x from y to y."""

    upright: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """One page as layout wants it; `asides` are lines written across or upwards, each already joined."""

    number: int
    box: Box
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    asides: tuple[str, ...] = ()
