"""Failures as Vietnamese sentences: what happened, what to do. Knows which of them are wrong use or configuration."""

from pydantic import ValidationError

_HINT = "Chạy lại với --debug để xem chi tiết cho người quản trị; những gì đã nhận vẫn còn nguyên."
_WRONG_USE = {"PlanError", "SettingsError", "InputError"}
_OWN = _WRONG_USE | {"LedgerError", "ArchiveError", "SourceError", "OutboxError"}


class InputError(Exception):
    """Something given on the command line cannot be used; the message is Vietnamese."""


def explain_failure(error: BaseException) -> tuple[str, bool]:
    """(message, whether it is wrong use or configuration)."""
    name = type(error).__name__
    if name in _OWN:
        return str(error), name in _WRONG_USE
    if isinstance(error, ValidationError):
        places = ", ".join(".".join(str(step) for step in each["loc"]) or each["msg"] for each in error.errors())
        return f"Thông tin đưa vào chưa đúng: {places}.", True
    if isinstance(error, OSError) and error.filename is not None:
        return f"Không dùng được {error.filename}: {error.strerror}. Kiểm tra đường dẫn, quyền và đĩa.", False
    return f"Có lỗi ngoài dự kiến ({name}). {_HINT}", False
