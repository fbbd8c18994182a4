"""Unit and period of whole reports: never a wrong one, and nearly always one where the report tells it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel
from tonghop.understanding import understand

DATA = Path(__file__).parents[1] / "data"
CASES = [
    json.loads(line)
    for name in ("identity.jsonl", "identity_hostile.jsonl")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_unit_and_period_are_as_the_report_and_its_way_tell(
    plan: Plan, document: Callable[..., ReadDocument], case: dict[str, Any]
) -> None:
    channel = dict(case["channel"])
    told = document(case["lines"], format=channel.pop("format", "docx"))
    report = understand([told], Channel.model_validate(channel), plan)
    assert (report.unit, report.period) == (case["unit"], case["period"])
