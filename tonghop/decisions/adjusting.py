"""Adjustments (điều chỉnh số liệu): the one figure or total that a person means is found and the change is recorded.

What counts now is looked at, earlier adjustments included. A figure that is not told apart from others is refused with
those that it may be. Keeps out what a recorded adjustment changes (consolidation).
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from schemas.base import Word
from schemas.plan import Plan
from schemas.report import Report, ReportActivity, Total
from schemas.subjects import make_activity_key
from schemas.submission import Quantity
from schemas.values import AdjustmentChannel, Scope
from tonghop.consolidation.chains import find_chains
from tonghop.decisions import adjusting_messages as m
from tonghop.decisions.keys import DecisionError
from tonghop.ledger import Ledger
from tonghop.ledger.adjustments import (
    NewAdjustment,
    load_adjustments,
    load_withdrawn,
    record_adjustment,
    withdraw_adjustment,
)
from tonghop.numerals import format_number

MOST_SHOWN = 10
MOST_DIGITS = 15
"""Of a figure: a longer one is no count, and would not survive a spreadsheet."""


class WantedChange(Word):
    """A change as a person tells it: of a unit's figure under an item, or of the total of an indicator."""

    unit: str | None = None
    item: int | None = None
    total: str | None = None
    """Id of the indicator whose total is changed; unit and item are left out then."""
    old: int | float
    new: int | float
    indicator: str | None = None
    measure: str | None = None
    scope: Scope | None = None
    text: str | None = None
    asked_by: str
    channel: AdjustmentChannel
    why: str
    by: str


class Found(NamedTuple):
    """A figure that may be meant; `activity` is None for a total."""

    unit: str | None
    item: int
    indicator: str | None
    measure: str
    scope: Scope
    value: int | float
    activity: ReportActivity | None
    since: str | None = None
    """From when a cumulative total counts."""

    @property
    def target(self) -> tuple[object, ...]:
        """What a recorded adjustment knows of it."""
        key = make_activity_key(self.activity.text) if self.activity is not None else None
        return self.unit, self.item, self.indicator, self.measure, self.scope, self.value, key


def find_figure(report: Report, plan: Plan, wanted: WantedChange) -> Found:
    """The one figure that a change means.

    Raises DecisionError (Vietnamese) when it is none or several: which there are, and how to tell them apart.
    """
    _check_words(wanted)
    known = list_totals(report) if wanted.total is not None else list_figures(report)
    _check_codes(wanted, plan)
    near = [each for each in known if _is_named(each, wanted, plan)]
    meant = [each for each in near if each.value == wanted.old]
    if not meant:
        raise DecisionError(_tell_none(near, wanted, plan, _find_uncounted(report, wanted, plan)))
    if len(meant) > 1:
        raise DecisionError(_tell_several(meant, plan))
    return meant[0]


def list_figures(report: Report) -> list[Found]:
    """The figures of all units that count now; not those of an activity for which another one counts."""
    doubled = find_doubled(report)
    return _list_figures(each for each in report.activities if each.id not in doubled)


def find_doubled(report: Report) -> frozenset[str]:
    """Ids of the activities that a person said to be another one told twice: they are in no total."""
    return frozenset(claim.dropped for claim in report.double_claims if claim.dropped is not None)


def _list_figures(activities: Iterable[ReportActivity]) -> list[Found]:
    return [
        _make_found(activity, quantity)
        for activity in activities
        for quantity in activity.quantities
        if quantity.value_max is None
    ]


def _find_uncounted(report: Report, wanted: WantedChange, plan: Plan) -> Found | None:
    """The figure that is meant, where it does not count because another activity counts for its own."""
    doubled = find_doubled(report) if wanted.total is None else frozenset()
    known = _list_figures(each for each in report.activities if each.id in doubled)
    return next((each for each in known if _is_named(each, wanted, plan) and each.value == wanted.old), None)


def list_totals(report: Report) -> list[Found]:
    """The totals that are printed now."""
    return [_make_total(total) for total in report.totals]


def record_change(ledger: Ledger, period: str, found: Found, wanted: WantedChange, *, at: datetime) -> int:
    """Record the change of a figure that was found; gives the adjustment's number."""
    activity = found.activity
    told = NewAdjustment(
        period=period,
        unit=found.unit,
        item=found.item,
        indicator=found.indicator,
        measure=found.measure,
        scope=found.scope,
        activity_key=make_activity_key(activity.text) if activity is not None else None,
        activity_text=activity.text if activity is not None else None,
        old=wanted.old,
        new=wanted.new,
        asked_by=wanted.asked_by,
        channel=wanted.channel.value,
        why=wanted.why,
        recorded_by=wanted.by,
    )
    with ledger.write() as connection:
        return record_adjustment(connection, told, at=at)


def withdraw_change(ledger: Ledger, period: str, number: int, *, by: str, why: str, at: datetime) -> bool:
    """Take a change back; False when it was taken back before.

    Raises DecisionError when the period has no such change, or a later one goes on from it.
    """
    if not by.strip() or not why.strip():
        raise DecisionError(m.MISSING_WORDS.format(names="--by, --why"))
    with ledger.write() as connection:
        known = load_adjustments(connection, period)
        if any(each.id == number for each, _ in load_withdrawn(connection, period)):
            return False
        chain = next((chain for chain in find_chains(known) if any(each.id == number for each in chain)), None)
        if chain is None:
            raise DecisionError(m.UNKNOWN_NUMBER.format(number=number, period=period))
        if chain[-1].id != number:
            raise DecisionError(m.NOT_LAST.format(number=number, later=chain[-1].id))
        return withdraw_adjustment(connection, number, by=by.strip(), why=why.strip(), at=at)


def _check_words(wanted: WantedChange) -> None:
    empty = [
        name
        for name, text in (("--asked-by", wanted.asked_by), ("--why", wanted.why), ("--by", wanted.by))
        if not text.strip()
    ]
    if empty:
        raise DecisionError(m.MISSING_WORDS.format(names=", ".join(empty)))
    if wanted.total is None and (wanted.unit is None or wanted.item is None):
        raise DecisionError(m.MISSING_PLACE)
    if wanted.total is not None and (wanted.unit is not None or wanted.text is not None):
        raise DecisionError(m.TOTAL_ALONE)
    for value in (wanted.old, wanted.new):
        if not _is_figure(value):
            raise DecisionError(m.NO_FIGURE.format(most=MOST_DIGITS))
    if wanted.old == wanted.new:
        raise DecisionError(m.SAME_NUMBER.format(number=format_number(wanted.old)))


def _is_figure(value: int | float) -> bool:
    """Whether a report may tell it: a number, not negative, and no longer than those that are read from reports."""
    if not math.isfinite(value) or value < 0 or value >= 10**MOST_DIGITS:
        return False
    return len(Decimal(repr(value)).as_tuple().digits) <= MOST_DIGITS


def _check_codes(wanted: WantedChange, plan: Plan) -> None:
    if wanted.unit is not None and plan.find_unit(wanted.unit) is None:
        raise DecisionError(m.UNKNOWN_UNIT.format(code=wanted.unit, codes=", ".join(unit.code for unit in plan.units)))
    numbers = [item.number for item in plan.items]
    if wanted.item is not None and wanted.item not in numbers:
        raise DecisionError(m.UNKNOWN_ITEM.format(item=wanted.item, items=", ".join(map(str, numbers))))
    for indicator in (wanted.total, wanted.indicator):
        if indicator is not None and indicator not in plan.indicators():
            known = "; ".join(f"{code} ({told.title})" for code, (_, told) in plan.indicators().items())
            raise DecisionError(m.UNKNOWN_INDICATOR.format(code=indicator, codes=known))


def _is_named(found: Found, wanted: WantedChange, plan: Plan) -> bool:
    """Whether everything but the value fits."""
    checks: tuple[tuple[object, Callable[[], bool]], ...] = (
        (wanted.total, lambda: found.indicator == wanted.total),
        (wanted.unit, lambda: found.unit == wanted.unit),
        (wanted.item, lambda: found.item == wanted.item),
        (wanted.indicator, lambda: found.indicator == wanted.indicator),
        (wanted.measure, lambda: _fold(wanted.measure or "") in _list_names(found.measure, plan)),
        (wanted.scope, lambda: found.scope is wanted.scope),
        (wanted.text, lambda: found.activity is not None and _fold(wanted.text or "") in _fold(_show(found.activity))),
    )
    return all(fits() for given, fits in checks if given is not None)


def _list_names(measure: str, plan: Plan) -> set[str]:
    """A measure as written, and the families that it belongs to, under whose name the annex tells it."""
    written = _fold(measure)
    families = (each.name for each in plan.measures if written in map(_fold, each.parts))
    return {written, *map(_fold, families)}


def _show(activity: ReportActivity) -> str:
    return f"{activity.text} {activity.adjusted_text or ''}"


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _make_found(activity: ReportActivity, quantity: Quantity) -> Found:
    return Found(
        activity.unit, activity.item, quantity.indicator, quantity.measure, quantity.scope, quantity.value, activity
    )


def _make_total(total: Total) -> Found:
    return Found(None, total.item, total.indicator, total.measure, total.scope, total.value, None, total.since)


def _tell_none(near: Sequence[Found], wanted: WantedChange, plan: Plan, uncounted: Found | None) -> str:
    number = format_number(wanted.old)
    if uncounted is not None:
        return m.UNCOUNTED.format(figure=describe(uncounted, plan))
    if not near:
        return m.NOTHING_NAMED.format(number=number)
    return "\n".join([m.OTHER_VALUES.format(number=number), *_list_shown(near, plan)])


def _tell_several(meant: Sequence[Found], plan: Plan) -> str:
    """What there is, and by which options they are told apart; equal ones cannot be."""
    ways = _find_ways(meant, plan)
    are_equal = len({each.target for each in meant}) < len(meant)
    lines = [m.SEVERAL.format(count=len(meant)), *_list_shown(meant, plan)]
    if ways:
        lines.append(m.NARROW.format(options="; ".join(ways)))
    if are_equal or not ways:
        lines.append(m.EQUAL)
    return "\n".join(lines)


def _find_ways(meant: Sequence[Found], plan: Plan) -> list[str]:
    """The options that tell the figures apart, each with its values: the only place where codes are told."""
    titles = {code: told.title for code, (_, told) in plan.indicators().items()}
    codes = dict.fromkeys(each.indicator for each in meant)
    named = {code: m.NAMED_VALUE.format(value=code, name=titles.get(code, code)) for code in codes if code is not None}
    scopes = {each.scope: m.NAMED_VALUE.format(value=each.scope.value, name=each.scope.label) for each in meant}
    measures = {each.measure: f"“{each.measure}”" for each in meant}
    texts = {each.activity.text for each in meant if each.activity is not None}
    ways: list[tuple[str, Mapping[Any, str], int]] = [
        ("--indicator", named, len(codes)),
        ("--measure", measures, len(measures)),
        ("--scope", scopes, len(scopes)),
    ]
    told = [
        m.OPTION.format(option=option, values=m.OR.join(values.values())) for option, values, count in ways if count > 1
    ]
    return [*told, m.OPTION.format(option="--text", values=m.A_PART)] if len(texts) > 1 else told


def _list_shown(figures: Sequence[Found], plan: Plan) -> list[str]:
    lines = [f"  - {describe(each, plan)}" for each in figures[:MOST_SHOWN]]
    more = len(figures) - MOST_SHOWN
    return [*lines, m.MORE.format(count=more)] if more > 0 else lines


def describe(found: Found, plan: Plan) -> str:
    """A figure in words; the codes that an option takes stand where they are needed alone."""
    known = plan.indicators().get(found.indicator or "")
    name = known[1].title if known is not None else m.QUOTED
    owner = m.TOTAL if found.unit is None else found.unit
    words = m.FIGURE.format(
        owner=owner,
        item=found.item,
        number=format_number(found.value),
        measure=found.measure,
        scope=" ".join(filter(None, (found.scope.label, found.since))),
        name=name,
    )
    return words if found.activity is None else f"{words}: “{_cut(found.activity.text)}”"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= m.LONGEST_SENTENCE else line[: m.LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"
