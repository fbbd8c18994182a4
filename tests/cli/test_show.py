"""What the terminal shows of a report."""

import pytest

from cli.show import write_number


@pytest.mark.parametrize(
    ("value", "written"),
    [(11974405.56, "11.974.405,56"), (1200, "1.200"), (7, "7"), (7.0, "7"), (0.5, "0,5"), (100.0, "100"), (-3, "-3")],
)
def test_figures_are_written_as_in_vietnamese(value: float, written: str) -> None:
    assert write_number(value) == written
