"""Findings of the report: those of its submissions, and those that only the whole period shows.

Keeps out their words and severities, which stand in schemas/rules.toml.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from schemas.days import write_day
from schemas.document import Finding
from schemas.period import Period
from schemas.plan import Plan
from schemas.report import ReportActivity, ReportFinding, SignedCopy
from schemas.request import Request
from schemas.rules import make_finding
from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.consolidation import messages
from tonghop.consolidation.deadlines import LOCAL, compute_arrival, find_expected_units, find_window, is_estimate
from tonghop.consolidation.naming import name_unit
from tonghop.consolidation.question_figures import tell_figure, tell_quantity
from tonghop.consolidation.revisions import awaits_replacing, is_replacing

if TYPE_CHECKING:
    from tonghop.consolidation.claims import ClaimSearch  # costs pandas, which whoever only asks questions can spare

_CLOSED = (CheckStatus.RETURNED, CheckStatus.SET_ASIDE)


def _report(finding: Finding, *, unit: str | None = None, submission: str | None = None) -> ReportFinding:
    return ReportFinding(**finding.model_dump(), unit=unit, submission=submission)


def list_submission_findings(
    shown: Sequence[FiledSubmission],
    superseded: Mapping[str, str],
    settled: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> Iterator[ReportFinding]:
    """The findings of the submissions shown, without those that an adjustment settled (id -> places among its own).

    What a superseded report had wrong is settled by its successor, what one had that a person closed by that person.
    """
    for submission in shown:
        if submission.id in superseded or submission.status in _CLOSED:
            continue
        unit = submission.content.unit if submission.content is not None else None
        for place, finding in enumerate(submission.findings):
            if place not in settled.get(submission.id, ()):
                yield _report(finding, unit=unit, submission=submission.id)


def list_revision_findings(
    shown: Sequence[FiledSubmission], overtaken: Mapping[str, str], plan: Plan
) -> Iterator[ReportFinding]:
    """Which report counts where something came after one that says it replaces the earlier ones; `overtaken`: ids."""
    known = {each.id: each for each in shown}
    for later, counted in sorted(overtaken.items()):
        content = known[counted].content
        unit = (content.unit if content is not None else None) or ""
        finding = make_finding(
            "report-after-replacement",
            unit=name_unit(unit, plan),
            counted=_describe_paper(known[counted]),
            later=_describe_paper(known[later]),
        )
        yield _report(finding, unit=unit, submission=counted)


def list_replacement_findings(
    shown: Sequence[FiledSubmission], counted: Sequence[FiledSubmission], superseded: Mapping[str, str], plan: Plan
) -> Iterator[ReportFinding]:
    """Reports that still count although their unit has sent others in their place, which wait for a person."""
    waiting = [each for each in shown if is_replacing(each) and each.id not in superseded]
    for old in counted if waiting else ():
        unit = (old.content.unit if old.content is not None else None) or ""
        for new in waiting:
            if awaits_replacing(new, old):
                finding = make_finding(
                    "replacement-waits",
                    unit=name_unit(unit, plan),
                    counted=_describe_paper(old),
                    later=_describe_paper(new),
                )
                yield _report(finding, unit=unit, submission=old.id)


def _describe_paper(submission: FiledSubmission) -> str:
    number = submission.content.number if submission.content is not None else None
    files = messages.name_files([file.name for file in submission.files])
    return messages.describe_paper(files, number, compute_arrival(submission).astimezone(LOCAL).date())


def list_period_findings(plan: Plan, period: Period, request: Request | None) -> Iterator[ReportFinding]:
    """What the period's dates demand to know: estimates, assumed deadlines, a period without any deadline."""
    entry, window = plan.find_period(period), find_window(plan, period)
    if entry is None and request is None:
        yield _report(make_finding("period-unplanned", period=period.name))
    if window is not None and is_estimate(plan, period, request):
        deadlines = [entry.unit_due_date, entry.office_due_date] if entry is not None else []
        deadlines += [request.deadline] if request is not None else []
        earliest, end = (write_day(day) for day in (min(deadlines), window[1]))
        yield _report(make_finding("window-estimate", deadline=earliest, window_end=end))
    if entry is not None and entry.confirm:
        dues = [write_day(day) for day in (entry.unit_due_date, entry.office_due_date)]
        yield _report(make_finding("deadline-unconfirmed", unit_due=dues[0], office_due=dues[1]))


def list_unit_findings(countable: Sequence[FiledSubmission], plan: Plan, period: Period) -> Iterator[ReportFinding]:
    """Reports that stand, of units that the plan does not know or does not expect in this period."""
    expected = {unit.code for unit in find_expected_units(plan, period)}
    known = {unit.code: unit.name for unit in plan.units}
    for submission in countable:
        code = (submission.content.unit if submission.content is not None else None) or ""
        if code not in known:
            yield _report(make_finding("unit-unknown", code=code), unit=code, submission=submission.id)
        elif code not in expected:
            finding = make_finding("unit-not-expected", unit=known[code])
            yield _report(finding, unit=code, submission=submission.id)


def list_claim_findings(
    search: "ClaimSearch", activities: Sequence[ReportActivity], owners: dict[str, str], plan: Plan
) -> Iterator[ReportFinding]:
    """One warning per open claim, placed at its second activity, one for those that are not asked about, one error.

    `owners`: activity id -> submission id.
    """
    wanted = {each for claim in search.claims for each in claim.activities}
    wanted |= {each for pair in search.contradicting for each in pair}
    known = {activity.id: activity for activity in activities if activity.id in wanted}
    told = {each.id: _tell(each, plan) for each in known.values()}
    for claim in search.claims:
        first, second = claim.activities
        if claim.counted is not None:
            yield from _list_lost(known[first], known[second], claim.counted, owners, plan)
            continue
        yield _report(
            make_finding("double-claim", known[second].locator, first=told[first], second=told[second]),
            unit=known[second].unit,
            submission=owners[second],
        )
    if search.unasked:
        asked = sum(claim.counted is None for claim in search.claims)
        yield _report(make_finding("double-claims-more", asked=asked, unasked=search.unasked))
    if search.contradicting:
        texts = sorted({told[each] for pair in search.contradicting for each in pair})
        yield _report(make_finding("claims-contradict", texts="; ".join(texts)))


def _list_lost(
    first: ReportActivity, second: ReportActivity, counted: str, owners: Mapping[str, str], plan: Plan
) -> Iterator[ReportFinding]:
    """What the activity that counts for another one does not tell: such figures count nowhere any more."""
    for winner, loser in ((first, second), (second, first)):
        lost = list_missing_figures(winner, loser) if winner.id == counted else ()
        if lost:
            finding = make_finding(
                "claim-figure-lost",
                loser.locator,
                winner=_tell(winner, plan),
                loser=_tell(loser, plan),
                figures=messages.list_figures(lost),
            )
            yield _report(finding, unit=loser.unit, submission=owners[loser.id])


def list_missing_figures(activity: ReportActivity, other: ReportActivity) -> tuple[str, ...]:
    """The figures of indicators that `other` tells, and of which `activity` has none."""
    told = {(each.indicator, each.scope) for each in activity.quantities}
    missing = (each for each in other.quantities if each.indicator and (each.indicator, each.scope) not in told)
    return tuple(tell_figure(each.value, each.measure, each.precision) for each in missing)


def list_quoted_findings(rows: Iterable[Any]) -> Iterator[ReportFinding]:
    """Figures of sentences that a person filed which belong to no indicator: printed in their words, added nowhere.

    `rows` are those of `frames.build_activities`.
    """
    for row in rows:
        filing = row.activity.filing
        if filing is None or filing.decided_by is None:
            continue
        figures = row.activity.quantities
        quoted = [tell_quantity(each) for each in figures]
        if quoted and all(each.indicator is None for each in figures):
            finding = make_finding(
                "decided-figure-quoted",
                row.locator,
                item=row.item,
                figures=messages.list_figures(quoted),
                text=messages.quote(row.activity.text),
            )
            yield _report(finding, unit=row.unit, submission=row.submission)


def list_copy_findings(copies: Sequence[SignedCopy], unit: str) -> Iterator[ReportFinding]:
    """Signed and working copy of one report tell other figures, and nobody has decided which count."""
    for each in copies:
        if each.counted is None:
            told = (messages.list_figures(each.only_working), messages.list_figures(each.only_signed))
            finding = make_finding("signed-differs", working=told[0], signed=told[1])
            yield _report(finding, unit=unit, submission=each.working)


def describe_activity(activity: ReportActivity, plan: Plan | None) -> tuple[str, str]:
    """(who and under which item, text) for a message; the unit's code where the plan is not at hand."""
    return messages.who(name_unit(activity.unit, plan), activity.item), activity.text


def _tell(activity: ReportActivity, plan: Plan) -> str:
    who, text = describe_activity(activity, plan)
    return f"{who} {messages.quote(text)}"
