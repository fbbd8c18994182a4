"""Numbers as Vietnamese write them."""

import pytest

from tonghop.numerals import format_number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (1246, "1.246"),
        (11974405.56, "11.974.405,56"),
        (71.15, "71,15"),
        (7.0, "7"),
        (1e15, "1.000.000.000.000.000"),
        (0.1 + 0.2, "0,30000000000000004"),
        (-1234.5, "-1.234,5"),
        (10_000_000_000_000_000_000, "10.000.000.000.000.000.000"),
        (100, "100"),
        (100.0, "100"),
    ],
)
def test_a_number_has_points_between_groups_and_a_decimal_comma(value, written):
    assert format_number(value) == written
