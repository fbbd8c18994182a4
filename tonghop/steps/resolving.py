"""What the authorised person does about a secrecy hit: see at the screen what it is, and say what came of it.

An item is looked for at its source again, in memory alone. Keeps out showing (cli) and letting in (gathering, filing).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.values import HitOutcome, ScanChoice, SourceKind
from tonghop.intake.archive import ArchiveError
from tonghop.intake.hits import load_or_make_secret, make_content_key, make_hit_key
from tonghop.intake.sources import Incoming, Skipped, SourceError
from tonghop.job import Job
from tonghop.ledger import hits, questions, rereading, sightings, submissions
from tonghop.ledger.hits import SecrecyHit
from tonghop.plan.requests import clean_line
from tonghop.reading import Reader
from tonghop.secrecy import Mark, find_mark
from tonghop.steps.releasing import list_shas

_SHORTEST_KEY = 4


class HitKeyError(Exception):
    """No open hit, or more than one, begins with that key; `count` tells how many."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class MarkedPlace(NamedTuple):
    """One mark. For the authorised person's screen alone: never log, keep or send it."""

    file: str
    """Name of the file that bears it; empty for the mail itself and for names."""
    mark: Mark


class FoundItem(NamedTuple):
    """An item that bears a mark as it stands now. For the authorised person's screen alone."""

    name: str
    """Path or subject, as people at the source see it."""
    content_hmac: str | None
    places: tuple[MarkedPlace, ...] = ()
    """One for each file; none when a person saw the mark in a picture."""
    originals: tuple[Path, ...] = ()
    """What the archive holds of it, which only people may remove."""
    submission_ids: tuple[str, ...] = ()


class Search(NamedTuple):
    """What came of looking for an item: it, or why not every place could be looked at."""

    item: FoundItem | None
    failures: tuple[str, ...] = ()


def load_every_open_hit(job: Job) -> list[tuple[SecrecyHit, bool]]:
    """Each open hit, and whether it lies among the shipped examples; real ones first, oldest first."""
    with job.ledger.read() as connection:
        return [(hit, example) for example in (False, True) for hit in hits.load_open_hits(connection, example=example)]


def find_hit(job: Job, key: str) -> SecrecyHit:
    """The open hit whose HMAC begins with that key.

    Raises HitKeyError.
    """
    given = key.strip().lower()
    found = [hit for hit, _ in load_every_open_hit(job) if hit.key_hmac.startswith(given)]
    if len(found) != 1 or len(given) < _SHORTEST_KEY:
        raise HitKeyError(len(found) if len(given) >= _SHORTEST_KEY else 0)
    return found[0]


def find_item(job: Job, hit: SecrecyHit, *, with_places: bool) -> Search:
    """Look for the item of a hit: at the sources, or in the archive when its mark was seen only later.

    `with_places` reads it to find what bears the mark. Nothing is kept anywhere.
    """
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    if hit.rule == hits.KEPT_MARK:
        return Search(_find_kept(job, hit, secret, with_places=with_places))
    failures = []
    for source in job.sources:
        with job.ledger.read() as connection:
            known = sightings.load_known(connection, source.name)
        try:
            for item in source.look(known):
                if make_hit_key(secret, source.name, item.source_key) == hit.key_hmac:
                    content = make_content_key(secret, source.name, item.source_key, list_shas(item))
                    return Search(_describe(item, content, with_places=with_places))
        except SourceError as error:
            failures.append(str(error))
    return Search(None, tuple(failures))


def resolve_hit(
    job: Job,
    hit: SecrecyHit,
    outcome: HitOutcome,
    item: FoundItem | None,
    *,
    resolved_by: str,
    recorded_by: str,
    note: str | None = None,
) -> bool:
    """Record what the authorised person found out, which ends the hold; False when it was resolved meanwhile.

    A false alarm lets in just the bytes that `item` stands for; what the archive holds is read again by the next run,
    and what a person named by hand comes in when it is named again.
    """
    content_hmac = hit.key_hmac if hit.source is SourceKind.HAND else None
    resolution = hits.Resolution(
        outcome=outcome,
        resolved_by=clean_line(resolved_by),
        recorded_by=clean_line(recorded_by),
        note=clean_line(note) if note is not None else None,
        content_hmac=item.content_hmac if item is not None else content_hmac,
    )
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    with job.ledger.write() as connection:
        if not hits.record_resolution(connection, hit.key_hmac, resolution, job.now()):
            return False
        if outcome is HitOutcome.FALSE_ALARM and hit.rule == hits.KEPT_MARK:
            _take_back_look(job, connection, hit, secret, resolution)
            submissions.reopen_stopped(connection, item.submission_ids if item is not None else (), job.now())
    return True


def _take_back_look(
    job: Job, connection: Connection, hit: SecrecyHit, secret: bytes, resolution: hits.Resolution
) -> None:
    """When a person had seen the mark on a scan, the authorised person's look is now the last one."""
    for sha256, choice in questions.load_scan_choices(connection).items():
        if choice is ScanChoice.MARK and make_hit_key(secret, "scan", sha256) == hit.key_hmac:
            questions.record_decision(
                connection,
                questions.load_scan_questions(connection, sha256),
                ScanChoice.NO_MARK,
                decided_by=resolution.resolved_by,
                recorded_by=resolution.recorded_by,
                note=resolution.note,
                at=job.now(),
            )


def _describe(item: Incoming | Skipped, content_hmac: str, *, with_places: bool) -> FoundItem:
    if isinstance(item, Skipped):
        return FoundItem(item.name, content_hmac, tuple(_find_in_names([item.name])) if with_places else ())
    if item.container is None:
        names = [*item.folders, *(name for name, _ in item.parts)]
        found = (*_find_in_names(names), *_find_in_files(item.parts)) if with_places else ()
        return FoundItem("/".join(names), content_hmac, found)
    with Reader() as reader:
        mail = reader.read_mail(item.container)
    found = ()
    if with_places:
        inside = tuple(_find_in_files(mail.parts))
        whole = tuple(_find_in_files([("", item.container)]))  # what the mail says itself; else what lies deeper
        own = [place for place in whole if not inside or not (place.mark.locator or "").startswith("part")]
        said = [mail.subject, mail.sender or "", mail.sender_name]
        found = (*_find_in_names([name for name, _ in mail.parts], said), *own, *inside)
    return FoundItem(mail.subject, content_hmac, found)


def _find_in_names(names: list[str], texts: list[str] | None = None) -> Iterator[MarkedPlace]:
    found = [find_mark([name], []) for name in names] + [find_mark([], [], [text]) for text in texts or ()]
    yield from (MarkedPlace("", mark) for mark in found if mark is not None)


def _find_in_files(files: Sequence[tuple[str, bytes]]) -> Iterator[MarkedPlace]:
    """The first mark of each file; no outside program sees one whose rough text bears it."""
    with Reader(may_recognise=lambda _: True) as reader:
        for name, data in files:
            reads = (reader.skim_documents, reader.read_documents)
            mark = next(filter(None, (find_mark([], read([(name, data)])) for read in reads)), None)
            if mark is not None:
                yield MarkedPlace(name, mark)


def _find_kept(job: Job, hit: SecrecyHit, secret: bytes, *, with_places: bool) -> FoundItem | None:
    """What the archive holds of a submission, or of a scan, whose mark was seen only after it was kept."""
    with job.ledger.read() as connection:
        stopped = submissions.load_stopped(connection)
        own = [row for row in stopped if make_hit_key(secret, "filing", row.id) == hit.key_hmac]
        if own:
            content = make_content_key(secret, own[0].source_name, own[0].source_key, own[0].shas)
            return _describe_kept(job, content, own, _find_in_archive(job, own[0]) if with_places else ())
        for sha256, choice in questions.load_scan_choices(connection).items():
            if choice is ScanChoice.MARK and make_hit_key(secret, "scan", sha256) == hit.key_hmac:
                asked = questions.load_scan_questions(connection, sha256)[0]
                holders = rereading.find_holders(connection, sha256, asked.submission_id)
                return _describe_kept(job, None, [row for row in stopped if row.id in holders.ids], ())
    return None


def _find_in_archive(job: Job, row: submissions.StoppedSubmission) -> Iterator[MarkedPlace]:
    with suppress(ArchiveError):  # somebody has removed it already
        yield from _find_in_files([(name, job.archive.read(sha256)) for name, sha256 in row.files])


def _describe_kept(
    job: Job,
    content_hmac: str | None,
    rows: list[submissions.StoppedSubmission],
    places: Iterator[MarkedPlace] | tuple[()],
) -> FoundItem:
    shas = sorted({sha256 for row in rows for sha256 in (*row.shas, *(sha256 for _, sha256 in row.files))})
    return FoundItem(
        name="; ".join(dict.fromkeys(name for row in rows for name, _ in row.files)),
        content_hmac=content_hmac,
        places=tuple(places),
        originals=tuple(job.archive.root / sha256[:2] / sha256 for sha256 in shas),
        submission_ids=tuple(row.id for row in rows),
    )
