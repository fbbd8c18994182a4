"""The order of taking in: marks before outside programs, archive and ledger before the cache, nothing read twice."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from examples.making import qlcn
from examples.making.docx_files import write_bold_report
from tonghop import steps
from tonghop.ledger.hits import load_open_hits
from tonghop.ledger.submissions import load_submissions
from tonghop.reading import office
from tonghop.reading.farm import stages

ARRIVED = datetime(2024, 6, 17, 1, 0, tzinfo=UTC).timestamp()
MARKED = b"{\\rtf1\\ansi\\pard M\\u7852?T\\par B\\u225?o c\\u225?o 6 th\\u225?ng\\par}"


@pytest.fixture
def folder(tmp_path: Path, bare_environment: pytest.MonkeyPatch) -> Path:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    place = tmp_path / "chung" / "QLCN"
    place.mkdir(parents=True)
    return place


def bring(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    os.utime(folder / name, (ARRIVED, ARRIVED))


def test_a_mark_is_found_before_an_outside_program_sees_the_file(
    folder: Path, tmp_path: Path, open_work: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "convert_documents", lambda files, limits: pytest.fail("LibreOffice was asked"))
    bring(folder, "BC.rtf", MARKED)
    with open_work(tmp_path / "outputs", folders=(folder.parent,)) as job:
        gathered = steps.gather(job, job.sources[0])
        assert (gathered.secrecy_holds, gathered.received) == (1, ())
        with job.ledger.read() as connection:
            assert len(load_open_hits(connection)) == 1
    assert not (tmp_path / "outputs" / "cache").exists()
    assert not [path for path in (tmp_path / "outputs" / "archive").rglob("*") if path.is_file()]


@pytest.mark.parametrize("is_deleted", [False, True])
def test_filing_reads_nothing_again_unless_the_cache_was_deleted(
    folder: Path,
    tmp_path: Path,
    open_work: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_deleted: bool,
) -> None:
    asked: list[str] = []
    admit = stages.Farm.admit
    monkeypatch.setattr(stages.Farm, "admit", lambda self, name, data: (asked.append(name), admit(self, name, data))[1])
    bring(folder, "BC.docx", write_bold_report(qlcn.FIRST))
    with open_work(tmp_path / "outputs", folders=(folder.parent,)) as job:
        steps.gather(job, job.sources[0])
        asked.clear()
        if is_deleted:
            shutil.rmtree(tmp_path / "outputs" / "cache")
        assert sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job)) == 1
        with job.ledger.read() as connection:
            (row,) = load_submissions(connection)
    assert asked == (["BC.docx"] if is_deleted else [])
    assert row.content is not None
    assert row.content.unit == "QLCN"
