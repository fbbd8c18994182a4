"""archive -> blocks -> Submission -> findings: understands what was received, chunk by chunk."""

import logging
from collections.abc import Sequence

from schemas.document import Finding, ReadDocument
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Channel, CheckedSubmission, ItemReport, Submission
from schemas.values import CellState, CheckStatus, MissingReason, Severity
from tonghop.checking import check_submission
from tonghop.intake.archive import ArchiveError
from tonghop.job import Job
from tonghop.ledger import submissions
from tonghop.reading import READER_VERSION, Reader
from tonghop.secrecy import add_circulation_findings
from tonghop.understanding import understand

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
    """Ids of the submissions that nobody has understood yet, in chunks; what a killed run left is among them."""
    with job.ledger.read() as connection:
        ids = submissions.load_unfiled(connection)
    return [ids[start : start + FILING_CHUNK] for start in range(0, len(ids), FILING_CHUNK)]


def file_submissions(job: Job, ids: Sequence[str]) -> int:
    """Read, understand and check submissions and record what they say; gives how many were filed.

    One submission never stops the others: what cannot be understood is filed for a person, and one whose original is
    missing from the archive stays unfiled, which `tonghop verify` and the questions tell.
    """
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, ids=ids)
    filed = 0
    with Reader() as reader:
        for row in rows:
            try:
                files = [(file.name, job.archive.read(file.sha256)) for file in row.files]
            except ArchiveError as error:
                log.error("%s", error)  # noqa: TRY400 (the message says it all; there is nothing to trace)
                continue
            documents = add_circulation_findings(reader.read_documents(files))
            checked, plan = _understand_by_own_plan(job, documents, row.channel)
            with job.ledger.write() as connection:
                filed += submissions.record_filing(
                    connection,
                    row.id,
                    checked,
                    plan_sha256=plan.sha256,
                    reader_version=READER_VERSION,
                    at=job.now(),
                )
    return filed


def _understand_by_own_plan(
    job: Job, documents: list[ReadDocument], channel: Channel
) -> tuple[CheckedSubmission, Plan]:
    """What a report says by the plan of its own year, whichever year's run meets it first; and that plan."""
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
        missing = ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
        content = Submission(unit=None, period=None, items={item.number: missing for item in plan.items})
        return CheckedSubmission(content=content, findings=(_NOT_UNDERSTOOD,), status=CheckStatus.NEEDS_PERSON)
