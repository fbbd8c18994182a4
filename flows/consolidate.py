"""The main job: gather -> draft -> gate -> send, for one period."""

from prefect import flow

from flows.publish import publish
from flows.report import report
from schemas.request import RunRequest
from schemas.run import DeliveryOutcome, Drafted, Gathered
from tasks.naming import name_run


@flow(name="consolidate", flow_run_name=name_run)
def consolidate(run: RunRequest) -> tuple[list[Gathered], Drafted | None, list[DeliveryOutcome]]:
    """Make the period's report and let it leave when its release rule allows."""
    gathered, drafted = report(run)
    return gathered, drafted, [] if run.dry_run else publish(run)
