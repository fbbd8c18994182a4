"""Names of flow runs: what is done and how, readable in a list. A name never stops a run, however odd its form."""

import re
from typing import TypeVar

from prefect.runtime import flow_run
from pydantic import ValidationError

from schemas.base import Word
from schemas.period import parse_period
from schemas.request import AdHocForm, AlertForm, DecideForm, DueForm, ReceiveForm, RunRequest
from tonghop.intake.declaring import find_channel
from tonghop.plan.requests import clean_line

_ODD = "biểu mẫu chưa đúng"
_MOST_NUMBER = 60
_KEY = re.compile(r"[0-9a-f]{8}")

Form = TypeVar("Form", bound=Word)


def name_run() -> str:
    """For example `2024-H1 · báo cáo 6 tháng · theo kế hoạch`."""
    run = _read_form(RunRequest)
    return f"{run.period} · {parse_period(run.period).kind.label} · {_describe_mode(run)}" if run else _ODD


def name_due() -> str:
    """For example `đến hạn · báo cáo 6 tháng`."""
    form = _read_form(DueForm)
    return f"đến hạn · {form.kind.label if form and form.kind else 'mọi loại báo cáo'}"


def name_ad_hoc() -> str:
    """For example `1234/UBND-VX · báo cáo đột xuất · theo kế hoạch`."""
    form = _read_form(AdHocForm)
    number = clean_line(form.number)[:_MOST_NUMBER] if form else ""
    return f"{number} · báo cáo đột xuất · {_describe_mode(form)}" if form and number else _ODD


def name_gather() -> str:
    """Always `nhận báo cáo`: what came for which period is told by the runs inside."""
    return "nhận báo cáo"


def name_remind() -> str:
    """Always `nhắc báo cáo`: who was reminded of which period is told by the tasks inside."""
    return "nhắc báo cáo"


def name_receive() -> str:
    """For example `nhận trực tiếp · Zalo`; never a name or a file, which nobody has scanned yet."""
    form = _read_form(ReceiveForm)
    channel = find_channel(form.channel) if form else None
    return f"nhận trực tiếp · {channel.label}" if channel else _ODD


def name_decide() -> str:
    """For example `quyết định · 1a2b3c4d`; never a choice or a name."""
    form = _read_form(DecideForm)
    key = form.key.strip() if form else ""
    return f"quyết định · {key}" if _KEY.fullmatch(key) else _ODD


def name_alert() -> str:
    """For example `cảnh báo · lần chạy bị lỗi · gather`."""
    form = _read_form(AlertForm)
    return f"cảnh báo · {form.cause.label} · {clean_line(form.deployment)}" if form else _ODD


def _read_form(form_type: type[Form]) -> Form | None:
    """The run's form, or None when nobody can read it: that is told when the run begins."""
    try:
        return form_type.model_validate(next(iter(flow_run.parameters.values()), None))
    except ValidationError:
        return None


def _describe_mode(form: RunRequest | AdHocForm) -> str:
    return "chạy thử" if form.dry_run else form.send.label if form.send is not None else "theo kế hoạch"
