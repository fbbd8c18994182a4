"""Periods and drafts: one number per content, an event beside each, states that only move forward."""

import hashlib
from datetime import datetime

import pytest

from schemas.report import Coverage, Report
from schemas.values import DraftState, PeriodState
from tonghop.ledger import Ledger
from tonghop.ledger.drafts import (
    DraftRow,
    is_approved,
    load_drafts,
    load_open_periods,
    load_period_state,
    next_version,
    open_period,
    record_draft,
    record_sent,
)
from tonghop.ledger.tables import approvals

PERIOD = "2024-H1"


def make_report(version: int, period: str = PERIOD) -> Report:
    return Report(
        period=period,
        version=version,
        plan_sha256="p",
        submissions=(),
        coverage=Coverage(cells={}, items={}, expected_units=3, reported_units=0, on_time_units=0),
        missing_units=(),
        activities=(),
        totals=(),
        double_claims=(),
    )


def draft(
    ledger: Ledger, at: datetime, version: int, fingerprint: str, period: str = PERIOD, *, is_kept: bool = True
) -> tuple[DraftRow | None, bool]:
    with ledger.write() as connection:
        open_period(connection, period, at=at)
        release = f"{period} {fingerprint}".encode()
        return record_draft(
            connection,
            make_report(version, period),
            fingerprint=fingerprint,
            release=release,
            is_kept=lambda _: is_kept,
            at=at,
        )


def load(ledger: Ledger, period: str = PERIOD) -> list[DraftRow]:
    with ledger.read() as connection:
        return load_drafts(connection, period)


def test_a_draft_whose_bytes_are_lost_is_drafted_anew(ledger: Ledger, at: datetime) -> None:
    draft(ledger, at, 1, "a")
    row, is_new = draft(ledger, at, 2, "a", is_kept=False)
    assert row is not None
    assert (row.version, is_new) == (2, True)
    assert [each.state for each in load(ledger)] == ["superseded", "draft"]


def test_a_period_is_opened_once(ledger: Ledger, at: datetime) -> None:
    with ledger.write() as connection:
        assert load_period_state(connection, PERIOD) is None
        assert open_period(connection, PERIOD, at=at)
        assert not open_period(connection, PERIOD, at=at)
        assert load_period_state(connection, PERIOD) is PeriodState.OPEN
        open_period(connection, "2024", at=at)
        assert load_open_periods(connection) == ["2024", PERIOD]


def test_a_draft_keeps_its_report_its_hash_and_the_head_of_the_chain(ledger: Ledger, at: datetime) -> None:
    row, is_new = draft(ledger, at, 1, "one")
    assert row is not None
    assert is_new
    assert (row.version, row.state, row.drafted_at) == (1, DraftState.DRAFT, at)
    assert row.sha256 == hashlib.sha256(b"2024-H1 one").hexdigest()
    assert Report.model_validate_json(row.report) == make_report(1)
    with ledger.read() as connection:
        events = connection.exec_driver_sql("SELECT hash FROM events WHERE kind = 'draft.recorded'").scalars().all()
    assert events == [row.event_head]


def test_an_unchanged_content_is_no_new_version(ledger: Ledger, at: datetime) -> None:
    first, _ = draft(ledger, at, 1, "one")
    assert draft(ledger, at, 2, "one") == (first, False)
    assert len(load(ledger)) == 1


def test_a_content_that_comes_back_is_a_new_version(ledger: Ledger, at: datetime) -> None:
    for version, fingerprint in enumerate(("one", "two", "one"), start=1):
        assert draft(ledger, at, version, fingerprint)[1]
    assert [row.state for row in load(ledger)] == [DraftState.SUPERSEDED, DraftState.SUPERSEDED, DraftState.DRAFT]


@pytest.mark.parametrize("version", [1, 3])
def test_who_was_slower_records_nothing(ledger: Ledger, at: datetime, version: int) -> None:
    draft(ledger, at, 1, "one")
    assert draft(ledger, at, version, "two") == (None, False)
    assert [row.fingerprint for row in load(ledger)] == ["one"]


def test_periods_count_their_versions_apart(ledger: Ledger, at: datetime) -> None:
    draft(ledger, at, 1, "one")
    draft(ledger, at, 1, "one", period="2024-H2")
    with ledger.read() as connection:
        assert [next_version(connection, period) for period in (PERIOD, "2024-H2", "2024")] == [2, 2, 1]


def test_a_sent_draft_stays_sent_and_is_told_once(ledger: Ledger, at: datetime) -> None:
    draft(ledger, at, 1, "one")
    with ledger.write() as connection:
        record_sent(connection, PERIOD, 1, at=at)
        record_sent(connection, PERIOD, 1, at=at)
        events = connection.exec_driver_sql("SELECT count(*) FROM events WHERE kind = 'draft.sent'").scalar()
    assert events == 1
    draft(ledger, at, 2, "two")
    assert [row.state for row in load(ledger)] == [DraftState.SENT, DraftState.DRAFT]


def test_the_last_decision_on_exactly_these_bytes_counts(ledger: Ledger, at: datetime) -> None:
    def decide(decision: str, sha256: str = "a" * 64) -> bool:
        row = {"period": PERIOD, "version": 1, "sha256": sha256, "decision": decision}
        with ledger.write() as connection:
            connection.execute(
                approvals.insert().values(**row, decided_by="Giám đốc", recorded_by="Văn thư", decided_at=at)
            )
            return is_approved(connection, PERIOD, 1, "a" * 64)

    with ledger.read() as connection:
        assert not is_approved(connection, PERIOD, 1, "a" * 64)
    assert not decide("approve", "b" * 64)
    assert decide("approve")
    assert not decide("return")
    assert decide("approve")
