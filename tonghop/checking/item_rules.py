"""Rules about the plan's items: empty, missing, without a concrete result, outside the period, belonging nowhere.

Keeps out unit and period (identity_rules.py) and the wording (messages.py).
"""

import re
from collections.abc import Mapping

from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Doubt, ItemReport, PlacedText, Submission
from schemas.values import CellState, Scope, Severity
from tonghop.checking import messages
from tonghop.checking.findings import make_finding, quote

_LONG_WORDS = 30
DOUBT_WORDS = {
    "heading-number": ("text", "number", "item"),
    "form-both": ("item", "text"),
    "total-mismatch": ("total", "parts"),
    "cumulative-below-period": ("total", "parts"),
    "nothing-beside-results": ("text", "other"),
    "copies-differ": ("one", "other", "taken", "given"),
    "copies-lack": ("text", "taken", "holder", "lacker"),
    "copies-overlap": ("text", "given", "taken"),
}
"""What the texts of a doubt are, in order; the others have one text."""
_FILES = (("taken", "given"), ("holder", "lacker"))
"""Words that are kinds of files; two of one kind must not read like one file."""
_FIGURE = re.compile(r"\d")


def find_item_findings(content: Submission, plan: Plan) -> list[Finding]:
    """no-item, item-empty, item-missing (assigned to the unit only), no-concrete-result, date-outside-period."""
    if not content.unassigned and all(report.state is CellState.MISSING for report in content.items.values()):
        return [make_finding("no-item")]
    unit = plan.find_unit(content.unit) if content.unit else None
    found: list[Finding] = []
    for item in plan.items:
        report = content.items.get(item.number)
        if report is None:
            continue
        if report.state is CellState.EMPTY:
            found.append(make_finding("item-empty", report.locator, item=item.number, title=item.title))
        elif report.state is CellState.MISSING and unit is not None and item.number in unit.items:
            found.append(make_finding("item-missing", item=item.number, title=item.title))
        elif report.state is CellState.REPORTED and not report.concrete:
            locator = report.activities[0].locator
            found.append(make_finding("no-concrete-result", locator, item=item.number, title=item.title))
        found += _find_outside(report, content, plan)
    return found


def _find_outside(report: ItemReport, content: Submission, plan: Plan) -> list[Finding]:
    entry = plan.find_period(parse_period(content.period)) if content.period else None
    if entry is None:
        return []
    found = []
    for activity in report.activities:
        outside = [day for day in activity.dates if not entry.window_start <= day <= entry.window_end]
        planned = any(quantity.scope is Scope.PLANNED for quantity in activity.quantities)
        if outside and len(outside) == len(activity.dates) and not planned:
            found.append(
                make_finding(
                    "date-outside-period",
                    activity.locator,
                    days=", ".join(f"{day:%d/%m/%Y}" for day in outside),
                    first=f"{entry.window_start:%d/%m/%Y}",
                    last=f"{entry.window_end:%d/%m/%Y}",
                )
            )
    return found


def find_unassigned_findings(content: Submission) -> list[Finding]:
    """text-unassigned: an error when the text carries a figure or a day or is long, else a warning."""
    return [
        make_finding(
            "text-unassigned",
            placed.locator,
            severity=Severity.ERROR if _is_grave(placed) else Severity.WARNING,
            text=quote(placed.text),
        )
        for placed in content.unassigned
    ]


def _is_grave(placed: PlacedText) -> bool:
    return _FIGURE.search(placed.text) is not None or len(placed.text.split()) >= _LONG_WORDS


def find_doubt_findings(content: Submission, plan: Plan) -> list[Finding]:
    """What understanding could not settle, in words."""
    return [_tell(doubt, plan) for doubt in content.doubts]


def _tell(doubt: Doubt, plan: Plan) -> Finding:
    texts = [quote(text) for text in doubt.texts]
    if doubt.rule == "heading-unclear":
        words = {"text": texts[0], "candidates": _name_candidates(texts[1:], plan)}
    else:
        words = dict(zip(DOUBT_WORDS.get(doubt.rule, ("text",)), texts, strict=False))
    return make_finding(doubt.rule, doubt.locator, severity=None, **{**words, **_name_files(words)})


def _name_files(words: Mapping[str, str]) -> dict[str, str]:
    """Kinds of files as people know them."""
    named: dict[str, str] = {}
    for one, other in _FILES:
        for file in (one, other):
            if file in words:
                named[file] = messages.FILES.get(words[file], messages.FILES["other"])
        if one in named and named[one] == named.get(other):
            named[other] = messages.OTHER_FILE.format(file=named[other])
    return named


def _name_candidates(candidates: list[str], plan: Plan) -> str:
    """Item numbers and section ids as people know them."""
    headings = {s.id: s.heading for section in plan.outline.sections for s in (section, *section.subsections)}
    titles = {str(item.number): item.title for item in plan.items}
    told = [
        messages.ITEM.format(item=candidate, title=titles[candidate])
        if candidate in titles
        else messages.SECTION.format(heading=headings.get(candidate, candidate))
        for candidate in candidates
    ]
    return messages.OR.join(told) or messages.NO_TARGET
