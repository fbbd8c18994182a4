"""The body of the report as lines: chapters, titles, activities, figures, material, blanks to fill.

Add here what the report says and in what order; the release copy, the internal copy and the HTML show the same lines.
Keep out fonts, margins and markup.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from schemas.plan import Plan, PlanItem, Section, Unit
from schemas.report import DoubleClaim, Report, ReportActivity
from schemas.values import CellState, MissingReason
from tonghop.rendering import messages as m
from tonghop.rendering.text import (
    clean_line,
    clean_sentence,
    fold_sentence,
    format_count,
    format_roman,
    lower_first,
    raise_first,
)
from tonghop.rendering.totals import compose_figures

WRITTEN_FROM_ITEMS = "items"
WRITTEN_BY_PEOPLE = "people"
BUDGET_SECTION = "budget"
NAMED_SECTIONS = (BUDGET_SECTION, "direction")


class Kind(Enum):
    """What a line is on the page."""

    CHAPTER = auto()
    TITLE = auto()
    ENTRY = auto()
    TEXT = auto()
    BLANK = auto()


@dataclass(frozen=True)
class Line:
    """One paragraph of the body; `note` and an `internal` line are for the internal copy alone.

    `place` tells where a blank stands.
    """

    kind: Kind
    text: str
    note: str = ""
    place: str = ""
    internal: bool = False


def compose_body(report: Report, plan: Plan) -> tuple[Line, ...]:
    """All lines between the opening and the closing sentence."""
    lines: list[Line] = []
    for number, section in enumerate(plan.outline.sections, 1):
        lines.append(Line(Kind.CHAPTER, f"{format_roman(number)}. {clean_line(section.heading).upper()}"))
        if section.written_by == WRITTEN_FROM_ITEMS:
            lines += _compose_results(report, plan)
        elif section.written_by == WRITTEN_BY_PEOPLE:
            lines.append(Line(Kind.BLANK, m.BLANK_LINE, place=section.heading))
            lines += [replace(line, internal=True) for line in _merge_material(report, section.id)]
        else:
            lines += _compose_material(report, plan, section)
    return tuple(lines)


def find_blanks(lines: Iterable[Line]) -> tuple[str, ...]:
    """The headings under which the Office has still to write."""
    return tuple(line.place for line in lines if line.kind is Kind.BLANK)


def sort_activities(report: Report, plan: Plan, item: PlanItem) -> list[ReportActivity]:
    """One item's activities by aspect (the plan's order), then date, then unit (the plan's order)."""
    aspects = {aspect.id: place for place, aspect in enumerate(item.aspects)}
    units = {unit.code: place for place, unit in enumerate(plan.units)}

    def key(activity: ReportActivity) -> tuple[int, str, int]:
        aspect = min((aspects[one] for one in activity.aspects if one in aspects), default=len(aspects))
        return aspect, min(activity.dates, default="9999"), units.get(activity.unit, len(units))

    return sorted((one for one in report.activities if one.item == item.number), key=key)


def _compose_results(report: Report, plan: Plan) -> list[Line]:
    lines: list[Line] = []
    for item in sorted(plan.items, key=lambda one: one.number):
        lines.append(Line(Kind.TITLE, f"{item.number}. {clean_line(item.title).rstrip(' .;:')}"))
        entries = _merge_activities(report, plan, sort_activities(report, plan, item))
        figures = [Line(Kind.ENTRY, text, note=note) for text, note in compose_figures(report, plan, item)]
        if not figures and all(entry.internal for entry in entries):
            lines.append(Line(Kind.TEXT, tell_no_result(report, plan, item)))
        lines += [*entries, *figures]
    if report.totals:
        lines.append(Line(Kind.TEXT, m.ANNEX_REFERENCE + "."))
    return lines


def tell_no_result(report: Report, plan: Plan, item: PlanItem) -> str:
    """What stands under an item without a result: that nothing happened, where every report that counts says so."""
    cells = [cells[item.number] for cells in report.coverage.cells.values() if item.number in cells]
    assigned = [cell for cell in cells if cell.state is not CellState.NOT_ASSIGNED]
    reported = [cell for cell in assigned if cell.reason is not MissingReason.NO_REPORT]
    if not reported or any(cell.state is not CellState.NOTHING for cell in reported):
        return clean_sentence(plan.outline.no_result)
    return m.NOTHING_HAPPENED if len(reported) == len(assigned) else m.NOTHING_HAPPENED_YET


def _merge_activities(report: Report, plan: Plan, activities: Sequence[ReportActivity]) -> list[Line]:
    """One entry per activity; the same sentence of two units, or a decided double claim, is one entry naming both.

    What is not printed stands in the internal copy, with the reason.
    """
    by_id = {activity.id: activity for activity in report.activities}
    same = {dropped: kept for dropped, kept in find_dropped(report).items() if by_id[dropped].item == by_id[kept].item}
    changed, reasons = name_adjustments(report), tell_unprinted(report)
    units: dict[tuple[str, str], list[str]] = defaultdict(list)
    texts: dict[tuple[str, str], str] = {}
    notes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for activity in activities:
        kept = by_id[same.get(activity.id, activity.id)]
        reason = reasons.get(kept.id, "")
        text = name_subject(clean_sentence(choose_text(kept)), plan.find_unit(kept.unit))
        key = fold_sentence(text), reason
        if not text:
            continue
        texts.setdefault(key, text)
        if activity.unit not in units[key]:
            units[key].append(activity.unit)
        told = [*([reason] if reason else []), *changed.get(kept.id, ())]
        notes[key] += [note for note in told if note not in notes[key]]
    return [
        Line(Kind.ENTRY, text, note=_bracket(units[key], notes[key]), internal=bool(key[1]))
        for key, text in texts.items()
    ]


def name_subject(text: str, unit: Unit | None) -> str:
    """`Trung tâm đã tổ chức ...` with the unit's whole name: in the department's report there is more than one."""
    if unit is None:
        return text
    name = clean_line(unit.name)
    for short in m.SHORT_SUBJECTS:
        behind = text.removeprefix(f"{short} ")
        if behind != text and name.startswith(f"{short} ") and behind.startswith(m.SUBJECT_VERBS):
            return f"{name} {behind}"
    return text


def find_dropped(report: Report) -> dict[str, str]:
    """Activities that a person said to be the same as another one: id -> id of the one that counts."""
    known = {activity.id for activity in report.activities}
    return {
        claim.dropped: claim.counted
        for claim in report.double_claims
        if claim.dropped is not None and claim.counted is not None and known.issuperset(claim.activities)
    }


def tell_claim_decision(claim: DoubleClaim, activities: Mapping[str, ReportActivity]) -> str:
    """What a person said of two activities that may be one."""
    if claim.counted is None:
        return m.UNDECIDED
    counted = activities.get(claim.counted)
    if counted is None or claim.counted not in claim.activities:
        return m.COUNTED_BOTH
    # Both may be of one unit: the place in the pair tells them apart.
    place = m.CLAIM_PLACES[claim.activities.index(claim.counted)]
    return m.COUNTED.format(place=place, unit=counted.unit)


def list_double_rows(report: Report) -> list[tuple[str, ...]]:
    """One row per double claim: both activities, how alike they are, what was decided."""
    by_id = {activity.id: activity for activity in report.activities}

    def tell(key: str) -> str:
        one = by_id.get(key)
        return f"[{one.unit}] {clean_sentence(choose_text(one))}" if one else key

    return [
        (*map(tell, claim.activities), f"{round(claim.score * 100)}%", tell_claim_decision(claim, by_id))
        for claim in report.double_claims
    ]


def tell_unprinted(report: Report) -> dict[str, str]:
    """Activity id -> why the release copy leaves it out; those alone that it leaves out."""
    dropped = find_dropped(report)
    open_claims = {key for claim in report.double_claims if claim.counted is None for key in claim.activities}

    def tell(activity: ReportActivity) -> str:
        if activity.id in dropped:
            return m.TOLD_TWICE
        if activity.planned:
            return m.ONLY_PLANNED
        return m.MAYBE_TWICE if activity.id in open_claims else m.NOT_CONCRETE

    return {activity.id: tell(activity) for activity in report.activities if not activity.printed}


def list_notes(report: Report) -> dict[str, str]:
    """Activity id -> what the internal files say beside its sentence: why it is not printed, what was changed."""
    reasons, changed = tell_unprinted(report), name_adjustments(report)
    return {
        key: "; ".join([*([reasons[key]] if key in reasons else []), *changed.get(key, ())])
        for key in (*reasons, *changed)
    }


def choose_text(activity: ReportActivity) -> str:
    """The sentence that is printed: with its adjusted figures where it is certain how it reads then."""
    return activity.text if activity.adjusted_text is None else activity.adjusted_text


def name_adjustments(report: Report) -> dict[str, list[str]]:
    """Activity id -> what was changed in its figures, in words for the internal copy."""
    told: dict[str, list[str]] = defaultdict(list)
    for one in report.adjustments:
        if one.activity is not None:
            old, new = format_count(one.old, one.measure), format_count(one.new, one.measure)
            words = m.ADJUSTED_FIGURE.format(old=old, new=new, measure=clean_line(one.measure), state=one.state.label)
            told[one.activity].append(words)
    return told


def _bracket(units: Sequence[str], notes: Sequence[str] = ()) -> str:
    return f"[{'; '.join([', '.join(units), *notes])}]"


def _compose_material(report: Report, plan: Plan, section: Section) -> list[Line]:
    lines = []
    if section.id == BUDGET_SECTION and plan.budget.strip():
        lines.append(Line(Kind.TEXT, clean_sentence(m.BUDGET.format(budget=lower_first(clean_line(plan.budget))))))
    lines += _merge_material(report, section.id, plan if section.id in NAMED_SECTIONS else None)
    for number, part in enumerate(section.subsections, 1):
        heading = f"{number}. {raise_first(clean_line(part.heading))}"
        lines.append(Line(Kind.TITLE, heading))
        lines += _merge_material(report, part.id) or [Line(Kind.BLANK, m.BLANK_LINE, place=part.heading)]
    return lines or [Line(Kind.BLANK, m.BLANK_LINE, place=section.heading)]


def _merge_material(report: Report, section: str, plan: Plan | None = None) -> list[Line]:
    """Units' sentences for one section, each once, in the order in which the report holds them.

    With `plan` each says whose it is: what one unit has spent or directed is not the department's.
    """
    texts: dict[str, str] = {}
    units: dict[str, list[str]] = defaultdict(list)
    for one in report.material:
        text = clean_sentence(one.text)
        if plan is not None:
            text = name_subject(text, plan.find_unit(one.unit))
        key = fold_sentence(text)
        if one.section != section or not key:
            continue
        texts.setdefault(key, text)
        if one.unit not in units[key]:
            units[key].append(one.unit)
    return [
        Line(Kind.ENTRY, _name_units(text, units[key], plan) if plan else text, note=_bracket(units[key]))
        for key, text in texts.items()
    ]


def _name_units(text: str, codes: Sequence[str], plan: Plan) -> str:
    """`Văn phòng Sở: đã sử dụng 80 triệu đồng.`; a sentence that names who did it stays as it is."""
    units = [unit for code in codes if (unit := plan.find_unit(code)) is not None]
    names = [clean_line(unit.name) for unit in units]
    own = [name for unit in units for name in (unit.code, unit.name, *unit.aliases)]
    if not names or f"{text} ".casefold().startswith(tuple(f"{clean_line(name).casefold()} " for name in own)):
        return text
    if text.startswith(m.OWN_SUBJECTS):
        return text
    return m.NAMED.format(units="; ".join(names), text=text)
