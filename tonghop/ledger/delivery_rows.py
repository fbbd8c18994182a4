"""Rows of mails (deliveries of a report, notices of our own): their keys, and the one way to change such a row.

The key tells the table, so both kinds of mail go the same way. Keeps out which change is allowed when (deliveries).
Events carry no mail address.
"""

import re
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, select, update

from schemas.delivery import Delivery
from schemas.values import DeliveryState
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import chain_head, deliveries, notices

# Ends the recipient (of a notice: the key) of a rehearsal; no recipient's code can hold a dot.
TRIAL_SUFFIX = ".trial"

FIELDS = (
    deliveries.c.period,
    deliveries.c.version,
    deliveries.c.recipient,
    deliveries.c.address,
    deliveries.c.state,
    deliveries.c.message_id,
    deliveries.c.message_sha256,
    deliveries.c.reply,
    deliveries.c.changed_at,
)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")


class DeliveryKey(NamedTuple):
    """What makes a delivery one: at most one copy per key ever leaves."""

    period: str
    version: int
    recipient: str


class NoticeKey(NamedTuple):
    """What makes a notice one: at most one mail per key ever leaves."""

    kind: str
    key: str


MailKey = DeliveryKey | NoticeKey
TABLES: dict[type[DeliveryKey] | type[NoticeKey], Table] = {DeliveryKey: deliveries, NoticeKey: notices}


def find_table(key: MailKey) -> Table:
    """The table that holds the row of a key."""
    return TABLES[type(key)]


def change_delivery(
    connection: Connection,
    key: MailKey,
    condition: ColumnElement[bool],
    state: DeliveryState,
    values: dict[str, Any],
    told: dict[str, Any],
    at: datetime,
) -> bool:
    """Change the row if the condition holds, atomically, and tell it in the event chain."""
    lock_chain(connection)
    statement = update(find_table(key)).where(is_key(key), condition).values(state=state.value, changed_at=at, **values)
    if connection.execute(statement).rowcount != 1:
        return False
    tell_delivery(connection, key, state, told, at)
    return True


def lock_chain(connection: Connection) -> None:
    """Every change locks the chain before its row: one order everywhere, so no two can wait for each other."""
    connection.execute(select(chain_head.c.id).where(chain_head.c.id == 1).with_for_update())


def tell_delivery(
    connection: Connection, key: MailKey, state: DeliveryState, told: dict[str, Any], at: datetime
) -> None:
    """Append what became of a mail to the event chain."""
    data = {name: _ADDRESS.sub("…@…", value) if isinstance(value, str) else value for name, value in told.items()}
    if isinstance(key, DeliveryKey):
        append_event(connection, f"delivery.{state.value}", f"{key.period}/v{key.version}/{key.recipient}", data, at=at)
    else:
        append_event(connection, f"notice.{state.value}", f"{key.kind}/{key.key}", data, at=at)


def is_key(key: MailKey) -> ColumnElement[bool]:
    """The condition that finds the row of a key."""
    table = find_table(key)
    return and_(*(table.c[name] == value for name, value in key._asdict().items()))


def build_delivery(row: RowMapping) -> Delivery:
    """The delivery of a row that holds FIELDS."""
    return Delivery.model_validate(dict(row))
