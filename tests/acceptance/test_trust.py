"""Who sent it, over a real mail server: nobody is let in by words in a mail, and a flood of strangers costs little."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from schemas.run import Gathered
from schemas.values import QuestionKind, SenderChoice
from tests.acceptance.dovecot_server import ImapServer
from tonghop import steps
from tonghop.decisions import InboxEntry, list_inbox
from tonghop.ledger.submissions import load_submissions

pytestmark = pytest.mark.acceptance

OpenWork = Callable[..., Any]
ARRIVED = datetime(2024, 6, 17, 3, 0, tzinfo=UTC)
NOW = datetime(2024, 6, 18, 3, 0, tzinfo=UTC)
TTNC, STRANGER = "ttnc@sokhcn.example", "chi.b@hop-thu.example"
BORDER = "Received: from may-la.example (unknown [203.0.113.9])\r\n\tby mail.sokhcn.example (Postfix) with ESMTP; Mon"


def write_mail(sender: str, number: str, *above: str, size: int = 200) -> bytes:
    """A mail with one report; `above` are header lines that servers, or whoever pretends to be one, put on top."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "vanphong@sokhcn.example", f"Báo cáo {number}"
    mail["Message-ID"] = f"<{number}@don-vi.example>"
    mail.set_content(f"Gửi Văn phòng báo cáo {number}.")
    mail.add_attachment(f"Báo cáo số {number}\n".encode() * size, maintype="text", subtype="plain", filename="BC.txt")
    return "".join(f"{line}\r\n" for line in above).encode() + mail.as_bytes()


class Office:
    """An office whose only source is one mailbox."""

    def __init__(self, open_work: OpenWork, outputs: Path) -> None:
        self._open, self.outputs, self.now = open_work, outputs, NOW

    def open(self) -> Any:
        return self._open(self.outputs, self.now)

    def gather(self) -> Gathered:
        self.now += timedelta(minutes=5)
        with self.open() as job:
            (source,) = job.sources
            return steps.gather(job, source)

    def ask(self) -> list[InboxEntry]:
        with self.open() as job:
            return [entry for entry in list_inbox(job.ledger, job.plan) if entry.kind is QuestionKind.SENDER]

    def decide(self, key: str, choice: SenderChoice, unit: str | None = None) -> int:
        with self.open() as job:
            return steps.decide_sender(job, key, choice, unit=unit, decided_by="A", recorded_by="A").mails

    def list_subjects(self) -> list[str]:
        with self.open() as job, job.ledger.read() as connection:
            return sorted(row.subject or "" for row in load_submissions(connection))

    def measure_archive(self) -> int:
        return sum(path.stat().st_size for path in (self.outputs / "archive").rglob("*") if path.is_file())

    def list_outbox(self) -> list[Path]:
        return list((self.outputs / "outbox").rglob("*.eml"))


@pytest.fixture
def make_office(
    open_work: OpenWork, bare_environment: pytest.MonkeyPatch, imap_server: ImapServer, tmp_path: Path
) -> Callable[..., Office]:
    """make_office(user, **settings of the mailbox)."""

    def make(user: str, **settings: str) -> Office:
        for name, value in imap_server.environ(user, **settings).items():
            bare_environment.setenv(name, value)
        return Office(open_work, tmp_path / "outputs")

    return make


def test_only_what_our_own_server_proved_is_taken_in(
    make_office: Callable[..., Office], imap_server: ImapServer
) -> None:
    own = imap_server.hostname
    proved = f"Authentication-Results: {own}; dmarc=pass header.from=sokhcn.example"
    failed = f"Authentication-Results: {own}; dmarc=fail header.from=sokhcn.example"
    mails = {
        "that": (TTNC, proved, BORDER),
        "gia mao": (TTNC, failed, BORDER, proved),
        "tren dau thu": (TTNC, BORDER.replace("by mail.sokhcn", "by may-la.sokhcn-la"), proved),
        "ten gan giong": (TTNC, proved.replace(own, f"{own}.evil.example"), BORDER),
        "khong ket qua": (TTNC, BORDER),
        "hai nguoi gui": (TTNC, proved, BORDER, f"From: {TTNC}"),
        "ten hien thi": (f'"{TTNC}" <{STRANGER}>', proved.replace("sokhcn.example", "hop-thu.example"), BORDER),
    }
    office = make_office("that-gia", AUTHSERV_ID=own)
    for number, (sender, *above) in mails.items():
        imap_server.deliver("that-gia", write_mail(sender, number, *above), ARRIVED)
    gathered = office.gather()
    assert (len(gathered.received), gathered.strangers) == (1, 6)
    assert office.list_subjects() == ["Báo cáo that"]
    told = "\n".join(entry.text for entry in office.ask())
    for words in (
        f"4 thư gửi từ địa chỉ “{TTNC}”",
        "không qua được kiểm tra xác thực",
        "không ghi kết quả xác thực nào",
        "1 thư không có một địa chỉ gửi rõ ràng",
        "ghi người gửi hai lần",
        f"1 thư gửi từ địa chỉ “{STRANGER}”",
        "tên hiển thị của người gửi ghi địa chỉ của đơn vị",
    ):
        assert words in told


def test_a_stranger_waits_is_not_answered_and_comes_in_once_when_a_person_says_so(
    make_office: Callable[..., Office], imap_server: ImapServer
) -> None:
    office = make_office("nguoi-la", ACK="seen")
    imap_server.deliver("nguoi-la", write_mail(STRANGER, "1"), ARRIVED)
    assert (office.gather().strangers, office.gather().strangers) == (1, 0)
    assert (office.measure_archive(), office.list_subjects(), office.list_outbox()) == (0, [], [])
    (entry,) = office.ask()
    imap_server.deliver("nguoi-la", write_mail(STRANGER, "2"), ARRIVED)
    assert office.decide(entry.key, SenderChoice.ACCEPT, "TTNC") == 1
    gathered = office.gather()
    assert (len(gathered.received), gathered.strangers) == (1, 1)
    assert office.gather().received == ()
    with office.open() as job:
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        with job.ledger.read() as connection:
            (row,) = load_submissions(connection)
        assert (row.subject, row.channel.unit, row.sender) == ("Báo cáo 1", "TTNC", STRANGER)
        steps.send_receipts(job)
    for mail in office.list_outbox():  # only addresses of the plan are answered
        assert STRANGER.encode() not in mail.read_bytes().partition(b"\n\n")[0]
    assert "“chi.b@hop-thu.example”" in office.ask()[0].text  # the second mail is asked anew
    with imap_server.open("nguoi-la") as mailbox:
        assert {mail.subject: "\\Seen" in mail.flags for mail in mailbox.fetch(mark_seen=False)} == {
            "Báo cáo 1": True,
            "Báo cáo 2": False,
        }


def test_a_thousand_strangers_cost_no_archive_and_are_not_fetched_again(
    make_office: Callable[..., Office], imap_server: ImapServer
) -> None:
    office = make_office("thu-rac")
    mail = write_mail("a0000@rac.example", "0000", size=2000)
    imap_server.fill("thu-rac", (mail.replace(b"0000", b"%04d" % n) for n in range(1000)), at=ARRIVED)
    assert office.gather().strangers == 1000
    assert office.gather().strangers == 0
    assert (office.measure_archive(), office.list_subjects(), len(office.ask())) == (0, [], 51)
    held = sum(path.stat().st_size for path in office.outputs.rglob("*") if path.is_file())
    assert held < 2_000_000  # the mails are 30 MB
    rest = office.ask()[-1]
    assert office.decide(rest.key, SenderChoice.IGNORE) == 950
    assert len(office.ask()) == 50
