"""Preparing: the bytes before the row, once per key, and nothing for a recipient that is not there any more."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from schemas.delivery import Delivery, Gate
from schemas.plan import Plan
from schemas.values import DeliveryState
from tonghop.delivery import prepare_delivery
from tonghop.delivery.outbox import Outbox
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import claim_delivery, find_delivery, load_deliveries
from tonghop.ledger.delivery_rows import DeliveryKey

Compose = Callable[..., bytes]
Prepare = Callable[..., Delivery]


@pytest.fixture
def prepare(ledger: Ledger, outbox: Outbox, plan: Plan, compose: Compose, now: datetime) -> Prepare:
    def run(version: int = 1, index: int = 0, **changes: Any) -> Delivery:
        recipient = plan.recipients[index]
        message = changes.pop("message", None) or compose(version=version, recipient=recipient)
        given: dict[str, Any] = {
            "period": "2024-H1",
            "version": version,
            "recipient": recipient,
            "message": message,
            "gate": Gate(opens=True),
            "today": date(2024, 6, 20),
            "now": lambda: now,
            "real": True,
            "trial": False,
        }
        return prepare_delivery(ledger, outbox, **(given | changes))

    return run


def test_the_bytes_lie_in_the_outbox_and_the_row_promises_them(
    prepare: Prepare, outbox: Outbox, compose: Compose
) -> None:
    delivery = prepare()
    assert delivery.state is DeliveryState.READY
    assert delivery.address == "vanthu@ubnd.example"
    assert delivery.message_id == "<tonghop.2024-H1.v1.UBND@sokhcn.example>"
    assert outbox.read("2024-H1-v1-UBND.eml") == compose()


def test_doing_it_again_with_other_bytes_changes_nothing(prepare: Prepare, outbox: Outbox, compose: Compose) -> None:
    first = prepare()
    again = prepare(message=compose(report=b"PK other"))
    assert again == first
    assert outbox.read("2024-H1-v1-UBND.eml") == compose()


def test_bytes_left_by_a_run_killed_before_the_row_are_replaced(
    prepare: Prepare, outbox: Outbox, compose: Compose
) -> None:
    outbox.write("2024-H1-v1-UBND.eml", compose(report=b"PK of the killed run"))
    assert prepare().state is DeliveryState.READY
    assert outbox.read("2024-H1-v1-UBND.eml") == compose()


def test_a_closed_gate_prepares_nothing(prepare: Prepare, outbox: Outbox, ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="chờ phê duyệt"):
        prepare(gate=Gate(opens=False, reasons=("chờ phê duyệt",)))
    assert outbox.read("2024-H1-v1-UBND.eml") is None
    with ledger.read() as connection:
        assert load_deliveries(connection, "2024-H1") == []


@pytest.mark.parametrize(
    ("today", "real", "state"),
    [
        (date(2025, 2, 28), True, DeliveryState.READY),
        (date(2025, 3, 1), True, DeliveryState.HELD),
        (date(2025, 3, 1), False, DeliveryState.WRITTEN),
    ],
)
def test_a_recipient_that_no_longer_exists_is_held_before_real_mail(
    prepare: Prepare, today: date, real: bool, state: DeliveryState
) -> None:
    delivery = prepare(index=1, today=today, real=real)
    assert delivery.state is state
    assert ("01/3/2025" in (delivery.reply or "")) is (state is not DeliveryState.READY)
    told = "chưa ghi nhận là đã phát hành" in (delivery.reply or "")
    assert told is (state is DeliveryState.WRITTEN)


def test_a_delivery_still_waiting_when_its_recipient_ends_is_held(prepare: Prepare) -> None:
    assert prepare(index=1, today=date(2025, 2, 28)).state is DeliveryState.READY
    assert prepare(index=1, today=date(2025, 3, 1)).state is DeliveryState.HELD


def test_a_newer_version_takes_the_place_of_one_that_has_not_left(prepare: Prepare, ledger: Ledger) -> None:
    prepare(1)
    prepare(1, index=1)
    prepare(2)
    with ledger.read() as connection:
        states = {(d.version, d.recipient): d.state for d in load_deliveries(connection, "2024-H1")}
    assert states == {
        (1, "UBND"): DeliveryState.HELD,
        (1, "STTTT"): DeliveryState.READY,
        (2, "UBND"): DeliveryState.READY,
    }


def test_an_older_version_does_not_follow_a_newer_one(prepare: Prepare) -> None:
    prepare(2)
    late = prepare(1)
    assert late.state is DeliveryState.HELD
    assert "dự thảo lần 2" in (late.reply or "")


def test_what_is_being_sent_is_not_pulled_back(prepare: Prepare, ledger: Ledger, now: datetime) -> None:
    prepare(1)
    key = DeliveryKey("2024-H1", 1, "UBND")
    with ledger.write() as connection:
        claim_delivery(connection, key, claimed_by="x:1", lease_until=now, at=now)
    prepare(2)
    with ledger.read() as connection:
        found = find_delivery(connection, key)
    assert found is not None
    assert found.state is DeliveryState.CLAIMED


def test_a_rehearsal_does_not_use_up_the_real_recipients_copy(
    prepare: Prepare, outbox: Outbox, compose: Compose
) -> None:
    trial = prepare(message=compose(trial_address="thu@sokhcn.example"), trial=True)
    real = prepare()
    assert (trial.recipient, trial.address) == ("UBND.trial", "thu@sokhcn.example")
    assert (real.recipient, real.address, real.state) == ("UBND", "vanthu@ubnd.example", DeliveryState.READY)
    assert outbox.read("2024-H1-v1-UBND.trial.eml") != outbox.read("2024-H1-v1-UBND.eml")


@pytest.mark.parametrize(
    "head",
    [
        b"To: a@x.example, b@x.example\r\nMessage-ID: <1@x.example>\r\n",
        b"To: a@x.example\r\nTo: b@x.example\r\nMessage-ID: <1@x.example>\r\n",
        b"To: a@x.example\r\nBcc: b@x.example\r\nMessage-ID: <1@x.example>\r\n",
        b"To: a@x.example\r\nCc: b@x.example\r\nMessage-ID: <1@x.example>\r\n",
        b"To: a@x.example\r\n",
        b"Message-ID: <1@x.example>\r\n",
    ],
)
def test_a_message_for_anyone_but_one_is_refused(prepare: Prepare, head: bytes) -> None:
    with pytest.raises(ValueError, match="đúng một nơi nhận"):
        prepare(message=head + b"\r\nx\r\n")


def test_what_was_prepared_without_a_mail_server_is_written_at_once_and_pulls_nothing_back(
    prepare: Prepare, ledger: Ledger, outbox: Outbox
) -> None:
    prepare(1)
    example = prepare(2, real=False)
    assert example.state is DeliveryState.WRITTEN
    assert prepare(2, real=True) == example
    assert outbox.read("2024-H1-v2-UBND.eml") is not None
    with ledger.read() as connection:
        assert [d.state for d in load_deliveries(connection, "2024-H1")] == [DeliveryState.READY, DeliveryState.WRITTEN]


def test_a_rehearsal_at_the_recipients_own_address_does_not_use_up_the_real_copy(
    prepare: Prepare, compose: Compose
) -> None:
    trial = prepare(message=compose(trial_address="vanthu@ubnd.example"), trial=True)
    assert (trial.recipient, trial.address) == ("UBND.trial", "vanthu@ubnd.example")
    assert prepare().state is DeliveryState.READY


def test_a_real_message_to_another_than_the_recipient_is_refused(prepare: Prepare, compose: Compose) -> None:
    with pytest.raises(ValueError, match=r"vanthu@ubnd\.example"):
        prepare(message=compose(trial_address="thu@sokhcn.example"))


def test_a_message_that_has_not_left_follows_the_recipients_new_address(
    prepare: Prepare, plan: Plan, outbox: Outbox, compose: Compose
) -> None:
    old = prepare()
    moved = plan.recipients[0].model_copy(update={"address": "moi@ubnd.example"})
    message = compose(recipient=moved, report=b"PK other")
    new = prepare(recipient=moved, message=message)
    assert (new.state, new.address) == (DeliveryState.READY, "moi@ubnd.example")
    assert new.message_sha256 != old.message_sha256
    assert outbox.read("2024-H1-v1-UBND.eml") == message


@pytest.mark.parametrize("leaves", [True, False], ids=["being sent", "written without a server"])
def test_what_may_have_left_keeps_its_address(
    prepare: Prepare, plan: Plan, ledger: Ledger, outbox: Outbox, compose: Compose, now: datetime, leaves: bool
) -> None:
    old = prepare(real=leaves)
    if leaves:
        with ledger.write() as connection:
            claim_delivery(connection, DeliveryKey("2024-H1", 1, "UBND"), claimed_by="x:1", lease_until=now, at=now)
    moved = plan.recipients[0].model_copy(update={"address": "moi@ubnd.example"})
    again = prepare(recipient=moved, message=compose(recipient=moved))
    assert (again.address, again.message_sha256) == (old.address, old.message_sha256)
    assert outbox.read("2024-H1-v1-UBND.eml") == compose()


@pytest.mark.parametrize("left", [True, False])
def test_a_new_code_of_one_mailbox_gets_no_second_copy(
    prepare: Prepare, plan: Plan, ledger: Ledger, compose: Compose, now: datetime, left: bool
) -> None:
    prepare()
    if left:
        with ledger.write() as connection:
            claim_delivery(connection, DeliveryKey("2024-H1", 1, "UBND"), claimed_by="x:1", lease_until=now, at=now)
    renamed = plan.recipients[0].model_copy(update={"code": "UBNDT", "address": "VanThu@ubnd.example"})
    new = prepare(recipient=renamed, message=compose(recipient=renamed))
    with ledger.read() as connection:
        old = find_delivery(connection, DeliveryKey("2024-H1", 1, "UBND"))
    assert old is not None
    if left:
        assert (old.state, new.state) == (DeliveryState.CLAIMED, DeliveryState.HELD)
        assert "UBND" in (new.reply or "")
    else:
        assert (old.state, new.state) == (DeliveryState.HELD, DeliveryState.READY)


def test_rehearsals_for_two_recipients_share_the_trial_address(prepare: Prepare, plan: Plan, compose: Compose) -> None:
    for index in (0, 1):
        message = compose(recipient=plan.recipients[index], trial_address="thu@sokhcn.example")
        assert prepare(index=index, message=message, trial=True).state is DeliveryState.READY


def test_a_rehearsal_for_a_recipient_that_has_ended_is_not_held(prepare: Prepare, plan: Plan, compose: Compose) -> None:
    message = compose(recipient=plan.recipients[1], trial_address="thu@sokhcn.example")
    trial = prepare(index=1, message=message, trial=True, today=date(2025, 3, 1))
    assert (trial.state, trial.reply) == (DeliveryState.READY, None)
