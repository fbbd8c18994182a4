"""What is to be deployed: the entries of prefect.yaml with the plans' days, their flows and forms. Asks no server."""

import datetime as dt
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from schemas.plan import Plan
from schemas.request import Workplace

DEFINITIONS = "prefect.yaml"
_FORM_TITLES = {"form": "Biểu mẫu", "place": "Nơi làm việc", "run": "Lần chạy"}


class DeployError(Exception):
    """The server cannot be told; the message is Vietnamese."""


class DeployUseError(DeployError):
    """The server cannot be told because the configuration is wrong."""


def find_definitions(directory: Path = Path()) -> Path:
    """The prefect.yaml of the present folder when it is tonghop's, else the shipped one."""
    own = directory / DEFINITIONS
    if own.is_file() and _read_yaml(own).get("name") == "tonghop":
        return own
    here = Path(__file__).resolve().parent
    shipped = (here / DEFINITIONS, here.parent / DEFINITIONS)  # in a wheel it lies here, in the repository above
    return next(path for path in shipped if path.is_file())


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        tree = YAML(typ="safe").load(path.read_bytes())
    except (OSError, YAMLError) as error:
        raise DeployUseError(f"Không đọc được {path}: {error}. Sửa tệp này rồi chạy lại.") from error
    if not isinstance(tree, dict):
        raise DeployUseError(f"{path} không có nội dung. Lấy lại tệp gốc rồi chạy lại.")
    return tree


def load_definitions(path: Path, plans: Sequence[Plan], now: dt.datetime) -> list[dict[str, Any]]:
    """The deployments of prefect.yaml, their days set from the plans."""
    from tonghop.plan.schedules import set_schedules

    deployments: list[dict[str, Any]] = set_schedules(_read_yaml(path), plans, now)["deployments"]
    return deployments


def load_plans(plan_file: Path | None, *, tell: Callable[[str], object] | None = None) -> list[Plan]:
    """The plan that the settings name, else that of every year that has a usable one; `tell` hears what is broken.

    A plan that somebody is still writing must not keep the machine from working by the others. Raises PlanError when
    none can be used.
    """
    from tonghop.plan.loading import PlanError, find_plan_file, list_plan_years, load_plan

    files = [plan_file] if plan_file is not None else [find_plan_file(year) for year in list_plan_years()]
    plans, faults = [], []
    for path in files:
        try:
            plans.append(load_plan(path))
        except PlanError as error:
            faults.append(error)
    if faults and not plans:
        raise faults[0]
    if tell is not None:
        for fault in faults:
            tell(f"CHÚ Ý: {fault}")
    return plans


def as_module(entrypoint: str) -> str:
    """`flows/due.py:due` as `flows.due.due`: found wherever the package is installed."""
    path, _, name = entrypoint.partition(":")
    return f"{path.removesuffix('.py').replace('/', '.')}.{name}"


def load_flow(entrypoint: str) -> Any:
    """The flow of an entrypoint; raises whatever keeps it from loading."""
    from prefect.flows import load_flow_from_entrypoint

    return load_flow_from_entrypoint(as_module(entrypoint), use_placeholder_flow=False)


def arrange_form(schema: dict[str, Any]) -> dict[str, Any]:
    """The form as people see it: a Vietnamese heading, and only what an officer fills in.

    Where a run works is the machine's matter: another folder for the outputs is another ledger, which knows of no mail
    that was sent. Operators may still name a place through the API, so a form refuses no field that it does not show.
    """
    arranged = deepcopy(schema)
    for name, parameter in arranged["properties"].items():
        parameter["title"] = _FORM_TITLES.get(name, name)
    for form in arranged.get("definitions", {}).values():
        fields = form.get("properties", {})
        if not Workplace.model_fields.keys() <= fields.keys():
            continue
        names = [name for name in fields if name not in Workplace.model_fields]
        form["properties"] = {name: fields[name] | {"position": i} for i, name in enumerate(names)}
        form.pop("additionalProperties", None)
    return arranged
