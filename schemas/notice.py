"""Notices: mails about the work itself (the day's page, alerts, receipts, reminders). One copy per key."""

import datetime as dt

from pydantic import Field

from schemas.base import Word
from schemas.values import DeliveryState, NoticeKind


class NoticeFile(Word):
    """A file that goes with a notice."""

    name: str = Field(description="as people see it, Vietnamese allowed")
    data: bytes = Field(repr=False)
    media_type: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Notice(Word):
    """One mail to one address, composed by whoever has something to tell."""

    kind: NoticeKind
    key: str = Field(
        pattern=r"[a-z0-9][a-z0-9.-]{0,120}",
        description="at most one mail per kind and key; a stable cause with a day, e.g. `failed-gather-2024-06-19`",
    )
    subject: str
    text: str = Field(description="plain text, paragraphs separated by an empty line")
    html: str | None = Field(default=None, description="the same as a self-contained page")
    address: str | None = Field(default=None, description="of a unit; None: our own people, by the kind of notice")
    reader: str | None = Field(default=None, description="who reads it there, as people write it")
    in_reply_to: str | None = Field(default=None, description="Message-ID of the mail that it answers, as it came")
    attachments: tuple[NoticeFile, ...] = ()


class NoticeRecord(Word):
    """One notice as the ledger holds it."""

    kind: NoticeKind
    key: str
    address: str
    state: DeliveryState
    message_id: str
    message_sha256: str = Field(description="of the exact .eml bytes in the outbox")
    reply: str | None = None
    changed_at: dt.datetime
