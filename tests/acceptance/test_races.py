"""Two workers at the same work at the same moment, on one PostgreSQL ledger and one outputs folder.

Nothing is left to luck: each worker stops at a point until the other has reached its own, so that every phase of the
work meets every other one. Where a lock keeps one of them away they go on after a moment, which is a race too.
"""

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy

from tonghop.ledger import open_ledger

pytestmark = pytest.mark.acceptance

MEETING_SECONDS = 0.5
"""Long enough for the other one where two more processes compute beside these two."""
PHASES = {
    "keeps-a-file": "tonghop.intake.archive:_write",
    "records-a-submission": "tonghop.ledger.arrivals:append_events",
    "continues-the-chain": "tonghop.ledger.events:hash_event",
    "files-it": "tonghop.steps.filing:submissions.record_filing",
    "drafts": "tonghop.steps:draft",
    "records-the-draft": "tonghop.steps.drafting:drafts.record_draft",
    "publishes": "tonghop.steps:publish",
}
RACES = [*itertools.product(PHASES, repeat=2), ("sends", "sends")]
SENDING = "tonghop.delivery.transport:YagmailTransport.send"
FIRST_STARTS = 20
BETWEEN = "tonghop.steps.filing:understand_by_own_plan"
# Where the server throws all clients out: inside transactions of each step, and between two of them.
LOSSES = {
    "gathering": "tonghop.ledger.arrivals:append_events",
    "filing": "tonghop.steps.filing:submissions.record_filing",
    "between-two-filings": BETWEEN,
    "drafting": "tonghop.steps.drafting:drafts.record_draft",
    "preparing": "tonghop.delivery.preparing:record_delivery",
    "claiming": "tonghop.delivery.courier:claim_delivery",
    "handing-over": "tonghop.delivery.courier:mark_handed_over",
}


def make_stop(place: Path, call: str, mine: str, other: str, seconds: float) -> dict[str, Any]:
    return {
        "call": call,
        "when": "before",
        "count": 1,
        "flag": place / mine,
        "until": place / other,
        "seconds": seconds,
    }


@pytest.fixture(scope="module")
def server(postgresql_url: str) -> Iterator[sqlalchemy.Engine]:
    engine = sqlalchemy.create_engine(
        postgresql_url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def template(server: sqlalchemy.Engine, postgresql_url: str) -> str:
    """Name of a database that the migrations have brought to their newest form."""
    with server.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE migrated")
    open_ledger(postgresql_url.replace("/postgres", "/migrated")).close()
    return "migrated"


@pytest.fixture
def make_database(server: sqlalchemy.Engine, postgresql_url: str) -> Iterator[Callable[..., str]]:
    """make_database(template=None) -> URL of a fresh database, in which nothing deadlocked when the test is over."""
    made = []

    def _make(template: str = "template0") -> str:
        made.append(f"race{len(made)}")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
        return postgresql_url.replace("/postgres", f"/{made[-1]}")

    yield _make
    with server.connect() as connection:
        for name in made:
            found = f"SELECT deadlocks FROM pg_stat_database WHERE datname = '{name}'"
            assert connection.exec_driver_sql(found).scalar() == 0
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def small_inbox(inbox: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three files in two folders and a mail, of three units."""
    place = SimpleNamespace(folders=[], maildir=tmp_path_factory.mktemp("maildir"))
    for names in (["BC TTĐN 6 tháng đầu năm 2024 (VP).docx", "QLCN/BC TTDN 6T.docx"], ["TTNC/BC_TTDN_6T_2024.docx"]):
        place.folders.append(tmp_path_factory.mktemp("folder"))
        for name in names:
            shutil.copy2(inbox.folder / name, place.folders[-1] / Path(name).name)
    for part in ("tmp", "cur", "new"):
        (place.maildir / part).mkdir()
    mail = max((inbox.maildir / "new").iterdir())
    shutil.copy2(mail, place.maildir / "new" / mail.name)
    return place


@pytest.fixture(scope="module")
def workers(start_driver: Callable[[], Any]) -> list[Any]:
    return [start_driver() for _ in range(4)]


@pytest.fixture(scope="module")
def order(small_inbox: Any, plan_file: Path) -> Callable[..., dict[str, Any]]:
    """order(outputs, turn) -> the run form of the whole job; `turn` 1 looks at the folders the other way round."""
    return lambda outputs, turn=0: {
        "period": "2024-H1",
        "folders": small_inbox.folders[:: -1 if turn else 1],
        "maildirs": [small_inbox.maildir],
        "plan": plan_file,
        "outputs": outputs,
        "send": "always",
    }


@pytest.fixture(scope="module")
def alone(workers: list[Any], order: Any, read_standing: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """How things stand after one worker that nobody disturbed, on SQLite: `standing`, and the `files` of version 1."""
    outputs = tmp_path_factory.mktemp("alone")
    workers[0].begin(point=None, run=order(outputs), environ={})
    assert workers[0].end() == 0, workers[0].log.read_text()
    standing = read_standing(outputs)
    assert (len(standing.submissions), len(standing.mails), standing.faults) == (4, 2, [])
    # Here no mail server was configured: that the draft was sent is what it would be told beside.
    standing = replace(standing, told=sorted([*standing.told, ("draft.sent", "2024-H1/v1")]))
    return SimpleNamespace(standing=standing, files=read_files(outputs))


def read_files(outputs: Path) -> dict[str, bytes]:
    version = outputs / "reports" / "2024-H1" / "v1"
    return {name: (version / name).read_bytes() for name in ("report.docx", "report.json")}


@pytest.fixture
def check(alone: Any, read_standing: Any, mail_server: SimpleNamespace, tmp_path: Path) -> Callable[[str], None]:
    """check(url): all stands as after one undisturbed worker, and each recipient has one mail."""

    def _check(url: str) -> None:
        standing = read_standing(tmp_path / "outputs", url)
        assert standing == alone.standing
        assert standing.deliveries == {"STTTT": "accepted", "UBND": "accepted"}
        assert read_files(tmp_path / "outputs") == alone.files
        assert sorted(map(len, mail_server.boxes.values())) == [1, 1]

    return _check


@pytest.mark.parametrize(("first", "second"), RACES)
def test_two_workers_that_meet_in_any_phase_make_one_draft_and_send_one_mail_each(
    first: str,
    second: str,
    workers: list[Any],
    order: Any,
    check: Any,
    make_database: Any,
    template: str,
    mail_server: SimpleNamespace,
    tmp_path: Path,
) -> None:
    url = make_database(template)
    environ = mail_server.environ | {"TONGHOP_DATABASE_URL": url}
    calls = PHASES | {"sends": SENDING}
    pair = workers[:2]
    for turn, (phase, mine, other) in enumerate(((first, "first", "second"), (second, "second", "first"))):
        stop = make_stop(tmp_path, calls[phase], mine, other, MEETING_SECONDS)
        pair[turn].begin(point=None, run=order(tmp_path / "outputs", turn), environ=environ, stop=stop)
    assert [worker.end() for worker in pair] == [0, 0], [worker.log.read_text() for worker in pair]
    check(url)


@pytest.mark.parametrize("phase", ["records-the-draft", "publishes", "sends"])
def test_on_a_share_without_file_locks_the_ledger_alone_prevents_a_second_draft_and_mail(
    phase: str,
    workers: list[Any],
    order: Any,
    alone: Any,
    read_standing: Any,
    make_database: Any,
    template: str,
    mail_server: SimpleNamespace,
    tmp_path: Path,
) -> None:
    url = make_database(template)
    job = {"environ": mail_server.environ | {"TONGHOP_DATABASE_URL": url}, "point": None, "unlocked": True}
    for turn, (mine, other) in enumerate((("first", "second"), ("second", "first"))):
        stop = make_stop(tmp_path, (PHASES | {"sends": SENDING})[phase], mine, other, MEETING_SECONDS)
        workers[turn].begin(run=order(tmp_path / "outputs", turn), stop=stop, **job)
    for worker in workers[:2]:
        worker.end()  # one may stumble over the files of the other
    workers[0].begin(run=order(tmp_path / "outputs"), **job)
    assert workers[0].end() == 0, workers[0].log.read_text()
    standing = read_standing(tmp_path / "outputs", url)
    assert (standing.drafts, standing.told) == (alone.standing.drafts, alone.standing.told)
    assert (read_files(tmp_path / "outputs"), standing.faults) == (alone.files, [])
    assert sorted(map(len, mail_server.boxes.values())) == [1, 1]


def test_four_workers_at_once_never_wait_for_each_other_in_a_circle(
    workers: list[Any],
    order: Any,
    check: Any,
    make_database: Any,
    template: str,
    mail_server: SimpleNamespace,
    tmp_path: Path,
) -> None:
    url = make_database(template)
    for number, worker in enumerate(workers):
        environ = mail_server.environ | {"TONGHOP_DATABASE_URL": url}
        worker.begin(point=None, run=order(tmp_path / "outputs", number % 2), environ=environ)
    assert [worker.end() for worker in workers] == [0] * len(workers), [each.log.read_text() for each in workers]
    check(url)


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
@pytest.mark.parametrize("call", ["tonghop.ledger.engine:_make_engine", "tonghop.ledger.engine:_migrate"])
def test_two_first_starts_at_once_both_find_one_whole_ledger(
    call: str, database: str, workers: list[Any], make_database: Any, tmp_path: Path
) -> None:
    for number in range(FIRST_STARTS // 2):
        place = tmp_path / str(number)
        place.mkdir()
        url = make_database() if database == "postgresql" else f"sqlite:///{place / 'ledger.db'}"
        for worker, mine, other in zip(workers, ("first", "second"), ("second", "first"), strict=False):
            stop = make_stop(place, call, mine, other, MEETING_SECONDS)
            worker.begin(point=None, run=None, environ={"TONGHOP_DATABASE_URL": url}, stop=stop)
        ends = [worker.end() for worker in workers[:2]]
        assert ends == [0, 0], [worker.log.read_text() for worker in workers[:2]]
        assert (place / "first").exists() and (place / "second").exists()


@pytest.mark.parametrize("phase", LOSSES)
def test_a_run_that_loses_its_database_says_so_and_the_next_one_completes_it(
    phase: str,
    workers: list[Any],
    order: Any,
    check: Any,
    server: sqlalchemy.Engine,
    make_database: Any,
    template: str,
    mail_server: SimpleNamespace,
    tmp_path: Path,
) -> None:
    worker = workers[0]
    url = make_database(template)
    environ = mail_server.environ | {"TONGHOP_DATABASE_URL": url}
    said = len(worker.log.read_text())
    stop = make_stop(tmp_path, LOSSES[phase], "stopped", "go-on", 60)
    worker.begin(point=None, run=order(tmp_path / "outputs"), environ=environ, stop=stop)
    deadline = time.monotonic() + 60
    while not (tmp_path / "stopped").exists():
        assert time.monotonic() < deadline
    with server.connect() as connection:
        ended = connection.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{url.rpartition('/')[2]}'"
        ).all()
    assert ended == [(True,)]
    (tmp_path / "go-on").touch()
    survives = LOSSES[phase] == BETWEEN
    assert worker.end() == (0 if survives else 70)
    assert survives or "LedgerBusyError: Mất kết nối" in worker.log.read_text()[said:]
    worker.begin(point=None, run=order(tmp_path / "outputs"), environ=environ)
    assert worker.end() == 0, worker.log.read_text()
    check(url)
