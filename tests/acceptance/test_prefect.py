"""The flows on one running Prefect server: killed and repeated, deployed, and started by a real worker."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from tonghop.ledger import open_ledger
from tonghop.ledger.deliveries import load_deliveries

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


NAMES = {
    "semiannual",
    "annual",
    "daily",
    "ad-hoc",
    "gather",
    "receive",
    "remind",
    "publish",
    "consolidate",
    "alert",
} | {"decide"}
ZONE = "Asia/Ho_Chi_Minh"
SCHEDULES = {
    ("semiannual", "h1"): ("30 7 19 6 *", ZONE, True),
    ("semiannual", "h2"): ("30 7 18 12 *", ZONE, True),
    ("annual", "year"): ("0 8 18 12 *", ZONE, True),
    ("daily", "every-morning"): ("15 8 * * *", ZONE, True),
    ("gather", "every-15-minutes"): ("*/15 * * * *", ZONE, True),
    ("remind", "twice-a-day"): ("5 8,14 * * *", ZONE, True),
}


@pytest.fixture(scope="module")
def prefect(start_prefect: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A server of this file's own, whose automations disturb no other test; it looks a year ahead."""
    settings = {"PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P400D"}
    with start_prefect(tmp_path_factory.mktemp("prefect"), **settings) as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unrelated folder, in which the runs will work."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def deploy(
    prefect: SimpleNamespace, make_environ: Callable[..., dict[str, str]], folder: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """deploy(TONGHOP_X=..., ...) -> the ended `tonghop deploy`, started in the unrelated folder."""

    def _deploy(**settings: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BIN / "tonghop", "deploy"], env=make_environ(**settings) | prefect.environ, cwd=folder,
            capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip

    return _deploy


@pytest.fixture(scope="module")
def deployed(deploy: Callable[..., subprocess.CompletedProcess[str]]) -> str:
    """Everything stands as shipped; what `tonghop deploy` said."""
    done = deploy()
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def worker(
    deployed: str,
    prefect: SimpleNamespace,
    start_lasting: Callable[..., Any],  # after the server, so that the worker ends before it
    make_environ: Callable[..., dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:
    """A worker of the pool. Should a schedule start a run, it finds an empty folder and writes elsewhere."""
    place = tmp_path_factory.mktemp("worker")
    (place / "nothing").mkdir()
    elsewhere = {"TONGHOP_OUTPUTS": place / "elsewhere", "TONGHOP_FOLDERS": place / "nothing"}
    environ = make_environ(**elsewhere, PREFECT_WORKER_QUERY_SECONDS=1) | prefect.environ
    command = [BIN / "prefect", "worker", "start", "--pool", "tonghop", "--type", "process", "--prefetch-seconds", "1"]
    return start_lasting(command, environ, cwd=place, stdout=subprocess.DEVNULL)


def call(prefect: SimpleNamespace, method: str, path: str, body: Any = None) -> httpx.Response:
    """The answer; a server on a busy SQLite says 503, and is asked again as Prefect's own clients do."""
    for _ in range(5):
        answer = httpx.request(method, f"{prefect.api}/{path}", json=body, timeout=30)
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        time.sleep(1)
    return answer.raise_for_status()


def ask(prefect: SimpleNamespace, path: str, **body: Any) -> Any:
    return call(prefect, "POST", path, body).json()


def find_deployments(prefect: SimpleNamespace) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in ask(prefect, "deployments/filter")}


def find_schedules(prefect: SimpleNamespace) -> dict[tuple[str, str], tuple[str, str, bool]]:
    return {
        (name, each["slug"]): (each["schedule"]["cron"], each["schedule"]["timezone"], each["active"])
        for name, deployment in find_deployments(prefect).items()
        for each in deployment["schedules"]
    }


def find_automations(prefect: SimpleNamespace) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in ask(prefect, "automations/filter")}


def test_deploying_needs_no_repository_and_tells_every_next_date(
    deployed: str, prefect: SimpleNamespace, folder: Path
) -> None:
    found = find_deployments(prefect)
    assert set(found) == NAMES
    assert find_schedules(prefect) == SCHEDULES
    assert {each["job_variables"]["working_dir"] for each in found.values()} == {str(folder)}
    assert {each["job_variables"]["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] for each in found.values()} == {"30"}
    assert {name: each["entrypoint"] for name, each in found.items()}["daily"] == "flows.due.due"
    strategies = {name: (each["concurrency_options"] or {}).get("collision_strategy") for name, each in found.items()}
    assert strategies == {
        **dict.fromkeys(("semiannual", "annual", "daily", "gather", "remind"), "CANCEL_NEW"),
        **dict.fromkeys(("ad-hoc", "consolidate", "publish", "receive", "decide"), "ENQUEUE"),
        "alert": None,
    }
    for line in (
        r"  semiannual: lần chạy tới 07:30 ngày (19/06|18/12)/20\d\d",
        r"  annual: lần chạy tới 08:00 ngày 18/12/20\d\d",
        r"  daily: lần chạy tới 08:15 ngày \d\d/\d\d/20\d\d",
        r"  ad-hoc: chạy khi có yêu cầu",
    ):
        assert re.search(f"^{line}$", deployed, re.MULTILINE)


def test_an_officer_finds_what_to_fill_in_and_not_where_the_run_works(deployed: str, prefect: SimpleNamespace) -> None:
    schema = find_deployments(prefect)["ad-hoc"]["parameter_openapi_schema"]
    assert schema["properties"]["form"]["title"] == "Biểu mẫu"
    fields = schema["definitions"]["AdHocForm"]["properties"]
    order = sorted(fields, key=lambda name: fields[name]["position"])
    assert order[0] == "number"
    assert not set(order) & {"folders", "maildirs", "plan", "outputs"}


def test_deploying_from_another_folder_is_told(
    deployed: str,
    prefect: SimpleNamespace,
    deploy: Callable[..., subprocess.CompletedProcess[str]],
    make_environ: Callable[..., dict[str, str]],
    folder: Path,
    tmp_path: Path,
) -> None:
    moved = subprocess.run(
        [BIN / "tonghop", "deploy"], env=make_environ() | prefect.environ, cwd=tmp_path,
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    [line] = [line for line in moved.stdout.splitlines() if line.startswith("CHÚ Ý")]
    assert f"chạy ở {folder}, từ nay chạy ở {tmp_path} " in line
    assert f"chạy ở {tmp_path}, từ nay chạy ở {folder} " in deploy().stdout
    assert "CHÚ Ý" not in deploy().stdout


def test_deploying_again_changes_nothing(
    deployed: str, prefect: SimpleNamespace, deploy: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = find_deployments(prefect), find_automations(prefect)
    again = deploy()
    assert again.returncode == 0, again.stdout + again.stderr
    deployments, automations = find_deployments(prefect), find_automations(prefect)
    assert {name: each["id"] for name, each in deployments.items()} == {
        name: each["id"] for name, each in before[0].items()
    }
    assert automations == before[1], "an automation written anew would forget which runs it is watching"
    assert "đã tạo" not in again.stdout
    assert "đã cập nhật" not in again.stdout
    assert find_schedules(prefect) == SCHEDULES


def test_a_schedule_that_an_operator_switched_off_stays_off_and_is_told(
    deployed: str, prefect: SimpleNamespace, deploy: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    gather = find_deployments(prefect)["gather"]
    call(prefect, "PATCH", f"deployments/{gather['id']}/schedules/{gather['schedules'][0]['id']}", {"active": False})
    again = deploy()
    assert "  gather: lịch đang tạm dừng" in again.stdout
    assert find_schedules(prefect)["gather", "every-15-minutes"] == ("*/15 * * * *", ZONE, False)
    schedule = find_deployments(prefect)["gather"]["schedules"][0]["id"]
    call(prefect, "PATCH", f"deployments/{gather['id']}/schedules/{schedule}", {"active": True})


def test_another_plan_moves_the_days_and_leaves_no_run_on_the_old_ones(
    deployed: str,
    prefect: SimpleNamespace,
    deploy: Callable[..., subprocess.CompletedProcess[str]],
    patiently: Callable[..., None],
    tmp_path: Path,
) -> None:
    semiannual = find_deployments(prefect)["semiannual"]["id"]

    def list_days() -> set[str]:
        runs = ask(prefect, "flow_runs/filter", flow_runs={"deployment_id": {"any_": [semiannual]}})
        return {run["expected_start_time"][5:10] for run in runs}

    patiently(lambda: list_days() == {"06-19", "12-18"}, 100, list_days)
    plan = (ROOT / "plans" / "2024.yaml").read_text("utf-8")
    moved = tmp_path / "2024.yaml"
    moved.write_text(plan.replace("unit_due_date: 2024-06-18", "unit_due_date: 2024-06-12"), "utf-8")
    again = deploy(TONGHOP_PLAN=moved)
    assert again.returncode == 0, again.stdout + again.stderr
    assert find_schedules(prefect)["semiannual", "h1"] == ("30 7 13 6 *", ZONE, True)
    assert "06-19" not in list_days()
    patiently(lambda: list_days() == {"06-13", "12-18"}, 100, list_days)


def test_what_is_no_longer_wanted_goes_and_what_is_not_ours_stays(
    deployed: str, prefect: SimpleNamespace, deploy: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    found = find_deployments(prefect)
    flow = found["gather"]["flow_id"]
    pool = {"flow_id": flow, "work_pool_name": "tonghop"}
    ask(prefect, "deployments/", name="old", tags=["tonghop"], **pool)
    ask(prefect, "deployments/", name="of-version-0.1", entrypoint="flows/consolidate.py:consolidate", **pool)
    ask(prefect, "deployments/", name="of-others", entrypoint="theirs/flow.py:flow", **pool)
    body = find_automations(prefect)["tonghop: lần chạy bị lỗi"] | {"name": "of others"}
    own = {"name", "description", "enabled", "trigger", "actions"}
    ask(prefect, "automations/", **{name: value for name, value in body.items() if name in own})
    stale = {name: value for name, value in body.items() if name in own} | {"name": "tonghop: việc cũ"}
    ask(prefect, "automations/", **stale)
    again = deploy()
    assert set(find_deployments(prefect)) == NAMES | {"of-others"}
    assert set(find_automations(prefect)) == {
        "of others",
        "tonghop: mất tín hiệu",
        "tonghop: lần chạy bị lỗi",
        "tonghop: lần chạy bị ngắt giữa chừng",
        "tonghop: lần chạy đến giờ mà chưa bắt đầu",
    }
    for name in ("old", "of-version-0.1", "tonghop: việc cũ"):
        assert f"  {name}: đã bỏ (không còn dùng)" in again.stdout
    others = find_deployments(prefect)["of-others"]["id"], find_automations(prefect)["of others"]["id"]
    call(prefect, "DELETE", f"deployments/{others[0]}")
    call(prefect, "DELETE", f"automations/{others[1]}")


def test_prefects_own_command_deploys_the_same_from_the_repository(
    deployed: str,
    prefect: SimpleNamespace,
    deploy: Callable[..., subprocess.CompletedProcess[str]],
    make_environ: Callable[..., dict[str, str]],
) -> None:
    done = subprocess.run(
        [BIN / "prefect", "--no-prompt", "deploy", "--all"],
        env=make_environ() | prefect.environ, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(find_deployments(prefect)) == NAMES
    assert find_schedules(prefect) == SCHEDULES
    assert deploy().returncode == 0


def test_a_failed_run_starts_one_alert_that_names_it_and_a_refused_form_none(
    worker: Any, prefect: SimpleNamespace, patiently: Callable[..., None], tmp_path: Path
) -> None:
    place = {"outputs": str(tmp_path / "outputs"), "folders": [str(tmp_path / "mat-ket-noi")]}
    found = find_deployments(prefect)
    refused = ask(prefect, f"deployments/{found['ad-hoc']['id']}/create_flow_run", parameters={"form": place})
    form = {"place": place | {"plan": str(tmp_path / "khong-co.yaml")}}
    failed: list[str] = []

    def find_alerts() -> list[dict[str, Any]]:
        alerts = {"deployment_id": {"any_": [found["alert"]["id"]]}}
        return [
            run["parameters"]["form"]
            for run in ask(prefect, "flow_runs/filter", flow_runs=alerts)
            if run["parameters"]["form"]["run_url"].endswith((*failed, refused["id"]))
        ]

    def read_state(run_id: str) -> Any:
        return call(prefect, "GET", f"flow_runs/{run_id}").json()["state"]

    def fail_and_wait() -> bool:
        """Whether an alert came; a server on a busy SQLite may drop the event of one run (docs/operations.md)."""
        run = ask(prefect, f"deployments/{found['gather']['id']}/create_flow_run", parameters=form)["id"]
        failed.append(run)
        patiently(lambda: read_state(run)["type"] == "FAILED", 100, lambda: read_state(run))
        deadline = time.monotonic() + 20
        while not find_alerts() and time.monotonic() < deadline:
            time.sleep(0.5)
        return bool(find_alerts())

    assert fail_and_wait() or fail_and_wait() or fail_and_wait()
    patiently(lambda: read_state(refused["id"])["type"] == "FAILED", 60, lambda: read_state(refused["id"]))
    assert (read_state(failed[-1])["name"], read_state(refused["id"])["name"]) == ("Failed", "Refused")
    (alert,) = find_alerts()
    assert (alert["cause"], alert["deployment"]) == ("failed", "gather")
    assert alert["run_url"] == f"{prefect.api.removesuffix('/api')}/runs/flow-run/{failed[-1]}"
    assert alert["message"] == read_state(failed[-1])["message"]
    assert "khong-co.yaml" in alert["message"]
    # The runs have posted the same alert themselves, once.
    [mail] = (tmp_path / "outputs" / "outbox" / "alerts").glob("*.eml")
    assert mail.name.startswith("failed-gather-")


def test_a_source_that_is_lost_gives_its_own_mail_and_no_second_one_for_the_run(
    worker: Any, prefect: SimpleNamespace, patiently: Callable[..., None], tmp_path: Path
) -> None:
    place = {"outputs": str(tmp_path / "outputs"), "folders": [str(tmp_path / "mat-ket-noi")]}
    found = find_deployments(prefect)
    run = ask(prefect, f"deployments/{found['gather']['id']}/create_flow_run", parameters={"place": place})

    def read_state() -> Any:
        return call(prefect, "GET", f"flow_runs/{run['id']}").json()["state"]

    patiently(lambda: read_state()["type"] == "FAILED", 100, read_state)
    assert read_state()["name"] == "Incomplete"
    assert "mat-ket-noi" in read_state()["message"]
    [mail] = (tmp_path / "outputs" / "outbox" / "alerts").glob("*.eml")
    assert mail.name.startswith("source-folder-mat-ket-noi-")


def test_a_run_started_from_its_form_is_done_by_a_worker_and_shows_its_pages(
    worker: Any,
    inbox: Any,
    plan: Any,
    plan_file: Path,
    prefect: SimpleNamespace,
    start: Callable[..., Any],
    finish: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> None:
    outputs = tmp_path / "outputs"
    form = {
        "period": "2024-01-01..2024-03-31",
        "folders": [str(inbox.folder)],
        "maildirs": [str(inbox.maildir)],
        "plan": str(plan_file),
        "outputs": str(outputs),
        "request": {
            "number": "1234/UBND-VX",
            "date": "2024-04-01",
            "asker": "Ủy ban nhân dân tỉnh Quảng Trị",
            "scope": "Kết quả công tác thông tin đối ngoại quý I năm 2024",
            "deadline": "2024-04-20",
        },
    }
    ordered = finish(
        start(
            [
                BIN / "prefect", "--no-prompt", "deployment", "run", "consolidate/consolidate",
                "--param", f"run={json.dumps(form)}", "--watch", "--watch-timeout", "100",
            ],
            make_environ() | prefect.environ, cwd=tmp_path,
        )
    )  # fmt: skip
    assert worker.poll() is None
    assert ordered.code == 0, ordered.said
    runs = ask(prefect, "flow_runs/filter", flow_runs={"name": {"like_": "2024-01-01..2024-03-31"}})
    assert {run["state_name"] for run in runs} == {"Completed"}
    assert any(run["name"] == "2024-01-01..2024-03-31 · báo cáo đột xuất · theo kế hoạch" for run in runs)

    report = json.loads((outputs / "reports" / "2024-01-01_2024-03-31" / "v1" / "report.json").read_bytes())
    pages = {each["key"]: each["data"] for each in ask(prefect, "artifacts/latest/filter")}
    keys = {f"{name}-2024-01-01-2024-03-31" for name in ("tinh-hinh", "bao-cao", "con-thieu", "viec-cho")}
    assert keys | {"hom-nay"} <= set(pages)
    names = {code: plan.find_unit(code).name for code in report["missing_units"]}
    assert names
    assert all(name in pages["con-thieu-2024-01-01-2024-03-31"] for name in names.values())
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    with ledger.read() as connection:  # the shipped rule for an ad hoc report: a person first
        assert load_deliveries(connection, "2024-01-01..2024-03-31") == []
    ledger.close()
    assert list((outputs / "outbox").glob("*.eml")) == []
