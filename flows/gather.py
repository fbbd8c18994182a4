"""Gather: look at every source; what came for an open period starts its report."""

from prefect import flow

from flows.report import report
from schemas.request import RunRequest
from schemas.run import Gathered
from tasks.intake import file_received, gather_sources
from tasks.naming import name_run
from tasks.report import find_open_runs
from tasks.runners import choose_task_runner


@flow(name="gather", flow_run_name=name_run, task_runner=choose_task_runner())
def gather(run: RunRequest) -> list[Gathered]:
    """Take in what is new; the period of the run only tells which plan is used to understand it."""
    gathered = gather_sources(run)
    filed = file_received(run)
    for open_run in find_open_runs(run, filed):
        report(open_run)
    return gathered
