"""What was seen at the sources: what is settled, and what was passed over.

Keeps out whatever bears a secrecy mark (hits): no name or key of it may stand here.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Table, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tonghop.ledger.tables import sightings

Outcome = Literal["kept", "skipped", "held", "ignored", "stranger", "accepted"]
"""`stranger`: a mail that waits until a person knows its sender; `accepted`: the next look takes it in for a unit."""
_SETTLED = ("kept", "ignored", "stranger")
_DECIDED = ("kept", "ignored", "accepted")


class Sighting(NamedTuple):
    """What one look saw of one item."""

    source_name: str
    source_key: str
    stamp: str
    outcome: Outcome
    reason: str | None = None
    sender: str | None = None
    submission_id: str | None = None


def insert_if_new(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row unless its primary key is there; True when it was inserted. Safe against parallel writers."""
    return bool(insert_new(connection, table, [values]))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> set[Any]:
    """Insert those rows whose primary key is not there; gives the first column of each such key."""
    if not rows:
        return set()
    # RETURNING, since psycopg tells no row count of such an insert.
    insert = _make_insert(connection, table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return set(connection.execute(insert, rows).scalars())


def load_known(connection: Connection, source_name: str) -> dict[str, str]:
    """source_key -> stamp of what is settled (kept, ignored, a stranger's); what was skipped or held is not."""
    query = select(sightings.c.source_key, sightings.c.stamp).where(
        sightings.c.source_name == source_name, sightings.c.outcome.in_(_SETTLED)
    )
    return {row.source_key: row.stamp for row in connection.execute(query)}


def load_kept(connection: Connection, source_name: str) -> set[str]:
    """The keys of what is durably kept, which may be acknowledged; a stranger's mail that is merely settled is not."""
    query = select(sightings.c.source_key).where(sightings.c.source_name == source_name, sightings.c.outcome == "kept")
    return set(connection.scalars(query))


def load_accepted(connection: Connection, source_name: str) -> dict[str, str]:
    """source_key -> unit code of the strangers' mails that a person let in and that no look has taken in since."""
    query = select(sightings.c.source_key, sightings.c.reason).where(
        sightings.c.source_name == source_name, sightings.c.outcome == "accepted"
    )
    return {row.source_key: row.reason for row in connection.execute(query)}


def find_submission(connection: Connection, source_name: str, source_key: str) -> str | None:
    """The id of the submission that an item of a source became; None when it became none."""
    query = select(sightings.c.submission_id).where(
        sightings.c.source_name == source_name, sightings.c.source_key == source_key, sightings.c.outcome == "kept"
    )
    found: str | None = connection.execute(query).scalar()
    return found


def record_sighting(
    connection: Connection,
    *,
    source_name: str,
    source_key: str,
    stamp: str,
    outcome: Outcome,
    reason: str | None = None,
    sender: str | None = None,
    submission_id: str | None = None,
    at: datetime,
) -> None:
    """Remember the newest look at one item; the one before is replaced, but by a stranger's only another stranger's.

    A person may have decided, and another run may have taken it in, since a stranger was judged. Only for items that
    were scanned for marks, their names too: a hit goes to `hits.record_secrecy_hit` instead.
    """
    sighting = Sighting(source_name, source_key, stamp, outcome, reason, sender, submission_id)
    record_sightings(connection, [sighting], at=at)


def record_sightings(connection: Connection, seen: Iterable[Sighting], *, at: datetime) -> None:
    """Several as `record_sighting` does, in one order for all writers."""
    rows = [sighting._asdict() | {"seen_at": at} for sighting in sorted(seen, key=lambda each: each[:2])]
    if not rows:
        return
    insert = _make_insert(connection, sightings)
    given = {name: insert.excluded[name] for name in rows[0] if name not in ("source_name", "source_key")}
    undecided = and_(*(sightings.c.outcome != decided for decided in _DECIDED))  # not_in allows no executemany
    may_replace = or_(insert.excluded.outcome != "stranger", undecided)
    upsert = insert.on_conflict_do_update(index_elements=["source_name", "source_key"], set_=given, where=may_replace)
    connection.execute(upsert, rows)


def drop_held(connection: Connection, source_name: str, still: Collection[str]) -> None:
    """After a whole look at a source: what was held and was not given again (`still` are the keys) waits no longer."""
    is_held = and_(sightings.c.source_name == source_name, sightings.c.outcome == "held")
    held = set(connection.execute(select(sightings.c.source_key).where(is_held)).scalars())
    for source_key in sorted(held - set(still)):
        row = update(sightings).where(is_held, sightings.c.source_key == source_key)
        connection.execute(row.values(outcome="skipped"))


def load_waiting(connection: Connection) -> list[tuple[Sighting, datetime]]:
    """What has not come in, and when it was seen: a person must bring it in, or say who sent it."""
    query = select(sightings).where(sightings.c.outcome.in_(("held", "stranger")))
    rows = connection.execute(query.order_by(sightings.c.source_name, sightings.c.source_key)).mappings()
    return [(Sighting(**{name: row[name] for name in Sighting._fields}), row["seen_at"]) for row in rows]


def load_held(connection: Connection) -> list[tuple[str, str]]:
    """(stable key, what and why) of each item that only a person can bring in, oldest first."""
    query = select(sightings).where(sightings.c.outcome == "held")
    rows = connection.execute(query.order_by(sightings.c.seen_at, sightings.c.source_name, sightings.c.source_key))
    return [
        (hashlib.sha256(f"{row.source_name}\0{row.source_key}".encode()).hexdigest()[:12], row.reason or "")
        for row in rows
    ]


def _make_insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows ON CONFLICT, which both databases have but SQLAlchemy's own insert has not."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
