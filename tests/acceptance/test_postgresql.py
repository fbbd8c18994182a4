"""The same inbox on PostgreSQL with two workers gives the same report as the embedded default on SQLite."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

BIN = Path(sys.executable).parent
V1 = Path("reports") / "2024-H1" / "v1"


def test_two_workers_on_postgresql_make_the_same_report_as_one_on_sqlite(
    inbox: Any,
    source_options: Callable[[Any], list[object]],
    plan_file: Path,
    postgresql_url: str,
    prefect: SimpleNamespace,
    start: Callable[..., Any],
    finish: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    read_standing: Callable[..., Any],
    tmp_path: Path,
) -> None:
    run = [BIN / "tonghop", "run", "2024-H1", *source_options(inbox), "--plan", plan_file, "--send", "always"]
    places = {"sqlite": tmp_path / "sqlite", "postgresql": tmp_path / "postgresql"}
    settings: dict[str, dict[str, str]] = {"sqlite": {}, "postgresql": {"TONGHOP_DATABASE_URL": postgresql_url}}
    for name, workers in (("sqlite", 1), ("postgresql", 2), ("postgresql", 1)):
        environ = make_environ(**settings[name]) | prefect.environ
        started = [start([*run, "--outputs", places[name]], environ) for _ in range(workers)]
        for done in [finish(each) for each in started]:
            assert done.code in (0, 1), done.said
    assert not (places["postgresql"] / "ledger.db").exists()
    for file in ("report.docx", "report.json"):
        assert (places["postgresql"] / V1 / file).read_bytes() == (places["sqlite"] / V1 / file).read_bytes()
    assert read_standing(places["postgresql"], postgresql_url) == read_standing(places["sqlite"])
    assert read_standing(places["sqlite"]).faults == []
