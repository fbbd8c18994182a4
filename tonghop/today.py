"""The day's page of the Office: every period that people work on today, sources, next dates, warnings.

Also the pages of one period. Looks and renders; changes nothing but its own file, and posts the morning mail as any
notice. Keeps out the words of the pages (rendering).
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from schemas.dates import ReportDates
from schemas.days import write_moment
from schemas.notice import Notice, NoticeRecord
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.request import RunRequest, Workplace
from schemas.run import Status
from schemas.today import DeliveryToday, PeriodToday, Today, UnitToday
from schemas.values import NoticeKind
from tonghop import steps
from tonghop.consolidation import find_open_points
from tonghop.decisions import describe_waiting_senders
from tonghop.delivery.messages import GATE_SECRECY
from tonghop.duties import find_warnings
from tonghop.job import Clock, Job, open_job, read_clock
from tonghop.ledger import drafts, hits
from tonghop.locks import hold_lock
from tonghop.plan import PlanError, find_plan_file, list_plan_years, load_plan
from tonghop.plan.dates import OFFICE_ZONE, find_office_day
from tonghop.plan.due import find_next_dates, open_reports, watched_reports
from tonghop.plan.working_days import is_working_day
from tonghop.rendering.markdown import name_key
from tonghop.rendering.naming import SILENT, name_recipient, name_unit
from tonghop.rendering.page_messages import TODAY_FILE_NAMES
from tonghop.rendering.pages import Page, list_next_steps, render_pages
from tonghop.rendering.today import (
    Links,
    compose_subject,
    render_sources_page,
    render_today_html,
    render_today_page,
    render_today_text,
)
from tonghop.status import find_status

PAGE_NAME = "hom-nay.html"

_SECRECY = (
    "Có {count} mục có dấu hiệu mật ở {kind}, phát hiện từ {at}: không báo cáo nào được gửi "
    "cho đến khi người có thẩm quyền xử lý xong."
)
_UNSEEN = "Không xem được {kind} “{name}”, nên có thể có báo cáo đã đến mà chưa nhận. Xem lý do ở mục nguồn nhận."
_STALE = (
    "Đã quá {hours} giờ chưa xem {kind} “{name}”, nên có thể có báo cáo đã đến mà chưa nhận. Kiểm tra công việc nhận "
    "báo cáo (gather) có đang bật không."
)
_LOST = (
    "Cấu hình không còn {kind} “{name}” (xem lần cuối lúc {at}): báo cáo gửi vào đó không "
    "được nhận. Nếu bỏ có chủ ý thì không phải làm gì."
)


def find_today(place: Workplace, now: Clock = read_clock) -> Today:
    """What the Office's page of the day tells, from the plans of last, this and next year and the ledger.

    A period stands on it while its plan watches it; an ad hoc one as long after its deadline; one that the plan made
    due and that was never drafted until it is. Raises PlanError when no plan can be used, SettingsError, LedgerError.
    """
    warnings = list(find_warnings(place, now))
    with ExitStack() as stack:
        base = _open_base(stack, place, now)
        day = find_office_day(base.now())
        plans = dict(_load_plans(base, day))
        described = [_describe(job, dates) for job, dates in _find_periods(base, plans, day)]
        sources = steps.find_source_health(base)
        with base.ledger.read() as connection:
            found = hits.load_open_hits(connection, example=base.is_example)
        for kind in dict.fromkeys(hit.source for hit in found):
            same = [hit for hit in found if hit.source is kind]
            found_at = write_moment(same[0].found_at.astimezone(OFFICE_ZONE))
            warnings.append(_SECRECY.format(count=len(same), kind=kind.label, at=found_at))
        senders = describe_waiting_senders(base.ledger, example=base.is_example)
        warnings += [*([] if senders is None else [senders]), *_find_silence(base, day)]
        return Today(
            at=base.now(),
            periods=tuple(sorted(described, key=lambda each: (each.due_at is None, each.due_at, each.period))),
            next_dates=tuple(
                sorted((each for plan in plans.values() for each in find_next_dates(plan, day)), key=lambda e: e.date)
            ),
            sources=tuple(sources),
            warnings=tuple(warnings),
            example=base.is_example,
        )


def _find_silence(base: Job, day: date) -> Iterator[str]:
    """Of which sources nothing is known now: a look failed or is long ago, or nobody looks any more."""
    for each in steps.find_unseen_sources(base):
        if each.failure is not None:
            yield _UNSEEN.format(kind=each.kind.label, name=each.name)
        elif is_working_day(day, base.plan.calendar):
            hours = int(steps.FRESH.total_seconds() // 3600)
            yield _STALE.format(hours=hours, kind=each.kind.label, name=each.name)
    for each in steps.find_lost_sources(base):
        if each.looked_at is not None:
            looked_at = write_moment(each.looked_at.astimezone(OFFICE_ZONE))
            yield _LOST.format(kind=each.kind.label, name=each.name, at=looked_at)


def find_period_pages(job: Job) -> dict[str, Page]:
    """Artifact key -> page of the job's period as it stands now."""
    status, report = find_status(job)
    with job.ledger.read() as connection:
        holds = 0 if job.is_example else len(hits.load_open_hits(connection))
    return render_pages(
        status,
        report,
        job.plan,
        now=job.now(),
        open_points=find_open_points(report, job.plan),
        suspended=GATE_SECRECY.format(count=holds) if holds else None,
        awaited_day=steps.find_awaited_day(job),
    )


def find_today_pages(today: Today) -> dict[str, Page]:
    """Artifact key -> page of the day, and of the sources."""
    sources = render_sources_page(today.sources, now=today.at, example=today.example)
    return {name_key("hom-nay"): render_today_page(today), name_key("nguon-nhan"): sources}


def write_today_page(today: Today, outputs: Path) -> Path:
    """Write `hom-nay.html` under the outputs, whole or not at all; its links are relative and lead to files there."""
    html = render_today_html(today, _find_links(today, outputs))
    target = outputs / PAGE_NAME
    with hold_lock(outputs / f".{PAGE_NAME}.lock"):
        part = outputs / f".{PAGE_NAME}.part"
        part.unlink(missing_ok=True)  # what a killed run left, or a link that somebody laid there
        with part.open("x", encoding="utf-8") as file:
            file.write(html)
        part.replace(target)
    return target


def make_today_notice(today: Today) -> Notice | None:
    """The page as a mail to the Office, one per day; None while no period is open."""
    if not today.periods:
        return None
    return Notice(
        kind=NoticeKind.TODAY,
        key=f"hom-nay-{find_office_day(today.at).isoformat()}",
        subject=compose_subject(today),
        text=render_today_text(today),
        html=render_today_html(today),
    )


def wants_morning_mail(plan: Plan, today: date) -> bool:
    """Whether the Office gets its page by mail that day: a working day, and the plan has not switched it off."""
    return plan.office.morning_page and is_working_day(today, plan.calendar)


def post_morning_mail(place: Workplace, today: Today, now: Clock = read_clock) -> NoticeRecord | None:
    """Mail the day's page to the Office, at most once a day; None when there is nothing to tell or it is not wanted."""
    notice = make_today_notice(today)
    if notice is None:
        return None
    with ExitStack() as stack:
        job = _open_base(stack, place, now)
        return steps.post_notice(job, notice) if wants_morning_mail(job.plan, find_office_day(today.at)) else None


def _open_base(stack: ExitStack, place: Workplace, now: Clock) -> Job:
    """A job at the place with the plan of this year, else of the nearest year whose plan can be used."""
    year = find_office_day(now()).year
    faults = []
    for each in dict.fromkeys((year, year - 1, year + 1, *reversed(list_plan_years()))):
        try:
            return stack.enter_context(open_job(place.make_run(str(each)), now=now))
        except PlanError as error:
            faults.append(error)
    raise faults[0]


def _load_plans(base: Job, day: date) -> Iterator[tuple[int, Plan]]:
    """Year -> plan of the years near today; a named plan is the only one. Warnings tell of those that are broken."""
    yield base.plan.year, base.plan
    if base.settings.plan is not None:
        return
    for year in {day.year - 1, day.year, day.year + 1} & set(list_plan_years()) - {base.plan.year}:
        try:
            yield year, load_plan(find_plan_file(year))
        except PlanError:
            continue


def _find_periods(base: Job, plans: Mapping[int, Plan], day: date) -> Iterator[tuple[Job, ReportDates | None]]:
    """A job for each period of the page, all on one open ledger, with its dates in the plan."""
    opened = {run.period: run for run in steps.find_open_runs(base)}
    for plan in plans.values():
        watched = {report.period for report in watched_reports(plan, day)}
        for report in open_reports(plan, day):
            run = opened.get(report.period) or base.run.model_copy(update={"period": report.period})
            job = _enter_period(base, run, plan)
            if report.period in watched or (report.period in opened and not _is_drafted(job)):
                yield job, report
    for run in opened.values():
        period = parse_period(run.period)
        plan_of_year = base.plan if base.settings.plan is not None else plans.get(period.year)
        if period.window is not None and plan_of_year is not None:
            job = _enter_period(base, run, plan_of_year)
            if steps.is_watched(job):
                yield job, None


def _enter_period(base: Job, run: RunRequest, plan: Plan) -> Job:
    return replace(base, run=run, plan=plan, period=parse_period(run.period))


def _is_drafted(job: Job) -> bool:
    with job.ledger.read() as connection:
        return drafts.next_version(connection, job.period.code) > 1


def _describe(job: Job, dates: ReportDates | None) -> PeriodToday:
    status, report = find_status(job)
    newest = status.drafts[-1] if status.drafts else None
    return PeriodToday(
        period=status.period,
        name=job.period.name,
        state=status.state,
        dates=dates,
        due_at=status.due_at,
        expected_units=report.coverage.expected_units,
        reported_units=report.coverage.reported_units,
        on_time_units=report.coverage.on_time_units,
        units=tuple(
            UnitToday(name=name_unit(job.plan, unit.unit), state=unit.state, days_late=unit.days_late)
            for unit in status.units
        ),
        questions=_count_questions(status),
        draft_version=newest.version if newest is not None else None,
        draft_state=newest.state if newest is not None else None,
        deliveries=tuple(
            DeliveryToday(recipient=name_recipient(job.plan, each.recipient), state=each.state)
            for each in status.deliveries
            if newest is not None and each.version == newest.version
        ),
        next_steps=tuple(list_next_steps(status, job.plan)),
        example=report.example,
    )


def _count_questions(status: Status) -> int:
    """What waits for a person beside the units that have sent nothing."""
    return len(status.waiting) - sum(unit.state in SILENT for unit in status.units)


def _find_links(today: Today, outputs: Path) -> Links:
    """The files of each newest draft that lie under the outputs now."""
    links = {}
    for period in today.periods:
        folder = Path("reports") / parse_period(period.period).folder_name / f"v{period.draft_version}"
        links[period.period] = [
            (label, quote((folder / name).as_posix()))
            for name, label in TODAY_FILE_NAMES.items()
            if (outputs / folder / name).is_file()
        ]
    return links
