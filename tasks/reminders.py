"""Reminders as tasks: which periods they concern, and what each of them needs. Keeps out when and to whom."""

from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.request import RunRequest, Workplace
from tasks.messages import explain_failure
from tonghop import steps
from tonghop.duties import find_reminder_runs
from tonghop.job import open_job


@task(name="find-silent-periods", cache_policy=NO_CACHE)
def find_silent_periods(place: Workplace) -> list[RunRequest]:
    """Runs for the periods of which units may have to be reminded."""
    return find_reminder_runs(place)


@task(name="remind-units", task_run_name="remind-{run.period}", cache_policy=NO_CACHE)
def remind_units(run: RunRequest) -> int:
    """Post what is due of one period; gives how many mails that were."""
    with open_job(run) as job:
        return len(steps.remind(job))


def remind_all(place: Workplace) -> tuple[int, tuple[str, ...]]:
    """Remind period by period; gives the number of mails, and why some periods could not be, which stops no other."""
    reminded = remind_units.map(find_silent_periods(place))
    results: list[Any] = [each.result(raise_on_failure=False) for each in reminded]
    failures = tuple(explain_failure(each) for each in results if isinstance(each, BaseException))
    return sum(each for each in results if isinstance(each, int)), failures
