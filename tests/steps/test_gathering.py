"""Gathering: what is taken in, what is passed over, and what a source that fails keeps from nobody."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tonghop import steps
from tonghop.intake.sources import Incoming, Known, Skipped, Source, SourceError


class FailingAtTheEnd:
    """A folder of which one place cannot be read, whoever runs the test (root may read everything)."""

    def __init__(self, source: Source) -> None:
        self.kind, self.name, self._look = source.kind, source.name, source.look
        self.acknowledge, self.flush = source.acknowledge, source.flush

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        yield from self._look(known)
        raise SourceError("Không xem được 1 thư mục con")


def test_every_example_is_taken_in_but_noise_and_the_marked_one(examples_done: SimpleNamespace) -> None:
    folder, maildir = examples_done.gathered
    assert (len(folder.received), folder.secrecy_holds, len(folder.skipped)) == (6, 1, 3)
    assert (len(maildir.received), maildir.secrecy_holds, len(maildir.skipped), maildir.strangers) == (3, 0, 1, 1)
    assert examples_done.filed == 9
    assert all(skipped.reason for each in examples_done.gathered for skipped in each.skipped)


def test_nothing_of_the_marked_file_is_kept(examples_done: SimpleNamespace) -> None:
    outputs = examples_done.outputs
    marked = (outputs / "examples" / "inbox" / "folder" / "VP" / "Tep thu cong kiem tra.docx").read_bytes()
    sha256 = hashlib.sha256(marked).hexdigest()
    for path in outputs.rglob("*"):
        name = str(path.relative_to(outputs))
        if not path.is_file() or name.startswith("examples/"):
            continue
        data = path.read_bytes()
        assert data != marked
        for trace in (sha256, "Tep thu cong"):
            assert trace.encode() not in data, name


def test_a_source_that_cannot_be_looked_at_stops_no_other(
    office: SimpleNamespace, tmp_path: Path, open_work: Callable[..., Any]
) -> None:
    with open_work(tmp_path / "o", folders=(tmp_path / "khong-ket-noi", office.folder)) as job:
        with pytest.raises(SourceError, match="Không tìm thấy thư mục"):
            steps.gather(job, job.sources[0])
        assert len(steps.gather(job, job.sources[1]).received) == 6
        assert steps.gather(job, job.sources[1]).received == ()


def test_a_part_that_cannot_be_looked_at_is_told_beside_what_came_from_the_rest(
    office: SimpleNamespace, tmp_path: Path, open_work: Callable[..., Any]
) -> None:
    shutil.copy2(office.folder / "QLCN" / "BC TTDN 6T.docx", office.extra)
    with open_work(tmp_path / "o", folders=(office.extra,)) as job:
        source = FailingAtTheEnd(job.sources[0])
        gathered = steps.gather(job, source)
        assert len(gathered.received) == 1
        assert gathered.failure == "Không xem được 1 thư mục con"
        with pytest.raises(SourceError, match="thư mục con"):
            steps.gather(job, source)


def test_what_was_saved_just_now_is_counted_apart_from_what_is_passed_over(
    office: SimpleNamespace, tmp_path: Path, open_work: Callable[..., Any], bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "30")
    shutil.copyfile(office.folder / "QLCN" / "BC TTDN 6T.docx", office.extra / "BC.docx")
    (office.extra / "Thumbs.db").write_bytes(b"x")
    saved = datetime.fromtimestamp((office.extra / "BC.docx").stat().st_mtime, UTC)
    for seconds, settling in ((10, 1), (40, 0)):
        with open_work(tmp_path / "o", saved + timedelta(seconds=seconds), folders=(office.extra,)) as job:
            gathered = steps.gather(job, job.sources[0])
        assert (gathered.settling, len(gathered.received)) == (settling, 1 - settling)
