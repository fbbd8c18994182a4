"""Preparing one delivery or notice: the exact bytes into the outbox first, then the row that promises them.

Keeps out composing the mail, deciding the gate and sending.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from email import message_from_bytes
from email.policy import SMTP
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.days import write_day
from schemas.delivery import Delivery, Gate
from schemas.notice import NoticeRecord
from schemas.plan import Recipient
from schemas.values import DeliveryState
from tonghop.delivery import messages
from tonghop.delivery.addresses import check_address
from tonghop.delivery.message import build_recipient_key
from tonghop.delivery.outbox import Outbox, name_message
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import (
    find_address,
    find_delivery,
    hold_delivery,
    load_deliveries,
    readdress_delivery,
    record_delivery,
)
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, DeliveryKey, MailKey, NoticeKey
from tonghop.ledger.notices import find_notice, name_notice

_MAY_HAVE_LEFT = (DeliveryState.CLAIMED, DeliveryState.ACCEPTED, DeliveryState.UNKNOWN)
_ON_ITS_WAY = (DeliveryState.READY, *_MAY_HAVE_LEFT)
_Obstacle = tuple[DeliveryState, str] | None


class _Promise(NamedTuple):
    """What a row promises of the bytes."""

    address: str
    message_id: str
    message_sha256: str


_Insert = Callable[[Connection, _Promise, datetime], object]
Beside = Callable[[Connection, NoticeKey, datetime], object]
"""Records, in the notice's own transaction, what the notice is about."""


class ForestalledError(Exception):
    """What the notice is about has been told by another notice meanwhile; a program's word, never shown."""


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
    trial: bool,
) -> Delivery:
    """Store a message and record its delivery; doing so again gives the delivery that is there, whatever the bytes.

    Only a delivery that has not left is changed, when the recipient's address is another one since: bytes and address
    are replaced together. The address is the one in the message's To. A `trial` is recorded as `<code>.trial`, whatever
    its address: a rehearsal does not use up the one copy of the real recipient. A newer version takes the place of an
    older one that has not left, and so does a new code of the same mailbox; where the version has left to that mailbox
    under another code, it is held. When `real` is False (no mail server, or examples) the delivery is `written` at
    once, so that no later run with a mail server can send it. A recipient who is not valid `today` is held if `real`,
    but for a trial, which does not go to them.

    Raises ValueError when the gate is closed, or the message is not addressed to exactly one who is, unless it is a
    trial, the recipient; OutboxError.
    """
    if not gate.opens:
        raise ValueError(messages.GATE_IS_CLOSED.format(reasons=" ".join(gate.reasons)))
    promise = _read_promise(message)
    if not trial and promise.address != recipient.address:
        raise ValueError(messages.NOT_THE_RECIPIENT.format(recipient=recipient.name, address=recipient.address))
    key = DeliveryKey(period, version, build_recipient_key(recipient.code, trial=trial))
    name = name_message(*key)
    obstacle: _Obstacle = None
    if not real:
        obstacle = DeliveryState.WRITTEN, _tell_written(name, recipient, today, trial=trial)
    elif not trial and not recipient.is_valid_on(today):
        expired = messages.RECIPIENT_EXPIRED.format(recipient=recipient.name, today=write_day(today))
        obstacle = DeliveryState.HELD, expired
    _keep(ledger, outbox, key, name, message, promise, obstacle, insert=partial(_record, key, obstacle), now=now)
    with ledger.read() as connection:
        delivery = find_delivery(connection, key)
    if delivery is None:
        raise RuntimeError(f"the delivery {key} vanished after its own transaction")
    return delivery


def _tell_written(name: str, recipient: Recipient, today: date, *, trial: bool) -> str:
    """That a report was only written; a person who sends it by hand must know what a mail server would have held."""
    told = messages.WRITTEN_REPORT.format(path=name)
    if trial or recipient.is_valid_on(today):
        return told
    return told + messages.WRITTEN_EXPIRED.format(recipient=recipient.name, today=write_day(today))


def prepare_notice(
    ledger: Ledger,
    outbox: Outbox,
    *,
    key: NoticeKey,
    message: bytes,
    now: Callable[[], datetime],
    real: bool,
    held: str | None = None,
    beside: Beside | None = None,
) -> NoticeRecord:
    """Store a notice and record it, as `prepare_delivery` does; doing so again gives the notice that is there.

    `outbox` is the folder of its kind. When `real` is False the notice is `written` at once and never sent, and `held`
    tells why it is `held` at once. `beside`
    takes part in the transaction of a new notice. Raises what `beside` raises; with it, ForestalledError also when the
    notice is there already: what else this one would have told has then been recorded by nobody.
    """

    def insert(connection: Connection, promise: _Promise, at: datetime) -> None:
        is_new = _insert(key, obstacle, connection, promise, at)
        if beside is not None:
            if not is_new:
                raise ForestalledError
            beside(connection, key, at)

    name = name_notice(key)
    obstacle: _Obstacle = None if real else (DeliveryState.WRITTEN, messages.WRITTEN.format(path=name))
    if held is not None:
        obstacle = DeliveryState.HELD, held
    promise = _read_promise(message)
    is_once = beside is not None
    _keep(ledger, outbox, key, name, message, promise, obstacle, insert=insert, now=now, is_once=is_once)
    with ledger.read() as connection:
        notice = find_notice(connection, key)
    if notice is None:
        raise RuntimeError(f"the notice {key} vanished after its own transaction")
    return notice


def _keep(
    ledger: Ledger,
    outbox: Outbox,
    key: MailKey,
    name: str,
    message: bytes,
    promise: _Promise,
    obstacle: _Obstacle,
    *,
    insert: _Insert,
    now: Callable[[], datetime],
    is_once: bool = False,
) -> None:
    """Bytes, then row; a mail that is known and has not left follows its reader's new address, or is held.

    One that `is_once` is never changed: others of its things would be told than those recorded with it.
    """
    with outbox.hold_preparing():
        with ledger.read() as connection:
            known = find_address(connection, key)
        if known is None:
            _store(outbox, name, message)
        elif is_once:
            raise ForestalledError
        with ledger.write() as connection, _taking_back(outbox, name):
            if known is None:
                insert(connection, promise, now())
            elif obstacle is not None and obstacle[0] is DeliveryState.HELD:
                hold_delivery(connection, key, reply=obstacle[1], at=now())
            elif (
                obstacle is None
                and known != promise.address
                and readdress_delivery(connection, key, **promise._asdict(), at=now())
            ):
                # Before the commit: nobody can claim the row meanwhile, and a crash here leaves bytes that do not fit
                # the row, which no courier sends and the next run replaces.
                _store(outbox, name, message)


@contextmanager
def _taking_back(outbox: Outbox, name: str) -> Iterator[None]:
    """Within the transaction: bytes that it will not promise after all are taken away before it rolls back."""
    try:
        yield
    except ForestalledError:
        outbox.remove(name)
        raise


def _insert(key: MailKey, obstacle: _Obstacle, connection: Connection, promise: _Promise, at: datetime) -> bool:
    state, reply = obstacle or (DeliveryState.READY, None)
    return record_delivery(connection, key, **promise._asdict(), at=at, state=state, reply=reply)


def _record(key: DeliveryKey, obstacle: _Obstacle, connection: Connection, promise: _Promise, at: datetime) -> None:
    """Insert the row; a newer version holds the older ones that have not left, an older one is held by a newer one."""
    mine = [each for each in load_deliveries(connection, key.period) if _is_same_reader(each, key, promise.address)]
    newer = max((each.version for each in mine if each.version > key.version and each.state in _ON_ITS_WAY), default=0)
    twin = next((each for each in mine if each.version == key.version and each.state in _MAY_HAVE_LEFT), None)
    if obstacle is None and newer:
        obstacle = DeliveryState.HELD, messages.NEWER_VERSION.format(version=newer)
    elif obstacle is None and twin is not None:
        obstacle = DeliveryState.HELD, messages.SAME_MAILBOX.format(version=key.version, code=twin.recipient)
    if _insert(key, obstacle, connection, promise, at) and obstacle is None:
        for rival in mine:
            if rival.version <= key.version and rival.state is DeliveryState.READY:
                reply = messages.NEWER_VERSION if rival.version < key.version else messages.TAKEN_OVER
                reply = reply.format(version=key.version, code=key.recipient)
                hold_delivery(connection, DeliveryKey(rival.period, rival.version, rival.recipient), reply=reply, at=at)


def _read_promise(message: bytes) -> _Promise:
    """The one address and the Message-ID that stand in the bytes: envelope and header can never differ."""
    mail = message_from_bytes(message, policy=SMTP)
    found = [address.addr_spec for header in mail.get_all("To", []) for address in header.addresses]
    message_id = str(mail.get("Message-ID", "")).strip()
    if len(found) != 1 or mail.get("Cc") is not None or mail.get("Bcc") is not None or not message_id:
        raise ValueError(messages.NOT_ONE_ADDRESS)
    return _Promise(check_address(found[0]), message_id, hashlib.sha256(message).hexdigest())


def _store(outbox: Outbox, name: str, message: bytes) -> None:
    """Write the bytes; what lies there without a row is left by a run that was killed in between, and never left."""
    orphan = outbox.read(name)
    if orphan is not None and orphan != message:
        outbox.remove(name)
    outbox.write(name, message)


def _is_same_reader(other: Delivery, key: DeliveryKey, address: str) -> bool:
    """Whether another delivery goes to the same recipient: the same code, or the same mailbox under another code.

    Rehearsals share the trial address and are told apart by their code alone.
    """
    if other.recipient == key.recipient:
        return True
    trial = key.recipient.endswith(TRIAL_SUFFIX) or other.recipient.endswith(TRIAL_SUFFIX)
    return not trial and other.address.lower() == address.lower()
