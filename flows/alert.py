"""Alert: tell the people who watch, by mail, that a run went wrong. Started by the server's automations."""

from prefect import flow

from schemas.notice import NoticeRecord
from schemas.request import AlertForm
from tasks.endings import told_in_vietnamese
from tasks.naming import name_alert
from tasks.notices import send_alert, send_notices


@flow(name="alert", flow_run_name=name_alert, validate_parameters=False)
@told_in_vietnamese
def alert(form: AlertForm) -> NoticeRecord:
    """Post one mail per cause, deployment and day, and try again what could not leave before."""
    record = send_alert(form)
    send_notices(form)
    return record
