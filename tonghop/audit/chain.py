"""Ledger against its own event chain: is the chain whole, and do the rows say what it told?"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import SQLAlchemyError

from schemas.document import Finding
from tonghop.audit.messages import make_finding
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.submissions import hash_filing
from tonghop.ledger.tables import drafts, events, findings, submission_documents, submissions

_MOST_BREAKS = 20
_DRAFT = re.compile(r"(.+)/v(\d+)")


def find_chain_faults(connection: Connection) -> list[Finding]:
    """Where the event chain does not hold."""
    try:
        breaks = find_chain_breaks(connection)
    except (SQLAlchemyError, ValueError, TypeError):
        return [make_finding("verify-chain-unreadable", "events")]
    return [make_finding("verify-chain", f"events/{seq}", seq=seq) for seq in breaks[:_MOST_BREAKS]]


def find_row_faults(connection: Connection, period: str | None) -> Iterator[Finding]:
    """Submissions and drafts of a period (of all when None) that are not what the chain told of them."""
    yield from _check_received(connection, period)
    yield from _check_filed(connection, period)
    yield from _check_drafts(connection, period)


def _check_received(connection: Connection, period: str | None) -> Iterator[Finding]:
    files: dict[str, list[str]] = {}
    query = select(submission_documents.c.submission_id, submission_documents.c.sha256)
    for row in connection.execute(
        query.order_by(submission_documents.c.submission_id, submission_documents.c.position)
    ):
        files.setdefault(row.submission_id, []).append(row.sha256)
    held = {
        row.id: (row.period, row.source, row.received_at.isoformat(), files.get(row.id, []), row.container_sha256)
        for row in connection.execute(
            select(
                submissions.c.id,
                submissions.c.period,
                submissions.c.source,
                submissions.c.received_at,
                submissions.c.container_sha256,
            )
        )
    }
    told = {
        row.subject: (row.data["source"], row.data["received_at"], row.data["documents"], row.data["container"])
        for row in connection.execute(_select_events("submission.received"))
    }
    for submission_id in sorted(held.keys() | told.keys()):
        row_period, *row_values = held.get(submission_id, (None,))
        if period not in (None, row_period) and submission_id in held:
            continue
        if tuple(row_values) != told.get(submission_id):
            yield make_finding("verify-submission", f"submissions/{submission_id}", id=submission_id)


def _check_filed(connection: Connection, period: str | None) -> Iterator[Finding]:
    filed = connection.execute(_select_events("submission.filed", "submission.reopened"))
    told = {row.subject: row.data or None for row in filed}  # what was reopened tells nothing: it is to be filed anew
    query = select(submissions).order_by(submissions.c.id)
    for row in connection.execute(query).yield_per(100):
        event = told.get(row.id)
        if period is not None and period not in (row.period, event and event["period"]):
            continue
        if (None if row.status is None else _retell_filing(connection, row)) != event:
            yield make_finding("verify-filing", f"submissions/{row.id}", id=row.id)


def _retell_filing(connection: Connection, row: Any) -> dict[str, Any]:
    """What the event of this filing would tell now."""
    query = select(findings).where(findings.c.submission_id == row.id).order_by(findings.c.position)
    found = [{name: one._mapping[name] for name in Finding.model_fields} for one in connection.execute(query)]
    told = {name: row._mapping[name] for name in ("status", "unit", "period", "plan_sha256", "reader_version")}
    return {**told, "filing_sha256": hash_filing(row.status, row.content, found)}


def _check_drafts(connection: Connection, period: str | None) -> Iterator[Finding]:
    told = {}
    for row in connection.execute(_select_events("draft.recorded")):
        if match := _DRAFT.fullmatch(row.subject):
            told[match[1], int(match[2])] = row.data["sha256"]
    held = {
        (row.period, row.version): row.sha256
        for row in connection.execute(select(drafts.c.period, drafts.c.version, drafts.c.sha256))
    }
    for key in sorted(held.keys() | told.keys()):
        if period in (None, key[0]) and held.get(key) != told.get(key):
            yield make_finding("verify-draft", f"drafts/{key[0]}/v{key[1]}", period=key[0], version=key[1])


def _select_events(*kinds: str) -> Select[Any]:
    """Subject and data of the events of these kinds, oldest first, so that the newest of a subject counts."""
    return select(events.c.subject, events.c.data).where(events.c.kind.in_(kinds)).order_by(events.c.seq)
