"""The request of a period is known from its acceptance, as it was accepted last."""

from datetime import UTC, date, datetime

from schemas.request import Request
from schemas.values import ReleaseRule
from tonghop.ledger import Ledger
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.orders import Order, load_order, record_order
from tonghop.ledger.tables import events

AT = datetime(2024, 4, 1, 2, 0, tzinfo=UTC)
PERIOD = "2024-01-01..2024-03-31"
ASKED = Request(number="1/UBND", date=date(2024, 4, 1), asker="UBND", scope="Quý I", deadline=date(2024, 4, 20))


def test_the_order_accepted_last_holds_and_a_repeat_writes_nothing(ledger: Ledger) -> None:
    with ledger.read() as connection:
        assert load_order(connection, PERIOD) is None
    orders = [Order(ASKED), Order(ASKED), Order(ASKED, ReleaseRule.NEVER), Order(ASKED, ReleaseRule.NEVER)]
    for order in orders:
        with ledger.write() as connection:
            record_order(connection, PERIOD, order, at=AT)
    with ledger.read() as connection:
        assert load_order(connection, PERIOD) == Order(ASKED, ReleaseRule.NEVER)
        assert load_order(connection, "2024-H1") is None
        assert [row.kind for row in connection.execute(events.select())] == ["request.accepted"] * 2
        assert find_chain_breaks(connection) == []
