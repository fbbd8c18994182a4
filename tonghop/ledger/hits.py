"""Secrecy hits: that something bears a mark, by an HMAC of its channel key alone, and what a person found out about it.

Keeps out what a hit looked like: no name, subject, text or plain hash of it may reach the ledger; events tell only the
kind of channel, the rule and the outcome.
"""

from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, Row, select, update

from schemas.base import Word
from schemas.values import HitOutcome, SourceKind
from tonghop.ledger.events import append_event
from tonghop.ledger.sightings import insert_if_new
from tonghop.ledger.tables import secrecy_hits

INTAKE_MARK = "secrecy-mark"
"""Rule of a hit on what lies at a source; nothing of it was kept."""
KEPT_MARK = "secrecy-mark-kept"
"""Rule of a hit on what the archive holds: a person, or recognition, saw the mark when it was kept already."""


class SecrecyHit(Word):
    """An item that bears a mark and awaits a person."""

    key_hmac: str
    source: SourceKind
    rule: str
    found_at: datetime
    is_again: bool = Field(
        default=False, description="it was resolved once, and now something else lies in its place that bears a mark"
    )


class Resolution(Word):
    """What a person found out about an item, and who says so."""

    outcome: HitOutcome
    resolved_by: str
    recorded_by: str
    note: str | None = None
    content_hmac: str | None = Field(
        default=None, description="stands for the item's bytes at its place; None when it lies there no longer"
    )


def record_secrecy_hit(
    connection: Connection,
    key_hmac: str,
    source: SourceKind,
    rule: str,
    at: datetime,
    *,
    example: bool = False,
    content_hmac: str | None = None,
) -> bool:
    """Remember that an item bears a mark; True when a person is to be told: the first time, or of something else there.

    `content_hmac` stands for its bytes: of what a person has resolved already nothing is told, while other bytes in its
    place open the hit again. It is compared, never stored. The event tells only the kind of channel and the rule.
    `example`: it lies among the shipped examples.
    """
    values = {"key_hmac": key_hmac, "source": source.value, "rule": rule, "example": example, "found_at": at}
    if not insert_if_new(connection, secrecy_hits, values):
        resolved = secrecy_hits.c.key_hmac == key_hmac, secrecy_hits.c.resolved_at.is_not(None)
        other = secrecy_hits.c.content_hmac.is_distinct_from(content_hmac)
        changed = update(secrecy_hits).where(*resolved, other).values(found_at=at, rule=rule, resolved_at=None)
        if content_hmac is None or not connection.execute(changed).rowcount:
            return False
    append_event(connection, "secrecy.hit", source.value, {"rule": rule}, at=at)
    return True


def load_open_hits(connection: Connection, *, example: bool = False) -> list[SecrecyHit]:
    """The hits among real sources (or among the shipped examples) that no person has resolved, oldest first."""
    query = (
        select(secrecy_hits)
        .where(secrecy_hits.c.resolved_at.is_(None), secrecy_hits.c.example.is_(example))
        .order_by(secrecy_hits.c.found_at, secrecy_hits.c.key_hmac)
    )
    return [_make_hit(row) for row in connection.execute(query)]


def is_open(connection: Connection, key_hmac: str) -> bool:
    """Whether that hit awaits a person."""
    query = select(secrecy_hits.c.key_hmac).where(
        secrecy_hits.c.key_hmac == key_hmac, secrecy_hits.c.resolved_at.is_(None)
    )
    return connection.execute(query).first() is not None


def load_released(connection: Connection) -> frozenset[str]:
    """The HMAC of each content that a person let in; one whose place holds something else since is still let in."""
    query = select(secrecy_hits.c.content_hmac).where(
        secrecy_hits.c.outcome == HitOutcome.FALSE_ALARM.value, secrecy_hits.c.content_hmac.is_not(None)
    )
    return frozenset(connection.execute(query).scalars())


def record_resolution(connection: Connection, key_hmac: str, resolution: Resolution, at: datetime) -> bool:
    """End the hold of one open hit; False when it is not open (any more)."""
    query = update(secrecy_hits).where(secrecy_hits.c.key_hmac == key_hmac, secrecy_hits.c.resolved_at.is_(None))
    given = resolution.model_dump(mode="json")
    row = connection.execute(query.values(resolved_at=at, **given).returning(secrecy_hits.c.source)).one_or_none()
    if row is None:
        return False
    told = {name: given[name] for name in ("outcome", "resolved_by", "recorded_by")}
    append_event(connection, "secrecy.resolved", row.source, told, at=at)
    return True


def _make_hit(row: Row[Any]) -> SecrecyHit:
    return SecrecyHit(
        key_hmac=row.key_hmac,
        source=SourceKind(row.source),
        rule=row.rule,
        found_at=row.found_at,
        is_again=row.outcome is not None,
    )
