"""Keeping processes alive: when a dead one starts again (pure, in seconds of a given clock), and the processes.

Knows nothing of Prefect or reports. Each part is a process group of its own, so that Ctrl+C reaches only us and the end
of a part takes its children with it; a guard (guard.py) does that should we ourselves be killed.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
SETTLED_SECONDS = 60.0
"""A part that lived this long was well; its next death counts as the first."""
SILENCE_SECONDS = 60.0
"""A server that has not answered for so long is dead, though its process lives."""
_LOG_BYTES = 5_000_000
_LOG_FILES = 3


@dataclass
class Restarts:
    """When one part starts again: at once the first time, then after pauses that grow while it keeps dying early."""

    deaths: int = 0
    started_at: float | None = None
    start_at: float | None = 0.0

    def note_start(self, now: float) -> None:
        """It runs."""
        self.started_at, self.start_at = now, None

    def note_death(self, now: float) -> float:
        """It is dead; gives the pause until it may start again."""
        lived = now - self.started_at if self.started_at is not None else 0.0
        self.deaths = 1 if lived >= SETTLED_SECONDS else self.deaths + 1
        pause = min(FIRST_PAUSE_SECONDS * 2.0 ** (self.deaths - 1), LONGEST_PAUSE_SECONDS)
        self.start_at = now + pause
        return pause

    def is_due(self, now: float) -> bool:
        """Whether it is not running and its pause is over."""
        return self.start_at is not None and now >= self.start_at


@dataclass
class Pulse:
    """Whether something that should answer has been silent for too long."""

    heard_at: float

    def note(self, *, answered: bool, now: float) -> bool:
        """True when it must be taken for dead."""
        if answered:
            self.heard_at = now
        return now - self.heard_at > SILENCE_SECONDS


class Guard:
    """The process that kills our parts when we are killed; one that died itself is replaced and told all groups."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._begin()

    def _begin(self) -> None:
        command = [sys.executable, "-I", str(Path(__file__).with_name("guard.py"))]
        self._process = subprocess.Popen(  # noqa: S603 (our own file)
            command, stdin=subprocess.PIPE, start_new_session=True, text=True
        )
        for group in self._groups:
            self._tell("+", group)

    def _tell(self, change: str, group: int) -> None:
        if self._process.stdin is not None:
            with suppress(OSError, ValueError):  # it is dead; the next `tend` tells another one everything
                self._process.stdin.write(f"{change}{group}\n")
                self._process.stdin.flush()

    def note(self, change: str, group: int) -> None:
        """`+` a group has started, `-` it has ended."""
        if change == "+":
            self._groups.add(group)
        else:
            self._groups.discard(group)
        self._tell(change, group)

    def tend(self, _now: float) -> str | None:
        """Replace it if it is dead; gives a line for people then."""
        if self._process.poll() is None:
            return None
        self._let_go()
        self._begin()
        return "Tiến trình canh giữ đã dừng; đã được khởi động lại."

    def _let_go(self) -> None:
        if self._process.stdin is not None:
            with suppress(OSError):  # what it was never told is still in the pipe's buffer
                self._process.stdin.close()
        self._process.wait()

    def close(self) -> None:
        """Let it go; whatever it still watches is killed, by us should it be dead."""
        self._let_go()
        for group in self._groups:
            _kill_group(group)


class Part:
    """One process that must run: started with its log in a bounded file, ended with all that it started."""

    def __init__(
        self,
        label: str,
        command: Sequence[str],
        environ: Mapping[str, str],
        log_file: Path,
        guard: Guard,
        *,
        answers: Callable[[], bool] | None = None,
    ) -> None:
        self.label = label
        self.log_file = log_file
        self.last_line = ""
        self._command, self._environ, self._guard, self._answers = list(command), dict(environ), guard, answers
        self._restarts, self._pulse = Restarts(), Pulse(0.0)
        self._process: subprocess.Popen[str] | None = None
        self._groups: set[int] = set()
        self._log = logging.getLogger(f"tonghop.serve.{log_file.stem}")
        self._log.propagate = False
        self._log.setLevel(logging.INFO)
        log_file.parent.mkdir(parents=True, exist_ok=True)
        self._log.addHandler(
            RotatingFileHandler(log_file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES - 1, encoding="utf-8")
        )

    @property
    def pid(self) -> int | None:
        """Of the running process."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self, now: float) -> None:
        """Start the process."""
        self._process = subprocess.Popen(  # noqa: S603 (whoever made this part says what it runs)
            self._command,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._groups.add(self._process.pid)
        self._guard.note("+", self._process.pid)
        self._restarts.note_start(now)
        self._pulse = Pulse(now)
        threading.Thread(target=self._keep_log, args=(self._process,), daemon=True).start()

    def _keep_log(self, process: "subprocess.Popen[str]") -> None:
        for line in process.stdout or ():
            if line.strip():
                self.last_line = line.strip()
                self._log.info("%s", line.rstrip())

    def tend(self, now: float) -> str | None:
        """Start it when it is due, notice its death; gives a line for people when something happened."""
        self._forget_ended()
        if self._process is None or self._restarts.start_at is not None:
            if not self._restarts.is_due(now):
                return None
            self.start(now)
            return f"{self.label} đã được khởi động lại."
        code = self._process.poll()
        if code is None and self._answers is not None and self._pulse.note(answered=self._answers(), now=now):
            self.signal(signal.SIGKILL)
            code = self._process.wait()
            cause = f"không trả lời quá {SILENCE_SECONDS:.0f} giây"
        elif code is None:
            return None
        else:
            cause = f"bị ngắt bởi tín hiệu {-code}" if code < 0 else f"mã kết thúc {code}"
        pause = self._restarts.note_death(now)
        return f"{self.label} đã dừng ({cause}); khởi động lại sau {pause:.0f} giây. Nhật ký: {self.log_file}"

    def _forget_ended(self) -> None:
        """What a dead process started may go on to its end; once the last is gone its group's number is free again."""
        for group in [each for each in self._groups if not _is_alive(each)]:
            self._groups.discard(group)
            self._guard.note("-", group)

    def signal(self, number: int) -> None:
        """Send a signal to the process alone, SIGKILL to its whole group and what earlier ones left running."""
        if number == signal.SIGKILL:
            for group in self._groups:
                _kill_group(group)
        elif self.pid is not None and self._process is not None:
            self._process.send_signal(number)

    def find_children(self) -> list[int]:
        """The processes of its groups beside itself, also those that outlived an earlier death."""
        return [pid for pid, group in _list_processes() if group in self._groups and pid != self.pid]

    def close(self) -> None:
        """Make sure that nothing of it is left."""
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        for group in self._groups:
            self._guard.note("-", group)
        self._groups.clear()


def _list_processes() -> Iterator[tuple[int, int]]:
    """(process, its group) of everything on this machine that is not already dead."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it ended while we looked
            continue
        if state != "Z":
            yield int(path.parent.name), int(group)


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):  # gone; or its number is another user's by now, and no part is
        return False
    return True


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
