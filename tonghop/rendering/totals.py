"""Totals as people read them: their order, names, limits and notes, and the sentences that sum up an item.

Add here how a total is told. Keep out what is added up (consolidation) and where it stands on a page.
"""

from collections.abc import Iterator

from schemas.plan import Plan, PlanItem
from schemas.report import Report, Total
from schemas.values import Scope
from tonghop.rendering import messages as m
from tonghop.rendering.naming import name_unit
from tonghop.rendering.text import clean_line, format_count, format_figure, list_parts, lower_first

_LEADS = {Scope.PERIOD: m.FIGURES, Scope.CUMULATIVE: m.FIGURES_CUMULATIVE, Scope.PLANNED: m.FIGURES_PLANNED}

_TURN = "lượt"
_MISMATCH = "total-mismatch"
"""Rule of a stated total that its parts do not add up to."""


def sort_totals(report: Report, item: PlanItem) -> list[Total]:
    """One item's totals in the plan's order of indicators, within one by scope."""
    order = {indicator.id: place for place, indicator in enumerate(item.indicators)}
    scopes = list(Scope)
    totals = [total for total in report.totals if total.item == item.number]
    return sorted(totals, key=lambda one: (order.get(one.indicator, len(order)), scopes.index(one.scope)))


def is_estimated(report: Report, total: Total) -> bool:
    """Whether a total carries `ước`: flagged itself, or every figure of the period is an estimate."""
    return total.estimate or (report.estimate and total.scope is Scope.PERIOD)


def format_total(report: Report, total: Total) -> str:
    """The figure of a total with its limits, without its measure."""
    return format_figure(total.value, total.measure, total.precision, estimate=is_estimated(report, total))


def name_indicator(plan: Plan, total: Total) -> str:
    """The indicator's title as people read it."""
    return name_indicator_id(plan, total.indicator)


def name_indicator_id(plan: Plan, indicator: str) -> str:
    """The indicator's title as people read it; its id where the plan of the year does not have it."""
    found = plan.indicators().get(indicator)
    return clean_line(found[1].title) if found else indicator


def tell_parts(total: Total) -> str:
    """`Trong đó: 30 tin; 11 bài`; empty where a figure is written in one way."""
    parts = list_parts(total)
    return m.PARTS.format(parts="; ".join(parts)) if parts else ""


def compose_total_note(report: Report, total: Total) -> str:
    """What the internal copy says beside a figure: adjusted, disputed, not what its parts add up to; empty for most."""
    notes = []
    if total.adjusted_from is not None:
        notes.append(m.ADJUSTED.format(old=format_count(total.adjusted_from, total.measure)))
    if total.disputed:
        notes.append(m.DISPUTED)
    if _is_mismatched(report, total):
        notes.append(m.MISMATCHED)
    return "; ".join(notes)


def _is_mismatched(report: Report, total: Total) -> bool:
    """Whether a figure in it is a stated total that does not agree with its parts."""
    wrong = {(one.unit, one.locator) for one in report.findings if one.rule == _MISMATCH and one.locator is not None}
    if not wrong:
        return False
    parts = {activity for activity, _ in total.parts}
    places = [(one.unit, one.locator) for one in report.activities if one.id in parts]
    return any(
        unit == own and (at == place or at.startswith(f"{place}/")) for unit, at in wrong for own, place in places
    )


def is_revised(report: Report, total: Total) -> bool:
    """Whether the figure differs from what the printed sentences say: nobody could change a sentence of it."""
    if total.adjusted_from is None:
        return False
    told = {activity.id for activity in report.activities if activity.adjusted_text is not None}
    changes = [
        one
        for one in report.adjustments
        if (one.item, one.indicator, one.scope) == (total.item, total.indicator, total.scope)
    ]
    return any(one.unit is None or (one.activity is not None and one.activity not in told) for one in changes)


def list_units(report: Report, total: Total) -> list[str]:
    """The codes of the units whose figures a total adds up, each once."""
    units = {activity.id: activity.unit for activity in report.activities}
    return list(dict.fromkeys(units[activity] for activity, _ in total.parts if activity in units))


def tell_since(report: Report, total: Total) -> str:
    """From when a cumulative figure counts: `từ đầu năm 2023`; empty when no report says so.

    Where other running totals of the indicator say so, that this one does not is told.
    """
    if total.scope is not Scope.CUMULATIVE:
        return ""
    if total.since is not None:
        return clean_line(total.since)
    activities = {activity.id: activity for activity in report.activities}
    parts = [activities[key].quantities[place] for key, place in total.parts if key in activities]
    starts = list(dict.fromkeys(clean_line(part.since or "") for part in parts))
    if len(starts) > 1:  # a draft of a version that added such figures
        return m.MIXED_SINCE
    return "".join(starts) or (m.NO_SINCE if _list_others(report, total) else "")


def tell_owners(report: Report, plan: Plan, total: Total) -> str:
    """Of whom a cumulative figure is, where it is not of all who have a figure of the indicator: it counts less."""
    if total.scope is not Scope.CUMULATIVE:
        return ""
    beside = [one for one in report.totals if one.scope is Scope.PERIOD and _is_beside(one, total)]
    own = list_units(report, total)
    others = {unit for one in (*beside, *_list_others(report, total)) for unit in list_units(report, one)}
    if not own or not others.difference(own):
        return ""
    return m.OF_UNITS.format(units=m.PARTS_JOINED.join(clean_line(name_unit(plan, unit)) for unit in own))


def tell_extent(report: Report, plan: Plan, total: Total) -> str:
    """From when and of whom a cumulative figure counts."""
    return "; ".join(filter(None, (tell_since(report, total).strip("()"), tell_owners(report, plan, total))))


def _list_others(report: Report, total: Total) -> list[Total]:
    """The other running totals of the same indicator."""
    return [one for one in report.totals if one is not total and one.scope is total.scope and _is_beside(one, total)]


def _is_beside(one: Total, total: Total) -> bool:
    return (one.item, one.indicator, one.measure) == (total.item, total.indicator, total.measure)


def compose_figures(report: Report, plan: Plan, item: PlanItem) -> Iterator[tuple[str, str]]:
    """(sentence, note for the internal copy) per scope and start: `Trong kỳ: 06 đoàn vào; ...`."""
    told: dict[tuple[Scope, str], list[Total]] = {}
    for scope in _LEADS:
        for total in sort_totals(report, item):
            if total.scope is scope:
                told.setdefault((scope, tell_since(report, total)), []).append(total)
    for (scope, since), totals in told.items():
        notes = [_tell_note(report, plan, total) for total in totals]
        figures = "; ".join(_tell_figure(report, plan, total) for total in totals)
        text = _LEADS[scope].format(figures=figures, since=f" {since}" if since else "")
        note = "; ".join(filter(None, notes))
        yield clean_line(text), f"[{note}]" if note else ""


def _tell_note(report: Report, plan: Plan, total: Total) -> str:
    """For the internal copy: what is doubtful, and whose a cumulative figure is."""
    units = ", ".join(list_units(report, total)) if total.scope is Scope.CUMULATIVE else ""
    told = "; ".join(filter(None, (units, compose_total_note(report, total))))
    return f"{lower_first(name_indicator(plan, total))}: {told}" if told else ""


def _names_counted(title: str, measure: str, plan: Plan) -> bool:
    """Whether a title begins with what is counted, which is then said once: lượt khách đoàn vào, buổi truyền thông.

    Persons are no turns: `cán bộ cử đi tập huấn` does not say that `lượt người` are counted.
    """
    parts = next((family.parts for family in plan.measures if family.name == measure), ())
    nouns = [measure, *(part for part in parts if part.startswith(_TURN) or not measure.startswith(_TURN))]
    return any(title.startswith(noun) and not title[len(noun) :][:1].isalpha() for noun in nouns)


def _tell_figure(report: Report, plan: Plan, total: Total) -> str:
    """`41 tin, bài trên Cổng (gồm 30 tin và 11 bài)`, `cán bộ cử đi tập huấn: 05 lượt người`."""
    title, measure = lower_first(name_indicator(plan, total)), clean_line(total.measure)
    figure = format_total(report, total)
    told = f"{figure} {title}" if _names_counted(title, measure, plan) else f"{title}: {figure} {measure}"
    parts = list_parts(total)
    joined = m.PARTS_JOINED.join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    notes = [m.PARTS_SHORT.format(parts=joined)] if parts else []
    notes += list(filter(None, [tell_owners(report, plan, total)]))
    notes += [m.REVISED] if is_revised(report, total) else []
    return f"{told} ({'; '.join(notes)})" if notes else told
