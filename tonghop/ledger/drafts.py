"""Periods and drafts: which versions exist, what each was rendered from, what a leader approved."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from schemas.report import Report
from schemas.values import DraftState, PeriodState
from tonghop.ledger.events import append_event
from tonghop.ledger.sightings import insert_if_new
from tonghop.ledger.tables import approvals, drafts, periods


class DraftRow(NamedTuple):
    """One draft as the ledger holds it; `report` is its report as JSON, from which its files can be remade."""

    version: int
    sha256: str
    fingerprint: str
    state: DraftState
    drafted_at: datetime
    event_head: str
    report: str


def open_period(connection: Connection, period: str, *, at: datetime) -> bool:
    """Open a period; False when it is already known."""
    if not insert_if_new(connection, periods, {"period": period, "state": PeriodState.OPEN, "opened_at": at}):
        return False
    append_event(connection, "period.opened", period, {}, at=at)
    return True


def load_period_state(connection: Connection, period: str) -> PeriodState | None:
    """The state of a period, None when it was never opened."""
    state = connection.execute(select(periods.c.state).where(periods.c.period == period)).scalar()
    return None if state is None else PeriodState(state)


def load_open_periods(connection: Connection) -> list[str]:
    """Codes of the open periods."""
    query = select(periods.c.period).where(periods.c.state == PeriodState.OPEN).order_by(periods.c.period)
    return list(connection.execute(query).scalars())


def load_drafts(connection: Connection, period: str) -> list[DraftRow]:
    """The drafts of a period, oldest version first."""
    query = select(*(drafts.c[name] for name in DraftRow._fields)).where(drafts.c.period == period)
    rows = connection.execute(query.order_by(drafts.c.version))
    return [DraftRow(*row)._replace(state=DraftState(row.state)) for row in rows]


def next_version(connection: Connection, period: str) -> int:
    """The number that the next draft of a period gets."""
    newest = connection.execute(select(func.max(drafts.c.version)).where(drafts.c.period == period)).scalar()
    return 1 + (newest or 0)


def record_draft(
    connection: Connection,
    report: Report,
    *,
    fingerprint: str,
    release: bytes,
    is_kept: Callable[[DraftRow], bool],
    at: datetime,
) -> tuple[DraftRow | None, bool]:
    """Record a draft unless the newest one has the same fingerprint; gives the newest row and whether it is new.

    `is_kept` tells of a draft whether its exact bytes are there or can be made; one that is lost is drafted anew.
    The row is None when the report's version number is no longer the next one: another run was faster. A version whose
    exact bytes a recipient has already, since only what the leader's copy tells is new, is sent from the beginning.
    """
    period, version = report.period, report.version
    # Every writer of this period waits here for the one before, also on a database that locks rows only.
    connection.execute(select(periods.c.period).where(periods.c.period == period).with_for_update())
    known = load_drafts(connection, period)
    if known and known[-1].fingerprint == fingerprint and is_kept(known[-1]):
        return known[-1], False
    if version != next_version(connection, period):
        return None, False
    connection.execute(
        update(drafts)
        .where(drafts.c.period == period, drafts.c.state == DraftState.DRAFT)
        .values(state=DraftState.SUPERSEDED)
    )
    sha256 = hashlib.sha256(release).hexdigest()
    is_sent = bool(known) and known[-1].state is DraftState.SENT and known[-1].sha256 == sha256
    head = append_event(connection, "draft.recorded", f"{period}/v{version}", {"sha256": sha256}, at=at)
    connection.execute(
        drafts.insert().values(
            period=period,
            version=version,
            sha256=sha256,
            fingerprint=fingerprint,
            origin=report.origin,
            state=DraftState.SENT if is_sent else DraftState.DRAFT,
            drafted_at=at,
            event_head=head,
            report=report.model_dump_json(),
        )
    )
    return load_drafts(connection, period)[-1], True


def record_sent(connection: Connection, period: str, version: int, *, at: datetime) -> None:
    """Mark a draft as sent once a recipient's server has accepted it."""
    changed = connection.execute(
        update(drafts)
        .where(drafts.c.period == period, drafts.c.version == version, drafts.c.state != DraftState.SENT)
        .values(state=DraftState.SENT)
    )
    if changed.rowcount:
        append_event(connection, "draft.sent", f"{period}/v{version}", {}, at=at)


def is_approved(connection: Connection, period: str, version: int, sha256: str) -> bool:
    """Whether the last decision on exactly these bytes is an approval."""
    query = (
        select(approvals.c.decision)
        .where(approvals.c.period == period, approvals.c.version == version, approvals.c.sha256 == sha256)
        .order_by(approvals.c.id.desc())
    )
    return connection.execute(query).scalar() == "approve"
