"""What a person changes in a figure -> ledger, and where all changes of a period stand now."""

from typing import NamedTuple

from schemas.adjustment import Adjustment, ReportAdjustment
from tonghop.decisions.adjusting import Found, WantedChange, find_figure, record_change, withdraw_change
from tonghop.job import Job
from tonghop.ledger.adjustments import Withdrawal, load_withdrawn
from tonghop.steps.drafting import assess
from tonghop.steps.wording import clean_words

_RAISED = frozenset({"total-mismatch", "adjusted-total", "adjusted-words"})
"""Rules of what a change of a figure may leave behind."""


class Recorded(NamedTuple):
    """A change that was recorded, and where it stands now."""

    number: int
    found: Found
    warnings: tuple[str, ...] = ()
    """What the change leaves behind: a stated total that no longer adds up, words that stay as they are."""


def adjust(job: Job, wanted: WantedChange) -> Recorded:
    """Find the one figure that is meant in what counts now, and record its change. Raises DecisionError."""
    asked_by, why, by = clean_words([wanted.asked_by, wanted.why, wanted.by])
    wanted = wanted.model_copy(update={"asked_by": asked_by, "why": why, "by": by})
    before = assess(job).report
    found = find_figure(before, job.plan, wanted)
    number = record_change(job.ledger, job.period.code, found, wanted, at=job.now())
    known = {each.message for each in before.findings}
    new = (each for each in assess(job).report.findings if each.rule in _RAISED and each.message not in known)
    return Recorded(number, found, tuple(f"{each.message} {each.fix}" for each in new))


def withdraw(job: Job, number: int, *, by: str, why: str) -> bool:
    """Take a change back; False when it was taken back before. Raises DecisionError."""
    by, why = clean_words([by, why])
    return withdraw_change(job.ledger, job.period.code, number, by=by, why=why, at=job.now())


def list_changes(job: Job) -> tuple[tuple[ReportAdjustment, ...], list[tuple[Adjustment, Withdrawal]]]:
    """The changes that hold, each with where it stands, and those that were taken back."""
    with job.ledger.read() as connection:
        withdrawn = load_withdrawn(connection, job.period.code)
    return assess(job).report.adjustments, withdrawn
