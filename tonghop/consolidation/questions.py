"""Questions (việc chờ xử lý) that a report raises: what only a person can decide, the choices, what each one does.

Keeps out storing and answering them (decisions) and secrecy holds, of which this room knows nothing.
"""

from collections.abc import Sequence

from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import OpenQuestion
from schemas.report import DoubleClaim, Report, ReportActivity, ReportSubmission
from schemas.submission import Evidence, FiledSubmission, Submission
from schemas.values import CellState, CheckStatus, QuestionKind, Severity
from tonghop.consolidation import messages
from tonghop.consolidation.deadlines import LOCAL, compute_arrival
from tonghop.consolidation.findings import describe_activity

MOST_REASONS = 3
LOOK_RULES = frozenset({"image-only", "stamp-image"})
"""Rules of what waits for a person's look for a mark, as long as nobody has looked."""
PROGRAM_RULE = "program-missing"


def find_questions(
    report: Report, submissions: Sequence[FiledSubmission], *, plan: Plan | None = None
) -> tuple[OpenQuestion, ...]:
    """Find what a person must settle: one question per waiting or rejected submission of the register, one per claim.

    One that only waits for a look for a mark is asked about by that look alone.

    `submissions` are those given to `consolidate`; with `plan` units are called by name, without by code.
    """
    filed = {submission.id: submission for submission in submissions}
    activities = {activity.id: activity for activity in report.activities}
    waiting = [row for row in report.submissions if is_waiting(row) and row.id in filed]
    undecided = [claim for claim in report.double_claims if claim.counted is None]
    return (
        *(_ask_submission(row, filed[row.id], plan) for row in waiting if not _awaits_look(filed[row.id])),
        *(_ask_claim(claim, activities, plan) for claim in undecided),
    )


def is_waiting(row: ReportSubmission) -> bool:
    """Whether a row of the register waits for a person."""
    return row.status in (CheckStatus.NEEDS_PERSON, CheckStatus.REJECTED)


def name_unit(code: str | None, plan: Plan | None) -> str:
    """The unit's name, its code where the plan is not at hand, or that it is unknown."""
    unit = plan.find_unit(code) if plan is not None and code is not None else None
    return unit.name if unit is not None else code or messages.UNKNOWN_UNIT


def _list_serious(submission: FiledSubmission) -> list[Finding]:
    return [each for each in submission.findings if each.severity in (Severity.CRITICAL, Severity.ERROR)]


def _awaits_look(submission: FiledSubmission) -> bool:
    """Whether nothing but a person's look for a mark is awaited now."""
    content, serious = submission.content, _list_serious(submission)
    if content is None or not serious or all(picture.seen for picture in content.pictures):
        return False
    return all(finding.rule in LOOK_RULES for finding in serious)


def _is_usable(content: Submission) -> bool:
    said = any(report.state is not CellState.MISSING for report in content.items.values())
    return said or bool(content.unassigned) or bool(content.sections)


def _ask_submission(row: ReportSubmission, submission: FiledSubmission, plan: Plan | None) -> OpenQuestion:
    ask, candidates, consequence = _list_choices(row, submission, plan)
    found = _list_serious(submission)
    serious = [each.message for each in found]
    parts = [
        messages.submission_question(
            messages.name_files([file.name for file in row.files]),
            name_unit(row.unit, plan),
            row.source.label,
            compute_arrival(submission).astimezone(LOCAL),
            row.status.label,
        )
    ]
    if serious:
        parts.append(messages.submission_reasons(serious[:MOST_REASONS], len(serious) - len(serious[:MOST_REASONS])))
    parts += dict.fromkeys(each.fix for each in found if each.rule == PROGRAM_RULE)
    return OpenQuestion(
        kind=QuestionKind.SUBMISSION,
        key=f"submission:{row.id}",
        submission=row.id,
        text=" ".join([*parts, ask]),
        candidates=candidates,
        consequence=consequence,
    )


def _list_choices(
    row: ReportSubmission, submission: FiledSubmission, plan: Plan | None
) -> tuple[str, tuple[str, ...], str]:
    """What is asked, the choices, their consequence."""
    content = submission.content
    if row.status is CheckStatus.REJECTED or content is None:
        return messages.ASK_UNREADABLE, (messages.RETURN, messages.SET_ASIDE), messages.CONSEQUENCE_UNREADABLE
    rules = {finding.rule for finding in _list_serious(submission)}
    if PROGRAM_RULE in rules and not _is_usable(content):
        back = () if rules == {PROGRAM_RULE} else (messages.RETURN,)
        choices = (messages.WAIT_PROGRAM, *back, messages.SET_ASIDE)
        return messages.ASK_PROGRAM, choices, messages.CONSEQUENCE_PROGRAM
    if PROGRAM_RULE in rules:
        ask, choices, consequence = _list_readable_choices(content, plan)
        return ask, (messages.WAIT_PROGRAM, *choices), f"{messages.WAITING_PROGRAM} {consequence}"
    return _list_readable_choices(content, plan)


def _list_readable_choices(content: Submission, plan: Plan | None) -> tuple[str, tuple[str, ...], str]:
    asks: list[str] = []
    choices: list[str] = []
    if content.unit is None:
        asks.append(messages.ASK_UNIT)
        codes = _list_values(content.unit_evidence) or ([unit.code for unit in plan.units] if plan is not None else [])
        choices += [messages.choose_unit(name_unit(code, plan)) for code in codes]
    if content.period is None:
        asks.append(messages.ASK_PERIOD)
        choices += [messages.choose_period(_name_period(code)) for code in _list_values(content.period_evidence)]
    if asks:
        return " ".join(asks), (*choices, messages.RETURN, messages.SET_ASIDE), messages.CONSEQUENCE_CLEAR
    return messages.ASK_ACCEPT, (messages.ACCEPT, messages.RETURN, messages.SET_ASIDE), messages.CONSEQUENCE_ACCEPT


def _list_values(evidence: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(each.value for each in evidence))


def _name_period(code: str) -> str:
    try:
        return parse_period(code).name
    except ValueError:  # a hint may hold words that are no code
        return code


def _ask_claim(claim: DoubleClaim, activities: dict[str, ReportActivity], plan: Plan | None) -> OpenQuestion:
    first, second = (describe_activity(activities[activity], plan) for activity in claim.activities)
    return OpenQuestion(
        kind=QuestionKind.DOUBLE_CLAIM,
        key=f"double-claim:{'|'.join(sorted(claim.activities))}",
        submission=None,
        text=messages.claim_question(first, second),
        candidates=(messages.count_one(*first), messages.count_one(*second), messages.COUNT_BOTH),
        consequence=messages.CONSEQUENCE_CLAIM,
    )
