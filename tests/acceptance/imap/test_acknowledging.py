"""What is kept is acknowledged as the account says, once each, whatever people do with mails and folders."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.cutting_proxy import run_proxy
from tests.acceptance.dovecot_server import ImapServer
from tests.acceptance.imap.imap_mails import LAST_MINUTES, make_mail

pytestmark = pytest.mark.acceptance


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("ack", ["none", "seen", "keyword", "move"])
def test_what_is_kept_is_acknowledged_as_the_account_says_and_nothing_else_is_touched(
    imap_server: ImapServer, gather: Callable[..., Any], ack: str, security: str
) -> None:
    user = f"ack-{ack}-{security}"
    for number in range(3):
        imap_server.deliver(user, make_mail(number))
    imap_server.deliver(user, make_mail(9, sender="la@khac.example"))
    imap_server.deliver(user, make_mail(8, sender="xoa@khac.example"))
    with imap_server.open(user) as mailbox:
        mailbox.client.uid("STORE", "5", "+FLAGS.SILENT", r"(\Deleted)")  # a person's own, which no one may expunge
    port = imap_server.port_tls if security == "tls" else imap_server.port_starttls
    gathered = gather(user, ACK=ack, SECURITY=security, PORT=port)
    assert len(gathered.received) == 3
    assert gathered.failure is None
    with imap_server.open(user) as mailbox:
        flags = {mail.uid: set(mail.flags) - {r"\Recent"} for mail in mailbox.fetch(mark_seen=False, headers_only=True)}
        ours = {"none": set(), "seen": {r"\Seen"}, "keyword": {"TonghopDaNhan"}}
        untouched = {"4": set(), "5": {r"\Deleted"}}
        if ack == "move":
            assert flags == untouched
            assert mailbox.folder.status("Đã tiếp nhận")["MESSAGES"] == 3
        else:
            assert flags == dict.fromkeys(("1", "2", "3"), ours[ack]) | untouched
    again = gather(user, ACK=ack, SECURITY=security, PORT=port)
    assert (again.received, again.failure) == ((), None)


def test_a_server_without_move_copies_and_expunges_exactly_what_is_kept(
    imap_server: ImapServer, gather: Callable[..., Any]
) -> None:
    for number in range(3):
        imap_server.deliver("uidplus", make_mail(number))
    imap_server.deliver("uidplus", make_mail(9, sender="la@khac.example"))
    with imap_server.open("uidplus") as mailbox:
        mailbox.client.uid("STORE", "4", "+FLAGS.SILENT", r"(\Deleted)")
    with run_proxy(imap_server.port_starttls, lambda _: lambda data: data.replace(b" MOVE ", b" XXXX ")) as port:
        given = {"HOST": "127.0.0.1", "PORT": port, "SECURITY": "plain", "ACK": "move"}
        assert len(gather("uidplus", **given).received) == 3
    with imap_server.open("uidplus") as mailbox:
        assert mailbox.uids() == ["4"]
        assert mailbox.folder.status("Đã tiếp nhận")["MESSAGES"] == 3


@pytest.mark.parametrize(
    ("edit", "ack", "told"),
    [
        ((rb"\*", b"  "), "keyword", "không cho đặt từ khóa"),
        ((b" MOVE ", b" XXXX "), "move", "không hỗ trợ chuyển từng thư"),
        ((b"OK [READ-WRITE]", b"OK [READ-ONLY] "), "seen", "không cho đánh dấu"),
        ((b"OK Store completed", b"NO [OVERQUOTA] full"), "seen", "[OVERQUOTA]"),
    ],
)
def test_a_server_that_cannot_acknowledge_so_costs_no_mail_and_is_told(
    imap_server: ImapServer, gather: Callable[..., Any], edit: tuple[bytes, bytes], ack: str, told: str
) -> None:
    user = f"cannot-{len(told)}"
    imap_server.deliver(user, make_mail(1))

    def change(data: bytes) -> bytes:
        return data.replace(*edit).replace(b" UIDPLUS ", b" XXXXXXX ")

    with run_proxy(imap_server.port_starttls, lambda _: change) as port:
        gathered = gather(user, HOST="127.0.0.1", PORT=port, SECURITY="plain", ACK=ack)
    assert len(gathered.received) == 1
    assert told in gathered.failure
    assert len(gather(user, ACK=ack).received) == 0
    with imap_server.open(user) as mailbox:
        assert len(mailbox.uids("KEYWORD TonghopDaNhan" if ack == "keyword" else "SEEN")) == (ack != "move")


def test_nothing_is_acknowledged_that_the_ledger_did_not_take(
    imap_server: ImapServer, gather: Callable[..., Any], tmp_path: Path
) -> None:
    assert gather("no-commit", ACK="seen").received == ()
    for number in range(3):
        imap_server.deliver("no-commit", make_mail(number))
    with closing(sqlite3.connect(tmp_path / "outputs" / "ledger.db")) as ledger:
        ledger.execute("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'x'); END")
        assert gather("no-commit", ACK="seen").received == ()
        ledger.execute("DROP TRIGGER full")
    with imap_server.open("no-commit") as mailbox:
        assert len(mailbox.uids("UNSEEN")) == 3
    assert len(gather("no-commit", ACK="seen").received) == 3
    with imap_server.open("no-commit") as mailbox:
        assert mailbox.uids("UNSEEN") == []


def test_what_was_not_acknowledged_is_at_the_next_look(imap_server: ImapServer, gather: Callable[..., Any]) -> None:
    for number in range(3):
        imap_server.deliver("later", make_mail(number))
    imap_server.deliver("later", make_mail(9, sender="la@khac.example"))
    assert len(gather("later", ACK="none").received) == 3
    assert gather("later", ACK="keyword").received == ()
    with imap_server.open("later") as mailbox:
        assert mailbox.uids("KEYWORD TonghopDaNhan") == ["1", "2", "3"]


def test_a_rebuilt_folder_doubles_nothing_and_hides_nothing(
    imap_server: ImapServer, gather: Callable[..., Any], load_kept: Callable[[], list[Any]]
) -> None:
    given = {"FOLDER": "INBOX,Báo cáo", "ACK": "seen"}
    old, new = make_mail(1), make_mail(2)
    imap_server.deliver("rebuilt", old, LAST_MINUTES, folder="Báo cáo")
    assert len(gather("rebuilt", **given).received) == 1
    with imap_server.open("rebuilt") as mailbox:
        before = mailbox.folder.status("Báo cáo")["UIDVALIDITY"]
        mailbox.folder.delete("Báo cáo")
    for raw in (new, old):  # the new one has the number that the old one had
        imap_server.deliver("rebuilt", raw, LAST_MINUTES, folder="Báo cáo")
    assert len(gather("rebuilt", **given).received) == 1
    assert [subject for _, subject in load_kept()] == ["Báo cáo 1", "Báo cáo 2"]
    with imap_server.open("rebuilt", "Báo cáo") as mailbox:
        assert mailbox.folder.status("Báo cáo")["UIDVALIDITY"] != before
        assert mailbox.uids("UNSEEN") == []


def test_a_mail_that_a_person_moves_or_copies_among_watched_folders_and_accounts_stays_one(
    imap_server: ImapServer, gather: Callable[..., Any], load_kept: Callable[[], list[Any]]
) -> None:
    for number in range(2):
        imap_server.deliver("moved", make_mail(number))
    assert len(gather("moved", FOLDER="INBOX,Khác").received) == 1 + 1
    with imap_server.open("moved") as mailbox:
        raw = mailbox.client.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1]
        mailbox.folder.create("Khác")
        mailbox.copy("1", "Khác")
        mailbox.move("2", "Khác")
    imap_server.fill("moved-account", [raw])
    assert gather("moved", FOLDER="INBOX,Khác").received == ()
    assert gather("moved-account").received == ()
    assert len(load_kept()) == 2


def test_a_message_id_is_only_a_hint(
    imap_server: ImapServer, gather: Callable[..., Any], load_kept: Callable[[], list[Any]]
) -> None:
    for number, headers in enumerate(({}, {}, {"Message_ID": "<1@x.example>"}, {"Message_ID": "<1@x.example>"})):
        imap_server.deliver("hint", make_mail(number, **headers))
    assert len(gather("hint").received) == 4
    assert len(load_kept()) == 4
