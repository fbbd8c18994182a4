"""The shipped examples and model belong together, and say truly what they are worth."""

import json
from pathlib import Path

import pytest

from schemas.model import ModelError, check_fit, make_model, parse_model
from schemas.plan import Plan
from tonghop.learning import read_examples, write_examples
from tonghop.learning.judging import find_wilson
from tonghop.plan.checking import check_plan_file
from tonghop.plan.loading import find_model_file
from tonghop.understanding.filing import is_filing_known

PLANS = Path(__file__).resolve().parents[2] / "plans"


def test_the_examples_are_many_each_once_and_in_order() -> None:
    text = (PLANS / "examples-2024.jsonl").read_text(encoding="utf-8")
    examples = read_examples(text)
    assert write_examples(examples) == text
    assert len({example.key for example in examples}) == len(examples)
    counts = {item: sum(example.item == item for example in examples) for item in (None, 1, 2, 3, 4, 5, 6)}
    assert min(counts[item] for item in range(1, 7)) >= 60
    assert counts[None] >= 200


def test_the_shipped_model_fits_and_states_what_is_asked(plan: Plan) -> None:
    assert plan.model is not None
    check_fit(plan.model, {item.number: item.text for item in plan.items})
    proof = parse_model(plan.model).head.proof
    assert proof.top1_ratio >= 0.9
    assert proof.top2_ratio >= 0.98
    assert proof.precision_at_least >= 0.97
    assert proof.coverage >= 0.6
    assert proof.none_filed_ratio < 0.03
    assert proof.none_dropped_wrong_ratio < 0.02


def test_a_model_of_another_format_says_so(plan: Plan) -> None:
    assert plan.model is not None
    values = json.loads(plan.model.data)
    for change, told in (({"format": 99}, "phiên bản"), ({"bias": [1.0]}, "hỏng"), ({"words": {"a": 1}}, "trọng số")):
        with pytest.raises(ModelError, match=told):
            parse_model(make_model(json.dumps({**values, **change}).encode()))


BROKEN = {
    "empty": b"",
    "no JSON": b"\xff\xfe",
    "nothing": b"null",
    "a list": b"[]",
    "endless": b"[" * 100_000,
    "a number that is none": b'{"format": NaN}',
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_model_says_so(data: bytes) -> None:
    with pytest.raises(ModelError):
        parse_model(make_model(data))


@pytest.mark.parametrize(
    "change",
    [
        {"labels": [], "bias": [], "totals": []},
        {"labels": [1] * 7},
        {"bias": [1e308] * 7},
        {"totals": [0] * 7},
        {"scale": 0},
        {"temperature": 0},
        {"smoothing": -1},
        {"texts": 0},
        {"limits": {"score": -1}},
        {"limits": {"none_score": 0.1}},
        {"words": {"a": "x"}},
        {"words": {"a": "1 2"}},
        {"words": {"a": "1 2 3 4 5 6 7 9:1"}},
        {"words": {"a": None}},
    ],
)
def test_a_model_with_wrong_numbers_is_broken_before_it_files_anything(
    plan: Plan, change: dict[str, object], tmp_path: Path
) -> None:
    assert plan.model is not None
    values = json.loads(plan.model.data)
    limits = values["limits"] | change.get("limits", {})
    model = make_model(json.dumps({**values, **change, "limits": limits}).encode())
    with pytest.raises(ModelError):
        parse_model(model)
    assert not is_filing_known(plan.model_copy(update={"model": model})), "understanding goes on without it"
    (tmp_path / "2024.yaml").write_bytes((PLANS / "2024.yaml").read_bytes())
    find_model_file(tmp_path / "2024.yaml").write_bytes(model.data)
    told = [
        finding.message for finding in check_plan_file(tmp_path / "2024.yaml") if "không dùng được" in finding.message
    ]
    assert len(told) == 1


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (98, 100, 0.930, 0.994), (0, 0, 0.0, 1.0)],
)
def test_wilson_bounds_are_the_known_ones(right: int, of: int, low: float, high: float) -> None:
    assert find_wilson(right, of) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))
