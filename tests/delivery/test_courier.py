"""The courier: one copy, whatever happens, and every outcome in the ledger."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.delivery import Delivery, Gate
from schemas.plan import Plan
from schemas.values import DeliveryState
from tonghop.delivery import prepare_delivery, work_outbox
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.transport import YagmailTransport
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import claim_delivery, mark_handed_over
from tonghop.ledger.delivery_rows import DeliveryKey
from tonghop.ledger.events import find_chain_breaks

Start = Callable[..., SimpleNamespace]
Work = Callable[..., list[Delivery]]
KEY = DeliveryKey("2024-H1", 1, "UBND")


@pytest.fixture
def prepared(ledger: Ledger, outbox: Outbox, plan: Plan, compose: Callable[..., bytes], now: datetime) -> None:
    for recipient in plan.recipients:
        prepare_delivery(
            ledger,
            outbox,
            period="2024-H1",
            version=1,
            recipient=recipient,
            message=compose(recipient=recipient),
            gate=Gate(opens=True),
            today=date(2024, 6, 20),
            now=lambda: now,
            real=True,
            trial=False,
        )


@pytest.fixture
def work(ledger: Ledger, outbox: Outbox, now: datetime, prepared: None) -> Work:
    def run(server: SimpleNamespace | None, **changes: Any) -> list[Delivery]:
        transport = YagmailTransport(server.settings, timeout_seconds=5, content_seconds=5) if server else None
        given: dict[str, Any] = {
            "transport": transport,
            "period": "2024-H1",
            "now": lambda: now,
            "owner": "here:1",
            "pause": lambda _seconds: None,
        }
        return work_outbox(ledger, outbox, **(given | changes))

    return run


def states(deliveries: list[Delivery]) -> dict[str, DeliveryState]:
    return {item.recipient: item.state for item in deliveries}


def test_each_recipient_gets_exactly_one_mail_however_often_it_runs(
    work: Work, start_server: Start, outbox: Outbox, ledger: Ledger
) -> None:
    server = start_server()
    for _ in range(3):
        deliveries = work(server)
    assert states(deliveries) == {"UBND": DeliveryState.ACCEPTED, "STTTT": DeliveryState.ACCEPTED}
    assert all("queued as" in (item.reply or "") for item in deliveries)
    got = {mail.recipients[0]: mail.content for mail in server.desk.mails}
    assert len(server.desk.mails) == 2
    assert got == {
        "vanthu@ubnd.example": outbox.read("2024-H1-v1-UBND.eml"),
        "vanthu@stttt.example": outbox.read("2024-H1-v1-STTTT.eml"),
    }
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == []


def test_a_refusal_is_recorded_and_final_and_the_other_recipient_still_gets_the_mail(
    work: Work, start_server: Start
) -> None:
    server = start_server(replies={"RCPT": ["550 5.1.1 no such user"]})
    first, second = work(server)
    again = work(server)
    assert [first.state, second.state] == [DeliveryState.REFUSED, DeliveryState.ACCEPTED]
    assert first.reply == "550 5.1.1 no such user"
    assert again == [first, second]
    assert len(server.desk.mails) == 1


def test_one_temporary_refusal_is_tried_again_in_the_same_run(work: Work, start_server: Start) -> None:
    server = start_server(replies={"RCPT": ["450 4.2.0 greylisted"]})
    pauses: list[float] = []
    deliveries = work(server, pause=pauses.append)
    assert set(states(deliveries).values()) == {DeliveryState.ACCEPTED}
    assert len(server.desk.mails) == 2
    assert len(pauses) == 1


def test_a_lasting_temporary_refusal_stays_ready_with_its_reason_after_bounded_tries(
    work: Work, start_server: Start
) -> None:
    server = start_server(replies={"RCPT": ["450 4.2.0 busy"] * 6})
    pauses: list[float] = []
    deliveries = work(server, attempts=3, pause=pauses.append)
    assert set(states(deliveries).values()) == {DeliveryState.READY}
    assert {item.reply for item in deliveries} == {"450 4.2.0 busy"}
    assert len(pauses) == 4
    assert pauses[0] < pauses[1]
    assert set(states(work(server)).values()) == {DeliveryState.ACCEPTED}
    assert len(server.desk.mails) == 2


@pytest.mark.parametrize("cut_at", ["MAIL", "RCPT", "DATA"])
def test_a_line_cut_before_the_content_is_tried_again(work: Work, start_server: Start, cut_at: str) -> None:
    server = start_server(cut_at=cut_at)
    assert set(states(work(server)).values()) == {DeliveryState.READY}
    assert server.desk.phases.count(cut_at) == 6
    server.desk.cut_at = None
    assert set(states(work(server)).values()) == {DeliveryState.ACCEPTED}
    assert len(server.desk.mails) == 2


def test_an_unknown_outcome_is_never_sent_again(work: Work, start_server: Start) -> None:
    server = start_server(cut_at="CONTENT")
    deliveries = work(server)
    assert set(states(deliveries).values()) == {DeliveryState.UNKNOWN}
    assert all("không tự gửi lại" in (item.reply or "") for item in deliveries)
    server.desk.cut_at = None
    assert work(server) == deliveries
    assert server.desk.phases.count("CONTENT") == 2


def test_a_configuration_error_is_tried_once_only(work: Work, start_server: Start, authority: SimpleNamespace) -> None:
    server = start_server(login=True, user="vanphong", password="sai-mat-khau")
    assert set(states(work(server)).values()) == {DeliveryState.READY}
    once = len(server.desk.logins)
    assert set(states(work(server)).values()) == {DeliveryState.READY}
    assert len(server.desk.logins) == 2 * once


def test_without_a_mail_server_the_file_is_all_and_it_is_not_sent_later(
    work: Work, start_server: Start, outbox: Outbox
) -> None:
    assert set(states(work(None)).values()) == {DeliveryState.WRITTEN}
    server = start_server()
    assert set(states(work(server)).values()) == {DeliveryState.WRITTEN}
    assert server.desk.mails == []
    assert len(list(outbox.root.glob("*.eml"))) == 2


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_bytes_that_are_not_the_promised_ones_are_not_sent(
    work: Work, start_server: Start, outbox: Outbox, damage: str
) -> None:
    path = outbox.find_path("2024-H1-v1-UBND.eml")
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"x\r\n")
    server = start_server()
    deliveries = work(server)
    assert states(deliveries) == {"STTTT": DeliveryState.ACCEPTED, "UBND": DeliveryState.READY}
    assert "không đúng với sổ theo dõi" in (deliveries[-1].reply or "")
    assert [mail.recipients for mail in server.desk.mails] == [["vanthu@stttt.example"]]


def test_in_a_trial_no_other_address_is_sent_to(work: Work, start_server: Start) -> None:
    server = start_server()
    assert set(states(work(server, trial_address="thu@sokhcn.example")).values()) == {DeliveryState.READY}
    assert server.desk.phases == []


def test_a_rehearsal_sends_no_real_message_even_to_the_trial_address(work: Work, start_server: Start) -> None:
    server = start_server()
    assert set(states(work(server, trial_address="vanthu@ubnd.example")).values()) == {DeliveryState.READY}
    assert server.desk.phases == []


def test_a_hold_that_comes_late_still_stops_the_mail(work: Work, start_server: Start) -> None:
    server = start_server()
    deliveries = work(server, may_send=lambda delivery: delivery.recipient != "UBND")
    assert states(deliveries) == {"UBND": DeliveryState.READY, "STTTT": DeliveryState.ACCEPTED}


@pytest.mark.parametrize(
    ("handed_over", "later", "state", "mails"),
    [
        (False, timedelta(0), DeliveryState.CLAIMED, 1),
        (False, timedelta(hours=2), DeliveryState.ACCEPTED, 2),
        (True, timedelta(0), DeliveryState.CLAIMED, 1),
        (True, timedelta(hours=2), DeliveryState.UNKNOWN, 1),
    ],
)
def test_the_claim_of_another_machine_is_left_alone_until_its_lease_is_over(
    work: Work,
    start_server: Start,
    ledger: Ledger,
    now: datetime,
    handed_over: bool,
    later: timedelta,
    state: DeliveryState,
    mails: int,
) -> None:
    with ledger.write() as connection:
        lease_until = now + timedelta(minutes=40)
        token = claim_delivery(connection, KEY, claimed_by="elsewhere:there:1", lease_until=lease_until, at=now)
        assert token is not None
        if handed_over:
            mark_handed_over(connection, KEY, token, now)
    server = start_server()
    deliveries = work(server, now=lambda: now + later)
    assert states(deliveries)["UBND"] is state
    assert len(server.desk.mails) == mails


def test_a_claim_lost_while_connecting_sends_nothing(
    work: Work, start_server: Start, ledger: Ledger, now: datetime
) -> None:
    server = start_server()

    def steal(delivery: Delivery) -> bool:
        with ledger.write() as connection:
            key = DeliveryKey(delivery.period, delivery.version, delivery.recipient)
            claim_delivery(connection, key, claimed_by="elsewhere:1", lease_until=now + timedelta(hours=1), at=now)
        return True

    assert set(states(work(server, may_send=steal)).values()) == {DeliveryState.CLAIMED}
    assert server.desk.mails == []
