"""Mails in the ledger: who may send what now, and what came of it. Each change appends its event beside it.

States (design, section 1): ready -> claimed -> accepted, refused, unknown, held or written. A claim carries a token,
and only its holder may go on (fencing). What takes a MailKey holds for deliveries and for notices alike; what asks for
periods and recipients, for deliveries only. Keeps out files and SMTP. Events carry no mail address.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select
from sqlalchemy.exc import IntegrityError

from schemas.delivery import Delivery
from schemas.values import DeliveryState
from tonghop.ledger.delivery_rows import (
    FIELDS,
    TABLES,
    TRIAL_SUFFIX,
    DeliveryKey,
    MailKey,
    build_delivery,
    change_delivery,
    find_table,
    is_key,
    lock_chain,
    tell_delivery,
)
from tonghop.ledger.tables import deliveries

_MAY_HAVE_ARRIVED = (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.CLAIMED)
_OUTCOMES = frozenset(
    {
        DeliveryState.ACCEPTED,
        DeliveryState.REFUSED,
        DeliveryState.UNKNOWN,
        DeliveryState.HELD,
        DeliveryState.WRITTEN,
    }
)


def record_delivery(
    connection: Connection,
    key: MailKey,
    *,
    address: str,
    message_id: str,
    message_sha256: str,
    at: datetime,
    state: DeliveryState = DeliveryState.READY,
    reply: str | None = None,
) -> bool:
    """Insert one mail; False when the key has a row already.

    It begins `ready`, or `held` or `written` with the reason in `reply`; from these two nothing is ever sent.
    """
    if state not in (DeliveryState.READY, DeliveryState.HELD, DeliveryState.WRITTEN):
        raise ValueError(f"a mail begins as ready, held or written, not as {state}")
    lock_chain(connection)
    try:
        with connection.begin_nested():
            connection.execute(
                find_table(key)
                .insert()
                .values(
                    **key._asdict(),
                    address=address,
                    state=state.value,
                    message_id=message_id,
                    message_sha256=message_sha256,
                    reply=reply,
                    attempts=0,
                    handed_over=False,
                    changed_at=at,
                )
            )
    except IntegrityError:
        if find_address(connection, key) is None:
            raise
        return False
    tell_delivery(connection, key, state, {"message_sha256": message_sha256, "reply": reply}, at)
    return True


def load_deliveries(connection: Connection, period: str) -> list[Delivery]:
    """All deliveries of a period, by version and recipient."""
    rows = connection.execute(
        select(*FIELDS).where(deliveries.c.period == period).order_by(deliveries.c.version, deliveries.c.recipient)
    )
    return [build_delivery(row._mapping) for row in rows]


def find_delivery(connection: Connection, key: DeliveryKey) -> Delivery | None:
    """The delivery of that key, or None."""
    row = connection.execute(select(*FIELDS).where(is_key(key))).one_or_none()
    return None if row is None else build_delivery(row._mapping)


def find_address(connection: Connection, key: MailKey) -> str | None:
    """Where the mail of that key goes, or None when there is no such mail."""
    return connection.execute(select(find_table(key).c.address).where(is_key(key))).scalar_one_or_none()


def find_accepted_version(
    connection: Connection, period: str, recipient: str, *, before: int | None = None, address: str | None = None
) -> int | None:
    """The newest version (below `before`, if given) that the recipient has or may have received.

    That is accepted, unknown, or being sent just now. What was only written to a file, held or refused has reached
    nobody and does not count. With `address`, what went to that mailbox (whatever its case) under another code counts
    too: a code that changes in the plan makes no new recipient. A rehearsal never counts for a real recipient.
    """
    same = deliveries.c.recipient == recipient
    if address is not None:
        mailbox = func.lower(deliveries.c.address) == address.lower()
        same = or_(same, and_(mailbox, deliveries.c.recipient.not_like(f"%{TRIAL_SUFFIX}")))
    found = select(deliveries.c.version).where(
        deliveries.c.period == period,
        same,
        deliveries.c.state.in_([state.value for state in _MAY_HAVE_ARRIVED]),
    )
    if before is not None:
        found = found.where(deliveries.c.version < before)
    return connection.execute(found.order_by(deliveries.c.version.desc()).limit(1)).scalar_one_or_none()


def hold_delivery(connection: Connection, key: MailKey, *, reply: str, at: datetime) -> bool:
    """Hold a mail that nobody has claimed yet; False when it is no longer ready."""
    told = {"reply": reply}
    return change_delivery(connection, key, _is_in(key, DeliveryState.READY), DeliveryState.HELD, told, told, at)


def readdress_delivery(
    connection: Connection, key: MailKey, *, address: str, message_id: str, message_sha256: str, at: datetime
) -> bool:
    """Promise other bytes to another address instead; False when the mail is no longer ready.

    What is ready has surely not left: only the content handed over makes it otherwise, and that is never ready again.
    """
    values = {"address": address, "message_id": message_id, "message_sha256": message_sha256, "reply": None}
    told = {"message_sha256": message_sha256, "readdressed": True}
    ready = _is_in(key, DeliveryState.READY)
    return change_delivery(connection, key, ready, DeliveryState.READY, values, told, at)


def claim_delivery(
    connection: Connection, key: MailKey, *, claimed_by: str, lease_until: datetime, at: datetime
) -> str | None:
    """Take a ready mail for oneself; gives the token to go on with, or None when another was faster."""
    token = secrets.token_hex(16)
    claimed = change_delivery(
        connection,
        key,
        _is_in(key, DeliveryState.READY),
        DeliveryState.CLAIMED,
        {
            "claimed_by": claimed_by,
            "claim_token": token,
            "lease_until": lease_until,
            "handed_over": False,
        },
        {"claimed_by": claimed_by},
        at,
    )
    return token if claimed else None


def mark_handed_over(connection: Connection, key: MailKey, token: str, at: datetime) -> bool:
    """Note that the content leaves next; False (then it must not leave) when the claim is no longer mine."""
    return change_delivery(
        connection,
        key,
        _is_mine(key, token, DeliveryState.CLAIMED),
        DeliveryState.CLAIMED,
        {"handed_over": True},
        {"handed_over": True},
        at,
    )


def finish_delivery(
    connection: Connection, key: MailKey, token: str, state: DeliveryState, reply: str, at: datetime
) -> bool:
    """Record the outcome of my claim; False when it is no longer mine.

    A late answer may still clear up what another process had to call `unknown` after the lease.
    """
    if state not in _OUTCOMES:
        raise ValueError(f"{state} is no outcome of a mail")
    mine = _is_mine(key, token, DeliveryState.CLAIMED, DeliveryState.UNKNOWN)
    return change_delivery(connection, key, mine, state, {"reply": reply}, {"reply": reply}, at)


def release_claim(connection: Connection, key: MailKey, token: str, *, reply: str, at: datetime) -> bool:
    """Give my claim back, the content surely not accepted: ready again, one attempt more, the reason kept."""
    return _give_back(connection, key, _is_mine(key, token, DeliveryState.CLAIMED), reply, at)


def settle_expired_claims(
    connection: Connection, *, at: datetime, dead: Callable[[str], bool], resumed: str, unknown: str
) -> list[MailKey]:
    """Settle claims of deliveries and notices whose holder is dead, or whose lease is over; gives their keys.

    Not handed over: ready again. Handed over: `unknown`, and never sent again by itself.

    Args:
        connection: of a write transaction.
        at: now.
        dead: says of a `claimed_by` that its process surely lives no more.
        resumed: Vietnamese note for what becomes ready.
        unknown: Vietnamese note for what becomes unknown; `{message_id}` is filled in.
    """
    settled: list[MailKey] = []
    for make_key, table in TABLES.items():
        for row in connection.execute(select(table).where(table.c.state == DeliveryState.CLAIMED.value)).all():
            if not (dead(row.claimed_by) or row.lease_until < at):
                continue
            key = make_key(*(row._mapping[name] for name in make_key._fields))
            # `handed_over` stands in the condition: between our look and our change its holder may have gone on.
            same = and_(_is_mine(key, row.claim_token, DeliveryState.CLAIMED), table.c.handed_over.is_(row.handed_over))
            if row.handed_over:
                told = {"reply": unknown.format(message_id=row.message_id)}
                done = change_delivery(connection, key, same, DeliveryState.UNKNOWN, told, told, at)
            else:
                done = _give_back(connection, key, same, resumed, at)
            if done:
                settled.append(key)
    return settled


def _give_back(connection: Connection, key: MailKey, condition: ColumnElement[bool], reply: str, at: datetime) -> bool:
    values = {
        "reply": reply,
        "attempts": find_table(key).c.attempts + 1,
        "claimed_by": None,
        "claim_token": None,
        "lease_until": None,
        "handed_over": False,
    }
    return change_delivery(connection, key, condition, DeliveryState.READY, values, {"reply": reply}, at)


def _is_in(key: MailKey, *states: DeliveryState) -> ColumnElement[bool]:
    return find_table(key).c.state.in_([state.value for state in states])


def _is_mine(key: MailKey, token: str, *states: DeliveryState) -> ColumnElement[bool]:
    return and_(_is_in(key, *states), find_table(key).c.claim_token == token)
