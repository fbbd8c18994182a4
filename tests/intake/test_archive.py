import hashlib
import os
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tonghop.intake.archive import Archive, ArchiveError

DATA = b"b\xc3\xa1o c\xc3\xa1o" * 1000
SHA = hashlib.sha256(DATA).hexdigest()

# Kills the process at the n-th system call of the write, as a power cut between two statements would.
KILLED = """
import os, signal, sys
from pathlib import Path
import tonghop.intake.archive as archive
def killing(real, when):
    def call(*args, **given):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        real(*args, **given)
        os.kill(os.getpid(), signal.SIGKILL)
    return call
point, when = sys.argv[2].split()
owner, name = {"mkstemp": (archive.tempfile, "mkstemp"), "chmod": (os, "fchmod"), "rename": (Path, "replace"),
               "write": (archive, "_write"), "sync": (archive, "_sync_directory")}[point]
setattr(owner, name, killing(getattr(owner, name), when))
archive.Archive(Path(sys.argv[1])).keep(sys.stdin.buffer.read())
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "kho" / "lưu")


def test_bytes_come_back_by_their_hash(archive: Archive) -> None:
    assert not archive.has(SHA)
    assert archive.keep(DATA) == SHA
    assert archive.has(SHA) and archive.read(SHA) == DATA
    path = archive.root / SHA[:2] / SHA
    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert [one for one in archive.root.rglob("*") if one.is_file()] == [path]


def test_nothing_at_all_can_be_kept(archive: Archive) -> None:
    assert archive.read(archive.keep(b"")) == b""


def test_keeping_again_leaves_the_file_alone(archive: Archive) -> None:
    archive.keep(DATA)
    before = (archive.root / SHA[:2] / SHA).stat()
    Archive(archive.root).keep(DATA)
    after = (archive.root / SHA[:2] / SHA).stat()
    assert (before.st_ino, before.st_mtime_ns, before.st_ctime_ns) == (
        after.st_ino,
        after.st_mtime_ns,
        after.st_ctime_ns,
    )


@pytest.mark.parametrize("damage", [b"", DATA[:-1], DATA + b"x", b"x" + DATA[1:]])
def test_a_damaged_copy_is_told_and_mended_by_keeping_again(archive: Archive, damage: bytes) -> None:
    archive.keep(DATA)
    path = archive.root / SHA[:2] / SHA
    path.chmod(0o600)
    path.write_bytes(damage)
    with pytest.raises(ArchiveError, match="không còn nguyên vẹn"):
        archive.read(SHA)
    archive.keep(DATA)
    assert archive.read(SHA) == DATA


def test_a_link_in_place_of_a_copy_is_replaced(archive: Archive, tmp_path: Path) -> None:
    other = tmp_path / "khác"
    other.write_bytes(DATA)
    (archive.root / SHA[:2]).mkdir(parents=True)
    (archive.root / SHA[:2] / SHA).symlink_to(other)
    archive.keep(DATA)
    assert not (archive.root / SHA[:2] / SHA).is_symlink() and other.read_bytes() == DATA


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA.upper(), SHA[:-1], SHA + "0", f"{SHA}\n"])
def test_only_a_hash_names_an_original(archive: Archive, name: str) -> None:
    for ask in (archive.read, archive.has):
        with pytest.raises(ArchiveError, match="không phải mã kiểm tra"):
            ask(name)


def test_a_missing_original_is_told(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="không có bản gốc"):
        archive.read(SHA)


def test_a_disk_that_refuses_is_told_and_leaves_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(ArchiveError, match="No space left"):
        patch.setattr(os, "fsync", refuse)
        archive.keep(DATA)
    assert [one for one in archive.root.rglob("*") if one.is_file()] == []
    assert archive.keep(DATA) == SHA


def test_a_file_in_place_of_the_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "kho").touch()
    with pytest.raises(ArchiveError, match="Không ghi được vào kho lưu"):
        Archive(tmp_path / "kho").keep(DATA)


@pytest.mark.parametrize(
    "point",
    [
        *("sync before", "mkstemp before", "mkstemp after", "chmod before", "chmod after"),
        *("rename before", "rename after", "write after"),
    ],
)
def test_a_kill_at_any_point_leaves_no_half_file_and_again_heals(tmp_path: Path, point: str) -> None:
    archive = Archive(tmp_path / "kho")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(archive.root), point], input=DATA, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not archive.has(SHA) or archive.read(SHA) == DATA
    assert archive.keep(DATA) == SHA
    assert archive.read(SHA) == DATA
    archive.sweep(datetime.now(UTC) + timedelta(days=2))
    assert [one.name for one in archive.root.rglob("*") if one.is_file()] == [SHA]


def test_only_old_leftovers_are_swept(archive: Archive) -> None:
    now = datetime.now(UTC)
    archive.keep(DATA)
    os.utime(archive.root / SHA[:2] / SHA, (0, 0))
    for name, age in (("old", timedelta(hours=25)), ("young", timedelta(hours=23))):
        path = archive.root / SHA[:2] / f".{SHA}.{name}.tmp"
        path.touch()
        os.utime(path, (0, (now - age).timestamp()))
    assert archive.sweep(now) == 1
    assert sorted(one.name for one in (archive.root / SHA[:2]).iterdir()) == [f".{SHA}.young.tmp", SHA]
    assert Archive(archive.root / "không có").sweep(now) == 0


def test_processes_that_keep_the_same_bytes_at_once_do_no_harm(archive: Archive) -> None:
    code = (
        "import sys; from pathlib import Path; from tonghop.intake.archive import Archive\n"
        "data = sys.stdin.buffer.read()\n"
        "for number in range(30):\n"
        "    Archive(Path(sys.argv[1])).keep(data + bytes([number]))\n"
    )
    keepers = [
        subprocess.Popen([sys.executable, "-c", code, str(archive.root)], stdin=subprocess.PIPE) for _ in range(2)
    ]
    for keeper in keepers:
        assert keeper.stdin is not None
        keeper.stdin.write(DATA)
        keeper.stdin.close()
    assert [keeper.wait() for keeper in keepers] == [0, 0]
    files = [one for one in archive.root.rglob("*") if one.is_file()]
    assert len(files) == 30
    assert all(hashlib.sha256(one.read_bytes()).hexdigest() == one.name for one in files)
