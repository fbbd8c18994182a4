"""The shares that the product promises hold on sentences and reports by hands that never saw it (tests/heldout)."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from schemas.plan import Plan
from tonghop.plan import find_plan_file, load_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(find_plan_file(2024))


@pytest.fixture(scope="module")
def measuring() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "understanding.py"
    spec = importlib.util.spec_from_file_location("measuring_understanding", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("hand", ["hand1", "hand2", "hand4", "hand11"])
def test_free_sentences_find_their_item_and_none_is_filed_when_it_is_doubtful(
    measuring: ModuleType, plan: Plan, hand: str
) -> None:
    shares, _ = measuring.measure_sentences(plan, hand)
    assert shares["top-1"].value >= 0.85
    assert shares["top-2"].value >= 0.97
    assert shares["automatic and right, those of no item counted as wrong"].value >= 0.97
    assert shares["filed automatically"].value >= 0.60
    assert shares["of no item, filed automatically"].value < 0.03


@pytest.mark.parametrize("hand", ["hand1", "hand2", "hand3", "hand4", "hand5", "hand12", "hand14"])
def test_quantities_are_found_as_written(measuring: ModuleType, plan: Plan, hand: str) -> None:
    shares = measuring.measure_quantities(plan, hand)
    assert shares["found"].value >= 0.97
    assert shares["right"].value >= 0.97
    assert shares["scope"].value >= 0.95


@pytest.mark.parametrize(
    "hand", ["hand1", "hand2", "hand3", "hand4", "hand5", "hand6", "hand7", "hand9", "hand10", "hand13"]
)
def test_unit_and_period_are_never_wrong_and_seldom_asked(measuring: ModuleType, plan: Plan, hand: str) -> None:
    shares = measuring.measure_identity(plan, hand)
    assert shares["decided wrongly"].right == 0
    assert shares["decided without a person"].value >= 0.90


@pytest.mark.parametrize("hand", ["hand1", "hand2", "hand3", "hand4", "hand5", "hand10"])
def test_what_stands_under_a_heading_is_filed_there(measuring: ModuleType, plan: Plan, hand: str) -> None:
    assert measuring.measure_headings(plan, hand)["right"].value >= 0.99


@pytest.mark.parametrize("hand", ["hand6", "hand7", "hand8", "hand12", "hand14"])
def test_what_is_added_is_what_an_officer_would_add_and_the_rest_is_asked(
    measuring: ModuleType, plan: Plan, hand: str
) -> None:
    shares = measuring.measure_indicators(plan, hand)
    assert shares["added as an officer would"].value >= 0.97
    assert shares["added or asked"].value >= 0.95
