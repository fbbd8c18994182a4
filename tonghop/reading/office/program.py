"""One call of LibreOffice: bounded in memory, file size and time, without our environment, ended as a whole group.

Keeps out which files go together and what is done about those that fail (converting.py).
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tonghop.reading.office.folder import PrivateFolder
from tonghop.reading.office.profile import write_profile

MEMORY_BYTES = 4_000_000_000
"""Address space of each process of LibreOffice, which takes 1.5 GB of it before it opens anything."""
_LOOK_SECONDS = 0.05
_BOUNDED = 'ulimit -v "$1" && ulimit -f "$2" && ulimit -c 0 && shift 2 && exec "$@"'
_SMALL_BLOCK, _KILOBYTE = 512, 1024  # what a POSIX shell counts file sizes and memory in


def find_soffice() -> str | None:
    """The path of LibreOffice's program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def run_soffice(
    program: str,
    sources: list[Path],
    target: str,
    private: PrivateFolder,
    *,
    file_bytes: int,
    patience_seconds: float,
    count_done: Callable[[], int],
) -> int | None:
    """Convert the sources one after another into folder/out; the exit code, or None when it was given up.

    It is given up when `patience_seconds` pass without `count_done` growing, so that the whole call may take longer the
    more files it has, and a file that hangs costs no more than its own share.
    """
    folder = private.path
    profile = folder / "profile"
    shutil.rmtree(profile, ignore_errors=True)  # one that crashed asks for recovery
    write_profile(profile)
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    command += [f"-env:UserInstallation={profile.as_uri()}", "--convert-to", target, "--outdir", str(folder / "out")]
    command += map(str, sources)
    if sys.platform != "win32":
        bounds = [str(MEMORY_BYTES // _KILOBYTE), str(file_bytes // _SMALL_BLOCK)]
        command = ["/bin/sh", "-c", _BOUNDED, "sh", *bounds, *command]
    process = subprocess.Popen(  # noqa: S603  (a fixed command line, file names of our own)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )
    private.watch(process.pid)
    try:
        return _wait(process, patience_seconds, count_done)
    finally:
        _end(process, private)


def _environment(folder: Path) -> dict[str, str]:
    """None of ours: a file must not be able to bring secrets out, nor our settings change what it says."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _wait(process: subprocess.Popen[bytes], patience_seconds: float, count_done: Callable[[], int]) -> int | None:
    """The exit code, or None when nothing was done for too long."""
    done, moved_at = count_done(), time.monotonic()
    while time.monotonic() - moved_at < patience_seconds:
        try:
            return process.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            now = count_done()
            if now > done:
                done, moved_at = now, time.monotonic()
    return None


def _end(process: subprocess.Popen[bytes], private: PrivateFolder) -> None:
    """End the whole group, also when its first process is gone: that one starts others that do the work."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    private.watch(None)
    process.wait()
