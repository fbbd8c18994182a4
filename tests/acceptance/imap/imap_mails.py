"""Mails of a unit with a report, and what one look at the configured mailbox gives."""

import io
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from typing import Any

import docx

from tonghop.intake.imap.source import ImapSource
from tonghop.intake.sources import Incoming, Skipped
from tonghop.settings import load_settings

UNIT = "ttnc@sokhcn.example"
NOW = datetime(2024, 6, 19, 1, 0, tzinfo=UTC)
"""08:00 at the Office on the day after the deadline of the units."""
LAST_MINUTES = datetime(2024, 6, 18, 10, 25, tzinfo=UTC)
"""17:25 at the Office on the due date."""
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def make_docx(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


REPORT = make_docx("1. Không phát sinh")


def make_mail(number: int, *, sender: str = UNIT, files: dict[str, bytes] | None = None, **headers: str) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    for name, value in ({"From": sender, "Subject": f"Báo cáo {number}"} | headers).items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"Báo cáo số {number} của đơn vị, gửi kèm.\n")
    for name, data in ({f"{number}.docx": REPORT} if files is None else files).items():
        mail.add_attachment(data, *DOCX, filename=name)
    return mail.as_bytes()


def look(known: Any = (), **more: Any) -> list[Incoming | Skipped]:
    (account,) = load_settings().imap_accounts
    return list(ImapSource(account, now=NOW, **more).look(dict.fromkeys(known, "")))
