"""Adding figures as they were written. Light: whoever only reads an issued report need not load pandas."""

from collections.abc import Iterable
from decimal import Decimal


def add_values(values: Iterable[int | float]) -> int | float:
    """Add as the figures were written: 0.1 + 0.2 is 0.3, and whole numbers stay whole."""
    figures = list(values)
    if all(isinstance(figure, int) for figure in figures):
        return sum(figures)
    return float(sum((Decimal(str(figure)) for figure in figures), Decimal()))
