"""What is to be done at a place, as tasks: which runs are due, which drafts are out of date, what is watched."""

from typing import Any

from prefect import task, unmapped
from prefect.cache_policies import NO_CACHE

from schemas.request import AdHocForm, DueForm, RunRequest, Workplace
from tasks.messages import explain_failure
from tonghop import steps
from tonghop.duties import find_duties
from tonghop.job import open_job, read_clock
from tonghop.plan import PlanError, choose_plan_year, find_plan_file, load_plan
from tonghop.plan.dates import find_office_day
from tonghop.plan.requests import FIELDS, read_request
from tonghop.settings import load_settings


def choose_run(place: Workplace) -> RunRequest:
    """A run for the place as a whole: its period only tells whose plan is used.

    Raises PlanError when there is no plan file at all.
    """
    return place.make_run(str(choose_plan_year(find_office_day(read_clock()))))


def accept_request(form: AdHocForm) -> RunRequest:
    """The run that an ad hoc form asks for; no task, so that a refused form leaves nothing but its message.

    Raises RequestError with every fault before anything is done.
    """
    settings = load_settings(plan=form.plan)
    period, request = read_request(
        {name: getattr(form, name) for name in FIELDS},
        plan_of=lambda year: load_plan(settings.plan or find_plan_file(year)),
        today=find_office_day(read_clock()),
    )
    run = form.make_run(period, request=request, send=form.send, dry_run=form.dry_run)
    with open_job(run) as job:
        steps.accept_request(job)
    return run


@task(name="find-due-runs", cache_policy=NO_CACHE)
def find_due_runs(form: DueForm) -> list[RunRequest]:
    """Open the periods whose day has come; runs for the reports that are due."""
    return find_duties(form, form.kind)


@task(name="find-open-work", cache_policy=NO_CACHE)
def find_open_work(run: RunRequest) -> tuple[list[RunRequest], list[RunRequest]]:
    """Of the open periods: those whose draft is out of date, and the others on which people still work or should.

    A period whose plan cannot be opened is left alone: the warnings tell of the plan.
    """
    with open_job(run) as job:
        runs = steps.find_open_runs(job)
    outdated, tended = [], []
    for each in runs:
        try:
            with open_job(each) as job:
                if steps.is_draft_outdated(job):
                    outdated.append(each)
                elif steps.is_watched(job) or steps.is_unasked(job):
                    tended.append(each)
        except PlanError:
            continue
    return outdated, tended


@task(name="ask-waiting", cache_policy=NO_CACHE)
def ask_waiting(run: RunRequest) -> None:
    """Ask what waits for a person, also before there is a draft."""
    with open_job(run) as job:
        steps.ask_waiting(job)


@task(name="tend-period", task_run_name="tend-{run.period}", cache_policy=NO_CACHE)
def tend_period(run: RunRequest, unseen: tuple[str, ...]) -> None:
    """Ask what is open in one period and send what is due."""
    with open_job(run) as job:
        steps.tend(job, unseen=unseen)


def tend_periods(runs: list[RunRequest], unseen: tuple[str, ...]) -> tuple[str, ...]:
    """Tend each period; gives why some could not be, which stops no other."""
    tended = tend_period.map(runs, unmapped(unseen))
    results: list[Any] = [each.result(raise_on_failure=False) for each in tended]
    return tuple(explain_failure(each) for each in results if isinstance(each, BaseException))
