"""A unit's form, with what the ledger knows: the period's request and the unit's own figures of the last period."""

from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.report import Total
from tonghop.consolidation import consolidate
from tonghop.job import Job
from tonghop.ledger import adjustments, questions, submissions
from tonghop.rendering.forms import render_form


def make_form(job: Job, unit_code: str) -> bytes:
    """The form of a unit for the job's period, as .docx.

    Raises ValueError (Vietnamese) when the plan knows no such unit or period.
    """
    figures = find_previous_figures(job, unit_code)
    example = job.is_example and bool(figures)
    return render_form(job.plan, unit_code, job.period.code, figures, request=job.run.request, example=example)


def name_form(unit_code: str, period: Period) -> str:
    """The file name under which a form is handed out."""
    return f"Bieu mau {unit_code} {period.folder_name}.docx"


def find_previous_figures(job: Job, unit_code: str) -> tuple[Total, ...]:
    """What the unit itself reported of the period before, as far as this year's plan still counts it."""
    before = find_previous_period(job.period)
    if before is None:
        return ()
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=before.code, examples=job.is_example)
        decided = questions.load_decided(connection)
        adjusted = adjustments.load_adjustments(connection, before.code)
    own = [row for row in rows if row.content is not None and row.content.unit == unit_code]
    if not own:
        return ()
    report = consolidate(
        own,
        job.find_plan(before.year),
        before,
        example=job.is_example,
        decisions=decided,
        adjustments=[each for each in adjusted if each.unit == unit_code],
    )
    return tuple(total for total in report.totals if _is_counted(total, job.plan))


def find_previous_period(period: Period) -> Period | None:
    """The half-year or year before; an ad hoc period has none."""
    if period.window is not None:
        return None
    if period.half is None:
        return parse_period(str(period.year - 1))
    return parse_period(f"{period.year}-H1" if period.half == 2 else f"{period.year - 1}-H2")


def _is_counted(total: Total, plan: Plan) -> bool:
    known = plan.indicators().get(total.indicator)
    return known is not None and known[0].number == total.item
