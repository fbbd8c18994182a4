"""SIGKILL of a flow, of the worker, of both, of the server, each while a run gathers, drafts and sends.

One `tonghop serve` for all. One run per phase stops at its point, all at the same time, each with outputs, ledger and
mail server of its own. Then somebody is killed, serve brings back what it must, and what a schedule would start next is
started, at most twice.
"""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tonghop.ledger import open_ledger
from tonghop.ledger.submissions import load_submissions

pytestmark = pytest.mark.acceptance

PAUSING = Path(__file__).with_name("pausing")
ALERTS = "canh-bao@sokhcn.example"
SILENT_AFTER_SECONDS = 45.0
"""The automation as deployed waits for two minutes; more than one heartbeat is enough to see it work."""
PHASES = {
    "gather": ("tonghop.steps.gathering:_Intake._keep", 1),
    "draft": ("tonghop.steps.drafting:drafts.record_draft", 1),
    "send": ("tonghop.delivery.transport:YagmailTransport._hand_over", 1),
    "sent": ("tonghop.delivery.courier:_record", 1),
}
UNKNOWN = {"sent"}
"""Handed over and no answer recorded: nobody can know whether it left, so a person is asked and nothing is repeated."""
CYCLES = 2
STOPPED_WITHIN_SECONDS = 120


@pytest.fixture(scope="module")
def office(start_mail_server: Any) -> Iterator[SimpleNamespace]:
    """The mail server that the machine itself uses: who watches gets the alerts here."""
    with start_mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def machine(start_serve: Any, office: SimpleNamespace, inbox: Any, plan_file: Path) -> Iterator[SimpleNamespace]:
    """`tonghop serve`: `serve`, `client`, `ids` (deployment -> id). No schedule starts a run: the tests say when."""
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.actions import DeploymentUpdate
    from prefect.events.schemas.automations import AutomationCore

    serve = start_serve(
        **office.environ,
        TONGHOP_ALERT_ADDRESS=ALERTS,
        TONGHOP_FOLDERS=inbox.folder,
        TONGHOP_MAILDIRS=inbox.maildir,
        TONGHOP_PLAN=plan_file,
        PREFECT_WORKER_QUERY_SECONDS=1,
        PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED="false",
    )
    with SyncPrefectClient(f"{serve.address}/api") as client:
        ids = {each.name: each.id for each in client.read_deployments()}
        client.update_deployment(ids["consolidate"], DeploymentUpdate(concurrency_limit=None))  # phases side by side
        (silent,) = [each for each in client.read_automations() if each.name == "tonghop: mất tín hiệu"]
        trigger = silent.trigger.model_copy(update={"within": timedelta(seconds=SILENT_AFTER_SECONDS)})
        wanted = silent.model_copy(update={"trigger": trigger}).model_dump(exclude={"id", "owner_resource"})
        client.update_automation(silent.id, AutomationCore.model_validate(wanted))

        def tell() -> str:
            runs = [(run.name, run.state_name, run.state and run.state.message) for run in client.read_flow_runs()]
            return f"{runs}\n{(serve.place / 'outputs/logs/worker-tonghop.log').read_text()[-4000:]}"

        yield SimpleNamespace(serve=serve, client=client, ids=ids, tell=tell)


class Run:
    """Runs of one deployment at one place, the first of which stops at a point."""

    def __init__(self, machine: SimpleNamespace, home: Path, mail: SimpleNamespace, name: str, **form: Any) -> None:
        self.machine, self.home, self.mail, self.name, self.form = machine, home, mail, name, form
        self.id: Any = None
        home.mkdir(parents=True)

    @property
    def flag(self) -> Path:
        return self.home / "stopped"

    def start(self, phase: str | None = None) -> None:
        environ = dict(self.mail.environ)
        if phase is not None:
            call, count = PHASES[phase]
            environ |= {"PYTHONPATH": str(PAUSING), "PAUSE_AT": call, "PAUSE_COUNT": str(count)}
            environ |= {"PAUSE_FLAG": str(self.flag), "PAUSE_UNTIL": str(self.home / "go-on")}
        self.id = self.machine.client.create_flow_run_from_deployment(
            self.machine.ids[self.name], parameters=self.form, job_variables={"env": environ}
        ).id

    def kill(self) -> None:
        os.kill(int(self.flag.read_text()), signal.SIGKILL)

    def go_on(self) -> None:
        (self.home / "go-on").touch()

    def count_mails(self) -> list[int]:
        return sorted(map(len, self.mail.boxes.values()))


@pytest.fixture
def runs(
    machine: SimpleNamespace,
    inbox: Any,
    plan_file: Path,
    start_mail_server: Any,
    patiently: Callable[..., None],
    tmp_path: Path,
) -> Iterator[dict[str, Run]]:
    """One stopped run per phase."""
    with ExitStack() as stack:
        found = {}
        for phase in PHASES:
            form = {
                "period": "2024-H1",
                "folders": [str(inbox.folder)],
                "maildirs": [str(inbox.maildir)],
                "plan": str(plan_file),
                "outputs": str(tmp_path / phase / "outputs"),
                "send": "always",
            }
            mail = stack.enter_context(start_mail_server())
            found[phase] = Run(machine, tmp_path / phase, mail, "consolidate", run=form)
            found[phase].start(phase)
        patiently(lambda: all(run.flag.exists() for run in found.values()), STOPPED_WITHIN_SECONDS, machine.tell)
        yield found
        for run in found.values():  # should the test have failed, the next one finds none of them waiting
            run.go_on()


@pytest.fixture(scope="module")
def undisturbed(
    inbox: Any,
    plan_file: Path,
    start_driver: Callable[[], Any],
    read_standing: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """How things stand after one run that nothing disturbed."""
    outputs = tmp_path_factory.mktemp("undisturbed")
    run = {"period": "2024-H1", "folders": [inbox.folder], "maildirs": [inbox.maildir], "plan": plan_file}
    driver = start_driver()
    driver.begin(point=None, environ={}, run={**run, "outputs": outputs, "send": "always"})
    assert driver.end() == 0, driver.log.read_text()
    standing = read_standing(outputs)
    return replace(standing, told=sorted([*standing.told, ("draft.sent", "2024-H1/v1")]))


@pytest.fixture
def finish_all(
    machine: Any, undisturbed: Any, read_standing: Any, patiently: Callable[..., None], wait_for_runs: Any
) -> Callable[..., None]:
    """finish_all(runs): the next cycles, at most two; then all stands as if nothing had happened.

    Where a run was killed between the handing over and its record, the delivery may be `unknown`: never a second copy.
    """

    def _finish(runs: dict[str, Run]) -> None:
        for _ in range(CYCLES):
            for run in runs.values():
                run.start()
            states = wait_for_runs(machine.client, [run.id for run in runs.values()])
            if {state.name for state in states} == {"Completed"}:
                break
        assert {state.name for state in states} == {"Completed"}, states
        patiently(lambda: not count_working(machine), 60, machine.tell)  # an alert may be on its way, nothing else
        for phase, run in runs.items():
            standing = read_standing(run.home / "outputs")
            assert standing == undisturbed, phase
            first = standing.deliveries["STTTT"]
            assert first == "accepted" or (phase in UNKNOWN and first == "unknown"), phase
            assert standing.deliveries == {"STTTT": first, "UBND": "accepted"}
            assert run.count_mails() == [1, 1], phase

    return _finish


def count_working(machine: SimpleNamespace) -> int:
    return sum(run.state_type.value in ("RUNNING", "PENDING") for run in machine.client.read_flow_runs())


def test_flows_killed_in_any_phase_are_told_as_crashed_and_the_next_runs_complete_them(
    runs: dict[str, Run], machine: SimpleNamespace, wait_for_runs: Any, finish_all: Any
) -> None:
    for run in runs.values():
        run.kill()
    states = wait_for_runs(machine.client, [run.id for run in runs.values()], SILENT_AFTER_SECONDS)
    assert {state.name for state in states} == {"Crashed"}
    finish_all(runs)


def test_runs_whose_worker_is_killed_end_and_the_next_ones_complete_them(
    runs: dict[str, Run],
    machine: SimpleNamespace,
    patiently: Callable[..., None],
    wait_for_runs: Any,
    finish_all: Any,
) -> None:
    worker = machine.serve.find_child("worker", "start", "tonghop")
    os.kill(worker, signal.SIGKILL)
    patiently(lambda: find_worker(machine) not in (None, worker), 30, machine.serve.said)
    for run in runs.values():
        run.go_on()
    # Prefect ends a flow that can no longer write its log to the worker, and says so; one that writes none goes on.
    states = wait_for_runs(machine.client, [run.id for run in runs.values()])
    assert {state.name for state in states} <= {"Crashed", "Completed"}, states
    finish_all(runs)


def find_worker(machine: SimpleNamespace) -> int | None:
    try:
        return int(machine.serve.find_child("worker", "start", "tonghop"))
    except ValueError:
        return None


def test_worker_and_flows_killed_together_leave_no_run_running_and_the_next_ones_complete_them(
    runs: dict[str, Run],
    machine: SimpleNamespace,
    patiently: Callable[..., None],
    wait_for_runs: Any,
    undisturbed: Any,
    office: SimpleNamespace,
    finish_all: Any,
) -> None:
    gathering = Run(machine, runs["gather"].home / "machine", runs["gather"].mail, "gather", place={})
    gathering.start("gather")
    patiently(gathering.flag.exists, STOPPED_WITHIN_SECONDS, machine.tell)
    os.kill(machine.serve.find_child("worker", "start", "tonghop"), signal.SIGKILL)
    killed = [*runs.values(), gathering]
    for run in killed:
        run.kill()
    # Nobody is left to tell the server: the automation finds that the runs are silent.
    states = wait_for_runs(machine.client, [run.id for run in killed], SILENT_AFTER_SECONDS + 60)
    assert {state.name for state in states} == {"Crashed"}
    gathering.start()  # its deployment allows one run at a time: the crashed one must not stand in the way
    states = wait_for_runs(machine.client, [gathering.id])
    assert [state.name for state in states] == ["Completed"]
    finish_all(runs)
    ledger = open_ledger(f"sqlite:///{machine.serve.place / 'outputs' / 'ledger.db'}")
    with ledger.read() as connection:
        standing = [row.model_copy(update={"gathered_at": None}) for row in load_submissions(connection)]
        assert standing == undisturbed.submissions
    ledger.close()
    # Four crashes of one deployment here, and more in other tests: who watches gets one mail for each and day.
    alerts = lambda: sorted(filter(None, map(read_alert, office.boxes.get(ALERTS, []))))  # noqa: E731
    patiently(lambda: {name for name, _day in alerts()} == {"crashed-consolidate", "crashed-gather"}, 60, alerts)
    assert len(set(alerts())) == len(office.boxes[ALERTS])
    assert set(office.boxes) == {ALERTS}


def read_alert(mail: bytes) -> tuple[str, str] | None:
    """(cause and deployment, day) of an alert mail."""
    found = re.search(rb"Message-ID: <tonghop\.alert\.([a-z-]+)-(\d{4}-\d\d-\d\d)@", mail)
    return (found[1].decode(), found[2].decode()) if found else None


def test_runs_outlive_the_server_or_the_next_ones_complete_them(
    runs: dict[str, Run], machine: SimpleNamespace, patiently: Callable[..., None], wait_for_runs: Any, finish_all: Any
) -> None:
    os.kill(machine.serve.find_child("cli.local_server"), signal.SIGKILL)
    for run in runs.values():
        run.go_on()
    patiently(lambda: answers(machine), 60, machine.serve.said)
    wait_for_runs(machine.client, [run.id for run in runs.values()], SILENT_AFTER_SECONDS + 90)
    finish_all(runs)


def answers(machine: SimpleNamespace) -> bool:
    return machine.client.api_healthcheck() is None
