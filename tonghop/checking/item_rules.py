"""Rules about the plan's items: empty, missing, without a concrete result, outside the period, belonging nowhere.

Keeps out unit and period (identity_rules.py) and the wording (messages.py).
"""

import re
from collections.abc import Mapping

from schemas.days import write_day
from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.subjects import MOST_ITEM_QUESTIONS
from schemas.submission import Doubt, ItemReport, PlacedText, Submission
from schemas.values import CellState, Scope, Severity
from tonghop.checking import messages
from tonghop.checking.findings import make_finding, quote
from tonghop.checking.sums import tell_sum

_LONG_WORDS = 30
DOUBT_WORDS = {
    "heading-number": ("text", "number", "item"),
    "total-mismatch": ("total", "parts"),
    "form-both": ("item", "text"),
    "cumulative-below-period": ("total", "parts"),
    "figure-untied": ("text", "figures"),
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
    found: list[Finding] = []
    for item in plan.items:
        report = content.items.get(item.number)
        if report is None:
            continue
        if report.state is CellState.EMPTY:
            found.append(make_finding("item-empty", report.locator, item=item.number, title=item.title))
        elif report.state is CellState.REPORTED and not report.concrete:
            locator = report.activities[0].locator
            found.append(make_finding("no-concrete-result", locator, item=item.number, title=item.title))
        found += _find_outside(report, content, plan)
    return [*found, *_find_missing(content, plan)]


def _find_missing(content: Submission, plan: Plan) -> list[Finding]:
    """One finding for all items of the unit that the report does not mention; none before unit and period are known."""
    unit = plan.find_unit(content.unit) if content.unit else None
    if unit is None or content.period is None:
        return []
    missing = [
        str(number)
        for number, report in sorted(content.items.items())
        if report.state is CellState.MISSING and number in unit.items
    ]
    return [make_finding("item-missing", items=", ".join(missing))] if missing else []


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
                    days=", ".join(write_day(day) for day in outside),
                    first=write_day(entry.window_start),
                    last=write_day(entry.window_end),
                )
            )
    return found


def find_unassigned_findings(content: Submission) -> list[Finding]:
    """text-unassigned: an error when the text carries a figure or a day or is long, else a warning.

    As many as people are asked about one by one, the graver first; the others are told together.
    """
    ranked = sorted(content.unassigned, key=lambda placed: not _is_grave(placed))
    told, left = ranked[:MOST_ITEM_QUESTIONS], ranked[MOST_ITEM_QUESTIONS:]
    found = [
        make_finding("text-unassigned", placed.locator, severity=_weigh_unassigned(placed), text=quote(placed.text))
        for placed in told
    ]
    if left:
        found.append(make_finding("text-unassigned-more", severity=_weigh_unassigned(left[0]), count=len(left)))
    return found


def _weigh_unassigned(placed: PlacedText) -> Severity:
    return Severity.ERROR if _is_grave(placed) else Severity.WARNING


def _is_grave(placed: PlacedText) -> bool:
    return _FIGURE.search(placed.text) is not None or len(placed.text.split()) >= _LONG_WORDS


def find_doubt_findings(content: Submission, plan: Plan) -> list[Finding]:
    """What understanding could not settle, in words."""
    return [_tell(doubt, plan) for doubt in content.doubts]


def _tell(doubt: Doubt, plan: Plan) -> Finding:
    texts = [quote(text) for text in doubt.texts]
    if doubt.rule == "total-mismatch":
        key, told = tell_sum(*texts[:2])
        return make_finding(key, doubt.locator, severity=None, **told)
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
