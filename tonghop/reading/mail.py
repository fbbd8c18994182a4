"""A mail as intake needs it: who, when, what it says, what is attached. Taken apart in the child process (mime.py)."""

from datetime import datetime

from pydantic import Field

from schemas.base import Word
from schemas.document import Finding
from tonghop.reading.limits import Limits
from tonghop.reading.messages import build_finding
from tonghop.reading.process import ChildDiedError, ChildReader
from tonghop.reading.raw import RawFinding


class Mail(Word):
    """One mail; when it cannot be taken apart, `readable` is False and the one finding says why."""

    sender: str | None = Field(
        default=None, description="the one strict From address, lower case; None when not exactly one"
    )
    subject: str = Field(default="", description="decoded, NFC, one line")
    received_at: datetime | None = Field(default=None, description="from the topmost Received line, with time zone")
    sent_at: datetime | None = Field(default=None, description="from Date, with time zone; the sender's claim")
    message_id: str | None = None
    automatic: bool = Field(default=False, description="RFC 3834, mailing lists, bounces: never answer it")
    body_text: str = Field(
        default="", description="plain text parts, else the HTML reduced to text; forwarded mails' too"
    )
    parts: tuple[tuple[str, bytes], ...] = Field(
        default=(), description="(name NFC, bytes) of the attachments, forwarded ones' too"
    )
    unseen_texts: tuple[str, ...] = Field(
        default=(), description="what no mail program need show, for the secrecy gate; names begin with /"
    )
    findings: tuple[Finding, ...] = ()
    readable: bool = True


def split_with(child: ChildReader, data: bytes, limits: Limits) -> Mail:
    """Take one mail apart with a child that may serve other files too; never raises on hostile bytes."""
    if len(data) > limits.file_bytes:
        sizes = {"size_mb": -(-len(data) // 1_000_000), "limit_mb": limits.file_bytes // 1_000_000}
        return _unreadable(RawFinding("too-big", values=sizes))
    try:
        head, blob = child.ask("split", data)
    except ChildDiedError:
        return _unreadable(RawFinding("too-slow"))
    if "refused" in head:
        return _unreadable(RawFinding(head["refused"], values=head["values"]))
    parts, at = [], 0
    for name, length in head.pop("parts"):
        parts.append((name, blob[at : at + length]))
        at += length
    findings = tuple(build_finding(RawFinding(*raw)) for raw in head.pop("findings"))
    unseen = tuple(head.pop("unseen"))
    return Mail(parts=tuple(parts), unseen_texts=unseen, findings=findings, **head)


def _unreadable(raw: RawFinding) -> Mail:
    return Mail(findings=(build_finding(raw),), readable=False)
