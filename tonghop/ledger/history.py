"""What was issued (phát hành) of earlier periods, as the ledger knows it. Keeps out with what a period is compared."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select

from schemas.values import DeliveryState
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX
from tonghop.ledger.tables import approvals, deliveries, drafts


class IssuedVersion(NamedTuple):
    """The newest version of a period that left the house."""

    version: int
    issued_at: datetime
    facts: dict[str, Any]
    """Its report.json."""


def load_issued(connection: Connection, period: str, *, examples: bool) -> IssuedVersion | None:
    """The newest version of a period that a leader approved or a recipient's server accepted; None without any.

    A version that was only written to a file left for nobody: it counts among the examples, where nothing is ever sent.
    """
    left = _find_sent(connection, period, examples=examples)
    for version, at in _find_approved(connection, period).items():
        left[version] = min(at, left.get(version, at))
    for version in sorted(left, reverse=True):
        facts = _load_report(connection, period, version)
        if facts and bool(facts.get("example")) == examples:
            return IssuedVersion(version, left[version], facts)
    return None


def is_drafted(connection: Connection, period: str, *, examples: bool) -> bool:
    """Whether a report of a period was drafted, issued or not; real ones and examples are told apart."""
    newest = connection.execute(select(func.max(drafts.c.version)).where(drafts.c.period == period)).scalar()
    facts = _load_report(connection, period, newest) if newest is not None else {}
    return bool(facts) and bool(facts.get("example")) == examples


def _find_sent(connection: Connection, period: str, *, examples: bool) -> dict[int, datetime]:
    """Version -> when the first recipient had it."""
    gone: Sequence[str] = [DeliveryState.ACCEPTED.value, *([DeliveryState.WRITTEN.value] if examples else [])]
    query = select(deliveries.c.version, func.min(deliveries.c.changed_at)).group_by(deliveries.c.version)
    real = deliveries.c.recipient.not_like(f"%{TRIAL_SUFFIX}")
    rows = connection.execute(query.where(deliveries.c.period == period, deliveries.c.state.in_(gone), real))
    return dict(rows.tuples().all())


def _find_approved(connection: Connection, period: str) -> dict[int, datetime]:
    """Version -> when it was approved; the last decision on exactly these bytes holds."""
    same = and_(
        approvals.c.period == drafts.c.period,
        approvals.c.version == drafts.c.version,
        approvals.c.sha256 == drafts.c.sha256,
    )
    query = select(drafts.c.version, approvals.c.decision, approvals.c.decided_at).join(approvals, same)
    rows = connection.execute(query.where(drafts.c.period == period).order_by(approvals.c.id))
    last = {row.version: row for row in rows}
    return {version: row.decided_at for version, row in last.items() if row.decision == "approve"}


def _load_report(connection: Connection, period: str, version: int) -> dict[str, Any]:
    """report.json of a version, bare: a large one costs far more as a report than what a comparison reads of it."""
    query = select(drafts.c.report).where(drafts.c.period == period, drafts.c.version == version)
    text = connection.execute(query).scalar()
    return {} if text is None else dict(json.loads(text))
