"""What the plans make due here and now: opens periods, names the runs to start, and warns of what endangers a report.

The dates are the plan's (`plan/due.py`); the ledger tells what was done already. Keeps out how a report is made.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from schemas.dates import ReportDates
from schemas.days import write_day
from schemas.period import parse_period
from schemas.report import Report
from schemas.request import RunRequest, Workplace
from schemas.values import DeliveryState, PeriodState, ReportKind, SourceKind
from tonghop import steps
from tonghop.intake.permissions import describe_open_folders
from tonghop.job import Clock, Job, open_job, read_clock
from tonghop.ledger import deliveries, drafts
from tonghop.plan import PlanError, list_plan_years
from tonghop.plan.dates import find_office_day
from tonghop.plan.due import find_years_without_plan, open_reports
from tonghop.plan.working_days import shift_working_days
from tonghop.settings import load_settings

_T = TypeVar("_T")

_NO_PLAN = (
    "Chưa có tệp kế hoạch năm {year} nên chưa theo dõi kỳ báo cáo nào của năm {year}. Chuyển kế hoạch năm {year} "
    "cho người quản trị. (Dành cho người quản trị: lập tệp plans/{year}.yaml theo mẫu của năm trước rồi chạy “tonghop "
    "deploy”.)"
)
_NOT_DRAFTED = (
    "Báo cáo {name} phải lập từ ngày {day} mà chưa có dự thảo. "
    "Xem lần chạy bị lỗi, hoặc nhờ người quản trị chạy lại. (Dành cho người quản trị: “tonghop run {period}”.)"
)
_NOT_SENT = (
    "Báo cáo {name} đã quá hạn gửi ({day}) mà máy chủ thư chưa nhận thư gửi tới: {recipients}. "
    "Xem lý do ở mục tình hình gửi; nếu cần, gửi ngay bằng đường khác."
)
_NO_DELIVERY = "chưa có lần gửi"
_QUIET = (
    "Sắp đến hạn báo cáo {name} ({day}) mà hơn {days} ngày nay không nơi nhận nào có thư hay tệp mới, và vẫn "
    "còn đơn vị chưa gửi. Gửi thử một thư và một tệp vào các nơi nhận để chắc chắn hệ thống nhận được."
)
_QUIET_DAYS = 5
_NEAR_DAYS = 3
NO_SOURCE = (
    "Phần mềm không còn xem thư mục, hộp thư nào nên không nhận được báo cáo mới, trong khi sổ theo dõi đã có báo cáo "
    "thật. Báo ngay người quản trị. (Dành cho người quản trị: cấu hình không có TONGHOP_FOLDERS, TONGHOP_MAILDIRS hay "
    "TONGHOP_IMAP_*; kiểm tra tệp .env ở thư mục làm việc của các công việc; nếu đã đổi thư mục, chạy lại “tonghop "
    "deploy” từ thư mục đúng.)"
)
"""No source and no examples either: what an office sees that starts its runs in another folder than the one of .env."""


def find_duties(place: Workplace, kind: ReportKind | None = None, now: Clock = read_clock) -> list[RunRequest]:
    """Open the periods whose day has come, and give a run for each report of that kind (None: any) that is due.

    A report is due here from its day of drafting: however late until a run has worked on it and its mails have left,
    and else, to take in what comes late, as long as it is watched. To ask or to run twice does no harm. What was over
    before this ledger began is not taken up. A broken plan file hides no other one: `find_dangers` tells of it.

    Raises PlanError when no plan file can be used, SettingsError, LedgerError.
    """
    today = find_office_day(now())

    def look(job: Job) -> list[RunRequest]:
        own = _find_own_reports(job, today)
        for report in own:
            _open_period(job, report)
        return [
            place.make_run(report.period)
            for report in own
            if kind in (None, report.kind) and report.draft_date <= today and _is_to_be_run(job, report, today)
        ]

    runs, faults, seen = _visit_plans(place, now, look)
    if faults and not seen:
        raise faults[0]
    return runs


def find_reminder_runs(place: Workplace, now: Clock = read_clock) -> list[RunRequest]:
    """A run for each period whose units may have to be reminded, or whose year has just ended.

    Those that the plan has people watch, and open ad hoc ones; not what was over before this ledger began. Raises
    PlanError when no plan file can be used, SettingsError, LedgerError.
    """
    today = find_office_day(now())

    def look(job: Job) -> list[RunRequest]:
        own = [each for each in _find_own_reports(job, today) if today <= _find_last_day(each)]
        ordered = [run for run in steps.find_open_runs(job) if run.request is not None and _is_ordered(job, run)]
        return [*(place.make_run(each.period) for each in own), *ordered]

    runs, faults, seen = _visit_plans(place, now, look)
    if faults and not seen:
        raise faults[0]
    return runs


def _find_last_day(report: ReportDates) -> date:
    """Until when there may be something to remind of: the list of a year is made up for longer than all else."""
    listed_until = report.office_due_date + timedelta(days=steps.YEAR_LIST_DAYS)
    return max(report.watched_until, listed_until) if report.kind is ReportKind.ANNUAL else report.watched_until


def _is_ordered(job: Job, run: RunRequest) -> bool:
    """Whether an ad hoc period belongs to the job's plan, which the runs of other years leave to theirs."""
    return parse_period(run.period).window is not None and job.find_plan(parse_period(run.period).year) is job.plan


def find_warnings(place: Workplace, now: Clock = read_clock) -> tuple[str, ...]:
    """What endangers the reporting, one Vietnamese sentence or two each; changes nothing.

    Years without plan, then the dangers. Raises SettingsError, LedgerError.
    """
    missing = [_NO_PLAN.format(year=year) for year in find_missing_years(place, now)]
    return (*missing, *find_dangers(place, now))


def find_missing_years(place: Workplace, now: Clock = read_clock) -> tuple[int, ...]:
    """The years that need a plan file and have none; where one plan is named, the others are not missed while it fails.

    Raises SettingsError, LedgerError.
    """
    if load_settings(plan=place.plan).plan is None:
        return find_years_without_plan(list_plan_years(), find_office_day(now()))
    _, faults, seen = _visit_plans(place, now, lambda _: [])
    return () if faults else find_years_without_plan(seen, find_office_day(now()))


def find_dangers(place: Workplace, now: Clock = read_clock) -> tuple[str, ...]:
    """What endangers a report: broken plan files, sources that are missing, open to all or suspiciously quiet.

    Also reports due and never drafted, and mails not taken in time, the last from the Office's deadline on, while the
    period is watched. Raises SettingsError, LedgerError.
    """
    today = find_office_day(now())

    def look(job: Job) -> list[str]:
        own = _find_own_reports(job, today)
        found = [(*_find_dangers(job, report, today), *_find_quiet(job, report, today)) for report in own]
        return [*_find_source_dangers(job), *(text for texts in found for text in texts)]

    dangers, faults, _ = _visit_plans(place, now, look)
    return (*map(str, faults), *dict.fromkeys(dangers))


def _visit_plans(
    place: Workplace, now: Clock, look: Callable[[Job], list[_T]]
) -> tuple[list[_T], list[PlanError], list[int]]:
    """Look through a job of each plan near today; gives what was found, the plans' faults and the years seen.

    Near are last, this and next year as far as they have a file, or the one plan that settings or place name.
    """
    year = find_office_day(now()).year
    if load_settings(plan=place.plan).plan is None:
        known = list_plan_years()
        years = [each for each in (year - 1, year, year + 1) if each in known]
    else:
        years = [year]  # the named file is opened for whatever year
    found: list[_T] = []
    faults, seen = [], []
    for each in years:
        try:
            with open_job(place.make_run(str(each)), now=now) as job:
                found += look(job)
                seen.append(job.plan.year)
        except PlanError as error:
            faults.append(error)
    return found, faults, seen


def _find_own_reports(job: Job, today: date) -> list[ReportDates]:
    """The open reports but those whose last deadline had passed when this ledger began: others made them."""
    begun = steps.find_beginning(job)
    return [report for report in open_reports(job.plan, today) if report.office_due_date >= begun]


def _open_period(job: Job, report: ReportDates) -> None:
    with job.ledger.read() as connection:
        is_known = drafts.load_period_state(connection, report.period) is not None
    if not is_known:
        with job.ledger.write() as connection:
            drafts.open_period(connection, report.period, at=job.now())


def _is_to_be_run(job: Job, report: ReportDates, today: date) -> bool:
    """Whether a due report still wants work; not one that people have closed."""
    with job.ledger.read() as connection:
        state = drafts.load_period_state(connection, report.period)
    return state is PeriodState.OPEN and (today <= report.watched_until or not _is_settled(job, report))


def _is_settled(job: Job, report: ReportDates) -> bool:
    """Whether a run has worked on the report since it was due, and no mail of its newest draft waits to be sent.

    A draft made before that day is none: it was never asked whether it may leave.
    """
    rows = _load_own_drafts(job, report)
    if not rows:
        return False
    with job.ledger.read() as connection:
        sent = [row for row in deliveries.load_deliveries(connection, report.period) if row.version == rows[-1].version]
    is_worked = bool(sent) or find_office_day(rows[-1].drafted_at) >= report.draft_date
    return is_worked and not any(row.state in (DeliveryState.READY, DeliveryState.CLAIMED) for row in sent)


def _load_own_drafts(job: Job, report: ReportDates) -> list[drafts.DraftRow]:
    """The drafts, oldest first; one made of the examples is none for an office that works in earnest."""
    with job.ledger.read() as connection:
        rows = drafts.load_drafts(connection, report.period)
    return [row for row in rows if Report.model_validate_json(row.report).example == job.is_example]


def _find_dangers(job: Job, report: ReportDates, today: date) -> list[str]:
    """At most one: a report that was not drafted on its day, or one that did not leave in time."""
    name = parse_period(report.period).name
    if not _load_own_drafts(job, report):
        text = _NOT_DRAFTED.format(name=name, day=write_day(report.draft_date), period=report.period)
        return [text] if report.draft_date < today else []
    if not report.office_due_date < today <= report.watched_until:
        return []
    with job.ledger.read() as connection:
        rows = deliveries.load_deliveries(connection, report.period)
    waiting = []
    for recipient in job.plan.recipients:
        states = [row.state for row in rows if row.recipient == recipient.code]
        if recipient.is_valid_on(report.window_end) and DeliveryState.ACCEPTED not in states:
            waiting.append(f"{recipient.name} ({states[-1].label if states else _NO_DELIVERY})")
    return (
        [_NOT_SENT.format(name=name, day=write_day(report.office_due_date), recipients=", ".join(waiting))]
        if waiting
        else []
    )


def _find_source_dangers(job: Job) -> list[str]:
    """That there is no source at all, or that everybody may put files into a unit's folder."""
    if job.is_example:
        return []
    exposed = describe_open_folders(job.settings.folders, job.plan.units)
    return ([] if job.settings.has_sources else [NO_SOURCE]) + ([] if exposed is None else [exposed])


def _find_quiet(job: Job, report: ReportDates, today: date) -> list[str]:
    """That nothing came from anywhere for days, though the deadline is near: sources may be broken without failing.

    Sources that were not seen are told of as such. A folder for what people bring by hand may be empty for weeks.
    """
    due, calendar = report.unit_due_date, job.plan.calendar
    near = shift_working_days(due, -_NEAR_DAYS, calendar) <= today <= due
    sources = [each for each in steps.find_source_health(job) if each.kind is not SourceKind.HAND]
    if not near or not sources or steps.find_unseen_sources(job) or job.is_example:
        return []
    since = job.now() - timedelta(days=_QUIET_DAYS)
    begun = steps.find_beginning(job)
    newest = [each.newest_at for each in sources if each.newest_at is not None]
    is_quiet = max(newest) < since if newest else begun < find_office_day(since)
    if not is_quiet or not steps.find_silent_units(replace(job, period=parse_period(report.period))):
        return []
    return [_QUIET.format(name=parse_period(report.period).name, day=write_day(due), days=_QUIET_DAYS)]
