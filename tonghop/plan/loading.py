"""Plan files: which years have one, which file holds a year, and a file as the frozen Plan."""

import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from schemas.model import ItemModel, make_model
from schemas.plan import Plan
from tonghop.plan.faults import is_usable

SHIPPED = Path(__file__).resolve().parents[2] / "plans"
OWN = Path("plans")
_YEAR = "[0-9]" * 4


class PlanError(Exception):
    """The plan file cannot be used; the message is Vietnamese."""


def find_plan_file(year: int | None = None, directory: Path = OWN) -> Path:
    """The plan file of a year in `directory`, else the shipped one; without a year the newest.

    Raises PlanError when there is none.
    """
    for folder in (directory, SHIPPED):
        files = sorted(folder.glob(f"{year if year is not None else _YEAR}.yaml"))
        if files:
            return files[-1]
    raise PlanError(f"Chưa có tệp kế hoạch plans/{year}.yaml. Tạo tệp này theo mẫu plans/2024.yaml rồi chạy lại.")


def list_plan_years(directory: Path = OWN) -> tuple[int, ...]:
    """The years that have a plan file in `directory` or among the shipped ones, in order."""
    return tuple(sorted({int(path.stem) for folder in (directory, SHIPPED) for path in folder.glob(f"{_YEAR}.yaml")}))


def choose_plan_year(today: date, directory: Path = OWN) -> int:
    """The year whose plan holds today: this one, else the newest that `find_plan_file` finds.

    Raises PlanError when there is none.
    """
    if today.year in list_plan_years(directory):
        return today.year
    return int(find_plan_file(directory=directory).stem)


def load_plan(path: Path) -> Plan:
    """Read a plan file.

    Raises PlanError naming the file when it cannot be read or holds a mistake; `tonghop plan check` explains each one.
    """
    try:
        return _parse(path.read_bytes(), load_model(path))
    except OSError as error:
        raise PlanError(f"Không đọc được tệp kế hoạch {path}: {error.strerror}.") from error
    except (YAMLError, TypeError, ValueError) as error:  # pydantic's ValidationError is a ValueError
        raise PlanError(f"Tệp kế hoạch {path} có lỗi. Chạy “tonghop plan check {path}” để xem từng lỗi.") from error


def find_model_file(plan_file: Path) -> Path:
    """Where the model of a plan stands: plans/2024.yaml has plans/model-2024.json."""
    return plan_file.with_name(f"model-{plan_file.stem}.json")


def load_model(plan_file: Path) -> ItemModel | None:
    """The model beside a plan file, not yet parsed; None where there is none, and then a person files every sentence.

    Whether it fits the plan is told by `tonghop plan check`; a model that does not is never used.
    """
    try:
        return make_model(find_model_file(plan_file).read_bytes())
    except OSError:
        return None


@lru_cache(maxsize=8)  # each task of a run opens its plan again; the same bytes are the same frozen plan
def _parse(data: bytes, model: ItemModel | None) -> Plan:
    values = YAML(typ="safe").load(data)
    plan = Plan.model_validate({**values, "sha256": hashlib.sha256(data).hexdigest(), "model": model})
    if not is_usable(plan):
        raise ValueError("a rule of the plan is broken")
    return plan
