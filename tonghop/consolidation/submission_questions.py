"""The question what becomes of a submission as a whole: its choices, and what each would make of what it says."""

from collections.abc import Collection, Iterable, Sequence

from schemas.document import Finding
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import ReportSubmission
from schemas.subjects import MOST_ITEM_QUESTIONS, UNASSIGNED_RULE, list_serious, make_submission_subject
from schemas.submission import Activity, FiledSubmission, Submission
from schemas.values import CellState, CheckStatus, QuestionKind, SubmissionChoice
from tonghop.consolidation import messages
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.deadlines import LOCAL, compute_arrival
from tonghop.consolidation.identity_questions import NO_REPORT
from tonghop.consolidation.naming import name_unit
from tonghop.consolidation.question_figures import tell_counted, tell_quantity

MOST_REASONS = 3
_MOST_FIGURES, _MOST_SENTENCES = 6, 5
PROGRAM_RULE = "program-missing"
AMBIGUOUS_RULE = "figure-ambiguous"
WAIT_PROGRAM = "wait-program"


def list_open(submission: FiledSubmission) -> tuple[Finding, ...]:
    """The serious findings that a decision on the submission itself settles."""
    content = submission.content
    return list_serious(submission.findings, len(content.unassigned) if content is not None else 0)


def is_usable(content: Submission) -> bool:
    """Whether it says anything."""
    said = any(report.state is not CellState.MISSING for report in content.items.values())
    return said or bool(content.unassigned) or bool(content.sections)


def ask_submission(
    row: ReportSubmission,
    submission: FiledSubmission,
    plan: Plan | None,
    *,
    returnable: Collection[int] | None,
    replaced: ReportSubmission | None = None,
) -> OpenQuestion:
    """Ask about a report that waits.

    Args:
        row: of the register.
        submission: the same as filed.
        plan: to call units and indicators by name.
        returnable: items that alone may be returned; None: single items may not.
        replaced: the report that counts meanwhile, which this one says it replaces.
    """
    found = list_open(submission)
    ask, candidates = _list_choices(row, submission, plan, found, returnable)
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
        evidence="\n".join(_list_evidence(submission, found, reasons)) or None,
        place=", ".join(file.name for file in row.files) or None,
        candidates=candidates,
        consequence=words.UNCHOSEN if replaced is None else _tell_meanwhile(replaced),
    )


def _tell_meanwhile(replaced: ReportSubmission) -> str:
    files = messages.name_files([file.name for file in replaced.files])
    return words.unchosen_replacement(words.name_number(replaced.number, files))


def _list_evidence(submission: FiledSubmission, found: Iterable[Finding], reasons: Sequence[str]) -> list[str]:
    """The sentences that the reasons are about; the reasons where there are more than the question tells."""
    if len(reasons) > MOST_REASONS or submission.content is None:
        return list(reasons)
    told = dict.fromkeys(each.text for each in _list_blamed(submission.content, found))
    return list(told)[:_MOST_SENTENCES]


def _list_choices(
    row: ReportSubmission,
    submission: FiledSubmission,
    plan: Plan | None,
    found: Sequence[Finding],
    returnable: Collection[int] | None,
) -> tuple[str, tuple[Candidate, ...]]:
    """What is asked, and the choices."""
    content, rules = submission.content, {finding.rule for finding in found}
    wait = Candidate(code=WAIT_PROGRAM, label=words.WAIT_PROGRAM, effect=words.WAIT_PROGRAM_EFFECT)
    if content is None or row.status is CheckStatus.REJECTED or (not is_usable(content) and PROGRAM_RULE not in rules):
        back = NO_REPORT[0].model_copy(update={"effect": words.RETURN_UNREADABLE_EFFECT})
        return words.ASK_UNREADABLE, (back, *NO_REPORT[1:])
    if not is_usable(content):  # of what could not be read here alone, its unit sends nothing again
        return words.ASK_PROGRAM, (wait, *(NO_REPORT[1:] if rules == {PROGRAM_RULE} else NO_REPORT))
    candidates = [
        *([wait] if PROGRAM_RULE in rules else []),
        _make_accept(content, found, plan),
        *([_make_return_items(content, returnable)] if returnable is not None else []),
        *NO_REPORT,
    ]
    return words.ASK_ACCEPT, tuple(candidates)


def _make_accept(content: Submission, found: Sequence[Finding], plan: Plan | None) -> Candidate:
    """The choice to count it as understood tells which figures count: those of the faulty places, if there are such."""
    every, part = _list_activities(content), _list_blamed(content, found)
    quantities = [quantity for each in (part or every) for quantity in each.quantities]
    counted = [tell_counted(each, plan) for each in quantities if each.indicator]
    quoted = [tell_quantity(each) for each in quantities if not each.indicator] if part else []
    effect = words.accept_effect(
        _list_told(content),
        _shorten(counted),
        _shorten(quoted),
        is_part=bool(part),
        why_none=_tell_why_none(every, found),
    )
    accept = SubmissionChoice.ACCEPT
    return Candidate(code=accept.value, label=accept.label, effect=effect)


def _tell_why_none(activities: Iterable[Activity], found: Iterable[Finding]) -> str:
    """Why nothing at all would be added up; empty where something would."""
    quantities = [quantity for each in activities for quantity in each.quantities]
    if any(each.indicator for each in quantities):
        return ""
    if any(each.rule == AMBIGUOUS_RULE for each in found):
        return words.AMBIGUOUS
    return words.UNTIED if quantities else words.FIGURELESS


def _list_activities(content: Submission) -> list[Activity]:
    return [each for _, report in sorted(content.items.items()) for each in report.activities]


def _list_blamed(content: Submission, found: Iterable[Finding]) -> list[Activity]:
    """The activities at the place of a finding, which may tell of a cell in an activity's row."""
    places = {finding.locator for finding in found if finding.locator}
    places |= {place.rpartition("/")[0] for place in places}
    return [each for each in _list_activities(content) if each.locator in places]


def _make_return_items(content: Submission, returned: Collection[int]) -> Candidate:
    choice, items = SubmissionChoice.RETURN_ITEMS, sorted(returned)
    kept = [number for number in _list_told(content) if number not in items]
    if not items or not kept:
        return Candidate(code=choice.value, label=choice.label, effect=words.RETURN_ITEMS_EFFECT)
    label = words.choose_return_items(items, kept)
    return Candidate(code=choice.value, label=label, effect=words.return_items_effect(items))


def _list_told(content: Submission) -> list[int]:
    """The items of which it says something; a heading alone says nothing."""
    silent = (CellState.MISSING, CellState.EMPTY)
    return [number for number, report in sorted(content.items.items()) if report.state not in silent]


def _shorten(figures: Sequence[str]) -> list[str]:
    told = list(dict.fromkeys(figures))
    more = len(told) - _MOST_FIGURES
    return [*told[:_MOST_FIGURES], *([words.more_figures(more)] if more > 0 else [])]
