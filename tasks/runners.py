"""Which task runner works: threads on this machine, or Dask workers by an address. Reading itself runs in processes."""

from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from tonghop.settings import load_settings

_MOST_THREADS = 4


def choose_task_runner() -> TaskRunner[Any]:
    """The runner that the settings name."""
    address = load_settings().dask_address
    if address is None:
        return ThreadPoolTaskRunner(max_workers=_MOST_THREADS)
    from prefect_dask.task_runners import DaskTaskRunner

    runner: TaskRunner[Any] = DaskTaskRunner(address=address)
    return runner
