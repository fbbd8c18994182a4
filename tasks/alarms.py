"""What a deployed run itself tells by mail when it ends badly: the event that an automation waits for may be lost.

The key of its alert is that of the automation's one, so whichever comes second is no second mail. Keeps out which runs
count as failed (endings) and the words of the alerts.
"""

from prefect import get_run_logger
from prefect.context import FlowRunContext
from prefect.runtime import deployment, flow_run

from schemas.request import AlertForm, Workplace
from schemas.values import AlertCause
from tasks.notices import choose_desk
from tonghop import steps
from tonghop.delivery.alerts import compose_run_alert
from tonghop.job import open_job
from tonghop.plan.dates import find_office_day

_LONGEST = {"deployment": 200, "run_name": 300, "run_url": 500, "message": 4000}


def is_deployed() -> bool:
    """Whether this flow run was started from a deployment; one within another, or on the command line, was not."""
    context = FlowRunContext.get()
    return context is not None and context.flow_run is not None and context.flow_run.deployment_id is not None


def tell_of_failure(form: object, message: str) -> None:
    """Post the alert of this run, which is about to end Failed; never raises: the failure itself is what counts."""
    if not isinstance(form, Workplace) or isinstance(form, AlertForm) or not is_deployed():
        return
    try:
        told = {"deployment": _find_deployment(), "run_name": flow_run.name, "run_url": _find_url(), "message": message}
        texts = {name: (text or "")[: _LONGEST[name]] for name, text in told.items()}
        place = {name: getattr(form, name) for name in Workplace.model_fields}
        alert = AlertForm.model_validate({"cause": AlertCause.FAILED, **place, **texts})
        with open_job(choose_desk(alert)) as job:
            steps.post_notice(job, compose_run_alert(alert, today=find_office_day(job.now())))
    except Exception:
        get_run_logger().exception("the alert of this run could not be posted")


def tell_of_sources(form: object) -> bool:
    """Post the alerts of the sources whose last look failed; False when nobody could be told of any. Never raises."""
    if not isinstance(form, Workplace):
        return False
    try:
        with open_job(choose_desk(form)) as job:
            return bool(steps.post_source_alerts(job))
    except Exception:
        get_run_logger().exception("the alerts of the sources could not be posted")
        return False


def _find_deployment() -> str:
    """The deployment's name; when the server cannot say it just now, the flow's, which most of ours share."""
    try:
        return str(deployment.name or flow_run.flow_name)
    except Exception:
        return str(flow_run.flow_name)


def _find_url() -> str:
    """The page of this run, or where the server tells of it when no page is known."""
    page = str(flow_run.ui_url)
    return page if page.startswith("http") else str(flow_run.api_url)
