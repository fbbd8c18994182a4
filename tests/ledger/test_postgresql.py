from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from schemas.submission import Channel, CheckedSubmission
from schemas.values import SourceKind
from tonghop.ledger import Ledger, open_ledger
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.sightings import load_open_hits, record_secrecy_hit
from tonghop.ledger.submissions import KeptFile, load_submissions, load_unfiled, record_filing, record_submission
from tonghop.ledger.tables import documents, events, metadata, sightings, submissions

pytestmark = pytest.mark.acceptance
WRITERS, FILES = 4, 25


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
