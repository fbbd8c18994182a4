"""Fixtures that several rooms share."""

from pathlib import Path

import pytest

from schemas.plan import Plan
from tonghop.plan import load_plan

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan(ROOT / "plans" / "2024.yaml")
