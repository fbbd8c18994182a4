"""Receipts to the units, as a task. Keeps out who gets one and what it says."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from schemas.request import RunRequest
from tasks.messages import explain_failure
from tonghop import steps
from tonghop.job import open_job


@task(name="send-receipts", cache_policy=NO_CACHE)
def send_receipts(run: RunRequest) -> None:
    """Answer the units whose reports wait for an answer; the next run tries again what this one could not."""
    with open_job(run) as job:
        steps.send_receipts(job)


def answer_units(run: RunRequest) -> tuple[str, ...]:
    """Send receipts; gives why that could not be done, which stops nothing: what was not answered still waits."""
    result = send_receipts(run, return_state=True).result(raise_on_failure=False)
    if not isinstance(result, BaseException):
        return ()
    get_run_logger().error("Chưa gửi được thư báo nhận: %s", explain_failure(result))
    return (explain_failure(result),)
