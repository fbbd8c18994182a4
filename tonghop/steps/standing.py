"""What stands beside what counts: reports that wait, were returned or set aside; the leader's copy of a draft tells it.

So it takes part in the draft's fingerprint: a draft follows each of these states, and a run with nothing new changes
nothing. Keeps out what counts (consolidation) and what people are asked.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.consolidation.merging import find_shown
from tonghop.job import Job
from tonghop.ledger.tables import canonical_json
from tonghop.plan.dates import find_office_day
from tonghop.plan.due import find_report_dates

_BESIDE = frozenset(
    {CheckStatus.NEEDS_PERSON, CheckStatus.REJECTED, CheckStatus.RETURNED, CheckStatus.SET_ASIDE},
)
"""One that is accepted and does not count stands behind one that does: another arrival of it changes nothing."""

_SAID = {"items", "unassigned", "dropped"}


def describe_standing(job: Job, submissions: Sequence[FiledSubmission]) -> list[tuple[Any, ...]]:
    """What of the submissions that do not count the draft of the job's period tells, for its fingerprint.

    Without ids, times and order: the same paper that comes again in the same state makes no new version. What tells no
    period belongs to those periods alone on which people work when it comes, else every mail that nobody understands
    would make a new version of every report that ever left.
    """
    beside: dict[str, str] = {}
    for row in find_shown(submissions, job.plan, job.period):  # by arrival: the first of equal ones is told
        if row.status in _BESIDE and (_is_of_period(row) or _came_in_time(job, row)):
            beside.setdefault(canonical_json(_name(row)), _describe(row))
    return [("beside", *each) for each in sorted(beside.items())]


def _is_of_period(row: FiledSubmission) -> bool:
    return row.content is not None and row.content.period is not None


def _came_in_time(job: Job, row: FiledSubmission) -> bool:
    """Whether people still worked on the period when it came; by its arrival, so that time alone changes nothing."""
    if job.dates is None:
        return False
    return find_office_day(row.received_at) <= find_report_dates(job.dates, job.plan).watched_until


def _name(row: FiledSubmission) -> list[Any]:
    """One paper in one state, by whatever way it came."""
    said = [row.content.unit, row.content.period] if row.content is not None else []
    return [row.status, said, sorted([file.sha256, file.role.value] for file in row.files)]


def _describe(row: FiledSubmission) -> str:
    """The words as people have sorted them until now; by which way they came is no part of it."""
    content = row.content.model_dump(mode="json", include=_SAID) if row.content is not None else None
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
