"""The commands that record what a person decided: on a question, on a sentence; and that read reports again."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from cli.running import make_ledger_run
from schemas.days import write_moment
from schemas.values import ScanChoice, SenderChoice

if TYPE_CHECKING:
    from tonghop.decisions import Decider, Recorded, SenderDecision
    from tonghop.job import Job
    from tonghop.steps import Decided, ScanDecision

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
_REVERSED = "Lần ghi này thay lần ghi trước: {by} đã ghi “{choice}” lúc {at}."
_KNOWN = "Việc này đã được ghi đúng như vậy từ trước; không ghi lại."
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
_NO_UNIT = "Chỉ ghi --unit với --choice accept của thư chưa rõ người gửi."
_RECORDED = "Đã ghi (mã {key}): {by} – {label}."
_WAITS_ON = "Việc này vẫn chờ; ghi quyết định khác khi đã rõ."
_APPLIED = "Đã áp dụng: {count} báo cáo thay đổi cách tính; dự thảo sẽ lập lại ở lần chạy tới."
_NEXT_RUN = "Dự thảo ở lần chạy tới tính theo quyết định này."
_NAME_NEEDED = "Ghi họ tên người quyết định (người đã xem tệp, xem thư) sau --by."


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
    """Record a person's choice on a question and do what follows.

    Raises InputError when there is no such question, or it has no such choice.
    """
    from tonghop import steps
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job

    if unit is not None and choice != SenderChoice.ACCEPT.value:
        raise InputError(_NO_UNIT)
    with open_job(make_ledger_run(outputs)) as job:
        decider = _make_decider(job, by, recorded_by, note)
        try:
            decided = steps.decide(job, key, choice, decider, unit=unit)
        except DecisionError as error:
            raise InputError(str(error)) from error
        lines = _tell(job, decided, choice, unit, decider.decided_by)
    print("\n".join(lines))
    return 0


def file_sentence(
    outputs: Path | None,
    submission: str,
    *,
    text: str,
    item: str,
    by: str,
    recorded_by: str | None,
    note: str | None,
) -> int:
    """Record to which item a sentence belongs, asked or not.

    Raises InputError when there is no such report, sentence or item.
    """
    from tonghop import steps
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job

    if item.strip() != "none" and not item.strip().isdecimal():
        raise InputError("Sau --item ghi số của nội dung (1, 2, …), hoặc none: không thuộc nội dung nào.")
    number = None if item.strip() == "none" else int(item)
    with open_job(make_ledger_run(outputs)) as job:
        decider = _make_decider(job, by, recorded_by, note)
        try:
            recorded = steps.file_sentence(job, submission, text, number, decider)
        except DecisionError as error:
            raise InputError(str(error)) from error
        lines = _tell_recorded(job, recorded, decider.decided_by)
    print("\n".join(lines))
    return 0


def _make_decider(job: "Job", by: str, recorded_by: str | None, note: str | None) -> "Decider":
    from tonghop.decisions import Decider, DecisionError
    from tonghop.steps.wording import clean_decider

    if not by.strip():
        raise InputError(_NAME_NEEDED)
    try:
        return clean_decider(Decider(by, recorded_by or by, note, job.now()))
    except DecisionError as error:
        raise InputError(str(error)) from error


def _tell(job: "Job", decided: "Decided", choice: str, unit: str | None, by: str) -> list[str]:
    if decided.scan is not None:
        return _tell_scan(decided.scan, ScanChoice(choice.strip()), by)
    if decided.sender is not None:
        return _tell_sender(job, decided.sender, unit or choice.partition(":")[2] or None, by)
    return _tell_recorded(job, decided.recorded, by) if decided.recorded is not None else []


def _tell_recorded(job: "Job", recorded: "Recorded", by: str) -> list[str]:
    """What was recorded, what it reverses, and what follows, which is done here."""
    from tonghop import steps
    from tonghop.plan.dates import OFFICE_ZONE

    if not recorded.is_new:
        steps.follow_decisions(job)
        return [_KNOWN]
    lines = [_RECORDED.format(key=recorded.key, by=by, label=recorded.label)]
    if recorded.earlier is not None:
        at = write_moment(recorded.earlier.decided_at.astimezone(OFFICE_ZONE))
        lines.append(_REVERSED.format(by=recorded.earlier.decided_by, choice=recorded.earlier_label, at=at))
    if recorded.waits_on:
        return [*lines, _WAITS_ON]
    changed = steps.follow_decisions(job)
    return [*lines, _APPLIED.format(count=changed) if changed else _NEXT_RUN]


def _tell_sender(job: "Job", decided: "SenderDecision", unit: str | None, by: str) -> list[str]:
    """What was recorded, and what to do so that it need not be asked again."""
    if not decided.is_new:
        return [_KNOWN]
    if unit is None:
        return [_IGNORED.format(by=by, mails=decided.mails)]
    named = job.plan.find_unit(unit)
    lines = [_ACCEPTED.format(by=by, mails=decided.mails, unit=named.name if named else unit)]
    return [*lines, _ADD_ADDRESS.format(sender=decided.sender)] if decided.sender else lines


def _tell_scan(decision: "ScanDecision", choice: ScanChoice, by: str) -> list[str]:
    """What was recorded, and what is true of the file now."""
    from tonghop.plan.dates import OFFICE_ZONE

    look = decision.look
    lines = [(_MARK if choice is ScanChoice.MARK else _NO_MARK).format(by=by) if look.is_new else _KNOWN]
    if look.earlier is not None:
        before = ScanChoice(look.earlier.choice).label
        at = write_moment(look.earlier.decided_at.astimezone(OFFICE_ZONE))
        lines.append(_REVERSED.format(by=look.earlier.decided_by, choice=before, at=at))
    if choice is ScanChoice.MARK:
        lines += [_ORIGINALS, *(f"    {path}" for path in decision.originals)]
        lines += [_LEFT, *(f"    {path}" for path in decision.left)] if decision.left else [_FORGOTTEN]
    elif look.is_new and decision.picture is not None and decision.picture.stamp:
        lines.append(_COUNTED_NEXT)
    elif look.is_new:
        lines.append(_RECOGNISED_NEXT if decision.is_recognisable else _NOT_RECOGNISED)
    return lines
