"""Rows of deliveries: their key, how one is read, and the one way to change one, with its event beside it.

Keeps out which change is allowed when (deliveries). Events carry no mail address.
"""

import re
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, select, update

from schemas.delivery import Delivery
from schemas.values import DeliveryState
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import chain_head, deliveries

# Ends the recipient of a rehearsal; no recipient's code can hold a dot.
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


def change_delivery(
    connection: Connection,
    key: DeliveryKey,
    condition: ColumnElement[bool],
    state: DeliveryState,
    values: dict[str, Any],
    told: dict[str, Any],
    at: datetime,
) -> bool:
    """Change the row if the condition holds, atomically, and tell it in the event chain."""
    lock_chain(connection)
    statement = update(deliveries).where(is_key(key), condition).values(state=state.value, changed_at=at, **values)
    if connection.execute(statement).rowcount != 1:
        return False
    tell_delivery(connection, key, state, told, at)
    return True


def lock_chain(connection: Connection) -> None:
    """Every change locks the chain before its row: one order everywhere, so no two can wait for each other."""
    connection.execute(select(chain_head.c.id).where(chain_head.c.id == 1).with_for_update())


def tell_delivery(
    connection: Connection, key: DeliveryKey, state: DeliveryState, told: dict[str, Any], at: datetime
) -> None:
    """Append what became of a delivery to the event chain."""
    data = {name: _ADDRESS.sub("…@…", value) if isinstance(value, str) else value for name, value in told.items()}
    subject = f"{key.period}/v{key.version}/{key.recipient}"
    append_event(connection, f"delivery.{state.value}", subject, data, at=at)


def is_key(key: DeliveryKey) -> ColumnElement[bool]:
    """The condition that finds the row of a key."""
    return and_(
        deliveries.c.period == key.period,
        deliveries.c.version == key.version,
        deliveries.c.recipient == key.recipient,
    )


def build_delivery(row: RowMapping) -> Delivery:
    """The delivery of a row that holds FIELDS."""
    return Delivery.model_validate(dict(row))
