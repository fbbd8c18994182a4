"""filed submissions -> receipts: answers each unit once about what came from it, and mails that ask for a check.

Which reports are answered is decided here, once, and recorded: a later filing of the same report (a scan was
recognised, a person decided) sends no second receipt, unless it is then returned (verdict_changes). Keeps out what a
receipt says (delivery).
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.document import ReadDocument
from schemas.notice import NoticeRecord
from schemas.period import parse_period
from schemas.plan import Plan, PlanPeriod, Unit
from schemas.submission import Channel, FiledSubmission, Submission
from schemas.values import CheckStatus, EvidenceKind, NoReceipt, NoticeKind, SourceKind
from tonghop.consolidation import find_revisions
from tonghop.delivery.notice_mail import make_unit_slug
from tonghop.delivery.preparing import ForestalledError
from tonghop.delivery.receipt_report import ReceivedFile, ReceivedReport
from tonghop.delivery.receipts import compose_check_answer, compose_receipt
from tonghop.intake import messages as intake_messages
from tonghop.intake.sources import Incoming
from tonghop.job import Job
from tonghop.ledger import receipts, submissions
from tonghop.ledger.delivery_rows import NoticeKey
from tonghop.ledger.orders import load_order
from tonghop.plan.dates import OFFICE_ZONE, find_office_day, find_period_dates
from tonghop.reading import Mail
from tonghop.steps.notifying import is_posted, post_notice, record_notice, work_notices
from tonghop.steps.recording import make_channel
from tonghop.steps.screening import may_show
from tonghop.steps.settling import understand_by_own_plan
from tonghop.steps.verdict_changes import answer_changes, tell_verdict

log = logging.getLogger(__name__)

BETWEEN_RECEIPTS = timedelta(hours=1)
"""What comes from a unit within this time after a receipt is answered together, when it is over."""
_AHEAD = timedelta(minutes=5)
"""A receipt that seems to come later than this was written while the clock was wrong, and holds no other one up."""
TOO_OLD = timedelta(days=14)
"""Of what came longer ago (a mailbox that is looked at for the first time, an older ledger) nobody awaits an answer."""
_Group = tuple[str | None, str | None]
_CERTAIN = (EvidenceKind.DECLARED, EvidenceKind.FOLDER)


class Reader(NamedTuple):
    """Who is answered about a report: the unit that it came from, at one of its own addresses."""

    unit: Unit
    address: str


class _Waiting(NamedTuple):
    """A submission that is to be answered."""

    row: FiledSubmission
    reader: Reader


def send_receipts(job: Job) -> list[NoticeRecord]:
    """Answer each unit whose reports wait for an answer, and try again what earlier runs could not send.

    One receipt covers all reports of a unit that wait; at most one leaves per unit and hour, and so many a day as the
    plan allows: what is beyond waits for a later run. What is not answered is recorded with its reason. Gives the new
    receipts as they stand afterwards. A unit that cannot be answered now stops no other; a dry run answers nobody.
    """
    if job.run.dry_run:
        return []
    desk = Desk(job)
    new = [record for waiting in desk.sort_out() if (record := desk.answer(waiting)) is not None]
    new += answer_changes(desk)
    tried = {record.key: record for record in work_notices(job, (NoticeKind.RECEIPT,))}
    return [tried.get(record.key, record) for record in new]


def answer_check_mail(job: Job, found: Incoming, mail: Mail, documents: Sequence[ReadDocument]) -> str | None:
    """Tell a unit how the report in its mail would be understood; nothing of it is kept. Once per bytes of a mail.

    `found` is the opened mail, `documents` are its parts, which have passed the gate. Automatic mails, strangers and
    units that want no receipts get no answer, and no unit more checks in a day than the plan allows receipts, which
    they do not use up. Gives why there is no answer (Vietnamese), None when there is one.

    Raises what `post_notice` raises, when not even the answer could be recorded: then it may be asked again.
    """
    channel = make_channel(found, mail)
    desk = Desk(job)
    reader = desk.find_reader(channel, None, found.received_at)
    if reader is None:
        return intake_messages.CHECK_NO_ADDRESS
    if channel.automatic:
        return intake_messages.CHECK_AUTOMATIC
    if not desk.wants_receipts(reader.unit):
        return intake_messages.CHECK_SWITCHED_OFF
    _, checked, plan = understand_by_own_plan(job, documents, channel.names, channel, frozenset())
    report = ReceivedReport(
        id=_hash(found.container or b""),
        status=checked.status,
        received_at=found.received_at,
        channel=channel,
        content=checked.content,
        findings=checked.findings,
        files=tuple(ReceivedFile(name=name, size_bytes=len(data), sha256=_hash(data)) for name, data in found.parts),
        plan=plan,
        dates=desk.find_dates(plan, checked.content.period),
    )
    answer = compose_check_answer(
        report, unit=reader.unit, plan=job.plan, address=reader.address, now=job.now(), may_show=may_show
    )
    if desk.is_full(reader.unit, checks=True) and not is_posted(job, answer):
        return intake_messages.CHECK_ENOUGH
    post_notice(job, answer)
    return None


@dataclass(frozen=True)
class Desk:
    """Answers the units in one run; what it asked for once (plans, the reports of a unit for a period) it knows."""

    job: Job
    _plans: dict[int, Plan] = field(default_factory=dict)
    _accepted: dict[_Group, tuple[list[FiledSubmission], dict[str, str]]] = field(default_factory=dict)

    def sort_out(self) -> list[list[_Waiting]]:
        """What waits for an answer, unit by unit and in the order of arrival; records what shall have none."""
        job, trial = self.job, self.job.settings.trial_address is not None
        with job.ledger.read() as connection:
            arrived = receipts.load_unanswered(connection, examples=job.is_example, trial=trial)
            old = {each for each, at in arrived.items() if not job.is_example and job.now() - at > TOO_OLD}
            rows = submissions.load_submissions(connection, ids=arrived.keys() - old)
        silent = dict.fromkeys(old, NoReceipt.TOO_OLD)
        by_unit: dict[str, list[_Waiting]] = {}
        for row in rows:
            reader = self._decide(row)
            if reader is NoReceipt.NO_ADDRESS:
                continue  # until the plan has one, or it is too old
            if isinstance(reader, NoReceipt):
                silent[row.id] = reader
            else:
                by_unit.setdefault(reader.unit.code, []).append(_Waiting(row, reader))
        if silent:
            with job.ledger.write() as connection:
                receipts.record_silence(connection, silent, job.now())
        return list(by_unit.values())

    def answer(self, waiting: Sequence[_Waiting]) -> NoticeRecord | None:
        """Record the receipt of one unit, to be sent; None when it may have none now, or another run has made it."""
        unit = waiting[0].reader.unit
        if self.is_soon(unit) or self.is_full(unit):
            return None
        mails = [each.reader.address for each in waiting if each.row.source is SourceKind.MAILBOX]
        told = {each.row.id: tell_verdict(each.row) for each in waiting if each.row.status is not None}
        try:
            receipt = compose_receipt(
                [self.describe(each.row) for each in waiting],
                unit=unit,
                plan=self.job.plan,
                address=mails[-1] if mails else waiting[-1].reader.address,
                now=self.job.now(),
                may_show=may_show,
            )
            return record_notice(self.job, receipt, partial(_record_answer, told))
        except ForestalledError:
            return None
        except Exception as error:  # a full disk, or a fault of ours with one report: the others have their answers
            log.error("the receipt for %s could not be made: %s", unit.code, type(error).__name__)  # noqa: TRY400
            return None

    def find_reader(self, channel: Channel, content: Submission | None, received_at: datetime) -> Reader | None:
        """Who is answered: the sender when a unit's list has that very address, else the unit it surely came from."""
        day = find_office_day(received_at)
        for plan in (self.job.plan, self._find_plan(day.year)):
            units = [unit for unit in plan.units if unit.is_valid_on(day)]
            sender = (channel.sender or "").lower()
            listed = [Reader(unit, each) for unit in units for each in unit.senders if each.lower() == sender]
            if listed:
                return listed[0]
            code = channel.unit if channel.source is SourceKind.MAILBOX else _find_unit(channel, content)
            unit = next((unit for unit in units if unit.code == code), None)
            if unit is not None and unit.address is not None:
                return Reader(unit, unit.address)
        return None

    def wants_receipts(self, unit: Unit) -> bool:
        """Whether plan and unit want receipts at all."""
        return self.job.plan.receipts.enabled and unit.receipts

    def is_full(self, unit: Unit, *, checks: bool = False) -> bool:
        """Whether the unit has as many receipts today as the plan allows, or as many answers to checks."""
        job = self.job
        midnight = datetime.combine(find_office_day(job.now()), time.min, tzinfo=OFFICE_ZONE)
        with job.ledger.read() as connection:
            trial = job.settings.trial_address is not None
            made = receipts.count_notices(connection, make_unit_slug(unit.code), midnight, trial=trial, checks=checks)
        return made >= job.plan.receipts.most_per_day

    def find_dates(self, plan: Plan, code: str | None) -> PlanPeriod | None:
        """The deadlines of a period by the plan or by the request that asked for it."""
        if code is None:
            return None
        with self.job.ledger.read() as connection:
            order = load_order(connection, code)
        return find_period_dates(plan, parse_period(code), order.request if order is not None else None)

    def _decide(self, row: FiledSubmission) -> Reader | NoReceipt:
        if row.status is CheckStatus.QUARANTINED or row.content is None:
            return NoReceipt.STOPPED
        if row.status is CheckStatus.SET_ASIDE:
            return NoReceipt.SET_ASIDE
        if row.channel.automatic:
            return NoReceipt.AUTOMATIC
        reader = self.find_reader(row.channel, row.content, row.received_at)
        if reader is None:
            return NoReceipt.NO_ADDRESS
        return reader if self.wants_receipts(reader.unit) else NoReceipt.SWITCHED_OFF

    def is_soon(self, unit: Unit) -> bool:
        """Whether the unit had a receipt within the last hour, perhaps from a run whose clock is a little ahead."""
        now = self.job.now()
        with self.job.ledger.read() as connection:
            trial = self.job.settings.trial_address is not None
            last = receipts.find_last_answer(connection, make_unit_slug(unit.code), now + _AHEAD, trial=trial)
        return last is not None and now < last + BETWEEN_RECEIPTS

    def describe(self, row: FiledSubmission) -> ReceivedReport:
        """What a receipt needs to know of a report."""
        content = row.content
        assert content is not None and row.status is not None
        plan = self.job.plan if content.period is None else self._find_plan(parse_period(content.period).year)
        with self.job.ledger.read() as connection:
            sizes = receipts.load_sizes(connection, [file.sha256 for file in row.files])
        accepted, replaced = self._load_accepted(content)
        return ReceivedReport(
            id=row.id,
            status=row.status,
            received_at=row.received_at,
            channel=row.channel.model_copy(update={"source": row.source}),
            declared_by=row.declared_by,
            content=content,
            findings=row.findings,
            files=tuple(
                ReceivedFile(name=file.name, size_bytes=sizes[file.sha256], sha256=file.sha256) for file in row.files
            ),
            plan=plan,
            dates=self.find_dates(plan, content.period),
            replaced_by=replaced.get(row.id),
            first_at=min((each.received_at for each in accepted), default=None),
        )

    def _load_accepted(self, content: Submission) -> tuple[list[FiledSubmission], dict[str, str]]:
        """The accepted reports of the unit for the period, and which of them stand behind which other."""
        key = content.unit, content.period
        if content.unit is None or content.period is None or key in self._accepted:
            return self._accepted.get(key, ([], {}))
        with self.job.ledger.read() as connection:
            rows = submissions.load_submissions(connection, period=content.period, examples=self.job.is_example)
        mine = [
            row
            for row in rows
            if row.status is CheckStatus.ACCEPTED
            and row.content is not None
            and (row.content.unit, row.content.period) == key
        ]
        self._accepted[key] = mine, find_revisions(mine)
        return self._accepted[key]

    def _find_plan(self, year: int) -> Plan:
        if year not in self._plans:
            self._plans[year] = self.job.find_plan(year)
        return self._plans[year]


def _find_unit(channel: Channel, content: Submission | None) -> str | None:
    """The unit of what lay in a folder or was brought: as understood, else as folder or declaration alone say."""
    if channel.unit is not None or content is None or content.unit is not None:
        return channel.unit or (content.unit if content is not None else None)
    said = {each.value for each in content.unit_evidence if each.kind in _CERTAIN}
    return said.pop() if len(said) == 1 else None


def _record_answer(told: Mapping[str, str], connection: Connection, key: NoticeKey, at: datetime) -> None:
    if not receipts.record_answer(connection, told, key.key, at):
        raise ForestalledError


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
