"""What `tonghop deploy` would put on a server, and what it refuses before it asks one."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from cli.definitions import arrange_form, as_module, find_definitions, load_definitions, load_flow, load_plans
from schemas.plan import Plan
from schemas.request import AdHocForm, AlertForm, Workplace
from schemas.values import AlertCause

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "prefect.yaml"
ALERT = UUID("00000000-0000-0000-0000-000000000001")
Tonghop = Callable[..., Any]


def find_crons(definitions: list[dict[str, Any]]) -> dict[str, str]:
    return {each["slug"]: each["cron"] for one in definitions for each in one.get("schedules", [])}


def test_days_come_from_the_plan_and_times_of_day_from_the_file(plan: Plan) -> None:
    first, *others = plan.periods
    moved = plan.model_copy(
        update={"periods": (first.model_copy(update={"unit_due_date": date(2024, 6, 12)}), *others)}
    )
    assert find_crons(load_definitions(SHIPPED, [moved], datetime(2024, 1, 1, tzinfo=UTC))) == {
        "h1": "30 7 13 6 *",
        "h2": "30 7 18 12 *",
        "year": "0 8 18 12 *",
        "every-morning": "15 8 * * *",
        "every-15-minutes": "*/15 * * * *",
        "twice-a-day": "5 8,14 * * *",
    }


@pytest.mark.parametrize(
    ("text", "is_own"),
    [("name: tonghop\ndeployments: []\n", True), ("name: something else\n", False), (None, False)],
    ids=["ours", "of-another-project", "none"],
)
def test_only_a_file_of_ours_in_the_present_folder_comes_before_the_shipped_one(
    tmp_path: Path, text: str | None, is_own: bool
) -> None:
    if text is not None:
        (tmp_path / "prefect.yaml").write_text(text, "utf-8")
    assert find_definitions(tmp_path) == (tmp_path / "prefect.yaml" if is_own else SHIPPED)


def test_an_entrypoint_is_found_wherever_the_package_is_installed() -> None:
    assert as_module("flows/ad_hoc.py:ad_hoc") == "flows.ad_hoc.ad_hoc"


def test_schedules_come_from_the_plans_of_every_year_or_from_the_one_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "plans" / "2024.yaml").read_text("utf-8")
    for shipped, here in (
        ("year: 2024\n", "year: 2030\n"),
        ("2024-", "2030-"),
        ("2023-", "2029-"),
        ('"2024"', '"2030"'),
    ):
        text = text.replace(shipped, here)
    (tmp_path / "plans").mkdir()
    own = tmp_path / "plans" / "2030.yaml"
    own.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert [plan.year for plan in load_plans(None)] == [2024, 2030]
    assert [plan.year for plan in load_plans(own)] == [2030]


@pytest.mark.parametrize(
    ("variables", "code", "told"),
    [
        ({}, 2, "Chưa có địa chỉ máy chủ Prefect. Đặt PREFECT_API_URL"),
        ({"PREFECT_API_URL": "http://127.0.0.1:1/api"}, 3, "Không kết nối được máy chủ Prefect http://127.0.0.1:1/api"),
        ({"TONGHOP_PLAN": "khong-co.yaml"}, 2, "Không đọc được tệp kế hoạch khong-co.yaml"),
    ],
    ids=["no-server", "no-answer", "no-plan"],
)
def test_what_stands_in_the_way_is_told_in_vietnamese(
    variables: dict[str, str], code: int, told: str, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TONGHOP_", "PREFECT_"))}
    environ = kept | {"HOME": str(tmp_path), "TONGHOP_ENV_FILE": "", "PREFECT_CLIENT_MAX_RETRIES": "0"} | variables
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "deploy"],
        cwd=tmp_path, env=environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), kept.get("PYTHONPATH", "")])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(told), "nothing else is said"
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_named(tonghop: Tonghop, tmp_path: Path) -> None:
    (tmp_path / "cwd" / "prefect.yaml").write_text("name: [tonghop\n", "utf-8")
    ended = tonghop("deploy")
    assert ended.code == 2
    assert "Không đọc được prefect.yaml" in ended.err


def test_every_alert_fills_the_whole_form_and_cuts_what_would_not_fit() -> None:
    from cli.automations import list_automations

    told = {}
    for automation in list_automations(ALERT, ("due",), "https://tonghop.example/"):
        for action in automation.actions:
            if action.type == "run-deployment":
                told[action.parameters["form"]["cause"]] = action.parameters["form"]
    assert set(told) == {cause.value for cause in AlertCause}
    for form in told.values():
        assert set(form) == {"cause", "deployment", "run_name", "run_url", "message"}
        for name in ("deployment", "run_name", "message"):
            longest = next(each.max_length for each in AlertForm.model_fields[name].metadata)
            cut = re.search(r"truncate\((\d+), true, '…', 0\)", form[name]["template"])
            assert cut is not None
            assert int(cut[1]) <= longest
        assert form["run_url"]["template"] == "https://tonghop.example/runs/flow-run/{{ flow_run.id }}"


def test_alerts_are_of_our_deployed_runs_and_never_of_an_alert_or_of_a_flow_within_a_flow() -> None:
    from cli.automations import list_automations

    silent, *alerts = list_automations(ALERT, ("due", "gather"), "https://tonghop.example")
    assert len(alerts) == 3
    for automation in alerts:
        related = [each.model_dump() for each in automation.trigger.match_related]
        assert {"prefect.resource.role": "tag", "prefect.resource.id": "prefect.tag.tonghop"} in related
        assert {"prefect.resource.role": "deployment"} in related
    # Silence is looked for in every run of our flows, also those within others, and in nobody else's.
    assert silent.trigger.match_related.model_dump() == {
        "prefect.resource.role": "flow",
        "prefect.resource.name": ["due", "gather"],
    }


@pytest.mark.parametrize(
    ("flow", "shown"),
    [
        ("ad_hoc", {name for name in AdHocForm.model_fields if name not in Workplace.model_fields}),
        ("consolidate", {"period", "request", "send", "dry_run"}),
        ("publish", {"period", "request", "send", "dry_run"}),
        ("due", {"kind"}),
        ("gather", set()),
        ("remind", set()),
        ("alert", {"cause", "deployment", "run_name", "run_url", "message"}),
    ],
)
def test_a_deployed_form_shows_only_what_people_fill_in_and_still_takes_a_place(flow: str, shown: set[str]) -> None:
    from prefect.utilities.callables import parameter_schema
    from prefect.utilities.schema_tools.validation import validate

    full = parameter_schema(load_flow(f"flows/{flow}.py:{flow}")).model_dump_for_openapi()
    schema = arrange_form(full)
    [parameter] = schema["properties"]
    form = schema["definitions"][schema["properties"][parameter]["$ref"].rpartition("/")[2]]
    assert set(form["properties"]) == shown
    assert [each["position"] for each in form["properties"].values()] == list(range(len(shown)))
    assert set(Workplace.model_fields) <= set(str(full).split("'")), "Prefect's own deploy shows what there is"
    place = {"outputs": "ket-qua", "plan": None, "folders": ["nhan"], "maildirs": []}
    values = place | ({"cause": "failed"} if flow == "alert" else {})
    assert validate({parameter: values}, schema) == []
