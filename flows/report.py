"""Report: gather -> draft. Ends with a draft that waits for people or for the release rule."""

from prefect import flow

from schemas.request import RunRequest
from schemas.run import Drafted, Gathered
from tasks.intake import file_received, gather_sources
from tasks.naming import name_run
from tasks.pages import show_pages
from tasks.report import draft_report
from tasks.runners import choose_task_runner


@flow(name="report", flow_run_name=name_run, task_runner=choose_task_runner())
def report(run: RunRequest) -> tuple[list[Gathered], Drafted | None]:
    """Take in what is new and make the next draft of the period, if anything that counts has changed."""
    gathered = gather_sources(run)
    file_received(run)
    drafted = None if run.dry_run else draft_report(run)
    show_pages(run)
    return gathered, drafted
