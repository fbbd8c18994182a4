"""Builders: a submission with one item told, all else missing."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.plan import Plan
from schemas.submission import Activity, Channel, CheckedSubmission, ItemReport, Submission
from schemas.values import CellState, MissingReason
from tonghop.checking import check_submission

SHA = "a" * 64


@pytest.fixture
def submission(plan: Plan) -> Callable[..., Submission]:
    def build(items: dict[int, ItemReport] | None = None, **fields: Any) -> Submission:
        missing = ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
        told = {item.number: (items or {}).get(item.number, missing) for item in plan.items}
        return Submission(**{"unit": "TTNC", "period": "2024-H1", "items": told, **fields})

    return build


@pytest.fixture
def check(plan: Plan) -> Callable[..., CheckedSubmission]:
    def run(content: Submission, channel: Channel | None = None, **fields: Any) -> CheckedSubmission:
        found, readable = fields.pop("findings", ()), fields.pop("readable", True)
        return check_submission(content, found, readable=readable, channel=channel or Channel(), plan=plan, **fields)

    return run


@pytest.fixture
def reported() -> Callable[..., ItemReport]:
    def build(*texts: str, **fields: Any) -> ItemReport:
        activities = tuple(
            Activity(text=text, locator=f"body/p{place}", sha256=SHA, **fields)
            for place, text in enumerate(texts, start=10)
        )
        return ItemReport(state=CellState.REPORTED, activities=activities, locator="body/p9")

    return build
