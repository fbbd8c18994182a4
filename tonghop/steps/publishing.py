"""draft -> gate -> recipients: asks the release rule and works the outbox."""

import os
import socket
from collections.abc import Sequence

from sqlalchemy import Connection

from schemas.plan import Recipient
from schemas.report import Report
from schemas.run import DeliveryOutcome
from schemas.values import DeliveryState
from tonghop.consolidation import find_open_points
from tonghop.delivery import messages
from tonghop.delivery.courier import work_outbox
from tonghop.delivery.message import build_recipient_key, compose_message
from tonghop.delivery.preparing import prepare_delivery
from tonghop.delivery.release import decide_gate
from tonghop.delivery.transport import YagmailTransport
from tonghop.job import Job
from tonghop.ledger import deliveries, drafts, hits
from tonghop.locks import hold_lock
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.rendering.heading import compose_heading
from tonghop.steps.drafting import assess
from tonghop.steps.notifying import post_outgoing_alert
from tonghop.steps.screening import bears_mark
from tonghop.versions import RELEASE_NAME, read_release

_INTERNAL = ("report-internal.docx", "report.html", "report.json", "metadata.json")
"""Files of a draft that leave by no mail of ours; they name the units' files."""
_UNSEEN = "Có nguồn nhận chưa xem được nên báo cáo có thể thiếu: {reason}"


def list_recipients(job: Job) -> list[Recipient]:
    """The recipients of the period: those valid at its end, narrowed to the request's when it names some."""
    named = job.run.request.recipients if job.run.request is not None else ()
    end = job.dates.window_end if job.dates is not None else job.now().astimezone(OFFICE_ZONE).date()
    return [each for each in job.plan.recipients if each.is_valid_on(end) and (not named or each.code in named)]


def publish(job: Job, *, unseen: Sequence[str] = ()) -> list[DeliveryOutcome]:
    """Ask the release rule for each recipient of the newest draft, prepare what may leave, and work the outbox.

    `unseen` tells of sources that could not be looked at in this run: then nothing leaves, whatever the rule.
    """
    with hold_lock(job.settings.outputs / "outbox" / f".{job.period.folder_name}.lock"):
        with job.ledger.read() as connection:
            rows = drafts.load_drafts(connection, job.period.code)
        # A draft made of the examples must never leave with the settings of a real run.
        own = [row for row in rows if Report.model_validate_json(row.report).example == job.is_example]
        return _publish(job, own[-1], unseen) if own else []


def _publish(job: Job, newest: drafts.DraftRow, unseen: Sequence[str]) -> list[DeliveryOutcome]:
    blind = tuple(_UNSEEN.format(reason=reason) for reason in unseen)
    kept_back = {each.code: blind for each in list_recipients(job)} if blind else _prepare_deliveries(job, newest)
    smtp = job.smtp
    # What an earlier run prepared and could not send leaves only if its gate is still open now.
    allowed = {
        build_recipient_key(each.code, trial=trial)
        for each in list_recipients(job)
        if each.code not in kept_back
        for trial in (False, True)
    }
    sent = work_outbox(
        job.ledger,
        job.outbox,
        transport=YagmailTransport(smtp) if smtp is not None else None,
        period=job.period.code,
        now=job.now,
        owner=f"{socket.gethostname()}:{os.getpid()}",
        trial_address=job.settings.trial_address,
        may_send=lambda delivery: (
            delivery.version == newest.version and delivery.recipient in allowed and not _count_holds(job)
        ),
    )
    mine = [delivery for delivery in sent if delivery.version == newest.version]
    recipients = {recipient.code for recipient in job.plan.recipients}  # a rehearsal's delivery has another key
    if any(each.state is DeliveryState.ACCEPTED and each.recipient in recipients for each in mine):
        with job.ledger.write() as connection:
            drafts.record_sent(connection, job.period.code, newest.version, at=job.now())
    outcomes = [
        DeliveryOutcome(recipient=each.recipient, state=each.state, reasons=(each.reply,) if each.reply else ())
        for each in mine
    ]
    # A closed gate says nothing new of a recipient to whom this version has already gone.
    gone = {each.recipient for each in mine if each.state not in (DeliveryState.READY, DeliveryState.HELD)}
    return outcomes + [
        DeliveryOutcome(recipient=code, state=None, reasons=reasons)
        for code, reasons in kept_back.items()
        if code not in gone
    ]


def _prepare_deliveries(job: Job, newest: drafts.DraftRow) -> dict[str, tuple[str, ...]]:
    """Put a message into the outbox for each recipient whose gate opens; gives the reasons of the others."""
    release = read_release(job.version_directory(newest.version), newest.sha256)
    now = assess(job)
    open_points = find_open_points(now.report, job.plan, now.asked)
    holds = now.secrecy_holds + _screen_draft(job, newest, release)
    report = Report.model_validate_json(newest.report)
    kept_back = {}
    for recipient in list_recipients(job):
        with job.ledger.read() as connection:
            earlier = deliveries.find_accepted_version(
                connection, job.period.code, recipient.code, before=newest.version, address=recipient.address
            )
            approved = drafts.is_approved(connection, job.period.code, newest.version, newest.sha256)
            is_there = _has_bytes(connection, job.period.code, recipient.code, newest)
        if is_there and not approved:
            continue  # only what the leader's copy tells is new
        gate = decide_gate(
            rule=job.run.send or recipient.release[job.period.kind],
            open_points=open_points,
            secrecy_holds=holds,
            approved=approved,
            accepted_earlier_version=earlier,
        )
        if not gate.opens:
            kept_back[recipient.code] = gate.reasons
            continue
        mail = compose_message(
            period=job.period,
            version=newest.version,
            plan=job.plan,
            recipient=recipient,
            title=compose_heading(report, job.plan, blank="……").abstract,
            report=release,
            mail_from=job.settings.mail_from or job.plan.office.address,
            dated_at=job.now().astimezone(OFFICE_ZONE),
            missing=[unit.name for unit in job.plan.units if unit.code in report.missing_units],
            disputed=any(total.disputed for total in report.totals),
            replaces=earlier,
            trial_address=job.settings.trial_address,
            example=job.is_example,
        )
        if bears_mark([("thư.eml", mail)]):
            kept_back[recipient.code] = (messages.OUTGOING_MAIL_MARKED,)
            _tell_marked(job, newest)
            continue
        prepare_delivery(
            job.ledger,
            job.outbox,
            period=job.period.code,
            version=newest.version,
            recipient=recipient,
            message=mail,
            gate=gate,
            today=job.now().astimezone(OFFICE_ZONE).date(),
            now=job.now,
            real=job.smtp is not None,
            trial=job.settings.trial_address is not None,
        )
    return kept_back


def _has_bytes(connection: Connection, period: str, recipient: str, newest: drafts.DraftRow) -> bool:
    """Whether a recipient's server accepted just these bytes as an earlier version."""
    same = {row.version for row in drafts.load_drafts(connection, period) if row.sha256 == newest.sha256}
    return any(
        each.version in same - {newest.version} and each.recipient == recipient and each.state is DeliveryState.ACCEPTED
        for each in deliveries.load_deliveries(connection, period)
    )


def _screen_draft(job: Job, newest: drafts.DraftRow, release: bytes) -> bool:
    """Whether what people get of a draft bears a mark; they are told of one in its internal files, too."""
    directory = job.version_directory(newest.version)
    others = [path for path in sorted(directory.iterdir()) if path.is_file() and path.name != RELEASE_NAME]
    files = [(RELEASE_NAME, release), *((path.name, path.read_bytes()) for path in others)]
    is_marked = bears_mark([file for file in files if file[0] not in _INTERNAL])
    if is_marked or bears_mark([file for file in files if file[0] in _INTERNAL]):
        _tell_marked(job, newest)
    return is_marked


def _tell_marked(job: Job, newest: drafts.DraftRow) -> None:
    what = messages.OUTGOING_DRAFT.format(version=newest.version, period=job.period.name)
    post_outgoing_alert(job, what, f"{job.period.code}/v{newest.version}")


def _count_holds(job: Job) -> int:
    with job.ledger.read() as connection:
        return 0 if job.is_example else len(hits.load_open_hits(connection))
