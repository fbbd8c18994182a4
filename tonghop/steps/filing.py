"""archive -> blocks -> secrecy -> Submission -> findings: understands what was received, chunk by chunk.

The gate comes before anything is understood, since more is read here than at the intake: scans that a person has seen,
and files that waited for a program or a newer reader.
"""

import logging
from collections.abc import Mapping, Sequence, Set

from sqlalchemy import Connection

from schemas.document import Finding, ReadDocument
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Channel, CheckedSubmission, FiledSubmission, ItemReport, PictureFile, Submission
from schemas.values import CellState, CheckStatus, MissingReason, ScanChoice, Severity
from tonghop.checking import check_submission
from tonghop.checking.findings import make_finding
from tonghop.consolidation.questions import LOOK_RULES, PROGRAM_RULE
from tonghop.intake.archive import ArchiveError
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.job import Job
from tonghop.ledger import hits, questions, rereading, submissions
from tonghop.reading import READER_VERSION, Reader
from tonghop.secrecy import add_circulation_findings, find_mark
from tonghop.steps.readings import find_missing_programs, forget_readings, keep_readings, open_cache
from tonghop.steps.releasing import load_releases
from tonghop.understanding import find_pictures, settle_pictures, understand

log = logging.getLogger(__name__)

_NOT_UNDERSTOOD = Finding(
    rule="not-understood",
    severity=Severity.ERROR,
    message="Phần mềm gặp lỗi khi đọc hiểu báo cáo này, nên chưa tính nội dung nào của báo cáo.",
    fix="Văn phòng mở bản gốc để xem; báo người quản trị gửi tệp cho nơi phát triển phần mềm.",
)
FILING_CHUNK = 20
"""Submissions that one task reads and files."""


def list_unfiled(job: Job) -> list[list[str]]:
    """Ids of the submissions that nobody has understood yet, in chunks; what a killed run left is among them.

    So are those that would be read otherwise now: a program has come, the readers are newer, a person saw a scan.
    """
    with job.ledger.read() as connection:
        ids = [*submissions.load_unfiled(connection), *_load_outdated(connection)]
    return [ids[start : start + FILING_CHUNK] for start in range(0, len(ids), FILING_CHUNK)]


def file_submissions(job: Job, ids: Sequence[str]) -> int:
    """Read, understand and check submissions and record what they say; gives how many were filed.

    One submission never stops the others: what cannot be understood is filed for a person, and one whose original is
    missing from the archive stays unfiled, which `tonghop verify` and the questions tell.
    """
    with job.ledger.read() as connection:
        again = set(_load_outdated(connection))
        rows = submissions.load_submissions(connection, ids=ids)
        choices = questions.load_scan_choices(connection)
    rows = [row for row in rows if row.status is None or row.id in again]  # another run may have been here
    seen = {sha256 for sha256, choice in choices.items() if choice is ScanChoice.NO_MARK}
    cache = open_cache(job)
    filed = 0
    with Reader(cache=cache, may_recognise=seen.__contains__) as reader:
        for row in rows:
            try:
                documents = _read_unmarked(job, row, reader, choices)
            except ArchiveError as error:
                log.error("%s", error)  # noqa: TRY400 (the message says it all; there is nothing to trace)
                continue
            if documents is None:
                forget_readings(job, {file.sha256 for file in row.files})
                filed += _record(job, row, _stop(job.plan), job.plan, READER_VERSION)
                continue
            keep_readings(cache, documents)
            names = [file.name for file in row.files]
            checked, plan = understand_by_own_plan(job, documents, names, row.channel, seen)
            filed += _record(job, row, checked, plan, _tell_reader(documents))
    return filed


def _load_outdated(connection: Connection) -> list[str]:
    return rereading.load_outdated(
        connection,
        version=READER_VERSION,
        missing=find_missing_programs(),
        choices=questions.load_scan_choices(connection),
    )


def _read_unmarked(
    job: Job, row: FiledSubmission, reader: Reader, choices: Mapping[str, ScanChoice]
) -> list[ReadDocument] | None:
    """The documents of a submission; None when it bears a mark, which is recorded as a hit and holds everything.

    A person may have seen the mark: then the hit is recorded already, and nothing is read.
    """
    pictures = row.content.pictures if row.content is not None else ()
    known = {file.sha256 for file in row.files} | {picture.sha256 for picture in pictures}
    if any(choices.get(sha256) is ScanChoice.MARK for sha256 in known):
        return None
    files = [(file.name, job.archive.read(file.sha256)) for file in row.files]
    documents = reader.read_documents(files)
    found = find_pictures(documents, [file.name for file in row.files], frozenset())
    if any(choices.get(picture.sha256) is ScanChoice.MARK for picture in found):
        return None
    if find_mark([], documents) is None or _is_released(job, row):
        return documents
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    with job.ledger.write() as connection:
        source, example = submissions.load_origin(connection, row.id)
        key = make_hit_key(secret, "filing", row.id)
        hits.record_secrecy_hit(connection, key, source, hits.KEPT_MARK, job.now(), example=example)
    return None


def _is_released(job: Job, row: FiledSubmission) -> bool:
    """Whether the authorised person found that just these bytes are no secret."""
    with job.ledger.read() as connection:
        source_name, source_key, container_sha256 = submissions.load_place(connection, row.id)
    shas = [container_sha256] if container_sha256 is not None else [file.sha256 for file in row.files]
    return load_releases(job).admits(source_name, source_key, shas)


def _record(job: Job, row: FiledSubmission, checked: CheckedSubmission, plan: Plan, reader_version: str) -> bool:
    with job.ledger.write() as connection:
        return submissions.record_filing(
            connection,
            row.id,
            checked,
            plan_sha256=plan.sha256,
            reader_version=reader_version,
            at=job.now(),
            again=row.status is not None,
        )


def _tell_reader(documents: Sequence[ReadDocument]) -> str:
    lacks = any(finding.rule == PROGRAM_RULE for document in documents for finding in document.findings)
    return rereading.tell_reader(READER_VERSION, find_missing_programs() if lacks else ())


def _stop(plan: Plan) -> CheckedSubmission:
    """What is filed of a submission that bears a mark: that it stopped, and nothing else."""
    return CheckedSubmission(
        content=_make_empty(plan), findings=(make_finding("secrecy-mark"),), status=CheckStatus.QUARANTINED
    )


def understand_by_own_plan(
    job: Job, documents: Sequence[ReadDocument], names: Sequence[str], channel: Channel, seen: Set[str]
) -> tuple[CheckedSubmission, Plan]:
    """What a report says by the plan of its own year, whichever year's run meets it first; and that plan.

    `documents` have passed the gate, `names` are theirs; `seen` are the pictures on which a person saw no mark.
    """
    pictures = find_pictures(documents, names, seen)
    documents = settle_pictures(add_circulation_findings(documents), seen)
    checked, plan = _choose_plan(job, documents, channel)
    content = checked.content.model_copy(update={"pictures": pictures})
    return CheckedSubmission(content=content, findings=checked.findings, status=_decide_status(checked, pictures)), plan


def _decide_status(checked: CheckedSubmission, pictures: Sequence[PictureFile]) -> CheckStatus:
    """As checked; but what only waits for a look or for a program is not unreadable, and its unit did nothing wrong."""
    serious = {each.rule for each in checked.findings if each.severity in (Severity.CRITICAL, Severity.ERROR)}
    waiting = {PROGRAM_RULE, *(LOOK_RULES if any(not picture.seen for picture in pictures) else ())}
    if checked.status is CheckStatus.REJECTED and serious and serious <= waiting:
        return CheckStatus.NEEDS_PERSON
    return checked.status


def _choose_plan(job: Job, documents: list[ReadDocument], channel: Channel) -> tuple[CheckedSubmission, Plan]:
    checked = _understand(documents, channel, job.plan)
    plan = job.plan if checked.content.period is None else job.find_plan(parse_period(checked.content.period).year)
    if plan.year == job.plan.year:
        return checked, job.plan
    again = _understand(documents, channel, plan)
    # When the other plan no longer sees its own year in it, both readings are doubtful: the first one stands.
    return (again, plan) if again.content.period == checked.content.period else (checked, job.plan)


def _understand(documents: list[ReadDocument], channel: Channel, plan: Plan) -> CheckedSubmission:
    try:
        return check_submission(understand(documents, channel, plan), documents, channel, plan)
    except Exception:  # a fault of ours, met by one report of many: a person reads that one
        log.exception("a submission could not be understood")
        return CheckedSubmission(
            content=_make_empty(plan), findings=(_NOT_UNDERSTOOD,), status=CheckStatus.NEEDS_PERSON
        )


def _make_empty(plan: Plan) -> Submission:
    missing = ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
    return Submission(unit=None, period=None, items={item.number: missing for item in plan.items})
