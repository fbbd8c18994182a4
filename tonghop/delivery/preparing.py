"""Preparing one delivery: the exact bytes into the outbox first, then the row that promises them.

Keeps out composing the mail, deciding the gate and sending.
"""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from email import message_from_bytes
from email.policy import SMTP

from sqlalchemy import Connection

from schemas.delivery import Delivery, Gate
from schemas.plan import Recipient
from schemas.values import DeliveryState
from tonghop.delivery import messages
from tonghop.delivery.addresses import check_address
from tonghop.delivery.message import build_recipient_key
from tonghop.delivery.outbox import Outbox, name_message
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import DeliveryKey, find_delivery, hold_delivery, load_deliveries, record_delivery

_ON_ITS_WAY = (DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.ACCEPTED, DeliveryState.UNKNOWN)


def prepare_delivery(
    ledger: Ledger,
    outbox: Outbox,
    *,
    period: str,
    version: int,
    recipient: Recipient,
    message: bytes,
    gate: Gate,
    today: date,
    now: Callable[[], datetime],
    real: bool,
) -> Delivery:
    """Store a message and record its delivery; doing so again gives the delivery that is there, whatever the bytes.

    The address is the one in the message's To. When that is not the recipient's own (a trial), the delivery is recorded
    as `<code>.trial`: a rehearsal does not use up the one copy of the real recipient. A newer version takes the place
    of an older one that has not left. When `real` is False (no mail server, or examples) the delivery is `written` at
    once, so that no later run with a mail server can send it. A recipient who is not valid `today` is held if `real`.

    Raises ValueError when the gate is closed or the message is not addressed to exactly one; OutboxError.
    """
    if not gate.opens:
        raise ValueError(messages.GATE_IS_CLOSED.format(reasons=" ".join(gate.reasons)))
    address, message_id = _read_envelope(message)
    key = DeliveryKey(period, version, build_recipient_key(recipient.code, trial=address != recipient.address))
    name = name_message(*key)
    obstacle = None
    if not real:
        obstacle = DeliveryState.WRITTEN, messages.WRITTEN.format(path=name)
    elif not recipient.is_valid_on(today):
        expired = messages.RECIPIENT_EXPIRED.format(recipient=recipient.name, today=f"{today:%d/%m/%Y}")
        obstacle = DeliveryState.HELD, expired
    with outbox.hold_preparing():
        with ledger.read() as connection:
            known = find_delivery(connection, key)
        if known is None:
            _store(outbox, name, message)
        with ledger.write() as connection:
            if known is None:
                sha256 = hashlib.sha256(message).hexdigest()
                _record(connection, key, obstacle, address=address, message_id=message_id, sha256=sha256, at=now())
            elif obstacle is not None and obstacle[0] is DeliveryState.HELD:
                hold_delivery(connection, key, reply=obstacle[1], at=now())
            delivery = find_delivery(connection, key)
    if delivery is None:
        raise RuntimeError(f"the delivery {key} vanished inside its own transaction")
    return delivery


def _record(
    connection: Connection,
    key: DeliveryKey,
    obstacle: tuple[DeliveryState, str] | None,
    *,
    address: str,
    message_id: str,
    sha256: str,
    at: datetime,
) -> None:
    """Insert the row; a newer version holds the older ones that have not left, an older one is held by a newer one."""
    newer, older = _find_rivals(load_deliveries(connection, key.period), key)
    if obstacle is None and newer is not None:
        obstacle = DeliveryState.HELD, messages.NEWER_VERSION.format(version=newer)
    state, reply = obstacle or (DeliveryState.READY, None)
    inserted = record_delivery(
        connection,
        key,
        address=address,
        message_id=message_id,
        message_sha256=sha256,
        at=at,
        state=state,
        reply=reply,
    )
    if inserted and state is DeliveryState.READY:
        for rival in older:
            hold_delivery(connection, rival, reply=messages.NEWER_VERSION.format(version=key.version), at=at)


def _read_envelope(message: bytes) -> tuple[str, str]:
    """The one address and the Message-ID that stand in the bytes: envelope and header can never differ."""
    mail = message_from_bytes(message, policy=SMTP)
    found = [address.addr_spec for header in mail.get_all("To", []) for address in header.addresses]
    message_id = str(mail.get("Message-ID", "")).strip()
    if len(found) != 1 or mail.get("Cc") is not None or mail.get("Bcc") is not None or not message_id:
        raise ValueError(messages.NOT_ONE_ADDRESS)
    return check_address(found[0]), message_id


def _store(outbox: Outbox, name: str, message: bytes) -> None:
    """Write the bytes; what lies there without a row is left by a run that was killed in between, and never left."""
    orphan = outbox.read(name)
    if orphan is not None and orphan != message:
        outbox.remove(name)
    outbox.write(name, message)


def _find_rivals(known: list[Delivery], key: DeliveryKey) -> tuple[int | None, list[DeliveryKey]]:
    """The newest newer version that is on its way to this recipient, and the older ones that have not left."""
    mine = [delivery for delivery in known if delivery.recipient == key.recipient]
    newer = [item.version for item in mine if item.version > key.version and item.state in _ON_ITS_WAY]
    older = [item for item in mine if item.version < key.version and item.state is DeliveryState.READY]
    return max(newer, default=None), [DeliveryKey(item.period, item.version, item.recipient) for item in older]
