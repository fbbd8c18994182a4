"""Schedules from the plan: the day of the year on which a deployment's run starts, set and compared in prefect.yaml.

The time of day stands in prefect.yaml, the day is the plan's day of drafting. No schedule names a year and none decides
what is due (`due.py` does), so a stale one does no harm. Keeps out Prefect.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from schemas.days import write_day
from schemas.document import Finding
from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.values import Severity
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.plan.due import list_reports
from tonghop.plan.places import Place, find_line

SLUGS = ("h1", "h2", "year")
"""The schedules whose day comes from the plan; every other schedule stays as prefect.yaml has it."""


def list_draft_days(plans: Sequence[Plan]) -> dict[str, list[date]]:
    """Slug -> every day of drafting that the plans tell; a kind of period that no plan asks for has no slug."""
    days: dict[str, list[date]] = {}
    for plan in plans:
        for report in list_reports(plan):
            days.setdefault(_find_slug(parse_period(report.period)), []).append(report.draft_date)
    return days


def choose_day(days: Sequence[date], cron: str, now: datetime) -> date:
    """The next of the days on which the cron's time of day is still to come, else the last of them.

    A cron comes every year: once today's time is over, today's date would be next year's, which may be another one.
    """
    minute, hour, *_ = cron.split()
    at = time(int(hour), int(minute), tzinfo=OFFICE_ZONE)
    return min((day for day in days if datetime.combine(day, at) > now), default=max(days))


def set_schedules(definitions: Mapping[str, Any], plans: Sequence[Plan], now: datetime) -> dict[str, Any]:
    """A copy of the parsed prefect.yaml in which the crons of the slugs have the plans' day and month; `now` is aware.

    A schedule of a kind of period that no plan asks for is left out: its date would be nobody's.
    """
    days = list_draft_days(plans)
    changed = deepcopy(dict(definitions))
    for deployment in changed.get("deployments") or []:
        kept = [
            each for each in deployment.get("schedules") or [] if each.get("slug") not in SLUGS or each["slug"] in days
        ]
        for schedule in kept:
            if schedule.get("slug") in days:
                cron = schedule["cron"]
                schedule["cron"] = _put_day(cron, choose_day(days[schedule["slug"]], cron, now))
        if "schedules" in deployment:
            deployment["schedules"] = kept
    return changed


def check_schedules(plan: Plan, path: Path) -> list[Finding]:
    """Where a prefect.yaml names other days than the plan, or has no schedule for a report; locators are `line12`.

    Without that file there is nothing to compare. Raises OSError when it cannot be read.
    """
    if not path.exists():
        return []
    try:
        tree = YAML().load(path.read_bytes())
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        return [_tell(mark.line + 1 if mark else 1, Severity.WARNING, *_NOT_YAML)]
    days = {_find_slug(parse_period(each.period)): each for each in list_reports(plan)}
    findings, seen = [], set()
    for place, slug, cron in _list_crons(tree):
        if slug not in days:
            continue
        seen.add(slug)
        name, day = parse_period(days[slug].period).name, days[slug].draft_date
        line, wanted = find_line(tree, place), _put_day(cron, day)
        if cron != wanted:
            message = f"Lịch “{slug}” ghi “{cron}”; theo kế hoạch, báo cáo {name} lập ngày {write_day(day)}."
            findings.append(_tell(line, Severity.ADVICE, message, _SET_BY_DEPLOY.format(cron=wanted)))
    for slug in sorted(days.keys() - seen):
        message = f"Không có lịch “{slug}” để lập báo cáo {parse_period(days[slug].period).name}."
        findings.append(_tell(find_line(tree, ("deployments",)), Severity.WARNING, message, _ADD_SCHEDULE))
    return findings


_NOT_YAML = ("Tệp lịch không đúng cách viết YAML.", "Sửa dòng này hoặc dòng ngay trên, hoặc lấy lại tệp gốc.")
_SET_BY_DEPLOY = (
    "Chạy “tonghop deploy” để lịch trên máy chủ theo đúng kế hoạch; muốn tệp này cũng khớp thì ghi cron “{cron}”."
)
_ADD_SCHEDULE = "Lấy lại lịch này từ tệp prefect.yaml gốc rồi chạy “tonghop deploy”."


def _find_slug(period: Period) -> str:
    return "year" if period.half is None else f"h{period.half}"


def _put_day(cron: str, day: date) -> str:
    """The cron with its minute and hour, on that day of every year."""
    minute, hour, *_ = [*cron.split(), "0", "0"]
    return f"{minute} {hour} {day.day} {day.month} *"


def _list_crons(tree: Any) -> Iterator[tuple[Place, str, str]]:
    deployments = tree.get("deployments") if isinstance(tree, dict) else None
    for i, deployment in enumerate(deployments or []):
        for k, schedule in enumerate(deployment.get("schedules") or [] if isinstance(deployment, dict) else []):
            if isinstance(schedule, dict):
                yield ("deployments", i, "schedules", k, "cron"), str(schedule.get("slug")), str(schedule.get("cron"))


def _tell(line: int, severity: Severity, message: str, fix: str) -> Finding:
    return Finding(rule="schedule", severity=severity, locator=f"line{line}", message=message, fix=fix)
