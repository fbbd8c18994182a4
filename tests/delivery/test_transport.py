"""The wire: exact bytes, a known phase for every ending, and no connection that is not protected as configured."""

import base64
import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from tonghop.delivery.transport import Answer, AnswerKind, SmtpSettings, YagmailTransport
from tonghop.servers import is_local_host

Start = Callable[..., SimpleNamespace]
TO = "vanthu@ubnd.example"
MESSAGE = b"Subject: x\r\n\r\n.\r\n..two\r\n.three\r\nend\r\n"


def send(settings: SmtpSettings, message: bytes = MESSAGE, hand_over: Callable[[], bool] = lambda: True) -> Answer:
    transport = YagmailTransport(settings, timeout_seconds=5, content_seconds=5)
    try:
        return transport.send(TO, message, hand_over=hand_over)
    finally:
        transport.close()


def test_the_bytes_arrive_as_they_are_and_the_queue_id_is_kept(
    start_server: Start, compose: Callable[..., bytes]
) -> None:
    server = start_server()
    for message in (MESSAGE, compose()):
        answer = send(server.settings, message)
        assert answer.kind is AnswerKind.ACCEPTED
        assert re.fullmatch(r"250 2\.0\.0 Ok: queued as 4F\dA", answer.reply)
    assert [mail.content for mail in server.desk.mails] == [MESSAGE, compose()]
    assert [mail.recipients for mail in server.desk.mails] == [[TO], [TO]]
    assert {mail.sender for mail in server.desk.mails} == {"tonghop@sokhcn.example"}


@pytest.mark.parametrize(
    ("replies", "cut_at", "kind", "words"),
    [
        ({"MAIL": ["553 5.7.1 sender unknown"]}, None, AnswerKind.REFUSED, "553 5.7.1 sender unknown"),
        ({"RCPT": ["550 5.1.1 no such user"]}, None, AnswerKind.REFUSED, "550 5.1.1 no such user"),
        ({"CONTENT": ["554 5.7.1 spam"]}, None, AnswerKind.REFUSED, "554 5.7.1 spam"),
        ({"MAIL": ["451 4.3.0 wait"]}, None, AnswerKind.LATER, "451"),
        ({"RCPT": ["450 4.2.0 greylisted"]}, None, AnswerKind.LATER, "450 4.2.0 greylisted"),
        ({"CONTENT": ["452 4.3.1 disk full"]}, None, AnswerKind.LATER, "452"),
        ({"MAIL": ["530 5.7.0 Must issue STARTTLS first"]}, None, AnswerKind.BLOCKED, "STARTTLS"),
        ({"CONTENT": ["999 what"]}, None, AnswerKind.UNKNOWN, "không hiểu"),
        ({}, "MAIL", AnswerKind.LATER, "trước khi chuyển nội dung"),
        ({}, "RCPT", AnswerKind.LATER, "trước khi chuyển nội dung"),
        ({}, "DATA", AnswerKind.LATER, "trước khi chuyển nội dung"),
        ({}, "CONTENT", AnswerKind.UNKNOWN, "không rõ"),
    ],
)
def test_every_ending_is_named_by_how_far_the_message_came(
    start_server: Start, replies: dict[str, list[str]], cut_at: str | None, kind: AnswerKind, words: str
) -> None:
    server = start_server(replies=replies, cut_at=cut_at)
    answer = send(server.settings)
    assert answer.kind is kind
    assert words in answer.reply
    assert server.desk.phases.count("CONTENT") <= 1


def test_a_lost_claim_stops_before_data(start_server: Start) -> None:
    server = start_server()
    assert send(server.settings, hand_over=lambda: False).kind is AnswerKind.ABANDONED
    assert server.desk.phases == ["MAIL", "RCPT"]


def test_hand_over_is_asked_after_the_recipient_is_agreed_and_before_data(start_server: Start) -> None:
    server = start_server()
    seen: list[str] = []

    def hand_over() -> bool:
        seen.extend(server.desk.phases)
        return True

    assert send(server.settings, hand_over=hand_over).kind is AnswerKind.ACCEPTED
    assert seen == ["MAIL", "RCPT"]


def test_no_server_means_later() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = SmtpSettings(host="127.0.0.1", port=port, security="plain", mail_from="a@x.example")
    answer = send(settings)
    assert answer.kind is AnswerKind.LATER
    assert "Chưa nối được máy chủ thư" in answer.reply


@pytest.fixture
def script() -> Iterator[Callable[..., SmtpSettings]]:
    """A server that says fixed lines, one per line it hears, and goes (behind a 354 it listens for ever)."""
    threads: list[threading.Thread] = []

    def start(*lines: bytes, **settings: Any) -> SmtpSettings:
        listener = socket.create_server(("127.0.0.1", 0))

        def serve() -> None:
            with listener, listener.accept()[0] as line, line.makefile("rb") as heard:
                for words in lines:
                    line.sendall(words)
                    heard.readline()
                while lines[-1].startswith(b"354") and heard.readline():
                    pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        threads.append(thread)
        port = listener.getsockname()[1]
        return SmtpSettings(
            **({"host": "127.0.0.1", "port": port, "security": "plain", "mail_from": "a@x.example"} | settings)
        )

    yield start
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((b"554 go away\r\n",), AnswerKind.BLOCKED),
        ((b"421 busy\r\n",), AnswerKind.LATER),
        ((b"\x16\x03 not smtp\r\n",), AnswerKind.LATER),
        ((b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"), AnswerKind.UNKNOWN),
        ((b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 accepted?\r\n"), AnswerKind.LATER),
        ((b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"503 no\r\n"), AnswerKind.REFUSED),
    ],
)
def test_strange_servers_never_count_as_accepted(
    script: Callable[..., SmtpSettings], lines: tuple[bytes, ...], kind: AnswerKind
) -> None:
    transport = YagmailTransport(script(*lines), timeout_seconds=1, content_seconds=0.2)
    answer = transport.send(TO, MESSAGE, hand_over=lambda: True)
    assert answer.kind is kind
    transport.close()


def test_starttls_with_our_own_authority(start_server: Start, authority: SimpleNamespace) -> None:
    server = start_server(starttls=authority.context, ca_file=authority.file)
    assert send(server.settings).kind is AnswerKind.ACCEPTED
    assert server.desk.mails[0].encrypted


def test_tls_from_the_first_byte(start_server: Start, authority: SimpleNamespace) -> None:
    server = start_server(tls=authority.context, ca_file=authority.file)
    assert send(server.settings).kind is AnswerKind.ACCEPTED
    assert server.desk.mails[0].content == MESSAGE


@pytest.mark.parametrize("kind", ["tls", "starttls"])
@pytest.mark.parametrize("trust", ["other", None])
def test_a_certificate_of_another_authority_is_refused(
    start_server: Start, authority: SimpleNamespace, kind: str, trust: str | None
) -> None:
    server = start_server(**{kind: authority.context}, ca_file=trust and authority.other)
    answer = send(server.settings)
    assert answer.kind is AnswerKind.BLOCKED
    assert "TONGHOP_SMTP_CA_FILE" in answer.reply
    assert server.desk.phases == []


def test_a_certificate_for_another_host_is_refused(start_server: Start, authority: SimpleNamespace) -> None:
    server = start_server(starttls=authority.context, ca_file=authority.file, host="localhost")
    answer = send(server.settings)
    assert answer.kind is AnswerKind.BLOCKED
    assert server.desk.phases == []


def test_a_server_without_starttls_gets_neither_password_nor_mail(start_server: Start) -> None:
    server = start_server(login=True, security="starttls", user="vanphong", password="dung-mat-khau")
    answer = send(server.settings)
    assert answer.kind is AnswerKind.BLOCKED
    assert "STARTTLS" in answer.reply
    assert server.desk.phases == []
    assert server.desk.logins == []


def test_a_login_name_without_domain_is_used_as_it_is(start_server: Start) -> None:
    server = start_server(login=True, user="vanphong", password="dung-mat-khau")
    assert send(server.settings).kind is AnswerKind.ACCEPTED
    assert server.desk.logins == [b"vanphong"]


def test_a_wrong_password_blocks_and_is_told_nowhere(
    start_server: Start, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server = start_server(login=True, user="vanphong", password="sai-mat-khau")
    transport = YagmailTransport(server.settings)
    with caplog.at_level("DEBUG"):
        answer = transport.send(TO, MESSAGE, hand_over=lambda: True)
        transport.close()
    assert answer.kind is AnswerKind.BLOCKED
    assert "535" in answer.reply
    assert server.desk.phases == []
    own = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    told = " ".join([answer.reply, repr(transport), str(transport), repr(vars(transport)), repr(server.settings), *own])
    assert "sai-mat-khau" not in told + "".join(capfd.readouterr())


def test_a_server_that_repeats_the_password_is_not_quoted(script: Callable[..., SmtpSettings]) -> None:
    echoed = base64.b64encode(b"\0vanphong\0sai-mat-khau")
    settings = script(
        b"220 hi\r\n",
        b"250-hi\r\n250 AUTH PLAIN\r\n",
        b"535 bad " + echoed + b" sai-mat-khau\r\n",
        user="vanphong",
        password="sai-mat-khau",
    )
    answer = send(settings)
    assert answer.kind is AnswerKind.BLOCKED
    assert "535" in answer.reply
    assert "sai-mat-khau" not in answer.reply
    assert echoed.decode() not in answer.reply


def test_a_login_that_the_server_does_not_know_blocks(start_server: Start) -> None:
    server = start_server(user="vanphong", password="dung-mat-khau")
    assert send(server.settings).kind is AnswerKind.BLOCKED


@pytest.mark.parametrize(
    "host", ["mail.sokhcn.example", "10.0.0.5", "localhost.evil.example", "128.0.0.1", "::2", "127.1"]
)
def test_plain_is_refused_beyond_this_machine(host: str) -> None:
    assert not is_local_host(host)
    with pytest.raises(ValidationError, match="không mã hóa"):
        SmtpSettings(host=host, security="plain", mail_from="a@x.example")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1"])
def test_plain_is_allowed_on_this_machine(host: str) -> None:
    assert SmtpSettings(host=host, security="plain", mail_from="a@x.example").host == host


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"user": "vp", "password": "mật-khẩu-riêng"}, "không dấu"),
        ({"user": "vp"}, "mật khẩu"),
        ({"mail_from": "văn phòng"}, "Địa chỉ thư"),
    ],
)
def test_settings_that_cannot_work_are_refused_without_showing_the_password(given: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SmtpSettings(**({"host": "mail.sokhcn.example", "mail_from": "a@x.example"} | given))
    assert words in str(caught.value)
    assert "mật-khẩu-riêng" not in str(caught.value)


def test_a_missing_authority_file_is_told_with_its_name(tmp_path: Path) -> None:
    settings = SmtpSettings(host="mail.sokhcn.example", mail_from="a@x.example", ca_file=tmp_path / "none.pem")
    with pytest.raises(ValueError, match=r"none\.pem"):
        YagmailTransport(settings)


@pytest.mark.parametrize("message", [b"a\n", b"a\r\n\r", b"a", b"a\rb\r\n", b"a\nb\r\n"])
def test_bytes_that_the_wire_would_change_are_refused(start_server: Start, message: bytes) -> None:
    server = start_server()
    with pytest.raises(ValueError, match="CRLF"):
        send(server.settings, message)
    assert server.desk.phases == []
