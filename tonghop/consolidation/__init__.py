"""Many filed submissions become one Report: revisions, double claims, merge, coverage, totals, open points.

Add here what is decided from several submissions together. Keep out what one report says (understanding), its page
(rendering), the ledger and every file. `consolidate` alone needs pandas and is therefore loaded on first use.
"""

from typing import TYPE_CHECKING, Any

from tonghop.consolidation.fingerprint import compute_fingerprint
from tonghop.consolidation.questions import find_questions
from tonghop.consolidation.release import find_open_points
from tonghop.consolidation.revisions import count_submissions, find_revisions

if TYPE_CHECKING:
    from tonghop.consolidation.merging import consolidate

__all__ = [
    "compute_fingerprint",
    "consolidate",
    "count_submissions",
    "find_open_points",
    "find_questions",
    "find_revisions",
]


def __getattr__(name: str) -> Any:
    """Load `consolidate`, and with it pandas, when it is asked for."""
    if name == "consolidate":
        from tonghop.consolidation.merging import consolidate

        return consolidate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
