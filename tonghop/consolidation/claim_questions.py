"""The question whether two activities are one: which of the two counts then, and what is lost with the other."""

from collections.abc import Mapping

from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import DoubleClaim, Report, ReportActivity, ReportSubmission
from schemas.subjects import make_claim_subject
from schemas.values import ClaimChoice, QuestionKind
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.findings import describe_activity, list_missing_figures
from tonghop.consolidation.messages import list_figures
from tonghop.consolidation.question_figures import tell_place


def ask_claims(report: Report, plan: Plan | None) -> list[OpenQuestion]:
    """One question for each pair that nobody has decided."""
    activities = {activity.id: activity for activity in report.activities}
    holders = {file.sha256: row for row in report.submissions for file in row.files}
    return [
        _ask_claim(claim, report.period, activities, holders, plan)
        for claim in report.double_claims
        if claim.counted is None
    ]


def _ask_claim(
    claim: DoubleClaim,
    period: str,
    activities: Mapping[str, ReportActivity],
    holders: Mapping[str, ReportSubmission],
    plan: Plan | None,
) -> OpenQuestion:
    one, other = (activities[activity] for activity in claim.activities)
    first, second = describe_activity(one, plan), describe_activity(other, plan)
    return OpenQuestion(
        kind=QuestionKind.DOUBLE_CLAIM,
        key=make_claim_subject(period, one.unit, one.text, other.unit, other.text),
        submission=None,
        text=words.claim_question(first, second),
        evidence=words.claim_evidence(first, second),
        place="\n".join(_tell_place(each, holders) for each in (one, other)),
        candidates=(
            _make_choice(ClaimChoice.FIRST, one, other),
            _make_choice(ClaimChoice.SECOND, other, one),
            Candidate(code=ClaimChoice.BOTH.value, label=words.TWO_ACTIVITIES, effect=words.TWO_EFFECT),
        ),
        consequence=words.CLAIM_CONSEQUENCE,
    )


def _make_choice(choice: ClaimChoice, kept: ReportActivity, other: ReportActivity) -> Candidate:
    lost = list_missing_figures(kept, other)
    return Candidate(
        code=choice.value,
        label=words.count_one(name_apart(kept, other)),
        effect=words.one_effect(list_figures(lost) if lost else ""),
        unit=kept.unit,
    )


def name_apart(activity: ReportActivity, other: ReportActivity) -> str:
    """Which of two activities is meant, in as few words as tell them apart."""
    if activity.unit != other.unit:
        return words.of_unit(activity.unit)
    if activity.item != other.item:
        return words.of_item(activity.unit, activity.item)
    return words.of_sentence(activity.unit, words.tell_apart(activity.text, other.text))


def _tell_place(activity: ReportActivity, holders: Mapping[str, ReportSubmission]) -> str:
    row = holders.get(activity.sha256)
    files, heads = (row.files, row.letterheads) if row else ((), ())
    place = tell_place(files, activity.sha256, activity.locator, letterheads=heads)
    return words.claim_place(activity.unit, place)
