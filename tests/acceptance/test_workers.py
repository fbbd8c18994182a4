"""Two workers of one Prefect server, all of it on PostgreSQL, take several runs for one period at the same moment.

TONGHOP_TEST_RACES says how often (default 1).
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tonghop.ledger import open_ledger

pytestmark = pytest.mark.acceptance

BIN = Path(sys.executable).parent
RACES = int(os.environ.get("TONGHOP_TEST_RACES", "1"))
PATIENCE_SECONDS = 180


def run_sql(url: str, *statements: str) -> None:
    ledger = open_ledger(url)
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    ledger.close()


@pytest.fixture(scope="module")
def template(postgresql_url: str) -> str:
    run_sql(postgresql_url, "CREATE DATABASE migrated", "CREATE DATABASE prefect")
    open_ledger(postgresql_url.replace("/postgres", "/migrated")).close()
    return "migrated"


@pytest.fixture(scope="module")
def server(
    template: str, postgresql_url: str, start_prefect: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    database = postgresql_url.replace("postgresql:", "postgresql+asyncpg:").replace("/postgres", "/prefect")
    with start_prefect(
        tmp_path_factory.mktemp("prefect"),
        PREFECT_SERVER_DATABASE_CONNECTION_URL=database,
        PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED="false",  # no schedule starts a run of its own
    ) as server:
        yield server


@pytest.fixture(scope="module")
def workers(
    server: SimpleNamespace,
    start_lasting: Callable[..., Any],  # after the server, so that the workers end before it
    make_environ: Callable[..., dict[str, str]],
) -> Iterator[SimpleNamespace]:
    """Deployments and two workers: `client`, `ids` (deployment -> id), `logs`. No limit keeps runs apart."""
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.actions import DeploymentUpdate

    environ = make_environ(PREFECT_HOME=server.home, PREFECT_WORKER_QUERY_SECONDS=1) | server.environ
    done = subprocess.run(  # noqa: PLW1510 (what it said is shown)
        [BIN / "tonghop", "deploy"], env=environ, cwd=server.home, capture_output=True, text=True, timeout=90
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with SyncPrefectClient(server.api) as client:
        ids = {each.name: each.id for each in client.read_deployments()}
        for name in ("consolidate", "gather"):
            client.update_deployment(ids[name], DeploymentUpdate(concurrency_limit=None))
        logs = [server.home / f"worker-{number}.log" for number in (1, 2)]
        for log in logs:
            worker = [BIN / "prefect", "worker", "start", "--pool", "tonghop", "--name", log.stem, "--limit", "2"]
            with log.open("w") as output:
                start_lasting(worker, environ, cwd=server.home, stdout=output)
        yield SimpleNamespace(client=client, ids=ids, logs=logs)


@pytest.fixture(scope="module")
def alone(
    inbox: Any,
    source_options: Any,
    plan_file: Path,
    run_tonghop: Any,
    make_environ: Any,
    read_standing: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """What one run of the embedded default makes: `standing` and the `files` of version 1."""
    outputs = tmp_path_factory.mktemp("alone")
    run = ["run", "2024-H1", *source_options(inbox), "--plan", plan_file, "--send", "always", "--outputs", outputs]
    done = run_tonghop(*run, environ=make_environ())
    assert done.code in (0, 1), done.said
    return SimpleNamespace(standing=read_standing(outputs), files=read_files(outputs))


def read_files(outputs: Path) -> dict[str, bytes]:
    version = outputs / "reports" / "2024-H1" / "v1"
    return {name: (version / name).read_bytes() for name in ("report.docx", "report.json")}


@pytest.mark.parametrize("number", range(RACES))
def test_runs_of_two_workers_at_once_make_one_draft_and_send_one_mail_each(
    number: int,
    inbox: Any,
    plan_file: Path,
    workers: SimpleNamespace,
    alone: Any,
    template: str,
    postgresql_url: str,
    read_standing: Any,
    wait_for_runs: Any,
    mail_server: SimpleNamespace,
    tmp_path: Path,
) -> None:
    run_sql(postgresql_url, f"CREATE DATABASE race{number} TEMPLATE {template}")
    url = postgresql_url.replace("/postgres", f"/race{number}")
    place = {"folders": [inbox.folder], "maildirs": [inbox.maildir], "plan": plan_file, "outputs": tmp_path}
    place = {name: [*map(str, each)] if isinstance(each, list) else str(each) for name, each in place.items()}
    variables = {"env": mail_server.environ | {"TONGHOP_DATABASE_URL": url}}
    consolidate = ("consolidate", {"run": {"period": "2024-H1", "send": "always", **place}})
    runs = [
        workers.client.create_flow_run_from_deployment(
            workers.ids[name], parameters=parameters, job_variables=variables
        ).id
        for name, parameters in (consolidate, consolidate, ("gather", {"place": place}))
    ]
    states = wait_for_runs(workers.client, runs, PATIENCE_SECONDS)
    assert [state.name for state in states] == ["Completed"] * 3, (states, workers.logs[0].read_text()[-3000:])
    standing = read_standing(tmp_path, url)
    assert standing.drafts == alone.standing.drafts
    assert standing.submissions == alone.standing.submissions
    assert (standing.faults, standing.leftovers) == ([], [])
    assert read_files(tmp_path) == alone.files
    assert standing.deliveries == {"STTTT": "accepted", "UBND": "accepted"}
    assert sorted(map(len, mail_server.boxes.values())) == [1, 1]
    run_sql(postgresql_url, f"DROP DATABASE race{number} WITH (FORCE)")


def test_both_workers_have_worked_and_nothing_waited_in_a_circle(workers: SimpleNamespace, postgresql_url: str) -> None:
    for log in workers.logs:
        assert "Completed" in log.read_text() or "exited cleanly" in log.read_text()
    ledger = open_ledger(postgresql_url)
    with ledger.read() as connection:
        assert connection.exec_driver_sql("SELECT sum(deadlocks) FROM pg_stat_database").scalar() == 0
    ledger.close()
