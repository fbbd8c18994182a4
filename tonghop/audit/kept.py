"""Ledger against archive: is every recorded original there and whole, and is nothing there that nobody recorded?"""

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select, union

from schemas.document import Finding
from tonghop.audit.files import check_file
from tonghop.audit.messages import make_finding
from tonghop.ledger.tables import documents, submission_documents, submissions

_SHA256 = re.compile(r"[0-9a-f]{64}")


def list_kept(archive_root: Path) -> list[str]:
    """The sha256 names in the archive, sorted. Temporary files of killed runs are none of them."""
    return sorted(path.name for path in archive_root.glob("??/*") if _SHA256.fullmatch(path.name))


def find_archive_faults(connection: Connection, archive_root: Path, period: str | None) -> Iterator[Finding]:
    """Originals of a period's submissions (of all when None) that are missing or not whole."""
    query = select(documents.c.sha256)
    if period is not None:
        of_period = submissions.c.period == period
        query = query.where(
            documents.c.sha256.in_(
                union(
                    select(submission_documents.c.sha256).join(submissions).where(of_period),
                    select(submissions.c.container_sha256).where(
                        of_period, submissions.c.container_sha256.is_not(None)
                    ),
                )
            )
        )
    for sha256 in connection.execute(query.order_by(documents.c.sha256)).scalars():
        fault = check_file(
            archive_root / sha256[:2] / sha256,
            sha256,
            f"archive/{sha256}",
            missing="verify-archive-missing",
            changed="verify-archive-changed",
            sha256=sha256,
        )
        if fault is not None:
            yield fault


def find_unknown_originals(connection: Connection, kept: list[str]) -> Iterator[Finding]:
    """Archive files that the ledger does not know; `kept` was listed before this transaction began."""
    known = set(connection.execute(select(documents.c.sha256)).scalars())
    for sha256 in kept:
        if sha256 not in known:
            yield make_finding("verify-archive-unknown", f"archive/{sha256}")
