"""Gather: look at every source; each open period whose draft no longer tells what came is drafted again."""

from prefect import flow

from flows.report import report
from schemas.request import Workplace
from schemas.run import Gathered
from tasks.endings import conclude, find_failures, list_missing_sources, list_unseen, told_in_vietnamese
from tasks.intake import file_received, gather_sources
from tasks.naming import name_gather
from tasks.notices import send_notices
from tasks.pages import show_today
from tasks.places import ask_waiting, choose_run, find_open_work, tend_periods
from tasks.receipts import answer_units
from tasks.runners import choose_task_runner


@flow(name="gather", flow_run_name=name_gather, task_runner=choose_task_runner(), validate_parameters=False)
@told_in_vietnamese
def gather(place: Workplace) -> list[Gathered]:
    """Take in what is new and bring every open period up to date, also what an earlier run left undone."""
    run = choose_run(place)
    gathered = gather_sources(run)
    file_received(run)
    ask_waiting(run)
    unanswered = answer_units(run)
    unseen, missing = list_unseen(gathered), list_missing_sources(gathered)
    outdated, others = find_open_work(run)
    reports = [report(each, (*unseen, *missing), return_state=True) for each in outdated]
    untended = tend_periods(others, (*unseen, *missing))
    send_notices(place)
    show_today(place, mail=False)
    return conclude(gathered, unseen, missing, find_failures(reports), untended, unanswered)
