"""The exact bytes of one notice: a mail about the work, to our own people or to a unit.

Keeps out what a notice says (alerts, the day's page, receipts, reminders), who gets it, sending and the ledger.
"""

import hashlib
import re
import unicodedata
from datetime import datetime
from html import escape

from schemas.notice import Notice
from schemas.plan import Plan
from schemas.values import NoticeKind
from tonghop.delivery import messages
from tonghop.delivery.addresses import clean_text
from tonghop.delivery.headers import begin_mail, fix_boundary
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, NoticeKey

_PLAIN_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,40}")
_SLUG_DIGITS = 12
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def make_notice_key(notice: Notice, *, trial: bool) -> NoticeKey:
    """What a notice is called in ledger, file names and Message-IDs; a rehearsal does not use up the real one."""
    return NoticeKey(notice.kind.value, f"{notice.key}{TRIAL_SUFFIX}" if trial else notice.key)


def make_unit_slug(code: str) -> str:
    """A unit's code as a part of a notice's key; one with other signs than Latin letters, digits and dashes, hashed."""
    return code.lower() if _PLAIN_CODE.fullmatch(code) else hashlib.sha256(code.encode()).hexdigest()[:_SLUG_DIGITS]


def compose_notice(
    notice: Notice,
    *,
    plan: Plan,
    address: str,
    mail_from: str,
    dated_at: datetime,
    trial: bool = False,
    example: bool = False,
) -> bytes:
    """Compose the mail of one notice: plain text, and the same as a page beside it when the notice has one.

    Args:
        notice: what it says.
        plan: tells what the Office is called and where it reads answers.
        address: the only address in the mail.
        mail_from: sender address; its domain ends the Message-ID.
        dated_at: aware time of the Date header.
        trial: `address` is the trial address; the mail says so.
        example: it tells of the shipped examples; the mail says so.

    Raises ValueError with a Vietnamese message for an address that cannot stand in a mail.
    """
    reader, sender = _name_people(notice, plan)
    key = make_notice_key(notice, trial=trial)
    mail = begin_mail(
        plan=plan,
        sender_name=sender,
        mail_from=mail_from,
        name=reader,
        address=address,
        subject=notice.subject,
        dated_at=dated_at,
        identity=f"{key.kind}.{key.key}",
        trial=trial,
        example=example,
        in_reply_to=notice.in_reply_to,
        is_answer=notice.kind is NoticeKind.RECEIPT,
    )
    marks = [messages.NOTICE_EXAMPLE] if example else []
    marks += [messages.BODY_TRIAL.format(recipient=reader)] if trial else []
    text = _clean_lines("\n\n".join([*marks, notice.text.strip("\n")])) + "\n"
    mail.set_content(text, cte="quoted-printable")
    html = _mark_page(_clean_lines(notice.html), marks) if notice.html is not None else ""
    if html:
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    for file in notice.attachments:
        main, _, kind = file.media_type.partition("/")
        mail.add_attachment(file.data, maintype=main, subtype=kind, cte="base64", filename=clean_text(file.name))
    if mail.is_multipart():
        files = [hashlib.sha256(file.data).hexdigest() for file in notice.attachments]
        fix_boundary(mail, hashlib.sha256("\0".join([text, html, *files]).encode()).hexdigest())
    return mail.as_bytes()


def _name_people(notice: Notice, plan: Plan) -> tuple[str, str]:
    """Who reads it and who writes it: units get mail from the Office, our own people from the program."""
    if notice.address is not None:
        office = messages.SENDER_NAME.format(issuer=clean_text(plan.issuer.name), office=clean_text(plan.office.name))
        return clean_text(notice.reader or notice.address), office
    is_for_office = notice.kind in (NoticeKind.TODAY, NoticeKind.REMINDER)
    reader = clean_text(plan.office.name) if is_for_office else messages.NOTICE_READER
    return reader, messages.NOTICE_SENDER


def _mark_page(html: str, marks: list[str]) -> str:
    """The page with the marks at its top: whoever reads only the page must see them too."""
    said = "".join(f"<p><strong>{escape(mark)}</strong></p>" for mark in marks)
    body = _BODY.search(html)
    place = body.end() if body else 0
    return html[:place] + said + html[place:]


def _clean_lines(text: str) -> str:
    """The text in NFC with line ends of one kind and without what no mail program shows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" else char for char in lines
    )
    return unicodedata.normalize("NFC", shown)
