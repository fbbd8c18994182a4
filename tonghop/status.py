"""Where a period stands, for `tonghop status`, the closing table and the pages in the Prefect UI. Changes nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from schemas.plan import PlanPeriod, Unit
from schemas.question import number_choices
from schemas.report import Report, ReportSubmission
from schemas.request import Request
from schemas.run import DeliveryStatus, DraftStatus, Status, UnitStatus, Waiting
from schemas.submission import FiledSubmission
from schemas.values import AdjustmentState, CheckStatus, EvidenceKind, PeriodState, QuestionKind, UnitState
from tonghop.consolidation.deadlines import find_first_report
from tonghop.consolidation.doubtful import is_hardly_report
from tonghop.consolidation.questions import is_waiting
from tonghop.decisions import list_inbox
from tonghop.decisions.keys import make_short_key
from tonghop.decisions.sheet import SheetRow, make_rows
from tonghop.decisions.telling import tell_choice, tell_others
from tonghop.job import Job
from tonghop.ledger import deliveries, drafts, questions
from tonghop.plan.dates import OFFICE_ZONE, end_of_day
from tonghop.steps import assess

_OF_INTAKE = (QuestionKind.SECRECY, QuestionKind.DELIVERY, QuestionKind.SCAN, QuestionKind.SENDER)
"""Kinds that are asked of whatever comes in; the report of a period tells of the others."""
_CHANNEL = (EvidenceKind.DECLARED, EvidenceKind.SENDER, EvidenceKind.FOLDER)


def to_json(status: Status) -> dict[str, Any]:
    """The object of contract 4.2; of several deliveries to one recipient the one of the newest version stands."""
    newest = {delivery.recipient: delivery.state.value for delivery in status.deliveries}
    return status.model_dump(mode="json", by_alias=True) | {
        "deliveries": [{"recipient": recipient, "state": state} for recipient, state in newest.items()]
    }


def find_status(job: Job) -> tuple[Status, Report]:
    """The standing of the job's period now, and the report that it rests on."""
    with job.ledger.read() as connection:
        state = drafts.load_period_state(connection, job.period.code)
        versions = drafts.load_drafts(connection, job.period.code)
        sent = deliveries.load_deliveries(connection, job.period.code)
        asked = questions.load_open_questions(connection, job.period.code)
    job = _recall_request(job, versions)
    now = assess(job)
    report = now.report
    hardly = {each.id for each in now.submissions if is_hardly_report(each)}  # of these a person is asked all the same
    register = [row for row in report.submissions if row.id not in hardly]
    by_channel = _find_channel_units(now.submissions)
    dates = job.dates
    units = [
        _find_unit_status(unit, register, by_channel, dates, job.now())
        for unit in job.plan.units
        if unit.code in report.coverage.cells
    ]
    names = {unit.code: unit.name for unit in job.plan.units}
    waiting = _list_questions(job, asked)
    waiting += [
        Waiting(what=f"{names[unit.unit]} chưa gửi báo cáo.", for_whom=names[unit.unit], how="Nhắc đơn vị gửi báo cáo.")
        for unit in units
        if unit.state in (UnitState.AWAITED, UnitState.MISSING)
    ]
    status = Status(
        period=job.period.code,
        state=state or PeriodState.OPEN,
        data_window=(dates.window_start.isoformat(), dates.window_end.isoformat()) if dates else (),
        due_at=end_of_day(dates.unit_due_date) if dates else None,
        units=tuple(units),
        waiting=tuple(waiting),
        drafts=tuple(DraftStatus(version=row.version, sha256=row.sha256, state=row.state) for row in versions),
        deliveries=tuple(
            DeliveryStatus(
                recipient=row.recipient,
                version=row.version,
                state=row.state,
                reply=row.reply,
                changed_at=row.changed_at,
            )
            for row in sent
        ),
        unconfirmed=sum(each.state is AdjustmentState.PENDING for each in report.adjustments),
    )
    return status, report


def _list_questions(job: Job, asked: Sequence[Row[Any]]) -> list[Waiting]:
    """The open questions of the period, each with its key and the choices that the form and the sheet take."""
    entries = list_inbox(job.ledger, job.plan, example=job.is_example) if asked else []
    told = {row.entry.key: row for row in make_rows(entries, job.plan, "")}
    return [
        _tell_question(row, told.get(make_short_key(questions.split_key(row.key)[1])), job.plan.office.name)
        for row in asked
    ]


def _tell_question(row: Row[Any], told: SheetRow | None, office: str) -> Waiting:
    """One open question; one that is decided elsewhere has no key, and says what is to be done."""
    kind = QuestionKind(row.kind)
    choices: list[str] = []
    if told is not None and told.choices:
        choices = [tell_choice(number, each, kind) for number, each in number_choices(kind, told.choices).items()]
        choices += tell_others(told.entry)
    return Waiting(
        what=row.text,
        for_whom=office,
        how="; ".join(candidate["label"] for candidate in row.candidates),
        key=told.entry.key if told is not None and choices else None,
        choices=tuple(choices) or (row.consequence,),
        of_period=kind not in _OF_INTAKE and not (kind is QuestionKind.SUBMISSION and row.submission_id is None),
    )


def _recall_request(job: Job, versions: Sequence[drafts.DraftRow]) -> Job:
    """The job with the request that the newest draft answers: whoever looks later need not repeat its deadline."""
    asked = json.loads(versions[-1].report)["request"] if versions and job.run.request is None else None
    if asked is None:
        return job
    return replace(job, run=job.run.model_copy(update={"request": Request.model_validate(asked)}))


def _find_channel_units(submissions: Sequence[FiledSubmission]) -> dict[str, str]:
    """Submission id -> the unit that alone sends that way, of those that wait and tell no unit themselves.

    Enough not to ask the unit for what lies here already, such as a scan at which nobody has looked; never to count.
    """
    units = {}
    for submission in submissions:
        content = submission.content
        if submission.status is CheckStatus.NEEDS_PERSON and content is not None and content.unit is None:
            named = {each.value for each in content.unit_evidence}
            if len(named) == 1 and any(each.kind in _CHANNEL for each in content.unit_evidence):
                units[submission.id] = named.pop()
    return units


def _find_unit_status(
    unit: Unit,
    register: Sequence[ReportSubmission],
    by_channel: Mapping[str, str],
    dates: PlanPeriod | None,
    now: datetime,
) -> UnitStatus:
    own = [row for row in register if row.unit == unit.code]
    counted = [row for row in own if row.status is CheckStatus.ACCEPTED and row.superseded_by is None]
    first = find_first_report(own)
    if counted and first is not None:  # its arrival decides on time or late, as in coverage
        state = UnitState.LATE if first.late else UnitState.ON_TIME
        return UnitStatus(
            unit=unit.code, state=state, days_late=_count_days_late(first, dates), submission=counted[-1].id
        )
    waiting = [
        row for row in register if (row.unit == unit.code and is_waiting(row)) or by_channel.get(row.id) == unit.code
    ]
    if waiting:
        return UnitStatus(unit=unit.code, state=UnitState.NEEDS_PERSON, submission=waiting[-1].id)
    if returned := [row for row in own if row.status is CheckStatus.RETURNED]:
        return UnitStatus(unit=unit.code, state=UnitState.RETURNED, submission=returned[-1].id)
    is_over = dates is not None and now >= end_of_day(dates.unit_due_date)
    days = (now.astimezone(OFFICE_ZONE).date() - dates.unit_due_date).days if dates is not None and is_over else 0
    return UnitStatus(unit=unit.code, state=UnitState.MISSING if is_over else UnitState.AWAITED, days_late=days)


def _count_days_late(row: ReportSubmission, dates: PlanPeriod | None) -> int:
    if not row.late or dates is None:
        return 0
    return (row.received_at.astimezone(OFFICE_ZONE).date() - dates.unit_due_date).days
