"""The archive (kho lưu): the original bytes of every document, named by their sha256, never changed.

Keeps out which bytes may be kept (the secrecy gate comes before) and who knows them (the ledger comes after).
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from tonghop.intake import messages

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".tmp"
_LEFTOVER_AGE = timedelta(days=1)
_MODE = 0o440
_WRITERS = 4


class ArchiveError(Exception):
    """Bytes cannot be kept or given back whole; the message is Vietnamese."""


class Archive:
    """Bytes at `root/<aa>/<sha256>`; any number of processes may keep and read at once."""

    def __init__(self, root: Path) -> None:
        """Nothing is created before the first keep."""
        self.root = root
        self._durable: set[Path] = set()

    def keep(self, data: bytes) -> str:
        """Keep bytes durably and give their sha256. Again is harmless; a damaged copy is replaced by these good bytes.

        Raises ArchiveError when the disk refuses; then nothing half-written bears the final name.
        """
        return self.keep_all([data])[0]

    def keep_all(self, contents: Iterable[bytes]) -> list[str]:
        """Keep many as `keep` does, each directory made durable once; they are kept when this has ended, not before."""
        found = [(hashlib.sha256(data).hexdigest(), data) for data in contents]
        if not found:
            return []
        files = {self._path(sha256): data for sha256, data in found}
        directories = {path.parent for path in files}
        try:
            self._make_directories(directories)
            with ThreadPoolExecutor(_WRITERS, "archive") as writers:  # a disk takes several writes as fast as one
                list(writers.map(self._place, files, files.values()))
                # Also for a copy that another process has just renamed: its entry may not be on the disk yet.
                list(writers.map(_sync_directory, sorted(directories)))
        except OSError as error:
            raise ArchiveError(messages.ARCHIVE_WRITE.format(root=self.root, cause=error.strerror)) from error
        return [sha256 for sha256, _ in found]

    def read(self, sha256: str) -> bytes:
        """The bytes with this sha256.

        Raises ArchiveError when they are missing, unreadable or no longer what they were.
        """
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise ArchiveError(messages.ARCHIVE_MISSING.format(sha256=sha256)) from error
        except OSError as error:
            raise ArchiveError(messages.ARCHIVE_UNREADABLE.format(sha256=sha256, cause=error.strerror)) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveError(messages.ARCHIVE_DAMAGED.format(sha256=sha256))
        return data

    def has(self, sha256: str) -> bool:
        """Whether a copy is there; only `read` proves that it is whole."""
        return self._path(sha256).is_file()

    def sweep(self, now: datetime) -> int:
        """Remove temporary files that runs killed more than a day ago left; gives how many."""
        oldest = (now - _LEFTOVER_AGE).timestamp()
        removed = 0
        for path in self.root.glob(f"??/.*{_TEMPORARY}"):
            with suppress(FileNotFoundError):  # another process sweeps too
                if path.lstat().st_mtime < oldest:
                    path.unlink()
                    removed += 1
        return removed

    def _place(self, path: Path, data: bytes) -> None:
        """Put the bytes where they belong; the entry in its directory is not yet durable."""
        if not _holds(path, data):
            _write(path, data)

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ArchiveError(messages.ARCHIVE_BAD_NAME.format(sha256=sha256))
        return self.root / sha256[:2] / sha256

    def _make_directories(self, paths: Collection[Path]) -> None:
        """Make directories and all above them, each entry on the disk before anything is put in.

        Also an existing one is synced once: who made it may have been killed before its entry was on the disk.
        """
        missing = set(paths) - self._durable
        if not missing:
            return
        above = {path.parent for path in missing}
        self._make_directories({parent for parent in above if parent == self.root or not parent.is_dir()})
        for path in missing:
            path.mkdir(mode=0o750, exist_ok=True)
        for parent in above:
            with suppress(PermissionError):  # a parent that we may pass through but not list
                _sync_directory(parent)
        self._durable |= missing


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there with exactly these bytes, on the disk."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False  # missing, or something that the rename replaces
    with os.fdopen(descriptor, "rb") as file:
        if os.fstat(descriptor).st_size != len(data) or file.read() != data:
            return False
        os.fsync(descriptor)
    return True


def _write(path: Path, data: bytes) -> None:
    """Write under a temporary name in the same directory, then rename: the final name never bears half a file."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(descriptor, _MODE)
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
