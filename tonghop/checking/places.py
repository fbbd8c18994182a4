"""The order of places in a report; what they are called stands in schemas.places."""

import re
from collections.abc import Collection

from schemas.document import Finding
from schemas.places import describe_place

__all__ = ["count_tables", "describe_place", "order_place"]


def count_tables(finding: Finding, letterheads: Collection[str]) -> Finding:
    """The finding with its place told as people count the tables of a report, who pass over those of its head."""
    written, counted = describe_place(finding.locator), describe_place(finding.locator, letterheads)
    if written == counted:
        return finding
    return finding.model_copy(update={"message": finding.message.replace(written, counted)})


def order_place(locator: str | None) -> tuple[tuple[int, int, str], ...]:
    """A sort key: numbers in a locator by value, no locator first."""
    pieces = re.findall(r"\d+|\D+", locator or "")
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in pieces)
