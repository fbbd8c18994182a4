"""The command that reads a period's reports again on purpose and says what changed."""

from typing import TYPE_CHECKING

from cli.failures import InputError

if TYPE_CHECKING:
    from schemas.plan import Plan
    from schemas.request import RunRequest
    from schemas.submission import FiledSubmission
    from tonghop.steps.rereading import Reread

_NONE = "Không có báo cáo nào của kỳ này để đọc lại."
_SAME = "{who}: không thay đổi."
_CHANGED = "{who}:"
_ITEM = "    Nội dung {item}: {before} → {after}."
_STATUS = "    Tình trạng: {before} → {after}."
_WORDS = "    Câu, số liệu hoặc nội dung cần rà soát đã đổi; xem “tonghop inbox list” và dự thảo ở lần chạy tới."
_SUMMARY = "Đã đọc lại {count} báo cáo, {changed} báo cáo thay đổi."


def reread_period(form: "RunRequest", *, unit: str | None, by: str) -> int:
    """Read the period's reports again; 1 when one of them says something else now.

    Raises InputError when nobody is named or the plan has no such unit.
    """
    from tonghop import steps
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job

    if not by.strip():
        raise InputError("Ghi họ tên người cho đọc lại sau --by.")
    with open_job(form) as job:
        if unit is not None and job.plan.find_unit(unit) is None:
            codes = ", ".join(each.code for each in job.plan.units)
            raise InputError(f"Kế hoạch không có đơn vị mang mã “{unit}”. Các đơn vị: {codes}.")
        try:
            found = steps.reread(job, unit=unit, by=by)
        except DecisionError as error:
            raise InputError(str(error)) from error
        if found:
            steps.ask_waiting(job)
        for each in found:
            _show(each, job.plan)
    changed = sum(each.is_changed for each in found)
    print(_SUMMARY.format(count=len(found), changed=changed) if found else _NONE)
    return 1 if changed else 0


def _show(each: "Reread", plan: "Plan") -> None:
    who = _name(each.before, plan)
    if not each.is_changed:
        print(_SAME.format(who=who))
        return
    lines = [_CHANGED.format(who=who)]
    before, after = each.before, each.after
    if before.status is not after.status and before.status is not None and after.status is not None:
        lines.append(_STATUS.format(before=before.status.label, after=after.status.label))
    for item in plan.items:
        one, other = _tell_item(before, item.number), _tell_item(after, item.number)
        if one != other:
            lines.append(_ITEM.format(item=item.number, before=one, after=other))
    print("\n".join(lines if len(lines) > 1 else [*lines, _WORDS]))


def _name(row: "FiledSubmission", plan: "Plan") -> str:
    unit = plan.find_unit(row.content.unit or "") if row.content is not None else None
    files = ", ".join(file.name for file in row.files)
    return f"{unit.name if unit is not None else 'Chưa rõ đơn vị'} – {files} ({row.id[:8].upper()})"


def _tell_item(row: "FiledSubmission", item: int) -> str:
    report = row.content.items.get(item) if row.content is not None else None
    if report is None:
        return "-"
    figures = sum(len(activity.quantities) for activity in report.activities)
    told = f", {len(report.activities)} hoạt động, {figures} số liệu" if report.activities else ""
    return f"{report.state.label}{told}"
