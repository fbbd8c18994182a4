"""many Submissions -> draft: assesses a period, asks what is open, and makes the next version of its report."""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection

from schemas.adjustment import Adjustment
from schemas.decision import Decisions
from schemas.history import IssuedReport
from schemas.question import OpenQuestion
from schemas.report import Report
from schemas.run import Drafted
from schemas.subjects import list_serious
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.checking import can_return_items, find_blamed_items
from tonghop.consolidation import compute_fingerprint, consolidate, count_submissions, find_questions
from tonghop.consolidation.fingerprint import tell_adjustments, tell_history
from tonghop.decisions import record_open_questions
from tonghop.job import Job
from tonghop.ledger import adjustments, drafts, hits, orders, questions, submissions
from tonghop.ledger.decided import load_report_decisions
from tonghop.locks import hold_lock
from tonghop.plan.requests import check_same_request
from tonghop.rendering import render_release_docx, write_report
from tonghop.steps.comparing import load_drafted, load_history
from tonghop.steps.naming import name_mails
from tonghop.steps.standing import describe_standing
from tonghop.versions import is_version_whole, lay_out_working_copy, place_version


class Material(NamedTuple):
    """What a period's report is made of, as the ledger holds it now."""

    submissions: list[FiledSubmission]
    decisions: Decisions
    adjustments: list[Adjustment]
    history: tuple[IssuedReport, ...]
    drafted: tuple[str, ...]
    """Codes of the periods compared with of which a report was drafted and none is known as issued."""
    followed: list[tuple[Any, ...]]
    """What of decisions, adjustments and history takes part in the draft's fingerprint."""

    def list_counted(self, job: Job) -> tuple[FiledSubmission, ...]:
        """The submissions that count."""
        return count_submissions(self.submissions, job.period.code, job.plan, self.decisions)


class Assessment(NamedTuple):
    """A period as it stands now: what a draft would be made of, and how many items a secrecy mark holds back."""

    material: Material
    report: Report
    asked: tuple[OpenQuestion, ...]
    """What the report leaves to a person."""
    secrecy_holds: int

    @property
    def submissions(self) -> list[FiledSubmission]:
        """All that may be of this period."""
        return self.material.submissions


def load_material(connection: Connection, job: Job) -> Material:
    """Load what the report of the job's period is made of now."""
    code = job.period.code
    adjusted = adjustments.load_adjustments(connection, code)
    history = load_history(connection, job.period, examples=job.is_example)
    drafted = load_drafted(connection, job.period, history, examples=job.is_example)
    return Material(
        submissions=[
            name_mails(row) for row in submissions.load_submissions(connection, period=code, examples=job.is_example)
        ],
        decisions=questions.load_decided(connection),
        adjustments=adjusted,
        history=history,
        drafted=drafted,
        followed=[
            *questions.load_decisions(connection, code),
            *tell_adjustments(adjusted),
            *tell_history(history),
            *(("drafted", code) for code in drafted),
        ],
    )


def assess(job: Job) -> Assessment:
    """Consolidate what the ledger holds of the period now; changes nothing."""
    with job.ledger.read() as connection:
        material = load_material(connection, job)
        # Nothing of an example ever leaves, so the marked file among the examples holds nobody's mail back.
        holds = 0 if job.is_example else len(hits.load_open_hits(connection))
        version = drafts.next_version(connection, job.period.code)
        decided = load_report_decisions(connection, job.period.code)
    report = consolidate(
        material.submissions,
        job.plan,
        job.period,
        request=job.run.request,
        version=version,
        example=job.is_example,
        decisions=material.decisions,
        adjustments=material.adjustments,
        history=material.history,
        drafted=material.drafted,
    ).model_copy(update={"decisions": decided})
    asked = find_questions(
        report,
        material.submissions,
        plan=job.plan,
        decisions=material.decisions,
        returnable={row.id: items for row in material.submissions if (items := _find_returnable(row))},
    )
    return Assessment(material, report, asked, holds)


def _find_returnable(row: FiledSubmission) -> frozenset[int]:
    """The items of a waiting report that may be returned while the others count; none when it is all or nothing."""
    if row.content is None or row.status is not CheckStatus.NEEDS_PERSON:
        return frozenset()
    serious = list_serious(row.findings, len(row.content.unassigned))
    return frozenset(find_blamed_items(row.content, serious)) if can_return_items(row.content, serious) else frozenset()


def accept_request(job: Job) -> None:
    """Open the period for the run's request and remember both: from here on, a run that is killed is made up.

    A dry run only asks whether it could be done. Raises RequestError when the period is known for another request.
    """
    if job.run.dry_run:
        with job.ledger.read() as connection:
            _check_request(connection, job)
        return
    with job.ledger.write() as connection:
        _check_request(connection, job)
        drafts.open_period(connection, job.period.code, at=job.now())
        _record_order(connection, job)


def _check_request(connection: Connection, job: Job) -> orders.Order | None:
    """The order that is known of the period; raises RequestError when it is another one than this run's."""
    known = orders.load_order(connection, job.period.code)
    check_same_request(job.period, known and known.request, job.run.request)
    return known


def _record_order(connection: Connection, job: Job) -> None:
    if job.run.request is not None:
        orders.record_order(connection, job.period.code, orders.Order(job.run.request, job.run.send), at=job.now())


def draft(job: Job) -> Drafted:
    """Make the next version of the period's report, or give the newest one when nothing that counts has changed.

    Raises RequestError when the period is known for another request.
    """
    with _hold_period(job):
        with job.ledger.write() as connection:
            known = _check_request(connection, job)
            drafts.open_period(connection, job.period.code, at=job.now())
            if known is None:
                _record_order(connection, job)
        while True:
            now = assess(job)
            fingerprint = compute_draft_fingerprint(job, now.material, plan_sha256=job.plan.sha256)
            release = render_release_docx(now.report, job.plan)
            with job.ledger.write() as connection:
                row, is_new = drafts.record_draft(
                    connection,
                    now.report,
                    fingerprint=fingerprint,
                    release=release,
                    is_kept=partial(_is_kept, job, hashlib.sha256(release).hexdigest()),
                    at=job.now(),
                )
            if row is not None:
                break  # else another machine was faster: look again
        asked = _record_questions(job, now)
        _complete_older_versions(job, row.version)
        _place_files(job, row, asked)
        directory = job.version_directory(row.version)
        lay_out_working_copy(directory, f"{job.period.folder_name}-v{row.version}.docx")
    return Drafted(
        period=job.period.code, version=row.version, sha256=row.sha256, directory=str(directory), is_new=is_new
    )


def ask(job: Job) -> None:
    """Keep the questions of a period equal to what is open now, without a draft."""
    with _hold_period(job):
        _record_questions(job, assess(job))


def compute_draft_fingerprint(job: Job, material: Material, *, plan_sha256: str) -> str:
    """What a draft of the job's period is made of, under a plan file with that hash."""
    # An example must never pass for a real report made of the same texts.
    told = [*material.followed, ("example", str(job.is_example)), *describe_standing(job, material.submissions)]
    return compute_fingerprint(material.list_counted(job), told, plan_sha256, job.run.request)


def _hold_period(job: Job) -> AbstractContextManager[None]:
    """Whoever drafts a period or asks about it waits for the one before."""
    return hold_lock(job.settings.outputs / "reports" / f".{job.period.folder_name}.lock")


def _record_questions(job: Job, now: Assessment) -> tuple[OpenQuestion, ...]:
    record_open_questions(job.ledger, job.period.code, now.asked, example=job.is_example, at=job.now(), plan=job.plan)
    return now.asked


def _is_kept(job: Job, sha256: str, row: drafts.DraftRow) -> bool:
    """Whether a draft's bytes are what rendering gives now, or lie in its folder; a newer program may render others."""
    return row.sha256 == sha256 or is_version_whole(job.version_directory(row.version), row.sha256)


def _complete_older_versions(job: Job, newest: int) -> None:
    """Give files to the drafts over which an earlier run was killed before more came in.

    One that would come out otherwise now, since the plan was edited meanwhile, stays as it is: `verify` tells of it.
    """
    with job.ledger.read() as connection:
        rows = drafts.load_drafts(connection, job.period.code)
    for row in rows:
        if row.version < newest and not is_version_whole(job.version_directory(row.version), row.sha256):
            release = render_release_docx(Report.model_validate_json(row.report), job.plan)
            if hashlib.sha256(release).hexdigest() == row.sha256:
                _place_files(job, row, ())


def _place_files(job: Job, row: drafts.DraftRow, asked: Sequence[OpenQuestion]) -> None:
    """Put a draft's files into its version folder unless they are there."""
    directory = job.version_directory(row.version)
    if is_version_whole(directory, row.sha256):
        return
    place_version(
        directory,
        lambda aside: write_report(
            Report.model_validate_json(row.report),
            job.plan,
            aside,
            drafted_at=row.drafted_at,
            event_head=row.event_head,
            questions=asked,
        ),
    )
