"""What every source gives and promises: Incoming, Skipped, the Source protocol.

Add here what all sources share. Keep out where the bytes lie (folder, maildir) and what becomes of them (steps).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from pydantic import Field

from schemas.base import Word
from schemas.document import Finding
from schemas.values import HandChannel, SourceKind

Known = Mapping[str, str] | Callable[[str], str | None]
"""source_key -> stamp of what the ledger has settled, so that it is not read again."""

MAX_BYTES = 50_000_000
"""Above this nothing is read (the bound of reading, too): a person looks. Reports with pictures stay below 30 MB."""


class SourceError(Exception):
    """The source, or a part of it, could not be looked at, which is not "nothing new"; the message is Vietnamese.

    `places` are the names of unreadable places below the root. They are not yet scanned for marks (a folder that nobody
    may read can well be named after its mark), so the message tells only how many there are.
    """

    def __init__(self, message: str, *, places: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.places = places


class Incoming(Word):
    """One thing that came in, its bytes in memory only. Not yet scanned: show, log, keep nothing of it before."""

    source: SourceKind
    source_name: str = Field(description="stable name of the source; holds no machine path")
    source_key: str = Field(repr=False, description="the source's own name for it; never shown, as it may bear a mark")
    stamp: str = Field(description="size:mtime_ns:ctime_ns of a file, empty for mail")
    received_at: datetime
    sender: str | None = None
    subject: str | None = Field(default=None, repr=False)
    folders: tuple[str, ...] = Field(default=(), repr=False, description="parents below the root, outermost first, NFC")
    parts: tuple[tuple[str, bytes], ...] = Field(
        default=(), repr=False, description="(name NFC, bytes) of each document"
    )
    container: bytes | None = Field(default=None, repr=False, description="the raw mail; parts are filled by steps")
    findings: tuple[Finding, ...] = ()
    unit: str | None = Field(default=None, description="unit code that a person declared")
    period: str | None = Field(default=None, description="period code that a person declared")
    hand: HandChannel | None = Field(default=None, description="how it came, when a person brought it in by hand")
    declared_by: str | None = Field(default=None, repr=False, description="who declares unit, way and time")


class Skipped(Word):
    """One thing passed over, and why. Its name is not yet scanned for marks, and nobody knows yet who sent it."""

    name: str = Field(repr=False, description="path below the root for people, NFC, / between folders")
    source_key: str = Field(repr=False)
    stamp: str = ""
    reason: str = Field(description="Vietnamese")
    needs_person: bool = Field(default=False, description="True: it may be a report and will not come in by itself")
    head: bytes = Field(default=b"", repr=False, description="of a mail that is too large: the beginning of its header")


class Source(Protocol):
    """A place where reports arrive."""

    @property
    def kind(self) -> SourceKind:
        """Which kind of channel it is."""

    @property
    def name(self) -> str:
        """A stable name without machine paths, part of every key in the ledger."""

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        """Give what is there and not known, one at a time; several are asked for before the first is handled.

        What was given and not committed is given again by the next look. Raises SourceError, at once or after the last
        one, when the source or a part of it could not be looked at.
        """

    def acknowledge(self, source_key: str) -> None:
        """Tell the source that bytes, hash and row are durably kept.

        Called after the commit, perhaps twice, of the last ones after `look` has ended. Raises SourceError when the
        source refuses, which undoes nothing: the next look may try again for what is known.
        """

    def flush(self) -> None:
        """Pass on what `acknowledge` collected, if it does. Called after each batch; raises SourceError likewise."""


def find_stamp(known: Known, source_key: str) -> str | None:
    """The settled stamp of a key, None when it is not settled."""
    return known(source_key) if callable(known) else known.get(source_key)
