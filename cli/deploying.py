"""`tonghop deploy`: makes the Prefect server hold exactly the deployments of prefect.yaml, with the plans' days.

Everything is an upsert: doing it twice changes nothing, what is no longer wanted goes, what an operator has switched
off stays off. Keeps out starting anything.
"""

import datetime as dt
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.definitions import (
    DeployError,
    DeployUseError,
    arrange_form,
    as_module,
    find_definitions,
    load_definitions,
    load_flow,
    load_plans,
)
from cli.embedded import prepare_prefect
from schemas.days import write_moment
from tonghop.plan.dates import OFFICE_ZONE

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.responses import DeploymentResponse

POOLS = ("tonghop", "tonghop-watch")
TAGS = frozenset(POOLS)
_ALERT = "alert"
_INNER_FLOWS = ("report",)
"""Flows that only run within others; silent ones are found too."""
_DONE = {
    "created": "đã tạo",
    "updated": "đã cập nhật",
    "kept": "giữ nguyên",
    "removed": "đã bỏ (không còn dùng)",
}


_MOVED = (
    "CHÚ Ý: trước đây các công việc chạy ở {before}, từ nay chạy ở {now} và dùng tệp .env, thư mục kết quả ở đó. "
    "Nếu không định đổi, chạy lại “tonghop deploy” từ thư mục trước."
)


@dataclass(frozen=True)
class Deployed:
    """What became of one deployment; the next start is None without a schedule or while it is switched off."""

    name: str
    next_start: dt.datetime | None
    paused: bool


def deploy(now: dt.datetime | None = None) -> int:
    """Bring the server of PREFECT_API_URL up to prefect.yaml and the plans, and tell what was done."""
    from tonghop.settings import load_settings

    settings = load_settings()
    now = now or dt.datetime.now(dt.UTC)
    path = find_definitions()
    definitions = load_definitions(path, load_plans(settings.plan, tell=print), now)
    prepare_prefect(settings.outputs)
    warnings.filterwarnings("ignore", "Failed to create the Prefect home")  # nothing of ours is kept there
    from cli.automations import list_automations, set_automations

    flows = {each["name"]: load_flow(each["entrypoint"]) for each in definitions}  # one that is broken stops us here
    with _open_server() as (client, address):
        _make_pools(client)
        full_names = [f"{flows[each['name']].name}/{each['name']}" for each in definitions]
        before = _find_other_folders(client, full_names, Path.cwd())
        ids = {each["name"]: _apply(client, each, flows[each["name"]], Path.cwd()) for each in definitions}
        removed = _remove_stale(client, set(ids.values()))
        names = tuple(sorted({flow.name for flow in flows.values()} | set(_INNER_FLOWS)))
        automations = set_automations(client, list_automations(ids[_ALERT], names, address))
        deployed = [_describe(client.read_deployment(each), now) for each in ids.values()]
    _tell(path, deployed, removed, automations)
    if before:
        print(_MOVED.format(before=", ".join(before), now=Path.cwd()))
    return 0


@contextmanager
def _open_server() -> "Iterator[tuple[SyncPrefectClient, str]]":
    """A client of the configured server and the address of its pages; what goes wrong is told in Vietnamese."""
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.exceptions import PrefectHTTPStatusError
    from prefect.settings.context import get_current_settings

    address = get_current_settings().api.url
    if not address:
        raise DeployUseError(
            "Chưa có địa chỉ máy chủ Prefect. Đặt PREFECT_API_URL (ví dụ http://127.0.0.1:4200/api), "
            "hoặc chạy “tonghop serve” để có cả máy chủ lẫn lịch chạy."
        )
    try:
        with get_client(sync_client=True) as client:
            yield client, get_current_settings().ui_url or address.removesuffix("/api")
    except PrefectHTTPStatusError as error:
        if error.response.status_code == httpx.codes.UNAUTHORIZED:
            raise DeployUseError(
                f"Máy chủ Prefect {address} từ chối: sai hoặc thiếu mật khẩu. "
                "Đặt PREFECT_API_AUTH_STRING (tên:mật khẩu) giống PREFECT_SERVER_API_AUTH_STRING của máy chủ "
                "rồi chạy lại."
            ) from error
        raise DeployError(
            f"Máy chủ Prefect {address} không nhận ({error.response.status_code}): {error.response.text[:300]}"
        ) from error
    except (httpx.HTTPError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "Failed to reach API" not in str(error):
            raise
        raise DeployError(
            f"Không kết nối được máy chủ Prefect {address}. Kiểm tra máy chủ đã chạy chưa và địa chỉ PREFECT_API_URL."
        ) from error


def _make_pools(client: "SyncPrefectClient") -> None:
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound

    for name in POOLS:
        try:
            client.read_work_pool(name)
        except ObjectNotFound:
            from prefect.workers.process import ProcessWorker

            template = ProcessWorker.get_default_base_job_template()
            try:
                client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
            except ObjectAlreadyExists:  # somebody else deploys, or a worker has just made it
                continue


def _apply(client: "SyncPrefectClient", definition: Mapping[str, Any], flow: Any, folder: Path) -> "UUID":
    """Create or replace one deployment; runs that were scheduled by its old schedules are gone with them."""
    from prefect.client.schemas.objects import ConcurrencyOptions
    from prefect.utilities.callables import parameter_schema

    flow_id = client.create_flow_from_name(flow.name)
    limit = definition.get("concurrency_limit") or {}
    pool = definition["work_pool"]
    return client.create_deployment(
        flow_id=flow_id,
        name=definition["name"],
        description=definition["description"],
        entrypoint=as_module(definition["entrypoint"]),
        parameters=definition.get("parameters", {}),
        parameter_openapi_schema=arrange_form(parameter_schema(flow).model_dump_for_openapi()),
        enforce_parameter_schema=True,
        schedules=_make_schedules(client, f"{flow.name}/{definition['name']}", definition.get("schedules", [])),
        tags=list(definition["tags"]),
        work_pool_name=pool["name"],
        # The interpreter itself, without Prefect's supervisor before it: one process, in the worker's process group.
        job_variables=pool.get("job_variables", {})
        | {"working_dir": str(folder.absolute()), "command": f"{sys.executable} -m prefect.engine"},
        concurrency_limit=limit.get("limit"),
        concurrency_options=(ConcurrencyOptions(collision_strategy=limit["collision_strategy"]) if limit else None),
        pull_steps=[],
    )


def _find_other_folders(client: "SyncPrefectClient", names: Iterable[str], folder: Path) -> list[str]:
    """Where the deployments have worked until now, if elsewhere."""
    known = [deployment for name in names for deployment in [_read_known(client, name)] if deployment is not None]
    folders = {str(each.job_variables["working_dir"]) for each in known if each.job_variables.get("working_dir")}
    return sorted(folders - {str(folder.absolute())})


def _read_known(client: "SyncPrefectClient", name: str) -> "DeploymentResponse | None":
    from prefect.exceptions import ObjectNotFound

    try:
        return client.read_deployment_by_name(name)
    except ObjectNotFound:
        return None


def _make_schedules(
    client: "SyncPrefectClient", name: str, wanted: Sequence[Mapping[str, Any]]
) -> "list[DeploymentScheduleCreate]":
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.schedules import CronSchedule

    known = _read_known(client, name)
    switched_off = {each.slug for each in (known.schedules if known is not None else []) if not each.active}
    return [
        DeploymentScheduleCreate(
            schedule=CronSchedule(cron=each["cron"], timezone=each["timezone"]),
            parameters=each.get("parameters", {}),
            slug=each["slug"],
            active=each["slug"] not in switched_off,
        )
        for each in wanted
    ]


def _remove_stale(client: "SyncPrefectClient", wanted: "set[UUID]") -> list[str]:
    """Delete deployments of ours that prefect.yaml no longer names, with their scheduled runs; gives their names."""
    stale, offset = [], 0
    while page := client.read_deployments(limit=200, offset=offset):
        stale += [each for each in page if each.id not in wanted and _is_ours(each)]
        offset += len(page)
    for each in stale:
        client.delete_deployment(each.id)
    return sorted(each.name for each in stale)


def _is_ours(deployment: "DeploymentResponse") -> bool:
    """By tag; version 0.1 set none, and its deployments are known by pool and place of the flow."""
    in_our_pool = deployment.work_pool_name in POOLS
    return bool(TAGS & set(deployment.tags)) or (
        in_our_pool and (deployment.entrypoint or "").startswith(("flows/", "flows."))
    )


def _describe(deployment: "DeploymentResponse", now: dt.datetime) -> Deployed:
    starts = [
        start
        for each in deployment.schedules
        if each.active and not deployment.paused
        for start in [_find_next_start(each.schedule, now)]
        if start is not None
    ]
    switched_off = deployment.paused or any(not each.active for each in deployment.schedules)
    return Deployed(name=deployment.name, next_start=min(starts, default=None), paused=switched_off)


def _find_next_start(schedule: Any, now: dt.datetime) -> dt.datetime | None:
    """The next time of a cron, as Prefect's scheduler itself computes it."""
    import asyncio

    from prefect.server.schemas.schedules import CronSchedule

    cron = CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    (start,) = asyncio.run(cron.get_dates(1, start=now)) or (None,)
    return start


def _tell(path: Path, deployed: list[Deployed], removed: list[str], automations: dict[str, str]) -> None:
    print(f"Các công việc theo {path}, thư mục làm việc {Path.cwd()}:")
    for each in deployed:
        when = write_moment(each.next_start.astimezone(OFFICE_ZONE)) if each.next_start else ""
        lines = {
            (True, True): f"lần chạy tới {when} (có lịch đang tạm dừng)",
            (True, False): f"lần chạy tới {when}",
            (False, True): "lịch đang tạm dừng",
            (False, False): "chạy khi có yêu cầu",
        }
        print(f"  {each.name}: {lines[bool(when), each.paused]}")
    for name in removed:
        print(f"  {name}: {_DONE['removed']}")
    print("Tự động theo dõi:")
    for name, what in automations.items():
        print(f"  {name}: {_DONE[what]}")
