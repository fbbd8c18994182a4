"""Whatever a mail looks like and however many there are: kept with its files, dated by our server, cheap to poll."""

import base64
import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from examples.layout import ExampleInbox
from schemas.values import UnitState
from tests.acceptance.dovecot_server import ImapServer
from tests.acceptance.imap.imap_mails import LAST_MINUTES, NOW, REPORT, UNIT, make_mail
from tonghop import steps
from tonghop.ledger import sightings, tables
from tonghop.status import find_status

pytestmark = pytest.mark.acceptance

OpenWork = Callable[..., AbstractContextManager[Any]]
_B64 = base64.encodebytes(REPORT).decode()
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
