"""The product's processes: started in groups of their own, watched, and ended by whom started them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

BIN = Path(sys.executable).parent
PATIENCE_SECONDS = 120


class Processes:
    """Starts processes and ends exactly these."""

    def __init__(self, cwd: Path) -> None:
        self.cwd = cwd
        self.running: list[subprocess.Popen[str]] = []

    def __enter__(self) -> "Processes":
        return self

    def start(self, command: list[object], environ: dict[str, str], **more: Any) -> subprocess.Popen[str]:
        given = {"cwd": self.cwd, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | more
        process = subprocess.Popen(
            [str(part) for part in command], env=environ, text=True, start_new_session=True, **given
        )
        self.running.append(process)
        return process

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self.running):  # a worker takes its leave of a server that still lives
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


class Driver:
    """A process of kill_driver.py that works off jobs, one at a time."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, Path(__file__).with_name("kill_driver.py")],
                env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output, text=True,
            )  # fmt: skip

    def begin(self, **job: Any) -> None:
        """Start a job: point, run, environ, stop, as the driver tells them."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(job, default=str) + "\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Wait for the job; gives its exit code, negative for a signal."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def leave(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(20) == 0
        self._process.stdout.close()


class Serve:
    """A running `tonghop serve` in a folder of its own: what it said, its address, its children."""

    def __init__(self, place: Path, environ: dict[str, str]) -> None:
        self.place, self.environ, self.port = place, environ, find_free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.output = place / "serve.log"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [BIN / "tonghop", "serve", "--port", str(self.port)],
                env=environ, cwd=place, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.output.read_text("utf-8")

    def wait_for(self, words: str, seconds: float = PATIENCE_SECONDS) -> None:
        wait_until(lambda: words in self.said() or self.process.poll() is not None, seconds, self.said)
        assert words in self.said(), self.said()

    def find_child(self, *words: str) -> int:
        """The process number of the one child whose command has all the words."""
        (found,) = [pid for pid, command in self.list_children() if all(word in command for word in words)]
        return found

    def list_children(self) -> list[tuple[int, list[str]]]:
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [(int(pid), Path(f"/proc/{pid}/cmdline").read_text().split("\0")) for pid in pids]

    def ask(self, path: str, **body: Any) -> Any:
        """POST as Prefect's own client does it, with the password and the token against forged requests."""
        if not hasattr(self, "_client"):
            secret = self.environ.get("PREFECT_SERVER_API_AUTH_STRING")
            auth = tuple(secret.split(":", 1)) if secret else None
            self._client = httpx.Client(base_url=f"{self.address}/api", auth=auth, timeout=30)
            token = self._client.get("/csrf-token", params={"client": "test"}).raise_for_status().json()["token"]
            self._client.headers.update({"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "test"})
        answer = self._client.post(path, json=body)
        for _ in range(20):
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(0.5)  # SQLite is busy: the server asks its clients to come again
            answer = self._client.post(path, json=body)
        return answer.raise_for_status().json()

    def end(self) -> int:
        """Ask it to stop; gives its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its guard takes the rest along
            self.process.wait()
            raise


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_done: Callable[[], Any], seconds: float, tell: Callable[[], object] = lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < deadline, tell()
        time.sleep(0.2)
