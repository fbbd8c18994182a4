"""What was seen at the sources: what is settled, what was passed over, and secrecy hits by their HMAC alone.

Keeps out what a secrecy hit looked like: no name, subject, text or hash of it may reach the ledger.
"""

import hashlib
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from schemas.base import Word
from schemas.values import SourceKind
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import secrecy_hits, sightings

Outcome = Literal["kept", "skipped", "held", "ignored"]
_SETTLED = ("kept", "ignored")

KEPT_MARK = "secrecy-mark-kept"
"""Rule of a hit on what the archive holds: a person, or recognition, saw the mark when it was kept already."""


class SecrecyHit(Word):
    """An item that bears a mark and awaits a person."""

    key_hmac: str
    source: SourceKind
    rule: str
    found_at: datetime


def insert_if_new(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row unless its primary key is there; True when it was inserted. Safe against parallel writers."""
    # RETURNING, since psycopg tells no row count of such an insert.
    insert = _make_insert(connection, table).values(**values).on_conflict_do_nothing()
    return connection.execute(insert.returning(*table.primary_key.columns)).first() is not None


def load_known(connection: Connection, source_name: str) -> dict[str, str]:
    """source_key -> stamp of what is settled (kept, or ignored for good); what was skipped or held is not."""
    query = select(sightings.c.source_key, sightings.c.stamp).where(
        sightings.c.source_name == source_name, sightings.c.outcome.in_(_SETTLED)
    )
    return {row.source_key: row.stamp for row in connection.execute(query)}


def record_sighting(
    connection: Connection,
    *,
    source_name: str,
    source_key: str,
    stamp: str,
    outcome: Outcome,
    reason: str | None = None,
    submission_id: str | None = None,
    at: datetime,
) -> None:
    """Remember the newest look at one item; the one before is replaced.

    Only for items that were scanned for marks, their names too: a hit goes to `record_secrecy_hit` instead.
    """
    values = {
        "stamp": stamp,
        "outcome": outcome,
        "reason": reason,
        "submission_id": submission_id,
        "seen_at": at,
    }
    connection.execute(
        _make_insert(connection, sightings)
        .values(source_name=source_name, source_key=source_key, **values)
        .on_conflict_do_update(index_elements=["source_name", "source_key"], set_=values)
    )


def load_held(connection: Connection) -> list[tuple[str, str]]:
    """(stable key, what and why) of each item that only a person can bring in, oldest first."""
    query = select(sightings).where(sightings.c.outcome == "held")
    rows = connection.execute(query.order_by(sightings.c.seen_at, sightings.c.source_name, sightings.c.source_key))
    return [
        (hashlib.sha256(f"{row.source_name}\0{row.source_key}".encode()).hexdigest()[:12], row.reason or "")
        for row in rows
    ]


def record_secrecy_hit(
    connection: Connection, key_hmac: str, source: SourceKind, rule: str, at: datetime, *, example: bool = False
) -> bool:
    """Remember that an item bears a mark; True the first time, which is when a person is alerted.

    The event tells only the kind of channel and the rule. `example`: it lies among the shipped examples.
    """
    values = {"key_hmac": key_hmac, "source": source.value, "rule": rule, "example": example, "found_at": at}
    if not insert_if_new(connection, secrecy_hits, values):
        return False
    append_event(connection, "secrecy.hit", source.value, {"rule": rule}, at=at)
    return True


def load_open_hits(connection: Connection, *, example: bool = False) -> list[SecrecyHit]:
    """The hits among real sources (or among the shipped examples) that no person has resolved, oldest first."""
    query = (
        select(secrecy_hits.c.key_hmac, secrecy_hits.c.source, secrecy_hits.c.rule, secrecy_hits.c.found_at)
        .where(secrecy_hits.c.resolved_at.is_(None), secrecy_hits.c.example.is_(example))
        .order_by(secrecy_hits.c.found_at, secrecy_hits.c.key_hmac)
    )
    return [SecrecyHit.model_validate(dict(row._mapping)) for row in connection.execute(query)]


def _make_insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that knows ON CONFLICT, which both databases have but SQLAlchemy's own insert has not."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
