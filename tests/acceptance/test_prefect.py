"""The flows on one running Prefect server: killed and repeated, deployed, and started by a real worker."""

import json
import subprocess
import sys
from collections.abc import Callable
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


@pytest.fixture(scope="module")
def deployed(prefect: SimpleNamespace, make_environ: Callable[..., dict[str, str]]) -> None:
    """The work pool and all deployments of prefect.yaml, made from the repository's folder."""
    environ = make_environ() | prefect.environ
    for command in (
        ["work-pool", "create", "tonghop", "--type", "process"],
        ["--no-prompt", "deploy", "--all"],
    ):
        done = subprocess.run(  # noqa: PLW1510 (what it said is shown below)
            [BIN / "prefect", *command], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=100
        )
        assert done.returncode == 0, done.stdout + done.stderr


def ask(prefect: SimpleNamespace, path: str, **body: Any) -> Any:
    answer = httpx.post(f"{prefect.api}/{path}", json=body, timeout=30)
    answer.raise_for_status()
    return answer.json()


def test_all_deployments_stand_on_the_server_with_their_schedules(deployed: None, prefect: SimpleNamespace) -> None:
    found = {each["name"]: each for each in ask(prefect, "deployments/filter")}
    assert set(found) == {"semiannual", "annual", "ad-hoc", "gather", "publish"}
    schedules = {
        (name, each["slug"]): (each["schedule"]["cron"], each["schedule"]["timezone"], each["active"])
        for name, deployment in found.items()
        for each in deployment["schedules"]
    }
    assert schedules == {
        ("semiannual", "h1-2024"): ("30 7 19 6 *", "Asia/Ho_Chi_Minh", True),
        ("semiannual", "h2-2024"): ("30 7 18 12 *", "Asia/Ho_Chi_Minh", True),
        ("annual", "year-2024"): ("0 8 18 12 *", "Asia/Ho_Chi_Minh", True),
        ("gather", "every-15-minutes"): ("*/15 * * * *", "Asia/Ho_Chi_Minh", True),
    }
    assert all(each["concurrency_options"]["collision_strategy"] == "CANCEL_NEW" for each in found.values())


def test_an_ad_hoc_run_started_from_its_form_is_done_by_a_worker_and_shows_its_pages(
    deployed: None,
    inbox: Any,
    plan: Any,
    plan_file: Path,
    prefect: SimpleNamespace,
    start: Callable[..., Any],
    finish: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> None:
    # Should a schedule start a run meanwhile, it finds an empty folder and writes elsewhere.
    (tmp_path / "nothing").mkdir()
    elsewhere = {"TONGHOP_OUTPUTS": tmp_path / "elsewhere", "TONGHOP_FOLDERS": tmp_path / "nothing"}
    environ = make_environ(**elsewhere) | prefect.environ
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
    worker = start(
        [BIN / "prefect", "worker", "start", "--pool", "tonghop", "--type", "process", "--prefetch-seconds", "1"],
        environ, cwd=ROOT,
    )  # fmt: skip
    ordered = finish(
        start(
            [
                BIN / "prefect", "--no-prompt", "deployment", "run", "consolidate/ad-hoc",
                "--param", f"run={json.dumps(form)}", "--watch", "--watch-timeout", "100",
            ],
            environ, cwd=ROOT,
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
    silent = names.keys() - {one["unit"] for one in report["submissions"]}
    assert len(names) > len(silent) > 0
    assert all(name in pages["con-thieu-2024-01-01-2024-03-31"] for name in names.values())
    assert all(names[code] in pages["hom-nay"] for code in silent)
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    with ledger.read() as connection:  # the shipped rule for an ad hoc report: a person first
        assert load_deliveries(connection, "2024-01-01..2024-03-31") == []
    ledger.close()
    assert list((outputs / "outbox").glob("*.eml")) == []
