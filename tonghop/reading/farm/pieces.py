"""What the child says of one file, in the form in which it becomes a document: pieces of the JSON of ReadDocument.

The child writes blocks and unseen texts as JSON once, with their places within a container; the parent only joins the
pieces and lets pydantic check them, which costs less than a millisecond. No pydantic here: the child imports it.
"""

import json
from typing import Any, NamedTuple

from tonghop.reading.raw import RawBlock, RawFinding, RawSignature, Reading

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Pieces(NamedTuple):
    """One file, read or refused; `blocks` and `unseen` are the insides of JSON arrays."""

    blocks: bytes = b""
    unseen: bytes = b""
    findings: tuple[RawFinding, ...] = ()
    readable: bool = True
    scan: bool = False
    signatures: tuple[RawSignature, ...] = ()


def encode(value: Any) -> bytes:
    """JSON in UTF-8; half surrogates, which no reader should give, become question marks."""
    return _ENCODER.encode(value).encode("utf-8", "replace")


def encode_inside(values: list[Any]) -> bytes:
    """The inside of a JSON array."""
    return encode(values)[1:-1]


def join_insides(*insides: bytes) -> bytes:
    """One inside of an array from several, of which some may be empty."""
    return b",".join(filter(None, insides))


def locate(prefix: str, locator: str | None) -> str | None:
    """A place within a container: ("part2/", "body/p1") -> part2/body/p1; the file itself is part2, or None outside."""
    return f"{prefix}{locator}" if locator else prefix.rstrip("/") or None


def encode_reading(reading: Reading, prefix: str = "") -> Pieces:
    """What a reader found, as pieces of a document; every place gets the prefix of the file within its container."""
    return Pieces(
        encode_inside([describe_block(block, prefix) for block in reading.blocks]),
        encode_inside(list(reading.unseen)),
        tuple(finding._replace(locator=locate(prefix, finding.locator)) for finding in reading.findings),
        reading.readable,
        reading.scan,
        tuple(reading.signatures),
    )


def describe_block(block: RawBlock, prefix: str = "") -> dict[str, Any]:
    """The fields of schemas.document.Block as JSON values; its place gets the prefix."""
    locator, kind, text, label, bold, level, cells, confidence, control = block
    fields: dict[str, Any] = {"locator": prefix + locator, "kind": kind, "text": text}
    if label:
        fields["label"] = label
    if bold:
        fields["bold"] = True
    if level is not None:
        fields["level"] = level
    if cells:
        fields["cells"] = [{"column": column, "text": cell} for column, cell in cells]
    if confidence is not None:
        fields["confidence"] = confidence
    if control:
        fields["control"] = control
    return fields


def to_frame(pieces: Pieces) -> tuple[dict[str, Any], bytes]:
    """The head and the bytes that go over the pipe."""
    head = {
        "lengths": [len(pieces.blocks), len(pieces.unseen)],
        "findings": [(finding.key, finding.locator, dict(finding.values)) for finding in pieces.findings],
        "readable": pieces.readable,
        "scan": pieces.scan,
        "signatures": pieces.signatures,
    }
    return head, pieces.blocks + pieces.unseen


def from_frame(head: dict[str, Any], data: bytes) -> tuple[Pieces, bytes]:
    """What to_frame sent, and the bytes that followed it."""
    blocks, unseen = head["lengths"]
    pieces = Pieces(
        data[:blocks],
        data[blocks : blocks + unseen],
        tuple(RawFinding(*raw) for raw in head["findings"]),
        head["readable"],
        head["scan"],
        tuple(RawSignature(*raw) for raw in head["signatures"]),
    )
    return pieces, data[blocks + unseen :]
