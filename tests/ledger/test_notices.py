"""Notices in the ledger go the way of deliveries: one row per key, fenced claims, an event for each change."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from schemas.values import DeliveryState, NoticeKind
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import (
    claim_delivery,
    find_address,
    find_delivery,
    finish_delivery,
    hold_delivery,
    mark_handed_over,
    readdress_delivery,
    record_delivery,
    release_claim,
    settle_expired_claims,
)
from tonghop.ledger.delivery_rows import DeliveryKey, MailKey, NoticeKey
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.notices import find_notice, load_notices
from tonghop.ledger.tables import events

PAGE, ALERT = NoticeKey("today", "hom-nay-2024-06-19"), NoticeKey("alert", "failed-gather-2024-06-19")
DELIVERY = DeliveryKey("2024-H1", 1, "UBND")
LEASE = timedelta(minutes=40)


def record(ledger: Ledger, at: datetime, key: MailKey = ALERT, **more: Any) -> bool:
    with ledger.write() as connection:
        return record_delivery(
            connection,
            key,
            address="vanphong@sokhcn.example",
            message_id=f"<{'.'.join(map(str, key))}@x.example>",
            message_sha256="0" * 64,
            at=at,
            **more,
        )


def claim(ledger: Ledger, at: datetime, key: MailKey = ALERT) -> str:
    with ledger.write() as connection:
        token = claim_delivery(connection, key, claimed_by="here:1", lease_until=at + LEASE, at=at)
    assert token is not None
    return token


def state_of(ledger: Ledger, key: NoticeKey = ALERT) -> DeliveryState:
    with ledger.read() as connection:
        found = find_notice(connection, key)
    assert found is not None
    return found.state


def test_a_key_is_recorded_once_and_the_same_key_of_another_kind_is_another(ledger: Ledger, at: datetime) -> None:
    other = NoticeKey("today", ALERT.key)
    assert record(ledger, at) and record(ledger, at, other)
    assert not record(ledger, at)
    with ledger.read() as connection:
        assert [(each.kind, each.key) for each in load_notices(connection)] == [
            (NoticeKind.ALERT, ALERT.key),
            (NoticeKind.TODAY, ALERT.key),
        ]
        assert find_address(connection, ALERT) == "vanphong@sokhcn.example"
        assert find_address(connection, PAGE) is None
        assert find_delivery(connection, DELIVERY) is None


def test_events_tell_kind_and_key_and_no_address(ledger: Ledger, at: datetime) -> None:
    record(ledger, at)
    token = claim(ledger, at)
    with ledger.write() as connection:
        assert mark_handed_over(connection, ALERT, token, at)
        assert finish_delivery(connection, ALERT, token, DeliveryState.REFUSED, "550 <vp@sokhcn.example> unknown", at)
    with ledger.read() as connection:
        rows = connection.execute(select(events).order_by(events.c.seq)).all()
        assert find_chain_breaks(connection) == []
    assert [row.kind for row in rows] == ["notice.ready", "notice.claimed", "notice.claimed", "notice.refused"]
    assert {row.subject for row in rows} == {"alert/failed-gather-2024-06-19"}
    assert not any("sokhcn.example" in str(row.data) for row in rows)


def test_only_the_holder_of_the_claim_goes_on(ledger: Ledger, at: datetime) -> None:
    record(ledger, at)
    token = claim(ledger, at)
    with ledger.write() as connection:
        assert claim_delivery(connection, ALERT, claimed_by="b", lease_until=at, at=at) is None
        assert not mark_handed_over(connection, ALERT, "f" * 32, at)
        assert not hold_delivery(connection, ALERT, reply="x", at=at)
        assert release_claim(connection, ALERT, token, reply="450 bận", at=at)
    assert state_of(ledger) is DeliveryState.READY


@pytest.mark.parametrize(("handed_over", "state"), [(False, DeliveryState.READY), (True, DeliveryState.UNKNOWN)])
def test_claims_left_behind_are_settled_in_both_tables_at_once(
    ledger: Ledger, at: datetime, handed_over: bool, state: DeliveryState
) -> None:
    keys: list[MailKey] = [DELIVERY, ALERT]
    for key in keys:
        record(ledger, at, key)
        token = claim(ledger, at, key)
        if handed_over:
            with ledger.write() as connection:
                mark_handed_over(connection, key, token, at)
    with ledger.write() as connection:
        settled = settle_expired_claims(
            connection, at=at + 2 * LEASE, dead=lambda by: False, resumed="lại", unknown="không rõ {message_id}"
        )
        delivery = find_delivery(connection, DELIVERY)
    assert settled == keys
    assert delivery is not None
    assert (delivery.state, state_of(ledger)) == (state, state)


def test_what_is_ready_follows_a_new_address_and_what_has_left_does_not(ledger: Ledger, at: datetime) -> None:
    for key, is_ready in ((PAGE, True), (ALERT, False)):
        record(ledger, at, key)
        if not is_ready:
            claim(ledger, at, key)
        with ledger.write() as connection:
            new = {"address": "moi@sokhcn.example", "message_id": f"<{key.key}>", "message_sha256": "1" * 64}
            assert readdress_delivery(connection, key, **new, at=at) is is_ready


def test_the_notice_that_was_tried_longest_ago_comes_first(ledger: Ledger, at: datetime) -> None:
    keys = [NoticeKey("alert", name) for name in ("a", "b", "c")]
    for minutes, key in enumerate(keys):
        record(ledger, at + timedelta(minutes=minutes), key)
    token = claim(ledger, at, keys[0])
    with ledger.write() as connection:
        release_claim(connection, keys[0], token, reply="450", at=at + LEASE)
        hold_delivery(connection, keys[1], reply="cũ", at=at + LEASE)
    with ledger.read() as connection:
        ready = load_notices(connection, states=[DeliveryState.READY])
        assert [each.key for each in ready] == ["c", "a"]
        assert len(load_notices(connection)) == 3
