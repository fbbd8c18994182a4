"""Questions (việc chờ xử lý) that a report raises: what only a person can decide, the choices, what each one does.

Asked in this order: whose report it is and of which period; only then its sentences; then the submission itself.
Keeps out storing and answering them (decisions) and secrecy holds, of which this room knows nothing.
"""

from collections.abc import Collection, Iterator, Sequence

from schemas.decision import NO_DECISIONS, Decisions
from schemas.document import Finding
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import DoubleClaim, Report, ReportActivity, ReportSubmission
from schemas.subjects import (
    MOST_ITEM_QUESTIONS,
    UNASSIGNED_RULE,
    list_serious,
    make_claim_subject,
    make_submission_subject,
)
from schemas.submission import FiledSubmission, Submission
from schemas.values import CellState, CheckStatus, ClaimChoice, QuestionKind, SubmissionChoice
from tonghop.consolidation import messages
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.copies import ask_copies
from tonghop.consolidation.deadlines import LOCAL, compute_arrival
from tonghop.consolidation.findings import describe_activity, list_missing_figures
from tonghop.consolidation.history_questions import ask_adjustments, ask_comparison
from tonghop.consolidation.identity_questions import NO_REPORT, ask_identity, name_unit
from tonghop.consolidation.item_questions import ask_items, ask_results
from tonghop.consolidation.messages import list_figures

MOST_REASONS = 3
LOOK_RULES = frozenset({"image-only", "stamp-image"})
"""Rules of what waits for a person's look for a mark, as long as nobody has looked."""
PROGRAM_RULE = "program-missing"
FAULT_RULE = "not-understood"
WAIT_PROGRAM = "wait-program"
WAITING_CHOICES = frozenset({"wait", WAIT_PROGRAM})
"""Codes that are recorded and leave the question open."""


def find_questions(
    report: Report,
    submissions: Sequence[FiledSubmission],
    *,
    plan: Plan | None = None,
    decisions: Decisions = NO_DECISIONS,
    returnable: Collection[str] = (),
) -> tuple[OpenQuestion, ...]:
    """Find what a person must settle and has not yet decided; each subject once.

    One that only waits for a look for a mark is asked about by that look alone.

    Args:
        report: what `consolidate` made.
        submissions: those given to it.
        plan: its plan, to call units by name; without it no sentence is asked about.
        decisions: what people decided, also when it is not applied yet.
        returnable: ids of the submissions of which single items may be returned.
    """
    filed = {submission.id: submission for submission in submissions}
    asked: dict[str, OpenQuestion] = {}
    for row in report.submissions:
        if row.id in filed and row.superseded_by is None:
            for question in _ask_about(row, filed[row.id], plan, can_return_items=row.id in returnable):
                asked.setdefault(question.key, question)
    for question in _ask_about_report(report, plan):
        asked.setdefault(question.key, question)
    return tuple(question for question in asked.values() if not is_decided(question, decisions))


def is_decided(question: OpenQuestion, decisions: Decisions) -> bool:
    """Whether a person chose one of the choices that it has now; to wait is no decision."""
    decision = decisions.get(question.key)
    if decision is None or decision.choice in WAITING_CHOICES:
        return False
    return any(decision.choice == candidate.code for candidate in question.candidates)


def is_waiting(row: ReportSubmission) -> bool:
    """Whether a row of the register waits for a person."""
    return row.superseded_by is None and row.status in (CheckStatus.NEEDS_PERSON, CheckStatus.REJECTED)


def _ask_about(
    row: ReportSubmission, submission: FiledSubmission, plan: Plan | None, *, can_return_items: bool
) -> Iterator[OpenQuestion]:
    content = submission.content
    if is_waiting(row) and _awaits_look(submission):
        return
    if content is None or not (is_waiting(row) or row.status is CheckStatus.ACCEPTED):
        if is_waiting(row):
            yield _ask_submission(row, submission, plan, can_return_items=False)
        return
    is_certain = content.unit is not None and content.period is not None
    if not is_certain and row.status is CheckStatus.NEEDS_PERSON and is_usable(content):
        yield from ask_identity(submission, content, plan)
        return
    if is_certain and plan is not None:
        yield from ask_items(submission, content, plan)
        if row.status is CheckStatus.ACCEPTED:
            yield from ask_results(submission, content, plan)
    if is_waiting(row) and (_list_open(submission) or not is_usable(content)):
        yield _ask_submission(row, submission, plan, can_return_items=can_return_items)


def _ask_about_report(report: Report, plan: Plan | None) -> Iterator[OpenQuestion]:
    """What several submissions together raise."""
    activities = {activity.id: activity for activity in report.activities}
    for claim in report.double_claims:
        if claim.counted is None:
            yield _ask_claim(claim, report.period, activities, plan)
    yield from ask_copies(report, plan)
    if plan is not None:
        yield from ask_adjustments(report, plan)
        yield from ask_comparison(report, plan)


def _list_open(submission: FiledSubmission) -> tuple[Finding, ...]:
    """The serious findings that a decision on the submission itself settles."""
    content = submission.content
    return list_serious(submission.findings, len(content.unassigned) if content is not None else 0)


def _awaits_look(submission: FiledSubmission) -> bool:
    """Whether nothing but a person's look for a mark is awaited now."""
    content, serious = submission.content, _list_open(submission)
    if content is None or not serious or all(picture.seen for picture in content.pictures):
        return False
    return all(finding.rule in LOOK_RULES for finding in serious)


def is_usable(content: Submission) -> bool:
    """Whether it says anything."""
    said = any(report.state is not CellState.MISSING for report in content.items.values())
    return said or bool(content.unassigned) or bool(content.sections)


def _ask_submission(
    row: ReportSubmission, submission: FiledSubmission, plan: Plan | None, *, can_return_items: bool
) -> OpenQuestion:
    ask, candidates, consequence = _list_choices(row, submission, can_return_items=can_return_items)
    found = _list_open(submission)
    parts = [
        words.submission_question(
            messages.name_files([file.name for file in row.files]),
            name_unit(row.unit, plan),
            row.source.label,
            compute_arrival(submission).astimezone(LOCAL),
            row.status.label,
        )
    ]
    reasons = [each.message for each in found if each.rule != UNASSIGNED_RULE]
    if submission.content is not None and len(submission.content.unassigned) > MOST_ITEM_QUESTIONS:
        reasons.insert(0, words.many_sentences(len(submission.content.unassigned)))
    if reasons:
        parts.append(words.submission_reasons(reasons[:MOST_REASONS], len(reasons) - len(reasons[:MOST_REASONS])))
    parts += dict.fromkeys(each.fix for each in found if each.rule == PROGRAM_RULE)
    return OpenQuestion(
        kind=QuestionKind.SUBMISSION,
        key=make_submission_subject(row.id, found),
        submission=row.id,
        text=" ".join([*parts, ask]),
        evidence="\n".join(reasons) or None,
        place=", ".join(file.name for file in row.files) or None,
        candidates=candidates,
        consequence=consequence,
    )


def _list_choices(
    row: ReportSubmission, submission: FiledSubmission, *, can_return_items: bool
) -> tuple[str, tuple[Candidate, ...], str]:
    """What is asked, the choices, their consequence."""
    content = submission.content
    rules = {finding.rule for finding in _list_open(submission)}
    wait = Candidate(code=WAIT_PROGRAM, label=words.WAIT_PROGRAM)
    if content is None or row.status is CheckStatus.REJECTED or (not is_usable(content) and PROGRAM_RULE not in rules):
        return words.ASK_UNREADABLE, NO_REPORT, words.UNREADABLE_CONSEQUENCE
    if not is_usable(content):  # of what could not be read here alone, its unit sends nothing again
        back = NO_REPORT[1:] if rules == {PROGRAM_RULE} else NO_REPORT
        return words.ASK_PROGRAM, (wait, *back), f"{words.WAITING_PROGRAM} {words.SET_ASIDE_CONSEQUENCE}"
    choices = [SubmissionChoice.ACCEPT, *([SubmissionChoice.RETURN_ITEMS] if can_return_items else [])]
    candidates = (*(Candidate(code=choice.value, label=choice.label) for choice in choices), *NO_REPORT)
    told = [words.ACCEPT_CONSEQUENCE, *([words.RETURN_ITEMS_CONSEQUENCE] if can_return_items else [])]
    consequence = " ".join([*told, words.RETURN_CONSEQUENCE, words.SET_ASIDE_CONSEQUENCE])
    if PROGRAM_RULE in rules:
        return words.ASK_ACCEPT, (wait, *candidates), f"{words.WAITING_PROGRAM} {consequence}"
    return words.ASK_ACCEPT, candidates, consequence


def _ask_claim(
    claim: DoubleClaim, period: str, activities: dict[str, ReportActivity], plan: Plan | None
) -> OpenQuestion:
    one, other = (activities[activity] for activity in claim.activities)
    first, second = describe_activity(one, plan), describe_activity(other, plan)
    lost = [
        words.lost_figures(owner, list_figures(figures))
        for owner, figures in (
            (first[0], list_missing_figures(one, other)),
            (second[0], list_missing_figures(other, one)),
        )
        if figures
    ]
    return OpenQuestion(
        kind=QuestionKind.DOUBLE_CLAIM,
        key=make_claim_subject(period, one.unit, one.text, other.unit, other.text),
        submission=None,
        text=" ".join([words.claim_question(first, second), *lost]),
        evidence=words.claim_evidence(first, second),
        candidates=(
            Candidate(code=ClaimChoice.FIRST.value, label=words.count_one(*first)),
            Candidate(code=ClaimChoice.SECOND.value, label=words.count_one(*second)),
            Candidate(code=ClaimChoice.BOTH.value, label=ClaimChoice.BOTH.label),
        ),
        consequence=words.CLAIM_CONSEQUENCE,
    )
