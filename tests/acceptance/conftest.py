"""A real office to test against: an inbox, a mail server, a Prefect server, and the installed commands as processes.

Everything is local, on ports that the system chose, below temporary folders; each process is ended by whom started it.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from examples.layout import ExampleInbox, lay_out_examples
from schemas.submission import FiledSubmission
from tests.acceptance.dovecot_server import ImapServer, find_missing_program, run_dovecot
from tonghop.audit import verify
from tonghop.ledger import open_ledger
from tonghop.ledger.deliveries import load_deliveries
from tonghop.ledger.drafts import load_drafts
from tonghop.ledger.questions import load_open_questions
from tonghop.ledger.submissions import load_submissions
from tonghop.ledger.tables import events

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
MARKED = Path("VP") / "Tep thu cong kiem tra.docx"
PERIOD = "2024-H1"
PATIENCE_SECONDS = 120


# where the product runs -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def make_environ(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, str]]:
    """make_environ(TONGHOP_X=..., ...) -> an environment without this machine's settings; `PATH` is the venv alone.

    LibreOffice is therefore out of sight, which saves seconds per run, unless a test puts another PATH.
    """
    home = tmp_path_factory.mktemp("home")

    def _make(**settings: object) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TONGHOP_", "PREFECT_"))}
        ours = {
            "PATH": str(BIN),
            "HOME": str(home),
            "PREFECT_HOME": str(home / "prefect"),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "TONGHOP_ENV_FILE": "",
            "TONGHOP_SETTLE_SECONDS": "0",
            "COLUMNS": "200",
        }
        return kept | ours | {name: str(value) for name, value in settings.items()}

    return _make


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """start(command, environ) -> a process with its own group, which ends with the test at the latest."""
    with _Processes(tmp_path) as processes:
        yield processes.start


@pytest.fixture(scope="module")
def start_lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """The same for a process that several tests of a module use."""
    with _Processes(tmp_path_factory.mktemp("lasting")) as processes:
        yield processes.start


class _Processes:
    """Starts processes and ends exactly these."""

    def __init__(self, cwd: Path) -> None:
        self.cwd = cwd
        self.running: list[subprocess.Popen[str]] = []

    def __enter__(self) -> "_Processes":
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


@pytest.fixture
def finish() -> Callable[[subprocess.Popen[str]], SimpleNamespace]:
    """finish(process) -> its exit code and all it said."""

    def _finish(process: subprocess.Popen[str]) -> SimpleNamespace:
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        return SimpleNamespace(code=process.returncode, said=said)

    return _finish


@pytest.fixture(scope="session")
def run_tonghop(prefect: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., SimpleNamespace]:
    """run_tonghop("run", "2024-H1", ..., environ=...) -> the ended command, against the one Prefect server."""
    cwd = tmp_path_factory.mktemp("cwd")

    def _run(*arguments: object, environ: dict[str, str]) -> SimpleNamespace:
        command = [str(BIN / "tonghop"), *map(str, arguments)]
        done = subprocess.run(  # noqa: PLW1510 (the exit code is the test's business)
            command, env=environ | prefect.environ, cwd=cwd, text=True, capture_output=True, timeout=PATIENCE_SECONDS
        )
        return SimpleNamespace(code=done.returncode, said=done.stdout + done.stderr)

    return _run


@pytest.fixture(scope="session")
def start_prefect(
    make_environ: Callable[..., dict[str, str]],
) -> Callable[..., AbstractContextManager[SimpleNamespace]]:
    """start_prefect(home, PREFECT_X=...) -> a Prefect server for the block of a `with`: api, home, environ."""

    @contextmanager
    def _start(home: Path, **settings: object) -> Iterator[SimpleNamespace]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        api = f"http://127.0.0.1:{port}/api"
        log = home / "server.log"
        with _Processes(home) as processes, log.open("w") as output:
            environ = make_environ(PREFECT_HOME=home, **settings)
            server = processes.start(
                [BIN / "prefect", "server", "start", "--host", "127.0.0.1", "--port", port], environ, stdout=output
            )
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not _answers(f"{api}/health"):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
            yield SimpleNamespace(api=api, home=home, environ={"PREFECT_API_URL": api})

    return _start


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory, start_prefect: Callable[..., Any]) -> Iterator[SimpleNamespace]:
    """One running Prefect server: api (URL), home (its folder), environ (how a process finds it)."""
    with start_prefect(tmp_path_factory.mktemp("prefect-server")) as server:
        yield server


@pytest.fixture(scope="session")
def wait_for_runs() -> Callable[..., list[Any]]:
    """wait_for_runs(client, ids, seconds=...) -> the final state of each of these flow runs."""

    def _wait(client: Any, ids: Sequence[Any], seconds: float = PATIENCE_SECONDS) -> list[Any]:
        from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

        these = FlowRunFilter(id=FlowRunFilterId(any_=list(ids)))
        deadline = time.monotonic() + seconds
        while True:
            found = {run.id: run.state for run in client.read_flow_runs(flow_run_filter=these)}
            states = [found[each] for each in ids]
            if all(state.is_final() for state in states):
                return states
            assert time.monotonic() < deadline, states
            time.sleep(0.5)  # each look costs the server time that the runs need

    return _wait


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


class _Driver:
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


@pytest.fixture(scope="module")
def start_driver(
    make_environ: Callable[..., dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], _Driver]]:
    """start_driver() -> a process that runs the whole job without Prefect: begin(**job), end(), log (a file)."""
    logs = tmp_path_factory.mktemp("drivers")
    drivers: list[_Driver] = []

    def _start() -> _Driver:
        drivers.append(_Driver(make_environ(), logs / f"{len(drivers)}.log"))
        return drivers[-1]

    yield _start
    for driver in drivers:
        driver.leave()


class _Serve:
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


@pytest.fixture(scope="session")
def patiently() -> Callable[..., None]:
    """patiently(is_done, seconds, tell) waits until something is so; else fails with what `tell` gives."""
    return wait_until


@pytest.fixture(scope="module")
def start_serve(
    tmp_path_factory: pytest.TempPathFactory, make_environ: Callable[..., dict[str, str]]
) -> Iterator[Callable[..., _Serve]]:
    """start_serve(TONGHOP_X=..., ...) -> a `tonghop serve` in a fresh folder that says it is ready."""
    running: list[_Serve] = []

    def _start(**settings: object) -> _Serve:
        environ = make_environ(**settings)
        del environ["PREFECT_HOME"]  # a fresh machine: it chooses its own below the outputs
        running.append(_Serve(tmp_path_factory.mktemp("serve"), environ))
        running[-1].wait_for("Đã sẵn sàng")
        return running[-1]

    yield _start
    for serve in running:
        serve.end()


@pytest.fixture(scope="session")
def browser(lack: Callable[[str], None]) -> Iterator[Any]:
    """The system's Chromium without a window."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        lack("Chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def keep_picture(tmp_path: Path) -> Callable[[Any, str], None]:
    """keep_picture(page, name): the whole page as a picture, in $TONGHOP_SCREENSHOTS if that is set."""
    folder = Path(os.environ.get("TONGHOP_SCREENSHOTS") or tmp_path)

    def _keep(page: Any, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return _keep


# what comes in and where it goes --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> ExampleInbox:
    """A realistic inbox in which nothing bears a secrecy mark. Read only."""
    laid_out = lay_out_examples(tmp_path_factory.mktemp("inbox"))
    (laid_out.folder / MARKED).unlink()
    return laid_out


@pytest.fixture(scope="session")
def marked_inbox(tmp_path_factory: pytest.TempPathFactory) -> ExampleInbox:
    """The same with the file that bears a secrecy mark. Read only."""
    laid_out = lay_out_examples(tmp_path_factory.mktemp("marked-inbox"))
    assert (laid_out.folder / MARKED).is_file()
    return laid_out


@pytest.fixture(scope="session")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped plan, but every recipient still exists today: nothing is held for that reason."""
    text = (ROOT / "plans" / "2024.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("    valid_to: 2025-02-28")]
    assert len(lines) == text.count("\n") - 1
    path = tmp_path_factory.mktemp("plan") / "2024.yaml"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@dataclass
class _Desk:
    """Takes every mail; `boxes` holds what each address got, in order."""

    boxes: dict[str, list[bytes]] = field(default_factory=dict)

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        for address in envelope.rcpt_tos:
            self.boxes.setdefault(address, []).append(bytes(envelope.original_content))
        return "250 2.0.0 Ok: queued as 4F1A"


class _Post(Controller):
    """A controller on a free port."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(scope="session")
def start_mail_server() -> Callable[[], AbstractContextManager[SimpleNamespace]]:
    """start_mail_server() -> a mail server for the block of a `with`, as `mail_server`."""

    @contextmanager
    def _start() -> Iterator[SimpleNamespace]:
        desk = _Desk()
        post = _Post(desk, hostname="127.0.0.1", port=0)
        post.start()
        environ = {
            "TONGHOP_SMTP_HOST": "127.0.0.1",
            "TONGHOP_SMTP_PORT": str(post.port),
            "TONGHOP_SMTP_SECURITY": "plain",
        }
        yield SimpleNamespace(boxes=desk.boxes, environ=environ)
        post.stop()

    return _start


@pytest.fixture
def mail_server(start_mail_server: Callable[[], Any]) -> Iterator[SimpleNamespace]:
    """A local mail server: boxes (address -> mails), environ (how the product finds it)."""
    with start_mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def imap_server(lack: Callable[[str], None]) -> Iterator[ImapServer]:
    """A Dovecot in which every user name is a mailbox, fresh at first: deliver, fill, open, environ(user, **more)."""
    missing = find_missing_program()
    if missing is not None:
        lack(missing)
    with run_dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def source_options() -> Callable[[ExampleInbox], list[object]]:
    """The command line options that name an inbox."""
    return lambda place: ["--folder", place.folder, "--maildir", place.maildir]


# what has come of it --------------------------------------------------------------------------------------------------


_MAILS = ("delivery.", "notice.")
_SEEN = re.compile(r"thấy lúc \d\d:\d\d ngày [\d/]+")
_MOMENT = re.compile(r"(?<=/sender:[0-9a-f]{12}):\w+(?:\.\d+)?$")
"""When the newest mail of a stranger was seen, in the text and in the key of the question about it."""


@dataclass(frozen=True)
class _Standing:
    """All that must be the same whether or not a run was disturbed, and what may differ beside it."""

    submissions: list[FiledSubmission]
    questions: list[str]
    drafts: list[tuple[int, str]]
    told: list[tuple[str, str]]
    """Kind and subject of every event but those of mails, sorted."""
    version_files: dict[str, int]
    """Name -> mode of each file of version 1."""
    mails: list[str]
    deliveries: dict[str, str] = field(compare=False)
    faults: list[str]
    leftovers: list[str]


def _list_standing(rows: Sequence[FiledSubmission]) -> list[FiledSubmission]:
    """Submissions without the moment at which this machine took them in."""
    return [row.model_copy(update={"gathered_at": None}) for row in rows]


@pytest.fixture(scope="session")
def read_standing() -> Callable[..., _Standing]:
    """read_standing(outputs) -> what ledger, archive and outputs hold now, through the product's own rooms."""

    def _read(outputs: Path, url: str | None = None) -> _Standing:
        ledger = open_ledger(url or f"sqlite:///{outputs / 'ledger.db'}")
        try:
            with ledger.read() as connection:
                chain = connection.execute(events.select()).all()
                standing = {
                    "submissions": _list_standing(load_submissions(connection)),
                    "questions": sorted(_SEEN.sub("", each.text) for each in load_open_questions(connection, PERIOD)),
                    "drafts": [(each.version, each.sha256) for each in load_drafts(connection, PERIOD)],
                    "told": sorted(
                        (row.kind, _MOMENT.sub("", row.subject)) for row in chain if not row.kind.startswith(_MAILS)
                    ),
                    "deliveries": {each.recipient: each.state.value for each in load_deliveries(connection, PERIOD)},
                }
            faults = [f"{fault.rule} {fault.locator}" for fault in verify(ledger, outputs / "archive", outputs)]
        finally:
            ledger.close()
        reports = outputs / "reports" / PERIOD
        return _Standing(
            **standing,
            version_files={path.name: path.stat().st_mode & 0o777 for path in sorted((reports / "v1").iterdir())},
            mails=sorted(path.name for path in (outputs / "outbox").glob("*.eml")),
            faults=faults,
            leftovers=sorted(
                path.name
                for folder in (reports, reports / "working", outputs / "outbox")
                for path in folder.iterdir()
                if path.name.startswith((".", "v1-")) and not path.name.endswith(".lock")
            ),
        )

    return _read
