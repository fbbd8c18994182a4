"""Publish: gate -> send. Works the outbox for the newest draft of a period."""

from prefect import flow

from schemas.request import RunRequest
from schemas.run import DeliveryOutcome
from tasks.endings import told_in_vietnamese
from tasks.naming import name_run
from tasks.pages import show_pages
from tasks.report import publish_report


@flow(name="publish", flow_run_name=name_run, validate_parameters=False)
@told_in_vietnamese
def publish(run: RunRequest) -> list[DeliveryOutcome]:
    """Ask the release rule, send what may leave, and show what became of it."""
    outcomes = publish_report(run)
    show_pages(run)
    return outcomes
