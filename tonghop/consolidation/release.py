"""Why a draft that may only leave when complete must wait (design 4.4). Keeps out secrecy holds, unknown here."""

from collections.abc import Sequence

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import OpenQuestion
from schemas.report import Report
from schemas.rules import make_finding
from schemas.values import QuestionKind
from tonghop.consolidation import messages
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.findings import describe_activity
from tonghop.consolidation.naming import name_unit
from tonghop.consolidation.questions import is_waiting

_SETTLED_ELSEWHERE = frozenset({"double-claim", "deadline-unconfirmed"})
_TOLD_OTHERWISE = frozenset(
    {QuestionKind.SUBMISSION, QuestionKind.UNIT, QuestionKind.PERIOD, QuestionKind.DOUBLE_CLAIM}
)
"""Kinds of questions whose submission or claim is a reason by itself."""


def find_open_points(report: Report, plan: Plan, asked: Sequence[OpenQuestion] = ()) -> tuple[str, ...]:
    """Find the Vietnamese reasons to wait; empty when the report is complete.

    In this order: units without an accepted report, submissions that wait for a person, undecided double claims,
    deadlines that nobody has confirmed or that do not exist, findings that must be mended or confirmed, and whatever
    else a person is asked: `asked` are the report's open questions.
    """
    activities = {activity.id: activity for activity in report.activities}
    waiting = [row for row in report.submissions if is_waiting(row)]
    told = {row.id for row in waiting}
    reasons = [messages.missing_unit(name_unit(code, plan)) for code in report.missing_units]
    reasons += [
        messages.awaiting_submission(
            messages.name_files([file.name for file in row.files]), name_unit(row.unit, plan), row.status.label
        )
        for row in waiting
    ]
    for claim in report.double_claims:
        if claim.counted is None:
            first, second = (describe_activity(activities[activity], plan) for activity in claim.activities)
            reasons.append(messages.undecided_claim(first, second))
    period = parse_period(report.period)
    entry = plan.find_period(period)
    if entry is not None and entry.confirm:
        reasons.append(messages.unconfirmed_deadlines(period.name))
    if entry is None and report.request is None:
        reasons.append(make_finding("period-unplanned", period=period.name).message)
    for finding in report.findings:
        if finding.severity.is_serious and finding.submission not in told and finding.rule not in _SETTLED_ELSEWHERE:
            where = name_unit(finding.unit, plan) if finding.unit is not None else ""
            reasons.append(messages.open_finding(where, finding.message))
    reasons += [
        words.undecided(question.kind.label, question.text)
        for question in asked
        if question.kind not in _TOLD_OTHERWISE and question.submission not in told
    ]
    return tuple(dict.fromkeys(reasons))
