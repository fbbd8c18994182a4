"""Report: draft -> gate -> send, of what is already taken in. Started for the periods for which something came."""

from prefect import flow

from schemas.request import RunRequest
from schemas.run import DeliveryOutcome, Drafted
from tasks.endings import told_in_vietnamese
from tasks.naming import name_run
from tasks.pages import show_pages
from tasks.report import draft_report, publish_due


@flow(name="report", flow_run_name=name_run, validate_parameters=False)
@told_in_vietnamese
def report(run: RunRequest, unseen: tuple[str, ...] = ()) -> tuple[Drafted, list[DeliveryOutcome]]:
    """Make the period's next draft; what is due may leave, unless a source could not be looked at."""
    drafted = draft_report(run)
    outcomes = publish_due(run, unseen)
    show_pages(run)
    return drafted, outcomes
