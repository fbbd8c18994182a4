"""A report that was answered and is then returned, whole or in items, or counts after all: its unit is told, once each.

What else becomes of a report after its receipt (a person looked at it, a scan was recognised) tells the unit nothing
that it could act on. Keeps out who is answered and how often (receipting) and what a receipt says (delivery).
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from schemas.notice import NoticeRecord
from schemas.submission import FiledSubmission
from schemas.values import SourceKind
from tonghop.delivery.preparing import ForestalledError
from tonghop.delivery.receipts import compose_receipt
from tonghop.ledger import receipts, submissions
from tonghop.ledger.delivery_rows import NoticeKey
from tonghop.steps.notifying import record_notice
from tonghop.steps.screening import may_show

if TYPE_CHECKING:
    from tonghop.steps.receipting import Desk, Reader

log = logging.getLogger(__name__)


def answer_changes(desk: "Desk") -> list[NoticeRecord]:
    """Record one mail for each unit whose answered reports were judged otherwise since; rehearsals tell none.

    It counts among the unit's receipts: one an hour, so many a day.
    """
    job = desk.job
    if job.settings.trial_address is not None:
        return []
    with job.ledger.read() as connection:
        changed = receipts.load_changed(connection, examples=job.is_example)
        rows = submissions.load_submissions(connection, ids=list(changed))
    by_unit: dict[str, list[tuple[FiledSubmission, Reader]]] = {}
    for row in rows:
        if not receipts.is_news(changed[row.id].told, tell_verdict(row)):
            continue
        reader = desk.find_reader(row.channel, row.content, row.received_at)
        if reader is not None and desk.wants_receipts(reader.unit):
            by_unit.setdefault(reader.unit.code, []).append((row, reader))
    told = (_answer(desk, waiting, changed) for waiting in by_unit.values())
    return [record for record in told if record is not None]


def tell_verdict(row: FiledSubmission) -> str:
    """What a receipt written now says of a submission, as the ledger keeps it."""
    assert row.status is not None
    items = row.content.items if row.content is not None else {}
    return receipts.name_verdict(row.status, [number for number, said in items.items() if said.returned])


def _answer(
    desk: "Desk", waiting: "list[tuple[FiledSubmission, Reader]]", changed: Mapping[str, receipts.Answered]
) -> NoticeRecord | None:
    _, reader = waiting[-1]
    if desk.is_soon(reader.unit) or desk.is_full(reader.unit):
        return None
    mails = [each.address for sub, each in waiting if sub.source is SourceKind.MAILBOX]
    now = {sub.id: tell_verdict(sub) for sub, _ in waiting if sub.status is not None}
    try:
        notice = compose_receipt(
            [desk.describe(sub) for sub, _ in waiting],
            unit=reader.unit,
            plan=desk.job.plan,
            address=mails[-1] if mails else reader.address,
            now=desk.job.now(),
            may_show=may_show,
            after=changed[waiting[0][0].id].key,
        )
        return record_notice(desk.job, notice, partial(_record_change, now, changed))
    except ForestalledError:
        return None
    except Exception as error:  # a fault of ours with one report: the other units have their answers
        log.error("the changed verdict for %s could not be told: %s", reader.unit.code, type(error).__name__)  # noqa: TRY400
        return None


def _record_change(
    now: Mapping[str, str],
    before: Mapping[str, receipts.Answered],
    connection: Connection,
    key: NoticeKey,
    at: datetime,
) -> None:
    if not receipts.record_change(connection, now, before, key.key, at):
        raise ForestalledError
