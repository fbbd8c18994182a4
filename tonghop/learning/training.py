"""Examples -> the bytes of a model: weights by scikit-learn, limits and proof by cross-validation. Deterministic.

Keeps out how a score is judged (judging.py) and the scorer's own arithmetic (understanding/filing/scoring.py), which a
test compares with scikit-learn.
"""

import importlib.util
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from schemas.model import MODEL_FORMAT, ModelHead, write_model
from schemas.plan import Plan
from tonghop.learning.examples import PLAN, Example
from tonghop.learning.folds import find_folds
from tonghop.learning.judging import NONE, Judged, choose_limits, choose_temperature, shift_none
from tonghop.learning.plan_words import list_plan_examples

STRENGTH = 30.0
"""Inverse regularisation of the logistic regression."""
SMOOTHING = 0.1
MIX = 0.2
_SCALE = 100
_MOST_ROUNDS = 5000
_FEWEST = 10
"""Examples per item without which nothing can be learnt."""


class LearningError(Exception):
    """Nothing can be learnt; the message is Vietnamese."""


Featurize = Callable[[str], list[str]]
"""A sentence -> the names of its features, each once."""
IsCounted = Callable[[str], bool]
"""Whether a feature's examples are counted as evidence of their own."""


class Fitted(NamedTuple):
    """What scikit-learn learnt."""

    rarity: Any
    regression: Any
    counter: Any
    counts: Any

    def score(self, shown: Sequence[list[str]]) -> Any:
        """One row of scores per text, before the temperature."""
        learned = self.regression.decision_function(self.rarity.transform(shown))
        counted = self.counts.predict_joint_log_proba(self.counter.transform(shown))
        return learned + MIX * counted


def can_train() -> bool:
    """Whether scikit-learn is installed."""
    return importlib.util.find_spec("sklearn") is not None


def fit(shown: Sequence[list[str]], told: Sequence[int], is_counted: IsCounted) -> Fitted:
    """Fit both parts of the model to texts given as feature names."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import MultinomialNB
    from threadpoolctl import threadpool_limits

    rarity = TfidfVectorizer(analyzer=list, binary=True)
    regression = LogisticRegression(C=STRENGTH, max_iter=_MOST_ROUNDS, tol=1e-6)
    with threadpool_limits(1):  # so small a task is slower on several threads, by much on a busy machine
        regression.fit(rarity.fit_transform(shown), told)
    counter = CountVectorizer(analyzer=lambda names: [name for name in names if is_counted(name)], binary=True)
    counts = MultinomialNB(alpha=SMOOTHING, fit_prior=False)
    counts.fit(counter.fit_transform(shown), told)
    return Fitted(rarity, regression, counter, counts)


def judge(examples: Sequence[Example], shown: Sequence[list[str]], is_counted: IsCounted) -> Judged:
    """Score every example by a model that never saw its hand (or, with one hand, its fold)."""
    told = [example.item or NONE for example in examples]
    folds, ways = find_folds(examples)
    scores: dict[int, list[float]] = {}
    for judged in folds:
        left_out = set(judged)
        kept = [at for at in range(len(examples)) if at not in left_out]
        fitted = fit([shown[at] for at in kept], [told[at] for at in kept], is_counted)
        rows = fitted.score([shown[at] for at in judged]).tolist()
        scores.update(zip(judged, rows, strict=True))
    order = sorted(scores)
    return Judged(
        truth=[told[at] for at in order],
        scores=[shift_none(scores[at]) for at in order],
        texts=[examples[at].text for at in order],
        ways=ways,
    )


def train_model(examples: Sequence[Example], plan: Plan, featurize: Featurize, is_counted: IsCounted) -> bytes:
    """Train, choose the limits by cross-validation, and give the bytes of the model file.

    Args:
        examples: labelled sentences, each once.
        plan: for which the model is; its own words are learnt too.
        featurize: what a sentence shows.
        is_counted: which features are counted.

    Raises LearningError when the examples do not suffice or name other items than the plan.
    """
    labels = (NONE, *sorted(item.number for item in plan.items))
    _check(examples, labels)
    written = len(examples)
    known = {example.key for example in examples}
    examples = [*examples, *(example for example in list_plan_examples(plan) if example.key not in known)]
    shown = [featurize(example.text) for example in examples]
    told = [example.item or NONE for example in examples]
    judged = judge(examples, shown, is_counted)
    temperature = choose_temperature(judged)
    limits, proof = choose_limits(judged, labels, temperature, written)
    fitted = fit(shown, told, is_counted)
    head = ModelHead(
        format=MODEL_FORMAT,
        year=plan.year,
        items={item.number: item.text for item in plan.items},
        labels=labels,
        bias=tuple(round(value, 4) for value in shift_none(fitted.regression.intercept_.tolist())),
        totals=tuple(float(value) for value in fitted.counts.feature_count_.sum(axis=1)),
        vocabulary=fitted.counts.feature_count_.shape[1],
        texts=len(examples),
        scale=_SCALE,
        smoothing=SMOOTHING,
        mix=MIX,
        temperature=temperature,
        limits=limits,
        proof=proof,
    )
    return write_model(head, _tell(fitted, shown, told, labels))


def _check(examples: Sequence[Example], labels: Sequence[int]) -> None:
    known = Counter(example.item or NONE for example in examples if example.source != PLAN)
    strange = sorted(set(known) - set(labels))
    if strange:
        raise LearningError(f"ví dụ ghi nội dung {strange[0]}, kế hoạch không có nội dung này")
    few = [label for label in labels if known[label] < _FEWEST]
    if few:
        named = "câu không thuộc nội dung nào" if few[0] == NONE else f"nội dung {few[0]}"
        raise LearningError(f"mới có {known[few[0]]} ví dụ cho {named}, cần ít nhất {_FEWEST}")


def _tell(fitted: Fitted, shown: Sequence[list[str]], told: Sequence[int], labels: Sequence[int]) -> dict[str, str]:
    """Feature -> weight per label and in how many examples of which label it was seen."""
    seen: dict[str, Counter[int]] = {}
    for names, label in zip(shown, told, strict=True):
        for name in names:
            seen.setdefault(name, Counter())[label] += 1
    weights = fitted.regression.coef_
    columns: dict[str, int] = fitted.rarity.vocabulary_
    words = {}
    for name, column in columns.items():
        learned = [str(round(float(weights[at][column]) * _SCALE)) for at in range(len(labels))]
        counts = [f"{label}:{count}" for label, count in sorted(seen[name].items())]
        words[name] = " ".join((*learned, *counts))
    return words
