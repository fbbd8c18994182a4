"""Receive: a report that came by hand, with who declares it; taken in, understood, and shown on the day's page."""

from prefect import flow

from schemas.request import ReceiveForm
from schemas.run import Received
from tasks.endings import told_in_vietnamese
from tasks.intake import file_received
from tasks.naming import name_receive
from tasks.pages import show_today
from tasks.places import ask_waiting, choose_run
from tasks.receiving import receive_by_hand


@flow(name="receive", flow_run_name=name_receive, validate_parameters=False)
@told_in_vietnamese
def receive(form: ReceiveForm) -> Received:
    """Take in the report that the form names; what cannot be taken in is refused and the form says why."""
    received = receive_by_hand(form)
    run = choose_run(form)
    file_received(run)
    ask_waiting(run)
    show_today(form, mail=False)
    return received
