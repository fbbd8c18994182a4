"""When a task tries again: for input and output only. No result is cached: the ledger knows what is done."""

from typing import Any

from prefect import Task
from prefect.client.schemas.objects import State, TaskRun
from sqlalchemy.exc import OperationalError

from tonghop.intake.archive import ArchiveError
from tonghop.intake.sources import SourceError
from tonghop.ledger import LedgerBusyError

RETRIES = 2
DELAYS_SECONDS: list[float] = [1, 5]


def is_worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A share, a disk or a database may come back; a mistake in a plan or a program will not mend itself."""
    try:
        state.result()
    except (OSError, SourceError, ArchiveError, OperationalError, LedgerBusyError):
        return True
    except Exception:
        return False
    return False
