"""Batches: one faulty item costs no other, a mail is its bytes, and who is not trusted leaves nothing behind."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from schemas.plan import Receipts
from schemas.values import SourceKind
from tonghop import steps
from tonghop.decisions import describe_waiting_senders
from tonghop.intake.messages import NOT_LISTED
from tonghop.intake.sources import Incoming, Known, Skipped, SourceError, find_stamp
from tonghop.ledger import open_ledger, tables
from tonghop.ledger.looks import load_looks
from tonghop.ledger.sightings import load_held, record_sighting
from tonghop.ledger.submissions import load_submissions
from tonghop.steps import gathering, judging

AT = datetime(2024, 6, 17, 1, 0, tzinfo=UTC)
UNIT = "ttnc@sokhcn.example"


class Box:
    """A source that holds what a test puts in, gives what is not known, and remembers what it was told."""

    def __init__(self, kind: SourceKind = SourceKind.MAILBOX, name: str = "imap:thu") -> None:
        self.kind, self.name = kind, name
        self.items: list[Incoming | Skipped] = []
        self.failure: str | None = None
        self.refusal: str | None = None
        self.acknowledged: list[str] = []
        self.flushes = 0

    def put(self, key: str, data: bytes) -> None:
        """A file, or a mail in a mailbox."""
        content: dict[str, Any] = {"container": data} if self.kind is SourceKind.MAILBOX else {"parts": ((key, data),)}
        given = {"source": self.kind, "source_name": self.name, "source_key": key, "stamp": "", "received_at": AT}
        self.items.append(Incoming(**given, **content))

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        yield from (item for item in self.items if find_stamp(known, item.source_key) is None)
        if self.failure is not None:
            raise SourceError(self.failure)

    def acknowledge(self, source_key: str) -> None:
        if self.refusal is not None:
            raise SourceError(self.refusal)
        self.acknowledged.append(source_key)

    def flush(self) -> None:
        self.flushes += 1


@pytest.fixture(scope="module")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "ledger.db"
    open_ledger(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def job(open_work: Callable[..., Any], new_ledger: Path, tmp_path: Path) -> Iterator[Any]:
    for name in ("chung", "outputs"):
        (tmp_path / name).mkdir()
    folder = tmp_path / "chung"
    shutil.copy(new_ledger, tmp_path / "outputs")
    with open_work(tmp_path / "outputs", folders=(folder,)) as job:
        yield job


@pytest.fixture
def folder() -> Box:
    return Box(SourceKind.FOLDER, "folder:chung")


@pytest.fixture
def box() -> Box:
    return Box()


def write_mail(subject: str = "Báo cáo", sender: str = UNIT, text: str = "Kết quả", **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = sender, subject, f"<{text.encode().hex()}@don-vi.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("Gửi Văn phòng Sở.\n")
    mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename="bc.txt")
    return mail.as_bytes()


def tell(job: Any) -> SimpleNamespace:
    """What the ledger and the archive hold."""
    with job.ledger.read() as connection:
        seen = connection.execute(select(tables.sightings)).all()
        return SimpleNamespace(
            submissions=load_submissions(connection),
            held=[reason for _, reason in load_held(connection)],
            outcomes={(row.source_name, row.source_key): row.outcome for row in seen},
            rows=seen,
            files=[path for path in job.archive.root.rglob("*") if path.is_file()],
        )


def test_more_than_a_batch_is_taken_in_whole(job: Any, folder: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_BATCH_ITEMS", 3)
    for number in range(8):
        folder.put(f"bc-{number}.txt", f"Báo cáo {number}".encode())
    assert len(steps.gather(job, folder).received) == 8
    assert sorted(folder.acknowledged) == [f"bc-{number}.txt" for number in range(8)]
    assert folder.flushes == 3
    assert steps.gather(job, folder).received == ()


@pytest.mark.parametrize("place", ["judging", "recording"])
def test_an_item_that_meets_a_fault_of_ours_is_held_and_the_others_go_on(
    place: str, job: Any, folder: Box, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def act(*given: Any, **more: Any) -> Any:
            if name in repr(given):
                raise ZeroDivisionError("lời trong báo cáo")
            return original(*given, **more)

        return act

    for number in range(4):
        folder.put(f"bc-{number}.txt", f"Báo cáo {number}".encode())
    if place == "judging":
        look = judging.Judge._look_at
        judge = lambda self, item: fail("bc-2", lambda _: look(self, item))(item.parts)  # noqa: E731
        monkeypatch.setattr(judging.Judge, "_look_at", judge)
    else:
        monkeypatch.setattr(gathering, "record_submissions", fail("bc-2", gathering.record_submissions))
    with caplog.at_level(logging.WARNING):
        gathered = steps.gather(job, folder)
    assert (len(gathered.received), gathered.held) == (3, 1)
    now = tell(job)
    assert sorted(names for row in now.submissions for names in row.channel.names) == [
        "bc-0.txt",
        "bc-1.txt",
        "bc-3.txt",
    ]
    assert [reason.partition(":")[0] for reason in now.held] == ["bc-2.txt"]
    assert "bc-2.txt" not in folder.acknowledged
    assert "lời trong báo cáo" not in caplog.text
    monkeypatch.undo()
    assert len(steps.gather(job, folder).received) == 1
    assert tell(job).held == []


def test_the_same_mail_at_another_place_is_one_submission_seen_twice(job: Any, box: Box) -> None:
    other, mail = Box(name="imap:khac"), write_mail()
    box.put("INBOX;1;7", mail)
    box.put("Chuyển;1;1", mail)
    (received,) = steps.gather(job, box).received
    box.put("INBOX;2;7", mail)  # the server numbers anew
    other.put("INBOX;1;1", mail)
    for source in (box, other):
        assert steps.gather(job, source).received == ()
    now = tell(job)
    assert [row.id for row in now.submissions] == [received]
    assert set(now.outcomes.values()) == {"kept"} and len(now.outcomes) == 4
    assert {row.submission_id for row in now.rows} == {received}
    assert (len(box.acknowledged), len(other.acknowledged)) == (3, 1)


def test_a_mail_brings_what_an_answer_needs(job: Any, box: Box) -> None:
    box.put("1", write_mail(References="<a@b.example>"))
    steps.gather(job, box)
    (row,) = tell(job).submissions
    assert row.channel.sender == UNIT
    assert str(row.channel.message_id).endswith("@don-vi.example>")
    assert row.channel.automatic is False


def test_a_stranger_leaves_a_line_and_nothing_else(job: Any, box: Box) -> None:
    box.put("1", write_mail(sender="Người lạ <ai@la.example>"))
    gathered = steps.gather(job, box)
    assert (gathered.received, gathered.skipped, gathered.strangers) == ((), (), 1)
    now = tell(job)
    assert (now.submissions, now.files, box.acknowledged) == ([], [], [])
    assert [(row.outcome, row.sender) for row in now.rows] == [("stranger", "ai@la.example")]
    assert steps.gather(job, box).strangers == 0  # a person has been asked


def test_strangers_cost_their_heads_alone(job: Any, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    read_mails = judging.Reader.read_mails
    note = lambda self, mails: (read.extend(mails), read_mails(self, mails))[1]  # noqa: E731
    monkeypatch.setattr(judging.Reader, "read_mails", note)
    box.put("1", write_mail(sender="ai@la.example", text="thân thư" * 9_000))
    box.put("2", b"From: " + b"X-A: b\r\n" * 200_000 + b"\r\nx")
    box.put("3", b"X-A: " + b"a" * 3_000_000)
    assert steps.gather(job, box).strangers == 3
    assert len(read) == 3
    assert b"----" not in read[0] and max(map(len, read)) < 500_100
    steps.gather(job, box)
    assert len(read) == 3


def test_the_marks_of_strangers_are_one_line_of_an_alert_and_hold_nothing(job: Any, box: Box) -> None:
    for number in range(3):
        box.put(str(number), write_mail("Báo cáo MẬT", sender=f"ai{number}@la.example"))
    box.put("lạ", write_mail(sender="toi.mat@la.example"))
    assert (steps.gather(job, box).secrecy_holds, len(tell(job).rows)) == (0, 4)
    told = describe_waiting_senders(job.ledger, example=False)
    assert "có 4 thư của người gửi chưa rõ mang dấu hiệu mật" in str(told)
    assert "toi.mat" not in repr(tell(job).rows) and "MẬT" not in str(told)


def test_a_strangers_mark_meets_the_gate_when_a_person_accepts_it(job: Any, box: Box) -> None:
    box.put("1", write_mail("Báo cáo MẬT", sender="ai@la.example"))
    with job.ledger.write() as connection:
        row = {"source_name": box.name, "source_key": "1", "stamp": "", "outcome": "accepted", "reason": "TTNC"}
        record_sighting(connection, **row, at=AT)
    assert (steps.gather(job, box).secrecy_holds, tell(job).submissions) == (1, [])


def test_a_marked_mail_whose_sender_enters_the_plan_is_judged_anew(job: Any, box: Box) -> None:
    box.put("1", write_mail("Báo cáo MẬT", sender="ai@la.example"))
    steps.gather(job, box)
    units = [unit.model_copy(update={"senders": (*unit.senders, "ai@la.example")}) for unit in job.plan.units[:1]]
    wider = replace(job, plan=job.plan.model_copy(update={"units": tuple(units)}))
    assert steps.gather(wider, box).secrecy_holds == 1


def test_a_units_report_that_looks_automatic_is_taken_in_and_never_answered(job: Any, box: Box) -> None:
    head = f"From: {UNIT}\r\nSubject: BC\r\nAuto-Submitted: auto-generated\r\n"
    head += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    box.put("1", f"{head}Báo cáo công tác thông tin đối ngoại\r\nĐã đón 5 đoàn.\r\n".encode())
    box.put("2", f"{head}Tôi nghỉ phép đến hết tuần.\r\n".encode())
    assert len(steps.gather(job, box).received) == 1
    assert [row.channel.automatic for row in tell(job).submissions] == [True]
    assert tell(job).outcomes[box.name, "2"] == "ignored"


def test_a_stranger_whom_a_person_accepted_comes_in_with_the_declared_unit(job: Any, box: Box) -> None:
    box.put("1", write_mail(sender="ai@la.example"))
    box.put("2", write_mail(sender="ai@la.example", text="khác"))
    steps.gather(job, box)
    with job.ledger.write() as connection:
        row = {"source_name": box.name, "source_key": "1", "stamp": "", "outcome": "accepted", "reason": "TTNC"}
        record_sighting(connection, **row, at=AT)
    assert len(steps.gather(job, box).received) == 1
    (row,) = tell(job).submissions
    assert row.channel.unit == "TTNC"
    assert tell(job).outcomes == {(box.name, "1"): "kept", (box.name, "2"): "stranger"}


def test_a_look_that_began_before_the_decision_does_not_undo_it(job: Any) -> None:
    for first, second, stands in (
        ("accepted", "stranger", "accepted"),
        ("kept", "stranger", "kept"),
        ("held", "stranger", "stranger"),
        ("stranger", "kept", "kept"),
    ):
        for outcome in (first, second):
            with job.ledger.write() as connection:
                record_sighting(connection, source_name="x", source_key=first, stamp="", outcome=outcome, at=AT)
        assert tell(job).outcomes["x", first] == stands


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects of the mails that were answered."""
    subjects: list[str] = []

    def answer(job: Any, found: Any, mail: Any, documents: Any) -> None:
        subjects.append(mail.subject)

    monkeypatch.setattr(gathering, "answer_check_mail", answer)
    return subjects


def test_a_mail_that_asks_for_a_check_is_answered_once_and_files_nothing(job: Any, box: Box, asked: list[str]) -> None:
    box.put("1", write_mail("Re: KIỂM TRA báo cáo"))
    box.put("2", write_mail("KIỂM TRA", sender="ai@la.example"))
    gathered = steps.gather(job, box)
    assert (asked, gathered.received, gathered.strangers) == (["Re: KIỂM TRA báo cáo"], (), 1)
    assert steps.gather(job, box).received == ()
    now = tell(job)
    assert (len(asked), now.submissions, now.files, box.acknowledged) == (1, [], [], [])
    assert now.outcomes == {(box.name, "1"): "ignored", (box.name, "2"): "stranger"}


def test_a_dry_run_answers_no_check_and_leaves_it_to_the_next_run(job: Any, box: Box, asked: list[str]) -> None:
    box.put("1", write_mail("KIỂM TRA"))
    steps.gather(replace(job, run=job.run.model_copy(update={"dry_run": True})), box)
    assert (asked, tell(job).outcomes) == ([], {})
    steps.gather(job, box)
    assert asked == ["KIỂM TRA"]


def test_what_asks_for_a_check_and_may_not_be_answered_waits_and_is_never_filed(job: Any, box: Box) -> None:
    silent = replace(job, plan=job.plan.model_copy(update={"receipts": Receipts(enabled=False)}))
    box.put("1", write_mail("KIỂM TRA"))
    assert (steps.gather(silent, box).held, steps.gather(silent, box).received) == (1, ())
    now = tell(job)
    assert (now.submissions, now.files, box.acknowledged, now.outcomes) == ([], [], [], {(box.name, "1"): "held"})
    assert "thư đề nghị kiểm tra, chưa trả lời được: thư trả lời (thư báo nhận) đang tắt" in now.held[0]


def test_a_check_that_waited_is_answered_as_soon_as_it_may_be(job: Any, box: Box, asked: list[str]) -> None:
    with job.ledger.write() as connection:
        record_sighting(connection, source_name=box.name, source_key="1", stamp="", outcome="held", at=AT)
    box.put("1", write_mail("KIỂM TRA"))
    steps.gather(job, box)
    assert (asked, tell(job).held, tell(job).outcomes[box.name, "1"]) == (["KIỂM TRA"], [], "ignored")


def test_a_report_whose_name_begins_with_the_words_is_taken_in(job: Any, box: Box) -> None:
    box.put("1", write_mail("Kiểm tra công tác thông tin đối ngoại"))
    assert len(steps.gather(job, box).received) == 1


@pytest.mark.parametrize(
    ("mail", "holds"),
    [
        (write_mail("Báo cáo (MẬT)"), 1),
        (write_mail(text="MẬT\nnội dung"), 1),
        (write_mail(sender=f"Báo cáo MẬT <{UNIT}>"), 1),
        (write_mail(sender="Báo cáo MẬT <ai@la.example>"), 0),  # a stranger's word holds nothing
        (write_mail("Báo cáo MẬT", sender="ai@la.example"), 0),
        (write_mail("KIỂM TRA", text="MẬT\nnội dung"), 1),
        (write_mail(text="MẬT\nnội dung", sender="ai@la.example"), 0),  # nothing of it is kept, so nobody is alarmed
    ],
)
def test_a_mark_stops_a_mail_before_anything_of_it_is_kept(mail: bytes, holds: int, job: Any, box: Box) -> None:
    box.put("1", mail)
    gathered = steps.gather(job, box)
    assert (gathered.secrecy_holds, gathered.strangers) == (holds, 1 - holds)
    now = tell(job)
    assert (now.submissions, now.files) == ([], [])
    assert "MẬT" not in repr(now.rows)


def test_a_mailbox_that_refuses_the_acknowledgement_is_told_and_loses_nothing(job: Any, box: Box) -> None:
    box.put("1", write_mail())
    box.refusal = "Không đánh dấu được thư"
    gathered = steps.gather(job, box)
    assert (len(gathered.received), gathered.failure) == (1, "Không đánh dấu được thư")
    assert steps.gather(job, box).failure is None


def test_what_is_held_waits_until_a_whole_look_no_longer_finds_it(job: Any, folder: Box) -> None:
    folder.items.append(Skipped(name="to.docx", source_key="to.docx", reason="quá lớn", needs_person=True))
    assert steps.gather(job, folder).held == 1
    folder.items.clear()
    folder.failure = "Không xem được 1 thư mục con"
    with pytest.raises(SourceError):
        steps.gather(job, folder)
    assert tell(job).held == ["to.docx: quá lớn"]
    folder.failure = None
    steps.gather(job, folder)
    assert tell(job).held == []


def test_what_was_given_before_a_source_failed_is_taken_in(job: Any, folder: Box) -> None:
    folder.put("bc.txt", b"Bao cao")
    folder.failure = "Mất kết nối"
    gathered = steps.gather(job, folder)
    assert (len(gathered.received), gathered.failure) == (1, "Mất kết nối")
    assert folder.acknowledged == ["bc.txt"]


def test_nothing_that_is_known_reaches_the_archive_again(job: Any, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = write_mail()
    box.put("1", mail)
    steps.gather(job, box)
    box.put("2", mail)
    monkeypatch.setattr(type(job.archive), "_place", lambda *_: pytest.fail("archived again"))
    assert steps.gather(job, box).received == ()
    assert tell(job).outcomes[box.name, "2"] == "kept"


def test_a_source_that_meets_a_fault_of_ours_keeps_what_came_and_is_told_as_a_failed_look(
    job: Any, folder: Box, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder.put("bc.txt", b"Bao cao")
    look = folder.look

    def fail(known: Known) -> Iterator[Incoming | Skipped]:
        yield from look(known)
        raise ValueError("một câu của đơn vị")

    monkeypatch.setattr(folder, "look", fail)
    gathered = steps.gather(job, folder)
    assert len(gathered.received) == 1
    assert "(ValueError)" in (gathered.failure or "")
    assert "ValueError" in caplog.text
    with pytest.raises(SourceError, match="lỗi ngoài dự kiến"):
        steps.gather(job, folder)
    assert "một câu" not in caplog.text


def test_a_look_that_the_machine_or_a_fault_of_ours_ends_is_remembered_as_a_failed_one(
    job: Any, folder: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("bc.txt", b"Bao cao")
    monkeypatch.setattr(type(job.archive), "keep_all", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        steps.gather(job, folder)
    with job.ledger.read() as connection:
        (look,) = load_looks(connection)
    assert "(ZeroDivisionError)" in (look.failure or "")


REASON = "thư 62 MB, vượt giới hạn 50 MB"


@pytest.mark.parametrize(
    ("sender", "subject", "held"),
    [
        (UNIT, "Video hội thảo", f"thư “Video hội thảo” của {UNIT} (thư số 5): {REASON}"),
        (UNIT, "", f"thư “không có tiêu đề” của {UNIT} (thư số 5): {REASON}"),
        (UNIT, "Mật", None),
        (UNIT, "Gửi báo cáo - TỐI MẬT", None),
        (f"Mật <{UNIT}>", "Báo cáo", None),
        ("ai@la.example", "Mua hàng đi", "thư số 5: thư quá lớn nên chưa đọc, {} (ai@la.example); cần người mở xem"),
        ("ai@la.example", "Mật", "thư số 5: thư quá lớn nên chưa đọc, {}; cần người mở xem"),
        ("Mật <ai@la.example>", "x", "thư số 5: thư quá lớn nên chưa đọc, {}; cần người mở xem"),
    ],
)
def test_a_mail_too_large_to_fetch_is_called_by_its_subject_only_when_a_unit_sent_it_and_no_mark_shows(
    job: Any, box: Box, sender: str, subject: str, held: str | None
) -> None:
    head = f"From: {sender}\r\nSubject: {subject}\r\n\r\n".encode()
    box.items.append(Skipped(name="thư số 5", source_key="5", reason=REASON, needs_person=True, head=head))
    gathered = steps.gather(job, box)
    assert (gathered.held, gathered.secrecy_holds) == ((0, 1) if held is None else (1, 0))
    now = tell(job)
    assert [reason.startswith((held or "").format(NOT_LISTED)) for reason in now.held] == [True] * gathered.held
    assert not [row for row in now.rows if "Mua hàng" in row.reason or "Mật" in row.reason]
