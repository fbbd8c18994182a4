"""Notices as tasks: warnings and alerts posted, and what could not leave before tried again. Keeps out their words."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.notice import NoticeRecord
from schemas.request import AlertForm, RunRequest, Workplace
from tasks.places import choose_run
from tonghop import steps
from tonghop.delivery.alerts import compose_run_alert, compose_warning_alert, compose_year_alert
from tonghop.duties import find_dangers, find_missing_years
from tonghop.job import open_job
from tonghop.plan import PlanError, find_plan_file, list_plan_years
from tonghop.plan.dates import find_office_day


@task(name="warn-of-dangers", cache_policy=NO_CACHE)
def warn_of_dangers(place: Workplace) -> None:
    """Post an alert for each year without plan and for whatever else endangers a report."""
    years, dangers = find_missing_years(place), find_dangers(place)
    with open_job(choose_desk(place)) as job:
        today = find_office_day(job.now())
        for alert in (
            *(compose_year_alert(year, today=today) for year in years),
            *(compose_warning_alert(danger, today=today) for danger in dangers),
        ):
            steps.post_notice(job, alert)


@task(name="send-notices", cache_policy=NO_CACHE)
def send_notices(place: Workplace) -> None:
    """Tell of the sources that could not be looked at, and try again what an earlier run could not send."""
    with open_job(choose_desk(place)) as job:
        steps.post_source_alerts(job)
        steps.work_notices(job)


@task(name="send-alert", cache_policy=NO_CACHE)
def send_alert(form: AlertForm) -> NoticeRecord:
    """Post the alert of one run that went wrong."""
    with open_job(choose_desk(form)) as job:
        return steps.post_notice(job, compose_run_alert(form, today=find_office_day(job.now())))


def choose_desk(place: Workplace) -> RunRequest:
    """A run whose plan only tells to whom notices go: when today's plan is broken, which may be what is told, another.

    Raises PlanError when no plan file can be used.
    """
    run = choose_run(place)
    others = [run.model_copy(update={"plan": find_plan_file(year)}) for year in reversed(list_plan_years())]
    faults = []
    for each in (run, *others):
        try:
            with open_job(each):
                return each
        except PlanError as error:
            faults.append(error)
    raise faults[0]
