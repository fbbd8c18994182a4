"""missing reports -> reminders: the units of a period that have not reported are told, and the Office about them.

Asked after the sources were looked at: a source that could not be seen may hold the very report, so nobody is reminded
then. The key of a mail makes it one per period, stage, unit and deadline. Keeps out the words (delivery/reminders) and
who is missing (missing).
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from schemas.notice import Notice, NoticeFile, NoticeRecord
from schemas.period import parse_period
from schemas.plan import PlanPeriod, Unit
from schemas.values import CheckStatus, DeliveryState, NoticeKind, PeriodState, ReportKind, UnitState
from tonghop.consolidation.deadlines import compute_arrival, find_expected_units
from tonghop.delivery import reminder_messages as m
from tonghop.delivery.reminders import (
    Asked,
    PeriodYear,
    Silent,
    UnitYear,
    compose_overdue_list,
    compose_reminder,
    compose_unreachable_list,
    compose_year_list,
    make_reminder_key,
)
from tonghop.job import Job
from tonghop.ledger import drafts, events, notices, submissions
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX
from tonghop.plan.dates import find_office_day
from tonghop.plan.due import find_report_dates
from tonghop.plan.stages import OVERDUE, find_stage, list_stages
from tonghop.plan.working_days import is_working_day
from tonghop.rendering.heading import compose_abstract, compute_values
from tonghop.rendering.text import lower_first
from tonghop.steps.forming import make_form, name_form
from tonghop.steps.health import find_source_health
from tonghop.steps.missing import find_silent_units, find_unseen_sources, find_waiting_units
from tonghop.steps.notifying import hold_notices, record_notice, send_notices

YEAR_LIST_DAYS = 45
"""So long after the year's last deadline its list is still made up for, when nothing ran on its day."""
_LIST_DAYS = 7
_BLANK = "……"
_PATTERN = (
    r"{period}-(opening|before-\d+|overdue)-[a-z0-9-]+|"
    r"overdue-{period}-\d{{4}}-\d\d-\d\d|unreachable-{period}-(opening|before-\d+)"
)
"""The keys of a period: those of 2024-H1 are none of 2024."""


def remind(job: Job) -> list[NoticeRecord]:
    """Post what is due now of the job's period: to each missing unit its stage, to the Office its lists.

    A mail that could not leave earlier and is not wanted any more is held. Nothing is done while a source was not seen
    lately: `could not look` is not `missing`.
    """
    if job.dates is None or not find_source_health(job) or find_unseen_sources(job):
        return []
    known = _load_known(job)
    asked = _ask(job, job.dates)
    wanted = [*_list_stage(job, asked, known), *_list_year(job, asked, known)]
    belongs = re.compile(_PATTERN.format(period=re.escape(job.period.code.lower())))
    keys = {notice.key for notice in wanted}
    waiting = [record for key, record in known.items() if record.state in _WAITING and belongs.fullmatch(key)]
    hold_notices(job, [record for record in waiting if record.key.removesuffix(TRIAL_SUFFIX) not in keys], m.OUTDATED)
    records = [record_notice(job, notice) for notice in wanted]
    # What was not tried yet goes first: an address that never answers keeps none of the others waiting for ever.
    return send_notices(job, sorted(records, key=lambda record: (record.reply is not None, record.changed_at)))


_WAITING = (DeliveryState.READY, DeliveryState.CLAIMED)


def find_beginning(job: Job) -> date:
    """The day on which this ledger began; what was over before was the work of others."""
    with job.ledger.read() as connection:
        begun_at = events.load_beginning(connection)
    return find_office_day(begun_at if begun_at is not None else job.now())


def _ask(job: Job, entry: PlanPeriod) -> Asked:
    request = job.run.request
    values = compute_values(request, job.plan, job.period, _BLANK)
    return Asked(
        period=job.period,
        dates=find_report_dates(entry, job.plan),
        title=lower_first(compose_abstract(request, job.plan, job.period, values)),
        request=request,
        today=find_office_day(job.now()),
    )


def _load_known(job: Job) -> dict[str, NoticeRecord]:
    """Key -> each reminder so far; a rehearsal knows only rehearsals, and the other way round."""
    trial = job.settings.trial_address is not None
    with job.ledger.read() as connection:
        records = notices.load_notices(connection)
    return {
        record.key.removesuffix(TRIAL_SUFFIX): record
        for record in records
        if record.kind is NoticeKind.REMINDER and record.key.endswith(TRIAL_SUFFIX) is trial
    }


def _list_stage(job: Job, asked: Asked, known: Mapping[str, NoticeRecord]) -> list[Notice]:
    """The mails of today's stage, the lists for the Office first; none of a period that people have closed."""
    plan = job.plan
    with job.ledger.read() as connection:
        is_open = drafts.load_period_state(connection, asked.period.code) in (None, PeriodState.OPEN)
    stage = find_stage(asked.dates, plan, asked.today) if is_open else None
    silent = find_silent_units(job) if stage is not None else []
    if stage is None or not silent:
        return []
    wanted = []
    asked_for = [each for each in silent if each.unit.reminders]
    reached = [each for each in asked_for if each.unit.address is not None]
    if stage.name == OVERDUE:
        wanted += (
            [] if _is_listed(known, asked) else [compose_overdue_list(plan, silent, asked, find_waiting_units(job))]
        )
        reached = reached if plan.reminders.overdue_mail else []
    else:
        unreached = [each for each in asked_for if each.unit.address is None]
        wanted += [compose_unreachable_list(plan, unreached, asked, stage.name)] if unreached else []
    wanted = [notice for notice in wanted if not _is_done(known, notice.key)]
    left = [each for each in reached if not _is_done(known, _make_key(asked, stage.name, each.unit))]
    return [*wanted, *(_compose(job, asked, stage.name, each, known) for each in left)]


def _make_key(asked: Asked, stage: str, unit: Unit) -> str:
    return make_reminder_key(asked.period.code, stage, unit.code, asked.dates.unit_due_date)


def _is_done(known: Mapping[str, NoticeRecord], key: str) -> bool:
    """Whether a mail has left, may have, or never will."""
    return key in known and known[key].state not in _WAITING


def _compose(job: Job, asked: Asked, stage: str, silent: Silent, known: Mapping[str, NoticeRecord]) -> Notice:
    """The first mail of a period brings the form, whichever stage it is: the opening may have been missed."""
    unit = silent.unit
    others = {each.name for each in list_stages(asked.dates, job.plan)} - {stage}
    records = [known.get(_make_key(asked, name, unit)) for name in others]
    was_told = any(record is not None and record.state is not DeliveryState.HELD for record in records)
    form = None if was_told else NoticeFile(name=name_form(unit.code, job.period), data=make_form(job, unit.code))
    return compose_reminder(job.plan, silent, asked, stage, form)


def _is_listed(known: Mapping[str, NoticeRecord], asked: Asked) -> bool:
    """Whether the Office got the list within a week. What is held never left, and what waits says too much by now."""
    days = (asked.today - timedelta(days=count) for count in range(1, _LIST_DAYS))
    keys = [f"overdue-{asked.period.code.lower()}-{day.isoformat()}" for day in days]
    return any(_is_done(known, key) and known[key].state is not DeliveryState.HELD for key in keys)


def _list_year(job: Job, asked: Asked, known: Mapping[str, NoticeRecord]) -> list[Notice]:
    """The list of the year, on a working day once its last deadline is over."""
    days_over = (asked.today - asked.dates.office_due_date).days
    if job.period.kind is not ReportKind.ANNUAL or not 0 < days_over <= YEAR_LIST_DAYS:
        return []
    if not is_working_day(asked.today, job.plan.calendar) or _is_done(known, f"year-{job.plan.year}"):
        return []
    begun = find_beginning(job)
    entries = [entry for entry in job.plan.periods if entry.office_due_date >= begun]
    return [compose_year_list(job.plan.year, [_look_back(job, entry) for entry in entries], asked.today)]


def _look_back(job: Job, entry: PlanPeriod) -> PeriodYear:
    """How each unit reported for one period; the first report that counts decides, a revision comes later."""
    period = parse_period(entry.period)
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=entry.period, examples=job.is_example)
    rows = [row for row in rows if row.content is not None and row.content.period == entry.period]
    units = []
    for unit in find_expected_units(job.plan, period):
        own = [row for row in rows if row.content is not None and row.content.unit == unit.code]
        first = next((row for row in own if row.status is CheckStatus.ACCEPTED), None)
        if first is None:
            waits = any(row.status is CheckStatus.NEEDS_PERSON for row in own)
            units.append(UnitYear(unit.name, (UnitState.NEEDS_PERSON if waits else UnitState.MISSING).label))
            continue
        at = compute_arrival(first)
        late = max(0, (find_office_day(at) - entry.unit_due_date).days)
        units.append(UnitYear(unit.name, (UnitState.LATE if late else UnitState.ON_TIME).label, at, late))
    return PeriodYear(period.name, entry.unit_due_date, tuple(units))
