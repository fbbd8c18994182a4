"""What was issued before, with which a report is compared: only what a comparison reads, since it may be large."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from schemas.values import ComparedWith, Precision, Scope


class IssuedActivity(NamedTuple):
    """One activity as it was issued."""

    unit: str
    item: int
    text: str


class IssuedTotal(NamedTuple):
    """One total as it was issued, adjustments included."""

    item: int
    indicator: str
    measure: str
    scope: Scope
    value: int | float
    precision: Precision
    estimate: bool
    """Itself, or as a figure of a period that was an estimate as a whole."""
    units: frozenset[str]
    """Of whose figures it was made."""
    by_unit: Mapping[str, int | float] = MappingProxyType({})
    """What each of these units had in it."""
    since: Mapping[str, str | None] = MappingProxyType({})
    """From when the cumulative figure of each of them counts, as written."""
    disputed: bool = False
    adjusted: bool = False
    begins: str | None = None
    """From when the whole of a cumulative one counts, as written."""


class IssuedReport(NamedTuple):
    """The version of a period that left the house; a period of which none did has no such row."""

    against: ComparedWith
    period: str
    version: int
    issued_on: date | None
    """When it was approved or sent, in Việt Nam."""
    reporters: frozenset[str]
    """Units of which a report counted then."""
    totals: tuple[IssuedTotal, ...]
    activities: tuple[IssuedActivity, ...]
    returned: frozenset[tuple[str, int]] = frozenset()
    """(unit, item) that were returned to their unit when it was issued."""
