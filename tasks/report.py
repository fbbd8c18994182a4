"""Draft and send, as tasks."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.request import RunRequest
from schemas.run import DeliveryOutcome, Drafted
from tasks.options import DELAYS_SECONDS, RETRIES, is_worth_retrying
from tonghop import steps
from tonghop.job import open_job


@task(
    name="draft-report",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_delay_seconds=DELAYS_SECONDS,
    retry_condition_fn=is_worth_retrying,
)
def draft_report(run: RunRequest) -> Drafted:
    """Consolidate and render; an unchanged period gives its newest draft."""
    with open_job(run) as job:
        return steps.draft(job)


@task(name="publish-report", cache_policy=NO_CACHE)
def publish_report(run: RunRequest, unseen: tuple[str, ...] = ()) -> list[DeliveryOutcome]:
    """Gate and outbox; the courier tries again by itself where that is safe, so this task does not."""
    with open_job(run) as job:
        return steps.publish(job, unseen=unseen)


@task(name="publish-due", cache_policy=NO_CACHE)
def publish_due(run: RunRequest, unseen: tuple[str, ...] = ()) -> list[DeliveryOutcome]:
    """The same for a report that is due; of another one nothing leaves."""
    with open_job(run) as job:
        return steps.publish_due(job, unseen=unseen)
