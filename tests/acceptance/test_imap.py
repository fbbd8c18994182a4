"""The mailbox source against a real Dovecot: nothing lost, nothing doubled, nothing touched before it is kept."""

import hashlib
import io
import logging
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from examples.layout import ExampleInbox
from schemas.values import UnitState
from tests.acceptance.cutting_proxy import Edit, run_proxy
from tests.acceptance.dovecot_server import PASSWORD, ImapServer
from tonghop import steps
from tonghop.intake.imap import source as imap_source
from tonghop.intake.imap.source import ImapSource
from tonghop.intake.sources import Incoming, Skipped, SourceError
from tonghop.ledger import sightings, tables
from tonghop.settings import load_settings
from tonghop.status import find_status

pytestmark = pytest.mark.acceptance

OpenWork = Callable[..., AbstractContextManager[Any]]
UNIT = "ttnc@sokhcn.example"
NOW = datetime(2024, 6, 19, 1, 0, tzinfo=UTC)
"""08:00 at the Office on the day after the deadline of the units."""
LAST_MINUTES = datetime(2024, 6, 18, 10, 25, tzinfo=UTC)
"""17:25 at the Office on the due date."""
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_source, "time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def configure(bare_environment: pytest.MonkeyPatch, imap_server: ImapServer) -> Callable[..., None]:
    """configure("user", ACK="seen"): that mailbox is the only source, with these settings alone."""

    def _configure(user: str, **more: object) -> None:
        for name in [name for name in os.environ if name.startswith("TONGHOP_IMAP_")]:
            bare_environment.delenv(name)
        for name, value in imap_server.environ(user, **more).items():
            bare_environment.setenv(name, value)

    return _configure


@pytest.fixture
def gather(configure: Callable[..., None], open_work: OpenWork, tmp_path: Path) -> Callable[..., Any]:
    """gather("user", ACK="seen") -> what one look at that mailbox brought into the one ledger of the test."""

    def _gather(user: str, **more: object) -> Any:
        configure(user, **more)
        with open_work(tmp_path / "outputs", NOW) as job:
            (source,) = job.sources
            return steps.gather(job, source)

    return _gather


@pytest.fixture
def load_kept(open_work: OpenWork, tmp_path: Path) -> Callable[[], list[Any]]:
    """load_kept() -> (names of the files, subject) of each submission in the ledger, sorted."""

    def _load() -> list[Any]:
        with open_work(tmp_path / "outputs", NOW) as job, job.ledger.read() as connection:
            rows = connection.execute(tables.submissions.select()).all()
            files = connection.execute(tables.submission_documents.select()).all()
        names = {
            row.id: tuple(file.name for file in files if file.submission_id == row.id and file.role != "container")
            for row in rows
        }
        return sorted((names[row.id], row.subject) for row in rows)

    return _load


def make_docx(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


REPORT = make_docx("1. Không phát sinh")


def make_mail(number: int, *, sender: str = UNIT, files: dict[str, bytes] | None = None, **headers: str) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    for name, value in ({"From": sender, "Subject": f"Báo cáo {number}"} | headers).items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"Báo cáo số {number} của đơn vị, gửi kèm.\n")
    for name, data in ({f"{number}.docx": REPORT} if files is None else files).items():
        mail.add_attachment(data, *DOCX, filename=name)
    return mail.as_bytes()


def look(known: Any = (), **more: Any) -> list[Incoming | Skipped]:
    (account,) = load_settings().imap_accounts
    return list(ImapSource(account, now=NOW, **more).look(dict.fromkeys(known, "")))


# acknowledgement ------------------------------------------------------------------------------------------------------


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


# identity -------------------------------------------------------------------------------------------------------------


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


# what mails look like -------------------------------------------------------------------------------------------------

_B64 = __import__("base64").encodebytes(REPORT).decode()
_HEAD = f"From: {UNIT}\nSubject: Báo cáo\nMIME-Version: 1.0\n"
_PART = (
    "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document{name}\n"
    "Content-Transfer-Encoding: base64\nContent-Disposition: attachment{filename}\n\n" + _B64 + "\n"
)


def _make_parts(*parts: str, end: str = "--b--\n") -> str:
    body = "".join(f"--b\n{part}" for part in ("Content-Type: text/plain\n\nGửi kèm.\n", *parts))
    return f'{_HEAD}Content-Type: multipart/mixed; boundary="b"\n\n{body}{end}'


def _nest(depth: int) -> str:
    inner = make_mail(7).decode("ascii", "replace")
    for _ in range(depth):
        inner = (
            _make_parts(f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{inner}\n")
            .replace('boundary="b"', f'boundary="b{len(inner)}"')
            .replace("\n--b", f"\n--b{len(inner)}")
        )
    return inner


@pytest.mark.parametrize(
    ("raw", "least"),
    [
        pytest.param(_make_parts(_PART.format(name="", filename="")), 1, id="nameless"),
        pytest.param(_make_parts(_PART.format(name="", filename=""), _PART.format(name="", filename="")), 2,
                     id="two nameless"),
        pytest.param(_make_parts(*[_PART.format(name="", filename='; filename="bc.docx"')] * 2), 2, id="same names"),
        pytest.param(_make_parts(_PART.format(name="", filename="; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.docx")), 1,
                     id="RFC 2231"),
        pytest.param(_make_parts(_PART.format(
            name="", filename="; filename*0*=UTF-8''B%C3%A1o%20; filename*1*=c%C3%A1o; filename*2=.docx")), 1,
            id="RFC 2231 in pieces"),
        pytest.param(_make_parts(_PART.format(name='; name="=?utf-8?B?QsOhbyBjw6FvLmRvY3g=?="', filename="")), 1,
                     id="RFC 2047 name"),
        pytest.param(_make_parts(_PART.format(name="", filename='; filename="../../x.docx"')), 1, id="path name"),
        pytest.param(_make_parts(_PART.format(name="", filename=""), end=""), 1, id="no end"),
        pytest.param(f'{_HEAD}Content-Type: multipart/mixed; boundary="c"\n\nkhông ranh giới\n', 1, id="no boundary"),
        pytest.param(f"{_HEAD}Content-Type: text/plain; charset=khong-co\n\nKhông phát sinh\n", 1, id="no charset"),
        pytest.param(f"{_HEAD}Content-Type: multipart/mixed\n\n--b\n\nx\n--b--\n", 1, id="boundary missing"),
        pytest.param(f"{_HEAD}Content-Type: ;;;\nContent-Transfer-Encoding: x\n\nKhông phát sinh\n", 1, id="no type"),
        pytest.param(_HEAD + "\n", 1, id="empty"),
        pytest.param(_nest(1), 1, id="forwarded"),
        pytest.param(_nest(4), 1, id="forwarded four times"),
    ],
)  # fmt: skip
def test_an_odd_mail_of_a_unit_is_kept_with_its_files(
    request: pytest.FixtureRequest,
    imap_server: ImapServer,
    gather: Callable[..., Any],
    load_kept: Callable[[], list[Any]],
    tmp_path: Path,
    raw: str,
    least: int,
) -> None:
    user = "odd-" + hashlib.sha256(request.node.name.encode()).hexdigest()[:8]
    imap_server.deliver(user, raw.encode())
    assert len(gather(user).received) == 1
    ((names, _),) = load_kept()
    assert len(names) >= least
    assert all(name and "/" not in name and "\\" not in name for name in names)
    with imap_server.open(user) as mailbox:
        container = mailbox.client.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1]
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "outputs/archive").rglob("*")
            if path.is_file()}  # fmt: skip
    assert hashlib.sha256(container).hexdigest() in kept
    if "message/rfc822" not in raw and _B64[:60] in raw:
        assert hashlib.sha256(REPORT).hexdigest() in kept


@pytest.mark.parametrize(
    ("arrived_at", "state", "days_late"),
    [(LAST_MINUTES, UnitState.ON_TIME, 0), (datetime(2024, 6, 18, 23, 0, tzinfo=UTC), UnitState.LATE, 1)],
    ids=["17:25 on the due date", "06:00 on the day after"],
)
def test_a_mail_counts_from_when_our_server_got_it_and_not_from_when_it_was_polled(
    imap_server: ImapServer,
    configure: Callable[..., None],
    open_work: OpenWork,
    inbox: ExampleInbox,
    tmp_path: Path,
    arrived_at: datetime,
    state: UnitState,
    days_late: int,
) -> None:
    user = f"stamped-{days_late}"
    report = inbox.folder / "QLCN" / "BC TTDN 6T.docx"
    mail = make_mail(
        1,
        sender="qlcn@sokhcn.example",
        files={report.name: report.read_bytes()},
        Date="Mon, 17 Jun 2024 08:00:00 +0700",
    )
    imap_server.deliver(user, mail, arrived_at)
    configure(user)
    with open_work(tmp_path / "outputs", NOW) as job:
        assert len(steps.gather(job, job.sources[0]).received) == 1
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        (unit,) = (unit for unit in find_status(job)[0].units if unit.unit == "QLCN")
    assert (unit.state, unit.days_late) == (state, days_late)


# size and number ------------------------------------------------------------------------------------------------------


def test_ten_thousand_known_mails_cost_a_poll_next_to_nothing(
    imap_server: ImapServer, configure: Callable[..., None], open_work: OpenWork, tmp_path: Path
) -> None:
    imap_server.fill("old", (f"From: {UNIT}\nSubject: {number}\n\nx\n".encode() for number in range(10_000)))
    imap_server.deliver("old", make_mail(1))
    configure("old")
    with imap_server.open("old") as mailbox:
        validity = mailbox.folder.status("INBOX")["UIDVALIDITY"]
        keys = [f"INBOX;{validity};{uid}" for uid in mailbox.uids()]
    assert len(keys) == 10_001
    with open_work(tmp_path / "outputs", NOW) as job:
        (source,) = job.sources
        with job.ledger.write() as connection:
            row = {"source_name": source.name, "stamp": "", "outcome": "kept", "seen_at": NOW}
            connection.execute(tables.sightings.insert(), [row | {"source_key": key} for key in keys[:-1]])
        assert len(steps.gather(job, source).received) == 1
        started = time.perf_counter()
        assert steps.gather(job, job.sources[0]).received == ()
        assert time.perf_counter() - started < 2.0  # 0.15 on a quiet machine


def test_a_huge_mail_is_never_in_memory_and_waits_for_a_person_by_its_name(
    imap_server: ImapServer, configure: Callable[..., None], open_work: OpenWork, tmp_path: Path
) -> None:
    head = f"From: {UNIT}\r\nSubject: =?utf-8?Q?Video_h=E1=BB=99i_th=E1=BA=A3o?=\r\n\r\n".encode()
    imap_server.fill("huge", [head + (b"x" * 76 + b"\r\n") * 2_565_000])
    imap_server.deliver("huge", make_mail(1))
    configure("huge")
    code = (
        "from datetime import datetime, UTC; from pathlib import Path\n"
        "from tonghop.settings import load_settings; from tonghop.intake.imap.source import ImapSource\n"
        "found = list(ImapSource(load_settings().imap_accounts[0], now=datetime.now(UTC)).look({}))\n"
        "print([type(each).__name__ for each in found])\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.startswith("['Skipped', 'Incoming']")
    assert int(told.split()[-1]) < 200_000  # KB
    with open_work(tmp_path / "outputs", NOW) as job:
        gathered = steps.gather(job, job.sources[0])
        assert (len(gathered.received), gathered.held) == (1, 1)
        with job.ledger.read() as connection:
            ((_, reason),) = sightings.load_held(connection)
    assert "Video hội thảo" in reason
    assert "vượt giới hạn 50 MB" in reason


# lost connections -----------------------------------------------------------------------------------------------------


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


# refusals -------------------------------------------------------------------------------------------------------------


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
