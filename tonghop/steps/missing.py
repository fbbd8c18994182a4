"""Who has not reported: the units of which no report has arrived, and whether everything was looked at to know it.

A report that waits for a person has arrived, so this is not who is counted (consolidation); a question to the Office
and a form sent back blank are no report. Changes nothing.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from schemas.plan import Unit
from schemas.submission import FiledSubmission
from schemas.today import SourceHealth
from schemas.values import CheckStatus, EvidenceKind
from tonghop.consolidation.deadlines import compute_arrival, find_expected_units
from tonghop.consolidation.doubtful import is_blank_form, is_hardly_report
from tonghop.delivery.reminders import Came, Silent
from tonghop.intake.files import find_last_seconds, make_time
from tonghop.job import Job
from tonghop.ledger import sightings, submissions
from tonghop.ledger.submissions import EXAMPLE_SOURCES
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
    return _find_standing(job)[0]


def find_waiting_units(job: Job) -> list[Silent]:
    """The units of which a report has arrived that waits for a person, and none that counts."""
    return _find_standing(job)[1]


def _find_standing(job: Job) -> tuple[list[Silent], list[Silent]]:
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=job.period.code, examples=job.is_example)
    opened = find_report_dates(job.dates, job.plan).opens_date if job.dates is not None else date.min
    arrived, counted = set(), set()
    waiting: dict[str, datetime] = {}
    came: dict[str, tuple[Came, datetime]] = {}
    for row in rows:
        is_certain = row.content is not None and row.content.period == job.period.code
        if not is_certain and find_office_day(compute_arrival(row)) < opened:
            continue
        for code in _name_units(job, row):
            if (how := _find_fault(row)) is not None:
                came[code] = how, compute_arrival(row)
            elif row.status in _ARRIVED:
                arrived.add(code)
                if row.status is CheckStatus.NEEDS_PERSON:
                    waiting[code] = compute_arrival(row)
                else:
                    counted.add(code)
    for code, at in _find_held(job, opened):
        arrived.add(code)
        waiting.setdefault(code, at)
    expected = find_expected_units(job.plan, job.period)
    return (
        [Silent(unit, *came.get(unit.code, ())) for unit in expected if unit.code not in arrived],
        [
            Silent(unit, Came.WAITING, waiting[unit.code])
            for unit in expected
            if unit.code in waiting and unit.code not in counted
        ],
    )


def _find_held(job: Job, opened: date) -> Iterator[tuple[str, datetime]]:
    """The units of which something lies there that no look could take in, and since when: it may be the report."""
    with job.ledger.read() as connection:
        found = sightings.load_waiting(connection)
    for each, seen_at in found:
        if (each.source_name in EXAMPLE_SOURCES) is not job.is_example:
            continue
        folders = unicodedata.normalize("NFC", each.source_key).split("/")[:-1]
        is_file = each.sender is None and each.stamp.count(":") == 2  # a look sees it again and again
        at = make_time(find_last_seconds(each.stamp), seen_at) if is_file else seen_at
        for unit in job.plan.units if find_office_day(at) >= opened else ():
            if (each.sender or "").lower() in _list_senders(unit) or unit.folder in folders:
                yield unit.code, at


def _list_senders(unit: Unit) -> set[str]:
    return {sender.lower() for sender in unit.senders}


def _find_fault(row: FiledSubmission) -> Came | None:
    """Why what came is not the report that the unit owes, so that it is still asked for it."""
    if row.status is CheckStatus.REJECTED:
        return Came.UNREADABLE
    if is_blank_form(row):
        return Came.BLANK
    return Came.UNCLEAR if is_hardly_report(row) else None


def _name_units(job: Job, row: FiledSubmission) -> Iterator[str]:
    """The unit that a submission is of; while that is open, each that it may be of: none is reminded meanwhile."""
    content, channel = row.content, row.channel
    if content is None:
        for unit in job.plan.units:
            is_sender = channel.sender in _list_senders(unit)
            if channel.unit == unit.code or is_sender or unit.folder in channel.folders:
                yield unit.code
    elif content.unit is not None:
        yield content.unit
    else:
        yield from (each.value for each in content.unit_evidence if each.kind in _NAMING)
