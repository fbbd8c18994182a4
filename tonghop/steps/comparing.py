"""ledger -> what was issued of the periods with which a report is compared."""

import logging
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from schemas.history import IssuedReport
from schemas.period import Period
from tonghop.consolidation.history import list_compared_periods, make_issued
from tonghop.ledger.history import is_drafted, load_issued
from tonghop.plan.dates import find_office_day

log = logging.getLogger(__name__)


def load_history(connection: Connection, period: Period, *, examples: bool) -> tuple[IssuedReport, ...]:
    """The issued reports of the periods with which one is compared; those of which nothing was issued are left out."""
    return tuple(_list_history(connection, period, examples=examples))


def load_drafted(
    connection: Connection, period: Period, history: Sequence[IssuedReport], *, examples: bool
) -> tuple[str, ...]:
    """The periods compared with of which a report was drafted, although none is known as issued.

    Where letters go by hand nobody told the ledger; people must see why nothing is compared.
    """
    issued = {each.period for each in history}
    codes = [code for _, code in list_compared_periods(period) if code not in issued]
    return tuple(code for code in codes if is_drafted(connection, code, examples=examples))


def _list_history(connection: Connection, period: Period, *, examples: bool) -> Iterator[IssuedReport]:
    for against, code in list_compared_periods(period):
        issued = load_issued(connection, code, examples=examples)
        if issued is None:
            continue
        day = find_office_day(issued.issued_at)
        try:
            yield make_issued(issued.facts, against=against, version=issued.version, issued_on=day)
        except (KeyError, TypeError, ValueError):  # another program's words: better no comparison than no draft
            log.warning("the report of %s, version %d, cannot be compared with", code, issued.version)
