"""Filing: by which plan a report is understood."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tonghop import steps
from tonghop.ledger.submissions import load_submissions
from tonghop.settings import SettingsError

ROOT = Path(__file__).parent.parent
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


def test_outputs_inside_a_source_are_refused(open_work: OpenWork, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nằm trong nguồn nhận"), open_work(tmp_path / "o", folders=(tmp_path,)):
        pass
