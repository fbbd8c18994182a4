"""The exact bytes of one mail with a report: fixed Message-ID and boundary, so that equal inputs give equal bytes.

Add here what the recipient reads. Keeps out the headers that all mails share, sending and the ledger.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

from schemas.period import Period
from schemas.plan import Plan, Recipient
from tonghop.delivery import messages
from tonghop.delivery.addresses import clean_text
from tonghop.delivery.headers import begin_mail, fix_boundary
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX

DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_NAME_LENGTH = 90
_UNSAFE_IN_NAME = re.compile(r"[\\/:*?\"<>|]")


def compose_message(
    *,
    period: Period,
    version: int,
    plan: Plan,
    recipient: Recipient,
    title: str,
    report: bytes,
    mail_from: str,
    dated_at: datetime,
    missing: Sequence[str] = (),
    disputed: bool = False,
    replaces: int | None = None,
    trial_address: str | None = None,
    example: bool = False,
) -> bytes:
    """Compose the mail that carries one version of the report to one recipient.

    Args:
        period: the period of the report.
        version: the version that is sent.
        plan: tells who issues the report and whom to ask.
        recipient: to whom; the address is the only one in the mail unless `trial_address` is given.
        title: the report's abstract (trích yếu), e.g. `Kết quả công tác ... 6 tháng đầu năm 2024 và phương hướng ...`.
        report: bytes of report.docx.
        mail_from: sender address; its domain ends the Message-ID.
        dated_at: aware time of the Date header; pass the draft's own time, then a repeated run gives the same bytes.
        missing: names of units whose report is not in it.
        disputed: a total of it holds figures that may be reported twice, and nobody has decided.
        replaces: the version that this recipient received before, if any.
        trial_address: send to this address alone, marked as a trial.
        example: made from the shipped examples.

    Raises ValueError with a Vietnamese message for an address or a code that cannot stand in a mail.
    """
    title = _lower_first(clean_text(title))
    name = clean_text(recipient.name)
    sha256 = hashlib.sha256(report).hexdigest()
    advance = messages.ADVANCE_AGAIN.format(version=version) if replaces else messages.ADVANCE
    file_name = _name_file(title, period, advance)
    key = build_recipient_key(recipient.code, trial=trial_address is not None)
    mail = begin_mail(
        plan=plan,
        sender_name=messages.SENDER_NAME.format(
            issuer=clean_text(plan.issuer.name), office=clean_text(plan.office.name)
        ),
        mail_from=mail_from,
        name=name,
        address=trial_address or recipient.address,
        subject=messages.SUBJECT.format(title=title, advance=advance),
        dated_at=dated_at,
        identity=f"{period.folder_name}.v{version}.{key}",
        trial=trial_address is not None,
        example=example,
    )
    lines = _build_body(plan, name, title, missing=missing, disputed=disputed, replaces=replaces)
    head = [messages.BODY_TRIAL.format(recipient=name)] if trial_address else []
    head = [messages.BODY_EXAMPLE, *head] if example else head
    foot = [f"{messages.BODY_FILE.format(name=file_name)}\n{messages.BODY_SHA256.format(sha256=sha256)}"]
    mail.set_content("\n\n".join([*head, *lines, *foot]) + "\n", cte="quoted-printable")
    _attach(mail, report, file_name, f"Bao-cao-{period.folder_name}-v{version}.docx")
    fix_boundary(mail, sha256)
    return mail.as_bytes()


def build_recipient_key(code: str, *, trial: bool) -> str:
    """The recipient's name in ledger, file names and Message-IDs.

    A mail to a trial address has a key of its own: a rehearsal must not use up the one copy of the real recipient.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(messages.BAD_CODE.format(code=clean_text(code)))
    return f"{code}{TRIAL_SUFFIX}" if trial else code


def _build_body(
    plan: Plan, recipient: str, title: str, *, missing: Sequence[str], disputed: bool, replaces: int | None
) -> list[str]:
    """The paragraphs between the marks and the checksum."""
    issuer, office = clean_text(plan.issuer.name), clean_text(plan.office.name)
    ways = [messages.BODY_ADDRESS.format(address=plan.office.address)]
    if plan.office.telephone:
        ways.insert(0, messages.BODY_TELEPHONE.format(telephone=clean_text(plan.office.telephone)))
    names = "; ".join(clean_text(name) for name in missing)
    return [
        messages.BODY_GREETING.format(recipient=recipient),
        messages.BODY_WHAT.format(issuer=issuer, recipient=recipient, title=title),
        messages.BODY_ADVANCE.format(issuer=issuer),
        *([messages.BODY_REPLACES.format(version=replaces)] if replaces else []),
        *([messages.BODY_MISSING.format(issuer=issuer, names=names)] if names else []),
        *([messages.BODY_DISPUTED.format(issuer=issuer)] if disputed else []),
        messages.BODY_CONTACT.format(office=office, issuer=issuer, ways="; ".join(ways)),
        messages.BODY_CLOSING,
    ]


def _attach(mail: EmailMessage, report: bytes, file_name: str, plain_name: str) -> None:
    """Attach the report under its Vietnamese name (RFC 2231).

    The plain name stands in Content-Type, where old mail programs look. A second `filename=` beside `filename*=` would
    win in readers that take the first one, Python's own among them, and hide the Vietnamese name.
    """
    mail.add_attachment(report, maintype=DOCX[0], subtype=DOCX[1], cte="base64", filename=file_name)
    (part,) = mail.iter_attachments()
    part.set_param("name", plain_name)


def _name_file(title: str, period: Period, advance: str) -> str:
    """The attachment's name: the title up to the period's name, safe on Windows, not endless."""
    before, found, _ = title.partition(period.name)
    short = _UNSAFE_IN_NAME.sub("-", before + found)
    if len(short) > _NAME_LENGTH:
        short = short[:_NAME_LENGTH].rsplit(" ", 1)[0]
    return messages.FILE_NAME.format(title=short.strip(" .-,;"), advance=advance)


def _lower_first(title: str) -> str:
    """`Kết quả công tác` -> `kết quả công tác`, as it stands behind `Báo cáo`; `UBND ...` stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title
