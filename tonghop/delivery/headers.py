"""The head of every mail of ours: who, to whom, about what, under which fixed identity.

Keeps out the words of the body. Headers with Vietnamese words are encoded here and set raw: the folding of structured
headers in Python 3.11 loses spaces between encoded words.
"""

import hashlib
import re
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from schemas.plan import Plan
from tonghop.delivery import messages
from tonghop.delivery.addresses import check_address, clean_text, encode_phrase

_MESSAGE_ID = re.compile(r"<[!#-;=?A-~]{1,120}@[!#-;=?A-~]{1,120}>")
"""Short enough for one line, of signs that need no quoting: whatever else a sender wrote there is not repeated."""


def begin_mail(
    *,
    plan: Plan,
    sender_name: str,
    mail_from: str,
    name: str,
    address: str,
    subject: str,
    dated_at: datetime,
    identity: str,
    trial: bool,
    example: bool,
    in_reply_to: str | None = None,
    is_answer: bool = False,
) -> EmailMessage:
    """A mail with all its headers and no body yet.

    Args:
        plan: tells where the Office reads answers.
        sender_name: who writes, as people read it.
        mail_from: sender address; its domain ends the Message-ID.
        name: to whom, as people read it; a trial is marked beside it.
        address: the only address in To.
        subject: what it is about; the marks of a trial and of an example come before it.
        dated_at: aware time of the Date header.
        identity: the part of the Message-ID that makes this mail one, e.g. `2024-H1.v1.UBND`.
        trial: goes to the trial address.
        example: made from the shipped examples.
        in_reply_to: Message-ID of the mail that is answered, as it came; one that is no plain id is left out.
        is_answer: this mail answers what came, so that it is marked as an automatic answer.

    Raises ValueError with a Vietnamese message for an address that cannot stand in a mail.
    """
    mail = EmailMessage(policy=SMTP)
    _set_mailbox(mail, "From", sender_name, check_address(mail_from))
    if plan.office.address != mail_from:
        mail["Reply-To"] = check_address(plan.office.address)
    _set_mailbox(mail, "To", messages.NAME_TRIAL.format(name=name) if trial else name, check_address(address))
    marks = (messages.SUBJECT_TRIAL if trial else "") + (messages.SUBJECT_EXAMPLE if example else "")
    _set_text(mail, "Subject", marks + subject)
    mail["Date"] = format_datetime(dated_at)
    message_id = f"<tonghop.{identity}@{mail_from.rpartition('@')[2]}>"
    mail.set_raw("Message-ID", message_id)  # raw: folding would break a long id
    if in_reply_to is not None and _MESSAGE_ID.fullmatch(in_reply_to):
        mail.set_raw("In-Reply-To", in_reply_to)
        mail.set_raw("References", in_reply_to)
    # RFC 3834: no holiday notice needs to answer this, and no robot may
    mail["Auto-Submitted"] = "auto-replied" if is_answer else "auto-generated"
    mail["Content-Language"] = "vi"
    return mail


def fix_boundary(mail: EmailMessage, content_sha256: str) -> None:
    """Give a mail of several parts boundaries that follow from its identity and content: equal inputs, equal bytes."""
    for depth, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        seed = f"{mail['Message-ID']} {content_sha256}{depth or ''}"
        part.set_boundary(f"=_tonghop_{hashlib.sha256(seed.encode()).hexdigest()[:32]}")


def _set_text(mail: EmailMessage, name: str, text: str) -> None:
    encoded = Header(clean_text(text), "utf-8", maxlinelen=76, header_name=name).encode(linesep="\r\n")
    mail.set_raw(name, encoded)


def _set_mailbox(mail: EmailMessage, name: str, display: str, address: str) -> None:
    encoded = encode_phrase(clean_text(display), first=len(name) + 2)
    mail.set_raw(name, f"{encoded}\r\n <{address}>")
