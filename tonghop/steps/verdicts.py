"""What becomes of one item that a source gave, and what people call the item. Keeps out deciding it (judging)."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from schemas.document import ReadDocument
from tonghop.intake import messages
from tonghop.intake.sources import Incoming, Skipped
from tonghop.reading import Mail
from tonghop.secrecy import find_mark

log = logging.getLogger(__name__)


class Fate(Enum):
    """What becomes of one item."""

    KEPT = "kept"
    REPEATED = "repeated"
    """A mail whose bytes came before, from another place."""
    CHECKED = "checked"
    """A mail that asks for a check and is no submission."""
    MARKED = "marked"
    IGNORED = "ignored"
    STRANGER = "stranger"
    HELD = "held"
    """Only a person can bring it in."""
    PASSED = "passed"
    """Passed over; it may come by itself later."""


@dataclass(frozen=True)
class Verdict:
    """What becomes of one item, with what was found out on the way. Show its name only when it is not MARKED."""

    fate: Fate
    item: Incoming | Skipped
    reason: str = ""
    mail: Mail | None = None
    container_sha256: str | None = None
    """Of the raw mail."""
    documents: tuple[ReadDocument, ...] = ()
    submission_id: str | None = None
    """Of the mail with the same bytes."""


def hold_faulty(item: Incoming | Skipped, error: Exception) -> Verdict:
    """For a person: our own fault with this item. What the error says is not repeated: it may hold texts."""
    log.error("an item of a source met a fault: %s", type(error).__name__)
    return Verdict(Fate.HELD, item, messages.FAULT)


def hash_bytes(data: bytes) -> str:
    """sha256 as hex digits."""
    return hashlib.sha256(data).hexdigest()


def list_contents(item: Incoming | Skipped) -> Iterator[bytes]:
    """All bytes of an item: its files, and the raw mail in which they came."""
    if isinstance(item, Incoming):
        yield from (data for _, data in item.parts)
        if item.container is not None:
            yield item.container


def name_item(item: Incoming | Skipped) -> str:
    """What people call it; nothing that bears a mark."""
    if isinstance(item, Skipped):
        return item.name
    name = item.subject or "/".join([*item.folders, *(name for name, _ in item.parts[:1])]) or messages.NAMELESS
    return name if find_mark([name], []) is None else messages.NAMELESS
