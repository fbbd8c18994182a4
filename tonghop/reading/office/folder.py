"""The private folder of one conversion: gone afterwards, also when our process is killed in the middle of it.

A watcher (a few words of shell in a session of its own) waits for the end of our process and then ends LibreOffice and
removes the folder. What even that could not remove, the next start does: a folder whose lock nobody holds is nobody's.
Keeps out what the folder is used for (converting.py) and LibreOffice itself (program.py).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

_PREFIX = "tonghop-"
_LOCK = "lock"
_WATCH = """
trap '' TERM INT HUP
group=
while read -r line; do [ "$line" != end ] || break; group=$line; done
[ -z "$group" ] || kill -KILL "-$group" 2>/dev/null
rm -rf "$1" || { sleep 1; rm -rf "$1"; }
"""


class PrivateFolder:
    """A folder with its watcher."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._watcher = _start_watcher(path)

    def watch(self, group: int | None) -> None:
        """Tell the watcher which group of processes ends with ours; None when it has ended."""
        self._tell(b"%d" % group if group else b"")

    def close(self) -> None:
        """Let the watcher remove the folder, and see that it is gone."""
        if self._watcher is not None:
            self._tell(b"end")  # a process forked from ours may keep the pipe open
            self._watcher.communicate()
        shutil.rmtree(self.path, ignore_errors=True)

    def _tell(self, line: bytes) -> None:
        if self._watcher is not None and self._watcher.stdin is not None:
            with suppress(OSError):
                self._watcher.stdin.write(line + b"\n")
                self._watcher.stdin.flush()


@contextmanager
def open_folder(place: Path | None) -> Iterator[PrivateFolder]:
    """Make a folder below `place` or the usual one, after removing those whose processes are gone."""
    _remove_leftovers(place or Path(tempfile.gettempdir()))
    path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    lock: IO[bytes] | None = None
    folder: PrivateFolder | None = None
    try:
        lock = _hold(path)
        folder = PrivateFolder(path)
        yield folder
    finally:
        if folder is not None:
            folder.close()
        shutil.rmtree(path, ignore_errors=True)
        if lock is not None:
            lock.close()


def _hold(path: Path) -> IO[bytes] | None:
    """Hold the folder's lock, which the system lets go when we end, however that happens."""
    if sys.platform == "win32":
        return None
    lock = (path / "new").open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    (path / "new").rename(path / _LOCK)  # never seen by its name without being held
    return lock


def _remove_leftovers(place: Path) -> None:
    if sys.platform == "win32":
        return
    for path in place.glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError):  # somebody else's, or gone by now
            if path.is_symlink() or path.parent.is_symlink() or path.parent.stat().st_uid != os.geteuid():
                continue
            with path.open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path.parent, ignore_errors=True)


def _start_watcher(path: Path) -> subprocess.Popen[bytes] | None:
    if sys.platform == "win32":
        return None
    return subprocess.Popen(  # noqa: S603  (a fixed command line)
        ["/bin/sh", "-c", _WATCH, "sh", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath)},
        start_new_session=True,
    )
