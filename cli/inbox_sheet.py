"""The commands about the Excel sheet of what waits: write it, and record what people filled in."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError, check_period
from cli.running import make_ledger_run

if TYPE_CHECKING:
    from tonghop.steps.applying import Applied

_WRITTEN = (
    "Đã ghi {count} việc ra {path}. Điền cột “Lựa chọn”, lưu, rồi chạy: tonghop inbox apply {quoted} "
    '--by "HỌ TÊN"{place}'
)
_EMPTY = "Không có việc nào đang chờ xử lý; không ghi tệp."
_RECORDED = "{place}: việc {key} – {label}."
_KNOWN = "{place}: việc {key} – đã ghi đúng như vậy từ trước."
_REFUSED = "{place}: việc {key} – KHÔNG GHI. {reason}"
_SUMMARY = "Đã ghi {new} quyết định; {known} đã ghi từ trước; từ chối {refused}; để trống {empty}."
_APPLIED = "{count} báo cáo thay đổi cách tính; dự thảo sẽ lập lại ở lần chạy tới."


def export_sheet(outputs: Path | None, path: Path, *, period: str | None) -> int:
    """Write what waits to an Excel file; 0, also when nothing waits.

    Raises InputError for a wrong period, a file of another kind, or a place that cannot be written.
    """
    from tonghop.job import open_job
    from tonghop.steps.applying import export_sheet as export

    if period is not None:
        check_period(period)
    if path.suffix.lower() != ".xlsx":
        raise InputError(f"Tên tệp phải kết thúc bằng .xlsx: {path}")
    with open_job(make_ledger_run(outputs)) as job:
        data, count = export(job, period=period)
    if not count:
        print(_EMPTY)
        return 0
    try:
        path.write_bytes(data)
    except OSError as error:
        from tonghop.failures import describe_os_error

        raise InputError(f"Không ghi được {path}: {describe_os_error(error)}") from error
    place = f" --outputs {shlex.quote(str(outputs))}" if outputs is not None else ""
    print(_WRITTEN.format(count=count, path=path, quoted=shlex.quote(str(path)), place=place))
    return 0


def apply_sheet(outputs: Path | None, path: Path, *, by: str) -> int:
    """Record what people chose; 1 when a row was refused or hidden.

    Raises InputError when the file cannot be read or is no such sheet, or nobody is named.
    """
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job
    from tonghop.steps.applying import apply_sheet as apply

    if not by.strip():
        raise InputError("Ghi họ tên người nộp tệp sau --by.")
    try:
        data = path.read_bytes()
    except OSError as error:
        from tonghop.failures import describe_os_error

        raise InputError(f"Không đọc được {path}: {describe_os_error(error)}") from error
    with open_job(make_ledger_run(outputs)) as job:
        try:
            applied = apply(job, path.name, data, by=by.strip())
        except DecisionError as error:
            raise InputError(str(error)) from error
    return _show(applied)


def _show(applied: "Applied") -> int:
    from tonghop.decisions.sheet_messages import HIDDEN_ROWS

    for each in applied.rows:
        told = _REFUSED if each.refused is not None else _RECORDED if each.is_new else _KNOWN
        print(told.format(place=each.row.place, key=each.row.key, label=each.label, reason=each.refused))
    refused = sum(each.refused is not None for each in applied.rows)
    new = sum(each.refused is None and each.is_new for each in applied.rows)
    known = len(applied.rows) - refused - new
    print(_SUMMARY.format(new=new, known=known, refused=refused, empty=applied.empty))
    if applied.hidden:
        print(HIDDEN_ROWS.format(count=applied.hidden))
    if applied.changed:
        print(_APPLIED.format(count=applied.changed))
    return 1 if refused or applied.hidden else 0
