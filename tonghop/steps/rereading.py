"""Read a period's reports again on purpose, by the present plan, model and readers, and say what changed.

A filing otherwise stays as it is: a new model or an edited plan changes nothing that was filed before.
"""

from typing import NamedTuple

from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.decisions import DecisionError, messages
from tonghop.job import Job
from tonghop.ledger import submissions
from tonghop.ledger.events import append_event
from tonghop.steps.filing import read_again
from tonghop.steps.wording import clean_words


class Reread(NamedTuple):
    """One submission before and after."""

    before: FiledSubmission
    after: FiledSubmission

    @property
    def is_changed(self) -> bool:
        """Whether it says anything else, or is judged otherwise."""
        told, now = self.before, self.after
        return (told.status, told.content, told.findings) != (now.status, now.content, now.findings)


def reread(job: Job, *, unit: str | None, by: str) -> list[Reread]:
    """Read again what was filed for the job's period, of one unit when it is named; a mark stops one as ever.

    Decisions of people are applied again. What stopped for a mark is not read. Raises DecisionError when the name of
    whoever asks for it bears a mark.
    """
    (by,) = clean_words([by])
    if not by:
        raise DecisionError(messages.REREAD_BY)
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=job.period.code, examples=job.is_example)
    before = [row for row in rows if _is_meant(row, job.period.code, unit)]
    ids = [row.id for row in before]
    if not ids:
        return []
    with job.ledger.write() as connection:
        told = {"period": job.period.code, "unit": unit, "by": by, "submissions": ids}
        append_event(connection, "submissions.reread", job.period.code, told, at=job.now())
    read_again(job, ids)
    with job.ledger.read() as connection:
        after = {row.id: row for row in submissions.load_submissions(connection, ids=ids)}
    return [Reread(row, after[row.id]) for row in before]


def _is_meant(row: FiledSubmission, period: str, unit: str | None) -> bool:
    if row.content is None or row.status in (None, CheckStatus.QUARANTINED) or row.content.period != period:
        return False
    return unit is None or row.content.unit == unit
