"""How a number is written in Vietnamese. Light, since the terminal needs it as well as the official page."""

from decimal import Decimal


def format_number(value: float) -> str:
    """`11974405.56` -> `11.974.405,56`: '.' groups, ',' decimals."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    whole, _, part = f"{exact:,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")
