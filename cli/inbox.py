"""The commands about what waits for a person: list it, and record what was decided."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from schemas.values import QuestionKind, ScanChoice

if TYPE_CHECKING:
    from schemas.request import RunRequest
    from tonghop.steps import ScanDecision

_NO_MARK = "Đã ghi: {by} đã xem, tệp không có dấu mật."
_RECOGNISED_NEXT = (
    "Lần nhận hoặc tổng hợp tới phần mềm sẽ nhận dạng chữ trong tệp; chữ nhận dạng được không tự tính, Văn phòng đối "
    "chiếu với bản gốc."
)
_NOT_RECOGNISED = (
    "Máy này chưa có chương trình nhận dạng chữ tesseract nên chữ trong tệp chưa đọc được. Khi máy có tesseract, phần "
    "mềm tự nhận dạng; trong lúc chờ, Văn phòng mở tệp xem."
)
_COUNTED_NEXT = "Lần nhận hoặc tổng hợp tới phần mềm sẽ tính chữ trong tệp như các tệp khác."
_MARK = (
    "Đã ghi: {by} thấy tệp có dấu mật. Phần mềm đã dừng báo cáo này, không tính nội dung; không báo cáo nào được gửi "
    "cho đến khi người có thẩm quyền xử lý xong."
)
_FORGOTTEN = "Phần chữ mà phần mềm đã đọc tạm (bộ nhớ đệm) đã xóa hết."
_ORIGINALS = (
    "Bản gốc đã nhận vẫn còn trong kho lưu trên máy này và ở nơi nhận. Phần mềm không tự hủy; người có thẩm quyền xử "
    "lý các bản đó theo quy định về bảo vệ bí mật nhà nước:"
)
_LEFT = "Chưa xóa được phần chữ đọc tạm ở các tệp sau; cần xóa bằng tay:"
_REVERSED = "Lần ghi này thay lần ghi trước: {by} đã ghi “{choice}” lúc {at:%H:%M} ngày {at:%d/%m/%Y}."
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
        if entry.kind is QuestionKind.SCAN:
            place = f" --outputs {shlex.quote(str(outputs))}" if outputs is not None else ""
            print(f'    Ghi kết quả: tonghop inbox decide {entry.key} --choice no-mark --by "HỌ TÊN"{place}')
            print("    (thấy dấu mật thì ghi mark thay cho no-mark)")
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
            decision = steps.decide_scan(
                job, key, choice, decided_by=by.strip(), recorded_by=(recorded_by or by).strip(), note=note
            )
        except DecisionError as error:
            raise InputError(str(error)) from error
    for line in _tell(decision, choice, by.strip()):
        print(line)
    return 0


def _tell(decision: "ScanDecision", choice: ScanChoice, by: str) -> list[str]:
    """What was recorded, and what is true of the file now."""
    from tonghop.plan.dates import OFFICE_ZONE

    look = decision.look
    lines = [(_MARK if choice is ScanChoice.MARK else _NO_MARK).format(by=by) if look.is_new else _KNOWN]
    if look.earlier is not None:
        before, at = ScanChoice(look.earlier.choice).label, look.earlier.decided_at.astimezone(OFFICE_ZONE)
        lines.append(_REVERSED.format(by=look.earlier.decided_by, choice=before, at=at))
    if choice is ScanChoice.MARK:
        lines += [_ORIGINALS, *(f"    {path}" for path in decision.originals)]
        lines += [_LEFT, *(f"    {path}" for path in decision.left)] if decision.left else [_FORGOTTEN]
    elif look.is_new and decision.picture is not None and decision.picture.stamp:
        lines.append(_COUNTED_NEXT)
    elif look.is_new:
        lines.append(_RECOGNISED_NEXT if decision.is_recognisable else _NOT_RECOGNISED)
    return lines
