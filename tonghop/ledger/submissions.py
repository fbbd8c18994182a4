"""Submissions: what came in, and what each was understood to be.

A submission is recorded once and filed once; a second filing happens only on purpose. Keeps out the bytes (archive) and
the rules that judge them. Events name no file and no subject: a mark found later must not stand in the chain for ever.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, not_, or_, select, true, update

from schemas.document import Finding
from schemas.submission import Channel, CheckedSubmission, FiledDocument, FiledSubmission
from schemas.values import Role, SourceKind
from tonghop.ledger.events import append_event
from tonghop.ledger.sightings import insert_if_new, record_sighting
from tonghop.ledger.tables import canonical_json, documents, findings, sightings, submission_documents, submissions

EXAMPLE_SOURCES = ("folder:examples", "maildir:examples")
"""Names of the sources of the shipped examples, whose submissions never stand beside real ones."""

_ID_CHUNK = 500
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


def record_submission(
    connection: Connection,
    *,
    source: SourceKind,
    source_name: str,
    source_key: str,
    stamp: str,
    received_at: datetime,
    files: Sequence[KeptFile],
    channel: Channel,
    sender: str | None = None,
    subject: str | None = None,
    declared_by: str | None = None,
    container: KeptFile | None = None,
    intake_findings: Sequence[Finding] = (),
    at: datetime,
) -> str | None:
    """Record what came in: documents, submission, sighting and event, in the caller's transaction; gives its id.

    None when it is already there: a repeat does no harm, and only the sighting is renewed. A file that went back to an
    earlier content is a new submission, since the newest arrival is what counts.
    """
    kept = [*([container] if container else []), *files]
    submission_id = _find_id(connection, source_name, source_key, stamp, [file.sha256 for file in files or kept])
    for file in sorted(kept, key=lambda file: file.sha256):  # one order for all writers, so that none waits in a circle
        insert_if_new(connection, documents, {"sha256": file.sha256, "size_bytes": file.size_bytes, "archived_at": at})
    values = {
        "id": submission_id,
        "source": source.value,
        "source_name": source_name,
        "source_key": source_key,
        "sender": _clean(sender),
        "subject": _clean(subject),
        "declared_by": _clean(declared_by),
        "received_at": received_at,
        "gathered_at": at,
        "channel": channel.model_dump(mode="json"),
        "intake_findings": [finding.model_dump(mode="json") for finding in intake_findings],
        "container_sha256": container.sha256 if container else None,
    }
    is_new = insert_if_new(connection, submissions, values)
    if is_new:
        _insert_files(connection, submission_id, files)
        told = {
            "source": source.value,
            "received_at": received_at.astimezone(UTC).isoformat(),
            "documents": [file.sha256 for file in files],
            "container": container.sha256 if container else None,
        }
        append_event(connection, "submission.received", submission_id, told, at=at)
    record_sighting(
        connection,
        source_name=source_name,
        source_key=source_key,
        stamp=stamp,
        outcome="kept",
        submission_id=submission_id,
        at=at,
    )
    return submission_id if is_new else None


def load_unfiled(connection: Connection) -> list[str]:
    """Ids of the submissions that were not yet understood and checked, first arrived first."""
    query = select(submissions.c.id).where(submissions.c.status.is_(None))
    return list(connection.execute(query.order_by(submissions.c.received_at, submissions.c.id)).scalars())


def has_real_submissions(connection: Connection) -> bool:
    """Whether anything ever came from a source other than the shipped examples."""
    query = select(submissions.c.id).where(submissions.c.source_name.not_in(EXAMPLE_SOURCES)).limit(1)
    return connection.execute(query).first() is not None


def load_origin(connection: Connection, submission_id: str) -> tuple[SourceKind, bool]:
    """How a submission came, and whether it is one of the shipped examples."""
    query = select(submissions.c.source, submissions.c.source_name).where(submissions.c.id == submission_id)
    row = connection.execute(query).one()
    return SourceKind(row.source), row.source_name in EXAMPLE_SOURCES


def load_submissions(
    connection: Connection,
    *,
    period: str | None = None,
    ids: Iterable[str] | None = None,
    examples: bool | None = None,
) -> list[FiledSubmission]:
    """Submissions, first arrived first: all, those with these ids, or those of a period and of no certain period.

    `examples` narrows to what came from the shipped examples (True) or from real sources (False).
    """
    condition: ColumnElement[bool] = true()
    if period is not None:
        condition = or_(submissions.c.period == period, submissions.c.period.is_(None))
    if examples is not None:
        is_example = submissions.c.source_name.in_(EXAMPLE_SOURCES)
        condition = and_(condition, is_example if examples else not_(is_example))
    if ids is None:
        loaded = _load(connection, condition)
    else:
        wanted = sorted(set(ids))
        chunks = (wanted[start : start + _ID_CHUNK] for start in range(0, len(wanted), _ID_CHUNK))
        loaded = (
            filed for chunk in chunks for filed in _load(connection, and_(condition, submissions.c.id.in_(chunk)))
        )
    return sorted(loaded, key=lambda filed: (filed.received_at, filed.id))


def record_filing(
    connection: Connection,
    submission_id: str,
    checked: CheckedSubmission,
    *,
    plan_sha256: str,
    reader_version: str,
    at: datetime,
    again: bool = False,
) -> bool:
    """Record what a submission was understood to be; its earlier findings are replaced.

    False when it was filed before and `again` is not set: a filing is kept until it is read again on purpose.
    Raises LookupError when there is no such submission.
    """
    condition = submissions.c.id == submission_id
    content = checked.content.model_dump(mode="json")
    changed = connection.execute(
        update(submissions)
        .where(condition, true() if again else submissions.c.status.is_(None))
        .values(
            status=checked.status.value,
            unit=checked.content.unit,
            period=checked.content.period,
            content=content,
            plan_sha256=plan_sha256,
            reader_version=reader_version,
        )
    )
    if not changed.rowcount:
        if connection.execute(select(submissions.c.id).where(condition)).first() is None:
            raise LookupError(f"no submission {submission_id}")
        return False
    connection.execute(findings.delete().where(findings.c.submission_id == submission_id))
    found = [finding.model_dump(mode="json") for finding in checked.findings]
    for position, finding in enumerate(found):
        connection.execute(findings.insert().values(submission_id=submission_id, position=position, **finding))
    told = {
        "status": checked.status.value,
        "unit": checked.content.unit,
        "period": checked.content.period,
        "plan_sha256": plan_sha256,
        "reader_version": reader_version,
        "filing_sha256": hash_filing(checked.status.value, content, found),
    }
    append_event(connection, "submission.filed", submission_id, told, at=at)
    return True


def hash_filing(status: str, content: Any, found: list[dict[str, Any]]) -> str:
    """sha256 over the canonical JSON of a filing, so that the chain shows when its row was changed by hand."""
    return hashlib.sha256(canonical_json([status, content, found]).encode()).hexdigest()


def _find_id(connection: Connection, source_name: str, source_key: str, stamp: str, shas: list[str]) -> str:
    """The id of this content; another one when the file returned to this content after having held something else."""
    plain = make_submission_id(source_name, source_key, shas)
    last = connection.execute(
        select(sightings.c.stamp, sightings.c.submission_id).where(
            sightings.c.source_name == source_name, sightings.c.source_key == source_key
        )
    ).first()
    if last is None or last.submission_id in (None, plain):
        return plain
    if last.stamp == stamp:
        return str(last.submission_id)
    is_known = connection.execute(select(submissions.c.id).where(submissions.c.id == plain)).first()
    return make_submission_id(source_name, source_key, [*shas, stamp]) if is_known else plain


def _insert_files(connection: Connection, submission_id: str, files: Sequence[KeptFile]) -> None:
    for position, (file, role) in enumerate(zip(files, find_roles(files), strict=True)):
        connection.execute(
            submission_documents.insert().values(
                submission_id=submission_id,
                position=position,
                name=_clean(file.name),
                sha256=file.sha256,
                role=role.value,
            )
        )


def _load(connection: Connection, condition: ColumnElement[bool]) -> Iterator[FiledSubmission]:
    """Three queries, however many submissions there are."""
    rows = connection.execute(select(submissions).where(condition)).all()
    files: dict[str, list[FiledDocument]] = {}
    query = select(submission_documents).join(submissions).where(condition)
    for row in connection.execute(
        query.order_by(submission_documents.c.submission_id, submission_documents.c.position)
    ):
        files.setdefault(row.submission_id, []).append(
            FiledDocument.model_validate({"name": row.name, "sha256": row.sha256, "role": row.role})
        )
    found: dict[str, list[Finding]] = {}
    query = select(findings).join(submissions).where(condition)
    for row in connection.execute(query.order_by(findings.c.submission_id, findings.c.position)):
        found.setdefault(row.submission_id, []).append(
            Finding(rule=row.rule, severity=row.severity, locator=row.locator, message=row.message, fix=row.fix)
        )
    for row in rows:
        yield _make_filed(row, files.get(row.id, []), found.get(row.id, []))


def _make_filed(row: Row[Any], files: list[FiledDocument], found: list[Finding]) -> FiledSubmission:
    at_intake = [Finding.model_validate(finding) for finding in row.intake_findings]
    columns = ("id", "source", "sender", "subject", "declared_by", "received_at", "channel", "status", "content")
    values = {name: row._mapping[name] for name in columns}
    merged = tuple([finding for finding in at_intake if finding not in found] + found)
    return FiledSubmission.model_validate({**values, "files": tuple(files), "findings": merged})


def _clean(text: str | None) -> str | None:
    """Text that every database can hold: no NUL, no half of a surrogate pair. Mail headers may bear either."""
    return None if text is None else text.replace("\0", "").encode("utf-8", "replace").decode()
