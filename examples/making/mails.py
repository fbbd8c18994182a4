"""Writes example mails as the Office's own server would keep them: exact bytes, fixed times, boundaries and ids."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

OFFICE = Address("Văn phòng Sở Khoa học và Công nghệ", addr_spec="vanphong@sokhcn.example")
SERVER = "mail.sokhcn.example"
TYPES = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("application", "pdf"),
}


@dataclass(frozen=True)
class Letter:
    """One mail that reached the Office; `key` makes its id and boundary, `arrived_at` is our own server's time."""

    key: str
    sender: str
    address: str
    subject: str
    body: str
    arrived_at: datetime
    attachments: tuple[tuple[str, bytes], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


def write_letter(letter: Letter) -> bytes:
    """The message's bytes with CRLF, the topmost Received line being that of the Office's server."""
    domain = letter.address.partition("@")[2]
    sent_at = letter.arrived_at - timedelta(seconds=41)
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = f"<{letter.address}>"
    message["Received"] = (
        f"from smtp.{domain} (smtp.{domain} [192.0.2.25]) by {SERVER} (Postfix) with ESMTPS id {letter.key.upper()} "
        f"for <{OFFICE.addr_spec}>; {format_datetime(letter.arrived_at)}"
    )
    message["Authentication-Results"] = (
        f"{SERVER}; spf=pass smtp.mailfrom={letter.address}; dkim=pass header.d={domain}"
    )
    message["Received"] = (
        f"from webmail (localhost [127.0.0.1]) by smtp.{domain} (Postfix) with ESMTPA; "
        f"{format_datetime(sent_at + timedelta(seconds=9))}"
    )
    message["Date"] = format_datetime(sent_at)
    message["From"] = Address(letter.sender, addr_spec=letter.address)
    message["To"] = OFFICE
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<{letter.key}@{domain}>"
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.body, cte="quoted-printable")
    for name, data in letter.attachments:
        main, sub = TYPES[name.rpartition(".")[2]]
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_{letter.key}")
    return message.as_bytes()
