"""Which filed submissions are to be read again: what waited for a program, for a newer reader, or for a person's look.

What was accepted is never read again by itself. Keeps out reading and filing (steps) and the looking (decisions).
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Text, or_, select, type_coerce

from schemas.submission import PictureFile
from schemas.values import CheckStatus, ScanChoice, SourceKind
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.ledger.tables import findings, submission_documents, submissions

_UNREAD = ("program-missing", "not-read-yet", "image-only", "corrupt", "bomb", "no-text", "embedded-part")
"""Rules that say: something was not read, which a newer reader may read."""
_WAITING = (CheckStatus.NEEDS_PERSON.value, CheckStatus.REJECTED.value)
_MISSING = " -"


class WaitingPicture(NamedTuple):
    """A file whose pictures nobody has looked at, and the first submission that brought it."""

    picture: PictureFile
    submission_id: str
    unit: str | None
    channel: Mapping[str, Any]
    source: SourceKind
    received_at: datetime


class Holders(NamedTuple):
    """The submissions that hold one file, and the originals that the archive keeps of them."""

    ids: list[str]
    originals: list[str]


def tell_reader(version: str, missing: Iterable[str]) -> str:
    """What a submission was read with: the readers' version, and the programs that it lacked: `3 -soffice`."""
    return "".join([version, *(f"{_MISSING}{program}" for program in sorted(missing))])


def load_outdated(
    connection: Connection, *, version: str, missing: Set[str], choices: Mapping[str, ScanChoice]
) -> list[str]:
    """Ids of the filed submissions that would be read otherwise now, first arrived first.

    Args:
        connection: of the ledger.
        version: of the readers now.
        missing: the programs that are not here now.
        choices: sha256 of each scan that a person looked at -> what was seen.
    """
    unread = select(findings.c.submission_id).where(findings.c.rule.in_(_UNREAD))
    waiting = (
        select(submissions.c.id, submissions.c.reader_version, submissions.c.received_at)
        .where(submissions.c.status.in_(_WAITING), submissions.c.id.in_(unread))
        .where(submissions.c.reader_version != version)
    )
    found = {
        row.id: row.received_at
        for row in connection.execute(waiting)
        if row.reader_version != _tell_now(row.reader_version, version, missing)
    }
    if choices:
        for row in _load_pictured(connection):
            if any(_is_decided(picture, row.status, choices) for picture in _list_pictures(row)):
                found[row.id] = row.received_at
    return sorted(found, key=lambda submission_id: (found[submission_id], submission_id))


def load_waiting_pictures(connection: Connection, decided: Iterable[str], *, example: bool) -> list[WaitingPicture]:
    """The files at whose pictures nobody has looked yet, each once, first arrived first.

    Args:
        connection: of the ledger.
        decided: sha256 of the files that were looked at.
        example: whether those of the shipped examples are meant, or those of real sources.
    """
    settled = set(decided)
    found: dict[str, WaitingPicture] = {}
    for row in sorted(_load_pictured(connection), key=lambda row: (row.received_at, row.id)):
        if (row.source_name in EXAMPLE_SOURCES) is not example:
            continue
        for picture in _list_pictures(row):
            if picture.sha256 not in settled:
                waiting = WaitingPicture(
                    picture, row.id, row.unit, row.channel, SourceKind(row.source), row.received_at
                )
                found.setdefault(picture.sha256, waiting)
    return list(found.values())


def find_holders(connection: Connection, sha256: str, submission_id: str) -> Holders:
    """Who holds a picture file, as a document or within a container; `submission_id` is known to hold it."""
    own = select(submission_documents.c.submission_id).where(submission_documents.c.sha256 == sha256)
    within = type_coerce(submissions.c.content, Text).contains(sha256, autoescape=True)
    query = select(submissions.c.id, submissions.c.container_sha256)
    rows = connection.execute(
        query.where(or_(submissions.c.id == submission_id, submissions.c.id.in_(own), within))
    ).all()
    ids = sorted(row.id for row in rows)
    files = connection.execute(
        select(submission_documents.c.sha256).where(submission_documents.c.submission_id.in_(ids))
    ).scalars()
    return Holders(ids, sorted({*files, *(row.container_sha256 for row in rows if row.container_sha256)}))


def find_picture(connection: Connection, sha256: str) -> PictureFile | None:
    """A file at whose pictures a person looks, as the first submission that holds it tells; None when it stopped."""
    pictures = (picture for row in _load_pictured(connection) for picture in _list_pictures(row))
    return next((picture for picture in pictures if picture.sha256 == sha256), None)


def _tell_now(told: str, version: str, missing: Set[str]) -> str:
    """What would stand there now: the same lack only of programs that are still missing."""
    _, *lacked = told.split(_MISSING)
    return tell_reader(version, missing & set(lacked))


def _load_pictured(connection: Connection) -> Iterator[Row[Any]]:
    """Submissions with files at whose pictures a person must look; those that stopped for a mark are none of them."""
    columns = ("id", "status", "source", "source_name", "received_at", "unit", "channel", "content")
    query = select(*(submissions.c[name] for name in columns)).where(
        submissions.c.status.is_not(None),
        submissions.c.status != CheckStatus.QUARANTINED.value,
        type_coerce(submissions.c.content, Text).like('%"pictures":[{%'),
    )
    yield from connection.execute(query)


def _list_pictures(row: Row[Any]) -> list[PictureFile]:
    return [PictureFile.model_validate(picture) for picture in row.content.get("pictures", ())]


def _is_decided(picture: PictureFile, status: str, choices: Mapping[str, ScanChoice]) -> bool:
    """Whether what a person saw is not yet what the submission was filed with."""
    choice = choices.get(picture.sha256)
    return choice is ScanChoice.MARK or (choice is ScanChoice.NO_MARK and not picture.seen and status in _WAITING)
