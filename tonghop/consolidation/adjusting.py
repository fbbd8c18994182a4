"""Adjustments (điều chỉnh số liệu) put on the figures and totals of a report: changed, and never without a trace.

The unit's words stay as they are; beside them stands the sentence with the changed number, where that is certain.
Keeps out recording them (decisions) and what a chain's state is (chains).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from schemas.adjustment import Adjustment, ReportAdjustment
from schemas.decision import Decisions
from schemas.plan import Plan
from schemas.report import ReportActivity, ReportFinding, Total
from schemas.rules import make_finding
from schemas.subjects import make_activity_key
from schemas.submission import Activity, Quantity
from schemas.values import AdjustmentState, Precision
from tonghop.consolidation.adjusted_sums import find_broken_sum
from tonghop.consolidation.chains import Figure, Outcome, list_values, resolve_chains
from tonghop.consolidation.frames import list_rows
from tonghop.consolidation.messages import quote
from tonghop.consolidation.naming import name_indicator
from tonghop.consolidation.rewording import replace_number
from tonghop.consolidation.texts import normalise_text
from tonghop.consolidation.totals import find_families
from tonghop.numerals import format_number

_Spot = tuple[int, int]
"""(row of the frame, place of the quantity in its activity)."""


class AdjustedFigures(NamedTuple):
    """The frame with changed figures, what became of each adjustment, and the sentences to print."""

    frame: pd.DataFrame
    changes: tuple[ReportAdjustment, ...] = ()
    sentences: Mapping[str, str] = MappingProxyType({})
    """Activity id -> its words with the changed numbers; only where it is certain which number to change."""
    findings: tuple[ReportFinding, ...] = ()


class AdjustedTotals(NamedTuple):
    """The totals with what they were before any adjustment, and what became of each adjustment of a total."""

    totals: tuple[Total, ...]
    changes: tuple[ReportAdjustment, ...] = ()
    findings: tuple[ReportFinding, ...] = ()


def adjust_figures(
    activities: pd.DataFrame,
    adjustments: Sequence[Adjustment],
    decisions: Decisions,
    *,
    plan: Plan,
    known_at: Mapping[str, datetime] = MappingProxyType({}),
) -> AdjustedFigures:
    """Change the figures that adjustments of units' figures mean; `activities` itself where there are none.

    Args:
        activities: the frame of `frames.build_activities`.
        adjustments: of the period, withdrawn ones left out; those of totals do not matter here.
        decisions: those on adjustments that no longer fit what the reports say are followed.
        plan: its measure families tell which figures of a sentence may be parts of another one.
        known_at: submission id -> when the Office first had it.
    """
    wanted = [each for each in adjustments if each.unit is not None]
    if not wanted:
        return AdjustedFigures(activities)
    rows = list_rows(activities)
    index = _index_figures(rows, {each.unit for each in wanted})
    outcomes = resolve_chains(wanted, lambda each: _list_figures(each, rows, index, known_at), decisions)
    changed: dict[int, Activity] = {}
    sentences: dict[int, str | None] = {}
    for outcome in outcomes:
        if outcome.is_applied and outcome.figure is not None and outcome.figure.value != outcome.chain[-1].new:
            row, nth = outcome.figure.place
            activity = changed.get(row, rows[row].activity)
            before = sentences.get(row, activity.text)
            written = activity.quantities[nth]
            new = outcome.chain[-1].new
            changed[row] = _change_quantity(activity, nth, new)
            safe = before is not None and written.value_max is None
            sentences[row] = replace_number(before or "", written.value, new, written.measure) if safe else None
    column = [changed.get(place, row.activity) for place, row in enumerate(rows)]
    frame = activities.assign(activity=pd.Series(column, index=activities.index, dtype=object))
    return AdjustedFigures(
        frame=frame if changed else activities,
        changes=tuple(each for outcome in outcomes for each in _tell_figure(outcome, rows)),
        sentences={rows[row].id: text for row, text in sentences.items() if text is not None},
        findings=(
            *_list_findings(outcomes, rows, sentences),
            *_list_broken_sums(outcomes, rows, changed, sentences, find_families(plan)),
        ),
    )


def adjust_totals(
    totals: Sequence[Total],
    before: Sequence[Total],
    adjustments: Sequence[Adjustment],
    decisions: Decisions,
    plan: Plan,
) -> AdjustedTotals:
    """Change the totals that adjustments of totals mean, and tell of each changed one what it was.

    `totals` are made of the adjusted figures, `before` of the figures as reported.
    """
    reported = {_key(each): each.value for each in before}
    wanted = [each for each in adjustments if each.unit is None]
    places: dict[object, list[int]] = defaultdict(list)
    for place, total in enumerate(totals):
        places[_key(total)[:-1]].append(place)

    def list_figures(each: Adjustment) -> list[Figure[int]]:
        # Of running totals of several starts the number tells which one is meant.
        known = places.get((each.indicator or "", normalise_text(each.measure), each.scope), ())
        return [Figure(place, totals[place].value) for place in known]

    outcomes = resolve_chains(wanted, list_figures, decisions)
    result = [_mark(total, reported.get(_key(total))) for total in totals]
    for outcome in outcomes:
        if outcome.is_applied and outcome.figure is not None:
            place, new = outcome.figure.place, outcome.chain[-1].new
            if result[place].value != new:
                # What the parts add up to is another number, so nothing is said of the parts here.
                changed = result[place].model_copy(update={"value": new, "measures": (), "precision": Precision.EXACT})
                result[place] = _mark(changed, reported.get(_key(changed)))
    return AdjustedTotals(
        totals=tuple(result),
        changes=tuple(each for outcome in outcomes for each in _tell(outcome, None)),
        findings=tuple(
            finding for outcome in outcomes for finding in (*_find_open(outcome), *_find_changed_total(outcome, plan))
        ),
    )


def _find_changed_total(outcome: Outcome[int], plan: Plan) -> list[ReportFinding]:
    """A changed total stands beside sentences that still tell the old number: only a person can reword them."""
    last = outcome.chain[-1]
    if not outcome.is_applied or outcome.figure is None or outcome.figure.value == last.new:
        return []
    name = name_indicator(plan, last.indicator or "")
    finding = make_finding("adjusted-total", indicator=name, **_name_numbers(outcome), measure=last.measure)
    return [ReportFinding(**finding.model_dump())]


def show_adjusted(activities: Sequence[ReportActivity], sentences: Mapping[str, str]) -> tuple[ReportActivity, ...]:
    """The activities with the sentences that are printed instead of the units' own."""
    if not sentences:
        return tuple(activities)
    return tuple(
        each.model_copy(update={"adjusted_text": sentences[each.id]}) if each.id in sentences else each
        for each in activities
    )


def _index_figures(rows: Sequence[Any], units: set[str | None]) -> dict[str, list[tuple[str, _Spot]]]:
    """Unit -> (key of the sentence, spot) of each of its figures."""
    index: dict[str, list[tuple[str, _Spot]]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.unit in units:
            key = make_activity_key(row.activity.text)
            index[row.unit] += [(key, (place, nth)) for nth in range(len(row.activity.quantities))]
    return index


def _list_figures(
    adjustment: Adjustment,
    rows: Sequence[Any],
    index: Mapping[str, Sequence[tuple[str, _Spot]]],
    known_at: Mapping[str, datetime],
) -> list[Figure[_Spot]]:
    """The figures of its sentence, measure, scope and indicator; under its own item if there are such.

    Where the sentence is gone, the one figure that the unit has of that indicator under that item.
    """
    kind = [
        (
            key,
            rows[row].item == adjustment.item,
            Figure((row, nth), rows[row].activity.quantities[nth].value, known_at=known_at.get(rows[row].submission)),
        )
        for key, (row, nth) in index.get(adjustment.unit or "", ())
        if _is_of_kind(rows[row].activity.quantities[nth], adjustment)
    ]
    same = [(here, figure) for key, here, figure in kind if key == adjustment.activity_key]
    if same:
        return [figure for here, figure in same if here] or [figure for _, figure in same]
    near = [figure._replace(is_same=False) for _, here, figure in kind if here]
    return near if len(near) == 1 and adjustment.indicator is not None else []


def _is_of_kind(quantity: Quantity, adjustment: Adjustment) -> bool:
    return (
        quantity.scope is adjustment.scope
        and normalise_text(quantity.measure) == normalise_text(adjustment.measure)
        and adjustment.indicator in (None, quantity.indicator)
    )


def _change_quantity(activity: Activity, nth: int, value: float) -> Activity:
    quantity = activity.quantities[nth].model_copy(update={"value": value, "value_max": None})
    quantities = (*activity.quantities[:nth], quantity, *activity.quantities[nth + 1 :])
    return activity.model_copy(update={"quantities": quantities})


def _tell_figure(outcome: Outcome[_Spot], rows: Sequence[Any]) -> list[ReportAdjustment]:
    figure = outcome.figure
    return _tell(outcome, None if figure is None else rows[figure.place[0]].id)


def _tell(outcome: Outcome[_Spot] | Outcome[int], activity: str | None) -> list[ReportAdjustment]:
    found = None if outcome.figure is None else outcome.figure.value
    return [
        ReportAdjustment(**each.model_dump(), state=state, found=found, activity=activity)
        for each, state in zip(outcome.chain, outcome.states, strict=True)
    ]


def _list_findings(
    outcomes: Sequence[Outcome[_Spot]], rows: Sequence[Any], sentences: dict[int, str | None]
) -> list[ReportFinding]:
    """What a person must settle, and the sentences in which the changed number could not be placed."""
    findings = [finding for outcome in outcomes for finding in _find_open(outcome)]
    for outcome in outcomes:
        place = None if outcome.figure is None or not outcome.is_applied else outcome.figure.place[0]
        if place is not None and place in sentences and sentences[place] is None:
            row, last = rows[place], outcome.chain[-1]
            finding = make_finding(
                "adjusted-words",
                row.locator,
                **_name_numbers(outcome),
                measure=last.measure,
                text=quote(row.activity.text),
            )
            findings.append(ReportFinding(**finding.model_dump(), unit=last.unit))
    return findings


def _list_broken_sums(
    outcomes: Sequence[Outcome[_Spot]],
    rows: Sequence[Any],
    changed: Mapping[int, Activity],
    sentences: Mapping[int, str | None],
    families: Mapping[str, tuple[str, ...]],
) -> list[ReportFinding]:
    """Sentences whose stated total was what its parts add up to, and is no more; one finding each."""
    findings = []
    last = {each.figure.place[0]: each for each in outcomes if each.figure is not None and each.is_applied}
    for place, activity in sorted(changed.items()):
        before = rows[place].activity
        broken = find_broken_sum(before.text, before.quantities, activity.quantities, families)
        if broken is not None:
            total, parts = broken
            finding = make_finding(
                "adjusted-sum",
                rows[place].locator,
                **_name_numbers(last[place]),
                measure=last[place].chain[-1].measure,
                total=f"{format_number(total.value)} {total.measure}",
                sum=format_number(parts),
                text=quote(sentences.get(place) or before.text),
            )
            findings.append(ReportFinding(**finding.model_dump(), unit=rows[place].unit))
    return findings


def _find_open(outcome: Outcome[_Spot] | Outcome[int]) -> list[ReportFinding]:
    last, numbers = outcome.chain[-1], _name_numbers(outcome)
    words: dict[str, Any] = {"measure": last.measure, "text": quote(last.activity_text or last.indicator or "")}
    if outcome.states[-1] is AdjustmentState.REOPENED and outcome.figure is not None:
        found = format_number(outcome.figure.value)
        finding = make_finding("adjustment-reopened", **numbers, **words, found=found)
    elif outcome.states[-1] is AdjustmentState.LOST:
        finding = make_finding("adjustment-lost", **numbers, **words)
    else:
        return []
    return [ReportFinding(**finding.model_dump(), unit=last.unit)]


def _name_numbers(outcome: Outcome[_Spot] | Outcome[int]) -> dict[str, Any]:
    values = list_values(outcome.chain)
    return {"old": format_number(values[0]), "new": format_number(values[-1])}


def _key(total: Total) -> tuple[str, str, object, str | None]:
    return total.indicator, normalise_text(total.measure), total.scope, total.since


def _mark(total: Total, reported: float | None) -> Total:
    if reported is None or reported == total.value:
        return total.model_copy(update={"adjusted_from": None}) if total.adjusted_from is not None else total
    return total.model_copy(update={"adjusted_from": reported})
