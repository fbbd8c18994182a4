"""verify: ledger, archive and outputs agree, or here is where they do not. Reads only."""

from pathlib import Path

from schemas.document import Finding
from tonghop.audit.chain import find_chain_faults, find_row_faults
from tonghop.audit.kept import find_archive_faults, find_unknown_originals, list_kept
from tonghop.audit.sent import (
    find_mail_faults,
    find_notice_faults,
    find_report_faults,
    find_unknown_outputs,
    list_outputs,
)
from tonghop.ledger import Ledger


def verify(ledger: Ledger, archive_root: Path, outputs: Path, *, period: str | None = None) -> list[Finding]:
    """Everything that does not agree, in a stable order; an empty list proves that it does.

    With a period only its submissions, drafts and deliveries are checked; the chain always is, whole. Notices, and what
    the ledger does not know, are looked at only without a period: they belong to none. Safe beside a running flow.
    """
    # Files come before their rows, so what is listed before the rows are read can only be unknown, never missing.
    kept, listed = ([], ([], [])) if period is not None else (list_kept(archive_root), list_outputs(outputs))
    with ledger.read() as connection:
        faults = find_chain_faults(connection)
        if any(fault.rule == "verify-chain-unreadable" for fault in faults):
            return faults  # rows cannot be held against a chain that cannot be read
        faults += find_row_faults(connection, period)
        faults += find_archive_faults(connection, archive_root, period)
        faults += find_unknown_originals(connection, kept)
        faults += find_report_faults(connection, outputs, period)
        faults += find_mail_faults(connection, outputs, period)
        faults += find_notice_faults(connection, outputs) if period is None else []
        faults += find_unknown_outputs(connection, listed)
    return faults
