"""Remind: gather first, then tell the units whose report is still missing; nobody is reminded of what has just come."""

from prefect import flow

from schemas.request import Workplace
from tasks.endings import conclude, list_missing_sources, list_unseen, told_in_vietnamese
from tasks.intake import file_received, gather_sources
from tasks.naming import name_remind
from tasks.notices import send_notices
from tasks.pages import show_today
from tasks.places import choose_run
from tasks.reminders import remind_all
from tasks.runners import choose_task_runner


@flow(name="remind", flow_run_name=name_remind, task_runner=choose_task_runner(), validate_parameters=False)
@told_in_vietnamese
def remind(place: Workplace) -> int:
    """Look at every source, then post the reminders that are due; nothing while a source could not be looked at."""
    run = choose_run(place)
    gathered = gather_sources(run)
    file_received(run)
    unseen, missing = list_unseen(gathered), list_missing_sources(gathered)
    reminded, failures = remind_all(place)
    send_notices(place)
    show_today(place, mail=False)
    return conclude(reminded, unseen, missing, failures)
