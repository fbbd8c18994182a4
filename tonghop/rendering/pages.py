"""Markdown pages for the Prefect UI: today, coverage, submissions, missing units, questions. Small and self-contained.

Keeps out how a page is published (tasks) and anything that bears a secrecy mark.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.report import Report
from schemas.run import Status
from schemas.values import CellState, DeliveryState, UnitState

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST_ROWS = 60
_MOST_BYTES = 60_000
"""Of one table; a page stays well under the 100 KB that an artifact may have."""
_SHORT = {
    CellState.REPORTED: "✓ có kết quả",
    CellState.NOTHING: "– không phát sinh",
    CellState.EMPTY: "○ để trống",
    CellState.MISSING: "✗ chưa có",
    CellState.NOT_ASSIGNED: "không giao",
}


def render_pages(status: Status, report: Report, plan: Plan, *, now: datetime) -> dict[str, str]:
    """Page name (`hom-nay`, `tinh-hinh`, `bao-cao`, `con-thieu`, `viec-cho`) -> markdown."""
    title = parse_period(status.period).name
    mark = "**VÍ DỤ – không phải số liệu thật.**\n\n" if report.example else ""
    pages = {
        "hom-nay": _render_today(status, report, plan, now),
        "tinh-hinh": _render_coverage(report, plan),
        "bao-cao": _render_submissions(report, plan),
        "con-thieu": _render_missing(status, plan),
        "viec-cho": _render_waiting(status),
    }
    return {name: f"# {_TITLES[name]} – {title}\n\n{mark}{text}\n" for name, text in pages.items()}


_TITLES = {
    "hom-nay": "Hôm nay",
    "tinh-hinh": "Tình hình báo cáo theo nội dung",
    "bao-cao": "Báo cáo của các đơn vị",
    "con-thieu": "Đơn vị chưa có báo cáo",
    "viec-cho": "Việc chờ xử lý",
}


def _render_today(status: Status, report: Report, plan: Plan, now: datetime) -> str:
    coverage = report.coverage
    lines = [
        f"Cập nhật lúc {now.astimezone(_ZONE):%H:%M ngày %d/%m/%Y}.",
        "",
        f"- **Đã có báo cáo:** {coverage.reported_units}/{coverage.expected_units} đơn vị, "
        f"trong đó {coverage.on_time_units} đơn vị đúng hạn.",
    ]
    if status.due_at is not None:
        lines.append(f"- **Hạn của đơn vị:** hết ngày {_last_day(status.due_at):%d/%m/%Y}.")
    if status.drafts:
        newest = status.drafts[-1]
        lines.append(f"- **Dự thảo mới nhất:** lần {newest.version} ({newest.state.label}).")
    else:
        lines.append("- **Dự thảo:** chưa có.")
    newest_version = status.drafts[-1].version if status.drafts else 0
    for delivery in status.deliveries:
        if delivery.version == newest_version:
            lines.append(f"- **Gửi {_name_recipient(plan, delivery.recipient)}:** {delivery.state.label}.")
    lines += ["", "## Việc cần làm tiếp", ""]
    lines += [f"{n}. {_escape(text)}" for n, text in enumerate(list_next_steps(status, plan), start=1)]
    return "\n".join(lines)


def list_next_steps(status: Status, plan: Plan) -> list[str]:
    """What a person does next, most urgent first; one sentence each."""
    steps = []
    missing = [unit for unit in status.units if unit.state in (UnitState.AWAITED, UnitState.MISSING)]
    if missing:
        steps.append(f"Nhắc đơn vị chưa gửi báo cáo: {', '.join(_name_unit(plan, unit.unit) for unit in missing)}.")
    asked = len(status.waiting) - len(missing)
    if asked > 0:
        steps.append(f"Xử lý {asked} việc chờ (xem trang “Việc chờ xử lý” hoặc “tonghop status {status.period}”).")
    newest = status.drafts[-1].version if status.drafts else 0
    unsettled = [
        d
        for d in status.deliveries
        if d.state is DeliveryState.UNKNOWN or (d.version == newest and d.state in _UNSETTLED)
    ]
    steps += [f"Kiểm tra lần gửi tới {_name_recipient(plan, d.recipient)}: {d.state.label}." for d in unsettled]
    if status.drafts and not steps:
        steps.append("Soát dự thảo, bổ sung các phần do Văn phòng viết và trình lãnh đạo ký.")
    return steps or ["Chờ báo cáo của các đơn vị."]


_UNSETTLED = (DeliveryState.REFUSED, DeliveryState.HELD, DeliveryState.READY)


def _render_coverage(report: Report, plan: Plan) -> str:
    items = [item.number for item in plan.items]
    rows = [
        [_name_unit(plan, unit), *(_SHORT[cells[number].state] for number in items)]
        for unit, cells in report.coverage.cells.items()
    ]
    legend = "\n".join(f"- **{item.number}:** {_escape(item.title)}" for item in plan.items)
    return _render_table(["Đơn vị", *(f"Nội dung {number}" for number in items)], rows) + "\n\n" + legend


def _render_submissions(report: Report, plan: Plan) -> str:
    rows = [
        [
            _name_unit(plan, row.unit) if row.unit else "chưa rõ",
            ", ".join(file.name for file in row.files),
            row.source.label,
            f"{row.received_at.astimezone(_ZONE):%H:%M %d/%m/%Y}" + (" (muộn)" if row.late else ""),
            "đã có bản thay thế" if row.superseded_by else row.status.label,
        ]
        for row in report.submissions
    ]
    return _render_table(["Đơn vị", "Tệp", "Nguồn", "Nhận lúc", "Trạng thái"], rows)


def _render_missing(status: Status, plan: Plan) -> str:
    rows = [
        [_name_unit(plan, unit.unit), unit.state.label, str(unit.days_late) if unit.days_late else ""]
        for unit in status.units
        if unit.state not in (UnitState.ON_TIME, UnitState.LATE, UnitState.EXEMPT)
    ]
    return _render_table(["Đơn vị", "Trạng thái", "Số ngày quá hạn"], rows)


def _render_waiting(status: Status) -> str:
    """A list, for the UI does not wrap the cells of a table."""
    shown = [
        f"{number}. {_escape(waiting.what)}\n    - **Người xử lý:** {_escape(waiting.for_whom)}\n"
        f"    - **Cách xử lý:** {_escape(waiting.how)}"
        for number, waiting in enumerate(status.waiting, start=1)
    ]
    return "\n".join(_keep_short(shown, "việc")) or "Không có."


def _render_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "Không có."
    shown = [_render_row(_escape(cell) for cell in row) for row in rows]
    return "\n".join([_render_row(heads), _render_row("---" for _ in heads), *_keep_short(shown, "dòng")])


def _keep_short(entries: Sequence[str], what: str) -> list[str]:
    """The first entries that fit on a page, and how many more there are."""
    kept: list[str] = []
    room = _MOST_BYTES
    for entry in entries[:_MOST_ROWS]:
        room -= len(entry.encode())
        if room < 0:
            break
        kept.append(entry)
    if len(kept) < len(entries):
        kept.append(f"\nCòn {len(entries) - len(kept)} {what} nữa; xem “tonghop status”.")
    return kept


def _render_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escape(text: str) -> str:
    """Text of units is text, never markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())[:600])


def _last_day(due_at: datetime) -> datetime:
    return (due_at - timedelta(seconds=1)).astimezone(_ZONE)


def _name_unit(plan: Plan, code: str) -> str:
    unit = plan.find_unit(code)
    return unit.name if unit else code


def _name_recipient(plan: Plan, code: str) -> str:
    return next((recipient.name for recipient in plan.recipients if recipient.code == code), code)
