"""The fingerprint of a report: what it is made of, without time and program version (design 4.3)."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from schemas.adjustment import Adjustment
from schemas.history import IssuedReport
from schemas.request import Request
from schemas.submission import FiledSubmission


def compute_fingerprint(
    submissions: Sequence[FiledSubmission],
    decisions: Sequence[tuple[Any, ...]],
    plan_sha256: str,
    request: Request | None,
) -> str:
    """Compute the sha256 (hex) of what a report is made of; an equal one means that no new version is needed.

    `submissions` are those that count (`count_submissions`): their documents and understood content take part, their
    ids, arrival times and order do not. `decisions` are tuples of plain values without times, in the order in which
    they were made, which matters: the later one of two on the same question holds.
    """
    material = {
        "submissions": sorted(_dump(_describe(submission)) for submission in submissions),
        "decisions": [list(decision) for decision in decisions],
        "plan": plan_sha256,
        "request": request.model_dump(mode="json") if request is not None else None,
    }
    return hashlib.sha256(_dump(material).encode()).hexdigest()


def tell_adjustments(adjustments: Sequence[Adjustment]) -> list[tuple[Any, ...]]:
    """What of the adjustments a report is made of, without times, for its fingerprint."""
    return [
        ("adjustment", *(str(value) for name, value in each.model_dump(mode="json").items() if name != "recorded_at"))
        for each in sorted(adjustments, key=lambda each: each.id)
    ]


def tell_history(history: Sequence[IssuedReport]) -> list[tuple[Any, ...]]:
    """With which issued versions a report is compared, for its fingerprint."""
    return sorted(("compared", each.against.value, each.period, each.version) for each in history)


def _describe(submission: FiledSubmission) -> dict[str, Any]:
    return {
        "files": sorted([file.sha256, file.role.value] for file in submission.files),
        "content": submission.content.model_dump(mode="json") if submission.content is not None else None,
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
