"""Scans from their arrival to what a person saw on them, on real folders and ledgers; tesseract is stood in for."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from examples.making import ttnc
from examples.making.docx_files import write_bold_report
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus, QuestionKind, Role, ScanChoice, UnitState
from tonghop import steps
from tonghop.audit import verify
from tonghop.decisions import list_inbox
from tonghop.ledger.hits import load_open_hits
from tonghop.ledger.submissions import load_submissions
from tonghop.reading import Limits, ocr, read_documents
from tonghop.reading.raw import RawBlock, RawFinding, Reading
from tonghop.status import find_status
from tonghop.steps.drafting import ask

OpenWork = Callable[..., Any]
ARRIVED = datetime(2024, 6, 17, 1, 0, tzinfo=UTC).timestamp()
LETTERHEAD = (
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ",
    "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO",
    "Số: 12/BC-TTNC",
    "BÁO CÁO",
    "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
    "3. Tham gia sự kiện, đón tiếp đoàn quốc tế",
    "- Đón 07 đoàn khách quốc tế.",
)


def make_picture(grey: int = 255) -> bytes:
    """A PNG of one colour, large enough to be a page."""
    rows = b"".join(b"\0" + bytes([grey]) * 600 for _ in range(800))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 600, 800, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Office:
    """A shared folder with TTNC's in it, and the steps of the main job."""

    def __init__(self, open_work: OpenWork, place: Path, patch: pytest.MonkeyPatch) -> None:
        self._open, self._patch = open_work, patch
        self.outputs, self.folder = place / "outputs", place / "chung" / "TTNC"
        self.folder.mkdir(parents=True)
        patch.setenv("TONGHOP_SETTLE_SECONDS", "0")

    def open(self) -> Any:
        return self._open(self.outputs, folders=(self.folder.parent,))

    def bring(self, name: str, data: bytes | None = None) -> None:
        path = self.folder / name
        path.write_bytes(make_picture() if data is None else data)
        os.utime(path, (ARRIVED, ARRIVED))

    def work(self) -> int:
        """Take in, file, ask; gives how many were filed."""
        with self.open() as job:
            for source in job.sources:
                steps.gather(job, source)
            filed = sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job))
            ask(job)
            assert verify(job.ledger, job.archive.root, self.outputs) == []
        return filed

    def load(self) -> FiledSubmission:
        with self.open() as job, job.ledger.read() as connection:
            (row,) = load_submissions(connection)
        return row

    def ask(self) -> list[str]:
        """The keys of the scans that wait."""
        with self.open() as job:
            return [entry.key for entry in list_inbox(job.ledger) if entry.kind is QuestionKind.SCAN]

    def look(self, key: str, choice: ScanChoice) -> steps.ScanDecision:
        with self.open() as job:
            return steps.decide_scan(job, key, choice, decided_by="Trần Ngọc Lân", recorded_by="Văn thư")

    def find_question(self, kind: QuestionKind) -> str:
        """The text of the one open question of a kind, with choices and consequence; empty when there is none."""
        with self.open() as job:
            found = [entry for entry in list_inbox(job.ledger) if entry.kind is kind]
        assert len(found) < 2
        labels = [each.label for entry in found for each in entry.candidates]
        return "\n".join((found[0].text, *labels, found[0].consequence)) if found else ""

    def find_unit(self) -> UnitState:
        """Where TTNC stands."""
        with self.open() as job:
            return next(unit.state for unit in find_status(job)[0].units if unit.unit == "TTNC")

    def find_kept_texts(self, text: str) -> list[str]:
        """Names of the files under the outputs that hold a text, the originals of the archive aside."""
        kept = (path for path in self.outputs.rglob("*") if path.is_file() and "archive" not in path.parts)
        return [path.name for path in kept if text.encode() in path.read_bytes()]

    def count_hits(self) -> int:
        with self.open() as job, job.ledger.read() as connection:
            return len(load_open_hits(connection))

    def teach(self, *lines: str) -> list[bytes]:
        """From now on tesseract is here and sees these lines in every picture; gives the pictures that it was shown."""
        shown: list[bytes] = []

        def recognise(pages: Iterable[bytes], limits: Limits) -> Reading:
            shown.extend(pages)
            blocks = [RawBlock(f"page1/l{n}", "paragraph", text, confidence=0.9) for n, text in enumerate(lines, 1)]
            return Reading(tuple(blocks), findings=(RawFinding("ocr", values={"confidence": 90}),), scan=True)

        self._patch.setattr(ocr, "find_tesseract", lambda: "tesseract")
        self._patch.setattr(ocr, "recognise", recognise)
        return shown


@pytest.fixture
def office(open_work: OpenWork, tmp_path: Path, bare_environment: pytest.MonkeyPatch) -> Office:
    return Office(open_work, tmp_path, bare_environment)


def rules(row: FiledSubmission) -> set[str]:
    return {finding.rule for finding in row.findings}


def test_a_scan_is_kept_and_no_machine_reads_it_before_a_person_looked(office: Office) -> None:
    shown = office.teach(*LETTERHEAD)
    office.bring("BC.png")
    assert office.work() == 1
    row = office.load()
    assert (row.status, rules(row)) == (CheckStatus.NEEDS_PERSON, {"image-only"})
    assert len(office.ask()) == 1
    assert office.find_question(QuestionKind.SUBMISSION) == ""
    assert office.find_unit() is UnitState.NEEDS_PERSON
    assert office.work() == 0
    assert shown == []


def test_a_seen_scan_is_recognised_once_and_still_waits_for_a_person_and_a_mark_seen_later_stops_it(
    office: Office,
) -> None:
    shown = office.teach(*LETTERHEAD)
    office.bring("BC.png")
    office.work()
    (key,) = office.ask()
    assert office.look(key, ScanChoice.NO_MARK).is_recognisable
    assert shown == []
    assert office.work() == 1
    row = office.load()
    assert (len(shown), row.status, "ocr" in rules(row)) == (1, CheckStatus.NEEDS_PERSON, True)
    assert row.content is not None
    assert row.content.unit == "TTNC"
    assert [q.value for q in row.content.items[3].activities[0].quantities] == [7]
    assert (office.ask(), office.work(), len(shown)) == ([], 0, 1)
    assert office.find_kept_texts("đoàn khách quốc tế")
    decision = office.look(key, ScanChoice.MARK)
    assert decision.look.earlier is not None
    assert (decision.look.earlier.choice, decision.look.earlier.decided_by) == ("no-mark", "Trần Ngọc Lân")
    assert (office.load().status, office.count_hits(), decision.left) == (CheckStatus.QUARANTINED, 1, ())
    assert list((office.outputs / "cache" / "reading").rglob("*.json")) == []
    assert [path.read_bytes() for path in decision.originals] == [make_picture()]
    assert office.work() == 0
    assert "vẫn còn trong kho lưu" in office.find_question(QuestionKind.SECRECY)
    assert "không lưu" not in office.find_question(QuestionKind.SECRECY)


def test_what_was_seen_waits_for_the_program_and_is_read_when_it_is_there(office: Office) -> None:
    office.bring("BC.png")
    office.work()
    assert not office.look(office.ask()[0], ScanChoice.NO_MARK).is_recognisable
    assert (office.work(), rules(office.load())) == (1, {"program-missing"})
    assert (office.work(), office.find_unit()) == (0, UnitState.NEEDS_PERSON)
    asked = office.find_question(QuestionKind.SUBMISSION)
    assert "cài" in asked
    assert "Chờ cài chương trình, phần mềm tự đọc lại" in asked
    assert "Trả lại" not in asked
    office.teach(*LETTERHEAD)
    assert office.work() == 1
    assert "ocr" in rules(office.load())
    asked = office.find_question(QuestionKind.SUBMISSION)
    assert "Chữ trong tệp do máy nhận dạng từ ảnh" in asked
    assert "cài" not in asked


def test_a_mark_that_a_person_saw_stops_the_submission_and_holds_everything(office: Office) -> None:
    shown = office.teach(*LETTERHEAD)
    office.bring("BC.png")
    office.work()
    key = office.ask()[0]
    assert office.look(key, ScanChoice.MARK).look.is_new
    assert not office.look(key, ScanChoice.MARK).look.is_new
    assert office.count_hits() == 1
    alerts = list((office.outputs / "outbox" / "alerts").glob("*.eml"))
    assert len(alerts) == 1
    assert b"BC.png" not in alerts[0].read_bytes()
    told = message_from_bytes(alerts[0].read_bytes(), policy=default).get_body(("plain",)).get_content()
    assert "vẫn còn trong kho lưu" in " ".join(told.split())
    row = office.load()
    assert (row.status, rules(row), shown) == (CheckStatus.QUARANTINED, {"secrecy-mark"}, [])
    assert (office.work(), office.count_hits(), office.ask()) == (0, 1, [])


def test_a_marked_scan_that_comes_again_is_not_taken_in_again(office: Office) -> None:
    office.bring("BC.png")
    office.work()
    office.look(office.ask()[0], ScanChoice.MARK)
    office.bring("BC gửi lại.png")
    assert (office.work(), office.count_hits()) == (0, 2)
    assert office.load().status is CheckStatus.QUARANTINED
    asked = office.find_question(QuestionKind.SECRECY)
    assert "1 mục phát hiện ngay ở nơi nhận" in asked
    assert "1 mục phát hiện sau khi đã nhận" in asked


def test_a_mark_stops_a_container_with_all_that_came_beside_it(office: Office) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("BC.docx", write_bold_report(ttnc.HALF_YEAR))
        made.writestr("BC ký.png", make_picture())
    office.bring("BC.zip", stream.getvalue())
    office.work()
    assert office.find_kept_texts("đối ngoại")
    decision = office.look(office.ask()[0], ScanChoice.MARK)
    assert [path.read_bytes() for path in decision.originals] == [stream.getvalue()]
    assert list((office.outputs / "cache" / "reading").rglob("*.json")) == []
    assert office.load().status is CheckStatus.QUARANTINED


def test_a_damaged_file_beside_a_scan_stays_unreadable_and_is_asked_beside_the_look(office: Office) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("BC.docx", write_bold_report(ttnc.HALF_YEAR)[:2000])
        made.writestr("BC ký.png", make_picture())
    office.bring("BC.zip", stream.getvalue())
    office.work()
    assert (office.load().status, office.find_unit()) == (CheckStatus.REJECTED, UnitState.MISSING)
    assert "Trả lại" in office.find_question(QuestionKind.SUBMISSION)
    assert office.ask()


def test_a_mark_that_only_recognition_brings_to_light_stops_the_submission_and_is_kept_nowhere(office: Office) -> None:
    office.teach("TỐI MẬT", *LETTERHEAD)
    office.bring("BC.png")
    office.work()
    office.look(office.ask()[0], ScanChoice.NO_MARK)
    assert office.work() == 1
    row = office.load()
    assert (row.status, rules(row), office.count_hits()) == (CheckStatus.QUARANTINED, {"secrecy-mark"}, 1)
    assert row.content is not None
    assert all(not item.activities for item in row.content.items.values())
    assert office.work() == 0
    for path in office.outputs.rglob("*"):
        assert not path.is_file() or "TỐI MẬT".encode() not in path.read_bytes(), path.name


@pytest.mark.parametrize("has_program", [True, False])
def test_a_scan_in_the_same_mail_as_its_word_copy_is_the_signed_copy_once_seen(
    office: Office, tmp_path: Path, *, has_program: bool
) -> None:
    report = write_bold_report(ttnc.HALF_YEAR)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ttnc@sokhcn.example", "vp@so.example", "Báo cáo 6 tháng"
    mail.set_content("Gửi Văn phòng báo cáo.")
    for name, data in (("BC.docx", report), ("BC ký.png", make_picture())):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for name in ("new", "cur", "tmp"):
        (tmp_path / "mail" / name).mkdir(parents=True)
    (tmp_path / "mail" / "new" / "1718600000.a.b").write_bytes(mail.as_bytes())
    maildir = tmp_path / "mail"
    office.open = lambda: office._open(office.outputs, maildirs=(maildir,))  # type: ignore[method-assign]
    if has_program:
        office.teach(*_list_lines(report))
    office.work()
    row = office.load()
    assert [(file.name, file.role) for file in row.files] == [("BC.docx", Role.WORKING), ("BC ký.png", Role.SIGNED)]
    assert "image-only" in rules(row)
    office.look(office.ask()[0], ScanChoice.NO_MARK)
    assert office.work() == 1
    row = office.load()
    serious = {finding.rule for finding in row.findings if finding.severity.value in ("critical", "error")}
    unsettled = serious & {"image-only", "ocr", "program-missing", "copies-differ", "copies-lack"}
    assert unsettled == (set() if has_program else {"program-missing"})
    assert row.content is not None
    shas = {activity.sha256 for item in row.content.items.values() for activity in item.activities}
    assert shas == {row.files[0].sha256}


def _list_lines(report: bytes) -> list[str]:
    (document,) = read_documents([("", report)])
    return [f"{block.label} {block.text}".strip() for block in document.blocks]
