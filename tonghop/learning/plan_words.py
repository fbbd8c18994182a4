"""The plan's own words as examples: its items' sentences, titles, aliases, aspects and indicators; its other headings.

Made anew at each training, so that an officer's new alias is learnt; never judged in cross-validation.
"""

from schemas.plan import Plan, PlanItem
from tonghop.learning.examples import PLAN, Example


def list_plan_examples(plan: Plan) -> list[Example]:
    """One example per wording; a heading of a section that holds no item belongs to no item."""
    found = [Example(text, item.number, PLAN) for item in plan.items for text in _list_words(item)]
    for section in plan.outline.sections:
        for part in (section, *section.subsections):
            found += [Example(text, None, PLAN) for text in (part.heading, *part.aliases)]
    return list({example.key: example for example in found}.values())


def _list_words(item: PlanItem) -> list[str]:
    aspects = [aspect.title for aspect in item.aspects]
    return [item.title, item.text, *item.aliases, *aspects, *(indicator.title for indicator in item.indicators)]
