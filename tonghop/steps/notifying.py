"""Notices: mails of our own about the work (the day's page, alerts), posted and tried again until they leave.

A notice tells of the work and never stops it: what cannot be sent now stays ready for a later run. Keeps out what a
notice says. A secrecy hold stops no notice: none carries a word of a unit.
"""

import os
import re
import socket
from datetime import date

from schemas.notice import Notice, NoticeRecord
from schemas.values import DeliveryState, NoticeKind
from tonghop.delivery import messages
from tonghop.delivery.alerts import compose_secrecy_alert, compose_source_alert
from tonghop.delivery.courier import fits_trial, send_notice
from tonghop.delivery.notice_mail import compose_notice, make_notice_key
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.preparing import prepare_notice
from tonghop.delivery.transport import Transport, YagmailTransport
from tonghop.job import Job
from tonghop.ledger import LedgerError, notices, sightings
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, NoticeKey
from tonghop.plan.dates import OFFICE_ZONE, find_office_day
from tonghop.settings import SettingsError
from tonghop.steps.health import find_source_health

_DAY = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:{re.escape(TRIAL_SUFFIX)})?$")


def find_notice_address(job: Job, kind: NoticeKind) -> str:
    """Who gets notices of that kind: the Office its page, whoever watches the machine the alerts; or the trial."""
    office = job.settings.office_address or job.plan.office.address
    real = office if kind is NoticeKind.TODAY else job.settings.alert_address or office
    return job.settings.trial_address or real


def post_notice(job: Job, notice: Notice) -> NoticeRecord:
    """Record a notice and try once to send it; a key that is known already is sent no second time.

    What cannot be sent now stays ready for `work_notices`, and the caller goes on. The key of a day's page ends with
    its day (`hom-nay-2024-06-19`): an old page is not sent.

    Raises OSError, OutboxError or LedgerError when not even the notice could be kept, ValueError for a wrong key or
    address.
    """
    return _send_all(job, [_record_notice(job, notice)])[0]


def work_notices(job: Job) -> list[NoticeRecord]:
    """Try again what earlier runs could not send, the oldest attempt first; gives what was tried, as it stands now."""
    with job.ledger.read() as connection:
        pending = notices.load_notices(connection, states=(DeliveryState.READY, DeliveryState.CLAIMED))
    trial_address = job.settings.trial_address
    return _send_all(job, [each for each in pending if fits_trial(each.key, each.address, trial_address)])


def post_secrecy_alerts(job: Job) -> list[NoticeRecord]:
    """Tell of each open secrecy hit of which nothing was told yet, whichever run found it; gives the new notices."""
    with job.ledger.read() as connection:
        hits = sightings.load_open_hits(connection, example=job.is_example)
        told = {(notice.kind, notice.key) for notice in notices.load_notices(connection)}
    alerts = [
        compose_secrecy_alert(hit.key_hmac, hit.source, hit.found_at, is_kept=hit.rule == sightings.KEPT_MARK)
        for hit in hits
    ]
    trial = job.settings.trial_address is not None
    new = [alert for alert in alerts if make_notice_key(alert, trial=trial) not in told]
    return _post_all(job, new)


def post_source_alerts(job: Job) -> list[NoticeRecord]:
    """Tell of each source of this job whose last look failed, once a day each.

    Ask this when a run has done with its sources: a look that is tried again at once may still succeed.
    """
    today = find_office_day(job.now())
    failed = [source for source in find_source_health(job) if source.failure]
    return _post_all(job, [compose_source_alert(source, today=today) for source in failed])


def _post_all(job: Job, posted: list[Notice]) -> list[NoticeRecord]:
    """Record all of them before the first is sent: a mail server that does not answer costs none of them."""
    return _send_all(job, [_record_notice(job, notice) for notice in posted])


def _record_notice(job: Job, notice: Notice) -> NoticeRecord:
    if notice.kind is NoticeKind.TODAY and not _DAY.search(notice.key):
        raise ValueError(messages.PAGE_WITHOUT_DAY.format(key=notice.key))
    trial = job.settings.trial_address is not None
    message = compose_notice(
        notice,
        plan=job.plan,
        address=find_notice_address(job, notice.kind),
        mail_from=job.settings.mail_from or job.plan.office.address,
        dated_at=job.now().astimezone(OFFICE_ZONE),
        trial=trial,
        example=job.is_example,
    )
    return prepare_notice(
        job.ledger,
        _find_outbox(job, notice.kind),
        key=make_notice_key(notice, trial=trial),
        message=message,
        now=job.now,
        real=job.settings.smtp_host is not None and not job.is_example,
    )


def _send_all(job: Job, records: list[NoticeRecord]) -> list[NoticeRecord]:
    """Try each once; after the first that does not leave no other is tried, since it would meet the same server."""
    transport = _open_transport(job) if records else None
    sent = []
    for record in records:
        sent.append(_send(job, record, transport))
        if sent[-1].state is DeliveryState.READY:
            transport = None
    return sent


def _send(job: Job, record: NoticeRecord, transport: Transport | None) -> NoticeRecord:
    try:
        return send_notice(
            job.ledger,
            _find_outbox(job, record.kind),
            NoticeKey(record.kind.value, record.key),
            transport=transport,
            now=job.now,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            trial_address=job.settings.trial_address,
            outdated=_find_outdated(record, find_office_day(job.now())),
        )
    except (OSError, LedgerError):
        return record  # as far as it came, the ledger knows: the next run goes on from there


def _open_transport(job: Job) -> Transport | None:
    """The way to the mail server; None when there is none, or its settings are wrong: then notices stay ready."""
    try:
        smtp = job.smtp
        return YagmailTransport(smtp) if smtp is not None else None
    except (SettingsError, ValueError):
        return None


def _find_outbox(job: Job, kind: NoticeKind) -> Outbox:
    return Outbox(job.settings.outputs / "outbox" / notices.FOLDERS[kind])


def _find_outdated(record: NoticeRecord, today: date) -> str | None:
    """Why a page is no longer wanted: nobody reads Monday's page on Thursday. Alerts are always wanted."""
    found = _DAY.search(record.key) if record.kind is NoticeKind.TODAY else None
    day = date.fromisoformat(found[1]) if found else today
    return messages.PAGE_IS_OLD.format(day=f"{day:%d/%m/%Y}") if day < today else None
