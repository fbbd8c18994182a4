"""Connections that are cut or cannot be trusted: nothing is lost or doubled, and no password leaves."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.cutting_proxy import Edit, run_proxy
from tests.acceptance.dovecot_server import PASSWORD, ImapServer
from tests.acceptance.imap.imap_mails import NOW, REPORT, look, make_mail
from tonghop import steps
from tonghop.intake.sources import Incoming, Skipped, SourceError

pytestmark = pytest.mark.acceptance

OpenWork = Callable[..., AbstractContextManager[Any]]


def _cut_after(number: int) -> Edit:
    left = [number]

    def edit(data: bytes) -> bytes | None:
        left[0] -= len(data)
        return data if left[0] > 0 else None

    return edit


def test_a_connection_that_is_cut_again_and_again_loses_and_doubles_nothing(
    imap_server: ImapServer, configure: Callable[..., None]
) -> None:
    mails = [make_mail(number, files={"x.docx": REPORT + bytes(20_000)}) for number in range(120)]
    for mail in mails:
        imap_server.deliver("cut", mail)
    limits = iter((2_000, 100_000, 500_000, 900_000, 3_000_000))
    with run_proxy(imap_server.port_starttls, lambda _: _cut_after(next(limits, 10**9))) as port:
        configure("cut", HOST="127.0.0.1", PORT=port, SECURITY="plain")
        found = look()
    assert [each.source_key.rpartition(";")[2] for each in found] == [str(number) for number in range(1, 121)]
    assert all(isinstance(each, Incoming) for each in found)
    bodies = {each.container.partition(b"From: ")[2] for each in found if isinstance(each, Incoming) and each.container}
    assert bodies == {mail.partition(b"From: ")[2] for mail in mails}


def test_a_mail_that_breaks_every_connection_holds_back_no_other(
    imap_server: ImapServer, configure: Callable[..., None]
) -> None:
    for number in range(20):
        imap_server.deliver("poison", make_mail(number, files={}, X_Note="poison" if number == 7 else "fine"))

    def edit(data: bytes) -> bytes | None:
        return None if b"X-Note: poison" in data else data

    with run_proxy(imap_server.port_starttls, lambda _: edit) as port:
        configure("poison", HOST="127.0.0.1", PORT=port, SECURITY="plain")
        found = look()
    skipped = [each for each in found if isinstance(each, Skipped)]
    assert len(found) == 20
    assert [(each.source_key.rpartition(";")[2], each.needs_person) for each in skipped] == [("8", True)]


def test_a_server_that_is_gone_in_the_middle_is_told_and_the_next_look_gives_the_rest(
    imap_server: ImapServer, gather: Callable[..., Any]
) -> None:
    for number in range(60):
        imap_server.deliver("gone", make_mail(number))
    limits = iter((2_700_000, 0, 0, 0))
    with run_proxy(imap_server.port_starttls, lambda _: _cut_after(next(limits, 0))) as port:
        gathered = gather("gone", HOST="127.0.0.1", PORT=port, SECURITY="plain")
    before = len(gathered.received)
    assert "Không kết nối được máy chủ thư" in gathered.failure
    assert 0 < before < 60
    assert (
        before + len(gather("gone", HOST="127.0.0.1", PORT=imap_server.port_starttls, SECURITY="plain").received) == 60
    )


def test_a_folder_that_is_missing_is_told_and_the_others_are_read(
    imap_server: ImapServer, gather: Callable[..., Any], open_work: OpenWork, tmp_path: Path
) -> None:
    imap_server.deliver("part", make_mail(1))
    gathered = gather("part", FOLDER="Không có,INBOX")
    assert len(gathered.received) == 1
    assert "“Không có”" in gathered.failure
    assert "TONGHOP_IMAP_FOLDER" in gathered.failure
    with open_work(tmp_path / "outputs", NOW) as job:
        (health,) = steps.find_source_health(job)
    assert (health.name, health.failure, health.looked_at, health.succeeded_at) == ("part", gathered.failure, NOW, None)


@pytest.fixture
def refusals(imap_server: ImapServer) -> Iterator[dict[str, tuple[dict[str, object], str]]]:
    """By name: what is configured wrongly, and what people are told."""
    other, starttls = imap_server.place / "other-ca.pem", imap_server.port_starttls
    with run_proxy(starttls, lambda _: lambda data: data.replace(b" STARTTLS", b" XXXXXXXX")) as stripped:
        yield {
            "wrong authority": ({"CA_FILE": other}, "Không tin được chứng thư"),
            "wrong authority, STARTTLS": (
                {"CA_FILE": other, "SECURITY": "starttls", "PORT": starttls}, "Không tin được chứng thư"),
            "wrong name": ({"HOST": "127.0.0.1"}, "Không tin được chứng thư"),
            "system's authorities": ({"CA_FILE": ""}, "Không tin được chứng thư"),
            "no such authority": ({"CA_FILE": "/khong/co"}, "TONGHOP_IMAP_CA_FILE"),
            "TLS on the port of STARTTLS": ({"PORT": starttls}, "không mở được kết nối mã hóa"),
            "STARTTLS taken away": ({"SECURITY": "starttls", "PORT": stripped}, "không cung cấp STARTTLS"),
            "wrong password": ({"PASSWORD": "sai-mat-khau"}, "đăng nhập hộp thư refused [AUTHENTICATIONFAILED]"),
            "wrong password with accents": ({"PASSWORD": "sai mật khẩu"}, "không cho đăng nhập"),
            "no such secret file": ({"PASSWORD": "", "PASSWORD_FILE": "/khong/co"}, "TONGHOP_IMAP_PASSWORD_FILE"),
            "nobody there": ({"PORT": 9}, "máy chủ từ chối kết nối"),
        }  # fmt: skip


def test_what_cannot_be_opened_safely_is_refused_in_words_that_help_and_no_password_leaves(
    refusals: dict[str, tuple[dict[str, object], str]],
    imap_server: ImapServer,
    configure: Callable[..., None],
    open_work: OpenWork,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    imap_server.deliver("refused", make_mail(1))
    before = len(imap_server.read_log())
    for name, (given, told) in refusals.items():
        configure("refused", **given)
        with open_work(tmp_path / "outputs", NOW) as job, pytest.raises(SourceError) as caught:
            steps.gather(job, job.sources[0])
        assert told in str(caught.value), name
        chain = "".join(map(str, (caught.value, caught.value.__cause__, caught.value.__context__)))
        assert not [word for word in (PASSWORD, "sai-mat-khau", "sai mật khẩu") if word in chain], name
    assert "Login: user=<refused>" not in imap_server.read_log()[before:]
    configure("refused")
    with open_work(tmp_path / "outputs", NOW) as job:
        assert len(steps.gather(job, job.sources[0]).received) == 1
    assert PASSWORD not in caplog.text
    for path in (tmp_path / "outputs").rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path
