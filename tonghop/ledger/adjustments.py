"""Adjustments (điều chỉnh số liệu) in the ledger: recorded, withdrawn, never edited. Keeps out what they change."""

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, update

from schemas.adjustment import Adjustment
from schemas.values import Scope
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import adjustments, canonical_json

_TOLD = ("period", "unit", "item", "indicator", "measure", "scope", "old", "new", "asked_by", "channel", "recorded_by")


class Withdrawal(NamedTuple):
    """When, by whom and why an adjustment was taken back."""

    at: datetime
    by: str
    why: str


class NewAdjustment(NamedTuple):
    """What is recorded of an adjustment; the fields are those of schemas.adjustment."""

    period: str
    unit: str | None
    item: int
    indicator: str | None
    measure: str
    scope: Scope
    activity_key: str | None
    activity_text: str | None
    old: int | float
    new: int | float
    asked_by: str
    channel: str
    why: str
    recorded_by: str


def record_adjustment(connection: Connection, told: NewAdjustment, *, at: datetime) -> int:
    """Keep one adjustment; gives its id. The event tells no sentence, but a hash by which a changed row shows."""
    values = told._asdict()
    inserted = connection.execute(adjustments.insert().values(**values, recorded_at=at)).inserted_primary_key
    assert inserted is not None
    number = int(inserted[0])
    data = {name: values[name] for name in _TOLD} | {"sha256": _hash(values)}
    append_event(connection, "adjustment.recorded", f"{told.period}/adjustment/{number}", data, at=at)
    return number


def withdraw_adjustment(connection: Connection, number: int, *, by: str, why: str, at: datetime) -> bool:
    """Take an adjustment back; False when that was done before. The row stays."""
    row = adjustments.c.id == number, adjustments.c.withdrawn_at.is_(None)
    query = update(adjustments).where(*row).values(withdrawn_at=at, withdrawn_by=by, withdrawn_why=why)
    changed = connection.execute(query.returning(adjustments.c.period)).first()
    if changed is None:
        return False
    subject = f"{changed.period}/adjustment/{number}"
    append_event(connection, "adjustment.withdrawn", subject, {"withdrawn_by": by}, at=at)
    return True


def load_adjustments(connection: Connection, period: str) -> list[Adjustment]:
    """The adjustments of a period that hold, in the order in which they were recorded."""
    query = select(adjustments).where(adjustments.c.period == period, adjustments.c.withdrawn_at.is_(None))
    return [_make(row) for row in connection.execute(query.order_by(adjustments.c.id))]


def load_withdrawn(connection: Connection, period: str) -> list[tuple[Adjustment, Withdrawal]]:
    """The adjustments of a period that were taken back, in the order in which they were recorded."""
    query = select(adjustments).where(adjustments.c.period == period, adjustments.c.withdrawn_at.is_not(None))
    return [
        (_make(row), Withdrawal(row.withdrawn_at, row.withdrawn_by, row.withdrawn_why))
        for row in connection.execute(query.order_by(adjustments.c.id))
    ]


def _make(row: Row[Any]) -> Adjustment:
    return Adjustment.model_validate({name: row._mapping[name] for name in Adjustment.model_fields})


def _hash(values: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(values).encode()).hexdigest()
