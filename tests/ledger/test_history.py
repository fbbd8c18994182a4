"""What was issued: the newest version that was approved or that a recipient's server accepted; files alone are none."""

from datetime import datetime, timedelta

import pytest

from schemas.report import Coverage, Report
from schemas.values import DeliveryState
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import record_delivery
from tonghop.ledger.delivery_rows import DeliveryKey
from tonghop.ledger.drafts import open_period, record_draft
from tonghop.ledger.history import load_issued
from tonghop.ledger.tables import approvals, deliveries, drafts

CODE = "2024-H1"


def make_report(version: int, *, example: bool = False) -> Report:
    coverage = Coverage(cells={}, items={}, expected_units=0, reported_units=0, on_time_units=0)
    return Report(
        period=CODE, version=version, plan_sha256="p", submissions=(), coverage=coverage, missing_units=(),
        activities=(), totals=(), double_claims=(), example=example,
    )  # fmt: skip


@pytest.fixture
def draft(ledger: Ledger, at: datetime):
    """draft(version, example=...): a draft of the period, its bytes told by its version."""

    def make(version: int, *, example: bool = False) -> None:
        with ledger.write() as connection:
            open_period(connection, CODE, at=at)
            report = make_report(version, example=example)
            record_draft(
                connection, report, fingerprint=f"f{version}", release=b"%d" % version, is_kept=lambda _: True, at=at
            )

    return make


@pytest.fixture
def deliver(ledger: Ledger, at: datetime):
    """deliver(version, state, recipient): a delivery that ended so, one hour per version later."""

    def make(version: int, state: DeliveryState, recipient: str = "UBND") -> None:
        key = DeliveryKey(CODE, version, recipient)
        with ledger.write() as connection:
            record_delivery(
                connection, key, address="a@x.example", message_id=f"<{version}{recipient}>", message_sha256="m", at=at
            )
            row = deliveries.c.version == version, deliveries.c.recipient == recipient
            when = at + timedelta(hours=version)
            connection.execute(deliveries.update().where(*row).values(state=state.value, changed_at=when))

    return make


@pytest.fixture
def decide(ledger: Ledger, at: datetime):
    def make(version: int, decision: str, *, sha256: str | None = None) -> None:
        with ledger.write() as connection:
            known = connection.execute(drafts.select().where(drafts.c.version == version)).one().sha256
            connection.execute(
                approvals.insert().values(
                    period=CODE, version=version, sha256=sha256 or known, decision=decision, decided_by="Giám đốc",
                    recorded_by="Lê An", decided_at=at,
                )
            )  # fmt: skip

    return make


def load(ledger: Ledger, *, examples: bool = False):
    with ledger.read() as connection:
        return load_issued(connection, CODE, examples=examples)


def test_a_draft_that_nobody_approved_or_got_is_not_issued(ledger, draft):
    assert load(ledger) is None
    draft(1)
    assert load(ledger) is None


@pytest.mark.parametrize(
    ("state", "recipient", "is_issued"),
    [
        (DeliveryState.ACCEPTED, "UBND", True),
        (DeliveryState.WRITTEN, "UBND", False),  # an .eml in a folder left for nobody
        (DeliveryState.UNKNOWN, "UBND", False),
        (DeliveryState.REFUSED, "UBND", False),
        (DeliveryState.ACCEPTED, "UBND.trial", False),  # a rehearsal
    ],
)
def test_a_delivery_issues_only_what_a_recipients_server_accepted(
    ledger, draft, deliver, at, state, recipient, is_issued
):
    draft(1)
    deliver(1, state, recipient)
    issued = load(ledger)
    assert (issued is not None) is is_issued
    if issued is not None:
        assert (issued.version, issued.issued_at) == (1, at + timedelta(hours=1))


def test_the_newest_issued_version_is_taken_and_later_drafts_are_not(ledger, draft, deliver):
    for version in (1, 2, 3):
        draft(version)
    deliver(1, DeliveryState.ACCEPTED)
    deliver(2, DeliveryState.ACCEPTED)
    assert load(ledger).version == 2


@pytest.mark.parametrize(
    ("decisions", "is_issued"),
    [
        (["approve"], True),
        (["return"], False),
        (["approve", "return"], False),  # the last decision holds
        (["return", "approve"], True),
    ],
)
def test_an_approval_of_exactly_these_bytes_issues(ledger, draft, decide, decisions, is_issued):
    draft(1)
    for decision in decisions:
        decide(1, decision)
    assert (load(ledger) is not None) is is_issued


def test_an_approval_of_other_bytes_is_none(ledger, draft, decide):
    draft(1)
    decide(1, "approve", sha256="other")
    assert load(ledger) is None


def test_examples_and_real_reports_are_never_compared(ledger, draft, deliver):
    draft(1, example=True)
    deliver(1, DeliveryState.WRITTEN)
    assert load(ledger) is None
    assert load(ledger, examples=True).version == 1  # examples are only ever written
