"""A real office to test against: an inbox, a mail server, a Prefect server, and the installed commands as processes.

Everything is local, on ports that the system chose, below temporary folders; each process is ended by whom started it.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from examples.layout import ExampleInbox, lay_out_examples
from tests.acceptance.dovecot_server import ImapServer, find_missing_program, run_dovecot
from tests.acceptance.mail_desk import Desk, Post
from tests.acceptance.processes import BIN, PATIENCE_SECONDS, Driver, Processes, Serve, wait_until
from tests.acceptance.standings import Standing, read_outputs

ROOT = Path(__file__).resolve().parents[2]
MARKED = Path("VP") / "Tep thu cong kiem tra.docx"


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
    with Processes(tmp_path) as processes:
        yield processes.start


@pytest.fixture(scope="module")
def start_lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """The same for a process that several tests of a module use."""
    with Processes(tmp_path_factory.mktemp("lasting")) as processes:
        yield processes.start


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
        with Processes(home) as processes, log.open("w") as output:
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


@pytest.fixture(scope="module")
def start_driver(
    make_environ: Callable[..., dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Driver]]:
    """start_driver() -> a process that runs the whole job without Prefect: begin(**job), end(), log (a file)."""
    logs = tmp_path_factory.mktemp("drivers")
    drivers: list[Driver] = []

    def _start() -> Driver:
        drivers.append(Driver(make_environ(), logs / f"{len(drivers)}.log"))
        return drivers[-1]

    yield _start
    for driver in drivers:
        driver.leave()


@pytest.fixture(scope="session")
def patiently() -> Callable[..., None]:
    """patiently(is_done, seconds, tell) waits until something is so; else fails with what `tell` gives."""
    return wait_until


@pytest.fixture(scope="module")
def start_serve(
    tmp_path_factory: pytest.TempPathFactory, make_environ: Callable[..., dict[str, str]]
) -> Iterator[Callable[..., Serve]]:
    """start_serve(TONGHOP_X=..., ...) -> a `tonghop serve` in a fresh folder that says it is ready."""
    running: list[Serve] = []

    def _start(**settings: object) -> Serve:
        environ = make_environ(**settings)
        del environ["PREFECT_HOME"]  # a fresh machine: it chooses its own below the outputs
        running.append(Serve(tmp_path_factory.mktemp("serve"), environ))
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


@pytest.fixture(scope="session")
def start_mail_server() -> Callable[[], AbstractContextManager[SimpleNamespace]]:
    """start_mail_server() -> a mail server for the block of a `with`, as `mail_server`."""

    @contextmanager
    def _start() -> Iterator[SimpleNamespace]:
        desk = Desk()
        post = Post(desk, hostname="127.0.0.1", port=0)
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


@pytest.fixture(scope="session")
def read_standing() -> Callable[..., Standing]:
    """read_standing(outputs) -> what ledger, archive and outputs hold now, through the product's own rooms."""
    return read_outputs
