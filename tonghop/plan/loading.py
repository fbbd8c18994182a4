"""Load a plan file into the frozen Plan."""

import hashlib
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from schemas.plan import Plan
from tonghop.plan.faults import is_usable

SHIPPED = Path(__file__).resolve().parents[2] / "plans"


class PlanError(Exception):
    """The plan file cannot be used; the message is Vietnamese."""


def find_plan_file(year: int | None = None, directory: Path = Path("plans")) -> Path:
    """The plan file of a year in `directory`, else the shipped one; without a year the newest.

    Raises PlanError when there is none.
    """
    for folder in (directory, SHIPPED):
        files = sorted(folder.glob(f"{year if year is not None else '[0-9]' * 4}.yaml"))
        if files:
            return files[-1]
    raise PlanError(f"Chưa có tệp kế hoạch plans/{year}.yaml. Tạo tệp này theo mẫu plans/2024.yaml rồi chạy lại.")


def load_plan(path: Path) -> Plan:
    """Read a plan file.

    Raises PlanError naming the file when it cannot be read or holds a mistake; `tonghop plan check` explains each one.
    """
    try:
        data = path.read_bytes()
        values = YAML(typ="safe").load(data)
        plan = Plan.model_validate({**values, "sha256": hashlib.sha256(data).hexdigest()})
        if not is_usable(plan):
            raise ValueError("a rule of the plan is broken")  # noqa: TRY301 (one message for every kind of mistake)
    except OSError as error:
        raise PlanError(f"Không đọc được tệp kế hoạch {path}: {error.strerror}.") from error
    except (YAMLError, TypeError, ValueError) as error:  # pydantic's ValidationError is a ValueError
        raise PlanError(f"Tệp kế hoạch {path} có lỗi. Chạy “tonghop plan check {path}” để xem từng lỗi.") from error
    return plan
