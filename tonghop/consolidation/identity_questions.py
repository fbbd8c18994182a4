"""Questions about whose report a submission is and for which period. Keeps out everything that it says."""

from collections.abc import Callable, Iterable, Sequence

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.subjects import make_period_subject, make_unit_subject
from schemas.submission import Evidence, FiledSubmission, Submission
from schemas.values import QuestionKind, SubmissionChoice
from tonghop.consolidation import messages
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.deadlines import LOCAL, compute_arrival
from tonghop.consolidation.naming import name_period, name_unit

NO_REPORT = tuple(
    Candidate(code=choice.value, label=choice.label, effect=effect)
    for choice, effect in (
        (SubmissionChoice.RETURN, words.RETURN_EFFECT),
        (SubmissionChoice.SET_ASIDE, words.SET_ASIDE_EFFECT),
    )
)
"""What may be said of any report that waits, whatever it is asked about."""
_MOST_HINTS = 4


def ask_identity(submission: FiledSubmission, content: Submission, plan: Plan | None) -> list[OpenQuestion]:
    """The questions about unit and period, of a submission that does not tell them for certain."""
    asked = []
    if content.unit is None:
        asked.append(_ask_unit(submission, content, plan))
    if content.period is None:
        asked.append(_ask_period(submission, content, plan))
    return asked


def _ask_unit(submission: FiledSubmission, content: Submission, plan: Plan | None) -> OpenQuestion:
    every = [unit.code for unit in plan.units] if plan is not None else []
    hinted = [code for code in _list_values(content.unit_evidence) if not every or code in every]
    codes = dict.fromkeys([*hinted, *every])
    units = [Candidate(code=f"unit:{code}", label=words.choose_unit(name_unit(code, plan))) for code in codes]
    return OpenQuestion(
        kind=QuestionKind.UNIT,
        key=make_unit_subject(submission.id),
        submission=submission.id,
        text=words.ask_unit(_describe(submission)),
        evidence=_tell(content.unit_evidence, lambda code: name_unit(code, plan)),
        candidates=(*units, *NO_REPORT),
        consequence=words.UNIT_CONSEQUENCE,
    )


def _ask_period(submission: FiledSubmission, content: Submission, plan: Plan | None) -> OpenQuestion:
    planned = [entry.period for entry in plan.periods] if plan is not None else []
    codes = [code for code in dict.fromkeys([*_list_values(content.period_evidence), *planned]) if _is_code(code)]
    periods = [Candidate(code=f"period:{code}", label=words.choose_period(name_period(code))) for code in codes]
    return OpenQuestion(
        kind=QuestionKind.PERIOD,
        key=make_period_subject(submission.id),
        submission=submission.id,
        text=words.ask_period(_describe(submission), name_unit(content.unit, plan) if content.unit else None),
        evidence=_tell(content.period_evidence, name_period),
        candidates=(*periods, *NO_REPORT),
        consequence=words.PERIOD_CONSEQUENCE,
    )


def _describe(submission: FiledSubmission) -> str:
    return words.describe_arrival(
        messages.name_files([file.name for file in submission.files]),
        submission.source.label,
        compute_arrival(submission).astimezone(LOCAL),
    )


def _tell(evidence: Sequence[Evidence], name: Callable[[str], str]) -> str:
    """Each sign on a line of its own, with what it speaks for: those that contradict each other first."""
    hints = [(each.value, words.hint(each.kind.label, each.text, name(each.value))) for each in evidence]
    first = [next(hint for value, hint in hints if value == told) for told in _list_values(evidence)]
    return "\n".join(list(dict.fromkeys([*first, *(hint for _, hint in hints)]))[:_MOST_HINTS]) or words.NO_HINT


def _list_values(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(each.value for each in evidence))


def _is_code(code: str) -> bool:
    try:
        parse_period(code)
    except ValueError:
        return False
    return True
