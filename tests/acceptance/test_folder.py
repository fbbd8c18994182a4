"""A shared folder as offices have it: mounted and not, written slowly, full of old files and of odd ones."""

import os
import shutil
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from examples.making import qlcn
from examples.making.docx_files import write_bold_report
from schemas.request import RunRequest
from tonghop import steps
from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, SourceError
from tonghop.job import open_job
from tonghop.ledger import sightings
from tonghop.ledger.submissions import load_submissions

pytestmark = pytest.mark.acceptance

BIN = Path(sys.executable).parent
OLD_FILES = 50_000


@pytest.fixture
def gather(make_environ: Callable[..., dict[str, str]], tmp_path: Path) -> Callable[[Path], SimpleNamespace]:
    """gather(folder) -> exit code, what was said, and how long it took."""

    def run(folder: Path) -> SimpleNamespace:
        begun = time.monotonic()
        ended = subprocess.run(
            [BIN / "tonghop", "gather", "--folder", folder, "--outputs", tmp_path / "outputs"],
            env=make_environ(), capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        said = (ended.stdout + ended.stderr).decode()
        return SimpleNamespace(code=ended.returncode, said=said, seconds=time.monotonic() - begun)

    return run


@pytest.fixture
def load(tmp_path: Path) -> Callable[[], list[Any]]:
    """load() -> the submissions in the ledger."""

    def _load() -> list[Any]:
        form = RunRequest(period="2024-H1", outputs=tmp_path / "outputs")
        with open_job(form) as job, job.ledger.read() as connection:
            return load_submissions(connection)

    return _load


@pytest.fixture
def mount() -> Iterator[Callable[[Path, Path], None]]:
    """mount(what, where): as a server's folder is mounted; `mount.end(where)` takes it away."""
    mounted: list[Path] = []

    def _end(where: Path) -> None:
        subprocess.run(["/bin/umount", where], check=True)
        mounted.remove(where)

    def _mount(what: Path, where: Path) -> None:
        done = subprocess.run(["/bin/mount", "--bind", what, where], check=False, capture_output=True)
        if done.returncode:
            pytest.skip("nothing may be mounted here")
        mounted.append(where)

    _mount.end = _end  # type: ignore[attr-defined]
    yield _mount
    for where in reversed(mounted):
        _end(where)


def put(folder: Path, name: str, number: int) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_bold_report(qlcn.FIRST) + bytes(number))


def test_a_share_that_is_not_mounted_or_mounted_wrongly_is_an_alarm_and_loses_nothing(
    load: Callable[[], list[Any]], mount: Any, tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    server, other, share = (tmp_path / name for name in ("server", "other", "share"))
    for place in (server, other, share):
        place.mkdir()
    put(server, "QLCN/BC.docx", 0)
    put(other, "Kho phim/phim.docx", 1)

    def look() -> int:
        with open_job(RunRequest(period="2024-H1", outputs=tmp_path / "outputs", folders=(share,))) as job:
            return len(steps.gather(job, job.sources[0]).received)

    mount(server, share)
    assert look() == 1
    mount.end(share)
    with pytest.raises(SourceError, match="trống trơn"):
        look()
    mount(other, share)
    with pytest.raises(SourceError, match="kết nối nhầm"):
        look()
    mount.end(share)
    put(server, "QLCN/BC 2.docx", 2)
    mount(server, share)
    assert [look(), look(), len(load())] == [1, 0, 2]


def test_what_nobody_should_open_stops_nothing_and_reaches_no_terminal(
    gather: Callable[[Path], SimpleNamespace], load: Callable[[], list[Any]], tmp_path: Path
) -> None:
    folder = tmp_path / "chung"
    names = ["-rf", "CON", "--outputs=x.docx", "a\nb\x1b[2J.docx", "\u202excod.docx", "x" * 250 + ".docx", "  .docx"]
    for number, name in enumerate(names):
        put(folder, f"QLCN/{name}", number)
    put(folder, os.fsdecode(b"QLCN/b\xe1o c\xe1o.docx"), 90)
    os.mkfifo(folder / "QLCN" / "ống.docx")
    with suppress(PermissionError):
        os.mknod(folder / "QLCN" / "thiết bị.docx", 0o020644, os.makedev(1, 5))  # /dev/zero never ends
    (folder / "QLCN" / "vòng.docx").symlink_to("vòng.docx")
    (folder / "QLCN" / "lên trên").symlink_to(folder)
    (folder / "QLCN" / "mật khẩu.docx").symlink_to("/etc/passwd")
    (folder / "QLCN" / "gốc.docx").hardlink_to(folder / "QLCN" / "CON")
    deep = os.open(folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("sâu" * 60, dir_fd=deep)
        below = os.open("sâu" * 60, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    descriptor = os.open("BC.docx", os.O_CREAT | os.O_WRONLY, dir_fd=deep)
    os.write(descriptor, write_bold_report(qlcn.FIRST) + b"deep")
    os.close(descriptor)
    os.close(deep)
    ended = gather(folder)
    assert ended.code == 0
    assert len(load()) == len(names) + 3
    assert not [char for char in ended.said if (char < " " and char != "\n") or char == "\u202e"]
    assert gather(folder).said.startswith("Không có báo cáo mới")
    shutil.rmtree(folder)


def test_a_file_that_is_copied_slowly_comes_in_once_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "chung"
    folder.mkdir()
    program = """
import os, sys, time
path = sys.argv[1]
with open(path, "wb") as file:
    for _ in range(10):
        file.write(bytes(1000)); file.flush()
        os.utime(path, (1e9, 1e9))  # as a copy that carries the old time over
        time.sleep(0.15)
"""
    known: dict[str, str] = {}
    came: list[int] = []
    with subprocess.Popen([sys.executable, "-c", program, folder / "BC.docx"]) as writer:
        ended_at = None
        while ended_at is None or time.monotonic() < ended_at + 1:
            for one in FolderSource(folder, settle_seconds=0.5, now=datetime.now(UTC)).look(known):
                if isinstance(one, Incoming):
                    came.append(len(one.parts[0][1]))
                    known[one.source_key] = one.stamp
            if writer.poll() is not None and ended_at is None:
                ended_at = time.monotonic()
            time.sleep(0.05)
    assert came == [10_000]


def test_fifty_thousand_old_files_cost_a_look_little_time_and_no_memory(
    tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    folder = tmp_path / "chung"
    for number in range(OLD_FILES):
        place = folder / f"Phòng {number % 20}" / f"năm {number % 13}"
        if number < 20 * 13:
            place.mkdir(parents=True)
        (place / f"Báo cáo công tác thông tin đối ngoại {number}.docx").touch()
    form = RunRequest(period="2024-H1", outputs=tmp_path / "outputs", folders=(folder,))
    with open_job(form) as job:
        (source,) = job.sources
        with job.ledger.write() as connection:
            rows = [
                {
                    "source_name": source.name, "source_key": each.source_key, "stamp": each.stamp, "outcome": "kept",
                    "seen_at": job.now(),
                }
                for each in source.look({}) if isinstance(each, Incoming)
            ]  # fmt: skip
            connection.execute(sightings.sightings.insert(), rows)
        assert len(rows) == OLD_FILES
        (folder / "Phòng 7" / "mới.docx").write_bytes(write_bold_report(qlcn.FIRST))
        assert len(steps.gather(job, source).received) == 1
        seconds = []
        for _ in range(3):
            begun = time.process_time()  # what others do on this machine counts for nothing
            assert not steps.gather(job, source).received
            seconds.append(time.process_time() - begun)
        with job.ledger.read() as connection:
            known = sightings.load_known(connection, source.name)
        tracemalloc.start()
        try:
            assert list(source.look(known)) == []
            peak_bytes = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    print(f"a look at {OLD_FILES} known files: {min(seconds):.2f} s, {peak_bytes / 1e6:.2f} MB")
    assert min(seconds) < 1.5
    assert peak_bytes < 3_000_000
