"""The task runner is a setting: threads on this machine, or Dask workers by an address."""

import pytest
from prefect.task_runners import ThreadPoolTaskRunner

from tasks.runners import choose_task_runner


def test_threads_unless_an_address_is_set(bare_environment: pytest.MonkeyPatch) -> None:
    assert isinstance(choose_task_runner(), ThreadPoolTaskRunner)


def test_dask_by_its_address(bare_environment: pytest.MonkeyPatch) -> None:
    dask = pytest.importorskip("prefect_dask.task_runners", reason="the extra `dask` is not installed")
    bare_environment.setenv("TONGHOP_DASK_ADDRESS", "tcp://127.0.0.1:8786")
    runner = choose_task_runner()
    assert isinstance(runner, dask.DaskTaskRunner)
    assert runner.address == "tcp://127.0.0.1:8786"
