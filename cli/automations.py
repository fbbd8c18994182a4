"""What watches over the runs: automations on the Prefect server, from its events. Keeps out the mail that an alert is.

Upserted by name; an automation that stands as it should is left alone, since writing it anew would forget the runs
that it is watching. Only names with our prefix are ours.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import Automation, AutomationCore, EventTrigger, Posture

from schemas.values import AlertCause

PREFIX = "tonghop: "
SILENT_AFTER = timedelta(seconds=120)
"""Four heartbeats: a restarting server may miss two."""
LATE_AFTER = timedelta(minutes=3)
_ONE_ALERT_PER = timedelta(hours=1)
"""A job that fails every quarter of an hour need not start an alert each time; mails are one a day at most anyway."""
_RUN = {"prefect.resource.id": "prefect.flow-run.*"}
_OF_OURS = [
    {"prefect.resource.role": "tag", "prefect.resource.id": "prefect.tag.tonghop"},
    {"prefect.resource.role": "deployment"},  # a flow within a flow has none: its parent tells of it, once
]
_SILENT = "Lần chạy bị ngắt giữa chừng: không còn tín hiệu. Những gì đã ghi sổ không mất, chạy lại không làm trùng."
_LONGEST_MESSAGE = 3900
_NOT_COMPARED = {"id", "created", "updated"}


def list_automations(alert_deployment: UUID, flows: tuple[str, ...], ui_address: str) -> list[AutomationCore]:
    """The automations that must stand: silent runs of our flows, and failed, interrupted and late runs told to us."""
    every_move = {"prefect.flow-run.*"}
    return [
        AutomationCore(
            name=f"{PREFIX}mất tín hiệu",
            description="Lần chạy không còn tín hiệu trong 2 phút thì ghi là bị ngắt, để lần sau chạy được.",
            trigger=EventTrigger(
                posture=Posture.Proactive,
                match=_RUN,
                match_related={"prefect.resource.role": "flow", "prefect.resource.name": list(flows)},
                for_each={"prefect.resource.id"},
                after={f"prefect.flow-run.{state}" for state in ("heartbeat", "Pending", "Running")},
                expect=every_move,
                threshold=1,
                within=SILENT_AFTER,
            ),
            actions=[ChangeFlowRunState(state=StateType.CRASHED, message=_SILENT)],
        ),
        *(
            AutomationCore(
                name=f"{PREFIX}{cause.label}",
                description="Chạy công việc “alert” để gửi thư cảnh báo; mỗi công việc nhiều nhất mỗi giờ một lần.",
                trigger=EventTrigger(
                    posture=Posture.Reactive,
                    match=_RUN,
                    match_related=_OF_OURS,
                    for_each={"related:deployment:prefect.resource.id"},
                    expect={f"prefect.flow-run.{state}" for state in states},
                    threshold=1,
                    within=_ONE_ALERT_PER,
                ),
                actions=[_tell(alert_deployment, ui_address, cause)],
            )
            for cause, states in ((AlertCause.FAILED, ("Failed", "TimedOut")), (AlertCause.CRASHED, ("Crashed",)))
        ),
        AutomationCore(
            name=f"{PREFIX}{AlertCause.LATE.label}",
            description="Quá giờ 3 phút mà lần chạy chưa bắt đầu (worker không hoạt động) thì chạy công việc “alert”.",
            trigger=EventTrigger(
                posture=Posture.Proactive,
                match=_RUN,
                match_related=_OF_OURS,
                for_each={"prefect.resource.id"},
                after={"prefect.flow-run.Late"},
                expect=every_move,
                threshold=1,
                within=LATE_AFTER,
            ),
            actions=[_tell(alert_deployment, ui_address, AlertCause.LATE)],
        ),
    ]


def _tell(alert_deployment: UUID, ui_address: str, cause: AlertCause) -> RunDeployment:
    """The alert's form, filled by the server; texts are cut to what the form takes."""
    form: dict[str, Any] = {
        "cause": cause.value,
        "deployment": _template("{{ deployment.name | default('', true) | truncate(200, true, '…', 0) }}"),
        "run_name": _template("{{ flow_run.name | default('', true) | truncate(300, true, '…', 0) }}"),
        "run_url": _template(f"{ui_address.rstrip('/')}/runs/flow-run/{{{{ flow_run.id }}}}"),
        "message": _template(
            f"{{{{ flow_run.state.message | default('', true) | truncate({_LONGEST_MESSAGE}, true, '…', 0) }}}}"
        ),
    }
    return RunDeployment(source="selected", deployment_id=alert_deployment, parameters={"form": form})


def _template(text: str) -> dict[str, str]:
    return {"__prefect_kind": "jinja", "template": text}


def set_automations(client: SyncPrefectClient, wanted: list[AutomationCore]) -> dict[str, str]:
    """Make the server's automations of our prefix exactly the wanted ones; name -> created, updated, kept or removed.

    An automation that an operator switched off stays off.
    """
    done: dict[str, str] = {}
    standing: dict[str, Automation] = {}
    for automation in _read_ours(client):
        if automation.name in standing or automation.name not in {each.name for each in wanted}:
            client.delete_automation(automation.id)
            done.setdefault(automation.name, "removed")
        else:
            standing[automation.name] = automation
    for each in wanted:
        known = standing.get(each.name)
        if known is None:
            client.create_automation(each)
            done[each.name] = "created"
            continue
        same = each.model_copy(update={"enabled": known.enabled})
        if _strip(known) == _strip(same):
            done[each.name] = "kept"
        else:
            client.update_automation(
                known.id, AutomationCore.model_validate(same.model_dump(exclude={"owner_resource"}))
            )
            done[each.name] = "updated"
    return done


def _read_ours(client: SyncPrefectClient) -> Iterator[Automation]:
    page, offset = client.read_automations(limit=200), 0
    while page:
        yield from (each for each in page if each.name.startswith(PREFIX))
        offset += len(page)
        page = client.read_automations(limit=200, offset=offset)


def _strip(automation: AutomationCore) -> dict[str, Any]:
    """What makes an automation this one, comparable: without ids, sets sorted."""
    stripped: dict[str, Any] = _sort(AutomationCore.model_validate(automation.model_dump()).model_dump(mode="json"))
    return stripped


def _sort(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sort(each) for name, each in value.items() if name not in _NOT_COMPARED}
    if isinstance(value, list):
        return sorted((_sort(each) for each in value), key=repr)
    return value
