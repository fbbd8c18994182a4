"""Receipts in the ledger: which submissions were answered, by which notice, or why by none.

A submission has at most one row, so it is answered once; a rehearsal does not use that up. Keeps out what a receipt
says, and its mail, whose row stands among the notices. Events name no file, no subject and no address.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select, update

from schemas.values import CheckStatus, NoReceipt, NoticeKind, SubmissionChoice
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, lock_chain
from tonghop.ledger.events import append_event, append_events
from tonghop.ledger.sightings import insert_if_new, insert_new
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.ledger.tables import decisions, documents, notices, questions, receipts, submissions

CHECK_KIND = "check"
"""How the key of an answer to a check goes on after the unit and a dot."""
_ITEM_DIGITS = 7


class Answered(NamedTuple):
    """What a submission's newest receipt was, and what it said of the submission (`name_verdict`)."""

    key: str
    told: str


def name_verdict(status: CheckStatus, returned_items: Iterable[int] = ()) -> str:
    """What a receipt says of a submission, as the ledger keeps it: the status, and which items were returned."""
    items = ",".join(map(str, sorted(returned_items)))
    return f"{status.value}:{hashlib.sha256(items.encode()).hexdigest()[:_ITEM_DIGITS]}" if items else status.value


def is_news(told: str, now: str) -> bool:
    """Whether a unit that was told one verdict must hear the other: of something returned, or no longer so.

    What else becomes of a report tells the unit nothing that it could act on.
    """
    return told != now and any(_is_return(each) for each in (told, now)) and _is_settled(now)


def _is_return(verdict: str) -> bool:
    return verdict == CheckStatus.RETURNED.value or ":" in verdict


def _is_settled(verdict: str) -> bool:
    return verdict.partition(":")[0] in (CheckStatus.RETURNED.value, CheckStatus.ACCEPTED.value)


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


def load_changed(connection: Connection, *, examples: bool) -> dict[str, Answered]:
    """The answered submissions of which a unit may have to hear something else (`is_news` of what is told then).

    They were returned since, or count although they were said to be returned, or a person returned items of them.
    """
    is_example = submissions.c.source_name.in_(EXAMPLE_SOURCES)
    returned, accepted = CheckStatus.RETURNED.value, CheckStatus.ACCEPTED.value
    of_items = select(questions.c.submission_id).join(decisions)
    of_items = of_items.where(decisions.c.choice == SubmissionChoice.RETURN_ITEMS.value)
    is_changed = or_(
        and_(submissions.c.status == returned, receipts.c.told != returned),
        and_(
            submissions.c.status == accepted,
            or_(receipts.c.told == returned, submissions.c.id.in_(of_items)),
            receipts.c.told.is_not(None),
        ),
    )
    query = (
        select(submissions.c.id, receipts.c.notice_key, receipts.c.told)
        .select_from(submissions.join(receipts))
        .where(is_example if examples else not_(is_example), receipts.c.notice_key.is_not(None), is_changed)
        .where(not_(receipts.c.notice_key.like(f"%{TRIAL_SUFFIX}")))
        .order_by(submissions.c.received_at, submissions.c.id)
    )
    return {row.id: Answered(row.notice_key, row.told) for row in connection.execute(query)}


def record_answer(connection: Connection, told: Mapping[str, str], key: str, at: datetime) -> bool:
    """Record that the notice of that key answers these submissions; False when one of them has an answer already.

    Then the caller must not commit. `told`: submission id -> what the notice says of it
    (`name_verdict`).
    """
    if not all(_put(connection, each, key=key, reason=None, at=at, told=told[each]) for each in sorted(told)):
        return False
    append_event(connection, "receipt.recorded", key, {"submissions": sorted(told)}, at=at)
    return True


def record_change(
    connection: Connection, told: Mapping[str, str], before: Mapping[str, Answered], key: str, at: datetime
) -> bool:
    """Record that the notice of that key tells what became of answered submissions.

    False when another run has told it of one of them meanwhile; then the caller must not commit.
    """
    for submission_id, verdict in sorted(told.items()):
        known = before[submission_id]
        row = and_(
            receipts.c.submission_id == submission_id,
            receipts.c.notice_key == known.key,
            receipts.c.told == known.told,
        )
        values = {"notice_key": key, "told": verdict, "recorded_at": at}
        if connection.execute(update(receipts).where(row).values(**values)).rowcount != 1:
            return False
    append_event(connection, "receipt.changed", key, {"submissions": sorted(told)}, at=at)
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
    connection: Connection,
    submission_id: str,
    *,
    key: str | None,
    reason: NoReceipt | None,
    at: datetime,
    told: str | None = None,
) -> bool:
    """Insert the row, or let the real answer take the place of a rehearsed one; False when neither may be."""
    values = {"notice_key": key, "reason": reason and reason.value, "recorded_at": at, "told": told}
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
