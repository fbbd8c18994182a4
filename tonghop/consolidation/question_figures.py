"""Figures and places as questions tell them. Keeps out what is asked."""

from collections.abc import Collection, Iterable

from schemas.places import describe_place
from schemas.plan import Plan
from schemas.submission import FiledDocument, Quantity
from schemas.values import Precision
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.naming import name_indicator
from tonghop.numerals import format_number


def tell_figure(value: float | None, measure: str, precision: Precision = Precision.EXACT) -> str:
    """`05 cuộc`, `trên 1.755 lượt người`: as an office writes a figure."""
    number = format_number(value or 0)
    padded = number.zfill(2) if number in set("0123456789") and measure != "%" else number
    return " ".join(part for part in (precision.label, padded, measure) if part)


def tell_quantity(quantity: Quantity) -> str:
    """A quantity as an office writes it, a range with both ends."""
    if quantity.value_max is None:
        return tell_figure(quantity.value, quantity.measure, quantity.precision)
    return f"{format_number(quantity.value)}-{format_number(quantity.value_max)} {quantity.measure}".strip()


def tell_counted(quantity: Quantity, plan: Plan | None) -> str:
    """A quantity that is added up, with what it is added to."""
    told = tell_quantity(quantity)
    title = name_indicator(plan, quantity.indicator or "") if plan is not None else quantity.indicator or ""
    return f"{told} ({title})" if title else told


def tell_place(
    files: Iterable[FiledDocument], sha256: str, locator: str, context: str = "", letterheads: Collection[str] = ()
) -> str:
    """File and place in words; what stands in a container is told by the container's name."""
    files = tuple(files)
    name = next((file.name for file in files if file.sha256 == sha256), files[0].name if len(files) == 1 else None)
    place = describe_place(locator, letterheads)
    told = words.place_in_file(name, place) if name is not None else place
    return words.below(told, context) if context.strip() else told
