"""verdict -> archive and ledger: takes in what a source holds, batch by batch. Keeps out judging and what it means.

Of each item in this order: archive, row with its event, acknowledgement. A death between any two of them costs only
time: the next look gives what has no row, and acknowledges again what has one.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from schemas.run import Gathered, SkippedItem
from schemas.values import ScanChoice
from tonghop.delivery.outbox import OutboxError
from tonghop.intake import messages
from tonghop.intake.sources import Incoming, Known, Skipped, Source, SourceError
from tonghop.job import Job
from tonghop.ledger import LedgerError, questions, sightings, strangers
from tonghop.ledger.arrivals import record_submissions
from tonghop.reading import Reader, ReadingCache
from tonghop.steps.health import record_look
from tonghop.steps.judging import Judge
from tonghop.steps.notifying import post_secrecy_alerts
from tonghop.steps.readings import keep_readings, open_cache
from tonghop.steps.receipting import answer_check_mail
from tonghop.steps.recording import OUTCOMES, make_arrival, make_sighting
from tonghop.steps.releasing import Releases, list_shas, load_releases
from tonghop.steps.verdicts import Fate, Verdict, hold_faulty, list_contents, name_item

log = logging.getLogger(__name__)

_BATCH_ITEMS = 50
_BATCH_BYTES = 24_000_000
"""What a batch holds at most, beside what reading makes of it; one item alone may be larger."""
_JUST_SAVED = (messages.UNSETTLED, messages.CHANGED_WHILE_READ)
_AHEAD = 2
"""Batches that are judged and archived while one is carried out."""


def gather(job: Job, source: Source) -> Gathered:
    """Take in what a source holds that the ledger does not know: secrecy first, then archive, row, acknowledgement.

    The look itself is recorded, and people are told of each item that bears a mark; neither stops the intake.

    Raises SourceError when the source could not be looked at; when only a part of it could not, `failure` tells.
    """
    job.archive.sweep(job.now())
    try:
        gathered, newest_at, error = take_in(job, source)
    except Exception as fault:  # of the machine or ours: a look that failed, whoever else could be looked at
        with suppress(Exception):
            record_look(job, source, failure=messages.LOOK_FAULT.format(kind=type(fault).__name__), newest_at=None)
        raise
    record_look(job, source, failure=gathered.failure, newest_at=newest_at)
    if not job.run.dry_run:
        # What cannot be told now is told by the next look: the open hits stand in the ledger.
        with suppress(OSError, OutboxError, LedgerError, ValueError):
            post_secrecy_alerts(job)
    if error is not None and not (gathered.received or gathered.skipped or gathered.secrecy_holds):
        raise error
    return gathered


def take_in(job: Job, source: Source) -> tuple[Gathered, datetime | None, SourceError | None]:
    """One look: what it brought, the newest arrival among what it gave, and why it ended early, if it did."""
    _admit_listed(job)
    with job.ledger.read() as connection:
        known = sightings.load_known(connection, source.name)
        choices = questions.load_scan_choices(connection)
        accepted = sightings.load_accepted(connection, source.name)
    marked = {sha256 for sha256, choice in choices.items() if choice is ScanChoice.MARK}
    cache = open_cache(job)
    intake = _Intake(job, source, cache, load_releases(job))
    with Reader(cache=cache) as reader:
        judge = Judge(job, source, reader, intake.releases, marked, accepted)

        def prepare(batch: Sequence[Incoming | Skipped]) -> list[Verdict]:
            verdicts = judge.judge(batch)
            _archive(job, _find(verdicts, Fate.KEPT))
            return verdicts

        try:
            for verdicts in _work_ahead(prepare, _make_batches(_look(source, known))):
                intake.settle(verdicts)
            intake.drop_held()
        except SourceError as error:
            intake.failure = error  # perhaps only a part could not be looked at: what came is told beside it
    return intake.tell(), intake.newest_at, intake.failure


def _admit_listed(job: Job) -> None:
    """Strangers' mails whose address has come into the plan since are judged anew."""
    listed = {sender.lower() for unit in job.plan.units for sender in unit.senders}
    reasons = (messages.NOT_LISTED, messages.NOT_VALID)
    with job.ledger.write() as connection:
        strangers.release_listed(connection, listed, reasons, examples=job.is_example)


def _archive(job: Job, verdicts: Sequence[Verdict]) -> None:
    """Keep what passed every gate; without a row it is nothing yet, and the next look gives it again."""
    job.archive.keep_all(data for verdict in verdicts for data in list_contents(verdict.item))


def _work_ahead(
    prepare: Callable[[Sequence[Incoming | Skipped]], list[Verdict]], batches: Iterator[list[Incoming | Skipped]]
) -> Iterator[list[Verdict]]:
    """What `prepare` makes of each batch, in order; while one is being carried out the next ones are prepared.

    Two at a time: while the children read for one, this process looks for marks in the other, and the disk works. The
    source stays in one thread.
    """
    with ThreadPoolExecutor(_AHEAD, "ahead") as workers:
        ahead: deque[Future[list[Verdict]]] = deque()
        failure = None
        try:
            for batch in batches:
                ahead.append(workers.submit(prepare, batch))
                if len(ahead) > _AHEAD:
                    yield ahead.popleft().result()
        except SourceError as error:
            failure = error
        while ahead:
            yield ahead.popleft().result()
        if failure is not None:
            raise failure


def _look(source: Source, known: Known) -> Iterator[Incoming | Skipped]:
    """What the source gives. A fault of ours ends this look as a failed one, with all that came before it."""
    try:
        yield from source.look(known)
    except (OSError, LedgerError, SourceError):
        raise
    except Exception as error:  # what it says is not repeated: it may hold texts
        log.error("a look at a source met a fault: %s", type(error).__name__)  # noqa: TRY400
        raise SourceError(messages.LOOK_FAULT.format(kind=type(error).__name__)) from None


def _make_batches(found: Iterator[Incoming | Skipped]) -> Iterator[list[Incoming | Skipped]]:
    """As many as memory allows; what was given before a source failed comes before its error."""
    batch: list[Incoming | Skipped] = []
    size_bytes = 0
    try:
        for item in found:
            batch.append(item)
            size_bytes += sum(map(len, list_contents(item)))
            if len(batch) >= _BATCH_ITEMS or size_bytes >= _BATCH_BYTES:
                yield batch
                batch, size_bytes = [], 0
    except SourceError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


@dataclass
class _Intake:
    """Carries out the verdicts of one look and counts them."""

    job: Job
    source: Source
    cache: ReadingCache
    releases: Releases
    newest_at: datetime | None = None
    failure: SourceError | None = None
    _received: list[str] = field(default_factory=list)
    _skipped: list[SkippedItem] = field(default_factory=list)
    _held: set[str] = field(default_factory=set)
    _settling: int = 0
    _strangers: int = 0
    _holds: int = 0

    def settle(self, verdicts: Sequence[Verdict]) -> None:
        """What the ledger shall know of a batch whose files the archive holds, then the source."""
        if self.job.run.dry_run:  # it answers nobody, so a mail that asks for a check waits for a run that does
            verdicts = [verdict for verdict in verdicts if verdict.fate is not Fate.CHECKED]
        answered = {verdict.item.source_key: self._answer(verdict) for verdict in _find(verdicts, Fate.CHECKED)}
        verdicts = [answered.get(verdict.item.source_key, verdict) for verdict in verdicts]
        faulty = self._try(self._keep, _find(verdicts, Fate.KEPT))
        faulty += self._try(self._record_hits, _find(verdicts, Fate.MARKED))
        settled = {verdict.item.source_key: verdict for verdict in (*verdicts, *faulty)}
        faulty += self._try(self._see, _find(settled.values(), *OUTCOMES))
        for verdict in (settled | {verdict.item.source_key: verdict for verdict in faulty}).values():
            self._count(verdict)
        done = _find(settled.values(), Fate.KEPT, Fate.REPEATED)
        self._acknowledge([verdict.item.source_key for verdict in done])

    def drop_held(self) -> None:
        """After a whole look: what was held and is no longer there, or no longer so, waits for nobody."""
        with self.job.ledger.write() as connection:
            sightings.drop_held(connection, self.source.name, self._held)

    def tell(self) -> Gathered:
        """What people are told of the look."""
        return Gathered(
            source=self.source.name,
            received=tuple(self._received),
            skipped=tuple(self._skipped),
            settling=self._settling,
            held=len(self._held),
            strangers=self._strangers,
            secrecy_holds=self._holds,
            failure=None if self.failure is None else str(self.failure),
        )

    def _try(self, act: Callable[[Sequence[Verdict]], None], verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Do it for all at once; when that fails, one by one. Gives those that meet a fault of ours, for a person."""
        try:
            if verdicts:
                act(verdicts)
        except (OSError, LedgerError):
            raise
        except Exception as error:
            if len(verdicts) > 1:
                log.warning("a batch could not be recorded at once: %s", type(error).__name__)
                return [faulty for verdict in verdicts for faulty in self._try(act, [verdict])]
            return [hold_faulty(verdict.item, error) for verdict in verdicts]
        return []

    def _count(self, verdict: Verdict) -> None:
        item = verdict.item
        if isinstance(item, Incoming) and verdict.fate is not Fate.REPEATED:
            self.newest_at = max(self.newest_at or item.received_at, item.received_at)
        if verdict.fate is Fate.MARKED:
            return  # counted where it is recorded: what a person has settled holds nothing
        if verdict.fate is Fate.STRANGER:
            self._strangers += 1  # an outsider's subject is shown to nobody
        elif verdict.fate not in (Fate.KEPT, Fate.REPEATED):
            self._skipped.append(SkippedItem(name=name_item(item), reason=verdict.reason))
            self._settling += verdict.reason in _JUST_SAVED
            if verdict.fate is Fate.HELD:
                self._held.add(item.source_key)

    def _keep(self, verdicts: Sequence[Verdict]) -> None:
        """Record what the archive holds. What was read is kept beside it, so that filing need not read it again."""
        arrivals = [make_arrival(verdict) for verdict in verdicts]
        with self.job.ledger.write() as connection:
            received = record_submissions(connection, arrivals, at=self.job.now())
        self._received += received
        keep_readings(self.cache, [document for verdict in verdicts for document in verdict.documents])

    def _record_hits(self, verdicts: Sequence[Verdict]) -> None:
        at = self.job.now()
        with self.job.ledger.write() as connection:
            self._holds += sum(
                self.releases.record_hit(
                    connection, self.source.kind, self.source.name, item.source_key, list_shas(item), at=at
                )
                for item in (verdict.item for verdict in verdicts)
            )

    def _answer(self, verdict: Verdict) -> Verdict:
        """A mail that asks for a check, answered; held for a person as long as nobody may answer it, never filed.

        Before it is settled: a death between the two costs a second try, which posts nothing again.
        """
        assert isinstance(verdict.item, Incoming)
        assert verdict.mail is not None
        try:
            refusal = answer_check_mail(self.job, verdict.item, verdict.mail, verdict.documents)
        except (OSError, LedgerError):
            raise
        except Exception as error:
            return hold_faulty(verdict.item, error)
        if refusal is None:
            return verdict
        return replace(verdict, fate=Fate.HELD, reason=messages.CHECK_UNANSWERED.format(reason=refusal))

    def _see(self, verdicts: Sequence[Verdict]) -> None:
        """Remember what is no submission, and where a known mail was seen again."""
        seen = [make_sighting(self.source.name, verdict) for verdict in verdicts]
        with self.job.ledger.write() as connection:
            sightings.record_sightings(connection, seen, at=self.job.now())

    def _acknowledge(self, source_keys: Sequence[str]) -> None:
        """Tell the source what is kept; when it refuses, people are told, and a later look tries again."""
        try:
            for source_key in source_keys:
                self.source.acknowledge(source_key)
            self.source.flush()
        except SourceError as error:
            self.failure = self.failure or error


def _find(verdicts: Iterable[Verdict], *fates: Fate) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.fate in fates]
