"""The event chain: each event carries the hash of the one before, so a changed or removed row shows.

Appended in the transaction of what it tells. Keep out file names and texts of anything that bears a secrecy mark.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from tonghop.ledger.tables import canonical_json, chain_head, events

GENESIS = "0" * 64


def hash_event(*, seq: int, at: datetime, kind: str, subject: str, data: dict[str, Any], previous: str) -> str:
    """sha256 over the event's canonical JSON, the hash of the event before included."""
    row = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": kind,
        "subject": subject,
        "data": data,
        "previous": previous,
    }
    return hashlib.sha256(canonical_json(row).encode()).hexdigest()


def append_event(connection: Connection, kind: str, subject: str, data: dict[str, Any], *, at: datetime) -> str:
    """Append one event in the caller's transaction; gives its hash, the new head of the chain."""
    return append_events(connection, [(kind, subject, data)], at=at)


def append_events(connection: Connection, told: Sequence[tuple[str, str, dict[str, Any]]], *, at: datetime) -> str:
    """Append several (kind, subject, data) in their order; gives the hash of the last, the new head of the chain."""
    seq, head = connection.execute(
        select(chain_head.c.seq, chain_head.c.hash).where(chain_head.c.id == 1).with_for_update()
    ).one()
    rows = []
    for kind, subject, data in told:
        seq += 1
        row = {"seq": seq, "at": at, "kind": kind, "subject": subject, "data": data, "previous": head}
        head = hash_event(**row)
        rows.append(row | {"hash": head})
    if rows:
        connection.execute(events.insert(), rows)
        connection.execute(update(chain_head).where(chain_head.c.id == 1).values(seq=seq, hash=head))
    return str(head)


def load_head(connection: Connection) -> str:
    """The hash of the newest event."""
    return str(connection.execute(select(chain_head.c.hash).where(chain_head.c.id == 1)).scalar_one())


def load_first(connection: Connection) -> str:
    """The hash of the first event, by which one ledger is told from another; of an empty one what stands before it."""
    return connection.execute(select(events.c.hash).order_by(events.c.seq).limit(1)).scalar() or GENESIS


def load_beginning(connection: Connection) -> datetime | None:
    """When the first event was written, None for a ledger without any: since then this ledger has answered."""
    return connection.execute(select(events.c.at).order_by(events.c.seq).limit(1)).scalar()


def find_chain_breaks(connection: Connection) -> list[int]:
    """Sequence numbers at which the chain does not hold; an empty list proves it whole."""
    breaks = []
    previous, expected = GENESIS, 1
    for row in connection.execute(select(events).order_by(events.c.seq)):
        digest = hash_event(
            seq=row.seq, at=row.at, kind=row.kind, subject=row.subject, data=row.data, previous=row.previous
        )
        if row.seq != expected or row.previous != previous or row.hash != digest:
            breaks.append(row.seq)
        previous, expected = row.hash, row.seq + 1
    head = connection.execute(select(chain_head.c.seq, chain_head.c.hash)).one()
    if (head.seq, head.hash) != (expected - 1, previous):
        breaks.append(head.seq)
    return breaks
