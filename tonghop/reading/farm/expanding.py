"""Taking a container apart, in the child: its own visible text, and the files within as bytes.

Keeps out reading those files: each is asked for anew, so that a hostile one costs only itself.
"""

from importlib import import_module
from typing import Any

from tonghop.reading.archives import Archive
from tonghop.reading.farm.pieces import Pieces, encode_inside, encode_reading, locate, to_frame
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawBlock, RawFinding, Reading
from tonghop.reading.registry import SPLITTERS, UNPACKERS

BODY = "part1/"
"""Where the text of a mail itself stands; its attachments are part2 and so on. The files of a zip begin at part1."""


def expand(data: bytes, format_: str, prefix: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """A frame: what the container itself says, then `parts` as (name, length, why it has no bytes or None).

    Raises:
        UnreadableError: the container cannot be taken apart.
    """
    if format_ in UNPACKERS:
        module, function = UNPACKERS[format_]
        archive: Archive = getattr(import_module(module), function)(data, limits)
        unseen = encode_inside(archive.unseen)
        own = Pieces(unseen=unseen, findings=_place(archive.findings, prefix), readable=False)
        parts = [(part.name, len(part.data), part.problem) for part in archive.parts]
        head, blob = to_frame(own)
        return head | {"parts": parts}, blob + b"".join(part.data for part in archive.parts)
    module, function = SPLITTERS[format_]
    mail, attached = getattr(import_module(module), function)(data, limits)
    head, blob = to_frame(_read_mail(mail, prefix))
    return head | {"parts": [(name, length, None) for name, length in mail["parts"]]}, blob + attached


def split(data: bytes, format_: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """A mail as mail.Mail has it: its fields as JSON values, and the bytes of its parts one after another.

    Raises:
        UnreadableError: the mail cannot be taken apart.
    """
    module, function = SPLITTERS[format_]
    frame: tuple[dict[str, Any], bytes] = getattr(import_module(module), function)(data, limits)
    return frame


def _read_mail(mail: dict[str, Any], prefix: str) -> Pieces:
    """What a mail says itself: its text in blocks; subject and names of attachments only for the gate."""
    names = [f"/{mail['subject']}", *(f"/{name}" for name, _ in mail["parts"])]
    body = mail["body"]
    reading = Reading(tuple(RawBlock(*block) for block in body["blocks"]))
    text = encode_reading(reading, prefix + BODY)
    findings = _place((RawFinding(*raw) for raw in mail["findings"]), prefix)
    told = _place((RawFinding(*raw) for raw in body["findings"]), prefix + BODY)
    unseen = encode_inside([line for line in (*names, *mail["unseen"], *body["unseen"]) if line.strip("/")])
    return Pieces(text.blocks, unseen, findings + told, readable=bool(text.blocks))


def _place(findings: Any, prefix: str) -> tuple[RawFinding, ...]:
    return tuple(finding._replace(locator=locate(prefix, finding.locator)) for finding in findings)
