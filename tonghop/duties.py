"""What the plans make due here and now: opens periods, names the runs to start, and warns of what endangers a report.

The dates are the plan's (`plan/due.py`); the ledger tells what was done already. Keeps out how a report is made.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from schemas.dates import ReportDates
from schemas.period import parse_period
from schemas.report import Report
from schemas.request import RunRequest, Workplace
from schemas.values import DeliveryState, PeriodState, ReportKind
from tonghop.job import Clock, Job, open_job, read_clock
from tonghop.ledger import deliveries, drafts, events
from tonghop.plan import PlanError, list_plan_years
from tonghop.plan.dates import find_office_day
from tonghop.plan.due import find_years_without_plan, open_reports
from tonghop.settings import load_settings

_T = TypeVar("_T")

_NO_PLAN = (
    "Chưa có tệp kế hoạch năm {year} nên chưa theo dõi kỳ báo cáo nào của năm {year}. "
    "Lập tệp plans/{year}.yaml theo mẫu của năm trước rồi chạy “tonghop deploy”."
)
_NOT_DRAFTED = (
    "Báo cáo {name} phải lập từ ngày {day:%d/%m/%Y} mà chưa có dự thảo. "
    "Xem lần chạy bị lỗi, hoặc nhờ người quản trị chạy “tonghop run {period}”."
)
_NOT_SENT = (
    "Báo cáo {name} đã quá hạn gửi ({day:%d/%m/%Y}) mà máy chủ thư chưa nhận thư gửi tới: {recipients}. "
    "Xem lý do ở mục tình hình gửi; nếu cần, gửi ngay bằng đường khác."
)
_NO_DELIVERY = "chưa có lần gửi"
NO_SOURCE = (
    "Chưa cấu hình nguồn nhận nào (TONGHOP_FOLDERS, TONGHOP_MAILDIRS) nên không nhận được báo cáo mới, trong khi sổ "
    "theo dõi đã có báo cáo thật. Kiểm tra tệp .env ở thư mục làm việc của các công việc; nếu đã đổi thư mục, chạy lại "
    "“tonghop deploy” từ thư mục đúng."
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
    """What endangers a report: broken plan files, no source, reports due and never drafted, mails not taken in time.

    The last are told from the Office's deadline on, while the period is watched. Raises SettingsError, LedgerError.
    """
    today = find_office_day(now())

    def look(job: Job) -> list[str]:
        is_blind = not (job.is_example or job.settings.folders or job.settings.maildirs)
        own = _find_own_reports(job, today)
        return [NO_SOURCE] * is_blind + [text for report in own for text in _find_dangers(job, report, today)]

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
    with job.ledger.read() as connection:
        begun_at = events.load_beginning(connection)
    begun = find_office_day(begun_at) if begun_at is not None else today
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
        text = _NOT_DRAFTED.format(name=name, day=report.draft_date, period=report.period)
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
    return [_NOT_SENT.format(name=name, day=report.office_due_date, recipients=", ".join(waiting))] if waiting else []
