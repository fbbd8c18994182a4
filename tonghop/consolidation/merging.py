"""The merge itself: filed submissions of one period become one Report. The steps are here, their rules beside it."""

from collections.abc import Sequence
from datetime import date

from schemas.period import Period
from schemas.plan import Plan, Section
from schemas.report import Material, Report, ReportFinding, ReportSubmission
from schemas.request import Request
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.consolidation.coverage import compute_coverage
from tonghop.consolidation.deadlines import (
    compute_arrival,
    find_due_date,
    find_expected_units,
    find_window,
    is_estimate,
    is_late,
)
from tonghop.consolidation.doubles import find_double_claims
from tonghop.consolidation.features import build_features
from tonghop.consolidation.findings import (
    list_claim_findings,
    list_period_findings,
    list_submission_findings,
    list_unit_findings,
)
from tonghop.consolidation.frames import build_activities, convert_activities
from tonghop.consolidation.revisions import count_submissions, find_revisions, is_countable
from tonghop.consolidation.texts import normalise_text
from tonghop.consolidation.totals import compute_totals


def consolidate(
    submissions: Sequence[FiledSubmission],
    plan: Plan,
    period: Period,
    *,
    request: Request | None = None,
    version: int = 1,
    example: bool = False,
) -> Report:
    """Merge the submissions of one period into its report.

    The order of `submissions` does not matter. Those of other periods are left out; those whose period is unclear stand
    in the register until a person decides. Quarantined ones leave no trace here (the secrecy hold speaks for them).
    """
    shown = find_shown(submissions, plan, period)
    superseded = find_revisions(shown)
    counted = count_submissions(shown, period.code, plan)
    units = find_expected_units(plan, period)
    due_date = find_due_date(plan, period, request)
    estimate = is_estimate(plan, period, request)
    frame = build_activities(counted, plan)
    activities = convert_activities(frame)
    search = find_double_claims(build_features(frame, plan, find_window(plan, period)))
    coverage = compute_coverage(counted, frame, plan, units, _find_on_time(shown, due_date))
    reported = {submission.content.unit for submission in counted if submission.content is not None}
    owners = dict(zip(frame["id"], frame["submission"], strict=True))
    findings: list[ReportFinding] = [
        *list_period_findings(plan, period, request),
        *list_unit_findings([each for each in shown if is_countable(each) and each.id not in superseded], plan, period),
        *list_claim_findings(search.claims, activities, owners, plan, unasked=search.unasked),
        *list_submission_findings(shown, superseded),
    ]
    return Report(
        period=period.code,
        version=version,
        plan_sha256=plan.sha256,
        request=request,
        submissions=tuple(
            _register(each, late=is_late(each, due_date), superseded_by=superseded.get(each.id)) for each in shown
        ),
        coverage=coverage,
        missing_units=tuple(unit.code for unit in units if unit.code not in reported),
        activities=activities,
        totals=compute_totals(frame, plan, search.suspected, estimate=estimate),
        double_claims=search.claims,
        findings=tuple(findings),
        material=tuple(list_material(counted, plan)),
        estimate=estimate,
        example=example,
    )


def find_shown(submissions: Sequence[FiledSubmission], plan: Plan, period: Period) -> list[FiledSubmission]:
    """The submissions of the register: of this period, or of an unclear one that may be this; by arrival."""
    planned = {entry.period for entry in plan.periods}

    def belongs(submission: FiledSubmission) -> bool:
        if submission.status is CheckStatus.QUARANTINED:
            return False
        content = submission.content
        if content is None:
            return True
        if content.period is not None:
            return content.period == period.code
        candidates = {evidence.value for evidence in content.period_evidence}
        # Left out only where another period's register is sure to show it.
        return period.code in candidates or not candidates & planned

    return sorted(filter(belongs, submissions), key=lambda each: (compute_arrival(each), each.id))


def list_material(counted: Sequence[FiledSubmission], plan: Plan) -> list[Material]:
    """The units' sentences for the sections that people write: in outline order, then by unit; repeats dropped."""
    order = list_sections(plan.outline.sections)
    contents = [submission.content for submission in counted if submission.content is not None]
    strangers = sorted({section for content in contents for section in content.sections} - set(order))
    rows: dict[tuple[str, str, str], Material] = {}
    for section in (*order, *strangers):
        for content in contents:
            for placed in content.sections.get(section, ()):
                row = Material(section=section, unit=content.unit or "", **placed.model_dump())
                rows.setdefault((row.section, row.unit, normalise_text(row.text)), row)
    return list(rows.values())


def list_sections(sections: Sequence[Section]) -> list[str]:
    """The ids of the outline's sections, each followed by its subsections."""
    return [name for each in sections for name in (each.id, *list_sections(each.subsections))]


def _find_on_time(shown: Sequence[FiledSubmission], due_date: date | None) -> set[str]:
    """Units whose first accepted report came in time; `shown` is ordered by arrival."""
    first: dict[str, FiledSubmission] = {}
    for submission in filter(is_countable, shown):
        if submission.content is not None and submission.content.unit is not None:
            first.setdefault(submission.content.unit, submission)
    return {unit for unit, submission in first.items() if not is_late(submission, due_date)}


def _register(submission: FiledSubmission, *, late: bool, superseded_by: str | None) -> ReportSubmission:
    return ReportSubmission(
        id=submission.id,
        unit=submission.content.unit if submission.content is not None else None,
        files=submission.files,
        source=submission.source,
        declared_by=submission.declared_by,
        received_at=submission.received_at,
        late=late,
        # One that is filed but not yet checked waits like one that a person must see; the next run checks it.
        status=submission.status or CheckStatus.NEEDS_PERSON,
        superseded_by=superseded_by,
    )
