"""`tonghop adjust`: change a figure on somebody's word, list the changes of a period, take one back."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.failures import InputError
from cli.running import make_run
from schemas.days import write_day
from schemas.period import parse_period
from schemas.values import AdjustmentChannel, Scope

if TYPE_CHECKING:
    from schemas.adjustment import Adjustment
    from tonghop.decisions.adjusting import WantedChange
    from tonghop.job import Job
    from tonghop.ledger.adjustments import Withdrawal

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_RECORDED = (
    "Đã ghi điều chỉnh số {number}: {figure}: {old} → {new}; theo đề nghị của {asked_by} ({channel}), {by} ghi. Trạng "
    "thái: {state}."
)
_NEXT = (
    "Lần tổng hợp tới (tonghop run {period}) các bản dự thảo ghi số mới. Đề nghị đơn vị gửi lại báo cáo có số {new} để "
    "xác nhận; báo cáo ghi số khác thì phần mềm hỏi lại."
)
_NEXT_TOTAL = (
    "Lần tổng hợp tới (tonghop run {period}) các bản dự thảo ghi tổng số mới. Các câu của đơn vị vẫn ghi số cũ: sửa "
    "câu trong bản dự thảo, hoặc điều chỉnh số của từng đơn vị (--unit, --item)."
)
_WARNING = "  Lưu ý: {text}"
_WITHDRAWN = "Đã thu hồi điều chỉnh số {number}. Lần tổng hợp tới số liệu trở lại như báo cáo của đơn vị."
_KNOWN = "Điều chỉnh số {number} đã được thu hồi từ trước; không ghi lại."
_NOTHING = "Kỳ báo cáo {period} chưa có điều chỉnh số liệu nào."
_MISSING = "Ghi {options}. Xem cách dùng: tonghop adjust --help"
_TAKEN_BACK = "đã thu hồi ({by}, {at}: {why})"


def parse_figure(text: str) -> int | float:
    """A number as a report writes it: 12, 1.246, 71,5. Raises InputError for anything else."""
    from tonghop.decisions.adjusting_messages import BAD_NUMBER

    if not _NUMBER.fullmatch(text.strip()):
        raise InputError(BAD_NUMBER.format(text=text))
    whole, _, part = text.strip().replace(".", "").partition(",")
    return float(f"{whole}.{part}") if part else int(whole)


def change_figure(period: str, outputs: Path | None, plan: Path | None, told: dict[str, Any]) -> int:
    """Record one change; 0. `told` are the options by name, None where one was not given.

    Raises InputError when an option is missing, or the figure is none or several; nothing is recorded then.
    """
    from tonghop.decisions import DecisionError
    from tonghop.decisions.adjusting import WantedChange, describe
    from tonghop.job import open_job
    from tonghop.numerals import format_number
    from tonghop.steps.adjusting import adjust

    needed = ("old", "new", "asked_by", "channel", "why", "by")
    missing = [f"--{name.replace('_', '-')}" for name in needed if not told.get(name)]
    if missing:
        raise InputError(_MISSING.format(options=", ".join(missing)))
    values = told | {"old": parse_figure(told["old"]), "new": parse_figure(told["new"])}
    wanted = WantedChange(
        **{**values, "channel": AdjustmentChannel(told["channel"]), "scope": told["scope"] and Scope(told["scope"])}
    )
    with open_job(make_run(period, None, None, outputs, plan)) as job:
        try:
            recorded = adjust(job, wanted)
        except DecisionError as error:
            raise InputError(str(error)) from error
        state = _find_state(job, recorded.number)
        figure = describe(recorded.found, job.plan)
    words = {"old": format_number(wanted.old), "new": format_number(wanted.new)}
    print(_RECORDED.format(number=recorded.number, figure=figure, state=state, **words, **_name_people(wanted)))
    for text in recorded.warnings:
        print(_WARNING.format(text=text))
    print((_NEXT_TOTAL if recorded.found.unit is None else _NEXT).format(period=period, new=words["new"]))
    return 0


def _name_people(wanted: "WantedChange") -> dict[str, str]:
    return {"asked_by": wanted.asked_by, "channel": wanted.channel.label, "by": wanted.by}


def _find_state(job: "Job", number: int) -> str:
    from tonghop.steps.adjusting import list_changes

    return next((each.state.label for each in list_changes(job)[0] if each.id == number), "")


def withdraw_change(period: str, number: int, outputs: Path | None, plan: Path | None, by: str, why: str) -> int:
    """Take one change back; 0. Raises InputError when there is no such change, or a later one rests on it."""
    from tonghop.decisions import DecisionError
    from tonghop.job import open_job
    from tonghop.steps.adjusting import withdraw

    with open_job(make_run(period, None, None, outputs, plan)) as job:
        try:
            is_new = withdraw(job, number, by=by, why=why)
        except DecisionError as error:
            raise InputError(str(error)) from error
    print((_WITHDRAWN if is_new else _KNOWN).format(number=number))
    return 0


def list_changes(period: str, outputs: Path | None, plan: Path | None, *, as_json: bool) -> int:
    """Print the changes of a period, taken back ones last; 1 when one of them waits for a person."""
    from tonghop.job import open_job
    from tonghop.steps.adjusting import list_changes as list_all

    with open_job(make_run(period, None, None, outputs, plan)) as job:
        standing, withdrawn = list_all(job)
    if as_json:
        for each in standing:
            print(json.dumps(each.model_dump(mode="json") | {"withdrawn": None}, ensure_ascii=False))
        for each_withdrawn, told in withdrawn:
            back = {"at": told.at.isoformat(), "by": told.by, "why": told.why}
            print(json.dumps(each_withdrawn.model_dump(mode="json") | {"withdrawn": back}, ensure_ascii=False))
    else:
        lines = [_tell(each, each.state.label) for each in standing]
        lines += [_tell(each, _tell_withdrawal(back)) for each, back in withdrawn]
        print("\n".join(lines) or _NOTHING.format(period=parse_period(period).name))
    return 1 if any(each.state.is_open for each in standing) else 0


def _tell(each: "Adjustment", state: str) -> str:
    from tonghop.numerals import format_number

    owner = each.unit or "Tổng số toàn Sở"
    head = f"{each.id}  {owner}, nội dung {each.item}: {format_number(each.old)} → {format_number(each.new)}"
    lines = [f"{head} {each.measure} ({each.scope.label}); {state}"]
    if each.activity_text:
        lines.append(f"    “{each.activity_text}”")
    lines.append(f"    {each.asked_by} đề nghị ({each.channel.label}), {each.recorded_by} ghi: {each.why}")
    return "\n".join(lines)


def _tell_withdrawal(told: "Withdrawal") -> str:
    from tonghop.plan.dates import OFFICE_ZONE

    return _TAKEN_BACK.format(by=told.by, at=write_day(told.at.astimezone(OFFICE_ZONE)), why=told.why)
