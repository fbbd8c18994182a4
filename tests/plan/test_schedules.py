"""The days of prefect.yaml's schedules are the plan's days of drafting; its times of day stay."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from cli.inspecting import check_plan_files
from schemas.plan import Plan
from schemas.values import Severity
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.plan.schedules import SLUGS, check_schedules, set_schedules

DEFINITIONS = Path(__file__).parents[2] / "prefect.yaml"


@pytest.fixture
def definitions() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(DEFINITIONS))


def move(plan: Plan, **days: int) -> Plan:
    """The plan of the next year, its deadlines moved by so many days of the calendar."""
    periods = tuple(
        each.model_copy(
            update={
                "period": each.period.replace("2024", "2025"),
                "unit_due_date": each.unit_due_date + timedelta(days=365 + days.get(each.period[-2:], 0)),
                "office_due_date": each.office_due_date + timedelta(days=365 + days.get(each.period[-2:], 0)),
            }
        )
        for each in plan.periods
    )
    return plan.model_copy(update={"year": 2025, "periods": periods})


def read_crons(definitions: dict[str, Any]) -> dict[str, str]:
    return {one["slug"]: one["cron"] for each in definitions["deployments"] for one in each.get("schedules", [])}


H1, H2, NEXT_H1, NEXT_H2 = "19 6", "18 12", "23 6", "18 12"  # 21 June 2025 is a Saturday


@pytest.mark.parametrize(
    ("now", "h1", "h2"),
    [
        (datetime(2024, 1, 1, tzinfo=OFFICE_ZONE), H1, H2),
        (datetime(2024, 6, 19, 7, 29, tzinfo=OFFICE_ZONE), H1, H2),
        (datetime(2024, 6, 19, 7, 30, tzinfo=OFFICE_ZONE), NEXT_H1, H2),
        (datetime(2024, 6, 19, 0, 31, tzinfo=UTC), NEXT_H1, H2),
        (datetime(2024, 12, 19, tzinfo=OFFICE_ZONE), NEXT_H1, NEXT_H2),
        (datetime(2026, 1, 1, tzinfo=OFFICE_ZONE), NEXT_H1, NEXT_H2),
    ],
    ids=str,
)
def test_a_schedule_has_the_next_moment_of_drafting_else_the_last_one(
    plan: Plan, definitions: dict[str, Any], now: datetime, h1: str, h2: str
) -> None:
    for plans in ([plan, move(plan, H1=2)], [move(plan, H1=2), plan]):
        crons = read_crons(set_schedules(definitions, plans, now))
        assert [crons[slug] for slug in SLUGS] == [f"30 7 {h1} *", f"30 7 {h2} *", f"0 8 {h2} *"]


def test_only_day_and_month_of_the_plans_schedules_are_set(plan: Plan, definitions: dict[str, Any]) -> None:
    before = deepcopy(definitions)
    changed = set_schedules(definitions, [move(plan, H1=2)], datetime(2025, 1, 2, tzinfo=OFFICE_ZONE))
    assert definitions == before, "the given definitions are left alone"
    old, new = read_crons(before), read_crons(changed)
    assert new.pop("h1") == " ".join([*old.pop("h1").split()[:2], "23 6 *"])
    assert (new["h2"], new["year"]) == (old["h2"], old["year"]), "17 December is a Wednesday in 2025 too"
    assert new == old
    for one in (before, changed):
        for each in one["deployments"]:
            each.pop("schedules", None)
    assert changed == before


def test_a_report_that_no_plan_asks_for_keeps_no_stale_schedule(plan: Plan, definitions: dict[str, Any]) -> None:
    halves = plan.model_copy(update={"periods": plan.periods[:2]})
    changed = read_crons(set_schedules(definitions, [halves], datetime(2024, 1, 1, tzinfo=OFFICE_ZONE)))
    assert set(read_crons(definitions)) - set(changed) == {"year"}


def test_the_shipped_definitions_agree_with_the_shipped_plan(plan: Plan, definitions: dict[str, Any]) -> None:
    assert set(SLUGS) <= set(read_crons(definitions))
    assert check_schedules(plan, DEFINITIONS) == []
    assert set_schedules(definitions, [plan], datetime(2024, 1, 1, tzinfo=OFFICE_ZONE)) == definitions


def test_a_schedule_on_another_day_than_the_plans_is_named_with_its_line(plan: Plan) -> None:
    (finding,) = check_schedules(move(plan, H1=2), DEFINITIONS)
    line = int((finding.locator or "").removeprefix("line"))
    assert "slug: h1" in DEFINITIONS.read_text("utf-8").splitlines()[line - 1]
    assert finding.severity is Severity.ADVICE, "deploying sets it, whatever the file says"
    assert "23/6/2025" in finding.message
    assert "tonghop deploy" in finding.fix
    assert "23 6 *”" in finding.fix


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("deployments:\n  - name: annual\n", ["“h1”", "“h2”", "“year”"]),
        ("deployments: [1, {schedules: [2, {slug: h1}]}]\n", ["“h1”", "“h2”", "“year”"]),
        ("[]\n", ["“h1”", "“h2”", "“year”"]),
        ("deployments: [\n", ["YAML"]),
    ],
)
def test_a_missing_schedule_or_a_broken_file_is_told_and_never_stops_the_check(
    plan: Plan, tmp_path: Path, text: str, told: list[str]
) -> None:
    path = tmp_path / "prefect.yaml"
    path.write_text(text, encoding="utf-8")
    findings = check_schedules(plan, path)
    assert len(findings) == len(told)
    assert all(word in finding.message for word, finding in zip(told, findings, strict=True))


def test_without_definitions_nothing_is_compared(plan: Plan, tmp_path: Path) -> None:
    assert check_schedules(plan, tmp_path / "prefect.yaml") == []


def test_plan_check_names_the_schedule_beside_the_plans_own_mistakes(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DEFINITIONS.parent / "plans" / "2024.yaml").read_text("utf-8")
    path, schedules = tmp_path / "2024.yaml", tmp_path / "prefect.yaml"
    path.write_text(text.replace("2024-06-18, office_due_date: 2024-06-21", "2024-06-19, office_due_date: 2024-06-21"))
    assert check_plan_files(path, schedules) == 0, "without definitions nothing is compared"
    assert "prefect.yaml" not in capsys.readouterr().out
    assert check_plan_files(path, DEFINITIONS) == 0
    told = capsys.readouterr().out
    assert f"{DEFINITIONS}, dòng " in told
    assert "Lịch “h1”" in told
    assert "20/6/2024" in told
    schedules.write_text("deployments: []", encoding="utf-8")
    assert check_plan_files(path, schedules) == 1
    assert "3 cảnh báo" in capsys.readouterr().out
    path.write_text(text.replace("year: 2024", "year: x", 1), encoding="utf-8")
    assert check_plan_files(path, schedules) == 1, "a plan that cannot be used is compared with nothing"
    assert "prefect.yaml" not in capsys.readouterr().out
