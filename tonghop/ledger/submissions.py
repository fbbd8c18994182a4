"""Submissions: what each was understood to be.

A submission is filed once; a second filing happens only on purpose. Keeps out its arrival (arrivals) and the rules that
judge it. Events name no file and no subject: a mark found later must not stand in the chain for ever.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, not_, or_, select, true, update

from schemas.document import Finding
from schemas.submission import CheckedSubmission, FiledDocument, FiledSubmission, Understood
from schemas.values import CheckStatus, NoReceipt, SourceKind
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import (
    canonical_json,
    findings,
    receipts,
    secrecy_hits,
    sightings,
    submission_documents,
    submissions,
)

EXAMPLE_SOURCES = ("folder:examples", "maildir:examples")
"""Names of the sources of the shipped examples, whose submissions never stand beside real ones."""

_ID_CHUNK = 500


class StoppedSubmission(NamedTuple):
    """One that was kept before its mark was seen: where it came from, what its content is, and its files."""

    id: str
    source_name: str
    source_key: str
    shas: tuple[str, ...]
    """Of the raw mail alone, else of each file."""
    files: tuple[tuple[str, str], ...]
    """(name, sha256) of each."""


def load_unfiled(connection: Connection) -> list[str]:
    """Ids of the submissions that were not yet understood and checked, first arrived first."""
    query = select(submissions.c.id).where(submissions.c.status.is_(None))
    return list(connection.execute(query.order_by(submissions.c.received_at, submissions.c.id)).scalars())


def load_stopped(connection: Connection) -> list[StoppedSubmission]:
    """The submissions that a mark stopped after they were kept, first arrived first."""
    stopped = submissions.c.status == CheckStatus.QUARANTINED.value
    files: dict[str, list[tuple[str, str]]] = {}
    query = select(submission_documents).join(submissions).where(stopped).order_by(submission_documents.c.position)
    for row in connection.execute(query):
        files.setdefault(row.submission_id, []).append((row.name, row.sha256))
    rows = connection.execute(select(submissions).where(stopped).order_by(submissions.c.received_at, submissions.c.id))
    return [
        StoppedSubmission(
            row.id,
            row.source_name,
            row.source_key,
            (row.container_sha256,) if row.container_sha256 else tuple(sha256 for _, sha256 in files.get(row.id, ())),
            tuple(files.get(row.id, ())),
        )
        for row in rows
    ]


def reopen_stopped(connection: Connection, ids: Collection[str], at: datetime) -> None:
    """What stopped for a mark that is none is to be filed anew, as if it had just come."""
    stopped = submissions.c.status == CheckStatus.QUARANTINED.value
    query = update(submissions).where(submissions.c.id.in_(ids), stopped).values(status=None)
    reopened = sorted(connection.execute(query.returning(submissions.c.id)).scalars())
    silenced = receipts.c.submission_id.in_(reopened), receipts.c.reason == NoReceipt.STOPPED.value
    connection.execute(delete(receipts).where(*silenced))  # it may be answered now
    for submission_id in reopened:
        append_event(connection, "submission.reopened", submission_id, {}, at=at)


def load_waiting_periods(connection: Connection, *, examples: bool) -> list[str]:
    """The periods of which a submission waits for a person, of the shipped examples or of real sources."""
    is_example = submissions.c.source_name.in_(EXAMPLE_SOURCES)
    waits = submissions.c.status.in_([CheckStatus.NEEDS_PERSON.value, CheckStatus.REJECTED.value])
    query = select(submissions.c.period).distinct().where(submissions.c.period.is_not(None), waits)
    narrowed = query.where(is_example if examples else not_(is_example))
    return list(connection.execute(narrowed.order_by(submissions.c.period)).scalars())


def has_real_arrivals(connection: Connection) -> bool:
    """Whether anything was ever seen at a source other than the shipped examples, taken in or not."""
    real = [
        select(submissions.c.id).where(submissions.c.source_name.not_in(EXAMPLE_SOURCES)),
        select(sightings.c.source_key).where(sightings.c.source_name.not_in(EXAMPLE_SOURCES)),
        select(secrecy_hits.c.key_hmac).where(secrecy_hits.c.example.is_(False)),
    ]
    return any(connection.execute(query.limit(1)).first() is not None for query in real)


def load_origin(connection: Connection, submission_id: str) -> tuple[SourceKind, bool]:
    """How a submission came, and whether it is one of the shipped examples."""
    query = select(submissions.c.source, submissions.c.source_name).where(submissions.c.id == submission_id)
    row = connection.execute(query).one()
    return SourceKind(row.source), row.source_name in EXAMPLE_SOURCES


def load_units(connection: Connection) -> dict[str, str]:
    """Id -> code of the unit, of the submissions whose unit is certain."""
    query = select(submissions.c.id, submissions.c.unit).where(submissions.c.unit.is_not(None))
    return {row.id: row.unit for row in connection.execute(query)}


def load_arrival_findings(connection: Connection, submission_id: str) -> list[Finding]:
    """What was found when it came, whatever was read in it later."""
    query = select(submissions.c.intake_findings).where(submissions.c.id == submission_id)
    return [Finding.model_validate(finding) for finding in connection.execute(query).scalar_one()]


def load_place(connection: Connection, submission_id: str) -> tuple[str, str, str | None]:
    """Name of the source, the item's key there, and the sha256 of the raw mail if it is one."""
    columns = (submissions.c.source_name, submissions.c.source_key, submissions.c.container_sha256)
    row = connection.execute(select(*columns).where(submissions.c.id == submission_id)).one()
    return row.source_name, row.source_key, row.container_sha256


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
    understood: Understood | None = None,
    decisions_seen: int = 0,
    model_sha256: str | None = None,
) -> bool:
    """Record what a submission was understood to be; its earlier findings are replaced.

    What stopped for a mark stays so until it is reopened, also for a run that began to read it before.

    Args:
        connection: of the ledger.
        submission_id: which one.
        checked: what it is taken to say, people's decisions applied.
        plan_sha256: of the plan by which it was understood.
        reader_version: what it was read with.
        at: now.
        again: it was filed before; without it a filing is kept until it is read again on purpose.
        understood: what it was understood to say before any decision; None where nothing was.
        decisions_seen: number of the newest decision that was applied.
        model_sha256: of the model that filed its sentences without heading.

    Returns:
        False when it was filed before and `again` is not set, or when it has stopped for a mark.

    Raises:
        LookupError: there is no such submission.
    """
    condition = submissions.c.id == submission_id
    status = submissions.c.status
    changed = connection.execute(
        update(submissions)
        .where(condition, status != CheckStatus.QUARANTINED.value if again else status.is_(None))
        .values(
            **dump_outcome(checked),
            understood=understood.model_dump(mode="json") if understood is not None else None,
            decisions_seen=decisions_seen,
            plan_sha256=plan_sha256,
            model_sha256=model_sha256,
            reader_version=reader_version,
        )
    )
    if not changed.rowcount:
        if connection.execute(select(submissions.c.id).where(condition)).first() is None:
            raise LookupError(f"no submission {submission_id}")
        return False
    record_outcome(connection, submission_id, checked, plan_sha256, reader_version, at)
    return True


def dump_outcome(checked: CheckedSubmission) -> dict[str, Any]:
    """The columns that tell what a submission is taken to say."""
    return {
        "status": checked.status.value,
        "unit": checked.content.unit,
        "period": checked.content.period,
        "content": checked.content.model_dump(mode="json"),
    }


def record_outcome(
    connection: Connection,
    submission_id: str,
    checked: CheckedSubmission,
    plan_sha256: str,
    reader_version: str,
    at: datetime,
) -> None:
    """Replace the findings, and tell the chain what the submission is taken to say now."""
    connection.execute(findings.delete().where(findings.c.submission_id == submission_id))
    found = [finding.model_dump(mode="json") for finding in checked.findings]
    for position, finding in enumerate(found):
        connection.execute(findings.insert().values(submission_id=submission_id, position=position, **finding))
    outcome = dump_outcome(checked)
    content = outcome.pop("content")
    told = {
        **outcome,
        "plan_sha256": plan_sha256,
        "reader_version": reader_version,
        "filing_sha256": hash_filing(checked.status.value, content, found),
    }
    append_event(connection, "submission.filed", submission_id, told, at=at)


def hash_filing(status: str, content: Any, found: list[dict[str, Any]]) -> str:
    """sha256 over the canonical JSON of a filing, so that the chain shows when its row was changed by hand."""
    return hashlib.sha256(canonical_json([status, content, found]).encode()).hexdigest()


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
    names = ("id", "source", "sender", "subject", "declared_by", "received_at", "gathered_at")
    columns = (*names, "channel", "status", "content")
    values = {name: row._mapping[name] for name in columns}
    # One that was told at the intake may stand here with the severity that a person's decision left it.
    told = {(finding.rule, finding.locator, finding.message) for finding in found}
    new = [each for each in at_intake if (each.rule, each.locator, each.message) not in told]
    merged = tuple(new + found)
    return FiledSubmission.model_validate({**values, "files": tuple(files), "findings": merged})
