"""The courier: takes ready deliveries, sends each once, and records what came of it.

At most one copy leaves per (period, version, recipient), and per key of a notice: a claim in the ledger with a token
(fencing), the note "handed over" committed before the content leaves, and no second attempt once that note stands
without an answer. Keeps out who may get what (the release rule) and how bytes travel (the transport).
"""

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from schemas.delivery import Delivery
from schemas.notice import NoticeRecord
from schemas.values import DeliveryState
from tonghop.delivery import messages
from tonghop.delivery.outbox import Outbox, name_message
from tonghop.delivery.transport import Answer, AnswerKind, Transport
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import (
    claim_delivery,
    finish_delivery,
    hold_delivery,
    load_deliveries,
    mark_handed_over,
    release_claim,
    settle_expired_claims,
)
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, DeliveryKey, MailKey, NoticeKey
from tonghop.ledger.notices import find_notice, name_notice

# Longer than all timeouts of one attempt together, so that a living courier elsewhere is not taken for dead.
LEASE = timedelta(minutes=40)
ATTEMPTS = 3
_PAUSE_SECONDS = 2.0
_OUTCOMES = {
    AnswerKind.ACCEPTED: DeliveryState.ACCEPTED,
    AnswerKind.REFUSED: DeliveryState.REFUSED,
    AnswerKind.UNKNOWN: DeliveryState.UNKNOWN,
}


def work_outbox(
    ledger: Ledger,
    outbox: Outbox,
    *,
    transport: Transport | None,
    period: str,
    now: Callable[[], datetime],
    owner: str,
    attempts: int = ATTEMPTS,
    trial_address: str | None = None,
    may_send: Callable[[Delivery], bool] | None = None,
    pause: Callable[[float], object] = time.sleep,
) -> list[Delivery]:
    """Send what is ready in one period; gives all its deliveries as they stand afterwards.

    A delivery that could not leave stays `ready` with the reason in `reply`; one whose outcome nobody knows is
    `unknown` and is not sent again by any later call.

    Args:
        ledger: decides who sends what.
        outbox: holds the bytes.
        transport: None when no mail server is configured: the message stays a file, for good (`written`).
        period: code of the period.
        now: gives the aware present time.
        owner: tells in the ledger which process claims, e.g. host and process id.
        attempts: how often one delivery is tried in this call while the failure is temporary.
        trial_address: when set, only rehearsals leave, and to no other address; when not, no rehearsal leaves.
        may_send: asked right before each attempt; False leaves the delivery as it is (a new secrecy hold).
        pause: waits that many seconds between two attempts.
    """
    with outbox.hold_sending() as outbox_id:
        _settle(ledger, outbox_id, now())
        with ledger.read() as connection:
            ready = [item for item in load_deliveries(connection, period) if item.state is DeliveryState.READY]
        work = partial(_work_once, ledger, outbox, transport, now=now, claimed_by=f"{outbox_id}:{owner}")
        for delivery in ready:
            if not fits_trial(delivery.recipient, delivery.address, trial_address):
                continue
            outcome = None
            for attempt in range(attempts):
                if attempt:
                    pause(_PAUSE_SECONDS * 2**attempt)
                if may_send is not None and not may_send(delivery):
                    break
                outcome = work(delivery)
                if outcome is not AnswerKind.LATER:
                    break
            if outcome is AnswerKind.BLOCKED:  # the next one would fail alike, and may lock the account
                break
        with ledger.read() as connection:
            return load_deliveries(connection, period)


def send_notice(
    ledger: Ledger,
    outbox: Outbox,
    key: NoticeKey,
    *,
    transport: Transport | None,
    now: Callable[[], datetime],
    owner: str,
    trial_address: str | None = None,
    outdated: str | None = None,
) -> NoticeRecord:
    """Try once to send one notice that is recorded; gives it as it stands afterwards.

    One attempt only: whoever posts a notice has other work to do, and what stays `ready` is tried again by a later run.

    Args:
        ledger: decides who sends what.
        outbox: the folder of the notice's kind.
        key: which notice.
        transport: None when the mail server cannot be asked now: a ready notice stays ready.
        now: gives the aware present time.
        owner: tells in the ledger which process claims.
        trial_address: when set, only rehearsals leave, and to no other address; when not, no rehearsal leaves.
        outdated: why nobody needs this notice any more; then it is held if it has not left.
    """
    with outbox.hold_sending() as outbox_id:
        _settle(ledger, outbox_id, now())
        notice = _load_notice(ledger, key)
        if notice.state is DeliveryState.READY and outdated is not None:
            with ledger.write() as connection:
                hold_delivery(connection, key, reply=outdated, at=now())
        elif (
            notice.state is DeliveryState.READY
            and transport is not None
            and fits_trial(notice.key, notice.address, trial_address)
        ):
            _work_once(ledger, outbox, transport, notice, now=now, claimed_by=f"{outbox_id}:{owner}")
        return _load_notice(ledger, key)


def _load_notice(ledger: Ledger, key: NoticeKey) -> NoticeRecord:
    with ledger.read() as connection:
        notice = find_notice(connection, key)
    if notice is None:
        raise ValueError(f"the ledger knows no notice {key}")
    return notice


def fits_trial(name: str, address: str, trial_address: str | None) -> bool:
    """Whether a mail may leave: in a trial only rehearsals to the trial address, else everything but rehearsals."""
    rehearsed = name.endswith(TRIAL_SUFFIX)
    return rehearsed is (trial_address is not None) and trial_address in (None, address)


def _settle(ledger: Ledger, outbox_id: str, at: datetime) -> None:
    """Settle what dead couriers left: all of this outbox, for we hold its lock, and others when their lease is over."""
    with ledger.write() as connection:
        settle_expired_claims(
            connection,
            at=at,
            dead=lambda claimed_by: claimed_by.startswith(f"{outbox_id}:"),
            resumed=messages.STOPPED_BEFORE_SENDING,
            unknown=messages.STOPPED_AFTER_HANDING_OVER,
        )


def _work_once(
    ledger: Ledger,
    outbox: Outbox,
    transport: Transport | None,
    mail: Delivery | NoticeRecord,
    *,
    now: Callable[[], datetime],
    claimed_by: str,
) -> AnswerKind | None:
    """Claim, send, record; gives the kind of answer, None when nothing was sent."""
    key, name = _identify(mail)
    at = now()
    with ledger.write() as connection:
        token = claim_delivery(connection, key, claimed_by=claimed_by, lease_until=at + LEASE, at=at)
    if token is None:
        return None
    data = outbox.read(name)
    if data is None or hashlib.sha256(data).hexdigest() != mail.message_sha256:
        with ledger.write() as connection:
            release_claim(connection, key, token, reply=messages.MESSAGE_CHANGED.format(path=name), at=now())
        return None
    if transport is None:
        with ledger.write() as connection:
            told = messages.WRITTEN_REPORT if isinstance(mail, Delivery) else messages.WRITTEN
            reply = told.format(path=name)
            finish_delivery(connection, key, token, DeliveryState.WRITTEN, reply, now())
        return None
    try:
        answer = transport.send(mail.address, data, hand_over=partial(_hand_over, ledger, key, token, now))
        _record(ledger, key, token, answer, now())
    finally:
        transport.close()
    return answer.kind


def _identify(mail: Delivery | NoticeRecord) -> tuple[MailKey, str]:
    """The key of a mail, and the name of its file in its outbox."""
    if isinstance(mail, Delivery):
        delivery = DeliveryKey(mail.period, mail.version, mail.recipient)
        return delivery, name_message(*delivery)
    notice = NoticeKey(mail.kind.value, mail.key)
    return notice, name_notice(notice)


def _hand_over(ledger: Ledger, key: MailKey, token: str, now: Callable[[], datetime]) -> bool:
    with ledger.write() as connection:
        return mark_handed_over(connection, key, token, now())


def _record(ledger: Ledger, key: MailKey, token: str, answer: Answer, at: datetime) -> None:
    with ledger.write() as connection:
        if answer.kind in _OUTCOMES:
            finish_delivery(connection, key, token, _OUTCOMES[answer.kind], answer.reply, at)
        elif answer.kind is not AnswerKind.ABANDONED:
            release_claim(connection, key, token, reply=answer.reply, at=at)
