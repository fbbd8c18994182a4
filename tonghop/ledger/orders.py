"""Which request a period's report answers, and how it may be sent: known before the first draft, in the event chain.

Kept from the start, so that a run that was killed over its request can be made up by another one.
"""

import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from schemas.request import Request
from schemas.values import ReleaseRule
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import drafts, events

_ACCEPTED = "request.accepted"


class Order(NamedTuple):
    """A request, and the release rule chosen with it in place of the plan's, if one was."""

    request: Request
    send: ReleaseRule | None = None


def record_order(connection: Connection, period: str, order: Order, *, at: datetime) -> None:
    """Remember the order of a period; nothing new is written for the one that is known."""
    if load_order(connection, period) != order:
        told = {"request": order.request.model_dump(mode="json"), "send": order.send}
        append_event(connection, _ACCEPTED, period, told, at=at)


def load_order(connection: Connection, period: str) -> Order | None:
    """The order accepted last for a period, else the request that its newest draft answers; None without any."""
    accepted = select(events.c.data).where(events.c.kind == _ACCEPTED, events.c.subject == period)
    told = connection.execute(accepted.order_by(events.c.seq.desc()).limit(1)).scalar()
    if told is None:
        newest = select(drafts.c.report).where(drafts.c.period == period).order_by(drafts.c.version.desc()).limit(1)
        told = json.loads(connection.execute(newest).scalar() or "{}")
    if not told.get("request"):
        return None
    send = told.get("send")
    return Order(Request.model_validate(told["request"]), ReleaseRule(send) if send else None)
