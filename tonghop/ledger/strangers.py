"""Mails that wait at the sources because nobody knows their sender: how many from whom, and what a person decides.

Only the address, the time and the reason are kept of such a mail. Keeps out how a sender is judged (intake).
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select, update

from schemas.base import Word
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.ledger.tables import sightings

_MARKED = "tiêu đề hoặc người gửi mang dấu hiệu mật"
_AT_ONCE = 100
"""Addresses in one statement; databases bound its parameters."""


class Strangers(Word):
    """The waiting mails of one address, or all of those that name no one address."""

    sender: str | None
    mails: int
    marked: int = 0
    """So many of them bear a mark in what their heads say."""
    newest_at: datetime
    """When the newest of them was seen, which tells these mails from later ones."""
    reasons: tuple[str, ...]
    """Why they wait, the newest reason first."""


def add_mark(reason: str) -> str:
    """The reason why a mail waits whose head bears a mark of secrecy, too; no word of it."""
    return f"{reason}; {_MARKED}"


def load_strangers(connection: Connection, *, examples: bool) -> list[Strangers]:
    """All that waits, by address."""
    newest = func.max(sightings.c.seen_at, type_=sightings.c.seen_at.type)
    query = select(sightings.c.sender, sightings.c.reason, func.count().label("mails"), newest.label("newest_at"))
    query = query.where(_waits(examples)).group_by(sightings.c.sender, sightings.c.reason)
    found: dict[str | None, Strangers] = {}
    for row in sorted(connection.execute(query), key=lambda row: (row.newest_at, row.reason or ""), reverse=True):
        before = found.get(row.sender)
        found[row.sender] = Strangers(
            sender=row.sender,
            mails=row.mails + (before.mails if before else 0),
            marked=(row.mails if (row.reason or "").endswith(_MARKED) else 0) + (before.marked if before else 0),
            newest_at=before.newest_at if before else row.newest_at,
            reasons=((*before.reasons, row.reason or "") if before else (row.reason or "",)),
        )
    return list(found.values())


def accept_strangers(connection: Connection, strangers: Strangers, unit: str, *, examples: bool) -> int:
    """Let these very mails in at the next look, as reports of that unit; gives how many. Later ones wait on."""
    these = and_(_waits(examples), _is_of([strangers]))
    return _settle(connection, these, outcome="accepted", reason=unit)


def ignore_strangers(connection: Connection, strangers: Collection[Strangers], reason: str, *, examples: bool) -> int:
    """Settle these very mails without taking them in; gives how many."""
    done = 0
    waiting = list(strangers)
    for start in range(0, len(waiting), _AT_ONCE):
        these = and_(_waits(examples), _is_of(waiting[start : start + _AT_ONCE]))
        done += _settle(connection, these, outcome="ignored", reason=reason)
    return done


def release_listed(connection: Connection, listed: Collection[str], reasons: Collection[str], *, examples: bool) -> int:
    """Let the next look judge anew what waits for one of these reasons and whose address the plan lists by now."""
    reasons = [*reasons, *map(add_mark, reasons)]
    query = select(sightings.c.sender).distinct()
    query = query.where(_waits(examples), sightings.c.reason.in_(reasons), sightings.c.sender.is_not(None))
    these = sorted(set(connection.execute(query).scalars()) & set(listed))
    if not these:
        return 0
    waiting = and_(_waits(examples), sightings.c.reason.in_(reasons), sightings.c.sender.in_(these))
    return connection.execute(update(sightings).where(waiting).values(outcome="skipped")).rowcount


def _waits(examples: bool) -> ColumnElement[bool]:
    is_example = sightings.c.source_name.in_(EXAMPLE_SOURCES)
    return and_(sightings.c.outcome == "stranger", is_example if examples else not_(is_example))


def _is_of(strangers: Iterable[Strangers]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(
                sightings.c.sender.is_(None) if each.sender is None else sightings.c.sender == each.sender,
                sightings.c.seen_at <= each.newest_at,
            )
            for each in strangers
        )
    )


def _settle(connection: Connection, these: ColumnElement[bool], *, outcome: str, reason: str) -> int:
    return connection.execute(update(sightings).where(these).values(outcome=outcome, reason=reason)).rowcount
