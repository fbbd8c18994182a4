"""archive -> blocks -> secrecy -> Submission -> findings: understands what was received, chunk by chunk.

The gate comes before anything is understood, since more is read here than at the intake: scans that a person has seen,
and files that waited for a program or a newer reader.
"""

import logging
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from schemas.document import Finding, ReadDocument
from schemas.plan import Plan
from schemas.rules import make_finding
from schemas.submission import CheckedSubmission, FiledSubmission, Understood
from schemas.values import CheckStatus, ScanChoice
from tonghop.consolidation.questions import PROGRAM_RULE
from tonghop.intake.archive import ArchiveError
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.job import Job
from tonghop.ledger import hits, questions, rereading, settling, submissions
from tonghop.reading import READER_VERSION, Reader
from tonghop.secrecy import find_mark
from tonghop.steps.readings import find_missing_programs, forget_readings, keep_readings, open_cache
from tonghop.steps.releasing import load_releases
from tonghop.steps.settling import (
    Outcome,
    list_unsettled,
    load_decided,
    make_empty,
    settle_submissions,
    understand_by_own_plan,
)
from tonghop.understanding import find_pictures

log = logging.getLogger(__name__)

FILING_CHUNK = 20
"""Submissions that one task reads and files."""


def list_unfiled(job: Job) -> list[list[str]]:
    """Ids of the submissions that nobody has understood yet, in chunks; what a killed run left is among them.

    So are those that would be read otherwise now (a program has come, the readers are newer, a person saw a scan), and
    those on which people decided something since.
    """
    with job.ledger.read() as connection:
        ids = [*submissions.load_unfiled(connection), *_load_outdated(connection)]
    ids = list(dict.fromkeys([*ids, *list_unsettled(job)]))
    return [ids[start : start + FILING_CHUNK] for start in range(0, len(ids), FILING_CHUNK)]


def file_submissions(job: Job, ids: Sequence[str]) -> int:
    """Read, understand and check submissions and record what they say; gives how many were filed, or settled anew.

    What people decided is applied; where only that is new, nothing is read. One submission never stops the others: what
    cannot be understood is filed for a person, and one whose original is missing from the archive stays unfiled, which
    `tonghop verify` and the questions tell.
    """
    with job.ledger.read() as connection:
        again = {*_load_outdated(connection), *_load_unkept(connection, ids)}
        rows = submissions.load_submissions(connection, ids=ids)
    rows = [row for row in rows if row.status is None or row.id in again]  # another run may have been here
    read = {row.id for row in rows}
    return _file(job, rows) + settle_submissions(job, [each for each in ids if each not in read])


def read_again(job: Job, ids: Sequence[str]) -> int:
    """Read filed submissions again on purpose, by the present plan and model; gives how many were filed."""
    with job.ledger.read() as connection:
        return _file(job, submissions.load_submissions(connection, ids=ids))


def _file(job: Job, rows: Sequence[FiledSubmission]) -> int:
    if not rows:
        return 0
    decided = load_decided(job)
    with job.ledger.read() as connection:
        choices = questions.load_scan_choices(connection)
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
                filed += _record(job, row, _stop(job.plan), READER_VERSION, decided.seen)
                continue
            keep_readings(cache, documents)
            names = [file.name for file in row.files]
            outcome = understand_by_own_plan(
                job,
                documents,
                names,
                row.channel,
                seen,
                decisions=decided.decisions,
                submission_id=row.id,
                arrival=_load_arrival(job, row.id),
            )
            filed += _record(job, row, outcome, _tell_reader(documents), decided.seen)
    return filed


def _load_unkept(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Those that people decided something on, and of which an older program kept nothing to start from."""
    return [each.id for each in settling.load_unsettled(connection, ids) if each.understood is None]


def _load_arrival(job: Job, submission_id: str) -> list[Finding]:
    with job.ledger.read() as connection:
        return submissions.load_arrival_findings(connection, submission_id)


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


def _record(job: Job, row: FiledSubmission, outcome: Outcome, reader_version: str, decisions_seen: int) -> bool:
    stopped = outcome.checked.status is CheckStatus.QUARANTINED
    with job.ledger.write() as connection:
        return submissions.record_filing(
            connection,
            row.id,
            outcome.checked,
            plan_sha256=outcome.plan.sha256,
            reader_version=reader_version,
            at=job.now(),
            again=row.status is not None,
            understood=None if stopped else outcome.understood,
            decisions_seen=decisions_seen,
            model_sha256=find_model_sha256(outcome.plan),
        )


def _tell_reader(documents: Sequence[ReadDocument]) -> str:
    lacks = any(finding.rule == PROGRAM_RULE for document in documents for finding in document.findings)
    return rereading.tell_reader(READER_VERSION, find_missing_programs() if lacks else ())


def _stop(plan: Plan) -> Outcome:
    """What is filed of a submission that bears a mark: that it stopped, and nothing else."""
    empty = make_empty(plan)
    stopped = CheckedSubmission(content=empty, findings=(make_finding("secrecy-mark"),), status=CheckStatus.QUARANTINED)
    return Outcome(Understood(content=empty), stopped, plan)


def find_model_sha256(plan: Plan) -> str | None:
    """Of the model that files sentences without heading; None when the plan has none."""
    return plan.model.sha256 if plan.model is not None else None
