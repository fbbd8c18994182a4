"""Every code value has exactly one label that people see, and no two of one kind share it."""

import inspect
import json

import pytest

from schemas import values
from schemas.base import Labelled
from schemas.values import Precision, ReportKind

KINDS = [each for _, each in inspect.getmembers(values, inspect.isclass) if issubclass(each, Labelled) and len(each)]


def test_the_kinds_are_found() -> None:
    assert len(KINDS) >= 15


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_value_has_one_label_of_its_own(kind: type[Labelled]) -> None:
    labels = [member.label for member in kind]
    assert len(set(labels)) == len(labels)
    assert all(
        label == label.strip() and label
        for member, label in zip(kind, labels, strict=True)
        if member is not Precision.EXACT
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_is_its_code_in_json_and_back(kind: type[Labelled]) -> None:
    for member in kind:
        assert json.loads(json.dumps(member)) == member.value
        assert kind(member.value) is member
        assert member.value != member.label


def test_an_exact_value_has_no_word_before_it() -> None:
    assert Precision.EXACT.label == ""


def test_a_value_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="monthly"):
        ReportKind("monthly")
