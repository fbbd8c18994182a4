"""Filing: by which plan a report is understood, and what keeps no other from being filed."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from schemas.values import CheckStatus
from tonghop import steps
from tonghop.ledger.submissions import load_submissions
from tonghop.ledger.tables import submissions
from tonghop.settings import SettingsError
from tonghop.steps import settling
from tonghop.understanding import understand

ROOT = Path(__file__).resolve().parents[2]
OpenWork = Callable[..., Any]


def write_next_plan(folder: Path) -> None:
    """A plan of 2025 in which the items 3 and 4 have changed places."""
    text = (ROOT / "plans" / "2024.yaml").read_text("utf-8").replace("year: 2024", "year: 2025")
    lines = [
        re.sub("202[34]", lambda year: str(int(year[0]) + 1), line) if line.startswith("  - {period: ") else line
        for line in text.splitlines(keepends=True)
    ]
    swapped = re.sub(
        "^  - number: ([34])$", lambda m: f"  - number: {7 - int(m[1])}", "".join(lines), flags=re.MULTILINE
    )
    folder.mkdir(parents=True)
    (folder / "2025.yaml").write_text(swapped, encoding="utf-8")


def test_a_report_is_understood_by_the_plan_of_its_own_year_whichever_run_meets_it_first(
    examples_done: SimpleNamespace,
    open_work: OpenWork,
    bare_environment: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    write_next_plan(tmp_path / "plans")
    bare_environment.chdir(tmp_path)
    with open_work(examples_done.outputs) as job, job.ledger.read() as connection:
        usual = load_submissions(connection, period="2024-H1", examples=True)
    with open_work(tmp_path / "outputs", period="2025") as job:
        assert [item.number for item in job.plan.items][2:4] == [4, 3]
        for source in job.sources:
            steps.gather(job, source)
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        with job.ledger.read() as connection:
            found = load_submissions(connection, period="2024-H1", examples=True)
    assert len(usual) > 3
    assert sorted(each.content.model_dump_json() for each in found if each.content and each.content.period) == sorted(
        each.content.model_dump_json() for each in usual if each.content and each.content.period
    )


@pytest.mark.parametrize("has_model", [True, False])
def test_what_was_filed_knows_its_plan_and_the_model_that_filed_it(
    open_work: OpenWork, tmp_path: Path, *, has_model: bool
) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("2024.yaml", "model-2024.json") if has_model else ("2024.yaml",):
        (tmp_path / "plans" / name).write_bytes((ROOT / "plans" / name).read_bytes())
    with open_work(tmp_path / "outputs", plan=tmp_path / "plans" / "2024.yaml") as job:
        steps.gather(job, job.sources[0])
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        with job.ledger.read() as connection:
            told = connection.execute(select(submissions.c.plan_sha256, submissions.c.model_sha256)).all()
    plan, model = (
        hashlib.sha256((ROOT / "plans" / name).read_bytes()).hexdigest() for name in ("2024.yaml", "model-2024.json")
    )
    assert len(told) > 3
    assert set(told) == {(plan, model if has_model else None)}


def test_outputs_inside_a_source_are_refused(open_work: OpenWork, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nằm trong nguồn nhận"), open_work(tmp_path / "o", folders=(tmp_path,)):
        pass


def test_a_source_inside_another_one_is_refused(open_work: OpenWork, tmp_path: Path) -> None:
    outer, inner = tmp_path / "nhan", tmp_path / "nhan" / "tay"
    with (
        pytest.raises(SettingsError, match=f"{inner} nằm trong nguồn nhận {outer}"),
        open_work(tmp_path / "o", folders=(outer, inner)),
    ):
        pass


def test_a_report_that_breaks_the_program_is_filed_for_a_person_and_stops_no_other(
    tmp_path: Path, open_work: OpenWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_one(documents: Any, channel: Any, plan: Any) -> Any:
        if "QLCN" in channel.folders:
            raise ZeroDivisionError
        return understand(documents, channel, plan)

    monkeypatch.setattr(settling, "understand", break_one)
    with open_work(tmp_path) as job:
        received = steps.gather(job, job.sources[0]).received
        assert sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job)) == len(received)
        rows = steps.assess(job).submissions
    broken = [row for row in rows if "QLCN" in row.channel.folders]
    assert broken
    assert all(row.status is CheckStatus.NEEDS_PERSON for row in broken)
    assert all([finding.rule for finding in row.findings] == ["not-understood"] for row in broken)
    assert any(row.status is CheckStatus.ACCEPTED for row in rows)


def test_a_missing_original_stops_no_other_and_is_filed_once_it_is_back(tmp_path: Path, open_work: OpenWork) -> None:
    with open_work(tmp_path) as job:
        received = steps.gather(job, job.sources[0]).received
        [ids] = steps.list_unfiled(job)
        lost = next(path for path in (tmp_path / "archive").rglob("*") if path.is_file())
        aside = lost.rename(tmp_path / "aside")
        assert steps.file_submissions(job, ids) == len(received) - 1
        aside.rename(lost)
        [left] = steps.list_unfiled(job)
        assert steps.file_submissions(job, left) == 1


def test_what_a_killed_run_took_in_is_filed_by_the_next(
    office: SimpleNamespace, tmp_path: Path, open_work: OpenWork
) -> None:
    with open_work(tmp_path / "o", **office.form) as job:
        received = steps.gather(job, job.sources[0]).received
    with open_work(tmp_path / "o", **office.form) as job:
        assert {each for ids in steps.list_unfiled(job) for each in ids} == set(received)
        assert sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job)) == len(received)
        assert steps.list_unfiled(job) == []
        assert steps.file_submissions(job, received) == 0
