"""Where adjustments stand: each chain of them (12 -> 15 -> 16) is sought among the figures that the reports tell now.

Keeps out what is done with a figure that is found (adjusting) and where figures come from.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from schemas.adjustment import Adjustment, ReportAdjustment
from schemas.decision import Decision, Decisions
from schemas.subjects import ADJUSTMENT_SUBJECT, make_adjustment_subject
from schemas.values import AdjustmentChoice, AdjustmentState
from tonghop.consolidation.texts import normalise_text

Place = TypeVar("Place")
Target = tuple[object, ...]
AnyAdjustment = TypeVar("AnyAdjustment", Adjustment, ReportAdjustment)


class Figure(NamedTuple, Generic[Place]):
    """A figure that an adjustment may mean."""

    place: Place
    value: int | float
    is_same: bool = True
    """In the very sentence; else the unit's one figure of that kind, in other words, which may only confirm."""
    known_at: datetime | None = None
    """When the Office first had the report that tells it; None where that says nothing."""


class Outcome(NamedTuple, Generic[Place]):
    """Where a chain stands: its figure or none, the state of each of its adjustments, whether it is applied."""

    chain: tuple[Adjustment, ...]
    figure: Figure[Place] | None
    states: tuple[AdjustmentState, ...]
    is_applied: bool


def find_target(adjustment: Adjustment) -> Target:
    """What tells which figure an adjustment means, its value aside."""
    return (
        adjustment.unit,
        adjustment.item if adjustment.unit is not None else None,
        adjustment.indicator,
        adjustment.activity_key,
        normalise_text(adjustment.measure),
        adjustment.scope,
    )


def find_chains(
    adjustments: Iterable[AnyAdjustment], over: Collection[int] = frozenset()
) -> list[tuple[AnyAdjustment, ...]]:
    """Join the adjustments of one figure where each begins with the number at which the one before ended.

    `over` are the ids of first adjustments whose chain goes on no more.
    """
    chains: list[list[AnyAdjustment]] = []
    for adjustment in sorted(adjustments, key=lambda each: each.id):
        target = find_target(adjustment)
        open_ends = (
            chain
            for chain in reversed(chains)
            if find_target(chain[0]) == target and chain[-1].new == adjustment.old and chain[0].id not in over
        )
        chain = next(open_ends, None)
        if chain is None:
            chains.append([adjustment])
        else:
            chain.append(adjustment)
    return [tuple(chain) for chain in chains]


def resolve_chains(
    adjustments: Iterable[Adjustment],
    list_figures: Callable[[Adjustment], Sequence[Figure[Place]]],
    decisions: Decisions,
) -> list[Outcome[Place]]:
    """Find the figure of each chain, every figure for one chain only.

    `list_figures` gives the figures that an adjustment may mean by everything but its value; places are hashable. Those
    that tell a number of their chain are found first, since what is left for the others then is the changed figure.
    """
    over = _find_over(decisions)
    chains = find_chains(adjustments, over)
    taken: set[Place] = set()
    found: dict[int, Outcome[Place]] = {}
    for chain in (chain for chain in chains if chain[0].id not in over):
        figure = _find_known([each for each in list_figures(chain[0]) if each.place not in taken], chain)
        if figure is not None:
            taken.add(figure.place)
            found[chain[0].id] = _judge_known(chain, figure, decisions)
    for chain in chains:
        if chain[0].id not in found:
            left = [each for each in list_figures(chain[0]) if each.place not in taken]
            outcome = _judge_unknown(chain, left, decisions, is_over=chain[0].id in over)
            if outcome.figure is not None and chain[0].id not in over:
                taken.add(outcome.figure.place)
            found[chain[0].id] = outcome
    return [found[chain[0].id] for chain in chains]


def list_values(chain: Sequence[Adjustment]) -> tuple[int | float, ...]:
    """The numbers of a chain: what was reported first, then each change."""
    return chain[0].old, *(each.new for each in chain)


def _find_known(figures: Sequence[Figure[Place]], chain: Sequence[Adjustment]) -> Figure[Place] | None:
    """The one figure that tells a number of the chain: what was adjusted before all, then the newest number."""
    values = list_values(chain)
    for value in (values[0], *reversed(values[1:])):
        same = [each for each in figures if each.value == value and (each.is_same or value == values[-1])]
        if len(same) == 1 or (same and value == values[-1]):
            return same[0]
        if same:
            return None
    return None


def _judge_known(chain: tuple[Adjustment, ...], figure: Figure[Place], decisions: Decisions) -> Outcome[Place]:
    """A chain of which a report tells a number.

    A report that came after the change was recorded and repeats what was changed speaks against it, in writing.
    """
    states = _tell_states(chain, figure.value)
    pending = next((each for each, state in zip(chain, states, strict=True) if state is AdjustmentState.PENDING), None)
    is_repeated = pending is not None and figure.known_at is not None and figure.known_at > pending.recorded_at
    if is_repeated and not _is_kept(chain, figure.value, decisions):
        return Outcome(chain, figure, (AdjustmentState.REOPENED,) * len(chain), is_applied=False)
    return Outcome(chain, figure, states, is_applied=True)


def _is_kept(chain: Sequence[Adjustment], found: float, decisions: Decisions) -> bool:
    decision = decisions.get(make_adjustment_subject(chain[0].id, found))
    return decision is not None and decision.choice == AdjustmentChoice.KEEP.value


def _tell_states(chain: Sequence[Adjustment], value: float) -> tuple[AdjustmentState, ...]:
    """What the reports say already is confirmed, what goes beyond is pending."""
    values = list_values(chain)
    reached = max(place for place, each in enumerate(values) if each == value)
    return tuple(
        AdjustmentState.CONFIRMED if place < reached else AdjustmentState.PENDING for place in range(len(chain))
    )


def _judge_unknown(
    chain: tuple[Adjustment, ...], left: Sequence[Figure[Place]], decisions: Decisions, *, is_over: bool
) -> Outcome[Place]:
    """A chain of which the reports tell no number."""
    figure = left[0] if len(left) == 1 else None
    if is_over:
        return Outcome(chain, figure, (AdjustmentState.DROPPED,) * len(chain), is_applied=False)
    if figure is None:
        return Outcome(chain, None, (AdjustmentState.LOST,) * len(chain), is_applied=False)
    if _is_kept(chain, figure.value, decisions):
        return Outcome(chain, figure, (AdjustmentState.PENDING,) * len(chain), is_applied=True)
    return Outcome(chain, figure, (AdjustmentState.REOPENED,) * len(chain), is_applied=False)


def _find_over(decisions: Decisions) -> set[int]:
    """Ids of the chains that ended when a person took the number of a report, as the newest decision on them."""
    newest: dict[int, Decision] = {}
    for subject, decision in decisions.items():
        chain = subject.removeprefix(ADJUSTMENT_SUBJECT).partition(":")[0]
        if subject.startswith(ADJUSTMENT_SUBJECT) and chain.isdigit():
            before = newest.get(int(chain))
            if before is None or before.decided_at <= decision.decided_at:
                newest[int(chain)] = decision
    return {chain for chain, decision in newest.items() if decision.choice == AdjustmentChoice.TAKE.value}
