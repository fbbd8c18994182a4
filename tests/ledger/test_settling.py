"""Which submissions a decision may bear on: its own, those of the period that asked, or any of no certain period."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from schemas.submission import CheckedSubmission, Understood
from tonghop.ledger import Ledger
from tonghop.ledger.questions import find_asked, record_decision, record_questions
from tonghop.ledger.settling import load_unsettled
from tonghop.ledger.submissions import record_filing

PERIODS = {"h1": "2024-H1", "h2": "2024-H2", "none": None}


@pytest.fixture
def ids(ledger: Ledger, at: datetime, record: Callable[..., str], checked: CheckedSubmission) -> dict[str, str]:
    """A submission of each half-year and one of no certain period, filed before anybody decided."""
    found = {}
    for name, period in PERIODS.items():
        found[name] = record(source_key=name)
        content = checked.content.model_copy(update={"period": period})
        filed = checked.model_copy(update={"content": content})
        with ledger.write() as connection:
            record_filing(
                connection, found[name], filed, plan_sha256="p", reader_version="1", at=at,
                understood=Understood(content=content),
            )  # fmt: skip
    return found


def decide(
    ledger: Ledger, at: datetime, subject: str, *periods: str, kind: str = "item", about: str | None = None
) -> None:
    question: dict[str, Any] = {"kind": kind, "submission_id": about, "text": "?", "candidates": [], "consequence": "-"}
    with ledger.write() as connection:
        for period in periods:
            record_questions(connection, period, [{**question, "key": f"{period}/{subject}"}], at=at)
        asked = find_asked(connection, subject)
        record_decision(connection, asked, "item:1", decided_by="A", recorded_by="A", note=None, at=at)


@pytest.mark.parametrize(
    ("about", "periods", "kind", "touched"),
    [
        (None, ("2024-H1",), "item", {"h1", "none"}),
        (None, ("2024-H1", "2024-H2"), "item", {"h1", "h2", "none"}),  # one question of two periods
        ("h2", ("2024-H1",), "submission", {"h1", "h2", "none"}),
        (None, ("2024-H1",), "double-claim", set()),  # the merged report follows it
        (None, ("2025-H1",), "item", {"none"}),
    ],
)
def test_a_decision_bears_on_those_that_it_may_change(
    ledger: Ledger, at: datetime, ids: dict[str, str], about: str | None, periods: tuple[str, ...], kind: str,
    touched: set[str],
) -> None:  # fmt: skip
    decide(ledger, at, "subject:1", *periods, kind=kind, about=ids[about] if about else None)
    with ledger.read() as connection:
        assert {each.id for each in load_unsettled(connection)} == {ids[name] for name in touched}


def test_what_was_filed_with_the_newest_decision_is_settled(
    ledger: Ledger, at: datetime, ids: dict[str, str], checked: CheckedSubmission
) -> None:
    decide(ledger, at, "subject:1", "2024-H1")
    with ledger.write() as connection:
        record_filing(
            connection, ids["h1"], checked, plan_sha256="p", reader_version="1", at=at, again=True, decisions_seen=1
        )
        assert ids["h1"] not in {each.id for each in load_unsettled(connection)}
    decide(ledger, at, "subject:2", "2024-H1")
    with ledger.read() as connection:
        assert ids["h1"] in {each.id for each in load_unsettled(connection)}
