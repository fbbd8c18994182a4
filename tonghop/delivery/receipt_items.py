"""The items of one report as a receipt tells them: how each stands, and the figures that were read. Pure.

Keeps out what is to be mended (receipt_report) and how it looks (receipt_page).
"""

from collections.abc import Iterator, Sequence

from schemas.plan import Plan, Unit
from schemas.submission import ItemReport, Quantity, Submission
from schemas.values import CellState, Scope
from tonghop.delivery import receipt_messages as m
from tonghop.delivery.receipt_page import ItemView
from tonghop.rendering.text import format_quantity

_MOST_FIGURES = 12


def list_items(content: Submission, plan: Plan, unit: Unit) -> Iterator[ItemView]:
    """Each item of the plan, as `unit` is told of it."""
    assigned = unit.items if content.unit == unit.code else tuple(content.items)
    for item in plan.items:
        said = content.items.get(item.number)
        if said is not None:
            state = _tell_state(said, is_assigned=item.number in assigned)
            yield ItemView(number=item.number, title=item.title, state=state, figures=tuple(_list_figures(said, plan)))


def _tell_state(said: ItemReport, *, is_assigned: bool) -> str:
    if said.returned:
        return m.STATE_RETURNED
    if said.state is CellState.MISSING:
        unsaid = said.reason.label if said.reason else said.state.label
        return unsaid if is_assigned else CellState.NOT_ASSIGNED.label
    return said.state.label


def _list_figures(said: ItemReport, plan: Plan) -> Iterator[str]:
    """Each figure of an indicator as it was read, side by side: only the consolidated report adds figures up."""
    titles = {ident: indicator.title for ident, (_, indicator) in plan.indicators().items()}
    figures: dict[str, list[Quantity]] = {}
    others = 0
    for quantity in (quantity for activity in said.activities for quantity in activity.quantities):
        if quantity.indicator in titles:
            figures.setdefault(titles[quantity.indicator], []).append(quantity)
        else:
            others += 1
    for title, told in figures.items():
        more = [m.CUT_FIGURES.format(count=len(told) - _MOST_FIGURES)] if len(told) > _MOST_FIGURES else []
        yield m.FIGURE.format(indicator=title, figures="; ".join([_tell_figures(told[:_MOST_FIGURES]), *more]))
    if others:
        yield m.MORE_FIGURES.format(count=others)


def _tell_figures(quantities: Sequence[Quantity]) -> str:
    """`02 + 01 dự án trong kỳ; 16 dự án lũy kế`: side by side, the span of time told wherever it may be mistaken."""
    spans: dict[Scope, dict[str, list[str]]] = {}
    for quantity in quantities:
        bare = format_quantity(quantity.model_copy(update={"scope": Scope.PERIOD}))
        figure = bare.removesuffix(quantity.measure).rstrip()
        spans.setdefault(quantity.scope, {}).setdefault(quantity.measure, []).append(figure)
    is_plain = set(spans) == {Scope.PERIOD}
    return "; ".join(
        ", ".join(f"{' + '.join(told)} {measure}" for measure, told in spans[scope].items())
        + ("" if is_plain else f" {scope.label}")
        for scope in Scope
        if scope in spans
    )
