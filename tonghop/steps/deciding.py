"""What people decide -> ledger and alerts: what was seen on a scan. Keeps out what is asked (decisions)."""

from contextlib import suppress

from schemas.values import ScanChoice
from tonghop.decisions import record_scan_look
from tonghop.delivery.outbox import OutboxError
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.job import Job
from tonghop.ledger import LedgerError
from tonghop.steps.notifying import post_secrecy_alerts


def decide_scan(
    job: Job, key: str, choice: ScanChoice, *, decided_by: str, recorded_by: str, note: str | None = None
) -> bool:
    """Record what a person saw on a scan; False when just that is recorded already. A mark is told like any other hit.

    The next intake or run reads the scan, or stops its submission. Raises DecisionError.
    """
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    is_new = record_scan_look(
        job.ledger,
        key,
        choice,
        decided_by=decided_by,
        recorded_by=recorded_by,
        note=note,
        make_hit_key=lambda sha256: make_hit_key(secret, "scan", sha256),
        at=job.now(),
    )
    if choice is ScanChoice.MARK:
        # What cannot be told now is told by the next look at a source: the open hits stand in the ledger.
        with suppress(OSError, OutboxError, LedgerError, ValueError):
            post_secrecy_alerts(job)
    return is_new
