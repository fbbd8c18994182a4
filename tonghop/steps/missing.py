"""Who has not reported: the units of which no report has arrived, and whether everything was looked at to know it.

A report that waits for a person has arrived, so this is not who is counted (consolidation). Changes nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.submission import FiledSubmission
from schemas.today import SourceHealth
from schemas.values import CheckStatus, EvidenceKind
from tonghop.consolidation.deadlines import compute_arrival, find_expected_units
from tonghop.delivery.reminders import Silent
from tonghop.job import Job
from tonghop.ledger import submissions
from tonghop.plan.dates import find_office_day
from tonghop.plan.due import find_report_dates
from tonghop.steps.health import find_source_health

FRESH = timedelta(hours=2)
"""A look this long ago still tells what is there: `gather` looks every quarter of an hour."""
_NAMING = (
    *(EvidenceKind.DECLARED, EvidenceKind.SENDER, EvidenceKind.FOLDER),
    *(EvidenceKind.LETTERHEAD, EvidenceKind.CODE, EvidenceKind.FORM),
)
"""What may make a doubtful report one of a unit; words in its text or its file's name do not."""
_ARRIVED = (CheckStatus.ACCEPTED, CheckStatus.NEEDS_PERSON, None)
"""A report that is not understood yet has arrived; one that cannot be read must be sent again."""


def find_unseen_sources(job: Job) -> list[SourceHealth]:
    """The sources of the job that were not looked at with success lately."""
    since = job.now() - FRESH
    return [
        each
        for each in find_source_health(job)
        if each.failure is not None or each.succeeded_at is None or each.succeeded_at < since
    ]


def find_silent_units(job: Job) -> list[Silent]:
    """The units that owe a report for the job's period and of which none has arrived, in the plan's order.

    What tells no period for certain counts as arrived when it came since the period was opened.
    """
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=job.period.code, examples=job.is_example)
    opened = find_report_dates(job.dates, job.plan).opens_date if job.dates is not None else date.min
    arrived, unreadable = set(), {}
    for row in rows:
        is_certain = row.content is not None and row.content.period == job.period.code
        if not is_certain and find_office_day(compute_arrival(row)) < opened:
            continue
        for code in _name_units(job, row):
            if row.status in _ARRIVED:
                arrived.add(code)
            elif row.status is CheckStatus.REJECTED:
                unreadable[code] = compute_arrival(row)
    return [
        Silent(unit, unreadable.get(unit.code))
        for unit in find_expected_units(job.plan, job.period)
        if unit.code not in arrived
    ]


def _name_units(job: Job, row: FiledSubmission) -> Iterator[str]:
    """The unit that a submission is of; while that is open, each that it may be of: none is reminded meanwhile."""
    content, channel = row.content, row.channel
    if content is None:
        for unit in job.plan.units:
            senders = {sender.lower() for sender in unit.senders}
            if channel.unit == unit.code or channel.sender in senders or unit.folder in channel.folders:
                yield unit.code
    elif content.unit is not None:
        yield content.unit
    else:
        yield from (each.value for each in content.unit_evidence if each.kind in _NAMING)
