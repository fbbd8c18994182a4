"""Secrecy hits in the ledger: told once, resolved by a person, told again only of something else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from schemas.values import HitOutcome, SourceKind
from tonghop.ledger import Ledger
from tonghop.ledger.hits import (
    INTAKE_MARK,
    Resolution,
    load_open_hits,
    load_released,
    record_resolution,
    record_secrecy_hit,
)
from tonghop.ledger.tables import events, secrecy_hits, sightings

KEY, CONTENT, OTHER = "f" * 64, "1" * 64, "2" * 64


def _see(ledger: Ledger, at: datetime, content: str | None = CONTENT, key: str = KEY) -> bool:
    with ledger.write() as connection:
        return record_secrecy_hit(connection, key, SourceKind.FOLDER, INTAKE_MARK, at, content_hmac=content)


def _resolve(ledger: Ledger, at: datetime, outcome: HitOutcome, content: str | None = CONTENT) -> bool:
    resolution = Resolution(outcome=outcome, resolved_by="Trần Lân", recorded_by="Văn thư", content_hmac=content)
    with ledger.write() as connection:
        return record_resolution(connection, KEY, resolution, at)


def test_a_hit_is_told_once_however_often_it_is_seen(ledger: Ledger, at: datetime) -> None:
    assert _see(ledger, at)
    assert not _see(ledger, at + timedelta(1))
    assert not _see(ledger, at + timedelta(2), OTHER)  # open: a person will look at what lies there
    assert _see(ledger, at, key="e" * 64)
    with ledger.read() as connection:
        told = [(row.kind, row.subject, row.data) for row in connection.execute(select(events).order_by(events.c.seq))]
        assert told == [("secrecy.hit", "folder", {"rule": INTAKE_MARK})] * 2
        assert [hit.key_hmac[0] for hit in load_open_hits(connection)] == ["e", "f"]
        assert connection.execute(select(sightings)).all() == []
        assert connection.execute(select(secrecy_hits.c.content_hmac)).scalars().all() == [None, None]


@pytest.mark.parametrize("outcome", list(HitOutcome))
def test_a_resolved_hit_is_no_longer_open_and_the_same_bytes_are_not_told_again(
    ledger: Ledger, at: datetime, outcome: HitOutcome
) -> None:
    _see(ledger, at)
    assert _resolve(ledger, at, outcome)
    assert not _resolve(ledger, at, outcome)
    assert not _see(ledger, at)
    with ledger.read() as connection:
        assert load_open_hits(connection) == []
        assert load_released(connection) == ({CONTENT} if outcome is HitOutcome.FALSE_ALARM else set())
        kind, data = connection.execute(select(events.c.kind, events.c.data).order_by(events.c.seq.desc())).first()
    assert (kind, data) == (
        "secrecy.resolved",
        {"outcome": outcome.value, "resolved_by": "Trần Lân", "recorded_by": "Văn thư"},
    )


@pytest.mark.parametrize("content", [CONTENT, None], ids=["it lay there", "it was gone"])
@pytest.mark.parametrize("outcome", list(HitOutcome))
def test_other_bytes_in_its_place_open_the_hit_again(
    ledger: Ledger, at: datetime, outcome: HitOutcome, content: str | None
) -> None:
    _see(ledger, at)
    _resolve(ledger, at, outcome, content)
    later = at + timedelta(1)
    assert _see(ledger, later, OTHER)
    assert not _see(ledger, later, OTHER)
    with ledger.read() as connection:
        (hit,) = load_open_hits(connection)
        assert (hit.found_at, hit.is_again) == (later, True)
        was_let_in = outcome is HitOutcome.FALSE_ALARM and content is not None
        assert load_released(connection) == ({CONTENT} if was_let_in else set())
