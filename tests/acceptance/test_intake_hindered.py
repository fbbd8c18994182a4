"""Intake on a full disk, beside a locked ledger, beside another intake: nothing lost or doubled, said clearly."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from tonghop.audit import verify
from tonghop.ledger import open_ledger, tables

pytestmark = pytest.mark.acceptance

REPETITIONS = 50
KILOBYTES = 1024


def put_reports(folder: Path, count: int, size_bytes: int = 0) -> set[str]:
    """Reports as texts; gives their sha256."""
    shas = set()
    for number in range(count):
        path = folder / ("TTNC" if number % 2 else "QLCN") / f"bc-{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"BÁO CÁO\nKết quả 6 tháng đầu năm 2024\n1. Tổ chức {number + 1} lớp tập huấn.\n"
        path.write_text(head + "Nội dung khác. " * (size_bytes // 19), encoding="utf-8")
        shas.add(hashlib.sha256(path.read_bytes()).hexdigest())
    return shas


def put_mails(maildir: Path, count: int) -> set[str]:
    """Mails of a unit with one attachment; gives the attachments' sha256."""
    (maildir / "new").mkdir(parents=True)
    shas = set()
    for number in range(count):
        attached = f"BÁO CÁO\nKết quả 6 tháng đầu năm 2024\n2. Phát {number + 1} bản tin.\n".encode()
        head = (
            "From: ttnc@sokhcn.example\nSubject: bc\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        )
        part = '--x\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="bc.txt"\n\n'
        (maildir / "new" / f"17185000{number:02}.don-vi").write_bytes((head + part).encode() + attached + b"\n--x--\n")
        shas.add(hashlib.sha256(attached).hexdigest())
    return shas


def check(outputs: Path, shas: set[str]) -> None:
    """Each of these once in the ledger and whole in the archive."""
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    try:
        with ledger.read() as connection:
            files = Counter(connection.execute(select(tables.submission_documents.c.sha256)).scalars())
            told = Counter(connection.execute(select(tables.events.c.kind)).scalars())
        assert files == Counter(shas)
        assert told["submission.received"] == len(shas)
        assert verify(ledger, outputs / "archive", outputs) == []
    finally:
        ledger.close()


@pytest.fixture
def gather(start_driver: Callable[[], Any], plan_file: Path) -> Callable[..., SimpleNamespace]:
    """gather(outputs, folders=..., maildirs=..., environ={}) -> `code` and what was `said` of an intake."""
    driver = start_driver()

    def _gather(outputs: Path, *, environ: dict[str, str] | None = None, **given: Any) -> SimpleNamespace:
        before = len(driver.log.read_text())
        run = {"period": "2024-H1", "plan": plan_file, "outputs": outputs, **given}
        driver.begin(point=None, run=run, environ=environ or {}, steps="gather")
        return SimpleNamespace(code=driver.end(), said=driver.log.read_text()[before:])

    return _gather


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 3 MB."""
    place = tmp_path / "dia"
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tonghop", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody here mount a disk")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("free_kilobytes", [2500, 500, 120, 40])
def test_what_a_full_disk_stops_is_taken_in_when_there_is_room_again(
    free_kilobytes: int, small_disk: Path, gather: Callable[..., SimpleNamespace], tmp_path: Path
) -> None:
    shas = put_reports(tmp_path / "chung", 40, 60 * KILOBYTES)
    outputs, ballast = small_disk / "outputs", small_disk / "ballast"
    open_ledger(f"sqlite:///{outputs / 'ledger.db'}").close()  # so that the disk is full in the midst of the intake
    room = os.statvfs(small_disk)
    ballast.write_bytes(bytes(max(room.f_bavail * room.f_bsize - free_kilobytes * KILOBYTES, 0)))
    hindered = gather(outputs, folders=[tmp_path / "chung"])
    assert hindered.code == 70
    last = hindered.said.strip().splitlines()[-1]
    assert "đĩa" in last and "chưa có gì bị mất" in last, hindered.said
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert gather(outputs, folders=[tmp_path / "chung"]).code == 0
    check(outputs, shas)


def test_an_intake_waits_for_a_locked_ledger_or_says_so_and_loses_nothing(
    start_driver: Callable[[], Any], patiently: Callable[..., None], plan_file: Path, tmp_path: Path
) -> None:
    shas, outputs = put_reports(tmp_path / "chung", 10), tmp_path / "outputs"
    open_ledger(f"sqlite:///{make(outputs) / 'ledger.db'}").close()
    run = {"period": "2024-H1", "plan": plan_file, "outputs": outputs, "folders": [tmp_path / "chung"]}
    other = sqlite3.connect(outputs / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    driver = start_driver()
    driver.begin(point=None, run=run, environ={}, steps="gather", busy_seconds=0.3)
    assert driver.end() == 70
    assert "LedgerBusyError: Sổ theo dõi đang được một tiến trình khác ghi" in driver.log.read_text()
    stop = {"call": "tonghop.steps.gathering:take_in", "when": "before", "count": 1, "seconds": 60}
    stop |= {"flag": tmp_path / "begun", "until": tmp_path / "begun"}
    driver.begin(point=None, run=run, environ={}, steps="gather", stop=stop)
    patiently((tmp_path / "begun").exists, 60)
    other.execute("ROLLBACK")
    other.close()
    assert driver.end() == 0, driver.log.read_text()
    check(outputs, shas)


def make(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_two_intakes_at_once_take_each_report_in_once_and_neither_complains(
    start_driver: Callable[[], Any], plan_file: Path, tmp_path: Path
) -> None:
    shas = put_reports(tmp_path / "chung", 6) | put_mails(tmp_path / "maildir", 6)
    pair = [start_driver(), start_driver()]
    open_ledger(f"sqlite:///{make(tmp_path / 'new') / 'ledger.db'}").close()
    for number in range(REPETITIONS):
        outputs = Path(shutil.copytree(tmp_path / "new", tmp_path / f"outputs-{number}"))
        run = {"period": "2024-H1", "plan": plan_file, "outputs": outputs}
        run |= {"folders": [tmp_path / "chung"], "maildirs": [tmp_path / "maildir"]}
        for driver, mine, other in zip(pair, ("first", "second"), ("second", "first"), strict=True):
            stop = {"call": "tonghop.steps:gather", "when": "before", "count": 1, "seconds": 5}
            stop |= {"flag": outputs / mine, "until": outputs / other}
            driver.begin(point=None, run=run, environ={}, steps="gather", stop=stop, stays=True)
        assert [driver.end() for driver in pair] == [0, 0], [driver.log.read_text() for driver in pair]
        check(outputs, shas)
        shutil.rmtree(outputs)
    assert [driver.log.read_text() for driver in pair] == ["", ""]
