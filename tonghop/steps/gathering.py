"""bytes -> secrecy -> archive and ledger: takes in what a source holds. Keeps out what it means."""

from collections.abc import Sequence, Set
from contextlib import suppress
from datetime import datetime

from schemas.document import ReadDocument
from schemas.run import Gathered, SkippedItem
from schemas.submission import Channel
from schemas.values import ScanChoice
from tonghop.delivery.outbox import OutboxError
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.intake.sources import Incoming, Skipped, Source, SourceError
from tonghop.job import Job
from tonghop.ledger import LedgerError, questions, sightings, submissions
from tonghop.reading import Mail, Reader, ReadingCache
from tonghop.reading.precheck.detection import find_format
from tonghop.secrecy import find_mark
from tonghop.steps.health import record_look
from tonghop.steps.notifying import post_secrecy_alerts
from tonghop.steps.readings import keep_readings, open_cache

_NOTICE = "thư trả lời tự động, không có tệp đính kèm"


def gather(job: Job, source: Source) -> Gathered:
    """Take in what a source holds that the ledger does not know: secrecy first, then archive, row, acknowledgement.

    The look itself is recorded, and people are told of each item that bears a mark; neither stops the intake.

    Raises SourceError when the source could not be looked at; when only a part of it could not, `failure` tells.
    """
    job.archive.sweep(job.now())
    gathered, newest_at, error = _take_in(job, source)
    record_look(job, source, failure=gathered.failure, newest_at=newest_at)
    if not job.run.dry_run:
        # What cannot be told now is told by the next look: the open hits stand in the ledger.
        with suppress(OSError, OutboxError, LedgerError, ValueError):
            post_secrecy_alerts(job)
    if error is not None and not (gathered.received or gathered.skipped or gathered.secrecy_holds):
        raise error
    return gathered


def _take_in(job: Job, source: Source) -> tuple[Gathered, datetime | None, SourceError | None]:
    """One look: what it brought, the newest arrival among what it gave, and why it ended early, if it did."""
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    with job.ledger.read() as connection:
        known = sightings.load_known(connection, source.name)
        choices = questions.load_scan_choices(connection)
    marked = {sha256 for sha256, choice in choices.items() if choice is ScanChoice.MARK}
    received: list[str] = []
    skipped: list[SkippedItem] = []
    held = holds = 0
    newest_at = failure = None
    cache = open_cache(job)
    with Reader(cache=cache) as reader:
        try:
            for found in source.look(known):
                item, is_notice = _open_mail(found, reader) if isinstance(found, Incoming) else (found, False)
                if isinstance(item, Incoming):
                    newest_at = max(newest_at or item.received_at, item.received_at)
                documents = _read_unmarked(item, reader, marked)
                if documents is None:
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
                    submission_id = _keep(job, item, documents, cache)
                    received += [submission_id] if submission_id is not None else []
                    source.acknowledge(item.source_key)
        except SourceError as error:
            failure = error  # perhaps only a part could not be looked at: what came from the rest is told beside it
    gathered = Gathered(
        source=source.name,
        received=tuple(received),
        skipped=tuple(skipped),
        held=held,
        secrecy_holds=holds,
        failure=None if failure is None else str(failure),
    )
    return gathered, newest_at, failure


def _record_hit(job: Job, source: Source, key: str) -> None:
    with job.ledger.write() as connection:
        sightings.record_secrecy_hit(connection, key, source.kind, "secrecy-mark", job.now(), example=job.is_example)


def _open_mail(found: Incoming, reader: Reader) -> tuple[Incoming, bool]:
    """A mail's documents are its attachments; without any, or when it cannot be opened, the mail as it is.

    True beside it: an automatic notice without attachments, which is no submission.
    """
    if found.container is None:
        return found, False
    mail = reader.read_mail(found.container)
    parts = mail.parts or (_find_body(mail, found.container),)
    opened = found.model_copy(
        update={
            "sender": mail.sender,
            "subject": mail.subject,
            "received_at": mail.received_at or found.received_at,
            "parts": parts,
            # a mail that is itself the document tells them when it is read
            "findings": found.findings if parts[0][1] is found.container else (*found.findings, *mail.findings),
        }
    )
    return opened, mail.automatic and not mail.parts


def _find_body(mail: Mail, container: bytes) -> tuple[str, bytes]:
    """The mail as it is, from which reading tells table rows, quoted mails and signatures; else its text alone."""
    if mail.readable and find_format(container) != "mail":  # headers that only a mail server would take for some
        return "thân thư.txt", mail.body_text.encode()
    return "thư.eml", container


def _read_unmarked(found: Incoming | Skipped, reader: Reader, marked: Set[str]) -> list[ReadDocument] | None:
    """The documents of what came, in the order of its parts; None when anything of it bears a mark.

    `marked` are the files on which a person saw one, which may come again. Names first, then what can be had of a file
    before any outside program or temporary file sees it, then all of it.
    """
    if isinstance(found, Skipped):
        return None if find_mark([found.name], []) is not None else []
    names = [*found.folders, *(name for name, _ in found.parts)]
    if find_mark(names, [], [found.subject or ""]) is not None:
        return None
    container = [("", found.container)] if found.container is not None else []
    for read in (reader.skim_documents, reader.read_documents):
        documents = read([*found.parts, *container])
        if find_mark([], documents) is not None:
            return None
    within = {part.sha256 for document in documents for part in document.parts}
    return None if marked & (within | {document.sha256 for document in documents}) else documents[: len(found.parts)]


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


def _keep(job: Job, found: Incoming, documents: Sequence[ReadDocument], cache: ReadingCache) -> str | None:
    """Archive the originals, then record them in one transaction; gives the id, None when it was there already.

    What was read is kept beside them, so that filing need not read it again.
    """
    files = [
        submissions.KeptFile(
            name,
            job.archive.keep(data),
            len(data),
            format=document.format,
            is_signed=bool(document.signatures),
            is_scan=document.scan,
        )
        for (name, data), document in zip(found.parts, documents, strict=True)
    ]
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
        submission_id = submissions.record_submission(
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
    keep_readings(cache, documents)
    return submission_id
