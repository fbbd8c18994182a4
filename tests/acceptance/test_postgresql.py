"""The same inbox on PostgreSQL gives the same report as on SQLite."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

V1 = Path("reports") / "2024-H1" / "v1"


def test_the_report_is_the_same_on_postgresql_and_on_sqlite(
    inbox: Any,
    source_options: Callable[[Any], list[object]],
    plan_file: Path,
    postgresql_url: str,
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    read_standing: Callable[..., Any],
    tmp_path: Path,
) -> None:
    run = ["run", "2024-H1", *source_options(inbox), "--plan", plan_file, "--send", "always"]
    places = {"sqlite": tmp_path / "sqlite", "postgresql": tmp_path / "postgresql"}
    settings: dict[str, dict[str, str]] = {"sqlite": {}, "postgresql": {"TONGHOP_DATABASE_URL": postgresql_url}}
    for name, outputs in places.items():
        for _ in range(2):
            done = run_tonghop(*run, "--outputs", outputs, environ=make_environ(**settings[name]))
            assert done.code in (0, 1), done.said
    assert not (places["postgresql"] / "ledger.db").exists()
    for file in ("report.docx", "report.json"):
        assert (places["postgresql"] / V1 / file).read_bytes() == (places["sqlite"] / V1 / file).read_bytes()
    assert read_standing(places["postgresql"], postgresql_url) == read_standing(places["sqlite"])
    assert read_standing(places["sqlite"]).faults == []
