"""SIGKILL anywhere, then again: nothing lost, nothing doubled."""

import json
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

DRIVER = Path(__file__).with_name("kill_driver.py")
# Name of the point -> (call, when, count), in the order of the way of the data.
POINTS = {
    "ledger-uncommitted": ("alembic.command:upgrade", "after", 1),
    "original-written-not-renamed": ("tonghop.intake.archive:Path.replace", "before", 3),
    "original-kept-without-row": ("tonghop.intake.archive:Archive._place", "after", 3),
    "submission-uncommitted": ("tonghop.steps.gathering:record_submissions", "after", 1),
    "submission-committed": ("tonghop.steps.gathering:_Intake._keep", "after", 1),
    "second-source-not-begun": ("tonghop.steps:gather", "after", 1),
    "filing-uncommitted": ("tonghop.ledger.submissions:record_filing", "after", 3),
    "filing-committed": ("tonghop.steps.filing:understand_by_own_plan", "before", 4),
    "period-uncommitted": ("tonghop.ledger.drafts:open_period", "after", 1),
    "period-committed": ("tonghop.steps.drafting:assess", "before", 1),
    "draft-uncommitted": ("tonghop.ledger.drafts:record_draft", "after", 1),
    "draft-committed": ("tonghop.steps.drafting:_record_questions", "before", 1),
    "questions-committed": ("tonghop.steps.drafting:record_open_questions", "after", 1),
    "some-files-written": ("tonghop.rendering.write:Path.write_bytes", "after", 3),
    "all-files-written-aside": ("tonghop.steps.drafting:write_report", "after", 1),
    "version-not-renamed": ("tonghop.versions:Path.rename", "before", 1),
    "version-in-place": ("tonghop.steps.drafting:lay_out_working_copy", "before", 1),
    "working-copy-not-renamed": ("tonghop.versions:shutil.copyfile", "after", 1),
    "message-not-renamed": ("tonghop.delivery.outbox:Outbox._sync_folder", "before", 1),
    "message-without-row": ("tonghop.delivery.outbox:Outbox.write", "after", 1),
    "delivery-uncommitted": ("tonghop.delivery.preparing:record_delivery", "after", 1),
    "one-of-two-prepared": ("tonghop.steps.publishing:prepare_delivery", "after", 1),
    "claim-uncommitted": ("tonghop.delivery.courier:claim_delivery", "after", 1),
    "claim-committed": ("tonghop.delivery.transport:YagmailTransport.send", "before", 1),
    "right-before-data": ("tonghop.delivery.transport:YagmailTransport._hand_over", "before", 2),
    "handed-over-not-sent": ("tonghop.delivery.courier:_hand_over", "after", 1),
    "accepted-by-server": ("tonghop.delivery.courier:_record", "before", 1),
    "outcome-uncommitted": ("tonghop.delivery.courier:finish_delivery", "after", 1),
    "outcome-committed": ("tonghop.delivery.courier:_record", "after", 1),
    "sent-uncommitted": ("tonghop.ledger.drafts:record_sent", "after", 1),
}
# Between the committed note "handed over" and the committed outcome nobody can know whether the mail left: it is never
# sent again, and a person is told. The value: how many copies the first recipient has.
UNCERTAIN = {"handed-over-not-sent": 0, "accepted-by-server": 1, "outcome-uncommitted": 1}
# Where the marked file lies among the others, nothing leaves.
SECRET_POINTS = {
    "hit-uncommitted": ("tonghop.ledger.hits:record_secrecy_hit", "after", 1),
    "hit-committed": ("tonghop.steps.gathering:_Intake._record_hits", "after", 1),
    "source-with-hit-done": ("tonghop.steps:gather", "after", 1),
    "draft-committed": ("tonghop.steps.drafting:_record_questions", "before", 1),
}

# The same through `tonghop run` on a Prefect server, which knows nothing of the death.
FLOW_POINTS = ("submission-committed", "right-before-data")

RunJob = Callable[..., int]


def make_point(call: str, when: str, count: int) -> dict[str, Any]:
    return {"call": call, "when": when, "count": count}


@pytest.fixture(scope="module")
def run_job(start_driver: Callable[[], Any], plan_file: Path) -> RunJob:
    """run_job(inbox, outputs, environ, point=None) -> exit code of a process that ran all steps."""
    driver = start_driver()

    def run(place: Any, outputs: Path, environ: dict[str, str], point: tuple[str, str, int] | None = None) -> int:
        request = {
            "period": "2024-H1",
            "folders": [place.folder],
            "maildirs": [place.maildir],
            "plan": plan_file,
            "outputs": outputs,
            "send": "always",
        }
        driver.begin(point=make_point(*point) if point else None, run=request, environ=environ)
        return int(driver.end())

    return run


@pytest.fixture(scope="module")
def undisturbed(
    run_job: RunJob, inbox: Any, marked_inbox: Any, read_standing: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """How things stand after one run that nothing disturbed: without and with a marked file in the inbox."""
    standings = {}
    for name, place in (("clean", inbox), ("marked", marked_inbox)):
        outputs = tmp_path_factory.mktemp(f"undisturbed-{name}")
        assert run_job(place, outputs, {}) == 0
        standings[name] = read_standing(outputs)
    clean = standings["clean"]
    assert [version for version, _ in clean.drafts] == [1]
    assert len(clean.submissions) > 8
    assert clean.mails == ["2024-H1-v1-STTTT.eml", "2024-H1-v1-UBND.eml"]
    assert (clean.faults, clean.leftovers) == ([], [])
    assert set(clean.version_files.values()) == {0o444}
    assert standings["marked"].mails == []
    # With a mail server both drafts are told to be sent; without one that event is missing.
    standings["clean"] = replace(clean, told=sorted([*clean.told, ("draft.sent", "2024-H1/v1")]))
    return standings


@pytest.mark.parametrize("name", POINTS)
def test_a_run_killed_at_any_point_is_completed_by_the_next_one(
    name: str,
    run_job: RunJob,
    inbox: Any,
    mail_server: SimpleNamespace,
    undisturbed: dict[str, Any],
    read_standing: Any,
    plan: Any,
    tmp_path: Path,
) -> None:
    assert run_job(inbox, tmp_path, mail_server.environ, POINTS[name]) == -signal.SIGKILL
    assert run_job(inbox, tmp_path, mail_server.environ) == 0
    standing = read_standing(tmp_path)
    assert standing == undisturbed["clean"]
    first, second = (each.address for each in sorted(plan.recipients, key=lambda each: each.code))
    copies = UNCERTAIN.get(name, 1)
    assert {address: len(mails) for address, mails in mail_server.boxes.items()} == {
        address: count for address, count in ((first, copies), (second, 1)) if count
    }
    uncertain = "unknown" if name in UNCERTAIN else "accepted"
    assert standing.deliveries == {"STTTT": uncertain, "UBND": "accepted"}


@pytest.mark.parametrize("name", SECRET_POINTS)
def test_a_run_killed_beside_a_secrecy_mark_still_lets_nothing_leave(
    name: str,
    run_job: RunJob,
    marked_inbox: Any,
    mail_server: SimpleNamespace,
    undisturbed: dict[str, Any],
    read_standing: Any,
    plan: Any,
    tmp_path: Path,
) -> None:
    assert run_job(marked_inbox, tmp_path, mail_server.environ, SECRET_POINTS[name]) == -signal.SIGKILL
    assert run_job(marked_inbox, tmp_path, mail_server.environ) == 0
    standing = read_standing(tmp_path)
    assert standing == undisturbed["marked"]
    assert standing.deliveries == {}
    # Only people of the Office are told, once, that something bears a mark.
    assert {address: len(mails) for address, mails in mail_server.boxes.items()} == {plan.office.address: 1}


def test_a_job_killed_at_every_point_in_turn_ends_as_if_nothing_had_happened(
    run_job: RunJob,
    inbox: Any,
    mail_server: SimpleNamespace,
    undisturbed: dict[str, Any],
    read_standing: Any,
    tmp_path: Path,
) -> None:
    deaths = []
    for name, point in POINTS.items():
        if name not in UNCERTAIN:
            call, when, _count = point
            deaths.append((name, run_job(inbox, tmp_path, mail_server.environ, (call, when, 1))))
    assert run_job(inbox, tmp_path, mail_server.environ) == 0
    assert read_standing(tmp_path) == undisturbed["clean"]
    assert sorted(map(len, mail_server.boxes.values())) == [1, 1]
    assert [code for _, code in deaths].count(-signal.SIGKILL) > len(deaths) // 2, deaths


def test_a_version_that_a_kill_left_without_files_gets_them_although_more_has_come(
    run_job: RunJob, inbox: Any, undisturbed: dict[str, Any], read_standing: Any, tmp_path: Path
) -> None:
    mails_only = SimpleNamespace(folder=tmp_path / "empty", maildir=inbox.maildir)
    mails_only.folder.mkdir()
    assert run_job(mails_only, tmp_path / "outputs", {}, POINTS["draft-committed"]) == -signal.SIGKILL
    assert run_job(inbox, tmp_path / "outputs", {}) == 0
    standing = read_standing(tmp_path / "outputs")
    assert [version for version, _ in standing.drafts] == [1, 2]
    assert standing.drafts[1][1] == undisturbed["clean"].drafts[0][1]
    assert standing.faults == []


@pytest.mark.parametrize("name", FLOW_POINTS)
def test_a_flow_killed_at_any_point_is_completed_by_the_next_run(
    name: str,
    inbox: Any,
    source_options: Callable[[Any], list[object]],
    plan_file: Path,
    mail_server: SimpleNamespace,
    prefect: SimpleNamespace,
    start: Callable[..., Any],
    finish: Callable[..., SimpleNamespace],
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    undisturbed: dict[str, Any],
    read_standing: Any,
    tmp_path: Path,
) -> None:
    environ = make_environ(**mail_server.environ)
    run = ["run", "2024-H1", *source_options(inbox), "--plan", plan_file, "--send", "always", "--outputs", tmp_path]
    point = json.dumps(make_point(*POINTS[name]))
    killed = finish(start([sys.executable, DRIVER, "--cli", point, *run], environ | prefect.environ))
    assert killed.code == -signal.SIGKILL, killed.said
    completed = run_tonghop(*run, environ=environ)
    assert completed.code in (0, 1), completed.said
    standing = read_standing(tmp_path)
    assert standing == undisturbed["clean"]
    assert standing.deliveries == {"STTTT": "accepted", "UBND": "accepted"}
    assert sorted(map(len, mail_server.boxes.values())) == [1, 1]
