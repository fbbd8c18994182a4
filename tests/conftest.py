"""Fixtures that several rooms share."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.plan import Plan
from schemas.request import RunRequest
from tonghop.ledger import Ledger, open_ledger
from tonghop.plan import load_plan

ROOT = Path(__file__).parent.parent
MORNING_AFTER = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
"""09:00 at the Office on the day after the units' deadline of 2024-H1, when all examples have arrived."""


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan(ROOT / "plans" / "2024.yaml")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A fresh ledger, `ledger.db` in the test's folder."""
    opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    opened.close()


def make_bare(patch: pytest.MonkeyPatch) -> None:
    """Take away this machine's settings, and LibreOffice, whose PDF costs seconds and is proved elsewhere."""
    for name in [name for name in os.environ if name.startswith(("TONGHOP_", "PREFECT_"))]:
        patch.delenv(name)
    patch.setenv("TONGHOP_ENV_FILE", "")
    patch.setenv("PATH", str(Path(sys.executable).parent))


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without settings; give it those that the test is about."""
    make_bare(monkeypatch)
    return monkeypatch


def open_at(outputs: Path, now: datetime = MORNING_AFTER, period: str = "2024-H1", **given: Any) -> Any:
    from tonghop.job import open_job

    return open_job(RunRequest(period=period, outputs=outputs, **given), now=lambda: now)


def run_main_job(outputs: Path, now: datetime = MORNING_AFTER, *, publish: bool = True, **given: Any) -> Any:
    """gather, file, draft, publish without Prefect, as the flow orders them; what each step gave."""
    from tonghop import steps

    with open_at(outputs, now, **given) as job:
        gathered = [steps.gather(job, source) for source in job.sources]
        filed = sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job))
        drafted = steps.draft(job)
        outcomes = steps.publish(job) if publish else []
    return SimpleNamespace(gathered=gathered, filed=filed, drafted=drafted, outcomes=outcomes)


@pytest.fixture
def open_work(bare_environment: pytest.MonkeyPatch) -> Callable[..., AbstractContextManager[Any]]:
    """open_work(outputs, now, period=..., **run form) -> an open job."""
    return open_at


@pytest.fixture
def main_job(bare_environment: pytest.MonkeyPatch) -> Callable[..., SimpleNamespace]:
    """main_job(outputs, now, publish=..., **run form): the whole job in this process."""
    return run_main_job


@pytest.fixture(scope="session")
def examples_done(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The main job on the shipped examples, done once: `outputs` to look at (never to change), and what it gave."""
    outputs = tmp_path_factory.mktemp("examples") / "outputs"
    with pytest.MonkeyPatch.context() as patch:
        make_bare(patch)
        done = run_main_job(outputs, send="always")
    done.outputs = outputs
    return done


@pytest.fixture
def outputs(examples_done: SimpleNamespace, tmp_path: Path) -> Path:
    """A copy of the outputs of the examples, to change."""
    return Path(shutil.copytree(examples_done.outputs, tmp_path / "outputs"))


@pytest.fixture(scope="session")
def office_done(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The examples as an office's own sources, without the file that bears a secrecy mark, gathered and drafted once.

    `folder` and `maildir` (never to change), `form` that names them, `secret` the marked file aside, `outputs`.
    """
    from examples.layout import lay_out_examples

    directory = tmp_path_factory.mktemp("office")
    inbox = lay_out_examples(directory / "sources")
    secret = (inbox.folder / "VP" / "Tep thu cong kiem tra.docx").rename(directory / "aside.docx")
    form = {"folders": (inbox.folder,), "maildirs": (inbox.maildir,)}
    with pytest.MonkeyPatch.context() as patch:
        make_bare(patch)
        patch.setenv("TONGHOP_SETTLE_SECONDS", "0")
        done = run_main_job(directory / "outputs", publish=False, **form)
    return SimpleNamespace(
        **vars(done),
        folder=inbox.folder,
        maildir=inbox.maildir,
        form=form,
        secret=secret,
        outputs=directory / "outputs",
    )


@pytest.fixture
def office(office_done: SimpleNamespace, tmp_path: Path, bare_environment: pytest.MonkeyPatch) -> SimpleNamespace:
    """The office's sources with a copy of its outputs, drafted and not yet published; `extra` is a folder to change."""
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    given = vars(office_done) | {"outputs": Path(shutil.copytree(office_done.outputs, tmp_path / "office"))}
    given["extra"] = tmp_path / "extra"
    given["extra"].mkdir()
    return SimpleNamespace(**given)


@pytest.fixture(scope="session")
def lack() -> Callable[[str], None]:
    """lack("LibreOffice"): the test cannot run here; that is a failure where CI promises the program."""

    def _lack(what: str) -> None:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have {what}")
        pytest.skip(f"this machine has no {what}")

    return _lack


@pytest.fixture(scope="module")
def postgresql_url(lack: Callable[[str], None]) -> Iterator[str]:
    """A private PostgreSQL cluster with an owner whose name is not ASCII; it never runs as root."""
    found = shutil.which("initdb") or max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)  # Debian
    if found is None:
        lack("PostgreSQL")
        return
    tools = Path(found).resolve().parent
    user = "postgres" if os.geteuid() == 0 else None
    place = Path(tempfile.mkdtemp())
    if user is not None:
        shutil.chown(place, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: object) -> None:
        subprocess.run(list(map(str, command)), check=True, user=user, cwd=place, stdout=subprocess.DEVNULL)

    run(tools / "initdb", "-D", place / "data", "-A", "trust", "-U", "sở", "-E", "UTF8", "--locale=C")
    control = (tools / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log")
    run(*control, "-o", f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off", "start")
    yield f"postgresql://s%E1%BB%9F@127.0.0.1:{port}/postgres"
    run(*control, "-m", "immediate", "stop")
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def fill_form() -> Callable[..., bytes]:
    """fill_form(form, {"item:3": ["a line", [["a", "row"]]]}, ticked=[4], change=...): filled in as Word keeps it.

    A list of rows is a table. `change` may do anything to the body before it is saved.
    """
    import io
    from copy import deepcopy

    from docx import Document
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    def make_lines(document: Any, hint: Any, lines: Any) -> list[Any]:
        made = []
        for line in lines:
            paragraph = deepcopy(hint)
            for run in list(paragraph.iter(qn("w:r"))):
                paragraph.remove(run)
            if isinstance(line, str):
                Paragraph(paragraph, None).add_run(line)
            else:
                table = document.add_table(0, len(line[0]))
                for texts in line:
                    for cell, text in zip(table.add_row().cells, texts, strict=True):
                        cell.text = text
                made.append(table._tbl)
            made.append(paragraph)  # behind a table Word keeps an empty one
        return made

    def fill(form: bytes, texts: Any, ticked: Any = (), change: Callable[[Any], object] = lambda body: None) -> bytes:
        document = Document(io.BytesIO(form))
        body = document.element.body
        tags = {tag.get(qn("w:val")).removeprefix("tonghop:"): tag for tag in body.iter(qn("w:tag"))}
        for name, lines in texts.items():
            properties = tags[name].getparent()
            properties.remove(properties.find(qn("w:showingPlcHdr")))
            content = properties.getnext()
            [hint] = content
            content.extend(make_lines(document, hint, lines))
            content.remove(hint)
        for number in ticked:
            properties = tags[f"nothing:{number}"].getparent()
            checked = next(one for one in properties.iter() if one.tag.endswith("}checked"))
            checked.set(*checked.keys(), "1")
            next(properties.getnext().iter(qn("w:t"))).text = "\u2612"
        change(body)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return fill
