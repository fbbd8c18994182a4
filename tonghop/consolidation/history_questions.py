"""Questions on figures that people changed and on figures smaller than those issued before; both undecided ones only.

What was decided stands in the report itself, so nothing else is needed here.
"""

from collections.abc import Iterator

from schemas.adjustment import ReportAdjustment
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import ComparedPeriod, Comparison, Report
from schemas.subjects import make_adjustment_subject
from schemas.values import AdjustmentChoice, ComparedWith, ComparisonChoice, QuestionKind
from tonghop.consolidation import history_messages as m
from tonghop.consolidation.below_questions import ask_units
from tonghop.consolidation.chains import find_chains, list_values
from tonghop.consolidation.deadlines import LOCAL
from tonghop.consolidation.history import make_row_subject, tell_value
from tonghop.consolidation.messages import quote, who
from tonghop.consolidation.naming import name_indicator, name_unit
from tonghop.consolidation.question_figures import tell_figure, tell_place, tell_quantity
from tonghop.consolidation.texts import normalise_text
from tonghop.numerals import format_number


def ask_adjustments(report: Report, plan: Plan) -> tuple[OpenQuestion, ...]:
    """One question per chain of adjustments that fits the reports no more."""
    waiting = [each for each in report.adjustments if each.state.is_open]
    return tuple(_ask_chain(chain, report, plan) for chain in find_chains(waiting))


def ask_comparison(report: Report, plan: Plan) -> tuple[OpenQuestion, ...]:
    """One question per figure of the year that is smaller than the one issued for its half."""
    versions = {each.period: each for each in report.compared if each.against is ComparedWith.HALF}
    suspects = [row for row in report.comparison if row.suspect and row.decision is None and row.period in versions]
    asked = tuple(_ask_row(row, versions[row.period], report, plan) for row in suspects)
    return (*asked, *ask_units(report, plan))


def _ask_chain(chain: tuple[ReportAdjustment, ...], report: Report, plan: Plan) -> OpenQuestion:
    last = chain[-1]
    change = m.tell_change(
        _name_owner(last, plan),
        " → ".join(map(format_number, list_values(chain))),
        last.measure,
        last.asked_by,
        last.channel.label,
        last.recorded_at.astimezone(LOCAL).date(),
    )
    take = AdjustmentChoice.TAKE.value
    candidates: tuple[Candidate, ...]
    if last.found is None:  # there is no figure on which it could be kept
        text = m.ask_lost(change)
        candidates = (Candidate(code=take, label=m.CHOOSE_DROP, effect=m.DROP_EFFECT, unit=last.unit),)
    else:
        paper, found = m.tell_paper(_find_number(last, report)), tell_figure(last.found, last.measure)
        text = m.ask_reopened(change, found, paper)
        keep = m.choose_keep(tell_figure(last.new, last.measure), last.channel.label)
        candidates = (
            Candidate(code=AdjustmentChoice.KEEP.value, label=keep, effect=m.KEEP_EFFECT, unit=last.unit),
            Candidate(code=take, label=m.choose_take(found, paper), effect=m.TAKE_EFFECT, unit=last.unit),
        )
    return OpenQuestion(
        kind=QuestionKind.ADJUSTMENT,
        key=make_adjustment_subject(chain[0].id, last.found),
        submission=None,
        text=text,
        evidence=m.tell_sentences(last.activity_text, _find_sentence(last, report)),
        place=_find_place(last, report),
        candidates=candidates,
        consequence=m.UNCHOSEN,
    )


def _find_sentence(adjustment: ReportAdjustment, report: Report) -> str | None:
    return next((each.text for each in report.activities if each.id == adjustment.activity), None)


def _find_number(adjustment: ReportAdjustment, report: Report) -> str | None:
    """The number of the paper that tells the figure now."""
    sha256 = next((each.sha256 for each in report.activities if each.id == adjustment.activity), None)
    held = (row.number for row in report.submissions if any(file.sha256 == sha256 for file in row.files))
    return next(held, None)


def _find_place(adjustment: ReportAdjustment, report: Report) -> str | None:
    activity = next((each for each in report.activities if each.id == adjustment.activity), None)
    if activity is None:
        return None
    rows = [row for row in report.submissions if any(file.sha256 == activity.sha256 for file in row.files)]
    files = (file for row in rows for file in row.files)
    heads = rows[0].letterheads if rows else ()
    return tell_place(files, activity.sha256, activity.locator, letterheads=heads)


def _name_owner(adjustment: ReportAdjustment, plan: Plan) -> str:
    if adjustment.unit is None:
        indicator = name_indicator(plan, adjustment.indicator or "")
        return f"{m.WHOLE_TOTAL.format(item=adjustment.item)} ({indicator})"
    return who(name_unit(adjustment.unit, plan), adjustment.item)


def _ask_row(row: Comparison, half: ComparedPeriod, report: Report, plan: Plan) -> OpenQuestion:
    value = tell_figure(tell_value(row), row.measure, row.precision)
    scope = f" ({row.other_scope.label})" if row.other_scope is not None else ""
    choices = (
        (ComparisonChoice.CONFIRM, m.choose_confirm(value), m.CONFIRM_EFFECT),
        (ComparisonChoice.WAIT, ComparisonChoice.WAIT.label, m.WAIT_EFFECT),
    )
    return OpenQuestion(
        kind=QuestionKind.COMPARISON,
        key=make_row_subject(row, half.version or 0),
        submission=None,
        text=m.ask_below_half(
            m.name_figure_of(name_indicator(plan, row.indicator), row.item, m.WHOLE_DEPARTMENT),
            row.scope.label,
            value + scope,
            tell_figure(row.base, row.measure, row.base_precision),
            parse_period(row.period).name,
            half.version or 0,
            m.cite_day(half.issued_on),
        ),
        evidence="\n".join(_tell_parts(row, report, plan)) or None,
        candidates=tuple(Candidate(code=choice.value, label=label, effect=effect) for choice, label, effect in choices),
        consequence=m.BELOW_HALF_CONSEQUENCE,
    )


def _tell_parts(row: Comparison, report: Report, plan: Plan) -> Iterator[str]:
    """What each unit says now that the figure is made of."""
    activities = {each.id: each for each in report.activities}
    scope, measure = row.other_scope or row.scope, normalise_text(row.measure)
    for total in report.totals:
        if (total.indicator, total.scope, normalise_text(total.measure)) != (row.indicator, scope, measure):
            continue
        for activity_id, nth in total.parts:
            activity = activities.get(activity_id)
            if activity is not None:
                told = tell_quantity(activity.quantities[nth])
                yield f"{name_unit(activity.unit, plan)}: {told} – {quote(activity.text)}"
