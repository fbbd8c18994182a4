"""Rules about the plan's items: empty, missing, without a concrete result, outside the period, belonging nowhere.

Keeps out unit and period (identity_rules.py) and the wording (messages.py).
"""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz

from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan, PlanItem
from schemas.submission import Activity, Doubt, ItemReport, PlacedText, Submission
from schemas.values import CellState, Scope, Severity
from tonghop.checking import messages
from tonghop.checking.findings import make_finding, quote

_LONG_WORDS = 30
_DOUBT_WORDS = {
    "heading-number": ("text", "number", "item"),
    "form-both": ("item", "text"),
    "total-mismatch": ("total", "parts"),
    "copies-differ": ("one", "other", "taken", "given"),
    "copies-lack": ("text", "taken", "holder", "lacker"),
    "copies-overlap": ("text", "given", "taken"),
}
"""What the texts of a doubt are, in order; the others have one text."""
_FILES = (("taken", "given"), ("holder", "lacker"))
"""Words that are kinds of files; two of one kind must not read like one file."""
_PLAN_WORDING = 82
_FIGURE = re.compile(r"\d")
_EVENT_NAME = re.compile(r"\b(?:số\s+\d+\S*/|Techfest|Techdemo|[A-Z]{2,}\w*\s*20\d\d)", re.IGNORECASE)
_INTENT = re.compile(
    r"(?:sẽ|tiếp tục|đẩy mạnh|tăng cường|chú trọng|quan tâm|thường xuyên|chủ động|phối hợp|nâng cao|dự kiến|"
    r"trong thời gian tới|thực hiện tốt|luôn|tích cực)\b",
    re.IGNORECASE,
)


def find_item_findings(content: Submission, plan: Plan) -> list[Finding]:
    """item-empty, item-missing (items assigned to the unit only), no-concrete-result, date-outside-period."""
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
        elif report.state is CellState.REPORTED and not _has_concrete_result(report, item):
            locator = report.activities[0].locator
            found.append(make_finding("no-concrete-result", locator, item=item.number, title=item.title))
        found += _find_outside(report, content, plan)
    return found


def _has_concrete_result(report: ItemReport, item: PlanItem) -> bool:
    return any(_is_concrete(activity, item) for activity in report.activities)


def _is_concrete(activity: Activity, item: PlanItem) -> bool:
    """A day, a figure, a place or a named event; or at least words of its own about something that was done."""
    if activity.dates or activity.place or _EVENT_NAME.search(activity.text):
        return True
    if any(quantity.scope is not Scope.PLANNED for quantity in activity.quantities):
        return True
    if _INTENT.match(activity.text):
        return False
    words = fuzz.token_set_ratio(_words(activity.text), _words(item.text))
    return words < _PLAN_WORDING and not re.search(r"\bsẽ\b|\bdự kiến\b", activity.text)


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower())


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
        words = dict(zip(_DOUBT_WORDS.get(doubt.rule, ("text",)), texts, strict=False))
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
