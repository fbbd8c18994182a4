"""The merge itself: filed submissions of one period become one Report. The steps are here, their rules beside it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from schemas.adjustment import Adjustment
from schemas.decision import NO_DECISIONS, Decisions
from schemas.history import IssuedReport
from schemas.period import Period
from schemas.plan import Plan
from schemas.report import Report, ReportActivity, ReportFinding, ReportSubmission, SignedCopy, Total
from schemas.request import Request
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.consolidation.adjusting import adjust_figures, adjust_totals, show_adjusted
from tonghop.consolidation.claims import ClaimSearch, find_double_claims, hide_repeated
from tonghop.consolidation.comparison import compare
from tonghop.consolidation.copies import is_only_in
from tonghop.consolidation.coverage import compute_coverage
from tonghop.consolidation.deadlines import (
    compute_arrival,
    find_due_date,
    find_expected_units,
    find_window,
    is_assigned,
    is_estimate,
    is_late,
)
from tonghop.consolidation.features import build_features
from tonghop.consolidation.findings import (
    list_claim_findings,
    list_copy_findings,
    list_period_findings,
    list_quoted_findings,
    list_replacement_findings,
    list_revision_findings,
    list_submission_findings,
    list_unit_findings,
)
from tonghop.consolidation.frames import build_activities, convert_activities, find_vague, list_rows
from tonghop.consolidation.material import list_material
from tonghop.consolidation.revisions import Revisions, is_countable, list_counted, sort_out_revisions
from tonghop.consolidation.stated_totals import Rechecked, recheck_totals
from tonghop.consolidation.totals import compute_totals, find_families


class _Counted(NamedTuple):
    """What counts in a period, before anything is added up."""

    shown: list[FiledSubmission]  # the register
    revisions: Revisions
    submissions: tuple[FiledSubmission, ...]
    copies: tuple[SignedCopy, ...]
    frame: pd.DataFrame
    vague: frozenset[str]  # ids of activities without a concrete result
    search: ClaimSearch
    disputed: frozenset[str]  # ids of activities whose figures a person must still settle


def consolidate(
    submissions: Sequence[FiledSubmission],
    plan: Plan,
    period: Period,
    *,
    request: Request | None = None,
    version: int = 1,
    example: bool = False,
    decisions: Decisions = NO_DECISIONS,
    adjustments: Sequence[Adjustment] = (),
    history: Sequence[IssuedReport] = (),
    drafted: Collection[str] = (),
) -> Report:
    """Merge the submissions of one period into its report.

    The order of `submissions` does not matter. Those of other periods are left out; those whose period is unclear stand
    in the register until a person decides. Quarantined ones leave no trace here (the secrecy hold speaks for them).

    Args:
        submissions: what came, with what people decided on each of them already applied.
        plan: units, items, indicators and deadlines.
        period: of which the report is made.
        request: who asks for it, of a period that the plan does not have.
        version: number of the draft.
        example: the submissions are the shipped examples.
        decisions: what people decided on double claims, results, copies, comparisons and adjustments.
        adjustments: figures that people changed, in the order in which they were recorded.
        history: the issued reports with which this one is compared.
        drafted: codes of the periods of which a report was drafted and none is known as issued.
    """
    now = _count(submissions, plan, period, decisions)
    units, due_date = find_expected_units(plan, period), find_due_date(plan, period, request)
    estimate = is_estimate(plan, period, request)
    known_at = {each.id: each.gathered_at or compute_arrival(each) for each in now.submissions}
    adjusted = adjust_figures(now.frame, adjustments, decisions, plan=plan, known_at=known_at)
    converted = convert_activities(adjusted.frame, now.vague | now.search.doubled)
    activities = hide_repeated(show_adjusted(converted, adjusted.sentences), now.search.claims)

    def add_up(frame: pd.DataFrame) -> tuple[Total, ...]:
        return compute_totals(
            frame, plan, now.disputed, year=period.year, estimate=estimate, doubled=now.search.doubled
        )

    before = add_up(now.frame)
    after = before if adjusted.frame is now.frame else add_up(adjusted.frame)
    summed = adjust_totals(after, before, adjustments, decisions, plan)
    is_changed = adjusted.frame is not now.frame
    rechecked = (
        recheck_totals(now.submissions, now.frame, adjusted.frame, adjusted.sentences, find_families(plan))
        if is_changed
        else Rechecked({}, ())
    )
    reported = {each.content.unit for each in now.submissions if each.content is not None and each.content.unit}
    returned = _list_returned(now.submissions)
    compared = compare(
        period,
        plan,
        activities,
        summed.totals,
        history,
        reported=reported,
        returned=returned,
        drafted=drafted,
        decisions=decisions,
        estimate=estimate,
    )
    return Report(
        period=period.code,
        version=version,
        plan_sha256=plan.sha256,
        request=request,
        submissions=_list_register(now, due_date, decisions),
        coverage=compute_coverage(
            now.submissions,
            activities,
            plan,
            units,
            _find_on_time(now.shown, due_date, decisions),
            doubled=now.search.doubled,
            vague=now.vague,
        ),
        missing_units=tuple(unit.code for unit in units if unit.code not in reported),
        returned_items=returned,
        activities=activities,
        totals=summed.totals,
        double_claims=now.search.claims,
        signed_copies=now.copies,
        adjustments=tuple(sorted((*adjusted.changes, *summed.changes), key=lambda each: each.id)),
        compared=compared.compared,
        comparison=compared.comparison,
        activity_changes=compared.changes,
        findings=(
            *_list_findings(now, activities, plan, period, request, rechecked.settled),
            *adjusted.findings,
            *rechecked.findings,
            *summed.findings,
            *compared.findings,
        ),
        material=tuple(list_material(now.submissions, plan, activities)),
        estimate=estimate,
        example=example,
    )


def _count(submissions: Sequence[FiledSubmission], plan: Plan, period: Period, decisions: Decisions) -> _Counted:
    """Find what counts: which submissions, which of their activities, and what about them is still open."""
    shown = find_shown(submissions, plan, period)
    revisions = sort_out_revisions(shown, decisions)
    counted = list_counted(revisions, period.code, plan)
    copies = tuple(
        copy
        for each in counted
        if each.content is not None
        for copy in revisions.copies.get((each.content.unit or "", period.code), ())
    )
    frame = build_activities(counted, plan)
    vague = find_vague(frame, counted, decisions)
    # What is no result is printed nowhere: it can double nothing, and asking about it would only waste time.
    results = frame[~frame["id"].isin(vague)] if vague else frame
    search = find_double_claims(build_features(results, plan, find_window(plan, period)), period.code, decisions)
    unsettled = [copy for copy in copies if copy.counted is None]
    disputed = {
        row.id
        for row in (list_rows(frame) if unsettled else ())
        if any(is_only_in(unsettled, row.submission, quantity) for quantity in row.activity.quantities)
    }
    return _Counted(shown, revisions, counted, copies, frame, vague, search, search.suspected | disputed)


def _list_findings(
    now: _Counted,
    activities: Sequence[ReportActivity],
    plan: Plan,
    period: Period,
    request: Request | None,
    settled: Mapping[str, Collection[int]],
) -> list[ReportFinding]:
    standing = [each for each in now.shown if is_countable(each) and each.id not in now.revisions.superseded]
    owners = dict(zip(now.frame["id"], now.frame["submission"], strict=True))
    units = {each.id: each.content.unit for each in now.submissions if each.content is not None}
    copies = [(copy, units.get(copy.working) or "") for copy in now.copies]
    return [
        *list_period_findings(plan, period, request),
        *list_unit_findings(standing, plan, period),
        *list_revision_findings(now.shown, now.revisions.overtaken, plan),
        *list_replacement_findings(now.shown, now.submissions, now.revisions.superseded, plan),
        *(finding for copy, unit in copies for finding in list_copy_findings([copy], unit)),
        *list_claim_findings(now.search, activities, owners, plan),
        *list_quoted_findings(list_rows(now.frame)),
        *list_submission_findings(now.shown, now.revisions.superseded, settled),
    ]


def _list_returned(counted: Sequence[FiledSubmission]) -> tuple[tuple[str, int], ...]:
    """(unit, item) of what a person returned of a report that counts."""
    return tuple(
        (each.content.unit or "", item)
        for each in counted
        if each.content is not None
        for item, told in sorted(each.content.items.items())
        if told.returned
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


def _find_on_time(shown: Sequence[FiledSubmission], due_date: date | None, decisions: Decisions) -> set[str]:
    """Units whose first accepted report came in time; `shown` is ordered by arrival.

    A report of a quarter that a person took for the half-year's came before all others and is no answer for the
    half-year, where another one counts.
    """
    first: dict[str, FiledSubmission] = {}
    for submission in sorted(filter(is_countable, shown), key=lambda each: is_assigned(each, decisions)):
        if submission.content is not None and submission.content.unit is not None:
            first.setdefault(submission.content.unit, submission)
    return {unit for unit, submission in first.items() if not is_late(submission, due_date)}


def _list_register(now: _Counted, due_date: date | None, decisions: Decisions) -> tuple[ReportSubmission, ...]:
    """Every submission shown, by arrival; the one that counts with its signed copy's number, date and signer."""
    counted = {each.id: each for each in now.submissions}
    return tuple(
        _register(
            counted.get(each.id, each),
            late=is_late(each, due_date),
            superseded_by=now.revisions.superseded.get(each.id),
            assigned=is_assigned(each, decisions),
        )
        for each in now.shown
    )


def _register(
    submission: FiledSubmission, *, late: bool, superseded_by: str | None, assigned: bool
) -> ReportSubmission:
    content = submission.content
    return ReportSubmission(
        id=submission.id,
        unit=content.unit if content is not None else None,
        files=submission.files,
        source=submission.source,
        declared_by=submission.declared_by,
        received_at=submission.received_at,
        late=late,
        # One that is filed but not yet checked waits like one that a person must see; the next run checks it.
        status=submission.status or CheckStatus.NEEDS_PERSON,
        superseded_by=superseded_by,
        number=content.number if content is not None else None,
        dated=content.dated if content is not None else None,
        signer=content.signer if content is not None else None,
        letterheads=content.letterheads if content is not None else (),
        assigned=assigned,
    )
