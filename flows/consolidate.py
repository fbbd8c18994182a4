"""The main job: gather -> draft -> gate -> send, for one period."""

from prefect import flow

from schemas.request import RunRequest
from schemas.run import DeliveryOutcome, Drafted, Gathered
from tasks.endings import conclude, list_unseen, told_in_vietnamese
from tasks.intake import file_received, gather_sources
from tasks.naming import name_run
from tasks.pages import show_pages
from tasks.receipts import answer_units
from tasks.report import draft_report, publish_report
from tasks.runners import choose_task_runner


@flow(name="consolidate", flow_run_name=name_run, task_runner=choose_task_runner(), validate_parameters=False)
@told_in_vietnamese
def consolidate(run: RunRequest) -> tuple[list[Gathered], Drafted | None, list[DeliveryOutcome]]:
    """Make the period's report and let it leave when its release rule allows; a dry run only takes in and shows."""
    gathered = gather_sources(run)
    file_received(run)
    unanswered = answer_units(run)
    unseen = list_unseen(gathered)
    drafted = None if run.dry_run else draft_report(run)
    outcomes = [] if run.dry_run else publish_report(run, unseen)
    show_pages(run)
    return conclude((gathered, drafted, outcomes), unseen, unanswered)
