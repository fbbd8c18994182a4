"""The order of places in a report; what they are called stands in schemas.places."""

import re

from schemas.places import describe_place

__all__ = ["describe_place", "order_place"]


def order_place(locator: str | None) -> tuple[tuple[int, int, str], ...]:
    """A sort key: numbers in a locator by value, no locator first."""
    pieces = re.findall(r"\d+|\D+", locator or "")
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in pieces)
