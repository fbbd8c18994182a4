"""Questions on figures that people changed and on figures smaller than those issued before; both undecided ones only.

What was decided stands in the report itself, so nothing else is needed here.
"""

from schemas.adjustment import ReportAdjustment
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import Comparison, Report
from schemas.subjects import make_adjustment_subject
from schemas.values import AdjustmentChoice, AdjustmentState, ComparedWith, ComparisonChoice, Precision, QuestionKind
from tonghop.consolidation import history_messages as m
from tonghop.consolidation.chains import find_chains, list_values
from tonghop.consolidation.deadlines import LOCAL
from tonghop.consolidation.history import make_row_subject, name_indicator, tell_value
from tonghop.consolidation.messages import who
from tonghop.numerals import format_number

_OPEN = (AdjustmentState.REOPENED, AdjustmentState.LOST)


def ask_adjustments(report: Report, plan: Plan) -> tuple[OpenQuestion, ...]:
    """One question per chain of adjustments that fits the reports no more."""
    waiting = [each for each in report.adjustments if each.state in _OPEN]
    return tuple(_ask_chain(chain, plan) for chain in find_chains(waiting))


def ask_comparison(report: Report, plan: Plan) -> tuple[OpenQuestion, ...]:
    """One question per figure of the year that is smaller than the one issued for its half."""
    versions = {each.period: each for each in report.compared if each.against is ComparedWith.HALF}
    suspects = [row for row in report.comparison if row.suspect and row.decision is None and row.period in versions]
    return tuple(
        _ask_row(row, versions[row.period].version or 0, m.cite_day(versions[row.period].issued_on), plan)
        for row in suspects
    )


def _ask_chain(chain: tuple[ReportAdjustment, ...], plan: Plan) -> OpenQuestion:
    last = chain[-1]
    choices = list(AdjustmentChoice)
    words = (
        _name_owner(last, plan),
        " → ".join(map(format_number, list_values(chain))),
        last.measure,
        last.asked_by,
        last.channel.label,
        f"{last.recorded_at.astimezone(LOCAL):%d/%m/%Y}",
    )
    if last.found is None:
        choices.remove(AdjustmentChoice.KEEP)  # there is no figure on which it could be kept
        text, consequence = m.ask_lost(*words), m.CONSEQUENCE_LOST
    else:
        text, consequence = m.ask_reopened(*words, format_number(last.found)), m.CONSEQUENCE_REOPENED
    return OpenQuestion(
        kind=QuestionKind.ADJUSTMENT,
        key=make_adjustment_subject(chain[0].id, last.found),
        submission=None,
        text=text,
        evidence=last.activity_text,
        candidates=tuple(Candidate(code=each.value, label=each.label) for each in choices),
        consequence=consequence,
    )


def _name_owner(adjustment: ReportAdjustment, plan: Plan) -> str:
    if adjustment.unit is None:
        indicator = name_indicator(plan, adjustment.indicator or "")
        return f"{m.WHOLE_DEPARTMENT.format(item=adjustment.item)} ({indicator})"
    unit = plan.find_unit(adjustment.unit)
    return who(unit.name if unit is not None else adjustment.unit, adjustment.item)


def _ask_row(row: Comparison, version: int, day: str, plan: Plan) -> OpenQuestion:
    return OpenQuestion(
        kind=QuestionKind.COMPARISON,
        key=make_row_subject(row, version),
        submission=None,
        text=m.ask_below_half(
            name_indicator(plan, row.indicator),
            row.item,
            row.scope.label,
            _name_figure(tell_value(row), row.precision, row.measure)
            + (f" ({row.other_scope.label})" if row.other_scope is not None else ""),
            _name_figure(row.base, row.base_precision, row.measure),
            parse_period(row.period).name,
            version,
            day,
        ),
        candidates=tuple(Candidate(code=each.value, label=each.label) for each in ComparisonChoice),
        consequence=m.CONSEQUENCE_BELOW_HALF,
    )


def _name_figure(value: float | None, precision: Precision, measure: str) -> str:
    return f"{precision.label} {format_number(value or 0)} {measure}".strip()
