"""The commands about what waits for a person: list it, and record what was decided."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from schemas.values import ScanChoice

if TYPE_CHECKING:
    from schemas.request import RunRequest

_DONE = {
    ScanChoice.NO_MARK: (
        "Đã ghi: {by} đã xem, tệp không có dấu mật. Lần nhận hoặc tổng hợp tới phần mềm sẽ nhận dạng chữ trong tệp."
    ),
    ScanChoice.MARK: (
        "Đã ghi: {by} thấy tệp có dấu mật. Tệp không được đọc; không báo cáo nào được gửi cho đến khi người có thẩm "
        "quyền xử lý xong."
    ),
}
_KNOWN = "Việc này đã được ghi đúng như vậy từ trước; không ghi lại."
_NOTHING = "Không có việc nào đang chờ xử lý."


def _make_run(outputs: Path | None) -> "RunRequest":
    """A run form of this year at the outputs; what is asked belongs to no one period."""
    from cli.running import make_run
    from tonghop.job import read_clock
    from tonghop.plan import choose_plan_year
    from tonghop.plan.dates import find_office_day
    from tonghop.settings import load_settings

    settings = load_settings(outputs=outputs)
    if settings.database_url is None and not (settings.outputs / "ledger.db").is_file():
        raise InputError(f"Chưa có sổ theo dõi trong {settings.outputs}. Kiểm tra --outputs hoặc TONGHOP_OUTPUTS.")
    return make_run(str(choose_plan_year(find_office_day(read_clock()))), None, None, outputs, None)


def list_questions(outputs: Path | None, *, as_json: bool) -> int:
    """Print every open question with its key and choices; 1 when there is one."""
    from tonghop.decisions import list_inbox
    from tonghop.job import open_job

    with open_job(_make_run(outputs)) as job:
        entries = list_inbox(job.ledger)
    for entry in entries:
        if as_json:
            print(json.dumps(entry.model_dump(mode="json"), ensure_ascii=False))
            continue
        print(f"{entry.key}  {entry.kind.label} (kỳ {', '.join(entry.periods)})")
        print(f"    {entry.text}")
        print(f"    Lựa chọn: {'; '.join(entry.candidates)}.")
        print(f"    {entry.consequence}")
    if not entries and not as_json:
        print(_NOTHING)
    return 1 if entries else 0


def decide_question(
    outputs: Path | None, key: str, choice: ScanChoice, *, by: str, recorded_by: str | None, note: str | None
) -> int:
    """Record what a person saw on a scan.

    Raises InputError when there is no such question, or it is not decided here.
    """
    from tonghop import steps
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job

    if not by.strip():
        raise InputError("Ghi họ tên người đã xem tệp sau --by.")
    with open_job(_make_run(outputs)) as job:
        try:
            is_new = steps.decide_scan(
                job, key, choice, decided_by=by.strip(), recorded_by=(recorded_by or by).strip(), note=note
            )
        except DecisionError as error:
            raise InputError(str(error)) from error
    print(_DONE[choice].format(by=by.strip()) if is_new else _KNOWN)
    return 0
