"""`tonghop serve`: Prefect's server, its deployments and both workers on this machine, kept alive until told to stop.

Keeps out when a part is started again (supervision.py) and what is deployed (deploying.py).
"""

import datetime as dt
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dotenv import dotenv_values

from cli.deploying import POOLS
from cli.server_environ import (
    HOST,
    find_password_fault,
    find_prefect_settings,
    make_environ,
    make_server_command,
    read_prefect_settings,
)
from cli.start_message import describe_start
from cli.supervision import Guard, Part
from schemas.days import write_day
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.settings import Settings, load_settings

_START_SECONDS = 180.0
_LOOK_SECONDS = 0.5
_HEALTH_EVERY_SECONDS = 5.0
_RUNS_MAY_END_SECONDS = 20.0
_PART_MAY_END_SECONDS = 15.0
_UMASK = 0o027  # what we and our parts write is nothing for the other accounts of this machine


class ServeError(Exception):
    """The server cannot run; the message is Vietnamese."""


class ServeUseError(ServeError):
    """The server cannot run because of how it was asked to."""


def serve(port: int, outputs: Path | None, *, debug: bool = False) -> int:
    """Run everything until SIGTERM, SIGINT or SIGHUP; a second signal ends it at once."""
    settings = load_settings(outputs=outputs)
    place = settings.outputs.absolute()
    env_file = os.environ.get("TONGHOP_ENV_FILE", ".env")
    environ = make_environ(
        os.environ,
        dotenv_values(env_file) if env_file else {},
        read_prefect_settings(find_prefect_settings()),
        place,
        port,
    )
    fault = find_password_fault(environ)
    if fault:
        raise ServeUseError(fault)
    _check_plans(settings)
    os.umask(_UMASK)
    place.mkdir(parents=True, exist_ok=True)
    with _hold_place(place):
        _check_port(port)
        stop = _Stop()
        with stop.listening():
            return _run(environ, place, port, settings, stop, debug=debug)


class _Stop:
    """How often people have asked us to stop."""

    def __init__(self) -> None:
        self.asked = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._note) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _note(self, *_: object) -> None:
        self.asked += 1

    def is_asked(self) -> bool:
        return self.asked > 0

    def is_urgent(self) -> bool:
        return self.asked > 1


def _run(environ: Mapping[str, str], outputs: Path, port: int, settings: Settings, stop: _Stop, *, debug: bool) -> int:
    guard = Guard()
    logs = outputs / "logs"
    prefect = [sys.executable, "-m", "prefect"]
    server = Part(
        "Máy chủ Prefect",
        make_server_command(port),
        environ,
        logs / "server.log",
        guard,
        answers=_Health(f"http://{HOST}:{port}/api/health"),
    )
    workers = [
        Part(
            f"Worker “{pool}”",
            [*prefect, "worker", "start", "--pool", pool, "--type", "process", "--name", pool],
            environ,
            logs / f"worker-{pool}.log",
            guard,
        )
        for pool in POOLS
    ]
    try:
        _start_server(server, environ, stop)
        if not stop.is_asked():
            _deploy(environ, debug=debug)
        for worker in workers:
            if not stop.is_asked():
                worker.start(time.monotonic())
        if not stop.is_asked():
            _say(describe_start(environ, f"http://{HOST}:{port}", settings))
        tended: tuple[Guard | Part, ...] = (guard, server, *workers)
        while not stop.is_asked():
            for each in tended:
                said = each.tend(time.monotonic())
                if said:
                    _say(said)
            time.sleep(_LOOK_SECONDS)
        _say("Đang dừng: chờ các lần chạy dở kết thúc. Bấm Ctrl+C lần nữa để dừng ngay.")
        _end(server, workers, stop)
        _say("Đã dừng.")
    finally:
        for part in (*workers, server):
            with suppress(Exception):  # what one part does to us must not keep the others alive
                part.close()
        guard.close()
    return 0


class _Health:
    """Asks the server at most every few seconds whether it is well."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._asked_at = 0.0
        self._answered = True

    def __call__(self) -> bool:
        if time.monotonic() - self._asked_at >= _HEALTH_EVERY_SECONDS:
            self._answered = _is_well(self._address)
            self._asked_at = time.monotonic()
        return self._answered


def _is_well(address: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy has no business on loopback
    try:
        with opener.open(address, timeout=3) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _start_server(server: Part, environ: Mapping[str, str], stop: _Stop) -> None:
    if not (Path(environ["PREFECT_HOME"]) / "prefect.db").exists():
        _say("Lần chạy đầu tiên: đang chuẩn bị máy chủ Prefect, mất khoảng nửa phút …")
    else:
        _say("Đang khởi động máy chủ Prefect …")
    began = time.monotonic()
    server.start(began)
    while not _is_well(f"{environ['PREFECT_API_URL']}/health") and not stop.is_asked():
        if server.pid is None or time.monotonic() - began > _START_SECONDS:
            raise ServeError(
                f"Máy chủ Prefect không khởi động được. Dòng cuối của nhật ký {server.log_file}: {server.last_line}"
            )
        time.sleep(0.2)


def _deploy(environ: Mapping[str, str], *, debug: bool) -> None:
    command = [sys.executable, "-m", "cli.main", "deploy", *(["--debug"] if debug else [])]
    done = subprocess.run(command, env=dict(environ), check=False)  # noqa: S603 (our own command)
    if done.returncode != 0:
        raise ServeError("Không đưa được các công việc lên máy chủ (xem dòng trên). Sửa rồi chạy lại “tonghop serve”.")


def _end(server: Part, workers: list[Part], stop: _Stop) -> None:
    """Workers first: held still they take up nothing new while their runs end, and the server still listens.

    A run that takes too long is told to end and says so to the server; otherwise it would stand there as running.
    """
    for worker in workers:
        worker.signal(signal.SIGSTOP)
    if not _wait(lambda: not _find_runs(workers), _RUNS_MAY_END_SECONDS, stop):
        for run in _find_runs(workers):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(run, signal.SIGTERM)
        _wait(lambda: not _find_runs(workers), _PART_MAY_END_SECONDS, stop)
    for worker in workers:
        worker.signal(signal.SIGTERM)
        worker.signal(signal.SIGCONT)
    _wait(lambda: all(worker.pid is None for worker in workers), _PART_MAY_END_SECONDS, stop)
    server.signal(signal.SIGTERM)
    _wait(lambda: server.pid is None, _PART_MAY_END_SECONDS, stop)


def _find_runs(workers: list[Part]) -> list[int]:
    return [pid for worker in workers for pid in worker.find_children()]


def _wait(is_done: Callable[[], bool], seconds: float, stop: _Stop) -> bool:
    end = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > end or stop.is_urgent():
            return False
        time.sleep(0.1)
    return True


@contextmanager
def _hold_place(outputs: Path) -> Iterator[None]:
    """One serve per outputs folder; the lock goes with its holder, however that ends."""
    path = outputs / ".serve.lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise ServeUseError(
                f"Đã có một “tonghop serve” khác (tiến trình {file.read().strip()}) chạy với thư mục kết quả "
                f"{outputs}. Dừng nó trước, hoặc chọn thư mục khác bằng --outputs."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _check_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise ServeUseError(f"Không được dùng cổng {port}. Chọn cổng từ 1024 trở lên bằng --port.") from error
        except OSError as error:
            raise ServeUseError(
                f"Cổng {port} trên máy này đang có chương trình khác dùng. Dừng chương trình đó, "
                "hoặc chọn cổng khác bằng --port."
            ) from error


def _check_plans(settings: Settings) -> None:
    """A plan with mistakes stops us before anything is started."""
    from cli.definitions import load_plans

    load_plans(settings.plan)


def _say(text: str, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(OFFICE_ZONE)) -> None:
    print(f"{now():%H:%M:%S} {write_day(now())}  {text}", flush=True)
