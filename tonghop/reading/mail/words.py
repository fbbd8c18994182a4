"""A mail as intake needs it: who, when, what it says, what is attached.

Keeps out taking it apart, which the child does (mime.py, outlook.py).
"""

from datetime import datetime

from pydantic import Field

from schemas.base import Word
from schemas.document import Block, Finding
from tonghop.reading.farm.pieces import describe_block
from tonghop.reading.farm.process import Asker, ChildDiedError
from tonghop.reading.limits import Limits
from tonghop.reading.messages import build_finding
from tonghop.reading.raw import RawBlock, RawFinding


class Mail(Word):
    """One mail; when it cannot be taken apart, `readable` is False and the one finding says why."""

    sender: str | None = Field(
        default=None, description="the one strict From address, lower case; None when not exactly one"
    )
    sender_name: str = Field(default="", description="the name beside that address as people see it; a claim")
    from_fault: str | None = Field(
        default=None, description="why there is no sender: missing, doubled, several, name-only, malformed"
    )
    reply_to: str | None = Field(default=None, description="the one strict Reply-To address, lower case; a claim")
    trace: tuple[tuple[str, str], ...] = Field(
        default=(),
        description="(name in lower case, value on one line) of Received and Authentication-Results as they stand, "
        "the topmost of them; those that our own server put on top are not told from others here",
    )
    subject: str = Field(default="", description="decoded, NFC, one line")
    received_at: datetime | None = Field(default=None, description="from the topmost Received line, with time zone")
    sent_at: datetime | None = Field(default=None, description="from Date, with time zone; the sender's claim")
    message_id: str | None = None
    automatic: bool = Field(default=False, description="RFC 3834, mailing lists, bounces, two From: never answer it")
    notice: bool = Field(default=False, description="a program wrote it: an automatic answer, a bounce, a report")
    body_text: str = Field(
        default="", description="what the sender wrote himself, his signature and what he forwarded in the text; lines"
    )
    body_html: str = Field(default="", description="the same as a page, where it has table rows; else empty")
    quoted_text: str = Field(
        default="", description="earlier mails that the sender quoted, heads of forwarded ones; never part of a report"
    )
    parts: tuple[tuple[str, bytes], ...] = Field(
        default=(), description="(name NFC, bytes) of the attachments; a forwarded mail is one of them, an .eml"
    )
    blocks: tuple[Block, ...] = Field(
        default=(),
        description="all it says itself, quoted mails too, with places; attachments are documents of their own",
    )
    unseen_texts: tuple[str, ...] = Field(
        default=(), description="what no mail program need show, for the secrecy gate; names begin with /"
    )
    findings: tuple[Finding, ...] = ()
    readable: bool = True


def split_with(child: Asker, data: bytes, limits: Limits, format_: str = "mail") -> Mail:
    """Take one mail ("mail" or "msg") apart with a child that may serve other files too; hostile bytes never raise."""
    if len(data) > limits.file_bytes:
        sizes = {"size_mb": -(-len(data) // 1_000_000), "limit_mb": limits.file_bytes // 1_000_000}
        return _unreadable(RawFinding("too-big", values=sizes))
    try:
        head, blob = child.ask("split", data, format_)
    except ChildDiedError:
        return _unreadable(RawFinding("too-slow"))
    if "refused" in head:
        return _unreadable(RawFinding(head["refused"], values=head["values"]))
    parts, at = [], 0
    for name, length in head["parts"]:
        parts.append((name, blob[at : at + length]))
        at += length
    body = head["body"]
    findings = tuple(build_finding(RawFinding(*raw)) for raw in (*head["findings"], *body["findings"]))
    unseen = (*head["unseen"], *body["unseen"])
    fields = {name: head[name] for name in Mail.model_fields if name in head}
    blocks = tuple(Block.model_validate(describe_block(RawBlock(*raw))) for raw in body["blocks"])
    told = {"parts": tuple(parts), "blocks": blocks, "unseen_texts": unseen, "findings": findings}
    return Mail(**(fields | told))


def _unreadable(raw: RawFinding) -> Mail:
    return Mail(findings=(build_finding(raw),), readable=False)
