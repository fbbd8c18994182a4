"""What the authorised person decides about marked items, on real folders and ledgers."""

import hashlib
import os
import shutil
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

from examples.making import qlcn
from examples.making.docx_files import write_bold_report
from schemas.values import CheckStatus, HandChannel, HitOutcome, QuestionKind, ScanChoice, SourceKind
from tonghop import steps
from tonghop.audit import verify
from tonghop.decisions import list_inbox
from tonghop.intake.declaring import Declaration
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.intake.named_files import read_named_files
from tonghop.ledger.hits import KEPT_MARK, load_open_hits, record_secrecy_hit
from tonghop.ledger.questions import load_scan_choices
from tonghop.ledger.submissions import load_submissions, record_filing
from tonghop.steps.drafting import ask
from tonghop.steps.filing import _stop
from tonghop.steps.resolving import FoundItem, HitKeyError, find_hit, find_item, resolve_hit

OpenWork = Callable[..., Any]
ARRIVED = datetime(2024, 6, 17, 1, 0, tzinfo=UTC)


def _make_marked(path: Path, text: str = "TỐI MẬT") -> None:
    """QLCN's first report with a mark in its page header."""
    path.write_bytes(write_bold_report(qlcn.FIRST))
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = text
    document.core_properties.revision = len(text)
    document.styles["Normal"].font.size = Pt(13)
    document.save(str(path))
    _touch(path, ARRIVED)


def _make_picture() -> bytes:
    """A PNG of one colour, large enough to be a page."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 600, 800, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 600) * 800)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _touch(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))


class Office:
    """A shared folder with one marked report of QLCN."""

    def __init__(self, open_work: OpenWork, place: Path, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("TONGHOP_SETTLE_SECONDS", "0")
        self._open = open_work
        self.outputs, self.folder = place / "outputs", place / "chung" / "QLCN"
        self.folder.mkdir(parents=True)
        self.file = self.folder / "BC 6T.docx"
        _make_marked(self.file)

    def open(self) -> Any:
        return self._open(self.outputs, folders=(self.folder.parent,))

    def look(self) -> Any:
        with self.open() as job:
            return steps.gather(job, job.sources[0])

    def file_all(self) -> list[Any]:
        with self.open() as job:
            for ids in steps.list_unfiled(job):
                steps.file_submissions(job, ids)
            assert verify(job.ledger, job.archive.root, self.outputs) == []
            with job.ledger.read() as connection:
                return load_submissions(connection)

    def hits(self) -> list[str]:
        with self.open() as job, job.ledger.read() as connection:
            return [hit.key_hmac for hit in load_open_hits(connection)]

    def alerts(self) -> int:
        return len(list((self.outputs / "outbox" / "alerts").glob("secrecy-*.eml")))

    def resolve(self, outcome: HitOutcome) -> FoundItem | None:
        with self.open() as job:
            (key,) = self.hits()
            hit = find_hit(job, key[:8])
            item = find_item(job, hit, with_places=False).item
            assert resolve_hit(job, hit, outcome, item, resolved_by="Trần Lân", recorded_by="Văn thư")
        return item


@pytest.fixture
def office(open_work: OpenWork, tmp_path: Path, bare_environment: pytest.MonkeyPatch) -> Office:
    return Office(open_work, tmp_path, bare_environment)


def test_an_item_is_told_once_whatever_becomes_of_its_stamp_and_again_only_elsewhere(office: Office) -> None:
    for day in range(3):
        assert office.look().secrecy_holds == 1
        assert (len(office.hits()), office.alerts()) == (1, 1)
        _touch(office.file, ARRIVED + timedelta(days=day))
    office.file.rename(office.folder / "khác.docx")
    office.look()
    assert (len(office.hits()), office.alerts()) == (2, 2)  # nothing of the item was kept by which to know it


def test_the_item_is_found_at_its_place_and_nothing_is_kept_of_the_search(office: Office) -> None:
    office.look()
    before = {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in office.outputs.rglob("*") if path.is_file()
    }
    with office.open() as job:
        found = find_item(job, find_hit(job, office.hits()[0]), with_places=True).item
    assert found is not None
    assert found.name == "QLCN/BC 6T.docx"
    assert [(place.file, place.mark.locator, place.mark.words) for place in found.places] == [
        ("BC 6T.docx", "header1/p1", "TỐI MẬT")
    ]
    after = {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in office.outputs.rglob("*") if path.is_file()
    }
    assert {path: sha for path, sha in after.items() if "ledger" not in path.name} == {
        path: sha for path, sha in before.items() if "ledger" not in path.name
    }


def test_a_false_alarm_lets_in_just_these_bytes_and_they_are_understood(office: Office) -> None:
    office.look()
    office.resolve(HitOutcome.FALSE_ALARM)
    assert office.hits() == []
    assert len(office.look().received) == 1
    (row,) = office.file_all()
    assert row.status is not CheckStatus.QUARANTINED
    assert row.content.unit == "QLCN"
    assert (office.look().secrecy_holds, office.hits(), office.alerts()) == (0, [], 1)
    _make_marked(office.file, "TUYỆT MẬT")
    assert office.look().secrecy_holds == 1
    assert (len(office.hits()), office.alerts()) == (1, 2)


def test_a_true_secret_is_never_let_in_nor_told_again_unless_another_takes_its_place(office: Office) -> None:
    office.look()
    office.resolve(HitOutcome.SECRET)
    looked = office.look()
    assert (looked.received, looked.secrecy_holds, office.hits(), office.alerts()) == ((), 0, [], 1)
    _make_marked(office.file, "TUYỆT MẬT")
    office.look()
    assert (len(office.hits()), office.alerts()) == (1, 2)


def test_what_was_handled_before_it_was_recorded_is_told_again_if_it_returns(office: Office) -> None:
    office.look()
    aside = shutil.move(office.file, office.outputs.parent / "aside.docx")
    assert office.resolve(HitOutcome.SECRET) is None
    shutil.move(aside, office.file)
    office.look()
    assert (len(office.hits()), office.alerts()) == (1, 2)


def test_a_mark_seen_after_the_report_was_kept_can_be_a_false_alarm(office: Office) -> None:
    office.file.write_bytes(write_bold_report(qlcn.FIRST))
    office.look()
    (row,) = office.file_all()
    with office.open() as job, job.ledger.write() as connection:
        secret = load_or_make_secret(office.outputs / "keys" / "secrecy.key")
        key = make_hit_key(secret, "filing", row.id)
        record_secrecy_hit(connection, key, SourceKind.FOLDER, KEPT_MARK, job.now())
        stopped = {"plan_sha256": job.plan.sha256, "reader_version": "1", "at": job.now(), "again": True}
        record_filing(connection, row.id, _stop(job.plan).checked, **stopped)
    item = office.resolve(HitOutcome.FALSE_ALARM)
    assert item is not None
    assert [path.is_file() for path in item.originals] == [True]
    (row,) = office.file_all()
    assert (row.status is CheckStatus.QUARANTINED, row.content.unit, office.hits()) == (False, "QLCN", [])


def test_a_mark_that_a_person_saw_on_a_scan_can_be_taken_back_by_the_authorised_person(office: Office) -> None:
    office.file.unlink()
    (office.folder / "scan.png").write_bytes(_make_picture())
    office.look()
    office.file_all()
    with office.open() as job:
        ask(job)
        (key,) = (entry.key for entry in list_inbox(job.ledger) if entry.kind is QuestionKind.SCAN)
        steps.decide_scan(job, key, ScanChoice.MARK, decided_by="Lê Thủy", recorded_by="Lê Thủy")
    (row,) = office.file_all()
    assert row.status is CheckStatus.QUARANTINED
    item = office.resolve(HitOutcome.FALSE_ALARM)
    assert item is not None
    assert [path.is_file() for path in item.originals] == [True]
    (row,) = office.file_all()
    assert (row.status, office.hits()) == (CheckStatus.NEEDS_PERSON, [])
    with office.open() as job, job.ledger.read() as connection:
        assert set(load_scan_choices(connection).values()) == {ScanChoice.NO_MARK}


@pytest.mark.parametrize("key", ["", "ab", "00000000"])
def test_a_key_that_no_open_hit_has_is_refused(office: Office, key: str) -> None:
    office.look()
    with office.open() as job, pytest.raises(HitKeyError):
        find_hit(job, key)


def test_an_alert_tells_the_command_and_nothing_of_the_item(office: Office) -> None:
    office.look()
    (path,) = (office.outputs / "outbox" / "alerts").glob("secrecy-*.eml")
    text = message_from_bytes(path.read_bytes(), policy=default).get_content()
    assert f"tonghop secrecy show {office.hits()[0][:8]}" in " ".join(text.split())
    assert "BC 6T" not in text


def test_a_false_alarm_of_what_was_named_by_hand_is_taken_in_when_it_is_named_again(office: Office) -> None:
    declaration = Declaration(
        unit="QLCN", period="2024-H1", channel=HandChannel.ZALO, received_at=ARRIVED, declared_by="Lê Thủy", note=""
    )
    files = read_named_files([Path(shutil.move(office.file, office.outputs.parent / "zalo.docx"))])

    def receive() -> str | None:
        with office.open() as job:
            return steps.receive(job, files, declaration).submission

    assert receive() is None
    assert office.resolve(HitOutcome.FALSE_ALARM) is None
    assert receive() is not None
    assert (office.hits(), office.alerts()) == ([], 1)
