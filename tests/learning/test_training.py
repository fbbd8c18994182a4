"""Training: equal examples give equal bytes, and the scorer gives scikit-learn's own probabilities."""

import os
from pathlib import Path

import pytest

from schemas.model import make_model, parse_model
from schemas.plan import Plan
from tonghop.learning import Example, LearningError, can_train, list_plan_examples, read_examples, train_model
from tonghop.learning.judging import make_chances, shift_none
from tonghop.learning.training import fit
from tonghop.understanding.filing import is_counted, list_names
from tonghop.understanding.filing.features import find_features
from tonghop.understanding.filing.scoring import make_scorer

PLANS = Path(__file__).resolve().parents[2] / "plans"
needs_library = pytest.mark.skipif(not can_train() and not os.environ.get("CI"), reason="scikit-learn is not installed")


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Every eighth shipped example: enough to train in a moment."""
    return read_examples((PLANS / "examples-2024.jsonl").read_text(encoding="utf-8"))[::8]


@needs_library
def test_equal_examples_give_equal_bytes_and_the_scorer_agrees_with_the_library(
    plan: Plan, examples: list[Example]
) -> None:
    data = train_model(examples, plan, list_names, is_counted)
    assert train_model(examples, plan, list_names, is_counted) == data
    model = make_model(data)
    head = parse_model(model).head
    assert head.proof.examples == len(examples)
    learnt = [*examples, *list_plan_examples(plan)]
    fitted = fit([list_names(each.text) for each in learnt], [each.item or 0 for each in learnt], is_counted)
    texts = [example.text for example in examples][::3]
    for text, row in zip(texts, fitted.score([list_names(text) for text in texts]).tolist(), strict=True):
        ours = make_scorer(model).score(find_features(text, plain=False)).chances
        assert ours == pytest.approx(make_chances(shift_none(row), head.temperature), abs=2e-3)


@needs_library
@pytest.mark.acceptance
def test_the_shipped_model_is_what_its_examples_give(plan: Plan) -> None:
    """Whoever changes the examples, the plan's words or the features runs `make model`."""
    shipped = read_examples((PLANS / "examples-2024.jsonl").read_text(encoding="utf-8"))
    assert make_model(train_model(shipped, plan, list_names, is_counted)) == plan.model


@needs_library
@pytest.mark.parametrize(
    ("change", "told"), [({4: 9}, "nội dung 9"), ({4: None}, "nội dung 4"), ({None: 1}, "không thuộc nội dung nào")]
)
def test_examples_that_teach_nothing_are_refused(
    plan: Plan, examples: list[Example], change: dict[int | None, int | None], told: str
) -> None:
    changed = [example._replace(item=change.get(example.item, example.item)) for example in examples]
    with pytest.raises(LearningError, match=told):
        train_model(changed, plan, list_names, is_counted)
