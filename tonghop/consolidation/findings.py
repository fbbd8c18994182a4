"""Findings of the report: those of its submissions, and those that only the whole period shows."""

from collections.abc import Iterator, Sequence

from schemas.period import Period
from schemas.plan import Plan
from schemas.report import DoubleClaim, ReportActivity, ReportFinding
from schemas.request import Request
from schemas.submission import FiledSubmission
from schemas.values import Severity
from tonghop.consolidation import messages
from tonghop.consolidation.deadlines import find_expected_units, find_window, is_estimate


def list_submission_findings(shown: Sequence[FiledSubmission], superseded: dict[str, str]) -> Iterator[ReportFinding]:
    """The findings of the submissions shown. What a superseded report had wrong is settled by its successor."""
    for submission in shown:
        if submission.id in superseded:
            continue
        unit = submission.content.unit if submission.content is not None else None
        for finding in submission.findings:
            yield ReportFinding(**finding.model_dump(), unit=unit, submission=submission.id)


def list_period_findings(plan: Plan, period: Period, request: Request | None) -> Iterator[ReportFinding]:
    """What the period's dates demand to know: estimates, assumed deadlines, a period without any deadline."""
    entry, window = plan.find_period(period), find_window(plan, period)
    if entry is None and request is None:
        yield ReportFinding(
            rule="period-unplanned",
            severity=Severity.WARNING,
            message=messages.period_unplanned(period.name),
            fix=messages.PERIOD_UNPLANNED_FIX,
        )
    if window is not None and is_estimate(plan, period, request):
        deadlines = [entry.unit_due_date, entry.office_due_date] if entry is not None else []
        deadlines += [request.deadline] if request is not None else []
        yield ReportFinding(
            rule="window-estimate",
            severity=Severity.ADVICE,
            message=messages.window_estimate(min(deadlines), window[1]),
            fix=messages.WINDOW_ESTIMATE_FIX,
        )
    if entry is not None and entry.confirm:
        yield ReportFinding(
            rule="deadline-unconfirmed",
            severity=Severity.ADVICE,
            message=messages.deadline_unconfirmed(entry.unit_due_date, entry.office_due_date),
            fix=messages.DEADLINE_UNCONFIRMED_FIX,
        )


def list_unit_findings(countable: Sequence[FiledSubmission], plan: Plan, period: Period) -> Iterator[ReportFinding]:
    """Reports that stand, of units that the plan does not know or does not expect in this period."""
    expected = {unit.code for unit in find_expected_units(plan, period)}
    for submission in countable:
        code = (submission.content.unit if submission.content is not None else None) or ""
        unit = plan.find_unit(code)
        if unit is None:
            yield ReportFinding(
                rule="unit-unknown",
                severity=Severity.ERROR,
                message=messages.unit_unknown(code),
                fix=messages.UNIT_UNKNOWN_FIX,
                unit=code,
                submission=submission.id,
            )
        elif code not in expected:
            yield ReportFinding(
                rule="unit-not-expected",
                severity=Severity.WARNING,
                message=messages.unit_not_expected(unit.name),
                fix=messages.UNIT_NOT_EXPECTED_FIX,
                unit=code,
                submission=submission.id,
            )


def list_claim_findings(
    claims: Sequence[DoubleClaim],
    activities: Sequence[ReportActivity],
    owners: dict[str, str],
    plan: Plan,
    *,
    unasked: int,
) -> Iterator[ReportFinding]:
    """One warning per double claim, placed at its second activity, and one for those that are not asked about.

    `owners`: activity id -> submission id.
    """
    known = {activity.id: activity for activity in activities}
    for claim in claims:
        if claim.counted is not None:
            continue
        first, second = (known[activity] for activity in claim.activities)
        yield ReportFinding(
            rule="double-claim",
            severity=Severity.WARNING,
            locator=second.locator,
            message=messages.double_claim(describe_activity(first, plan), describe_activity(second, plan)),
            fix=messages.DOUBLE_CLAIM_FIX,
            unit=second.unit,
            submission=owners[second.id],
        )
    if unasked:
        yield ReportFinding(
            rule="double-claims-more",
            severity=Severity.WARNING,
            message=messages.double_claims_more(len(claims), unasked),
            fix=messages.DOUBLE_CLAIMS_MORE_FIX,
        )


def describe_activity(activity: ReportActivity, plan: Plan | None) -> tuple[str, str]:
    """(who and under which item, text) for a message; the unit's code where the plan is not at hand."""
    unit = plan.find_unit(activity.unit) if plan is not None else None
    return messages.who(unit.name if unit is not None else activity.unit, activity.item), activity.text
