"""SIGKILL at every commit point of the intake, one after the other on one inbox that grows, then a run that lives.

Before each run four new reports come, to the shared folder, to the mailbox, by hand; each run dies at its point and
leaves its work to the next. After every death: nothing is acknowledged that has no row. In the end: every report is
there once and whole, answered by one receipt, and nothing of the marked file, of the stranger or of the mail that only
asked for a check is there at all.
"""

import hashlib
import os
import re
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from schemas.values import DeliveryState, NoticeKind
from tonghop.audit import verify
from tonghop.ledger import open_ledger, tables
from tonghop.ledger.hits import load_open_hits
from tonghop.ledger.notices import load_notices
from tonghop.ledger.submissions import load_unfiled

pytestmark = pytest.mark.acceptance

BEGIN = datetime(2024, 6, 10, 1, 0, tzinfo=UTC)
BETWEEN = timedelta(hours=2)
"""More than an hour, so that each run may answer each unit."""
UNITS = {"TTNC": "ttnc@sokhcn.example", "QLCN": "qlcn@sokhcn.example"}
USER = "vanphong"
GATHERING, ARCHIVE = "tonghop.steps.gathering", "tonghop.intake.archive"
IMAP, COURIER = "tonghop.intake.imap.source:ImapSource", "tonghop.delivery.courier"

# Name of the point -> (call, when, count, what special comes before it), in the order of the way of the data.
POINTS: dict[str, tuple[str, str, int, str]] = {
    # by hand, before the sources
    "hand-not-begun": ("tonghop.steps.receiving:take_in", "before", 1, "hand"),
    "hand-committed": ("tonghop.steps.receiving:take_in", "after", 1, "hand"),
    # the look
    "known-loaded": (f"{GATHERING}:sightings.load_known", "after", 1, ""),
    "file-given": ("tonghop.intake.folder:FolderSource._make_incoming", "after", 2, ""),
    "mailbox-listed": (f"{IMAP}._list", "after", 1, ""),
    "mailbox-measured": (f"{IMAP}._measure", "after", 1, ""),
    "mail-given": (f"{IMAP}._give", "after", 2, ""),
    # what becomes of it
    "batch-not-judged": ("tonghop.steps.judging:Judge.judge", "before", 1, ""),
    "mails-opened": ("tonghop.steps.judging:Judge._open", "after", 2, ""),
    "batch-skimmed": ("tonghop.steps.judging:Judge._stop_marked", "after", 1, ""),
    "batch-judged": ("tonghop.steps.judging:Judge.judge", "after", 1, ""),
    # archive
    "original-being-written": (f"{ARCHIVE}:os.fchmod", "before", 2, ""),
    "original-not-renamed": (f"{ARCHIVE}:Path.replace", "before", 2, ""),
    "original-renamed": (f"{ARCHIVE}:Path.replace", "after", 2, ""),
    "some-originals-placed": (f"{ARCHIVE}:Archive._place", "after", 2, ""),
    "directories-not-durable": (f"{ARCHIVE}:_sync_directory", "before", 3, ""),
    "originals-without-rows": (f"{ARCHIVE}:Archive.keep_all", "after", 1, ""),
    # row, sighting and event, one transaction
    "documents-uncommitted": ("tonghop.ledger.arrivals:insert_new", "after", 1, ""),
    "submissions-uncommitted": ("tonghop.ledger.arrivals:insert_new", "after", 2, ""),
    "sightings-uncommitted": ("tonghop.ledger.arrivals:record_sightings", "after", 1, ""),
    "events-uncommitted": ("tonghop.ledger.arrivals:append_events", "after", 1, ""),
    "rows-uncommitted": (f"{GATHERING}:record_submissions", "after", 2, ""),
    "rows-committed": (f"{GATHERING}:_Intake._keep", "after", 2, ""),
    "some-readings-kept": ("tonghop.reading.farm.cache:ReadingCache.put", "after", 2, ""),
    # acknowledgement
    "nothing-acknowledged": (f"{GATHERING}:_Intake._acknowledge", "before", 2, ""),
    "acknowledged-not-told": (f"{IMAP}.flush", "before", 1, ""),
    "told-to-the-mailbox": ("tonghop.intake.imap.connection:Connection.mark", "after", 1, ""),
    "acknowledged": (f"{GATHERING}:_Intake._acknowledge", "after", 2, ""),
    # what is no submission
    "hit-uncommitted": ("tonghop.ledger.hits:record_secrecy_hit", "after", 1, "marked"),
    "hit-committed": (f"{GATHERING}:_Intake._record_hits", "after", 1, ""),
    "stranger-uncommitted": (f"{GATHERING}:sightings.record_sightings", "after", 1, "stranger"),
    "stranger-committed": (f"{GATHERING}:_Intake._see", "after", 1, "stranger"),
    "check-answer-not-recorded": ("tonghop.steps.receipting:post_notice", "before", 1, "check"),
    "check-answered-not-settled": (f"{GATHERING}:answer_check_mail", "after", 1, "check"),
    # the end of a look
    "held-dropped": (f"{GATHERING}:sightings.drop_held", "after", 1, ""),
    "look-uncommitted": ("tonghop.ledger.looks:record_look", "after", 1, ""),
    "alert-not-posted": (f"{GATHERING}:post_secrecy_alerts", "before", 1, ""),
    "second-source-not-begun": ("tonghop.steps:gather", "after", 1, ""),
    # understood
    "filing-uncommitted": ("tonghop.ledger.submissions:record_filing", "after", 2, ""),
    "some-filed": ("tonghop.steps.filing:understand_by_own_plan", "before", 2, ""),
    # answered
    "receipt-not-written": ("tonghop.delivery.outbox:Outbox.write", "before", 1, ""),
    "receipt-without-rows": ("tonghop.delivery.outbox:Outbox.write", "after", 1, ""),
    "receipt-rows-uncommitted": ("tonghop.ledger.receipts:record_answer", "after", 1, ""),
    "receipt-recorded": ("tonghop.steps.receipting:record_notice", "after", 1, ""),
    "receipt-claim-uncommitted": (f"{COURIER}:claim_delivery", "after", 1, ""),
    "receipt-right-before-data": ("tonghop.delivery.transport:YagmailTransport._hand_over", "before", 1, ""),
    "receipt-handed-over-not-sent": (f"{COURIER}:_hand_over", "after", 1, ""),
    "receipt-accepted-by-server": (f"{COURIER}:_record", "before", 1, ""),
    "receipt-outcome-uncommitted": (f"{COURIER}:finish_delivery", "after", 1, ""),
    "receipt-outcome-committed": (f"{COURIER}:_record", "after", 1, ""),
}
SUBMISSIONS = 4 * len(POINTS)
# Between the committed note "handed over" and the committed outcome nobody can know whether the mail left.
UNCERTAIN = {"receipt-handed-over-not-sent": 0, "receipt-accepted-by-server": 1, "receipt-outcome-uncommitted": 1}


@dataclass
class Inbox:
    """What has come so far: the raw bytes of each report, where they lie, and what must never be taken in."""

    server: Any
    place: Path
    documents: list[str] = field(default_factory=list)
    """sha256 of each report's file."""
    mails: list[str] = field(default_factory=list)
    """sha256 of each mail that is a report."""
    others: list[bytes] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.place / "chung"

    def bring(self, number: int, at: datetime, special: str) -> list[dict[str, Any]]:
        """Four reports, in files and in two mails, one of which lies in two folders; and what is special."""
        unit, address = list(UNITS.items())[number % 2]
        for part in "a" if special == "hand" else "ab":
            self._put(self.folder / unit / f"bc-{number}{part}.txt", self._write(f"{number}{part}"), at)
        mails = [self._post(address, f"Báo cáo {number}{part}", self._write(f"{number}{part}"), at) for part in "cd"]
        self.mails += [hash_of(mail) for mail in mails]
        if special == "stranger":
            mails.append(self._post("ai-do@noi-khac.example", "Báo cáo lạ", b"khach la", at))
        elif special == "check":
            mails.append(self._post(address, f"KIỂM TRA báo cáo {number}", f"kiem tra {number}".encode(), at))
        elif special == "marked":
            self.others.append("MẬT\nBáo cáo không được lưu\n".encode())
            self._put(self.folder / unit / "ke-hoach.txt", self.others[-1], at)
        self.others += mails[2:]
        self.server.fill(USER, mails, at=at)
        self.server.fill(USER, mails[:1], folder="Chuyen", at=at)
        return [self._hand_over(number, unit, at)] if special == "hand" else []

    def read_acknowledged(self) -> set[str]:
        """sha256 of the mails that the mailbox shows as seen."""
        home = self.server.place / "home" / USER / "Maildir"
        paths = [path for path in home.rglob("cur/*") if "S" in path.name.rpartition(",")[2]]
        return {hash_of(path.read_bytes()) for path in paths}

    def _hand_over(self, number: int, unit: str, at: datetime) -> dict[str, Any]:
        path = self.place / f"zalo-{number}.txt"
        self._put(path, self._write(f"{number}h"), at)
        form = {"unit": unit, "channel": "zalo", "received_at": "16:50 07/06/2024", "by": "Nguyễn Văn A"}
        return form | {"paths": [path]}

    def _write(self, name: str) -> bytes:
        data = f"BÁO CÁO\nKết quả 6 tháng đầu năm 2024\n1. Tổ chức 3 lớp tập huấn, lần {name}.\n".encode()
        self.documents.append(hash_of(data))
        return data

    def _put(self, path: Path, data: bytes, at: datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (at.timestamp(), at.timestamp()))

    def _post(self, sender: str, subject: str, attached: bytes, at: datetime) -> bytes:
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, "vanphong@sokhcn.example", subject
        mail["Message-ID"] = f"<{hash_of(attached)[:20]}@{sender.rpartition('@')[2]}>"
        mail.set_content("Kính gửi Văn phòng Sở.\n")
        mail.add_attachment(attached, maintype="text", subtype="plain", filename="bao-cao.txt")
        return bytes(self.server.stamp(USER, mail.as_bytes(), at))


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def inbox_that_grows(imap_server: Any, tmp_path: Path) -> Inbox:
    inbox = Inbox(imap_server, tmp_path / "inbox")
    inbox.folder.mkdir(parents=True)
    return inbox


def test_after_a_death_at_every_point_each_report_is_there_once_and_answered_once(
    inbox_that_grows: Inbox,
    imap_server: Any,
    mail_server: SimpleNamespace,
    start_driver: Callable[[], Any],
    plan_file: Path,
    tmp_path: Path,
) -> None:
    assert SUBMISSIONS >= 200
    inbox, outputs, driver = inbox_that_grows, tmp_path / "outputs", start_driver()
    environ = mail_server.environ | imap_server.environ(USER, ACK="seen", FOLDER="INBOX,Chuyen")
    run = {"period": "2024-H1", "folders": [inbox.folder], "plan": plan_file, "outputs": outputs}

    def work(number: int, point: Any, hand: list[dict[str, Any]]) -> int:
        now = (BEGIN + number * BETWEEN).isoformat()
        driver.begin(point=point, run=run, environ=environ, steps="intake", now=now, hand=hand)
        return int(driver.end())

    waiting: list[dict[str, Any]] = []
    for number, (name, (call, when, count, special)) in enumerate(POINTS.items()):
        waiting += inbox.bring(number, BEGIN + number * BETWEEN - timedelta(minutes=10), special)
        point = {"call": call, "when": when, "count": count}
        assert work(number, point, waiting) == -signal.SIGKILL, (name, driver.log.read_text()[-2000:])
        assert inbox.read_acknowledged() <= read_mails(outputs), name
    for number in range(len(POINTS), len(POINTS) + 2):  # the second one for what may not be answered within the hour
        assert work(number, None, waiting) == 0, driver.log.read_text()[-2000:]
    check_intake(inbox, outputs)
    check_receipts(outputs, mail_server)


def read_mails(outputs: Path) -> set[str]:
    if not (outputs / "ledger.db").exists():
        return set()
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    try:
        with ledger.read() as connection:
            found = connection.execute(select(tables.submissions.c.container_sha256)).scalars()
            return {sha256 for sha256 in found if sha256 is not None}
    finally:
        ledger.close()


def check_intake(inbox: Inbox, outputs: Path) -> None:
    """Each report once and whole, all mails acknowledged, and nothing else anywhere."""
    assert len(inbox.documents) == SUBMISSIONS
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    with ledger.read() as connection:
        rows = connection.execute(select(tables.submissions)).all()
        files = connection.execute(select(tables.submission_documents.c.sha256)).scalars().all()
        told = Counter(connection.execute(select(tables.events.c.kind)).scalars())
        sightings = Counter(connection.execute(select(tables.sightings.c.outcome)).scalars())
        assert load_unfiled(connection) == []
        assert len(load_open_hits(connection)) == 1
    assert len(rows) == told["submission.received"] == SUBMISSIONS
    assert sorted(files) == sorted(inbox.documents)
    assert sorted(row.container_sha256 for row in rows if row.container_sha256) == sorted(inbox.mails)
    # A mail in two folders is one report seen twice; two strangers; two checks, which are settled.
    assert sightings == {"kept": SUBMISSIONS + len(POINTS), "stranger": 2, "ignored": 2}
    assert inbox.read_acknowledged() == set(inbox.mails)
    assert verify(ledger, outputs / "archive", outputs) == []
    ledger.close()
    kept = {path.name for path in (outputs / "archive").glob("??/*") if not path.name.startswith(".")}
    assert kept == {*inbox.documents, *inbox.mails}
    for data in (path.read_bytes() for path in outputs.rglob("*") if path.is_file()):
        assert "không được lưu".encode() not in data


def check_receipts(outputs: Path, mail_server: SimpleNamespace) -> None:
    """Each submission in one receipt, each receipt and answer at most once at the server."""
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    with ledger.read() as connection:
        answers = connection.execute(select(tables.receipts)).all()
        notices = load_notices(connection)
    ledger.close()
    assert len(answers) == SUBMISSIONS
    assert all(answer.notice_key for answer in answers)
    states = Counter(notice.state for notice in notices)
    assert states == {
        DeliveryState.ACCEPTED: len(notices) - len(UNCERTAIN),
        DeliveryState.UNKNOWN: len(UNCERTAIN),
    }
    mails = [message_from_bytes(raw, policy=policy.default) for raws in mail_server.boxes.values() for raw in raws]
    assert set(Counter(str(mail["Message-ID"]) for mail in mails).values()) == {1}
    assert len(mails) == len(notices) - len(UNCERTAIN) + sum(UNCERTAIN.values())
    assert set(mail_server.boxes) <= {*UNITS.values(), "vanphong@sokhcn.example"}
    told = Counter(
        code for mail in mails for code in set(re.findall(r"\b[0-9A-F]{8}\b", mail.get_body(("plain",)).get_content()))
    )
    lost = {notice.key for notice in notices if notice.state is DeliveryState.UNKNOWN}
    for answer in answers:
        times = told[answer.submission_id[:8].upper()]
        assert times == 1 or (times == 0 and answer.notice_key in lost), answer
    assert sum(notice.kind is NoticeKind.ALERT for notice in notices) == 1
    shutil.rmtree(outputs)
