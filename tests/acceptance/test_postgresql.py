"""The same inbox on PostgreSQL gives the same report as on SQLite."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

V1 = Path("reports") / "2024-H1" / "v1"


@pytest.fixture
def database_url(lack: Callable[[str], None]) -> Iterator[str]:
    """A private PostgreSQL cluster, which never runs as root."""
    found = shutil.which("initdb") or max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)  # Debian
    if found is None:
        lack("PostgreSQL")
        return
    tools = Path(found).resolve().parent
    user = "postgres" if os.geteuid() == 0 else None
    place = Path(tempfile.mkdtemp())
    if user is not None:
        shutil.chown(place, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: object) -> None:
        subprocess.run(list(map(str, command)), check=True, user=user, cwd=place, stdout=subprocess.DEVNULL)

    run(tools / "initdb", "-D", place / "data", "-A", "trust", "-U", "so", "-E", "UTF8", "--locale=C")
    control = (tools / "pg_ctl", "-D", place / "data", "-w", "-l", place / "log")
    run(*control, "-o", f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off", "start")
    yield f"postgresql://so@127.0.0.1:{port}/postgres"
    run(*control, "-m", "immediate", "stop")
    shutil.rmtree(place)


def test_the_report_is_the_same_on_postgresql_and_on_sqlite(
    inbox: Any,
    source_options: Callable[[Any], list[object]],
    plan_file: Path,
    database_url: str,
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    read_standing: Callable[..., Any],
    tmp_path: Path,
) -> None:
    run = ["run", "2024-H1", *source_options(inbox), "--plan", plan_file, "--send", "always"]
    places = {"sqlite": tmp_path / "sqlite", "postgresql": tmp_path / "postgresql"}
    settings: dict[str, dict[str, str]] = {"sqlite": {}, "postgresql": {"TONGHOP_DATABASE_URL": database_url}}
    for name, outputs in places.items():
        for _ in range(2):
            done = run_tonghop(*run, "--outputs", outputs, environ=make_environ(**settings[name]))
            assert done.code in (0, 1), done.said
    assert not (places["postgresql"] / "ledger.db").exists()
    for file in ("report.docx", "report.json"):
        assert (places["postgresql"] / V1 / file).read_bytes() == (places["sqlite"] / V1 / file).read_bytes()
    assert read_standing(places["postgresql"], database_url) == read_standing(places["sqlite"])
    assert read_standing(places["sqlite"]).faults == []
