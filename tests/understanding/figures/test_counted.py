"""Whole passages under one item: what is added up for each indicator, and which questions they raise; no others."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import Scope
from tests.understanding.conftest import HEAD, TAIL
from tonghop.understanding import understand

PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "counted.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]
_ASKS = ("figure-", "total-", "cumulative-", "nothing-")
_ONLY_ADVICE = "figure-unlisted"


@pytest.fixture(scope="module")
def half_year_plan(plan: Plan) -> Plan:
    return plan.model_copy(update={"model": None})


def move_to_second_half(line: Any) -> Any:
    if not isinstance(line, str):
        return [[cell.replace("tháng 6 năm", "tháng 12 năm") for cell in row] for row in line]
    if line.startswith("*và phương hướng"):
        return "*và phương hướng, nhiệm vụ năm 2025"
    return line.replace("6 tháng đầu", "6 tháng cuối")


def tell(report: Submission) -> tuple[dict[str, float], list[str]]:
    """Totals by indicator, planned and cumulative ones apart, and the rules of the questions."""
    totals: Counter[str] = Counter()
    for item in report.items.values():
        for quantity in (q for activity in item.activities for q in activity.quantities if q.indicator):
            scope = "" if quantity.scope is Scope.PERIOD else f":{quantity.scope.value}"
            totals[f"{quantity.indicator}{scope}"] += quantity.value  # type: ignore[assignment]
    rules = {doubt.rule for doubt in report.doubts if doubt.rule.startswith(_ASKS)} - {_ONLY_ADVICE}
    return dict(totals), sorted(rules)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: f"{passage['item']} {passage['lines'][0][:60]}")
def test_a_passage_is_added_up_once_and_asks_only_what_it_must(
    half_year_plan: Plan, document: Callable[..., ReadDocument], passage: dict[str, Any]
) -> None:
    head = HEAD if passage.get("half", 1) == 1 else [move_to_second_half(line) for line in HEAD]
    item = half_year_plan.items[passage["item"] - 1]
    lines = [*head, "*II. KẾT QUẢ THỰC HIỆN", f"*{item.number}. {item.title}", *passage["lines"], *TAIL]
    report = understand([document(lines)], Channel(), half_year_plan)
    assert tell(report) == (passage["counted"], passage.get("doubts", []))


def test_every_passage_stands_once() -> None:
    told = {(one["item"], tuple(one["lines"]), one.get("half", 1)) for one in PASSAGES}
    assert len(told) == len(PASSAGES) >= 300
