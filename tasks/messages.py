"""What the state of a flow run says to people: failures and refused forms, in Vietnamese."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schemas.request import Request
from tonghop.failures import describe_os_error

_UNEXPECTED = (
    "Có lỗi ngoài dự kiến ({name}); những gì đã nhận vẫn còn nguyên, lần chạy sau làm tiếp. "
    "Người quản trị xem nhật ký của lần chạy này."
)
_FILE = "Không dùng được {file}: {reason}. Kiểm tra đường dẫn, quyền và đĩa."
_FORM = "Biểu mẫu chưa dùng được, chưa làm việc gì:"
_REASONS = {
    "missing": "chưa điền",
    "extra_forbidden": "không có ô nào tên này",
    "enum": "không có lựa chọn này",
}
_WRONG = "giá trị không dùng được"
_WHOLE = "Cả biểu mẫu"


def is_own(error: BaseException) -> bool:
    """Whether the exception is one of ours, whose message is Vietnamese already."""
    return type(error).__module__.split(".")[0] in ("tonghop", "tasks")


def explain_failure(error: BaseException) -> str:
    """What went wrong, for the state of a run; of an unexpected fault only its name: its text may hold anything."""
    if is_own(error):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return _FILE.format(file=error.filename, reason=describe_os_error(error))
    return _UNEXPECTED.format(name=type(error).__name__)


def explain_form(error: ValidationError, form_type: type[BaseModel]) -> str:
    """All faults of a form, one a line, each field by its title."""
    fields = Request.model_fields | form_type.model_fields  # a form may hold a request
    titles = {name: field.title or name for name, field in fields.items()}
    return "\n".join([_FORM, *dict.fromkeys(f"- {_explain_fault(fault, titles)}" for fault in error.errors())])


def _explain_fault(fault: ErrorDetails, titles: Mapping[str, str]) -> str:
    told: Any = fault.get("ctx", {}).get("error")
    if isinstance(told, ValueError):
        return str(told)  # our own validators speak Vietnamese
    names = [titles.get(step, step) for step in fault["loc"] if isinstance(step, str)]
    return f"{', '.join(names) or _WHOLE}: {_REASONS.get(fault['type'], _WRONG)}."
