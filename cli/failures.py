"""Failures as Vietnamese sentences: what happened, what to do. Knows which of them are wrong use or configuration."""

import re

from pydantic import ValidationError

from schemas.period import parse_period
from tonghop.failures import describe_os_error

_HINT = "Chạy lại với --debug để xem chi tiết cho người quản trị; những gì đã nhận vẫn còn nguyên."
_WRONG_USE = {
    "PlanError",
    "SettingsError",
    "InputError",
    "LedgerAddressError",
    "PlanTextError",
    "DeployUseError",
    "ServeUseError",
}
_OWN = _WRONG_USE | {
    "LedgerError",
    "LedgerBusyError",
    "ArchiveError",
    "SourceError",
    "OutboxError",
    "SecretError",
    "VersionError",
    "ReaderStartError",
    "DeployError",
    "ServeError",
}

_USAGE = (
    (re.compile(r"Missing option '(?:-\w' / ')?(-.+?)'\.(?: Choose from:.*)?", re.DOTALL), r"thiếu \1."),
    (re.compile(r"Missing argument '(.+?)'\.(?: Choose from:.*)?", re.DOTALL), r"thiếu \1."),
    (re.compile(r"No such command '(.+)'\."), r"không có lệnh “\1”."),
    (re.compile(r"No such option: (\S+).*", re.DOTALL), r"không có tùy chọn \1."),
    (re.compile(r"Invalid value for '(.+?)': .*is not one of (.+)\.", re.DOTALL), r"\1 phải là một trong: \2."),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)"), r"thừa: \1."),
    (re.compile(r"Option '(.+)' requires an argument\."), r"\1 cần một giá trị đi kèm."),
)


class InputError(Exception):
    """Something given on the command line cannot be used; the message is Vietnamese."""


def check_period(code: str) -> None:
    """Raise InputError when a period code cannot be understood."""
    try:
        parse_period(code)
    except ValueError as error:
        raise InputError(str(error)) from error


def explain_usage(message: str) -> str:
    """What the command line parser says, in Vietnamese; a message that nobody translated stays as it is."""
    for pattern, words in _USAGE:
        if pattern.fullmatch(message):
            return pattern.sub(words, message)
    return message


def explain_failure(error: BaseException) -> tuple[str, bool]:
    """(message, whether it is wrong use or configuration)."""
    name = type(error).__name__
    if name in _OWN:
        return str(error), name in _WRONG_USE
    if isinstance(error, ValidationError):
        places = ", ".join(".".join(str(step) for step in each["loc"]) or each["msg"] for each in error.errors())
        return f"Thông tin đưa vào chưa đúng: {places}.", True
    if isinstance(error, OSError) and error.filename is not None:
        return f"Không dùng được {error.filename}: {describe_os_error(error)}. Kiểm tra đường dẫn, quyền và đĩa.", False
    return f"Có lỗi ngoài dự kiến ({name}). {_HINT}", False
