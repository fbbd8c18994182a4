"""The fingerprint changes with what a report is made of, and with nothing else."""

import subprocess
import sys
from datetime import date

import pytest

from schemas.request import Request
from tonghop.consolidation import compute_fingerprint

REQUEST = Request(number="1/UBND", date=date(2024, 4, 1), asker="UBND tỉnh", scope="x", deadline=date(2024, 4, 20))


@pytest.fixture
def made(submission, activity, quantity):
    told = activity("Đón 02 đoàn", quantities=(quantity(2, "đoàn", "doan-vao"),))
    return [submission("a", (3, told)), submission("b", (3, told), unit="VP")]


def test_neither_order_nor_id_nor_time_changes_it(made) -> None:
    renamed = made[0].model_copy(update={"id": "z", "received_at": made[0].received_at.replace(day=1), "subject": "x"})
    decisions = [("claim", "a|b", "both"), ("submission", "c", date(2024, 5, 1))]
    first = compute_fingerprint(made, decisions, "plan", REQUEST)
    assert compute_fingerprint([made[1], renamed], decisions, "plan", REQUEST) == first
    assert len(first) == 64


def test_each_of_its_ingredients_changes_it(made, submission, activity, quantity) -> None:
    other = submission("a", (3, activity("Đón 02 đoàn", quantities=(quantity(3, "đoàn", "doan-vao"),))))
    resent = made[0].model_copy(update={"files": (made[0].files[0].model_copy(update={"sha256": "new"}),)})
    variants = [
        (made, (), "plan", None),
        (made[:1], (), "plan", None),
        ([other, made[1]], (), "plan", None),
        ([resent, made[1]], (), "plan", None),
        (made, [("x", "both")], "plan", None),
        (made, [("x", "both"), ("x", "first")], "plan", None),
        (made, [("x", "first"), ("x", "both")], "plan", None),
        (made, (), "plan 2", None),
        (made, (), "plan", REQUEST),
    ]
    assert len({compute_fingerprint(*variant) for variant in variants}) == len(variants)


def test_revisions_and_fingerprints_do_not_cost_pandas() -> None:
    code = (
        "import sys, tonghop.consolidation as c; c.find_revisions([]); c.compute_fingerprint([], (), '', None);"
        "sys.exit(bool({'pandas', 'numpy', 'rapidfuzz'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
