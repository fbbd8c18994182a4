"""The steps of the main job: each composes rooms, takes an open job and gives counts, ids and reasons.

Tasks and the command line call these; the rules themselves live in the rooms.
"""

import hashlib
import os
import socket
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from schemas.plan import Recipient
from schemas.question import OpenQuestion
from schemas.report import Report
from schemas.request import RunRequest
from schemas.run import DeliveryOutcome, Drafted, Gathered, SkippedItem
from schemas.submission import Channel, FiledSubmission
from schemas.values import DeliveryState
from tonghop.checking import check_submission
from tonghop.consolidation import compute_fingerprint, consolidate, count_submissions, find_open_points, find_questions
from tonghop.decisions import record_open_questions
from tonghop.delivery.courier import work_outbox
from tonghop.delivery.message import build_recipient_key, compose_message
from tonghop.delivery.preparing import prepare_delivery
from tonghop.delivery.release import decide_gate
from tonghop.delivery.transport import YagmailTransport
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.intake.sources import Incoming, Skipped, Source, SourceError
from tonghop.job import Job
from tonghop.ledger import deliveries, drafts, questions, sightings, submissions
from tonghop.locks import hold_lock
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.reading import READER_VERSION, Reader
from tonghop.rendering import render_release_docx, write_report
from tonghop.rendering.heading import compose_heading
from tonghop.secrecy import add_circulation_findings, find_mark
from tonghop.understanding import understand
from tonghop.versions import RELEASE_NAME, is_version_whole, lay_out_working_copy, place_version, read_release

_NOTICE = "thư trả lời tự động, không có tệp đính kèm"
FILING_CHUNK = 20
"""Submissions that one task reads and files."""


# bytes -> secrecy -> archive and ledger -------------------------------------------------------------------------------


def gather(job: Job, source: Source) -> Gathered:
    """Take in what a source holds that the ledger does not know: secrecy first, then archive, row, acknowledgement.

    Raises SourceError when the source could not be looked at; when only a part of it could not, `failure` tells.
    """
    job.archive.sweep(job.now())
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    with job.ledger.read() as connection:
        known = sightings.load_known(connection, source.name)
    received: list[str] = []
    skipped: list[SkippedItem] = []
    held = holds = 0
    failure = None
    with Reader() as reader:
        try:
            for found in source.look(known):
                item, is_notice = _open_mail(found, reader) if isinstance(found, Incoming) else (found, False)
                if _bears_mark(item, reader):
                    holds += 1
                    _record_hit(job, source, make_hit_key(secret, source.name, item.source_key))
                elif isinstance(item, Skipped):
                    skipped.append(SkippedItem(name=item.name, reason=item.reason))
                    if item.needs_person:
                        held += 1
                        _record_sighting(job, source, item, "held", f"{item.name}: {item.reason}")
                elif is_notice:
                    skipped.append(SkippedItem(name=item.subject or "", reason=_NOTICE))
                    _record_sighting(job, source, item, "ignored", _NOTICE)
                else:
                    submission_id = _keep(job, item)
                    received += [submission_id] if submission_id is not None else []
                    source.acknowledge(item.source_key)
        except SourceError as error:
            if not (received or skipped or holds):
                raise
            failure = str(error)  # only a part could not be looked at: what came from the rest is told beside it
    return Gathered(
        source=source.name,
        received=tuple(received),
        skipped=tuple(skipped),
        held=held,
        secrecy_holds=holds,
        failure=failure,
    )


def _record_hit(job: Job, source: Source, key: str) -> None:
    with job.ledger.write() as connection:
        sightings.record_secrecy_hit(connection, key, source.kind, "secrecy-mark", job.now(), example=job.is_example)


def _open_mail(found: Incoming, reader: Reader) -> tuple[Incoming, bool]:
    """A mail's documents are its attachments; without any, its text; when it cannot be opened, the mail as it is.

    True beside it: an automatic notice without attachments, which is no submission.
    """
    if found.container is None:
        return found, False
    mail = reader.read_mail(found.container)
    parts = mail.parts or (("thân thư.txt", mail.body_text.encode()),)
    opened = found.model_copy(
        update={
            "sender": mail.sender,
            "subject": mail.subject,
            "received_at": mail.received_at or found.received_at,
            "parts": parts if mail.readable else (("thư.eml", found.container),),
            "findings": (*found.findings, *mail.findings),
        }
    )
    return opened, mail.automatic and not mail.parts


def _bears_mark(found: Incoming | Skipped, reader: Reader) -> bool:
    if isinstance(found, Skipped):
        return find_mark([found.name], []) is not None
    container = [("", found.container)] if found.container is not None else []
    documents = reader.read_documents([*found.parts, *container])
    names = [*found.folders, *(name for name, _ in found.parts)]
    return find_mark(names, documents, [found.subject or ""]) is not None


def _record_sighting(
    job: Job, source: Source, item: Incoming | Skipped, outcome: sightings.Outcome, reason: str
) -> None:
    with job.ledger.write() as connection:
        sightings.record_sighting(
            connection,
            source_name=source.name,
            source_key=item.source_key,
            stamp=item.stamp,
            outcome=outcome,
            reason=reason,
            at=job.now(),
        )


def _keep(job: Job, found: Incoming) -> str | None:
    """Archive the originals, then record them in one transaction; gives the id, None when it was there already."""
    files = [submissions.KeptFile(name, job.archive.keep(data), len(data)) for name, data in found.parts]
    container = None
    if found.container is not None:
        container = submissions.KeptFile("", job.archive.keep(found.container), len(found.container))
    channel = Channel(
        source=found.source,
        sender=found.sender,
        folders=found.folders,
        subject=found.subject,
        names=tuple(file.name for file in files),
    )
    with job.ledger.write() as connection:
        return submissions.record_submission(
            connection,
            source=found.source,
            source_name=found.source_name,
            source_key=found.source_key,
            stamp=found.stamp,
            received_at=found.received_at,
            files=files,
            channel=channel,
            sender=found.sender,
            subject=found.subject,
            container=container,
            intake_findings=found.findings,
            at=job.now(),
        )


# archive -> blocks -> Submission -> findings --------------------------------------------------------------------------


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


# many Submissions -> draft --------------------------------------------------------------------------------------------


class Assessment(NamedTuple):
    """A period as it stands now: what a draft would be made of, and how many items a secrecy mark holds back."""

    submissions: list[FiledSubmission]
    decisions: list[tuple[str, str]]
    report: Report
    secrecy_holds: int


def assess(job: Job) -> Assessment:
    """Consolidate what the ledger holds of the period now; changes nothing."""
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=job.period.code, examples=job.is_example)
        decisions = questions.load_decisions(connection, job.period.code)
        # Nothing of an example ever leaves, so the marked file among the examples holds nobody's mail back.
        holds = 0 if job.is_example else len(sightings.load_open_hits(connection))
        version = drafts.next_version(connection, job.period.code)
    report = consolidate(rows, job.plan, job.period, request=job.run.request, version=version, example=job.is_example)
    return Assessment(rows, decisions, report, holds)


def draft(job: Job) -> Drafted:
    """Make the next version of the period's report, or give the newest one when nothing that counts has changed."""
    with hold_lock(job.settings.outputs / "reports" / f".{job.period.folder_name}.lock"):
        with job.ledger.write() as connection:
            drafts.open_period(connection, job.period.code, at=job.now())
        while True:
            now = assess(job)
            counted = count_submissions(now.submissions, job.period.code, job.plan)
            # An example must never pass for a real report made of the same texts.
            decisions = [*now.decisions, ("example", str(job.is_example))]
            fingerprint = compute_fingerprint(counted, decisions, job.plan.sha256, job.run.request)
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
        asked = find_questions(now.report, now.submissions, plan=job.plan)
        record_open_questions(job.ledger, job.period.code, asked, example=job.is_example, at=job.now())
        _complete_older_versions(job, row.version)
        _place_files(job, row, asked)
        directory = job.version_directory(row.version)
        lay_out_working_copy(directory, f"{job.period.folder_name}-v{row.version}.docx")
    return Drafted(
        period=job.period.code, version=row.version, sha256=row.sha256, directory=str(directory), is_new=is_new
    )


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
            questions=[(each.text, "; ".join(each.candidates), each.consequence) for each in asked],
        ),
    )


# draft -> gate -> recipients ------------------------------------------------------------------------------------------


def list_recipients(job: Job) -> list[Recipient]:
    """The recipients of the period: those valid at its end, narrowed to the request's when it names some."""
    named = job.run.request.recipients if job.run.request is not None else ()
    end = job.dates.window_end if job.dates is not None else job.now().astimezone(OFFICE_ZONE).date()
    return [each for each in job.plan.recipients if each.is_valid_on(end) and (not named or each.code in named)]


def publish(job: Job) -> list[DeliveryOutcome]:
    """Ask the release rule for each recipient of the newest draft, prepare what may leave, and work the outbox."""
    with hold_lock(job.settings.outputs / "outbox" / f".{job.period.folder_name}.lock"):
        with job.ledger.read() as connection:
            rows = drafts.load_drafts(connection, job.period.code)
        # A draft made of the examples must never leave with the settings of a real run.
        own = [row for row in rows if Report.model_validate_json(row.report).example == job.is_example]
        return _publish(job, own[-1]) if own else []


def _publish(job: Job, newest: drafts.DraftRow) -> list[DeliveryOutcome]:
    kept_back = _prepare_deliveries(job, newest)
    smtp = job.smtp
    # What an earlier run prepared and could not send leaves only if its gate is still open now.
    allowed = {
        build_recipient_key(each.code, trial=trial)
        for each in list_recipients(job)
        if each.code not in kept_back
        for trial in (False, True)
    }
    sent = work_outbox(
        job.ledger,
        job.outbox,
        transport=YagmailTransport(smtp) if smtp is not None else None,
        period=job.period.code,
        now=job.now,
        owner=f"{socket.gethostname()}:{os.getpid()}",
        trial_address=job.settings.trial_address,
        may_send=lambda delivery: (
            delivery.version == newest.version and delivery.recipient in allowed and not _count_holds(job)
        ),
    )
    mine = [delivery for delivery in sent if delivery.version == newest.version]
    recipients = {recipient.code for recipient in job.plan.recipients}  # a rehearsal's delivery has another key
    if any(each.state is DeliveryState.ACCEPTED and each.recipient in recipients for each in mine):
        with job.ledger.write() as connection:
            drafts.record_sent(connection, job.period.code, newest.version, at=job.now())
    outcomes = [
        DeliveryOutcome(recipient=each.recipient, state=each.state, reasons=(each.reply,) if each.reply else ())
        for each in mine
    ]
    waiting = [DeliveryOutcome(recipient=code, state=None, reasons=reasons) for code, reasons in kept_back.items()]
    return outcomes + waiting


def _prepare_deliveries(job: Job, newest: drafts.DraftRow) -> dict[str, tuple[str, ...]]:
    """Put a message into the outbox for each recipient whose gate opens; gives the reasons of the others."""
    release = read_release(job.version_directory(newest.version), newest.sha256)
    now = assess(job)
    open_points = find_open_points(now.report, job.plan)
    holds = now.secrecy_holds + _bears_mark_itself(release)
    report = Report.model_validate_json(newest.report)
    kept_back = {}
    for recipient in list_recipients(job):
        with job.ledger.read() as connection:
            earlier = deliveries.find_accepted_version(
                connection, job.period.code, recipient.code, before=newest.version
            )
            approved = drafts.is_approved(connection, job.period.code, newest.version, newest.sha256)
        gate = decide_gate(
            rule=job.run.send or recipient.release[job.period.kind],
            open_points=open_points,
            secrecy_holds=holds,
            approved=approved,
            accepted_earlier_version=earlier,
        )
        if not gate.opens:
            kept_back[recipient.code] = gate.reasons
            continue
        message = compose_message(
            period=job.period,
            version=newest.version,
            plan=job.plan,
            recipient=recipient,
            title=compose_heading(report, job.plan, blank="……").abstract,
            report=release,
            mail_from=job.settings.mail_from or job.plan.office.address,
            dated_at=job.now().astimezone(OFFICE_ZONE),
            missing=[unit.name for unit in job.plan.units if unit.code in report.missing_units],
            replaces=earlier,
            trial_address=job.settings.trial_address,
            example=job.is_example,
        )
        prepare_delivery(
            job.ledger,
            job.outbox,
            period=job.period.code,
            version=newest.version,
            recipient=recipient,
            message=message,
            gate=gate,
            today=job.now().astimezone(OFFICE_ZONE).date(),
            now=job.now,
            real=job.smtp is not None,
        )
    return kept_back


def _bears_mark_itself(release: bytes) -> bool:
    """What leaves is searched once more: a mark may have come with words that nobody saw as one."""
    with Reader() as reader:
        return find_mark([], reader.read_documents([(RELEASE_NAME, release)])) is not None


def _count_holds(job: Job) -> int:
    with job.ledger.read() as connection:
        return 0 if job.is_example else len(sightings.load_open_hits(connection))
