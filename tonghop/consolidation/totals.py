"""Totals: sums over the quantities of one indicator, measure family, scope and start, each with its parts.

A quantity without an indicator is quoted elsewhere and never summed. A cumulative figure is never added to a figure of
the period, nor to one that counts from another day on: scopes and starts are separate rows. Keeps out finding
indicators (understanding) and deciding double claims.
"""

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from schemas.plan import Plan
from schemas.report import Total
from schemas.values import Precision, Scope
from tonghop.consolidation.frames import list_rows
from tonghop.consolidation.starts import find_start
from tonghop.consolidation.sums import add_values
from tonghop.consolidation.texts import normalise_text

_COLUMNS = ["activity", "nth", "unit", "indicator", "measure", "scope", "value", "precision", "estimate", "since"]
_WORD = re.compile(r"[^\W_]+|%")
_SUMMED = ["indicator", "family", "scope", "start"]
_OWN = ["unit", "indicator", "family"]
_UNDATED = "?"
"""The start of a cumulative figure of which no report says it."""


def compute_totals(
    activities: pd.DataFrame,
    plan: Plan,
    disputed: Collection[str],
    *,
    year: int,
    estimate: bool,
    doubled: Collection[str] = (),
) -> tuple[Total, ...]:
    """Compute the totals, ordered by item, indicator, scope, measure and, as the reports tell them, start.

    Args:
        activities: the frame of `frames.build_activities`.
        plan: its indicators and measure families decide what may be added.
        disputed: ids of the activities in a double claim that nobody has decided; they stay in the total.
        year: of the period; in "từ đầu năm" it is the year that is meant.
        estimate: the whole report is an estimate.
        doubled: ids of the activities that another one counts for; they are in no total.
    """
    told = activities[~activities["id"].isin(doubled)] if doubled else activities
    quantities = list_quantities(told).pipe(keep_indicated, plan)
    if quantities.empty:
        return ()
    rows = (
        quantities.pipe(name_families, plan)
        .pipe(name_starts, year)
        .pipe(keep_latest_cumulative)
        .pipe(drop_undated_running)
        .pipe(order_quantities)
    )
    written = {fold_measure(part): part for measure in plan.measures for part in (*measure.parts, measure.name)}
    return tuple(
        _add_up(group, disputed, written, estimate=estimate)
        for _, group in rows.groupby(_SUMMED, sort=False, observed=True)
    )


def list_quantities(activities: pd.DataFrame) -> pd.DataFrame:
    """One row per quantity; `nth` is its place among the quantities of its activity, from 0."""
    rows = [
        (row.id, n, row.unit, q.indicator, q.measure, q.scope, q.value, q.precision, q.estimate, q.since)
        for row in list_rows(activities)
        for n, q in enumerate(row.activity.quantities)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def keep_indicated(quantities: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Keep the quantities of a plan's indicator; add its `item`, its measure (`own`) and its place in the plan."""
    rows = [
        (name, item.number, indicator.measure, place)
        for place, (name, (item, indicator)) in enumerate(plan.indicators().items())
    ]
    indicators = pd.DataFrame(rows, columns=["indicator", "item", "own", "place"], dtype=object)
    return quantities.merge(indicators, how="inner", on="indicator", validate="many_to_one")


def name_families(quantities: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Add `family`, the measure in which the quantity may be added."""
    families = find_families(plan)
    chosen: dict[tuple[str, str], str] = {}
    for pair in zip(quantities["measure"], quantities["own"], strict=True):
        if pair not in chosen:
            chosen[pair] = choose_family(pair[0], families, pair[1])
    names = [chosen[pair] for pair in zip(quantities["measure"], quantities["own"], strict=True)]
    return quantities.assign(family=pd.Series(names, index=quantities.index, dtype=object))


def name_starts(quantities: pd.DataFrame, year: int) -> pd.DataFrame:
    """Add `start`, one text for every way of writing from when a cumulative figure counts; empty for all others."""
    starts = [
        "" if scope is not Scope.CUMULATIVE else _UNDATED if since is None else str(find_start(since, year))
        for scope, since in zip(quantities["scope"], quantities["since"], strict=True)
    ]
    return quantities.assign(start=pd.Series(starts, index=quantities.index, dtype=object))


def find_families(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Measure as written (normalised) -> names of the families that it belongs to, in plan order."""
    families: dict[str, tuple[str, ...]] = {}
    for measure in plan.measures:
        for written in dict.fromkeys(normalise_text(part) for part in (measure.name, *measure.parts)):
            families[written] = (*families.get(written, ()), measure.name)
    return families


def choose_family(written: str, families: Mapping[str, tuple[str, ...]], own: str | None = None) -> str:
    """The family of a written measure; of several the indicator's own.

    A measure that the plan does not know is the indicator's own: understanding ties nothing else to it, and units
    write abbreviations and longer nouns. Without an indicator it is what is written.
    """
    names = families.get(normalise_text(written), ())
    if own is not None and (own in names or not names):
        return own
    return names[0] if names else written


def fold_measure(written: str) -> str:
    """A written measure without its punctuation: `tin, bài` and `tin bài` are one way of writing."""
    return " ".join(_WORD.findall(normalise_text(written)))


def add_measures(
    figures: Iterable[tuple[str, int | float]], written: Mapping[str, str]
) -> tuple[tuple[str, int | float], ...]:
    """The sum of each measure as written, in the plan's order; empty where there is only one way of writing.

    `written`: measure without punctuation -> as the plan writes it.
    """
    sums: dict[str, list[int | float]] = {}
    for measure, value in figures:
        sums.setdefault(fold_measure(measure), []).append(value)
    if len(sums) < 2:
        return ()
    order = {key: place for place, key in enumerate(written)}
    ordered = sorted(sums, key=lambda key: (order.get(key, len(order)), key))
    return tuple((written.get(key, key), add_values(sums[key])) for key in ordered)


def keep_latest_cumulative(quantities: pd.DataFrame) -> pd.DataFrame:
    """Keep one cumulative figure per unit, indicator, family and start, and every other quantity.

    One report of a unit counts, so the latest is within it: a running total only grows, hence the largest is the
    latest, wherever the sentence stands; of equal ones the first is kept.
    """
    running = quantities["scope"] == Scope.CUMULATIVE
    latest = quantities[running].sort_values("value", ascending=False, kind="stable").drop_duplicates([*_OWN, "start"])
    return quantities.drop(index=quantities[running].index.difference(latest.index))


def drop_undated_running(quantities: pd.DataFrame) -> pd.DataFrame:
    """Drop what a unit tells without a start where it tells as much or more with one: the same figure, or an older."""
    running = quantities[quantities["scope"] == Scope.CUMULATIVE]
    undated = running["start"] == _UNDATED
    if undated.all() or not undated.any():
        return quantities
    highest = running[~undated].groupby(_OWN, sort=False)["value"].max()
    keys = running.loc[undated, _OWN].itertuples(index=False, name=None)
    told = zip(running.index[undated], keys, running.loc[undated, "value"], strict=True)
    return quantities.drop(index=[at for at, key, value in told if key in highest.index and value <= highest[key]])


def order_quantities(quantities: pd.DataFrame) -> pd.DataFrame:
    """Order by the indicator's place in the plan, scope and family; within them as in the report."""
    scopes = {scope: place for place, scope in enumerate(Scope)}
    return quantities.assign(scope_place=[scopes[scope] for scope in quantities["scope"]]).sort_values(
        ["item", "place", "scope_place", "family"], kind="stable"
    )


def combine_precisions(precisions: Iterable[Precision]) -> Precision:
    """What may be said of a sum: 12 + more than 5 is more than 17; a bound from above and one from below is about."""
    kinds = set(precisions) - {Precision.EXACT}
    if len(kinds) > 1:
        return Precision.ABOUT
    return kinds.pop() if kinds else Precision.EXACT


def _add_up(group: pd.DataFrame, disputed: Collection[str], written: Mapping[str, str], *, estimate: bool) -> Total:
    rows = list_rows(group)
    return Total(
        item=rows[0].item,
        indicator=rows[0].indicator,
        measure=rows[0].family,
        scope=rows[0].scope,
        since=rows[0].since if rows[0].scope is Scope.CUMULATIVE else None,
        value=add_values(row.value for row in rows),
        precision=combine_precisions(row.precision for row in rows),
        parts=tuple((row.activity, row.nth) for row in rows),
        measures=add_measures(((row.measure, row.value) for row in rows), written),
        disputed=any(row.activity in disputed for row in rows),
        estimate=estimate or any(row.estimate for row in rows),
    )
