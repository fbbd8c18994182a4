"""What people decide -> ledger, cache and alerts: what was seen on a scan, whose mails are taken in.

Keeps out what is asked (decisions).
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from schemas.submission import PictureFile
from schemas.values import ScanChoice, SenderChoice
from tonghop.decisions import Look, SenderDecision, record_scan_look, record_sender_decision
from tonghop.delivery.outbox import OutboxError
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.job import Job
from tonghop.ledger import LedgerError, rereading
from tonghop.steps.filing import file_submissions
from tonghop.steps.notifying import post_secrecy_alerts
from tonghop.steps.readings import find_missing_programs, forget_readings


class ScanDecision(NamedTuple):
    """A look at a scan that is recorded, and what a person must know of what followed."""

    look: Look
    picture: PictureFile | None
    """None once its submission has stopped."""
    is_recognisable: bool
    """The program that recognises text is on this machine."""
    originals: tuple[Path, ...] = ()
    """After a mark: what the archive still holds, which only people may remove."""
    left: tuple[Path, ...] = ()
    """After a mark: entries of the cache that could not be removed."""


def decide_scan(
    job: Job, key: str, choice: ScanChoice, *, decided_by: str, recorded_by: str, note: str | None = None
) -> ScanDecision:
    """Record what a person saw on a scan. A mark is told like any other hit, and stops what holds the scan at once.

    The next intake or run reads a scan without a mark. Raises DecisionError.
    """
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    look = record_scan_look(
        job.ledger,
        key,
        choice,
        decided_by=decided_by,
        recorded_by=recorded_by,
        note=note,
        make_hit_key=lambda sha256: make_hit_key(secret, "scan", sha256),
        at=job.now(),
    )
    with job.ledger.read() as connection:
        decision = ScanDecision(
            look,
            rereading.find_picture(connection, look.sha256),
            is_recognisable="tesseract" not in find_missing_programs(),
        )
        holders = rereading.find_holders(connection, look.sha256, look.submission_id)
    if choice is not ScanChoice.MARK:
        return decision
    # What is cut short here the next run does: the decision stands in the ledger.
    with suppress(LedgerError):
        file_submissions(job, holders.ids)
    left = forget_readings(job, {look.sha256, *holders.originals})
    with suppress(OSError, OutboxError, LedgerError, ValueError):
        post_secrecy_alerts(job)
    originals = tuple(job.archive.root / sha256[:2] / sha256 for sha256 in holders.originals)
    return decision._replace(originals=originals, left=tuple(left))


def decide_sender(
    job: Job,
    key: str,
    choice: SenderChoice,
    *,
    unit: str | None,
    decided_by: str,
    recorded_by: str,
    note: str | None = None,
) -> SenderDecision:
    """Record whose mails these are. The next look takes in what was accepted, through every gate as any other mail.

    Raises DecisionError.
    """
    return record_sender_decision(
        job.ledger,
        key,
        choice,
        unit=unit,
        plan=job.plan,
        example=job.is_example,
        decided_by=decided_by,
        recorded_by=recorded_by,
        note=note,
        at=job.now(),
    )
