"""Questions on a unit's figure that is smaller than what was issued of the same unit for the half; undecided ones."""

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import ComparedPeriod, Comparison, Report, UnitFigure
from schemas.values import ComparisonChoice, QuestionKind
from tonghop.consolidation import history_messages as m
from tonghop.consolidation.by_unit import key_figure, make_figure_subject
from tonghop.consolidation.messages import quote
from tonghop.consolidation.naming import name_indicator, name_unit
from tonghop.consolidation.question_figures import tell_figure


def ask_units(report: Report, plan: Plan) -> tuple[OpenQuestion, ...]:
    """One question for each such figure, unless its total is asked about."""
    known = {(each.against, each.period): each for each in report.compared if each.version is not None}
    return tuple(
        _ask(row, below, known[row.against, row.period], report, plan)
        for row in report.comparison
        for below in row.below
        if below.asked and below.decision is None and (row.against, row.period) in known
    )


def _ask(row: Comparison, below: UnitFigure, past: ComparedPeriod, report: Report, plan: Plan) -> OpenQuestion:
    value, base = (tell_figure(figure, row.measure) for figure in (below.value, below.base))
    indicator, version = name_indicator(plan, row.indicator), past.version or 0
    owner = m.name_figure_of(indicator, row.item, name_unit(below.unit, plan))
    told = (f"{value} ({below.scope.label})", f"{base} ({below.base_scope.label})")
    return OpenQuestion(
        kind=QuestionKind.COMPARISON,
        key=make_figure_subject(row, below, version),
        submission=None,
        text=m.ask_unit_below(owner, *told, parse_period(row.period).name, version, m.cite_day(past.issued_on)),
        evidence="\n".join(_list_sentences(row, below, report)) or None,
        candidates=(
            Candidate(
                code=ComparisonChoice.CONFIRM.value,
                label=m.choose_confirm_unit(value),
                effect=m.CONFIRM_EFFECT,
                unit=below.unit,
            ),
            Candidate(
                code=ComparisonChoice.WAIT.value,
                label=ComparisonChoice.WAIT.label,
                effect=m.WAIT_EFFECT,
                unit=below.unit,
            ),
        ),
        consequence=m.BELOW_HALF_CONSEQUENCE,
    )


def _list_sentences(row: Comparison, below: UnitFigure, report: Report) -> list[str]:
    """Where the unit tells the figure."""
    parts = {
        activity
        for total in report.totals
        if (key_figure(total), total.scope) == (key_figure(row), below.scope)
        for activity, _ in total.parts
    }
    return [quote(each.text) for each in report.activities if each.id in parts and each.unit == below.unit]
