"""The parent's side of one child process: start, ask, give up in time.

Keeps out what is asked and what the answers mean, and how many children there are (pool.py).
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from tonghop.reading.farm.frames import READY, read_frame, write_frame
from tonghop.reading.farm.watch import get_watch
from tonghop.reading.limits import Limits
from tonghop.reading.messages import READER_CANNOT_START

if sys.platform == "linux":
    import fcntl

_START_SECONDS = 60
_PACKAGE_ROOT = Path(__file__).resolve().parents[3]
_ANSWER_FACTOR = (
    4  # JSON of unusual characters and mail parts after decoding are still within this many times the bounds
)
_PIPE_BYTES = 1 << 20
"""A whole report fits into the pipe: fewer turns between two processes on one core."""


class ReaderStartError(OSError):
    """The child cannot start: the installation or the machine is at fault, no file. The message is Vietnamese."""


class ChildDiedError(Exception):
    """The child ended or was stopped before it answered: this file is too much for it."""


class Asker(Protocol):
    """Whoever passes requests to children, with the limits of one reader."""

    def ask(
        self, do: str, data: bytes, format_: str = "", *, prefix: str = "", page: int = 0
    ) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer; ChildDiedError when none comes."""


class Child:
    """One process that answers one request after the other; not for several threads. Call `close` in the end."""

    def __init__(self) -> None:
        self.served = 0
        self.memory_bytes = 0
        self._process = _launch()
        self._is_ready = False

    @property
    def alive(self) -> bool:
        """Whether it has not ended, as far as one can see."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer.

        Raises:
            ChildDiedError: no answer within limits.file_seconds, or the child died, or said too much.
            ReaderStartError: it never began to listen.
        """
        if not self._is_ready:
            _wait_until_ready(self._process)
            self._is_ready = True
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        try:
            with get_watch().limit(limits.file_seconds, process):
                write_frame(process.stdin, request | {"limits": list(limits)}, data)
                answer = read_frame(process.stdout, _ANSWER_FACTOR * (limits.text_chars + limits.file_bytes))
        except (EOFError, OSError, ValueError) as error:
            self.close()
            raise ChildDiedError from error
        self.served += 1
        self.memory_bytes = answer[0].pop("memory", 0)
        return answer

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self.forget()
        self._process.wait()

    def forget(self) -> None:
        """Let go of the pipes alone: after a fork the process belongs to the parent."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # a pipe whose reader died cannot be flushed
                    stream.close()


def _launch() -> subprocess.Popen[bytes]:
    # The child sees no environment of ours: it needs none, and a file must not be able to bring secrets out.
    environment = {"PYTHONPATH": str(_PACKAGE_ROOT), "PYTHONIOENCODING": "utf-8"}
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tonghop.reading.farm.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert process.stdin is not None and process.stdout is not None
    if sys.platform == "linux":
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):  # a system may allow less
                fcntl.fcntl(stream, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return process


def _wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None and process.stdout is not None
    try:
        with get_watch().limit(_START_SECONDS, process):
            ready, _ = read_frame(process.stdout)
    except (EOFError, ValueError):
        ready = {}
    if ready != READY:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
        raise ReaderStartError(READER_CANNOT_START)
