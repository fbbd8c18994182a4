"""Notices: mails about the work (the day's page, alerts, receipts, reminders), posted and tried again until they leave.

A notice tells of the work and never stops it: what cannot be sent now stays ready for a later run. Keeps out what a
notice says. A secrecy hold stops no notice: no word of what is held stands in any.
"""

import os
import re
import socket
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date

from schemas.days import write_day
from schemas.notice import Notice, NoticeRecord
from schemas.values import DeliveryState, NoticeKind
from tonghop.delivery import messages
from tonghop.delivery.alerts import (
    compose_lost_source_alert,
    compose_outgoing_alert,
    compose_secrecy_alert,
    compose_source_alert,
)
from tonghop.delivery.courier import fits_trial, send_notice
from tonghop.delivery.notice_mail import compose_notice, make_notice_key
from tonghop.delivery.outbox import Outbox, OutboxError
from tonghop.delivery.preparing import Beside, prepare_notice
from tonghop.delivery.transport import Transport, YagmailTransport
from tonghop.job import Job
from tonghop.ledger import LedgerError, hits, notices
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, NoticeKey
from tonghop.plan.dates import OFFICE_ZONE, find_office_day
from tonghop.settings import SettingsError
from tonghop.steps.health import find_lost_sources, find_source_health
from tonghop.steps.screening import bears_mark

_LASTING = (NoticeKind.TODAY, NoticeKind.ALERT, NoticeKind.RECEIPT)
_DAY = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:{re.escape(TRIAL_SUFFIX)})?$")


def find_notice_address(job: Job, notice: Notice) -> str:
    """Who gets it: the unit that it names, the Office its page, whoever watches the machine the rest; or the trial."""
    office = job.settings.office_address or job.plan.office.address
    own = job.settings.alert_address or office if notice.kind is NoticeKind.ALERT else office
    return job.settings.trial_address or notice.address or own


def post_notice(job: Job, notice: Notice) -> NoticeRecord:
    """Record a notice and try once to send it; a key that is known already is sent no second time.

    What cannot be sent now stays ready for `work_notices`, and the caller goes on. The key of a day's page ends with
    its day (`hom-nay-2024-06-19`): an old page is not sent.

    Raises OSError, OutboxError or LedgerError when not even the notice could be kept, ValueError for a wrong key or
    address.
    """
    return post_notices(job, [notice])[0]


def is_posted(job: Job, notice: Notice) -> bool:
    """Whether a notice of that key is recorded already."""
    key = make_notice_key(notice, trial=job.settings.trial_address is not None)
    with job.ledger.read() as connection:
        return notices.find_notice(connection, key) is not None


def work_notices(job: Job, kinds: Collection[NoticeKind] = _LASTING) -> list[NoticeRecord]:
    """Try again what earlier runs could not send, the oldest attempt first; gives what was tried, as it stands now.

    Reminders are left to whoever asks first whether they are still wanted (`hold_notices`).
    """
    with job.ledger.read() as connection:
        pending = notices.load_notices(connection, states=(DeliveryState.READY, DeliveryState.CLAIMED))
    mine = [each for each in pending if each.kind in kinds]
    return send_notices(job, [each for each in mine if fits_trial(each.key, each.address, job.settings.trial_address)])


def hold_notices(job: Job, records: Sequence[NoticeRecord], reason: str) -> None:
    """Let notices that have not left never leave, because nobody needs them any more."""
    for record in records:
        _send(job, record, None, outdated=reason)


def post_secrecy_alerts(job: Job) -> list[NoticeRecord]:
    """Tell of each open secrecy hit of which nothing was told yet, whichever run found it; gives the new notices."""
    with job.ledger.read() as connection:
        found = hits.load_open_hits(connection, example=job.is_example)
        told = {(notice.kind, notice.key) for notice in notices.load_notices(connection)}
    alerts = [
        compose_secrecy_alert(
            hit.key_hmac, hit.source, hit.found_at, is_kept=hit.rule == hits.KEPT_MARK, is_again=hit.is_again
        )
        for hit in found
    ]
    trial = job.settings.trial_address is not None
    new = [alert for alert in alerts if make_notice_key(alert, trial=trial) not in told]
    return post_notices(job, new)


def post_source_alerts(job: Job) -> list[NoticeRecord]:
    """Tell of each source of this job whose last look failed, once a day each, and once of one configured no more.

    Ask this when a run has done with its sources: a look that is tried again at once may still succeed.
    """
    today = find_office_day(job.now())
    failed = [source for source in find_source_health(job) if source.failure]
    lost = [compose_lost_source_alert(source) for source in find_lost_sources(job)]
    return post_notices(job, [*(compose_source_alert(source, today=today) for source in failed), *lost])


def post_notices(job: Job, posted: Sequence[Notice]) -> list[NoticeRecord]:
    """Post several, as `post_notice` does; all are recorded before the first is sent.

    So a mail server that does not answer costs none of them.
    """
    return send_notices(job, [record_notice(job, notice) for notice in posted])


def record_notice(job: Job, notice: Notice, beside: Beside | None = None) -> NoticeRecord:
    """Record a notice and what it is about (`beside`) in one transaction; `send_notices` sends it.

    Raises what `post_notice` raises, and what `beside` raises: then nothing is recorded.
    """
    if notice.kind is NoticeKind.TODAY and not _DAY.search(notice.key):
        raise ValueError(messages.PAGE_WITHOUT_DAY.format(key=notice.key))
    trial = job.settings.trial_address is not None
    message, held = _compose(job, notice), None
    if bears_mark([("thư.eml", message)]):  # then its words stay nowhere
        withheld = {
            "subject": messages.WITHHELD_SUBJECT,
            "text": messages.WITHHELD_TEXT,
            "html": None,
            "attachments": (),
        }
        message, held = _compose(job, notice.model_copy(update=withheld)), messages.OUTGOING_HELD
    record = prepare_notice(
        job.ledger,
        _find_outbox(job, notice.kind),
        key=make_notice_key(notice, trial=trial),
        message=message,
        now=job.now,
        real=job.settings.smtp_host is not None and not job.is_example,
        held=held,
        beside=beside,
    )
    if held is not None:
        post_outgoing_alert(job, messages.OUTGOING_NOTICE.format(kind=notice.kind.label), f"{record.kind}/{record.key}")
    return record


def post_outgoing_alert(job: Job, what: str, key: str) -> None:
    """Tell people, once, that something of ours bears a mark and does not leave; it never stops the work."""
    with suppress(OSError, OutboxError, LedgerError, ValueError):
        post_notice(job, compose_outgoing_alert(what, key))


def _compose(job: Job, notice: Notice) -> bytes:
    return compose_notice(
        notice,
        plan=job.plan,
        address=find_notice_address(job, notice),
        mail_from=job.settings.mail_from or job.plan.office.address,
        dated_at=job.now().astimezone(OFFICE_ZONE),
        trial=job.settings.trial_address is not None,
        example=job.is_example,
    )


def send_notices(job: Job, records: Sequence[NoticeRecord]) -> list[NoticeRecord]:
    """Try each once; after the first that does not leave no other is tried, since it would meet the same server."""
    transport = _open_transport(job) if records else None
    sent = []
    for record in records:
        sent.append(_send(job, record, transport))
        if sent[-1].state is DeliveryState.READY:
            transport = None
    return sent


def _send(job: Job, record: NoticeRecord, transport: Transport | None, *, outdated: str | None = None) -> NoticeRecord:
    try:
        return send_notice(
            job.ledger,
            _find_outbox(job, record.kind),
            NoticeKey(record.kind.value, record.key),
            transport=transport,
            now=job.now,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            trial_address=job.settings.trial_address,
            outdated=outdated or _find_outdated(record, find_office_day(job.now())),
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
    return messages.PAGE_IS_OLD.format(day=write_day(day)) if day < today else None
