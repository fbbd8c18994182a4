"""Ad hoc: the request as an officer fills it in, checked before anything runs, then the main job."""

from prefect import flow

from flows.consolidate import consolidate
from schemas.request import AdHocForm
from schemas.run import DeliveryOutcome, Drafted, Gathered
from tasks.endings import told_in_vietnamese
from tasks.naming import name_ad_hoc
from tasks.pages import show_today
from tasks.places import accept_request


@flow(name="ad-hoc", flow_run_name=name_ad_hoc, validate_parameters=False)
@told_in_vietnamese
def ad_hoc(form: AdHocForm) -> tuple[list[Gathered], Drafted | None, list[DeliveryOutcome]]:
    """Make the report that the request asks for; a form with faults is refused and nothing is done."""
    made = consolidate(accept_request(form), return_state=True)
    shown = show_today(form, mail=False, return_state=True)
    values: tuple[list[Gathered], Drafted | None, list[DeliveryOutcome]] = made.result()  # its failure comes first
    shown.result()
    return values
