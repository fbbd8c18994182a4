"""What `tonghop serve` tells once everything stands: where to look, what comes next and what is missing."""

import datetime as dt
from collections.abc import Mapping

from cli.server_environ import AUTH, HOW_TO_SET
from schemas.days import write_day
from schemas.period import parse_period
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.settings import Settings

_DATES_TOLD = 5
_JOBS = "/deployments?deployments.tags.name=tonghop"
"""The page of Prefect with what people start, in one list: without the filter it shows ten of all and a second page."""


def describe_start(environ: Mapping[str, str], address: str, settings: Settings) -> str:
    """The lines for the person who started it, in Vietnamese; `address` is that of the server."""
    from cli.definitions import load_plans
    from tonghop.plan.due import find_next_dates, find_years_without_plan

    today = dt.datetime.now(OFFICE_ZONE).date()
    plans = load_plans(settings.plan)
    years = [plan.year for plan in plans]
    coming = sorted((each for plan in plans for each in find_next_dates(plan, today)), key=lambda each: each.date)
    mailboxes = (account.user for account in settings.imap_accounts)
    sources = ", ".join(map(str, (*settings.folders, *settings.maildirs, *mailboxes, *settings.hand_folders)))
    lines = [
        f"Đã sẵn sàng: {address} · kết quả trong {settings.outputs.absolute()}",
        f"Danh sách công việc, biểu mẫu: {address}{_JOBS}",
        f"Kế hoạch các năm: {', '.join(map(str, years))}",
        *(
            f"CHÚ Ý: chưa có tệp kế hoạch năm {year} (plans/{year}.yaml)."
            for year in find_years_without_plan(years, today)
        ),
        *(f"{write_day(each.date)}: {each.what} ({parse_period(each.period).name})" for each in coming[:_DATES_TOLD]),
        f"Nguồn nhận: {sources}" if sources else "Chưa cấu hình nguồn nhận: chạy trên ví dụ.",
    ]
    if not environ.get(AUTH):
        lines.append(
            "CHÚ Ý: chưa đặt mật khẩu, ai có tài khoản trên máy này cũng chạy và sửa được các công việc, với mọi quyền "
            f"của người đang chạy “tonghop serve”. {HOW_TO_SET}"
        )
    return "\n  ".join(lines)
