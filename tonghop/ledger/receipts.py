"""Receipts in the ledger: which submissions were answered, by which notice, or why by none.

A submission has at most one row, so it is answered once; a rehearsal does not use that up. Keeps out what a receipt
says, and its mail, whose row stands among the notices. Events name no file, no subject and no address.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select, update

from schemas.values import NoReceipt, NoticeKind
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, lock_chain
from tonghop.ledger.events import append_event, append_events
from tonghop.ledger.sightings import insert_if_new, insert_new
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.ledger.tables import documents, notices, receipts, submissions

CHECK_KIND = "check"
"""How the key of an answer to a check goes on after the unit and a dot."""


def load_unanswered(connection: Connection, *, examples: bool, trial: bool) -> dict[str, datetime]:
    """Id -> arrival of the submissions that are understood and have neither an answer nor a reason for none.

    First arrived first. Outside a trial, what was answered only in a trial has no answer yet.
    """
    is_example = submissions.c.source_name.in_(EXAMPLE_SOURCES)
    unanswered: ColumnElement[bool] = receipts.c.submission_id.is_(None)
    if not trial:
        unanswered = or_(unanswered, receipts.c.notice_key.like(f"%{TRIAL_SUFFIX}"))
    query = (
        select(submissions.c.id, submissions.c.received_at)
        .select_from(submissions.outerjoin(receipts))
        .where(submissions.c.status.is_not(None), is_example if examples else not_(is_example), unanswered)
        .order_by(submissions.c.received_at, submissions.c.id)
    )
    return {row.id: row.received_at for row in connection.execute(query)}


def record_answer(connection: Connection, ids: Sequence[str], key: str, at: datetime) -> bool:
    """Record that the notice of that key answers these submissions; False when one of them has an answer already.

    Then the caller must not commit.
    """
    if not all(_put(connection, submission_id, key=key, reason=None, at=at) for submission_id in sorted(ids)):
        return False
    append_event(connection, "receipt.recorded", key, {"submissions": sorted(ids)}, at=at)
    return True


def record_silence(connection: Connection, reasons: Mapping[str, NoReceipt], at: datetime) -> None:
    """Record of each submission why it gets no receipt, so that nobody asks again."""
    lock_chain(connection)  # before the rows, as every mail does: no two can wait for each other
    rows = [
        {"submission_id": submission_id, "reason": reason.value, "recorded_at": at}
        for submission_id, reason in sorted(reasons.items())
    ]
    new = insert_new(connection, receipts, rows)
    told = {
        submission_id: reason
        for submission_id, reason in sorted(reasons.items())
        if submission_id in new or _put(connection, submission_id, key=None, reason=reason, at=at)
    }
    append_events(
        connection, [("receipt.none", each, {"reason": reason.value}) for each, reason in told.items()], at=at
    )


def find_last_answer(connection: Connection, slug: str, until: datetime, *, trial: bool) -> datetime | None:
    """When the newest receipt to a unit was recorded, of those until a moment; what a wrong clock wrote later is none.

    `slug` is the part of the notice keys before the first dot.
    """
    mine = and_(_is_to(receipts.c.notice_key, slug, trial), receipts.c.recorded_at <= until)
    return connection.execute(select(func.max(receipts.c.recorded_at)).where(mine)).scalar()


def count_notices(connection: Connection, slug: str, since: datetime, *, trial: bool, checks: bool) -> int:
    """How many receipts of a unit, or answers to its checks, came about or were tried again since then."""
    is_check = notices.c.key.like(f"{slug}.{CHECK_KIND}-%")
    mine = and_(
        notices.c.kind == NoticeKind.RECEIPT.value,
        _is_to(notices.c.key, slug, trial),
        is_check if checks else not_(is_check),
        notices.c.changed_at >= since,
    )
    return connection.execute(select(func.count()).select_from(notices).where(mine)).scalar_one()


def load_sizes(connection: Connection, shas: Sequence[str]) -> dict[str, int]:
    """sha256 -> size in bytes of archived originals."""
    query = select(documents.c.sha256, documents.c.size_bytes).where(documents.c.sha256.in_(shas))
    return {row.sha256: row.size_bytes for row in connection.execute(query)}


def _put(
    connection: Connection, submission_id: str, *, key: str | None, reason: NoReceipt | None, at: datetime
) -> bool:
    """Insert the row, or let the real answer take the place of a rehearsed one; False when neither may be."""
    values = {"notice_key": key, "reason": reason and reason.value, "recorded_at": at}
    if insert_if_new(connection, receipts, {"submission_id": submission_id, **values}):
        return True
    if key is not None and key.endswith(TRIAL_SUFFIX):
        return False
    rehearsed = and_(receipts.c.submission_id == submission_id, receipts.c.notice_key.like(f"%{TRIAL_SUFFIX}"))
    return connection.execute(update(receipts).where(rehearsed).values(**values)).rowcount == 1


def _is_to(column: ColumnElement[str | None], slug: str, trial: bool) -> ColumnElement[bool]:
    mine = column.like(f"{slug}.%")
    rehearsed = column.like(f"%{TRIAL_SUFFIX}")
    return and_(mine, rehearsed if trial else not_(rehearsed))
