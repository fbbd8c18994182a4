"""The ledger (sổ theo dõi): the database that decides what is true. Tables, migrations, the event chain, queries.

One module per group of tables; each query takes a connection, so that the caller decides what is one transaction.
Keeps out rules about reports and files on disk.
"""

from tonghop.ledger.engine import Ledger, LedgerBusyError, LedgerError, open_ledger
from tonghop.ledger.events import append_event

__all__ = ["Ledger", "LedgerBusyError", "LedgerError", "append_event", "open_ledger"]
