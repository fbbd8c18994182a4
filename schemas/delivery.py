"""Deliveries: one (period, version, recipient) each, with the exact bytes that leave."""

from datetime import datetime

from pydantic import Field

from schemas.base import Word
from schemas.values import DeliveryState


class Delivery(Word):
    """One delivery as the ledger holds it."""

    period: str
    version: int
    recipient: str = Field(description="recipient code of the plan")
    address: str
    state: DeliveryState
    message_id: str
    message_sha256: str = Field(description="of the exact .eml bytes in the outbox")
    reply: str | None = Field(default=None, description="the server's last answer, or why it is held")
    changed_at: datetime


class Gate(Word):
    """What the release rule says of one draft and one recipient."""

    opens: bool
    reasons: tuple[str, ...] = Field(default=(), description="Vietnamese; why it waits, empty when it opens")
