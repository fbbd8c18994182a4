"""Notices in the ledger: which there are, and where the bytes that they promise lie.

What may become of one stands in deliveries, which treats every mail alike. Keeps out composing and sending.
"""

from collections.abc import Collection

from sqlalchemy import Connection, select

from schemas.notice import NoticeRecord
from schemas.values import DeliveryState, NoticeKind
from tonghop.ledger.delivery_rows import NoticeKey, is_key
from tonghop.ledger.tables import notices

# The folder of each kind below the outbox.
FOLDERS = {
    NoticeKind.TODAY: "today",
    NoticeKind.ALERT: "alerts",
    NoticeKind.RECEIPT: "receipts",
    NoticeKind.REMINDER: "reminders",
}
_FIELDS = tuple(notices.c[name] for name in NoticeRecord.model_fields)


def find_notice(connection: Connection, key: NoticeKey) -> NoticeRecord | None:
    """The notice of that key, or None."""
    row = connection.execute(select(*_FIELDS).where(is_key(key))).one_or_none()
    return None if row is None else NoticeRecord.model_validate(dict(row._mapping))


def load_notices(connection: Connection, *, states: Collection[DeliveryState] = ()) -> list[NoticeRecord]:
    """All notices (or those in these states), the one that was changed longest ago first."""
    query = select(*_FIELDS).order_by(notices.c.changed_at, notices.c.kind, notices.c.key)
    if states:
        query = query.where(notices.c.state.in_([state.value for state in states]))
    return [NoticeRecord.model_validate(dict(row._mapping)) for row in connection.execute(query)]


def name_notice(key: NoticeKey) -> str:
    """The file name of a notice in the folder of its kind."""
    return f"{key.key}.eml"
