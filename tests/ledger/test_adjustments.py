"""Adjustments as rows: kept as told, withdrawn and never removed, each with its event."""

from datetime import datetime
from typing import Any

import pytest

from schemas.values import Scope
from tonghop.audit.chain import find_chain_faults
from tonghop.ledger import Ledger
from tonghop.ledger.adjustments import (
    NewAdjustment,
    load_adjustments,
    load_withdrawn,
    record_adjustment,
    withdraw_adjustment,
)
from tonghop.ledger.tables import events

TOLD = NewAdjustment(
    period="2024-H1",
    unit="TTNC",
    item=2,
    indicator=None,
    measure="lớp",
    scope=Scope.PERIOD,
    activity_key="ab12",
    activity_text="Mở 12 lớp tập huấn",
    old=12,
    new=15.5,
    asked_by="Ông Tân",
    channel="phone",
    why="đếm sót",
    recorded_by="Lê An",
)


def load_events(ledger: Ledger) -> list[tuple[str, str, dict[str, Any]]]:
    with ledger.read() as connection:
        rows = connection.execute(events.select().where(events.c.kind.like("adjustment.%")).order_by(events.c.seq))
        return [(row.kind, row.subject, row.data) for row in rows]


def test_an_adjustment_comes_back_as_it_was_told(ledger: Ledger, at: datetime) -> None:
    with ledger.write() as connection:
        number = record_adjustment(connection, TOLD, at=at)
        record_adjustment(connection, TOLD._replace(period="2024-H2"), at=at)
    with ledger.read() as connection:
        (one,) = load_adjustments(connection, "2024-H1")
    assert one.id == number and one.recorded_at == at
    told = one.model_dump(mode="json", exclude={"id", "recorded_at"})
    assert told == {**TOLD._asdict(), "scope": "period"}
    assert isinstance(one.old, int) and isinstance(one.new, float)


def test_a_withdrawn_one_stays_with_who_and_why_and_holds_no_more(ledger: Ledger, at: datetime) -> None:
    with ledger.write() as connection:
        number = record_adjustment(connection, TOLD, at=at)
        assert withdraw_adjustment(connection, number, by="Bà Hà", why="ghi nhầm", at=at)
        assert not withdraw_adjustment(connection, number, by="Bà Hà", why="lần nữa", at=at)
    with ledger.read() as connection:
        assert load_adjustments(connection, "2024-H1") == []
        ((one, told),) = load_withdrawn(connection, "2024-H1")
    assert one.id == number and (told.at, told.by, told.why) == (at, "Bà Hà", "ghi nhầm")


def test_each_change_is_an_event_without_the_units_words(ledger: Ledger, at: datetime) -> None:
    with ledger.write() as connection:
        number = record_adjustment(connection, TOLD, at=at)
        withdraw_adjustment(connection, number, by="Bà Hà", why="ghi nhầm", at=at)
    recorded, withdrawn = load_events(ledger)
    assert recorded[:2] == ("adjustment.recorded", f"2024-H1/adjustment/{number}")
    assert (recorded[2]["old"], recorded[2]["new"], recorded[2]["recorded_by"]) == (12, 15.5, "Lê An")
    assert "tập huấn" not in str(recorded[2])
    assert withdrawn == ("adjustment.withdrawn", f"2024-H1/adjustment/{number}", {"withdrawn_by": "Bà Hà"})
    with ledger.read() as connection:
        assert find_chain_faults(connection) == []


def test_a_failed_recording_leaves_neither_row_nor_event(ledger: Ledger, at: datetime) -> None:
    def fail() -> None:
        with ledger.write() as connection:
            record_adjustment(connection, TOLD, at=at)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with ledger.read() as connection:
        assert load_adjustments(connection, "2024-H1") == []
    assert load_events(ledger) == []
