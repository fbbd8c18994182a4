"""The exact bytes of one notice: a mail of our own about the work, without any report.

Keeps out what a notice says (alerts, the day's page), who gets it, sending and the ledger.
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

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def make_notice_key(notice: Notice, *, trial: bool) -> NoticeKey:
    """What a notice is called in ledger, file names and Message-IDs; a rehearsal does not use up the real one."""
    return NoticeKey(notice.kind.value, f"{notice.key}{TRIAL_SUFFIX}" if trial else notice.key)


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
    reader = clean_text(plan.office.name) if notice.kind is NoticeKind.TODAY else messages.NOTICE_READER
    key = make_notice_key(notice, trial=trial)
    mail = begin_mail(
        plan=plan,
        sender_name=messages.NOTICE_SENDER,
        mail_from=mail_from,
        name=reader,
        address=address,
        subject=notice.subject,
        dated_at=dated_at,
        identity=f"{key.kind}.{key.key}",
        trial=trial,
        example=example,
    )
    marks = [messages.NOTICE_EXAMPLE] if example else []
    marks += [messages.BODY_TRIAL.format(recipient=reader)] if trial else []
    text = _clean_lines("\n\n".join([*marks, notice.text.strip("\n")])) + "\n"
    mail.set_content(text, cte="quoted-printable")
    if notice.html is not None:
        html = _mark_page(_clean_lines(notice.html), marks)
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        fix_boundary(mail, hashlib.sha256(f"{text}\0{html}".encode()).hexdigest())
    return mail.as_bytes()


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
