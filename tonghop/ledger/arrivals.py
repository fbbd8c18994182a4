"""Arrivals: submissions as they came in, each recorded once, with its files, its sighting and its event.

Keeps out the bytes (archive) and what a submission says (submissions). Events name no file and no subject: a mark found
later must not stand in the chain for ever.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from schemas.document import Finding
from schemas.submission import Channel
from schemas.values import Role, SourceKind
from tonghop.ledger.events import append_events
from tonghop.ledger.moves import find_moved
from tonghop.ledger.sightings import Sighting, insert_new, record_sightings
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.ledger.tables import documents, sightings, submission_documents, submissions

_WORKING = frozenset({"docx", "doc", "odt", "rtf"})


class KeptFile(NamedTuple):
    """A file whose bytes the archive holds, and what its bytes (never its name) say about its role."""

    name: str
    sha256: str
    size_bytes: int
    format: str = ""
    is_signed: bool = False
    """It bears an electronic signature."""
    is_scan: bool = False


def make_submission_id(source_name: str, source_key: str, shas: Iterable[str]) -> str:
    """12 hex digits, the same for the same content at the same place of the same source."""
    return hashlib.sha256("\0".join((source_name, source_key, *shas)).encode()).hexdigest()[:12]


def find_roles(files: Sequence[KeptFile]) -> tuple[Role, ...]:
    """The role of each file of one submission.

    The signed copy is what bears an electronic signature, and beside a text document every PDF and every scan: nobody
    sends a second copy for another reason than the hand or the stamp on it.
    """
    beside_text = any(file.format in _WORKING for file in files)
    return tuple(
        Role.SIGNED if file.is_signed or (beside_text and (file.format == "pdf" or file.is_scan)) else Role.WORKING
        for file in files
    )


@dataclass(frozen=True)
class Arrival:
    """One submission as it came, its files in the archive already."""

    source: SourceKind
    source_name: str
    source_key: str
    stamp: str
    received_at: datetime
    files: Sequence[KeptFile]
    channel: Channel
    sender: str | None = None
    subject: str | None = None
    declared_by: str | None = None
    container: KeptFile | None = None
    intake_findings: Sequence[Finding] = ()

    @property
    def kept(self) -> Sequence[KeptFile]:
        """All that the archive holds of it."""
        return [*([self.container] if self.container else []), *self.files]


def record_submission(connection: Connection, *, at: datetime, **arrival: Any) -> str | None:
    """Record one submission as `record_submissions` does; the rest are the fields of an Arrival."""
    return next(iter(record_submissions(connection, [Arrival(**arrival)], at=at)), None)


def record_submissions(connection: Connection, arrivals: Sequence[Arrival], *, at: datetime) -> list[str]:
    """Record what came in: documents, submissions, sightings and events, in the caller's transaction; gives new ids.

    What is already there is left alone: a repeat does no harm, and only the sighting is renewed. A file that went back
    to an earlier content is a new submission, since the newest arrival is what counts; one that was only renamed, or
    moved within its unit's folder, is none. A mail is its raw bytes, wherever they lie: the same in another folder or
    mailbox is the same submission.
    """
    ids = _find_ids(connection, arrivals)
    # One order for all writers, here and below, so that none waits in a circle; the chain, which all need, comes last.
    sizes = {file.sha256: file.size_bytes for arrival in arrivals for file in arrival.kept}
    rows = [{"sha256": sha256, "size_bytes": size, "archived_at": at} for sha256, size in sorted(sizes.items())]
    insert_new(connection, documents, rows)
    found = dict(sorted(zip(ids, arrivals, strict=True), key=lambda pair: pair[0]))
    values = [_make_values(submission_id, arrival, at) for submission_id, arrival in found.items()]
    new = insert_new(connection, submissions, values)
    files = [row for submission_id in new for row in _list_files(submission_id, found[submission_id].files)]
    if files:
        connection.execute(submission_documents.insert(), files)
    seen = (
        Sighting(each.source_name, each.source_key, each.stamp, "kept", submission_id=submission_id)
        for submission_id, each in zip(ids, arrivals, strict=True)
    )
    record_sightings(connection, seen, at=at)
    ordered = [submission_id for submission_id in dict.fromkeys(ids) if submission_id in new]
    append_events(connection, [_tell(submission_id, found[submission_id]) for submission_id in ordered], at=at)
    return ordered


def find_mails(connection: Connection, shas: Collection[str], *, examples: bool) -> dict[str, str]:
    """sha256 of the raw bytes -> id of the submission, for those of these mails that came before, from any mailbox."""
    query = select(submissions.c.container_sha256, submissions.c.id, submissions.c.source_name)
    found = connection.execute(query.where(submissions.c.container_sha256.in_(shas)).order_by(submissions.c.id)).all()
    return {row.container_sha256: row.id for row in found if (row.source_name in EXAMPLE_SOURCES) is examples}


def _find_ids(connection: Connection, arrivals: Sequence[Arrival]) -> list[str]:
    mails = {each.container.sha256: each for each in arrivals if each.container is not None}
    known: dict[bool, dict[str, str]] = {}
    for examples in {each.source_name in EXAMPLE_SOURCES for each in mails.values()}:
        known[examples] = find_mails(connection, mails, examples=examples)
    ids = []
    for each in arrivals:
        if each.container is None:
            ids.append(_find_id(connection, each))
        else:
            before = known[each.source_name in EXAMPLE_SOURCES].get(each.container.sha256)
            ids.append(before or _make_mail_id(each.source_name, each.container.sha256))
    return ids


def _make_mail_id(source_name: str, container_sha256: str) -> str:
    """The same for the same bytes from every mailbox, so that of two runs that meet them at once only one adds them."""
    mailbox = source_name if source_name in EXAMPLE_SOURCES else "mail"
    return make_submission_id(mailbox, "", [container_sha256])


def _make_values(submission_id: str, arrival: Arrival, at: datetime) -> dict[str, Any]:
    return {
        "id": submission_id,
        "source": arrival.source.value,
        "source_name": arrival.source_name,
        "source_key": arrival.source_key,
        "sender": _clean(arrival.sender),
        "subject": _clean(arrival.subject),
        "declared_by": _clean(arrival.declared_by),
        "received_at": arrival.received_at,
        "gathered_at": at,
        "channel": arrival.channel.model_dump(mode="json"),
        "intake_findings": [finding.model_dump(mode="json") for finding in arrival.intake_findings],
        "container_sha256": arrival.container.sha256 if arrival.container else None,
    }


def _tell(submission_id: str, arrival: Arrival) -> tuple[str, str, dict[str, Any]]:
    told = {
        "source": arrival.source.value,
        "received_at": arrival.received_at.astimezone(UTC).isoformat(),
        "documents": [file.sha256 for file in arrival.files],
        "container": arrival.container.sha256 if arrival.container else None,
    }
    return "submission.received", submission_id, told


def _find_id(connection: Connection, arrival: Arrival) -> str:
    """The id of this content; another one when the file returned to this content after having held something else."""
    source_name, source_key, stamp = arrival.source_name, arrival.source_key, arrival.stamp
    shas = [file.sha256 for file in arrival.files]
    plain = make_submission_id(source_name, source_key, shas)
    last = connection.execute(
        select(sightings.c.stamp, sightings.c.submission_id).where(
            sightings.c.source_name == source_name, sightings.c.source_key == source_key
        )
    ).first()
    if last is None and arrival.source is SourceKind.FOLDER and len(shas) == 1:
        return find_moved(connection, source_name, source_key, stamp, shas[0], arrival.channel.folders) or plain
    if last is None or last.submission_id in (None, plain):
        return plain
    if last.stamp == stamp or _load_shas(connection, last.submission_id) == shas:
        return str(last.submission_id)
    is_known = connection.execute(select(submissions.c.id).where(submissions.c.id == plain)).first()
    return make_submission_id(source_name, source_key, [*shas, stamp]) if is_known else plain


def _load_shas(connection: Connection, submission_id: str) -> list[str]:
    query = select(submission_documents.c.sha256).where(submission_documents.c.submission_id == submission_id)
    return list(connection.scalars(query.order_by(submission_documents.c.position)))


def _list_files(submission_id: str, files: Sequence[KeptFile]) -> Iterator[dict[str, Any]]:
    for position, (file, role) in enumerate(zip(files, find_roles(files), strict=True)):
        yield {
            "submission_id": submission_id,
            "position": position,
            "name": _clean(file.name),
            "sha256": file.sha256,
            "role": role.value,
        }


def _clean(text: str | None) -> str | None:
    """Text that every database can hold: no NUL, no half of a surrogate pair. Mail headers may bear either."""
    return None if text is None else text.replace("\0", "").encode("utf-8", "replace").decode()
