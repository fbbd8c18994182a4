"""Deliveries in the ledger: one row per key, fenced claims, and an event for each change."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from schemas.values import DeliveryState
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import (
    claim_delivery,
    find_accepted_version,
    find_delivery,
    finish_delivery,
    hold_delivery,
    load_deliveries,
    mark_handed_over,
    record_delivery,
    release_claim,
    settle_expired_claims,
)
from tonghop.ledger.delivery_rows import DeliveryKey
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.tables import deliveries, events

KEY = DeliveryKey("2024-H1", 1, "UBND")
LEASE = timedelta(minutes=40)


def record(ledger: Ledger, at: datetime, key: DeliveryKey = KEY, **more: Any) -> bool:
    with ledger.write() as connection:
        return record_delivery(
            connection,
            key,
            address="vanthu@ubnd.example",
            message_id=f"<{key.version}.{key.recipient}@x.example>",
            message_sha256="0" * 64,
            at=at,
            **more,
        )


def claim(ledger: Ledger, at: datetime, by: str = "here:1", key: DeliveryKey = KEY) -> str | None:
    with ledger.write() as connection:
        return claim_delivery(connection, key, claimed_by=by, lease_until=at + LEASE, at=at)


def claim_surely(ledger: Ledger, at: datetime, by: str = "here:1", key: DeliveryKey = KEY) -> str:
    token = claim(ledger, at, by, key)
    assert token is not None
    return token


def state_of(ledger: Ledger, key: DeliveryKey = KEY) -> DeliveryState:
    with ledger.read() as connection:
        found = find_delivery(connection, key)
    assert found is not None
    return found.state


def settle(ledger: Ledger, at: datetime, dead: str = "nobody") -> list[DeliveryKey]:
    with ledger.write() as connection:
        return settle_expired_claims(
            connection,
            at=at,
            dead=lambda by: by.startswith(f"{dead}:"),
            resumed="gửi lại",
            unknown="không rõ {message_id}",
        )


def kinds(ledger: Ledger) -> list[str]:
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == []
        return list(connection.execute(select(events.c.kind).order_by(events.c.seq)).scalars())


def test_a_key_is_recorded_once(ledger: Ledger, now: datetime) -> None:
    assert record(ledger, now)
    assert not record(ledger, now)
    with ledger.read() as connection:
        assert [item.recipient for item in load_deliveries(connection, "2024-H1")] == ["UBND"]
        assert load_deliveries(connection, "2024-H2") == []
    assert kinds(ledger) == ["delivery.ready"]


def test_only_one_of_two_claims_succeeds(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    assert claim(ledger, now)
    assert claim(ledger, now) is None


def test_an_outcome_is_kept_and_closes_the_claim(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    token = claim_surely(ledger, now)
    with ledger.write() as connection:
        assert mark_handed_over(connection, KEY, token, now)
        assert finish_delivery(connection, KEY, token, DeliveryState.ACCEPTED, "250 queued as 4F", now)
    with ledger.write() as connection:
        assert not finish_delivery(connection, KEY, token, DeliveryState.REFUSED, "later", now)
        assert not release_claim(connection, KEY, token, reply="no", at=now)
        found = find_delivery(connection, KEY)
    assert found is not None
    assert (found.state, found.reply) == (DeliveryState.ACCEPTED, "250 queued as 4F")
    assert claim(ledger, now) is None
    assert kinds(ledger) == ["delivery.ready", "delivery.claimed", "delivery.claimed", "delivery.accepted"]


def test_without_the_token_nothing_moves(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    claim(ledger, now)
    with ledger.write() as connection:
        assert not mark_handed_over(connection, KEY, "f" * 32, now)
        assert not release_claim(connection, KEY, "f" * 32, reply="x", at=now)
        assert not finish_delivery(connection, KEY, "f" * 32, DeliveryState.ACCEPTED, "x", now)
    assert state_of(ledger) is DeliveryState.CLAIMED


def test_a_released_claim_is_ready_again_and_counted(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    token = claim_surely(ledger, now)
    with ledger.write() as connection:
        assert release_claim(connection, KEY, token, reply="450 busy", at=now)
        assert not mark_handed_over(connection, KEY, token, now)
        row = connection.execute(select(deliveries)).one()
    assert (row.state, row.attempts, row.reply, row.claim_token) == ("ready", 1, "450 busy", None)


@pytest.mark.parametrize(
    ("dead", "handed_over", "later", "state"),
    [
        (True, False, timedelta(0), DeliveryState.READY),
        (True, True, timedelta(0), DeliveryState.UNKNOWN),
        (False, False, timedelta(0), DeliveryState.CLAIMED),
        (False, True, timedelta(0), DeliveryState.CLAIMED),
        (False, False, LEASE * 2, DeliveryState.READY),
        (False, True, LEASE * 2, DeliveryState.UNKNOWN),
    ],
)
def test_a_claim_left_behind_is_settled_by_how_far_it_came(
    ledger: Ledger, now: datetime, dead: bool, handed_over: bool, later: timedelta, state: DeliveryState
) -> None:
    record(ledger, now)
    token = claim_surely(ledger, now)
    if handed_over:
        with ledger.write() as connection:
            mark_handed_over(connection, KEY, token, now)
    settled = settle(ledger, now + later, dead="here" if dead else "there")
    assert state_of(ledger) is state
    assert settled == ([] if state is DeliveryState.CLAIMED else [KEY])


def test_whoever_lost_the_claim_may_not_hand_over(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    slow = claim_surely(ledger, now)
    settle(ledger, now + LEASE * 2)
    assert claim(ledger, now + LEASE * 2, by="other:2")
    with ledger.write() as connection:
        assert not mark_handed_over(connection, KEY, slow, now)


def test_a_late_answer_clears_up_what_was_called_unknown(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    token = claim_surely(ledger, now)
    with ledger.write() as connection:
        mark_handed_over(connection, KEY, token, now)
    settle(ledger, now + LEASE * 2)
    assert claim(ledger, now) is None
    with ledger.write() as connection:
        assert finish_delivery(connection, KEY, token, DeliveryState.ACCEPTED, "250 ok", now)
    assert state_of(ledger) is DeliveryState.ACCEPTED


def test_only_what_may_have_arrived_counts_as_an_accepted_version(ledger: Ledger, now: datetime) -> None:
    outcomes = [
        DeliveryState.ACCEPTED,
        DeliveryState.UNKNOWN,
        DeliveryState.WRITTEN,
        DeliveryState.REFUSED,
        DeliveryState.HELD,
    ]
    expected = [1, 2, 2, 2, 2]
    for version, (outcome, newest) in enumerate(zip(outcomes, expected, strict=True), start=1):
        key = DeliveryKey("2024-H1", version, "UBND")
        record(ledger, now, key)
        token = claim_surely(ledger, now, key=key)
        with ledger.write() as connection:
            finish_delivery(connection, key, token, outcome, "…", now)
            assert find_accepted_version(connection, "2024-H1", "UBND") == newest
            assert find_accepted_version(connection, "2024-H1", "STTTT") is None
    with ledger.read() as connection:
        assert find_accepted_version(connection, "2024-H1", "UBND", before=2) == 1
        assert find_accepted_version(connection, "2024-H1", "UBND", before=1) is None


def test_a_claimed_delivery_can_no_longer_be_held(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    record(ledger, now, DeliveryKey("2024-H1", 1, "STTTT"))
    claim(ledger, now)
    with ledger.write() as connection:
        assert not hold_delivery(connection, KEY, reply="chờ", at=now)
        assert hold_delivery(connection, DeliveryKey("2024-H1", 1, "STTTT"), reply="chờ", at=now)


def test_events_carry_no_mail_address(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    token = claim_surely(ledger, now)
    with ledger.write() as connection:
        finish_delivery(connection, KEY, token, DeliveryState.REFUSED, "550 <vanthu@ubnd.example>: no such user", now)
    with ledger.read() as connection:
        told = [str(row.data) + row.subject for row in connection.execute(select(events))]
    assert not any("ubnd.example" in text for text in told)
    assert "no such user" in told[-1]


def test_a_change_and_its_event_live_or_die_together(ledger: Ledger, now: datetime) -> None:
    record(ledger, now)
    with pytest.raises(RuntimeError), ledger.write() as connection:
        claim_delivery(connection, KEY, claimed_by="here:1", lease_until=now, at=now)
        raise RuntimeError
    assert state_of(ledger) is DeliveryState.READY
    assert kinds(ledger) == ["delivery.ready"]


def test_wrong_beginnings_and_ends_are_refused(ledger: Ledger, now: datetime) -> None:
    with pytest.raises(ValueError, match="begins"):
        record(ledger, now, state=DeliveryState.ACCEPTED)
    with pytest.raises(ValueError, match="outcome"), ledger.write() as connection:
        finish_delivery(connection, KEY, "t", DeliveryState.READY, "", now)


@pytest.mark.parametrize(
    ("recipient", "code", "address", "version"),
    [
        ("UBND", "UBNDT", "VANTHU@ubnd.example", 1),
        ("UBND", "UBNDT", "khac@ubnd.example", None),
        ("UBND", "UBNDT", None, None),
        ("UBND.trial", "UBNDT", "vanthu@ubnd.example", None),
    ],
    ids=["same mailbox", "another mailbox", "no address asked", "a rehearsal"],
)
def test_a_mailbox_that_has_a_version_has_it_under_every_code(
    ledger: Ledger, now: datetime, recipient: str, code: str, address: str | None, version: int | None
) -> None:
    key = KEY._replace(recipient=recipient)
    record(ledger, now, key)
    claim_surely(ledger, now, key=key)
    with ledger.read() as connection:
        assert find_accepted_version(connection, "2024-H1", code, address=address) == version
