"""Due: start every report that the plan makes due, however often and however late this is asked."""

from prefect import flow

from flows.consolidate import consolidate
from schemas.request import DueForm, RunRequest
from tasks.endings import conclude, find_failures, find_unseen, told_in_vietnamese
from tasks.naming import name_due
from tasks.notices import send_notices, warn_of_dangers
from tasks.pages import show_today
from tasks.places import find_due_runs


@flow(name="due", flow_run_name=name_due, validate_parameters=False)
@told_in_vietnamese
def due(form: DueForm) -> list[RunRequest]:
    """Open periods, make the reports that are due, warn of what endangers the next ones, and show the day's page."""
    runs = find_due_runs(form)
    reports = [consolidate(run, return_state=True) for run in runs]
    warn_of_dangers(form)
    show_today(form, mail=True)
    send_notices(form)
    return conclude(runs, find_unseen(reports), find_failures(reports))
