"""A mail server that answers wrongly, without end or a byte at a time: the look ends in words, and no mail is lost."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tonghop.intake.imap import bounds
from tonghop.intake.imap.accounts import ImapAccount
from tonghop.intake.imap.source import ImapSource
from tonghop.intake.sources import Incoming, Skipped, SourceError

NOW = datetime(2024, 6, 19, 1, 0, tzinfo=UTC)
MAIL = b"From: ttnc@sokhcn.example\r\nSubject: x\r\n\r\nx\r\n"
DATE = b'INTERNALDATE "17-Jun-2024 05:00:00 +0000"'
Look = Callable[..., list[Incoming | Skipped]]
FLOOD = b"* OK still here\r\n"


def answer(uid: bytes = b"1", date: bytes = DATE, data: bytes = MAIL) -> bytes:
    return b"* 1 FETCH (UID %s %s BODY[] {%d}\r\n%s)\r\n" % (uid, date, len(data), data)


def serve(listener: socket.socket, answers: dict[str, bytes], endless: dict[str, bytes]) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = listener.accept()
            with client, contextlib.suppress(OSError):
                speak(client, answers, endless)


def speak(client: socket.socket, answers: dict[str, bytes], endless: dict[str, bytes]) -> None:
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.sendall(answers["greeting"])
    while "greeting" in endless:
        client.sendall(endless["greeting"])
    for line in client.makefile("rb"):
        tag, _, command = line.partition(b" ")
        named = (name for name in answers if name.encode() in command)
        name = next(named, "")
        client.sendall(answers.get(name, b""))
        while name in endless:
            client.sendall(endless[name])
        client.sendall(tag + b" OK done\r\n")


@pytest.fixture
def look() -> Iterator[Look]:
    """look(SEARCH=b"...", endless={"BODY": b"x"}) -> what one look gives at a server that answers so."""
    listeners: list[socket.socket] = []

    def run(*, endless: dict[str, bytes] | None = None, **answers: bytes) -> list[Incoming | Skipped]:
        told = {
            "greeting": b"* OK hi\r\n",
            "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
            "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
            "SEARCH": b"* SEARCH 1\r\n",
            "RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE 60)\r\n",
            "BODY": answer(),
        } | {name.replace("_", "."): value for name, value in answers.items()}
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=serve, args=(listener, told, endless or {}), daemon=True).start()
        given = {"host": "127.0.0.1", "port": listener.getsockname()[1], "security": "plain"}
        account = ImapAccount.model_validate(given | {"user": "u", "password": "p"})
        return list(ImapSource(account, now=NOW, pauses=(), max_bytes=20_000_000).look({}))

    yield run
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is ten seconds after the one before."""
    times = iter(range(0, 10**9, 10))
    monkeypatch.setattr(bounds, "time", SimpleNamespace(monotonic=lambda: float(next(times))))


@pytest.mark.parametrize(
    "numbers",
    [b"1 abc", b"-5", b"9" * 5000, b"99999999999", b"1:*", b"0", b"1 (MODSEQ 5)", "١".encode(), b"{1}\r\n1"],
)
def test_numbers_that_are_none_are_a_failed_look_and_never_an_empty_mailbox(look: Look, numbers: bytes) -> None:
    with pytest.raises(SourceError, match="không đúng giao thức IMAP"):
        look(SEARCH=b"* SEARCH " + numbers + b"\r\n")


@pytest.mark.parametrize("validity", [b"abc;def", b"-1", b"1" * 11])
def test_a_validity_that_would_spoil_the_keys_is_a_failed_look(look: Look, validity: bytes) -> None:
    with pytest.raises(SourceError, match="không đúng giao thức IMAP"):
        look(EXAMINE=b"* OK [UIDVALIDITY " + validity + b"] ok\r\n")


@pytest.mark.parametrize(
    "date",
    [b"99-Foo-99999 99:99:99 +9999", b"31-Dec-9999 23:59:59 -1200", b"01-Jan-0001 00:00:00 +1400",
     b"17-Jun-2024 05:00:00 +9959", b"17-Jun-20240000000000 05:00:00"],
)  # fmt: skip
def test_a_date_that_is_none_costs_no_mail(look: Look, date: bytes) -> None:
    (mail,) = look(BODY=answer(date=b'INTERNALDATE "' + date + b'"'))
    assert isinstance(mail, Incoming)
    assert mail.container == MAIL


def test_a_size_that_is_none_costs_no_mail(look: Look) -> None:
    (mail,) = look(RFC822_SIZE=b"* 1 FETCH (UID 1 RFC822.SIZE " + b"9" * 5000 + b")\r\n")
    assert isinstance(mail, Incoming)


@pytest.mark.parametrize(
    "body",
    [
        answer(uid=b"9" * 5000),
        b"* 1 FETCH (UID 1 BODY[] {" + b"9" * 4500 + b"}\r\n",
        b"* 1 FETCH (UID 1 BODY[] {20000000000}\r\n",
        b"* 1 FETCH (UID 1 BODY[] {22100000}\r\n",
    ],
    ids=["number", "endless literal", "huge literal", "larger than told"],
)
def test_a_mail_that_cannot_be_taken_waits_for_a_person_and_holds_back_no_other(look: Look, body: bytes) -> None:
    (skipped,) = look(BODY=body)
    assert isinstance(skipped, Skipped)
    assert (skipped.needs_person, skipped.name) == (True, "thư số 1 trong “INBOX”")


@pytest.mark.parametrize("name", ["greeting", "CAPABILITY", "SEARCH", "EXAMINE"])
def test_a_server_that_never_ends_its_answer_is_left(look: Look, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(bounds, "ANSWER_BYTES", 20_000)
    with pytest.raises(SourceError, match="dài quá mức cho phép"):
        look(endless={name: FLOOD * 100})


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(
    ("name", "first"), [("greeting", b"* OK "), ("CAPABILITY", b"* CAPABILITY "), ("SEARCH", b"* SEARCH ")]
)
def test_a_server_that_gives_a_byte_at_a_time_is_left_in_time(look: Look, name: str, first: bytes) -> None:
    with pytest.raises(SourceError, match="quá thời gian chờ"):
        look(endless={name: b"1"}, **{name: first})


@pytest.mark.usefixtures("hurry")
def test_a_mail_that_comes_a_byte_at_a_time_waits_for_a_person(look: Look) -> None:
    (skipped,) = look(endless={"BODY": b"x"}, BODY=b"* 1 FETCH (UID 1 BODY[] {9000000}\r\n")
    assert isinstance(skipped, Skipped)
    assert skipped.needs_person


class SlowLine:
    """A socket that gives so many bytes each second of its own clock."""

    def __init__(self, each_second: int) -> None:
        self.each_second, self.now = each_second, 0.0

    def monotonic(self) -> float:
        return self.now

    def settimeout(self, seconds: float) -> None:
        pass

    def recv(self, size: int) -> bytes:
        self.now += 1.0
        return bytes(self.each_second)


@pytest.mark.parametrize(("each_second", "comes"), [(125_000, True), (30_000, False)], ids=["1 Mbit/s", "0.24 Mbit/s"])
def test_fifty_megabytes_over_a_slow_but_honest_line_still_come(
    monkeypatch: pytest.MonkeyPatch, each_second: int, comes: bool
) -> None:
    line = SlowLine(each_second)
    monkeypatch.setattr(bounds, "time", line)
    client = bounds.Client.__new__(bounds.Client)
    given = {"sock": line, "_buffered": line, "_buffer": bytearray(), "_silence_seconds": 60.0}
    vars(client).update(given)
    client.allow(most_bytes=60_000_000)
    if comes:
        assert len(client.read(50_000_000)) == 50_000_000
    else:
        with pytest.raises(TimeoutError):
            client.read(50_000_000)


def test_a_look_ends_when_its_patience_is_over_and_the_next_goes_on(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds.Patience, "is_over", True)
    with pytest.raises(SourceError, match="chưa đọc hết hộp thư u trong 60 phút"):
        look()


def test_waiting_uses_up_patience_and_what_is_done_meanwhile_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(bounds, "time", SimpleNamespace(monotonic=lambda: clock.now))
    patience = bounds.Patience(100.0)
    clock.now = 500.0
    assert not patience.is_over
    with patience.wait():
        clock.now = 600.0
    assert patience.is_over
