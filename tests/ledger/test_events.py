import subprocess
import sys
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select, text

from tonghop.ledger import Ledger, append_event, open_ledger
from tonghop.ledger.events import GENESIS, find_chain_breaks, load_head
from tonghop.ledger.tables import events

Append = Callable[[int], None]


@pytest.fixture
def append(ledger: Ledger, at: datetime) -> Append:
    def _append(count: int) -> None:
        for number in range(count):
            with ledger.write() as connection:
                append_event(connection, "thử", f"số {number}", {"n": number, "tên": "đoàn"}, at=at)

    return _append


def test_an_empty_ledger_has_a_whole_chain(ledger: Ledger) -> None:
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == []
        assert load_head(connection) == GENESIS


def test_each_event_carries_the_hash_of_the_one_before(ledger: Ledger, append: Append) -> None:
    append(3)
    with ledger.read() as connection:
        rows = connection.execute(select(events).order_by(events.c.seq)).all()
        assert [row.seq for row in rows] == [1, 2, 3]
        assert [row.previous for row in rows] == [GENESIS, rows[0].hash, rows[1].hash]
        assert load_head(connection) == rows[2].hash
        assert find_chain_breaks(connection) == []


@pytest.mark.parametrize(
    ("harm", "broken"),
    [
        ("UPDATE events SET data = '{\"n\":7}' WHERE seq = 3", [3]),
        ("UPDATE events SET subject = 'khác' WHERE seq = 1", [1]),
        ("UPDATE events SET kind = 'khác' WHERE seq = 5", [5]),
        ("UPDATE events SET at = '2024-06-15T08:30:00.000000+00:00' WHERE seq = 2", [2]),
        ("UPDATE events SET previous = hash WHERE seq = 2", [2]),
        (f"UPDATE events SET hash = '{'f' * 64}' WHERE seq = 2", [2, 3]),
        ("DELETE FROM events WHERE seq = 1", [2]),
        ("DELETE FROM events WHERE seq = 3", [4]),
        ("DELETE FROM events WHERE seq = 5", [5]),
        ("DELETE FROM events", [5]),
        ("INSERT INTO events SELECT 6, at, kind, subject, data, hash, 'x' FROM events WHERE seq = 5", [6, 5]),
        ("UPDATE events SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)", [-3, -2, 1, 4]),
        (f"UPDATE chain_head SET hash = '{'0' * 64}'", [5]),
        ("UPDATE chain_head SET seq = 4", [4]),
    ],
)
def test_a_changed_removed_inserted_or_moved_row_shows(
    ledger: Ledger, append: Append, harm: str, broken: list[int]
) -> None:
    append(5)
    with ledger.write() as connection:
        connection.exec_driver_sql(harm)
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == broken


def test_two_exchanged_rows_show(ledger: Ledger, append: Append) -> None:
    append(4)
    with ledger.write() as connection:
        for step in ("SET seq = 99 WHERE seq = 2", "SET seq = 2 WHERE seq = 3", "SET seq = 3 WHERE seq = 99"):
            connection.execute(text(f"UPDATE events {step}"))
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == [2, 3, 4]


def test_an_event_of_a_failed_transaction_is_not_there(ledger: Ledger, append: Append, at: datetime) -> None:
    append(1)
    with pytest.raises(RuntimeError), ledger.write() as connection:
        append_event(connection, "thử", "mất", {}, at=at)
        raise RuntimeError
    append(1)
    with ledger.read() as connection:
        assert connection.execute(select(events.c.seq).order_by(events.c.seq)).scalars().all() == [1, 2]
        assert find_chain_breaks(connection) == []


def test_processes_that_append_at_once_keep_one_chain(url: str) -> None:
    open_ledger(url).close()
    code = (
        "import sys; from datetime import UTC, datetime; from tonghop.ledger import *\n"
        "ledger = open_ledger(sys.argv[1])\n"
        "for number in range(40):\n"
        "    with ledger.write() as connection:\n"
        "        append_event(connection, 'thử', sys.argv[2], {'n': number}, at=datetime.now(UTC))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, url, str(name)]) for name in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    ledger = open_ledger(url)
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == []
        rows = connection.execute(select(events.c.subject, events.c.data).order_by(events.c.seq)).all()
    ledger.close()
    assert [[row.data["n"] for row in rows if row.subject == name] for name in "01"] == [list(range(40))] * 2
