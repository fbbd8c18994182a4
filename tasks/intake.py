"""Taking in and filing submissions, as tasks: one per source and one per chunk, never one per file."""

from prefect import get_run_logger, task, unmapped
from prefect.cache_policies import NO_CACHE

from schemas.request import RunRequest
from schemas.run import Gathered
from tasks.messages import explain_failure
from tasks.options import DELAYS_SECONDS, RETRIES, is_worth_retrying
from tonghop import steps
from tonghop.intake.sources import SourceError
from tonghop.job import open_job


@task(name="count-sources", cache_policy=NO_CACHE)
def count_sources(run: RunRequest) -> int:
    """How many sources this run looks at."""
    with open_job(run) as job:
        return len(job.sources)


@task(
    name="gather-source",
    task_run_name="gather-source-{position}",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_delay_seconds=DELAYS_SECONDS,
    retry_condition_fn=is_worth_retrying,
)
def gather_source(run: RunRequest, position: int) -> Gathered:
    """Take in what one source holds."""
    with open_job(run) as job:
        return steps.gather(job, job.sources[position])


@task(name="list-unfiled", cache_policy=NO_CACHE)
def list_unfiled(run: RunRequest) -> list[list[str]]:
    """Ids of submissions that are received and not yet understood, in chunks."""
    with open_job(run) as job:
        return steps.list_unfiled(job)


@task(
    name="file-submissions",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_delay_seconds=DELAYS_SECONDS,
    retry_condition_fn=is_worth_retrying,
)
def file_submissions(run: RunRequest, ids: list[str]) -> int:
    """Read, understand and check one chunk."""
    with open_job(run) as job:
        return steps.file_submissions(job, ids)


def gather_sources(run: RunRequest) -> list[Gathered]:
    """Look at all sources side by side; a failed source stops no other, nor what follows."""
    looks = gather_source.map(unmapped(run), list(range(count_sources(run))))
    return [_take_result(look.result(raise_on_failure=False)) for look in looks]


def file_received(run: RunRequest) -> list[str]:
    """File what came, chunk by chunk, also what a killed or failed run took in before; gives the ids."""
    chunks = list_unfiled(run)
    file_submissions.map(unmapped(run), chunks).result()
    return [submission for chunk in chunks for submission in chunk]


def _take_result(result: Gathered | BaseException) -> Gathered:
    if isinstance(result, Gathered):
        return result
    if not isinstance(result, Exception):
        raise result
    failure = str(result) if isinstance(result, OSError | SourceError) else explain_failure(result)
    get_run_logger().error("Không xem được một nguồn nhận (%s): %s", type(result).__name__, failure)
    return Gathered(source="", failure=failure)
