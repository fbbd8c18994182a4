"""open periods -> what each still needs: which drafts no longer tell what came, and what is due to leave.

The ledger decides, never what a run has just filed: what a killed run left undone is found like anything new.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.period import parse_period
from schemas.request import RunRequest
from schemas.run import DeliveryOutcome
from schemas.values import CheckStatus
from tonghop.job import Job
from tonghop.ledger import drafts, orders, questions, submissions
from tonghop.plan.dates import find_office_day
from tonghop.plan.due import find_report_dates, list_reports
from tonghop.steps.drafting import ask, compute_draft_fingerprint, load_material
from tonghop.steps.publishing import publish
from tonghop.versions import is_version_whole


def find_open_runs(job: Job) -> list[RunRequest]:
    """One run for each open period, with the request that it answers and the release rule chosen with it."""
    with job.ledger.read() as connection:
        ordered = {code: orders.load_order(connection, code) for code in drafts.load_open_periods(connection)}
    return [
        job.run.model_copy(
            update={"period": code, "request": order and order.request, "send": order.send if order else job.run.send}
        )
        for code, order in ordered.items()
    ]


def is_draft_outdated(job: Job) -> bool:
    """Whether the period's newest draft is not made of what counts now, or its files are not there. Costs little.

    The plan takes part as it was then: editing it makes no new version of every report that ever left. A period for
    which nothing has come has no draft and needs none before it is due, unless somebody requested it.
    """
    code = job.period.code
    with job.ledger.read() as connection:
        material = load_material(connection, job)
        known = drafts.load_drafts(connection, code)
    report = json.loads(known[-1].report) if known else {}
    if report.get("example") != job.is_example:  # none yet, or only one of the examples
        return bool(material.list_counted(job)) or (job.run.request is not None and not job.is_example)
    fingerprint = compute_draft_fingerprint(job, material, plan_sha256=report["plan_sha256"])
    newest = known[-1]
    return newest.fingerprint != fingerprint or not is_version_whole(
        job.version_directory(newest.version), newest.sha256
    )


def find_awaited_day(job: Job) -> date | None:
    """The coming day of drafting before which the report does not leave by itself; None when no day is awaited."""
    if job.period.window is not None or job.dates is None:
        return None
    day = find_report_dates(job.dates, job.plan).draft_date
    return day if find_office_day(job.now()) < day else None


def is_due(job: Job) -> bool:
    """Whether the report may leave by itself: its day of drafting has come, or a request asked for it."""
    return job.dates is not None and find_awaited_day(job) is None


def is_watched(job: Job) -> bool:
    """Whether people still work on an open period: until some working days after the Office's deadline."""
    if job.dates is None:
        return False
    return find_office_day(job.now()) <= find_report_dates(job.dates, job.plan).watched_until


def is_unasked(job: Job) -> bool:
    """Whether a report for the period waits for a person whom nobody has asked yet: it came after the last draft."""
    with job.ledger.read() as connection:
        rows = submissions.load_submissions(connection, period=job.period.code, examples=job.is_example)
        asked = {row.submission_id for row in questions.load_open_questions(connection, job.period.code)}
    return any(
        row.status in (CheckStatus.NEEDS_PERSON, CheckStatus.REJECTED)
        and row.content is not None
        and row.content.period == job.period.code
        and row.id not in asked
        for row in rows
    )


def ask_waiting(job: Job) -> None:
    """Ask what waits for a person as soon as it is filed, before there is a draft or even an open period.

    In each period on which people work, and in that of each report of which nobody was asked yet. What tells no period
    while none is worked on is asked with the next one of the plan.
    """
    runs = {run.period: run for run in find_open_runs(job)}
    with job.ledger.read() as connection:
        named = submissions.load_waiting_periods(connection, examples=job.is_example)
    today, reports = find_office_day(job.now()), list_reports(job.plan)
    planned = [each.period for each in reports if each.opens_date <= today <= each.watched_until]
    coming = next((each for each in reports if today <= each.watched_until), reports[-1] if reports else None)
    codes = {*runs, *planned, *named, *([coming.period] if coming is not None else [])}
    jobs = {code: _enter(job, runs.get(code) or job.run.model_copy(update={"period": code})) for code in sorted(codes)}
    worked_on = {code for code in (*runs, *planned) if is_watched(jobs[code])}
    if not worked_on and coming is not None:
        worked_on.add(coming.period)
    for code, each in jobs.items():
        if code in worked_on or (code in named and is_unasked(each)):
            ask(each)


def _enter(job: Job, run: RunRequest) -> Job:
    """The same job for another period, with the plan of its year."""
    period = parse_period(run.period)
    return replace(job, run=run, period=period, plan=job.find_plan(period.year))


def publish_due(job: Job, *, unseen: Sequence[str] = ()) -> list[DeliveryOutcome]:
    """Publish the newest draft when the report is due; before that nothing leaves, whatever the rule."""
    return publish(job, unseen=unseen) if is_due(job) else []


def tend(job: Job, *, unseen: Sequence[str] = ()) -> None:
    """Keep a period moving whose draft is up to date: ask what is open, send what is due and has not left."""
    ask(job)
    publish_due(job, unseen=unseen)
