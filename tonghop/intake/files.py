"""Reading one file of a source once and safely. Keeps out which files a source wants."""

import errno
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 1024 * 1024
_REPLACED = (errno.ELOOP, errno.ENXIO, errno.ENOTDIR, errno.EISDIR)
"""How the system says that a link, a socket or a folder has taken the place of what was listed."""


class FileChangedError(Exception):
    """The file is not what it was when it was listed, or changed while it was read."""


@dataclass(frozen=True)
class FileState:
    """What tells one state of a file from the next."""

    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def stamp(self) -> str:
        """size:mtime_ns:ctime_ns, as the ledger remembers it; a program can set back the second, never the third."""
        return f"{self.size}:{self.mtime_ns}:{self.ctime_ns}"


def make_state(status: os.stat_result) -> FileState:
    """The state in a stat result."""
    return FileState(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def find_last_seconds(stamp: str) -> float:
    """The later of the two times in the stamp of a state: what has another stamp since was saved after it."""
    _, *times = stamp.split(":")
    return max(map(int, times), default=-1) / 1e9


def read_file(name: str, directory: int, expected: FileState) -> bytes:
    """The bytes of a regular file in an open directory, read once, no link followed, nothing else ever waited for.

    Raises FileChangedError when it is no longer the expected state before, during or after; OSError as the system says.
    """
    try:
        descriptor = os.open(name, _FLAGS, dir_fd=directory)
    except OSError as error:
        if is_replaced(error):
            raise FileChangedError from error
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or make_state(status) != expected:
            raise FileChangedError
        data = bytearray()
        # One byte more than expected shows a file that grows; never more, so that memory stays bounded.
        while chunk := os.read(descriptor, min(_CHUNK, expected.size + 1 - len(data))):
            data += chunk
        if len(data) != expected.size or make_state(os.fstat(descriptor)) != expected:
            raise FileChangedError
        return bytes(data)
    finally:
        os.close(descriptor)


def is_replaced(error: OSError) -> bool:
    """Whether something of another kind has taken the place of what was listed."""
    return error.errno in _REPLACED


def make_time(seconds: float, latest: datetime) -> datetime:
    """Seconds since 1970 as an aware time in UTC, held between 1970 and `latest`: nothing arrives in the future."""
    if seconds >= latest.timestamp():
        return latest.astimezone(UTC)
    return datetime.fromtimestamp(max(seconds, 0.0), UTC)
