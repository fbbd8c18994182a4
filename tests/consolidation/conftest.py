"""Builders: what a test does not name is an accepted report of TTNC for 2024-H1 that says nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from schemas.decision import Decision, Decisions, index_decisions
from schemas.period import Period, parse_period
from schemas.submission import Activity, FiledDocument, FiledSubmission, ItemReport, PlacedText, Quantity, Submission
from schemas.values import CellState, CheckStatus, MissingReason, QuestionKind, SourceKind

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_OWN = "a" * 64
"""Until an activity stands in a submission, whose only file it comes from then."""


def _activity(text: str, **values: Any) -> Activity:
    return Activity(**{"text": text, "locator": "body/p1", "sha256": _OWN, **values})


def _submission(id: str = "s1", *activities: tuple[int, Activity], **values: Any) -> FiledSubmission:
    activities = tuple(
        (number, each.model_copy(update={"sha256": f"sha-{id}"}) if each.sha256 == _OWN else each)
        for number, each in activities
    )
    items = {
        number: ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED) for number in range(1, 7)
    } | {
        number: ItemReport(state=CellState.REPORTED, activities=tuple(each for n, each in activities if n == number))
        for number in {n for n, _ in activities}
    }
    for number in values.pop("vague", ()):
        items[number] = items[number].model_copy(update={"concrete": False})
    for number in values.pop("returned", ()):
        items[number] = items[number].model_copy(update={"returned": True})
    states: Mapping[int, CellState] = values.pop("states", {})
    items |= {number: ItemReport(state=state) for number, state in states.items()}
    content = {
        "unit": values.pop("unit", "TTNC"),
        "period": values.pop("period", "2024-H1"),
        "items": items,
        "sections": {
            section: tuple(
                PlacedText(text=text, locator=f"body/p{n}", sha256="a" * 64) for n, text in enumerate(texts, 1)
            )
            for section, texts in values.pop("sections", {}).items()
        },
    }
    for name in ("number", "dated", "signer", "replaces", "unit_evidence", "period_evidence"):
        if name in values:
            content[name] = values.pop(name)
    day = values.pop("received", "2024-06-10 08:00")
    filed = {
        "id": id,
        "source": SourceKind.FOLDER,
        "received_at": datetime.fromisoformat(day).replace(tzinfo=LOCAL),
        "files": (FiledDocument(name=f"{id}.docx", sha256=f"sha-{id}"),),
        "status": CheckStatus.ACCEPTED,
        "content": Submission(**content),
    }
    return FiledSubmission(**(filed | values))


@pytest.fixture(scope="session")
def activity() -> Callable[..., Activity]:
    """activity(text, locator=, dates=, aspects=, quantities=, place=)."""
    return _activity


@pytest.fixture(scope="session")
def quantity() -> Callable[..., Quantity]:
    """quantity(value, measure, indicator, scope=, precision=, estimate=)."""

    def build(value: float, measure: str, indicator: str | None = None, **values: Any) -> Quantity:
        return Quantity(value=value, measure=measure, indicator=indicator, **values)

    return build


@pytest.fixture(scope="session")
def submission() -> Callable[..., FiledSubmission]:
    """submission(id, (item, activity), ..., unit=, period=, received=, dated=, states=, vague=, returned=, ...)."""
    return _submission


@pytest.fixture(scope="session")
def decide() -> Callable[..., Decisions]:
    """decide((kind, subject, choice), ...): what people decided, in this order."""

    def build(*told: tuple[QuestionKind, str, str]) -> Decisions:
        day = datetime(2024, 6, 15, 8, tzinfo=LOCAL)
        return index_decisions(
            Decision(subject=subject, kind=kind, choice=choice, decided_by="A", recorded_by="B", decided_at=day)
            for kind, subject, choice in told
        )

    return build


@pytest.fixture(scope="session")
def half() -> Period:
    return parse_period("2024-H1")
