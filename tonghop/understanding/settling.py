"""What people decided on single places of a report -> the submission as it stands now.

Its unit, its period, and to which item each sentence belongs. Applied to what was understood, which never changes.
Keeps out decisions on the submission as a whole (checking), on results and double claims (consolidation).
"""

from collections.abc import Iterable
from datetime import date

from schemas.decision import Decision, Decisions
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.subjects import (
    make_evidence_key,
    make_item_subject,
    make_period_subject,
    make_unit_subject,
)
from schemas.submission import Activity, Doubt, Filing, ItemReport, PlacedText, Submission, UnfiledText
from schemas.values import CellState, MissingReason
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.concrete import has_result
from tonghop.understanding.identity.dating import find_window
from tonghop.understanding.lexicon import find_lexicon

NO_ITEM = "none"
_OF_FIGURES = frozenset(
    {"figure-ambiguous", "figure-elsewhere", "figure-unmeasured", "figure-untied", "total-mismatch"}
)
"""Doubts about a sentence's figures: they go with it, and rise anew where it is filed."""
_Spoken = tuple[Activity | PlacedText, Decision, int | None]


def settle(content: Submission, decisions: Decisions, submission_id: str, plan: Plan) -> Submission:
    """Apply what people decided on unit, period and sentences.

    Args:
        content: what understanding made of the documents; never what was settled before.
        decisions: those that hold; of other kinds and subjects they say nothing here.
        submission_id: its id in the ledger.
        plan: the plan of the year that was decided or understood; a code that it does not have is no decision.
    """
    if not decisions:
        return content
    settled = content.model_copy(
        update={
            "unit": _choose_unit(content, decisions, submission_id, plan),
            "period": choose_period(content, decisions, submission_id),
        }
    )
    if settled.period is not None and content.period is None:
        settled = _fit_window(settled, plan)
    if settled.unit is None or settled.period is None:  # nobody was asked about its sentences yet
        return settled
    return _file_sentences(settled, settled.unit, settled.period, decisions, plan)


def choose_period(content: Submission, decisions: Decisions, submission_id: str) -> str | None:
    """The period that a person said, else the one that was understood."""
    decision = decisions.get(make_period_subject(submission_id))
    code = _read_code(decision, "period")
    if code is None:
        return content.period
    try:
        parse_period(code)
    except ValueError:
        return content.period
    return code


def _choose_unit(content: Submission, decisions: Decisions, submission_id: str, plan: Plan) -> str | None:
    code = _read_code(decisions.get(make_unit_subject(submission_id)), "unit")
    return code if code is not None and plan.find_unit(code) is not None else content.unit


def _read_code(decision: Decision | None, kind: str) -> str | None:
    """What stands behind the colon of a choice: unit:TTNC -> TTNC."""
    if decision is None or not decision.choice.startswith(f"{kind}:"):
        return None
    return decision.choice.partition(":")[2]


def _fit_window(content: Submission, plan: Plan) -> Submission:
    """Days without a year, and figures of another time, are only told once the period is known."""
    window = find_window(content.period, plan)
    items, doubts = {}, list(content.doubts)
    for number, report in content.items.items():
        activities = []
        for activity in report.activities:
            fitted, found = _fit_activity(activity, number, window, plan)
            activities.append(fitted)
            doubts += found
        items[number] = report.model_copy(update={"activities": tuple(activities)})
    return content.model_copy(update={"items": items, "doubts": tuple(dict.fromkeys(doubts))})


def _fit_activity(
    activity: Activity, item: int, window: tuple[date, date] | None, plan: Plan
) -> tuple[Activity, list[Doubt]]:
    lexicon = find_lexicon(plan)
    before = make_activity(activity.text, activity.locator, item, Frame(lexicon, None, activity.sha256))
    now = make_activity(activity.text, activity.locator, item, Frame(lexicon, window, activity.sha256))
    fitted = activity.model_copy(update={"dates": now.activity.dates, "spans": now.activity.spans})
    if now.activity.quantities != before.activity.quantities:  # a figure of another time counts no more
        fitted = fitted.model_copy(update={"quantities": now.activity.quantities})
    return fitted, [doubt for doubt in now.doubts if doubt not in before.doubts]


def _file_sentences(content: Submission, unit: str, period: str, decisions: Decisions, plan: Plan) -> Submission:
    """Move each sentence of which a person said where it belongs."""
    items = [item.number for item in plan.items]

    def find(spoken: Activity | PlacedText) -> tuple[Decision, int | None] | None:
        asked = {make_item_subject(period, unit, spoken.text, context) for context in ("", _tell_context(spoken))}
        said = [decisions[subject] for subject in sorted(asked) if subject in decisions]
        decision = max(said, key=lambda each: each.decided_at, default=None)
        code = _read_code(decision, "item")
        if decision is None or code is None:
            return None
        if code == NO_ITEM:
            return decision, None
        return (decision, int(code)) if code.isdigit() and int(code) in items else None

    moved: list[_Spoken] = []
    reports = {}
    for number, report in content.items.items():
        kept = []
        for activity in report.activities:
            said = find(activity)
            if said is None:
                kept.append(activity)
            elif said[1] == number:
                kept.append(_tell_decider(activity, said[0]))
            else:
                moved.append((activity, *said))
        reports[number] = _refill(report, kept, number, plan)
    unassigned: list[UnfiledText] = []
    for placed in content.unassigned:
        if (said := find(placed)) is None:
            unassigned.append(placed)
        else:
            moved.append((placed, *said))
    dropped: list[PlacedText] = []
    for left in content.dropped:
        if (said := find(left)) is None or said[1] is None:
            dropped.append(left)
        else:
            moved.append((left, *said))
    if not moved and reports == content.items:
        return content
    settled = content.model_copy(update={"items": reports, "unassigned": tuple(unassigned), "dropped": tuple(dropped)})
    return _put_moved(settled, moved, plan)


def _put_moved(content: Submission, moved: Iterable[_Spoken], plan: Plan) -> Submission:
    """File each sentence where a person said; the same words below the same words count once under an item."""
    frame = find_lexicon(plan), find_window(content.period, plan)
    items, dropped, doubts = dict(content.items), list(content.dropped), list(content.doubts)
    there = {(item, make_evidence_key(each.text)) for item, told in items.items() for each in told.activities}
    for spoken, decision, item in moved:
        doubts = [doubt for doubt in doubts if not _is_about(doubt, spoken)]
        context = _tell_context(spoken)
        key = item or 0, make_evidence_key(spoken.text, *([context] if context else []))
        if item is None or key in there:
            dropped.append(PlacedText(text=spoken.text, locator=spoken.locator, sha256=spoken.sha256))
            continue
        there.add(key)
        made = make_activity(spoken.text, spoken.locator, item, Frame(*frame, spoken.sha256), context)
        filing = spoken.filing if isinstance(spoken, Activity | UnfiledText) else None
        activity = _tell_decider(made.activity.model_copy(update={"filing": filing}), decision)
        items[item] = _refill(items[item], [*items[item].activities, activity], item, plan)
        doubts += made.doubts
    return content.model_copy(
        update={"items": items, "dropped": tuple(dropped), "doubts": tuple(dict.fromkeys(doubts))}
    )


def _tell_context(spoken: Activity | PlacedText) -> str:
    """The words above a sentence; of what is filed they are not known any more."""
    return spoken.context.strip() if isinstance(spoken, UnfiledText) else ""


def _tell_decider(activity: Activity, decision: Decision) -> Activity:
    filing = activity.filing or Filing(automatic=False, candidates=(), words=())
    told = filing.model_copy(update={"automatic": False, "decided_by": decision.decided_by})
    return activity.model_copy(update={"filing": told})


def _refill(report: ItemReport, activities: list[Activity], item: int, plan: Plan) -> ItemReport:
    """An item with other activities, and what it then is."""
    if tuple(activities) == report.activities:
        return report
    state, reason = CellState.REPORTED, None
    if not activities:
        is_headed = report.locator is not None
        state, reason = (CellState.EMPTY, None) if is_headed else (CellState.MISSING, MissingReason.NOT_MENTIONED)
    wording = next((each.text for each in plan.items if each.number == item), "")
    concrete = not activities or has_result(activities, wording)
    told = {"state": state, "reason": reason, "activities": tuple(activities), "concrete": concrete}
    return report.model_copy(update=told)


def _is_about(doubt: Doubt, spoken: Activity | PlacedText) -> bool:
    """Whether a doubt is about a figure of that very sentence."""
    if doubt.rule not in _OF_FIGURES or doubt.locator != spoken.locator:
        return False
    return any(text in spoken.text for text in doubt.texts)
