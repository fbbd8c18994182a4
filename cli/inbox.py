"""The commands about what waits for a person: list it, and record what was decided."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from cli.running import make_ledger_run
from schemas.values import QuestionKind, ScanChoice, SenderChoice

if TYPE_CHECKING:
    from tonghop.decisions import InboxEntry, SenderDecision
    from tonghop.job import Job
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
_ACCEPTED = (
    "Đã ghi: {by} cho tiếp nhận {mails} thư này là báo cáo của {unit}. Lần nhận tới (hoặc chạy “tonghop gather”) phần "
    "mềm sẽ nhận các thư đó."
)
_ADD_ADDRESS = (
    "Nếu {sender} là địa chỉ của đơn vị, thêm địa chỉ vào kế hoạch (mục senders của đơn vị) để lần sau tự nhận; chưa "
    "thêm thì thư sau sẽ hỏi lại."
)
_IGNORED = (
    "Đã ghi: {by} cho bỏ qua {mails} thư. Thư vẫn nằm trong hộp thư; phần mềm không nhận và không hỏi lại các thư này."
)
_NO_UNIT = "Chỉ ghi --unit với --choice accept."


def list_questions(outputs: Path | None, *, as_json: bool) -> int:
    """Print every open question with its key and choices; 1 when there is one."""
    from tonghop.decisions import list_inbox
    from tonghop.job import open_job

    with open_job(make_ledger_run(outputs)) as job:
        entries = list_inbox(job.ledger, job.plan, example=job.is_example)
        units = ", ".join(unit.code for unit in job.plan.units)
    for entry in entries:
        if as_json:
            print(json.dumps(entry.model_dump(mode="json"), ensure_ascii=False))
            continue
        periods = f" (kỳ {', '.join(entry.periods)})" if entry.periods else ""
        print(f"{entry.key}  {entry.kind.label}{periods}")
        print(f"    {entry.text}")
        print(f"    Lựa chọn: {'; '.join(entry.candidates)}.")
        print(f"    {entry.consequence}")
        for line in _tell_commands(entry, units, outputs):
            print(f"    {line}")
    if not entries and not as_json:
        print(_NOTHING)
    return 1 if entries else 0


def _tell_commands(entry: "InboxEntry", units: str, outputs: Path | None) -> list[str]:
    """How to record a decision; only the words in capitals are to be filled in."""
    place = f" --outputs {shlex.quote(str(outputs))}" if outputs is not None else ""
    command = f"Ghi kết quả: tonghop inbox decide {entry.key} --choice "
    if entry.kind is QuestionKind.SCAN:
        return [f'{command}no-mark --by "HỌ TÊN"{place}', "(thấy dấu mật thì ghi mark thay cho no-mark)"]
    if entry.kind is not QuestionKind.SENDER:
        return []
    ignore = f'{command}ignore --by "HỌ TÊN"{place}'
    if SenderChoice.ACCEPT.label not in entry.candidates:
        return [ignore]
    return [
        f'{command}accept --unit MÃ --by "HỌ TÊN"{place}',
        f"(MÃ là mã đơn vị: {units}; không phải báo cáo thì ghi --choice ignore, không ghi --unit)",
    ]


def decide_question(
    outputs: Path | None,
    key: str,
    choice: str,
    *,
    by: str,
    unit: str | None,
    recorded_by: str | None,
    note: str | None,
) -> int:
    """Record what a person saw on a scan, or says of mails whose sender is not known.

    Raises InputError when there is no such question, or it is not decided by that choice.
    """
    from tonghop import steps
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job

    by = by.strip()
    if not by:
        raise InputError("Ghi họ tên người quyết định (người đã xem tệp, xem thư) sau --by.")
    if unit is not None and choice != SenderChoice.ACCEPT.value:
        raise InputError(_NO_UNIT)
    recorder = (recorded_by or by).strip()
    with open_job(make_ledger_run(outputs)) as job:
        try:
            if choice in list(ScanChoice):
                look = ScanChoice(choice)
                seen = steps.decide_scan(job, key, look, decided_by=by, recorded_by=recorder, note=note)
                lines = _tell(seen, look, by)
            else:
                said = SenderChoice(choice)
                decided = steps.decide_sender(job, key, said, unit=unit, decided_by=by, recorded_by=recorder, note=note)
                lines = _tell_sender(job, decided, unit, by)
        except DecisionError as error:
            raise InputError(str(error)) from error
    for line in lines:
        print(line)
    return 0


def _tell_sender(job: "Job", decided: "SenderDecision", unit: str | None, by: str) -> list[str]:
    """What was recorded, and what to do so that it need not be asked again."""
    if not decided.is_new:
        return [_KNOWN]
    if unit is None:
        return [_IGNORED.format(by=by, mails=decided.mails)]
    named = job.plan.find_unit(unit)
    lines = [_ACCEPTED.format(by=by, mails=decided.mails, unit=named.name if named else unit)]
    return [*lines, _ADD_ADDRESS.format(sender=decided.sender)] if decided.sender else lines


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
