"""A mailbox of the one Dovecot as the only source."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.acceptance.dovecot_server import ImapServer
from tests.acceptance.imap.imap_mails import NOW
from tonghop import steps
from tonghop.intake.imap import source as imap_source
from tonghop.ledger import tables

OpenWork = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_source, "time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def configure(bare_environment: pytest.MonkeyPatch, imap_server: ImapServer) -> Callable[..., None]:
    """configure("user", ACK="seen"): that mailbox is the only source, with these settings alone."""

    def _configure(user: str, **more: object) -> None:
        for name in [name for name in os.environ if name.startswith("TONGHOP_IMAP_")]:
            bare_environment.delenv(name)
        for name, value in imap_server.environ(user, **more).items():
            bare_environment.setenv(name, value)

    return _configure


@pytest.fixture
def gather(configure: Callable[..., None], open_work: OpenWork, tmp_path: Path) -> Callable[..., Any]:
    """gather("user", ACK="seen") -> what one look at that mailbox brought into the one ledger of the test."""

    def _gather(user: str, **more: object) -> Any:
        configure(user, **more)
        with open_work(tmp_path / "outputs", NOW) as job:
            (source,) = job.sources
            return steps.gather(job, source)

    return _gather


@pytest.fixture
def load_kept(open_work: OpenWork, tmp_path: Path) -> Callable[[], list[Any]]:
    """load_kept() -> (names of the files, subject) of each submission in the ledger, sorted."""

    def _load() -> list[Any]:
        with open_work(tmp_path / "outputs", NOW) as job, job.ledger.read() as connection:
            rows = connection.execute(tables.submissions.select()).all()
            files = connection.execute(tables.submission_documents.select()).all()
        names = {
            row.id: tuple(file.name for file in files if file.submission_id == row.id and file.role != "container")
            for row in rows
        }
        return sorted((names[row.id], row.subject) for row in rows)

    return _load
