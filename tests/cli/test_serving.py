"""tonghop serve without its server: when parts start again, what they get, and what it refuses."""

import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli import supervision
from cli.server_environ import find_prefect_settings, make_environ, read_prefect_settings
from cli.supervision import LONGEST_PAUSE_SECONDS, SETTLED_SECONDS, SILENCE_SECONDS, Guard, Part, Pulse, Restarts

Tonghop = Callable[..., Any]
ROOT = Path(__file__).parents[2]


# when --------------------------------------------------------------------------------------------------------


def test_a_part_that_keeps_dying_starts_again_after_growing_pauses_which_have_an_end() -> None:
    restarts, now, pauses = Restarts(), 0.0, []
    for _ in range(9):
        restarts.note_start(now)
        pauses.append(restarts.note_death(now + 1))
        assert not restarts.is_due(now + 1)
        assert restarts.is_due(now + 1 + pauses[-1])
        now += 1 + pauses[-1]
    assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS]


def test_a_part_that_was_well_for_a_while_starts_again_at_once() -> None:
    restarts = Restarts()
    for started in (0.0, 2.0, 5.0):
        restarts.note_start(started)
        restarts.note_death(started + 1)
    restarts.note_start(10.0)
    assert restarts.note_death(10.0 + SETTLED_SECONDS) == 1


def test_a_running_part_is_never_due() -> None:
    restarts = Restarts()
    assert restarts.is_due(0.0)
    restarts.note_start(0.0)
    assert not restarts.is_due(1e9)


def test_only_a_long_silence_is_death() -> None:
    pulse = Pulse(heard_at=0.0)
    assert not pulse.note(answered=False, now=SILENCE_SECONDS)
    assert not pulse.note(answered=True, now=SILENCE_SECONDS)
    assert not pulse.note(answered=False, now=2 * SILENCE_SECONDS)
    assert pulse.note(answered=False, now=2 * SILENCE_SECONDS + 1)


# the processes -------------------------------------------------------------------------------------------------

SLEEP = [sys.executable, "-I", "-S", "-c", "import signal; print('ready', flush=True); signal.pause()"]
PARENT = [
    sys.executable, "-I", "-S", "-c",
    f"import signal, subprocess; subprocess.Popen({SLEEP!r}).pid; print('ready', flush=True); signal.pause()",
]  # fmt: skip


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard()
    yield guard
    guard.close()


@pytest.fixture
def make_part(guard: Guard, tmp_path: Path) -> Iterator[Callable[..., Part]]:
    parts = []

    def make(command: list[str], **more: Any) -> Part:
        parts.append(Part("Phần thử", command, os.environ, tmp_path / "logs" / "part.log", guard, **more))
        parts[-1].start(0.0)
        return parts[-1]

    yield make
    for part in parts:
        part.close()


def wait_for(part: Part, lines: int) -> None:
    while part.log_file.read_text("utf-8").count("ready") < lines:
        assert part.pid is not None


def test_a_killed_part_is_told_with_its_cause_and_started_again(make_part: Callable[..., Part]) -> None:
    part = make_part(SLEEP)
    wait_for(part, 1)
    assert part.tend(1.0) is None
    first = part.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    said = part.tend(2.0)
    assert said is not None
    assert said.startswith("Phần thử đã dừng (bị ngắt bởi tín hiệu 9); khởi động lại sau 1 giây.")
    assert part.tend(2.5) is None
    assert part.tend(3.0) == "Phần thử đã được khởi động lại."
    assert part.pid not in (None, first)


def test_a_part_that_does_not_answer_for_long_is_killed_and_started_again(make_part: Callable[..., Part]) -> None:
    part = make_part(SLEEP, answers=lambda: False)
    first = part.pid
    assert part.tend(SILENCE_SECONDS) is None
    said = part.tend(SILENCE_SECONDS + 1)
    assert said is not None
    assert "không trả lời quá 60 giây" in said
    assert part.pid is None
    assert part.tend(SILENCE_SECONDS + 2) == "Phần thử đã được khởi động lại."
    assert part.pid != first


def test_what_a_part_started_ends_with_it_at_the_latest_when_we_close(make_part: Callable[..., Part]) -> None:
    part = make_part(PARENT)
    wait_for(part, 2)
    (child,) = part.find_children()
    assert part.pid is not None
    part.signal(signal.SIGTERM)
    while part.pid is not None:
        pass
    assert part.find_children() == [child], "its work may go on to its end"
    part.close()
    assert part.find_children() == []


def test_everything_ends_when_we_are_killed_ourselves(tmp_path: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from cli.supervision import Guard, Part
part = Part("Phần thử", {PARENT!r}, os.environ, Path({str(tmp_path / "part.log")!r}), Guard())
part.start(0.0)
while part.log_file.read_text("utf-8").count("ready") < 2:
    pass
print(part.pid, *part.find_children(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    # The pipe ends when the last process that holds it has ended: the guard is one of them.
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    pids = [int(pid) for pid in done.stdout.split()]
    assert len(pids) == 2
    assert all(has_ended(pid) for pid in pids)


def test_everything_ends_with_us_also_when_the_guard_was_killed_before(tmp_path: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from cli.supervision import Guard, Part
guard = Guard()
part = Part("Phần thử", {SLEEP!r}, os.environ, Path({str(tmp_path / "part.log")!r}), guard)
late = Part("Phần sau", {SLEEP!r}, os.environ, Path({str(tmp_path / "late.log")!r}), guard)
part.start(0.0)
assert guard.tend(0.0) is None
os.kill(guard._process.pid, signal.SIGKILL)
os.waitid(os.P_PID, guard._process.pid, os.WEXITED | os.WNOWAIT)
late.start(0.0)
assert guard.tend(1.0) == "Tiến trình canh giữ đã dừng; đã được khởi động lại."
assert guard.tend(2.0) is None
print(part.pid, late.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    pids = [int(pid) for pid in done.stdout.split()]
    assert len(pids) == 2
    assert all(has_ended(pid) for pid in pids)


def test_a_dead_guard_keeps_no_part_from_being_closed(make_part: Callable[..., Part], guard: Guard) -> None:
    part = make_part(SLEEP)
    os.kill(guard._process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, guard._process.pid, os.WEXITED | os.WNOWAIT)
    part.close()
    assert part.pid is None
    left = make_part(SLEEP).pid
    assert left is not None
    guard.close()
    assert has_ended(left)


def test_a_number_that_is_another_users_by_now_is_neither_killed_nor_a_failure(
    make_part: Callable[..., Part], guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = make_part(SLEEP)
    pid = part.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    def refuse(group: int, number: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(supervision.os, "killpg", refuse)
    part.signal(signal.SIGKILL)
    part.tend(1.0)
    assert part.find_children() == []
    assert guard._groups == set(), "nor is it watched any longer"
    part.close()


def has_ended(pid: int) -> bool:
    """Whether the process ends within some seconds: a kill is done only when the system gets to it."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], 20)[0])
    finally:
        os.close(watched)


# what they get -----------------------------------------------------------------------------------------------


def test_the_shipped_settings_become_variables_that_prefect_knows() -> None:
    from prefect.settings import Settings

    shipped = read_prefect_settings(find_prefect_settings())
    assert shipped["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"
    assert shipped["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == "30"
    known = Settings().to_environment_variables()
    assert set(shipped) <= set(known) | {"PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"}


def test_addresses_are_always_our_own_and_what_an_operator_set_comes_before_what_is_shipped() -> None:
    given = {"PREFECT_API_URL": "https://elsewhere.example/api", "PREFECT_SERVER_LOGGING_LEVEL": "INFO", "HOME": "/h"}
    in_file = {"PREFECT_SERVER_LOGGING_LEVEL": "DEBUG", "PREFECT_UI_URL": "https://tonghop.example", "OTHER": "x"}
    environ = make_environ(given, in_file, {"PREFECT_UI_URL": "shipped"}, Path("/out"), 4321)
    assert environ == {
        "HOME": "/h",
        "DO_NOT_TRACK": "1",
        "TONGHOP_OUTPUTS": "/out",
        "PREFECT_API_URL": "http://127.0.0.1:4321/api",
        "PREFECT_UI_URL": "https://tonghop.example",
        "PREFECT_HOME": "/out/prefect",
        "PREFECT_SERVER_LOGGING_LEVEL": "INFO",
    }


@pytest.mark.parametrize("where", ["environment", "file"])
def test_the_servers_password_is_also_the_workers(where: str) -> None:
    secret = {"PREFECT_SERVER_API_AUTH_STRING": "tonghop:bi-mat"}
    stale = {"PREFECT_API_AUTH_STRING": "another:one", "PREFECT_API_KEY": "of a cloud"}
    given, in_file = (secret | stale, {}) if where == "environment" else (stale, secret)
    environ = make_environ(given, in_file, {}, Path("/out"), 4200)
    assert environ["PREFECT_API_AUTH_STRING"] == "tonghop:bi-mat"
    assert "PREFECT_API_KEY" not in environ


def test_an_empty_password_is_none() -> None:
    environ = make_environ({"PREFECT_SERVER_API_AUTH_STRING": ""}, {}, {}, Path("/out"), 4200)
    assert "PREFECT_SERVER_API_AUTH_STRING" not in environ


# what it refuses -----------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _keep_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("tonghop:CHANGE-ME", "CHANGE-ME của tệp mẫu"),
        ("tonghop:change-me-2", "CHANGE-ME của tệp mẫu"),
        ("CHANGE-ME", "CHANGE-ME của tệp mẫu"),
        ("bi-mat", "phải gồm tên và mật khẩu"),
        (":bi-mat", "phải gồm tên và mật khẩu"),
        ("tonghop:", "phải gồm tên và mật khẩu"),
        (" : ", "phải gồm tên và mật khẩu"),
        ("tonghop:bí-mật", "viết không dấu"),
    ],
)
def test_a_password_that_all_know_or_none_can_give_is_refused_before_anything_is_written(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch, tmp_path: Path, password: str, words: str
) -> None:
    bare_environment.setenv("PREFECT_SERVER_API_AUTH_STRING", password)
    ended = tonghop("serve")
    assert ended.code == 2
    assert words in ended.err
    assert "PREFECT_SERVER_API_AUTH_STRING=tên:mật-khẩu" in ended.err
    assert "bi-mat" not in ended.err
    assert not (tmp_path / "cwd" / "outputs").exists()


def test_what_it_writes_is_closed_to_other_accounts(tonghop: Tonghop, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        tonghop("serve", "--port", taken.getsockname()[1])
    place = tmp_path / "cwd" / "outputs"
    assert [path.stat().st_mode & 0o007 for path in (place, place / ".serve.lock")] == [0, 0]


def test_a_taken_port_is_refused_before_anything_starts(tonghop: Tonghop, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = tonghop("serve", "--port", port)
    assert ended.code == 2
    assert f"Cổng {port} trên máy này đang có chương trình khác dùng" in ended.err
    assert not (tmp_path / "cwd" / "outputs" / "prefect").exists()


def test_a_second_serve_on_the_same_outputs_is_refused_with_the_first_ones_number(
    tonghop: Tonghop, tmp_path: Path
) -> None:
    place = tmp_path / "outputs"
    place.mkdir()
    with (place / ".serve.lock").open("w") as lock:
        lock.write("4711")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = tonghop("serve", "--outputs", place)
    assert ended.code == 2
    assert "Đã có một “tonghop serve” khác (tiến trình 4711)" in ended.err


def test_a_plan_that_cannot_be_used_stops_it_first(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bad = tmp_path / "2024.yaml"
    bad.write_text("year: [2024\n", "utf-8")
    bare_environment.setenv("TONGHOP_PLAN", str(bad))
    ended = tonghop("serve")
    assert ended.code == 2
    assert "tonghop plan check" in ended.err
    assert not (tmp_path / "cwd" / "outputs").exists()


@pytest.mark.parametrize("port", ["0", "70000", "bốn"])
def test_an_impossible_port_is_wrong_use(tonghop: Tonghop, port: str) -> None:
    assert tonghop("serve", "--port", port).code == 2
