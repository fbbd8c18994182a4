"""The units' sentences that are offered for the sections which people write. Keeps out composing them (rendering)."""

from collections import defaultdict
from collections.abc import Sequence

from schemas.plan import Plan, Section
from schemas.report import Material, ReportActivity
from schemas.submission import FiledSubmission, PlacedText
from tonghop.consolidation.texts import normalise_text

TASKS = "tasks"
"""The outline's section of what is to be done next."""


def list_material(
    counted: Sequence[FiledSubmission], plan: Plan, activities: Sequence[ReportActivity] = ()
) -> list[Material]:
    """The units' sentences for the sections that people write: in outline order, then by unit; repeats dropped.

    What stands among results and is only planned is offered with the next tasks.
    """
    order = list_sections(plan.outline.sections)
    contents = [submission.content for submission in counted if submission.content is not None]
    plans: dict[str, list[PlacedText]] = defaultdict(list)
    for each in activities:
        if each.planned and not each.printed:
            plans[each.unit].append(PlacedText(text=each.text, locator=each.locator, sha256=each.sha256))
    told = {section for content in contents for section in content.sections}
    strangers = sorted((told | ({TASKS} if plans else set())) - set(order))
    rows: dict[tuple[str, str, str], Material] = {}
    for section in (*order, *strangers):
        for content in contents:
            wishes = plans.get(content.unit or "", ()) if section == TASKS else ()
            for placed in (*content.sections.get(section, ()), *wishes):
                row = Material(section=section, unit=content.unit or "", **placed.model_dump())
                rows.setdefault((row.section, row.unit, normalise_text(row.text)), row)
    return list(rows.values())


def list_sections(sections: Sequence[Section]) -> list[str]:
    """The ids of the outline's sections, each followed by its subsections."""
    return [name for each in sections for name in (each.id, *list_sections(each.subsections))]
