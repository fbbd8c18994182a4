"""A stated total that agreed with its parts must agree after a change as well, or a person is told."""

import time

import pytest

from schemas.submission import Quantity
from schemas.values import Scope
from tonghop.consolidation.adjusted_sums import find_broken_sum
from tonghop.consolidation.totals import find_families

TOTAL = "Tổng cộng {} tin, bài, trong đó {} tin, bài trên Cổng và {} bài trên Báo Quảng Trị"
WITHIN = "Mở {} lớp, trong đó {} lớp tại Hướng Hóa"
APART = "Đăng {} tin, bài trên Cổng, {} tin, bài trên Báo, {} tin, bài trên Đặc san"
MEASURES = ("tin, bài", "tin, bài", "bài")


def tell(values, measures=MEASURES, scopes=(Scope.PERIOD,) * 3):
    return [Quantity(value=v, measure=m, scope=s) for v, m, s in zip(values, measures, scopes, strict=False)]


@pytest.mark.parametrize(
    ("text", "before", "after", "broken"),
    [
        (TOTAL, (25, 15, 10), (25, 14, 10), (25, 24)),
        (TOTAL, (25, 15, 10), (24, 14, 10), None),  # the total was changed with it
        (TOTAL, (25, 15, 10), (26, 15, 10), (26, 25)),  # the total alone was changed
        (TOTAL, (25, 15, 10), (25, 14, 11), None),
        (TOTAL, (25, 12, 10), (25, 13, 10), None),  # it never added up: checking has told that
        ("{} tin, bài và {} bài; tổng cộng {}", (15, 10, 25), (14, 10, 25), (25, 24)),
        (APART, (25, 15, 10), (25, 14, 10), None),  # no words of a total: chance
        (WITHIN, (5, 3), (5, 6), (5, 6)),
        (WITHIN, (5, 3), (5, 4), None),
        (WITHIN, (3, 5), (3, 6), None),
    ],
)
def test_a_sum_that_a_change_breaks_is_found(plan, text, before, after, broken):
    found = find_broken_sum(text.format(*before), tell(before), tell(after), find_families(plan))
    assert (found and (found[0].value, found[1])) == broken


def test_figures_of_another_measure_or_scope_are_no_parts(plan):
    for given in (
        {"measures": ("tin, bài", "lớp", "cuộc")},
        {"scopes": (Scope.CUMULATIVE, Scope.PERIOD, Scope.PERIOD)},
    ):
        before, after = tell((25, 15, 10), **given), tell((25, 14, 10), **given)
        assert find_broken_sum(TOTAL.format(25, 15, 10), before, after, find_families(plan)) is None


def test_many_figures_in_one_sentence_are_no_work(plan):
    before = [Quantity(value=n + 0.5, measure="lớp") for n in range(600, 1200)]
    start = time.process_time()
    assert find_broken_sum("Tổng số lớp", before, before, find_families(plan)) is None
    assert time.process_time() - start < 2
