"""verdict -> what the ledger is told of an item: as an arrival, or as a sighting. Keeps out writing it (gathering)."""

from schemas.submission import Channel
from tonghop.intake.sources import Incoming
from tonghop.ledger.arrivals import Arrival, KeptFile
from tonghop.ledger.sightings import Outcome, Sighting
from tonghop.reading import Mail
from tonghop.steps.verdicts import Fate, Verdict, name_item

OUTCOMES: dict[Fate, Outcome] = {
    Fate.REPEATED: "kept",
    Fate.IGNORED: "ignored",
    Fate.CHECKED: "ignored",
    Fate.STRANGER: "stranger",
    Fate.HELD: "held",
}
"""What is remembered of an item that is no new submission."""


def make_sighting(source_name: str, verdict: Verdict) -> Sighting:
    """What one look saw of an item that is no new submission."""
    item = verdict.item
    sender = item.sender if verdict.fate is Fate.STRANGER and isinstance(item, Incoming) else None
    return Sighting(
        source_name,
        item.source_key,
        item.stamp,
        OUTCOMES[verdict.fate],
        reason=f"{name_item(item)}: {verdict.reason}" if verdict.fate is Fate.HELD else verdict.reason,
        sender=sender,
        submission_id=verdict.submission_id,
    )


def make_arrival(verdict: Verdict) -> Arrival:
    """A new submission, whose files the archive holds."""
    item = verdict.item
    assert isinstance(item, Incoming)
    files = [
        KeptFile(
            name,
            document.sha256,
            len(data),
            format=document.format,
            is_signed=bool(document.signatures),
            is_scan=document.scan,
        )
        for (name, data), document in zip(item.parts, verdict.documents, strict=True)
    ]
    container = None
    if item.container is not None and verdict.container_sha256 is not None:
        container = KeptFile("", verdict.container_sha256, len(item.container))
    return Arrival(
        source=item.source,
        source_name=item.source_name,
        source_key=item.source_key,
        stamp=item.stamp,
        received_at=item.received_at,
        files=files,
        channel=make_channel(item, verdict.mail),
        sender=item.sender,
        subject=item.subject,
        declared_by=item.declared_by,
        container=container,
        intake_findings=item.findings,
    )


def make_channel(item: Incoming, mail: Mail | None) -> Channel:
    """What the way of arrival tells; `mail` is the one in which it came, if it did."""
    return Channel(
        source=item.source,
        sender=item.sender,
        folders=item.folders,
        unit=item.unit,
        period=item.period,
        hand=item.hand,
        message_id=mail.message_id if mail is not None else None,
        automatic=mail is not None and mail.automatic,
        subject=item.subject,
        names=tuple(name for name, _ in item.parts),
    )
