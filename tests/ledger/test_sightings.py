from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from tonghop.ledger import Ledger
from tonghop.ledger.sightings import Outcome, load_known, record_sighting
from tonghop.ledger.tables import sightings

Seen = Callable[..., None]


@pytest.fixture
def see(ledger: Ledger, at: datetime) -> Seen:
    def _see(outcome: Outcome, key: str = "tệp", stamp: str = "1:1", name: str = "folder:x") -> None:
        with ledger.write() as connection:
            record_sighting(connection, source_name=name, source_key=key, stamp=stamp, outcome=outcome, at=at)

    return _see


@pytest.mark.parametrize(
    ("outcome", "settled"), [("kept", True), ("ignored", True), ("skipped", False), ("held", False)]
)
def test_only_what_is_kept_or_ignored_is_settled(ledger: Ledger, see: Seen, outcome: Outcome, settled: bool) -> None:
    see(outcome)
    with ledger.read() as connection:
        assert load_known(connection, "folder:x") == ({"tệp": "1:1"} if settled else {})


def test_the_newest_look_replaces_the_one_before(ledger: Ledger, see: Seen) -> None:
    see("held")
    see("kept", stamp="2:2")
    with ledger.read() as connection:
        assert [(row.outcome, row.stamp) for row in connection.execute(select(sightings))] == [("kept", "2:2")]


def test_sources_do_not_know_of_each_other(ledger: Ledger, see: Seen) -> None:
    see("kept", name="folder:x")
    see("kept", name="folder:y", key="khác")
    with ledger.read() as connection:
        assert list(load_known(connection, "folder:y")) == ["khác"]
