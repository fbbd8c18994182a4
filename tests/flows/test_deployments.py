"""prefect.yaml and prefect.toml: the deployments load, take our forms, start on the plan's days, name no year."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from schemas.plan import Plan
from schemas.request import AdHocForm, AlertForm, DecideForm, DueForm, ReceiveForm, RunRequest, Workplace
from tonghop.plan.due import list_reports
from tonghop.plan.schedules import SLUGS

ROOT = Path(__file__).parents[2]
DEPLOYMENTS = {each["name"]: each for each in YAML(typ="safe").load(ROOT / "prefect.yaml")["deployments"]}
SCHEDULES = [(name, schedule) for name, each in DEPLOYMENTS.items() for schedule in each.get("schedules", [])]
FORMS = {
    "semiannual": ("form", DueForm),
    "annual": ("form", DueForm),
    "daily": ("form", DueForm),
    "ad-hoc": ("form", AdHocForm),
    "gather": ("place", Workplace),
    "receive": ("form", ReceiveForm),
    "decide": ("form", DecideForm),
    "remind": ("place", Workplace),
    "publish": ("run", RunRequest),
    "consolidate": ("run", RunRequest),
    "alert": ("form", AlertForm),
}


def test_there_is_one_deployment_for_each_thing_that_a_schedule_a_person_or_an_alarm_starts() -> None:
    assert set(DEPLOYMENTS) == set(FORMS)


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"alert"}))
def test_a_deployment_is_described_runs_in_our_pool_and_never_twice_at_once(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    assert re.search("[ạ-ỹ]", deployment["description"])
    assert (deployment["work_pool"]["name"], deployment["tags"]) == ("tonghop", ["tonghop"])
    # What a person starts waits for its turn; what the clock starts is started by it again.
    strategy = "CANCEL_NEW" if "schedules" in deployment else "ENQUEUE"
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": strategy}


def test_an_alert_has_its_own_worker_raises_no_alert_itself_and_none_is_dropped_for_another() -> None:
    deployment = DEPLOYMENTS["alert"]
    assert (deployment["work_pool"]["name"], deployment["tags"]) == ("tonghop-watch", ["tonghop-watch"])
    assert "concurrency_limit" not in deployment
    assert "schedules" not in deployment


@pytest.mark.parametrize("name", FORMS)
def test_every_run_tells_that_it_lives_more_often_than_the_alarm_waits(name: str) -> None:
    from cli.automations import SILENT_AFTER

    env = DEPLOYMENTS[name]["work_pool"]["job_variables"]["env"]
    assert 30 <= int(env["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]) <= SILENT_AFTER.total_seconds() / 3


@pytest.mark.parametrize("name", FORMS)
def test_every_entrypoint_loads_and_takes_its_form(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.flows import load_flow_from_entrypoint

    monkeypatch.chdir(ROOT)
    flow = load_flow_from_entrypoint(DEPLOYMENTS[name]["entrypoint"], use_placeholder_flow=False)
    parameter, form = FORMS[name]
    assert list(flow.parameters.properties) == [parameter]
    definitions: Any = flow.parameters.definitions
    assert set(definitions[form.__name__]["properties"]) == set(form.model_fields)


@pytest.mark.parametrize(("name", "schedule"), SCHEDULES, ids=[f"{n}-{s['slug']}" for n, s in SCHEDULES])
def test_a_schedule_has_a_slug_our_time_zone_and_no_parameter_of_its_own(name: str, schedule: dict[str, Any]) -> None:
    assert schedule["timezone"] == "Asia/Ho_Chi_Minh"
    assert set(schedule) == {"slug", "cron", "timezone"}
    assert len(schedule["cron"].split()) == 5
    parameter, form = FORMS[name]
    assert form.model_validate(DEPLOYMENTS[name]["parameters"][parameter])


def test_no_two_schedules_share_a_slug_and_none_names_a_year() -> None:
    slugs = [schedule["slug"] for _, schedule in SCHEDULES]
    assert len(set(slugs)) == len(slugs)
    assert set(SLUGS) < set(slugs)
    assert not re.search(r"20\d\d", str(SCHEDULES))


def test_each_report_of_the_shipped_plan_starts_in_the_morning_of_its_day_of_drafting(plan: Plan) -> None:
    days = set()
    for name, schedule in SCHEDULES:
        if schedule["slug"] in SLUGS:
            minute, hour, day, month, weekday = schedule["cron"].split()
            assert 0 <= int(minute) < 60
            assert 6 <= int(hour) <= 8, "before the Office begins"
            assert weekday == "*"
            days.add((name, date(plan.year, int(month), int(day))))
    assert days == {(each.kind.value, each.draft_date) for each in list_reports(plan)}


def test_prefect_is_quiet_local_guarded_patient_and_looks_a_year_ahead() -> None:
    settings = tomllib.loads((ROOT / "prefect.toml").read_text("utf-8"))
    server = settings["server"]
    assert server["analytics_enabled"] is False
    assert (server["api"]["host"], server["api"]["csrf_protection_enabled"]) == ("127.0.0.1", True)
    assert server["api"]["cors_allowed_origins"] == "http://127.0.0.1"
    assert server["ui"]["api_url"] == "/api"
    assert server["ephemeral"]["startup_timeout_seconds"] == 180
    assert server["services"]["scheduler"]["max_scheduled_time"] == "P400D"
    assert server["concurrency"]["lease_storage"].endswith(".filesystem")
    assert settings["flows"]["heartbeat_frequency"] == 30
