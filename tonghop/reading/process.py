"""The parent's side of the child process: start, ask, give up in time, start anew.

Keeps out what is asked and what the answers mean (documents.py, mail.py).
"""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tonghop.reading.child import READY, read_frame, write_frame
from tonghop.reading.limits import Limits
from tonghop.reading.messages import READER_CANNOT_START

_START_SECONDS = 60
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_ANSWER_FACTOR = (
    4  # JSON of unusual characters and mail parts after decoding are still within this many times the bounds
)

_REQUESTS_PER_CHILD = 200


class ReaderStartError(OSError):
    """The child cannot start: the installation or the machine is at fault, no file. The message is Vietnamese."""


class ChildDiedError(Exception):
    """The child ended or was stopped before it answered: this file is too much for it."""


class ChildReader:
    """One child that serves many requests; it starts with the first one. Call `close` in the end."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._most_bytes = _ANSWER_FACTOR * (limits.text_chars + limits.file_bytes)
        self._served = 0
        self.deaths = 0
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, do: str, data: bytes, format_: str = "") -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer.

        Args:
            do: "read", "split" or "salvage".
            data: the file.
            format_: as detection.find_format says.

        Raises:
            ChildDiedError: no answer within limits.file_seconds, or the child died, or said too much.
            OSError: no process can be started on this machine.
        """
        process = self._process if self._process is not None and self._process.poll() is None else self._start()
        self._process = process
        timer = threading.Timer(self._limits.file_seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            write_frame(process.stdin, {"do": do, "format": format_, "limits": list(self._limits)}, data)
            answer = read_frame(process.stdout, self._most_bytes)
        except (EOFError, OSError, ValueError) as error:
            self.close()
            self.deaths += 1
            raise ChildDiedError from error
        finally:
            timer.cancel()
        self._served += 1
        if self._served >= _REQUESTS_PER_CHILD or answer[0].get("refused") == "too-slow":
            self.close()  # memory of earlier files must not count against later ones
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        # The child sees no environment of ours: it needs none, and a file must not be able to bring secrets out.
        environment = {"PYTHONPATH": str(_PACKAGE_ROOT), "PYTHONIOENCODING": "utf-8"}
        if "SYSTEMROOT" in os.environ:
            environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tonghop.reading.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        assert process.stdout is not None
        timer = threading.Timer(_START_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            ready, _ = read_frame(process.stdout, self._most_bytes)
        except (EOFError, ValueError):
            ready = {}
        finally:
            timer.cancel()
        if ready != READY:
            process.kill()
            process.wait()
            raise ReaderStartError(READER_CANNOT_START)
        return process

    def close(self) -> None:
        """End the child; the next request would start a new one."""
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # a pipe whose reader died cannot be flushed
                    continue
        process.wait()
