"""`tonghop plan check`: every mistake of a plan file with its line and its remedy."""

import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from schemas.document import Finding
from schemas.model import ModelError, check_fit
from schemas.plan import Plan
from schemas.values import Severity
from tonghop.plan.faults import find_faults
from tonghop.plan.loading import find_model_file, load_model
from tonghop.plan.places import Place, find_line

_WRONG_KIND = {
    "date_from_datetime_parsing": "phải là một ngày, viết như 2024-06-14",
    "date_type": "phải là một ngày, viết như 2024-06-14",
    "date_parsing": "phải là một ngày, viết như 2024-06-14",
    "int_type": "phải là một số nguyên",
    "int_parsing": "phải là một số nguyên",
    "string_type": "phải là chữ; nếu viết toàn số thì đặt trong dấu ngoặc kép",
    "bool_parsing": "phải là true hoặc false",
    "tuple_type": "phải là một danh sách, viết trong [ ] hoặc mỗi dòng một dấu “-”",
    "model_type": "phải gồm các dòng “tên: giá trị” thụt vào trong",
    "dict_type": "phải gồm các dòng “tên: giá trị” thụt vào trong",
}

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def check_plan_file(path: Path) -> list[Finding]:
    """Every mistake in a plan file; the locator is `line12`, severities error, warning and advice.

    Raises OSError when the file cannot be read.
    """
    data = path.read_bytes()
    try:
        tree = YAML().load(data)
    except DuplicateKeyError as error:
        return [_at_line(_line_of(error), "Một tên được khai hai lần ở cùng một chỗ.", "Xóa hoặc gộp một trong hai.")]
    except YAMLError as error:
        return [
            _at_line(
                _line_of(error),
                "Tệp không đúng cách viết YAML (thường do thụt dòng, thiếu dấu “:” hoặc dấu ngoặc).",
                "Sửa dòng này hoặc dòng ngay trên; so với plans/2024.yaml.",
            )
        ]
    except ValueError:  # a day that no calendar has, like 2026-11-31, is a timestamp to YAML
        return _find_impossible_days(data.decode("utf-8", "replace"))
    if not isinstance(tree, dict):
        return [_at_line(1, "Tệp kế hoạch không có nội dung.", "Chép plans/2024.yaml làm mẫu rồi sửa.")]
    try:
        plan = Plan.model_validate(YAML(typ="safe").load(data))
    except ValidationError as error:
        return [_explain(tree, problem) for problem in error.errors()]
    return [
        Finding(
            rule="plan",
            severity=fault.severity,
            locator=f"line{find_line(tree, fault.place)}",
            message=fault.message,
            fix=fault.fix,
        )
        for fault in find_faults(plan)
    ] + _check_model(path, plan)


def _check_model(path: Path, plan: Plan) -> list[Finding]:
    """A model beside the plan that cannot be used is a warning: the plan works, people file each sentence."""
    model = load_model(path)
    if model is None:
        return []
    try:
        check_fit(model, {item.number: item.text for item in plan.items})
    except ModelError as error:
        return [
            Finding(
                rule="plan",
                severity=Severity.WARNING,
                locator="line1",
                message=f"Tệp {find_model_file(path).name} không dùng được: {error}. Câu không có tiêu đề không được "
                "tự xếp, đều chờ người xử lý.",
                fix=f"Lập lại mô hình: tonghop plan learn --plan {path}",
            )
        ]
    return []


def _find_impossible_days(text: str) -> list[Finding]:
    return [
        _at_line(number, f"Không có ngày {day[0]}.", "Sửa ngày này; viết năm-tháng-ngày, như 2024-06-14.")
        for number, line in enumerate(text.splitlines(), start=1)
        for day in _DAY.finditer(line.partition("#")[0])
        if not _is_day(day[0])
    ] or [_at_line(1, "Tệp có một giá trị không đọc được, thường là một ngày không có thật.", "Soát lại các ngày.")]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _line_of(error: YAMLError) -> int:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark is not None else 1


def _at_line(line: int, message: str, fix: str) -> Finding:
    return Finding(rule="plan", severity=Severity.ERROR, locator=f"line{line}", message=message, fix=fix)


def _explain(tree: Any, problem: Any) -> Finding:
    place: Place = tuple(problem["loc"])
    line, name = find_line(tree, place), place[-1] if place else ""
    kind = problem["type"]
    if kind == "extra_forbidden":
        near = get_close_matches(str(name), _known_names(place), n=1)
        fix = f"Có phải “{near[0]}”? Nếu không thì xóa dòng này." if near else "Xóa dòng này."
        return _at_line(line, f"Không có mục nào tên “{name}”.", fix)
    if kind == "missing":
        return _at_line(line, f"Thiếu “{name}” (trong {_tell(place[:-1])}).", f"Thêm dòng “{name}: …” vào đây.")
    if kind == "enum":
        return _at_line(
            line, f"Giá trị của “{name}” không dùng được.", f"Chọn một trong: {problem['ctx']['expected']}."
        )
    if problem["input"] is None:
        return _at_line(line, f"“{_tell(place)}” chưa điền.", "Điền giá trị ở dòng này.")
    reason = _WRONG_KIND.get(kind, "có giá trị không dùng được")
    return _at_line(line, f"“{_tell(place)}” {reason}.", "Sửa giá trị ở dòng này.")


def _tell(place: Place) -> str:
    words = [f"mục thứ {step + 1}" if isinstance(step, int) else step for step in place]
    return " › ".join(words) or "tệp kế hoạch"


def _known_names(place: Place) -> list[str]:
    """The names that the model allows where an unknown one stands."""
    model: type[BaseModel] = Plan
    for step in place[:-1]:
        if isinstance(step, str) and step in model.model_fields:
            model = _find_model(model.model_fields[step].annotation) or model
    return list(model.model_fields)


def _find_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _find_model(inner))), None)
