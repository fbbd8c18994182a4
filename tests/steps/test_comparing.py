"""What was issued of an earlier period is what a draft is compared with, and a new base makes a new version."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.values import DeliveryState
from tonghop import steps
from tonghop.ledger.deliveries import record_delivery
from tonghop.ledger.delivery_rows import DeliveryKey
from tonghop.ledger.drafts import open_period
from tonghop.ledger.tables import deliveries, drafts

AT = datetime(2023, 12, 20, 3, tzinfo=UTC)
BEFORE = "2023-H2"


def issue(job: Any, facts: dict[str, Any], version: int) -> None:
    """Put a report into the ledger as if it had been written for the province then."""
    row = {
        "period": BEFORE, "version": version, "sha256": f"{version}" * 64, "fingerprint": "f", "origin": "rendered",
        "state": "draft", "drafted_at": AT, "event_head": "e", "report": json.dumps(facts),
    }  # fmt: skip
    key = DeliveryKey(BEFORE, version, "UBND")
    with job.ledger.write() as connection:
        open_period(connection, BEFORE, at=AT)
        connection.execute(drafts.insert().values(**row))
        record_delivery(
            connection, key, address="a@x.example", message_id=f"<{version}>", message_sha256="m", at=AT,
            state=DeliveryState.WRITTEN,
        )  # fmt: skip


@pytest.fixture
def facts(outputs: Path) -> dict[str, Any]:
    """report.json of the examples, as if it were of the period before; its portal figure 10 higher."""
    told = json.loads((outputs / "reports" / "2024-H1" / "v1" / "report.json").read_bytes())
    for total in told["totals"]:
        if (total["indicator"], total["scope"]) == ("tin-bai-cong", "period"):
            total["value"] += 10
    return told | {"period": BEFORE}


def test_a_draft_is_compared_with_the_newest_issued_version(
    outputs: Path, facts: dict[str, Any], open_work: Callable[..., Any]
) -> None:
    with open_work(outputs) as job:
        first = steps.assess(job).report
        assert [each.version for each in first.compared] == [None, None]
        issue(job, facts, 1)
        issue(job, facts, 2)
        report = steps.assess(job).report
        drafted = steps.draft(job)
    assert [(each.period, each.version) for each in report.compared] == [(BEFORE, 2), ("2023-H1", None)]
    assert str(report.compared[0].issued_on) == "2023-12-20"
    rows = {(row.indicator, row.scope.value): row for row in report.comparison}
    assert rows["tin-bai-cong", "period"].change == -10
    assert {row.change for key, row in rows.items() if key != ("tin-bai-cong", "period")} == {0}
    assert any(each.rule == "copied-text" for each in report.findings)  # it is the very same report
    assert (drafted.version, drafted.is_new) == (2, True)


def test_a_base_that_cannot_be_read_costs_the_comparison_alone(
    outputs: Path, open_work: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with open_work(outputs) as job:
        issue(job, {"period": BEFORE, "example": True}, 1)
        assert [each.version for each in steps.assess(job).report.compared] == [None, None]
    assert "cannot be compared" in caplog.text


def test_a_real_report_is_never_compared_with_an_example(
    outputs: Path, facts: dict[str, Any], open_work: Callable[..., Any]
) -> None:
    with open_work(outputs) as job:
        issue(job, facts | {"example": False}, 1)
        assert [each.version for each in steps.assess(job).report.compared] == [None, None]


@pytest.mark.parametrize("example", [True, False])
def test_a_report_that_was_drafted_and_never_issued_is_told_to_be_so(
    outputs: Path, facts: dict[str, Any], open_work: Callable[..., Any], example: bool
) -> None:
    with open_work(outputs) as job:
        issue(job, facts | {"example": example}, 1)
        with job.ledger.write() as connection:
            connection.execute(deliveries.delete())
        report = steps.assess(job).report
    assert [each.version for each in report.compared] == [None, None]
    assert [each.drafted for each in report.compared] == [example, False]
