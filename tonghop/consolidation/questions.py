"""Questions (việc chờ xử lý) that a report raises: what only a person can decide, the choices, what each one does.

Asked in this order: whose report it is and of which period; only then its sentences; then the submission itself.
Keeps out storing and answering them (decisions) and secrecy holds, of which this room knows nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from schemas.decision import NO_DECISIONS, Decisions
from schemas.plan import Plan
from schemas.question import OpenQuestion
from schemas.report import Report, ReportSubmission
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus, ComparisonChoice
from tonghop.consolidation.claim_questions import ask_claims
from tonghop.consolidation.copies import ask_copies
from tonghop.consolidation.history_questions import ask_adjustments, ask_comparison
from tonghop.consolidation.identity_questions import ask_identity
from tonghop.consolidation.item_questions import ask_items, ask_results
from tonghop.consolidation.revisions import awaits_replacing, is_replacing
from tonghop.consolidation.submission_questions import (
    PROGRAM_RULE,
    WAIT_PROGRAM,
    ask_submission,
    is_usable,
    list_open,
)

__all__ = [
    "FAULT_RULE",
    "LOOK_RULES",
    "PROGRAM_RULE",
    "WAITING_CHOICES",
    "find_questions",
    "is_decided",
    "is_waiting",
]

LOOK_RULES = frozenset({"image-only", "stamp-image"})
"""Rules of what waits for a person's look for a mark, as long as nobody has looked."""
FAULT_RULE = "not-understood"
WAITING_CHOICES = frozenset({ComparisonChoice.WAIT.value, WAIT_PROGRAM})
"""Codes that are recorded and leave the question open."""


def find_questions(
    report: Report,
    submissions: Sequence[FiledSubmission],
    *,
    plan: Plan | None = None,
    decisions: Decisions = NO_DECISIONS,
    returnable: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> tuple[OpenQuestion, ...]:
    """Find what a person must settle and has not yet decided; each subject once.

    One that only waits for a look for a mark is asked about by that look alone.

    Args:
        report: what `consolidate` made.
        submissions: those given to it.
        plan: its plan, to call units by name; without it no sentence is asked about.
        decisions: what people decided, also when it is not applied yet.
        returnable: id of each submission of which single items may be returned -> these items.
    """
    filed = {submission.id: submission for submission in submissions}
    asked: dict[str, OpenQuestion] = {}
    for row in report.submissions:
        if row.id in filed and row.superseded_by is None:
            replaced = _find_replaced(row, filed, report)
            for question in _ask_about(row, filed[row.id], plan, returnable=returnable.get(row.id), replaced=replaced):
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
    row: ReportSubmission,
    submission: FiledSubmission,
    plan: Plan | None,
    *,
    returnable: Collection[int] | None,
    replaced: ReportSubmission | None,
) -> Iterator[OpenQuestion]:
    content = submission.content
    if is_waiting(row) and _awaits_look(submission):
        return
    if content is None or not (is_waiting(row) or row.status is CheckStatus.ACCEPTED):
        if is_waiting(row):
            yield ask_submission(row, submission, plan, returnable=None)
        return
    is_certain = content.unit is not None and content.period is not None
    if not is_certain and row.status is CheckStatus.NEEDS_PERSON and is_usable(content):
        yield from ask_identity(submission, content, plan)
        return
    if is_certain and plan is not None:
        yield from ask_items(submission, content, plan)
        if row.status is CheckStatus.ACCEPTED:
            yield from ask_results(submission, content, plan)
    if is_waiting(row) and (list_open(submission) or not is_usable(content)):
        yield ask_submission(row, submission, plan, returnable=returnable, replaced=replaced)


def _find_replaced(
    row: ReportSubmission, filed: Mapping[str, FiledSubmission], report: Report
) -> ReportSubmission | None:
    """The report of the register that counts while this one waits, which says that it replaces an earlier one."""
    if not is_replacing(filed[row.id]):
        return None
    rows = (each for each in report.submissions if each.unit == row.unit and each.superseded_by is None)
    return next((each for each in rows if each.id in filed and awaits_replacing(filed[row.id], filed[each.id])), None)


def _ask_about_report(report: Report, plan: Plan | None) -> Iterator[OpenQuestion]:
    """What several submissions together raise."""
    yield from ask_claims(report, plan)
    yield from ask_copies(report, plan)
    if plan is not None:
        yield from ask_adjustments(report, plan)
        yield from ask_comparison(report, plan)


def _awaits_look(submission: FiledSubmission) -> bool:
    """Whether nothing but a person's look for a mark is awaited now."""
    content, serious = submission.content, list_open(submission)
    if content is None or not serious or all(picture.seen for picture in content.pictures):
        return False
    return all(finding.rule in LOOK_RULES for finding in serious)
