"""A person's decision, from its form, and what follows from it."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.request import DecideForm, RunRequest
from tasks.endings import RefusedError
from tonghop import steps
from tonghop.decisions import DecisionError
from tonghop.job import open_job


def decide_by_form(form: DecideForm, run: RunRequest) -> str:
    """Record what the form says; no task, so that a refused form leaves nothing but its message.

    Raises RefusedError with every fault.
    """
    try:
        with open_job(run) as job:
            return steps.decide_by_form(job, form)
    except DecisionError as error:
        raise RefusedError(str(error)) from error


@task(name="follow-decisions", cache_policy=NO_CACHE)
def follow_decisions(run: RunRequest) -> int:
    """Settle what was decided and ask what is open then; what is cut short the next run does."""
    with open_job(run) as job:
        return steps.follow_decisions(job)
