"""prefect.yaml and prefect.toml: five deployments that load, take our form and start on the plan's days."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.request import RunRequest

ROOT = Path(__file__).parents[2]
DEPLOYMENTS = {each["name"]: each for each in YAML(typ="safe").load(ROOT / "prefect.yaml")["deployments"]}
SCHEDULES = [(name, schedule) for name, each in DEPLOYMENTS.items() for schedule in each.get("schedules", [])]
OF_A_PERIOD = [(name, schedule) for name, schedule in SCHEDULES if name in ("semiannual", "annual")]


def find_day(cron: str, year: int) -> date:
    minute, hour, day, month, weekday = cron.split()
    assert weekday == "*"
    assert 0 <= int(minute) < 60
    assert 6 <= int(hour) <= 8, "in the morning, before the Office begins"
    return date(year, int(month), int(day))


def test_there_are_exactly_the_five_deployments() -> None:
    assert set(DEPLOYMENTS) == {"semiannual", "annual", "ad-hoc", "gather", "publish"}


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_deployment_is_described_runs_in_our_pool_and_never_twice_at_once(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    assert deployment["description"].strip()
    assert deployment["work_pool"]["name"] == "tonghop"
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


@pytest.mark.parametrize("entrypoint", sorted({each["entrypoint"] for each in DEPLOYMENTS.values()}))
def test_every_entrypoint_loads_and_takes_the_one_form(entrypoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.flows import load_flow_from_entrypoint

    monkeypatch.chdir(ROOT)
    flow = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
    assert flow.parameters.required == ["run"]
    form: Any = flow.parameters.definitions
    assert set(form["RunRequest"]["properties"]) == set(RunRequest.model_fields)


@pytest.mark.parametrize(("name", "schedule"), SCHEDULES, ids=[f"{n}-{s['slug']}" for n, s in SCHEDULES])
def test_a_schedule_has_a_slug_our_time_zone_and_parameters_that_our_form_accepts(
    name: str, schedule: dict[str, Any]
) -> None:
    assert schedule["timezone"] == "Asia/Ho_Chi_Minh"
    assert schedule["slug"]
    parameters = DEPLOYMENTS[name].get("parameters", {}) | schedule.get("parameters", {})
    RunRequest.model_validate(parameters["run"])


def test_no_two_schedules_share_a_slug() -> None:
    slugs = [schedule["slug"] for _, schedule in SCHEDULES]
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(("name", "schedule"), OF_A_PERIOD, ids=[s["slug"] for _, s in OF_A_PERIOD])
def test_a_period_starts_on_the_day_after_the_units_deadline(name: str, schedule: dict[str, Any], plan: Plan) -> None:
    period = parse_period(RunRequest.model_validate(schedule["parameters"]["run"]).period)
    assert name == period.kind.value
    dates = plan.find_period(period)
    assert dates is not None
    day = find_day(schedule["cron"], plan.year)
    assert day == dates.unit_due_date + timedelta(days=1)
    assert day <= dates.office_due_date


def test_every_period_of_the_plan_is_scheduled(plan: Plan) -> None:
    scheduled = {schedule["parameters"]["run"]["period"] for _, schedule in OF_A_PERIOD}
    assert scheduled == {each.period for each in plan.periods}


def test_prefect_is_quiet_local_patient_and_looks_a_year_ahead() -> None:
    server = tomllib.loads((ROOT / "prefect.toml").read_text("utf-8"))["server"]
    assert server["analytics_enabled"] is False
    assert server["api"]["host"] == "127.0.0.1"
    assert server["ephemeral"]["startup_timeout_seconds"] == 180
    assert server["services"]["scheduler"]["max_scheduled_time"] == "P400D"
