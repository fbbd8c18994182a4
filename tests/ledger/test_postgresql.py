from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from schemas.submission import Channel, CheckedSubmission
from schemas.values import SourceKind
from tonghop.ledger import Ledger, LedgerBusyError, LedgerError, open_ledger
from tonghop.ledger.arrivals import KeptFile, record_submission
from tonghop.ledger.drafts import open_period
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.hits import load_open_hits, record_secrecy_hit
from tonghop.ledger.questions import record_questions
from tonghop.ledger.submissions import load_submissions, load_unfiled, record_filing
from tonghop.ledger.tables import documents, events, metadata, questions, sightings, submissions

pytestmark = pytest.mark.acceptance
WRITERS, FILES = 4, 25
ENDING = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'sở' AND pid != pg_backend_pid()"


def gather(ledger: Ledger, at: datetime) -> int:
    """What one of several gathering processes does; gives how many submissions were new."""
    new = 0
    for number in range(FILES):
        with ledger.write() as connection:
            recorded = record_submission(
                connection,
                source=SourceKind.FOLDER,
                source_name="folder:x",
                source_key=str(number),
                stamp="1:1",
                received_at=at,
                subject="Báo cáo\0",
                channel=Channel(),
                files=[KeptFile(f"{n}.docx", f"{(number + n) % 7:064d}", 1) for n in (0, 3)],
                at=at,
            )
            new += recorded is not None
            record_secrecy_hit(connection, f"{number % 5:064d}", SourceKind.FOLDER, "secrecy-mark", at)
    return new


def test_the_same_laws_hold_on_postgresql(postgresql_url: str, at: datetime, checked: CheckedSubmission) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        ledgers = list(pool.map(lambda _: open_ledger(postgresql_url), range(WRITERS)))
        new = list(pool.map(lambda ledger: gather(ledger, at), ledgers))
    assert sum(new) == FILES
    ledger = ledgers[0]
    with ledger.write() as connection:
        first, *others = load_unfiled(connection)
        filings = [
            record_filing(connection, first, checked, plan_sha256="p", reader_version="1", at=at) for _ in range(2)
        ]
        assert (filings, len(others)) == ([True, False], FILES - 1)
    with ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert find_chain_breaks(connection) == []
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar()
            for table in (documents, submissions, sightings, events)
        ]
        assert counts == [7, FILES, FILES, FILES + 5 + 1]
        assert len(load_open_hits(connection)) == 5
        assert load_submissions(connection, ids=[first])[0].content == checked.content
    for one in ledgers:
        one.close()


def test_two_who_open_a_period_at_once_open_it_once(postgresql_url: str, at: datetime) -> None:
    first, second = open_ledger(postgresql_url), open_ledger(postgresql_url)
    with ThreadPoolExecutor(1) as pool:
        with first.write() as connection:
            assert open_period(connection, "2025-H1", at=at)
            waiting = pool.submit(open_in, second, "2025-H1", at)
            while connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar() == 0:
                assert not waiting.done()
        assert waiting.result() is False
    first.close(), second.close()


def open_in(ledger: Ledger, period: str, at: datetime) -> bool:
    with ledger.write() as connection:
        return open_period(connection, period, at=at)


def test_the_laws_do_not_hang_on_the_servers_defaults_and_nobody_waits_for_ever(postgresql_url: str) -> None:
    ledger = open_ledger(f"{postgresql_url}?options=-cdefault_transaction_isolation%3Dserializable")
    with ledger.write() as connection:
        names = ("transaction_isolation", "lock_timeout", "idle_in_transaction_session_timeout")
        shown = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]
    ledger.close()
    assert shown == ["read committed", "1min", "1min"]


def test_a_lost_connection_is_told_without_the_texts_that_were_being_written(postgresql_url: str, at: datetime) -> None:
    ledger, other = open_ledger(postgresql_url), open_ledger(postgresql_url)
    with pytest.raises(LedgerBusyError, match="Mất kết nối") as caught, ledger.write() as connection:
        with other.read() as server:
            server.exec_driver_sql(ENDING)
        record_secrecy_hit(connection, "không được lộ", SourceKind.FOLDER, "secrecy-mark", at)
    assert "không được lộ" not in f"{caught.value} {caught.value.__cause__}"
    with ledger.write() as connection:  # the same ledger works on by itself
        assert "không được lộ" not in [hit.key_hmac for hit in load_open_hits(connection)]
    ledger.close(), other.close()


def test_a_server_that_is_away_may_be_back_later(postgresql_url: str) -> None:
    with pytest.raises(LedgerBusyError, match="Không mở được sổ theo dõi"):
        open_ledger("postgresql://x@127.0.0.1:1/x")
    with pytest.raises(LedgerError) as caught:
        open_ledger("sqlite:////proc/none/x.db")
    assert not isinstance(caught.value, LedgerBusyError)


def test_runs_that_ask_at_once_on_two_machines_ask_each_question_once(postgresql_url: str, at: datetime) -> None:
    def ask(ledger: Ledger) -> int:
        opened = 0
        for number in range(FILES):
            question = {"key": f"2024-H1/{number}", "kind": "item", "text": "?", "candidates": [], "consequence": "-"}
            with ledger.write() as connection:
                opened += record_questions(connection, "2024-H1", [question], at=at)[0]
        return opened

    ledgers = [open_ledger(postgresql_url) for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        opened = list(pool.map(ask, ledgers))
    with ledgers[0].read() as connection:
        assert connection.execute(select(func.count()).select_from(questions)).scalar_one() == FILES
        assert not find_chain_breaks(connection)
    assert sum(opened) >= FILES
