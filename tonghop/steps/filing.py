"""archive -> blocks -> Submission -> findings: understands what was received, chunk by chunk."""

from collections.abc import Iterable, Sequence

from schemas.request import RunRequest
from tonghop.checking import check_submission
from tonghop.job import Job
from tonghop.ledger import drafts, submissions
from tonghop.reading import READER_VERSION, Reader
from tonghop.secrecy import add_circulation_findings
from tonghop.understanding import understand

FILING_CHUNK = 20
"""Submissions that one task reads and files."""


def list_unfiled(job: Job) -> list[list[str]]:
    """Ids of the submissions that nobody has understood yet, in chunks; what a killed run left is among them."""
    with job.ledger.read() as connection:
        ids = submissions.load_unfiled(connection)
    return [ids[start : start + FILING_CHUNK] for start in range(0, len(ids), FILING_CHUNK)]


def file_submissions(job: Job, ids: Sequence[str]) -> int:
    """Read, understand and check submissions and record what they say; gives how many were filed."""
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, ids=ids)
    filed = 0
    with Reader() as reader:
        for row in rows:
            documents = reader.read_documents([(file.name, job.archive.read(file.sha256)) for file in row.files])
            documents = add_circulation_findings(documents)
            content = understand(documents, row.channel, job.plan)
            checked = check_submission(content, documents, row.channel, job.plan)
            with job.ledger.write() as connection:
                filed += submissions.record_filing(
                    connection,
                    row.id,
                    checked,
                    plan_sha256=job.plan.sha256,
                    reader_version=READER_VERSION,
                    at=job.now(),
                )
    return filed


def find_open_runs(job: Job, filed: Iterable[str]) -> list[RunRequest]:
    """One run for each open period for which one of the filed submissions counts."""
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, ids=filed)
        open_periods = drafts.load_open_periods(connection)
    told = {row.content.period for row in rows if row.content is not None}
    return [job.run.model_copy(update={"period": code}) for code in open_periods if code in told]
