"""The newest look at each source: a failure forgets no success, and an old arrival no newer one."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from schemas.today import SourceHealth
from schemas.values import SourceKind
from tonghop.ledger import Ledger
from tonghop.ledger.looks import load_looks, record_look
from tonghop.ledger.tables import events

HOUR = timedelta(hours=1)


def look(ledger: Ledger, at: datetime, name: str = "chung", **more: Any) -> list[SourceHealth]:
    with ledger.write() as connection:
        record_look(connection, source_name=name, source=SourceKind.FOLDER, at=at, **more)
    with ledger.read() as connection:
        return load_looks(connection)


def test_a_source_that_was_seen_has_succeeded(ledger: Ledger, at: datetime) -> None:
    (seen,) = look(ledger, at)
    assert seen == SourceHealth(name="chung", kind=SourceKind.FOLDER, looked_at=at, succeeded_at=at, newest_at=None)


def test_a_failure_keeps_when_it_was_last_seen_and_the_next_success_clears_it(ledger: Ledger, at: datetime) -> None:
    look(ledger, at, newest_at=at - HOUR)
    (failed,) = look(ledger, at + HOUR, failure="Không mở được thư mục.")
    assert (failed.looked_at, failed.succeeded_at, failed.newest_at) == (at + HOUR, at, at - HOUR)
    assert failed.failure == "Không mở được thư mục."
    (seen,) = look(ledger, at + 2 * HOUR)
    assert (seen.succeeded_at, seen.failure) == (at + 2 * HOUR, None)


def test_a_source_that_never_could_be_seen_has_no_success(ledger: Ledger, at: datetime) -> None:
    (failed,) = look(ledger, at, failure="Không có.")
    assert failed.succeeded_at is None


@pytest.mark.parametrize(
    ("first", "second", "newest"), [(None, 1, 1), (1, None, 1), (1, 2, 2), (2, 1, 2), (None, None, None)]
)
def test_the_newest_arrival_is_kept(
    ledger: Ledger, at: datetime, first: int | None, second: int | None, newest: int | None
) -> None:
    def hours(count: int | None) -> datetime | None:
        return None if count is None else at + count * HOUR

    look(ledger, at, newest_at=hours(first))
    (seen,) = look(ledger, at, newest_at=hours(second))
    assert seen.newest_at == hours(newest)


def test_looks_are_told_by_name_and_in_no_event(ledger: Ledger, at: datetime) -> None:
    look(ledger, at, "thư đến")
    assert [each.name for each in look(ledger, at, "chung")] == ["chung", "thư đến"]
    with ledger.read() as connection:
        assert connection.execute(select(events)).all() == []
