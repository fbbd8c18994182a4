"""A file on its way through reading, with the files within it. Keeps out every step that needs another process."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tonghop.reading.farm.pieces import Pieces
from tonghop.reading.limits import Limits
from tonghop.reading.messages import FORMAT_LABELS
from tonghop.reading.precheck.detection import find_format
from tonghop.reading.precheck.refusal import PACKAGES, find_refusal
from tonghop.reading.raw import RawFinding
from tonghop.reading.registry import CONTAINERS, CONVERTED, READERS, UNPACKERS

DEATHS_PER_FILE = 4
"""Children that one file may cost with all that is in it; after that the rest of it waits for a person unread."""
SECONDS_FACTOR = 6
"""Processor time for one file with all that is in it, in times of limits.file_seconds."""


@dataclass(slots=True)
class Allowance:
    """What one file with all that is nested in it may still cost."""

    archive_bytes: int
    parts: int
    deaths: int
    seconds: float


@dataclass(slots=True, eq=False)
class Node:
    """One file: what is known of it before it is parsed, and what was said of it since."""

    name: str
    prefix: str
    """Before its places: "" for a file that stands alone, part2/ for one in a container."""
    data: bytes
    format: str
    sha256: str
    refusal: RawFinding | None
    mails: int = 0
    archives: int = 0
    pieces: Pieces | None = None
    """What it says; of a container what it says itself."""
    rewritten: bytes | None = None
    """What LibreOffice made of it, for the reader of CONVERTED[format]."""
    children: list["Node"] = field(default_factory=list)

    @property
    def is_container(self) -> bool:
        """Whether it is still to be taken apart, or was."""
        return self.format in CONTAINERS and self.refusal is None

    @property
    def is_converted(self) -> bool:
        """Whether LibreOffice has to rewrite it before it can be read."""
        return self.format in CONVERTED and self.refusal is None

    @property
    def is_inspected(self) -> bool:
        """Whether a child looks at it before LibreOffice does."""
        return self.is_converted and self.format in PACKAGES

    def leaves(self) -> Iterator["Node"]:
        """The files that are read as such, in order; the node itself when it contains none."""
        if not self.is_container:
            yield self
        for child in self.children:
            yield from child.leaves()


def open_node(
    name: str, data: bytes, limits: Limits, prefix: str = "", within: Node | None = None, problem: str | None = None
) -> Node:
    """Look at a file's bytes from outside; well under a millisecond.

    Args:
        name: as its container or the caller has it.
        data: the file.
        limits: the bounds.
        prefix: of its places.
        within: the container it came from.
        problem: why the container could not give its bytes, a key of the catalogue.
    """
    format_, refusal = _look(data, limits) if problem is None else ("unknown", RawFinding(problem))
    mails = (within.mails if within else 0) + (format_ in {"mail", "msg"})
    archives = (within.archives if within else 0) + (format_ in UNPACKERS)
    if refusal is None and mails > limits.mail_depth and format_ in {"mail", "msg"}:
        refusal = RawFinding("nested-mail")
    elif refusal is None and archives > limits.archive_depth and format_ in UNPACKERS:
        refusal = RawFinding("nested-archive")
    elif refusal is None and format_ == "unknown":
        refusal = RawFinding("unknown-format")
    elif refusal is None and format_ not in READERS and format_ not in CONVERTED and format_ not in CONTAINERS:
        refusal = RawFinding("not-read-yet", values={"label": FORMAT_LABELS[format_]})
    return Node(name, prefix, data, format_, hashlib.sha256(data).hexdigest(), refusal, mails, archives)


def _look(data: bytes, limits: Limits) -> tuple[str, RawFinding | None]:
    try:
        format_ = find_format(data)
        return format_, find_refusal(data, format_, limits)
    except Exception:  # a fault of ours that only these bytes show must not stop the others
        return "unknown", RawFinding("corrupt")
