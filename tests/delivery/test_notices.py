"""Notices over the wire: one attempt, one mail per key, and none that nobody wants any more."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.notice import Notice, NoticeRecord
from schemas.plan import Plan
from schemas.values import DeliveryState, NoticeKind
from tonghop.delivery.courier import send_notice
from tonghop.delivery.notice_mail import compose_notice, make_notice_key
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.preparing import prepare_notice
from tonghop.delivery.transport import YagmailTransport
from tonghop.ledger import Ledger
from tonghop.ledger.delivery_rows import NoticeKey

Start = Callable[..., SimpleNamespace]
Post = Callable[..., NoticeRecord]
KEY = NoticeKey("alert", "failed-gather-2024-06-20")


@pytest.fixture
def prepare(ledger: Ledger, outbox: Outbox, plan: Plan, now: datetime) -> Post:
    def run(
        address: str = "canhbao@sokhcn.example", *, trial: bool = False, real: bool = True, text: str = "Xem."
    ) -> NoticeRecord:
        notice = Notice(kind=NoticeKind.ALERT, key=KEY.key, subject="Lỗi", text=text)
        message = compose_notice(
            notice, plan=plan, address=address, mail_from="tonghop@sokhcn.example", dated_at=now, trial=trial
        )
        key = make_notice_key(notice, trial=trial)
        return prepare_notice(ledger, outbox, key=key, message=message, now=lambda: now, real=real)

    return run


@pytest.fixture
def send(ledger: Ledger, outbox: Outbox, now: datetime) -> Post:
    def run(server: SimpleNamespace | None, key: NoticeKey = KEY, **given: Any) -> NoticeRecord:
        transport = YagmailTransport(server.settings, timeout_seconds=5, content_seconds=5) if server else None
        return send_notice(ledger, outbox, key, transport=transport, now=lambda: now, owner="here:1", **given)

    return run


def test_a_notice_leaves_once_however_often_it_is_posted(
    prepare: Post, send: Post, start_server: Start, outbox: Outbox
) -> None:
    server = start_server()
    for text in ("Xem.", "Xem lại.", "Xem nữa."):
        prepare(text=text)
        sent = send(server)
    assert sent.state is DeliveryState.ACCEPTED
    (mail,) = server.desk.mails
    assert mail.recipients == ["canhbao@sokhcn.example"]
    assert mail.content == outbox.read("failed-gather-2024-06-20.eml")


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        ({"replies": {"RCPT": ["450 4.2.0 busy"] * 9}}, DeliveryState.READY),
        ({"replies": {"RCPT": ["550 5.1.1 no such user"]}}, DeliveryState.REFUSED),
        ({"cut_at": "RCPT"}, DeliveryState.READY),
        ({"cut_at": "CONTENT"}, DeliveryState.UNKNOWN),
    ],
)
def test_each_attempt_is_one_and_its_outcome_is_kept(
    prepare: Post, send: Post, start_server: Start, behaviour: dict[str, Any], state: DeliveryState
) -> None:
    server = start_server(**behaviour)
    prepare()
    sent = send(server)
    assert sent.state is state
    assert sent.reply
    assert server.desk.phases.count("RCPT") == 1
    server.desk.replies, server.desk.cut_at = {}, None
    again = send(server)
    assert again.state is (DeliveryState.ACCEPTED if state is DeliveryState.READY else state)


def test_without_a_way_to_the_server_a_notice_stays_ready(prepare: Post, send: Post) -> None:
    prepare()
    assert send(None).state is DeliveryState.READY


def test_what_was_only_written_never_leaves(prepare: Post, send: Post, start_server: Start) -> None:
    server = start_server()
    written = prepare(real=False)
    assert written.state is DeliveryState.WRITTEN
    assert "failed-gather-2024-06-20.eml" in (written.reply or "")
    assert prepare() == send(server) == written
    assert server.desk.phases == []


def test_what_nobody_wants_any_more_is_held_unless_it_has_left(prepare: Post, send: Post, start_server: Start) -> None:
    server = start_server()
    prepare()
    held = send(server, outdated="Trang cũ.")
    assert (held.state, held.reply, server.desk.phases) == (DeliveryState.HELD, "Trang cũ.", [])
    assert send(server) == held


def test_a_notice_that_has_left_is_not_pulled_back(prepare: Post, send: Post, start_server: Start) -> None:
    prepare()
    sent = send(start_server())
    assert send(None, outdated="Trang cũ.") == sent


@pytest.mark.parametrize(
    ("trial", "trial_address", "leaves"),
    [
        (False, None, True),
        (True, "thu@sokhcn.example", True),
        (False, "canhbao@sokhcn.example", False),
        (True, None, False),
        (True, "khac@sokhcn.example", False),
    ],
)
def test_in_a_trial_only_rehearsals_leave_and_no_rehearsal_else(
    prepare: Post, send: Post, start_server: Start, trial: bool, trial_address: str | None, leaves: bool
) -> None:
    server = start_server()
    posted = prepare("thu@sokhcn.example" if trial else "canhbao@sokhcn.example", trial=trial)
    sent = send(server, NoticeKey("alert", posted.key), trial_address=trial_address)
    assert (sent.state is DeliveryState.ACCEPTED) is leaves
    assert len(server.desk.mails) == leaves


def test_a_rehearsal_does_not_use_up_the_real_notice(prepare: Post, send: Post, start_server: Start) -> None:
    server = start_server()
    prepare("thu@sokhcn.example", trial=True)
    send(server, NoticeKey("alert", f"{KEY.key}.trial"), trial_address="thu@sokhcn.example")
    prepare()
    assert send(server).state is DeliveryState.ACCEPTED
    assert [mail.recipients for mail in server.desk.mails] == [["thu@sokhcn.example"], ["canhbao@sokhcn.example"]]


def test_a_notice_that_has_not_left_follows_the_new_address(prepare: Post, send: Post, start_server: Start) -> None:
    prepare()
    prepare("moi@sokhcn.example")
    server = start_server()
    assert send(server).address == "moi@sokhcn.example"
    assert [mail.recipients for mail in server.desk.mails] == [["moi@sokhcn.example"]]


def test_bytes_that_are_not_the_promised_ones_are_not_sent(
    prepare: Post, send: Post, start_server: Start, outbox: Outbox
) -> None:
    prepare()
    outbox.find_path("failed-gather-2024-06-20.eml").write_bytes(b"To: x\r\n\r\n")
    server = start_server()
    sent = send(server)
    assert sent.state is DeliveryState.READY
    assert "không đúng với sổ theo dõi" in (sent.reply or "")
    assert server.desk.phases == []


def test_a_notice_that_nobody_recorded_is_a_mistake(send: Post) -> None:
    with pytest.raises(ValueError, match="knows no notice"):
        send(None)
