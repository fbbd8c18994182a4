"""Decide: a person's decision on what waits, recorded with who and why, and applied to the reports at once."""

from prefect import flow

from schemas.request import DecideForm
from tasks.deciding import decide_by_form, follow_decisions
from tasks.endings import told_in_vietnamese
from tasks.naming import name_decide
from tasks.pages import show_today
from tasks.places import choose_run


@flow(name="decide", flow_run_name=name_decide, validate_parameters=False)
@told_in_vietnamese
def decide(form: DecideForm) -> str:
    """Record the decision that the form tells; one that cannot be recorded is refused and the form says why."""
    run = choose_run(form)
    label = decide_by_form(form, run)
    follow_decisions(run)
    show_today(form, mail=False)
    return label
