"""On Dask workers the job gives the same report as on threads."""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

V1 = Path("reports") / "2024-H1" / "v1"


@pytest.fixture
def cluster(
    lack: Callable[[str], None],
    start: Callable[..., Any],
    prefect: SimpleNamespace,
    make_environ: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> str:
    """Address of a scheduler with two worker processes."""
    if importlib.util.find_spec("distributed") is None:
        lack("Dask (the extra `dask`)")
    environ, told = make_environ() | prefect.environ, tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    with (tmp_path / "dask.log").open("w") as log:
        start(
            [*dask, "scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard", "--scheduler-file", told],
            environ, stdout=log,
        )  # fmt: skip
        for _ in range(2):
            start(
                [*dask, "worker", "--scheduler-file", told, "--nthreads", 1, "--no-nanny", "--no-dashboard"],
                environ, stdout=log,
            )  # fmt: skip
    deadline = time.monotonic() + 60
    while not told.exists() or not told.read_bytes():
        assert time.monotonic() < deadline, (tmp_path / "dask.log").read_text()
        time.sleep(0.1)
    return str(json.loads(told.read_bytes())["address"])


def test_dask_workers_make_the_same_report_as_threads(
    cluster: str,
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> None:
    from distributed import Client

    settings: dict[str, dict[str, str]] = {"threads": {}, "dask": {"TONGHOP_DASK_ADDRESS": cluster}}
    with Client(cluster) as client:
        client.wait_for_workers(2, timeout=60)
        done = {}
        for name, given in settings.items():
            run = run_tonghop("run", "2024-H1", "--outputs", tmp_path / name, environ=make_environ(**given))
            assert run.code in (0, 1), run.said
            done[name] = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.transition_log))
    assert done["threads"] == 0 < done["dask"]
    for file in ("report.docx", "report.json"):
        assert (tmp_path / "dask" / V1 / file).read_bytes() == (tmp_path / "threads" / V1 / file).read_bytes()
