import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tonghop.ledger import Ledger, LedgerError, engine, open_ledger
from tonghop.ledger.engine import HEAD, LedgerAddressError, LedgerBusyError
from tonghop.ledger.tables import documents, metadata, periods

OPEN = "import sys; from tonghop.ledger import open_ledger; open_ledger(sys.argv[1]).close()"


def test_the_migrations_make_exactly_the_tables(ledger: Ledger) -> None:
    with ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]


def test_the_comparison_of_migrations_sees_a_difference(ledger: Ledger) -> None:
    with ledger.write() as connection:
        connection.execute(text("ALTER TABLE documents ADD COLUMN colour TEXT"))
        assert compare_metadata(MigrationContext.configure(connection), metadata) != []


def test_opening_again_keeps_what_is_there(ledger: Ledger, url: str, at: datetime) -> None:
    with ledger.write() as connection:
        connection.execute(periods.insert().values(period="2024-H1", state="open", opened_at=at))
    again = open_ledger(url)
    with again.read() as connection:
        assert connection.execute(select(periods.c.period)).scalars().all() == ["2024-H1"]
    again.close()


def test_two_first_starts_at_once_make_one_ledger(url: str) -> None:
    starts = [subprocess.Popen([sys.executable, "-c", OPEN, url], stderr=subprocess.PIPE) for _ in range(3)]
    errors = [start.communicate()[1].decode() for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0], errors
    ledger = open_ledger(url)
    with ledger.read() as connection:
        assert connection.execute(text("SELECT seq FROM chain_head")).scalars().all() == [0]
    ledger.close()


def test_a_first_start_waits_for_another_that_is_writing_already(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE begun (x)")
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, other.execute, ("COMMIT",)).start()
    ledger = open_ledger(f"sqlite:///{path}")
    with ledger.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    ledger.close()
    other.close()


def test_a_naive_time_is_refused(ledger: Ledger) -> None:
    naive = datetime(2024, 6, 14, 8, 30)  # noqa: DTZ001 (what is to be refused)
    with pytest.raises(StatementError, match="without a zone"), ledger.write() as connection:
        connection.execute(periods.insert().values(period="2024-H1", state="open", opened_at=naive))


def test_times_come_back_equal_and_sort_as_times(ledger: Ledger) -> None:
    hanoi = timezone(timedelta(hours=7))
    times = [
        datetime(2024, 6, 14, 23, 59, 59, 999999, tzinfo=hanoi),
        datetime(2024, 6, 14, 17, 0, tzinfo=UTC),
        datetime(2024, 6, 15, 0, 0, 1, tzinfo=hanoi),
    ]
    with ledger.write() as connection:
        for number, time in enumerate(times):
            connection.execute(periods.insert().values(period=str(number), state="open", opened_at=time))
    with ledger.read() as connection:
        back = connection.execute(select(periods.c.opened_at).order_by(periods.c.opened_at)).scalars().all()
    assert back == sorted(times)
    assert {time.utcoffset() for time in back} == {timedelta(0)}


def test_an_error_leaves_nothing_of_its_transaction(ledger: Ledger, at: datetime) -> None:
    with pytest.raises(RuntimeError), ledger.write() as connection:
        connection.execute(periods.insert().values(period="2024-H1", state="open", opened_at=at))
        raise RuntimeError
    with ledger.read() as connection:
        assert connection.execute(select(periods)).all() == []


def test_a_row_cannot_point_at_a_document_that_is_not_there(ledger: Ledger) -> None:
    row = "INSERT INTO submission_documents VALUES ('nobody', 0, 'x', 'y', 'working')"
    with pytest.raises(IntegrityError), ledger.write() as connection:
        connection.execute(text(row))


def test_a_crash_in_a_transaction_leaves_nothing(url: str) -> None:
    code = (
        "import os, signal, sys; from datetime import UTC, datetime; from tonghop.ledger import *\n"
        "from tonghop.ledger.tables import documents; at = datetime.now(UTC)\n"
        "with open_ledger(sys.argv[1]).write() as connection:\n"
        "    connection.execute(documents.insert().values(sha256='a'*64, size_bytes=1, archived_at=at))\n"
        "    append_event(connection, 'x', 'y', {}, at=at)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, url], check=False).returncode == -9
    ledger = open_ledger(url)
    with ledger.read() as connection:
        assert connection.execute(select(documents)).all() == []
        assert connection.execute(text("SELECT seq FROM chain_head")).scalar() == 0
    ledger.close()


@pytest.mark.parametrize(
    "address",
    ["postgresql://u:S3cretPw@127.0.0.1:1/x", "postgresql://127.0.0.1:1/x?user=u&password=S3cretPw"],
)
def test_a_ledger_that_cannot_be_reached_says_so_without_the_password(address: str) -> None:
    with pytest.raises(LedgerError, match=r"Không mở được sổ theo dõi postgresql 127\.0\.0\.1/x") as caught:
        open_ledger(address)
    assert "S3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:S3cret@Pw/x@127.0.0.1:1/db",
        "postgresql://u:S3cret@Pw@127.0.0.1:1/db",
        "postgresql://u:a@S3:cretPw@127.0.0.1/db",
        "S3cretPw",
        "",
        "nothing-known://u:S3cretPw@127.0.0.1/x",
    ],
)
def test_an_address_that_is_none_is_told_without_repeating_it(address: str) -> None:
    with pytest.raises(LedgerAddressError, match="TONGHOP_DATABASE_URL") as caught:
        open_ledger(address)
    assert not any(part in str(caught.value) for part in ("S3", "cret", "Pw"))
    assert caught.value.__cause__ is None


def test_a_ledger_that_another_writer_keeps_says_so(url: str, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0)
    other = open_ledger(url)
    with ledger.write(), pytest.raises(LedgerBusyError, match="chạy lại"), other.write():
        pass
    other.close()


def test_a_directory_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="Không mở được sổ theo dõi"):
        open_ledger(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"this is no database at all, only some bytes" * 50)
    with pytest.raises(LedgerError, match="Không mở được sổ theo dõi"):
        open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")


def test_a_ledger_of_a_newer_program_is_left_alone(ledger: Ledger, url: str) -> None:
    with ledger.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="mới hơn"):
        open_ledger(url)
