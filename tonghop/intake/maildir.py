"""A Maildir as a source: every mail is one submission, given as raw bytes. It is only ever read.

Keeps out the parsing of mail (reading room): sender, subject and parts are filled in by the steps, which also
prefer the Received line of our own server to the time in the file's name.
"""

import os
import re
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from schemas.values import SourceKind
from tonghop.intake import messages
from tonghop.intake.files import FileChangedError, make_state, make_time, read_file
from tonghop.intake.names import make_key, make_source_name
from tonghop.intake.sources import MAX_BYTES, Incoming, Known, Skipped, SourceError, find_stamp

_FOLDERS = ("new", "cur")
_EPOCH = re.compile(r"\d{9,11}(?!\d)")
_DIRECTORY_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class MaildirSource:
    """Looks through `new` and `cur` of one Maildir, oldest delivery first."""

    kind = SourceKind.MAILBOX

    def __init__(self, root: Path, *, now: datetime, name: str | None = None, max_bytes: int = MAX_BYTES) -> None:
        """`now` is the time of this look; `name` outlives a moved Maildir."""
        self.root = root
        self.name = make_source_name("maildir", root, name)
        self._now = now
        self._max_bytes = max_bytes

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        """Give every mail that is not known.

        Raises SourceError when the Maildir cannot be looked at.
        """
        if not self.root.is_dir():
            raise SourceError(messages.MAILDIR_MISSING.format(root=self.root))
        if not any((self.root / folder).is_dir() for folder in _FOLDERS):
            raise SourceError(messages.MAILDIR_WRONG.format(root=self.root))
        # A mail program may move a mail from new to cur meanwhile: cur is listed after new, and each key counts once.
        seen: set[str] = set()
        for folder in _FOLDERS:
            for name in self._list_mails(folder):
                key = _find_key(name)
                if key not in seen:
                    seen.add(key)
                    if find_stamp(known, key) is None:
                        yield from self._take(folder, name, key)

    def acknowledge(self, source_key: str) -> None:
        """Nothing: the ledger remembers, and the flags of a mail belong to the people who read it."""

    def flush(self) -> None:
        """Nothing, likewise."""

    def _list_mails(self, folder: str) -> list[str]:
        try:
            names = [path.name for path in (self.root / folder).iterdir() if not path.name.startswith(".")]
        except FileNotFoundError:  # a copy of a Maildir often drops the empty one
            return []
        except OSError as error:
            raise SourceError(messages.MAILDIR_UNREADABLE.format(root=self.root, cause=error.strerror)) from error
        return sorted(names, key=lambda name: (_find_epoch(name) or 0, name))

    def _take(self, folder: str, name: str, key: str) -> Iterator[Incoming | Skipped]:
        try:
            yield self._read(folder, name, key)
        except FileNotFoundError:
            moved = self._find_moved(key)
            if moved is None:
                yield self._skip(key, messages.VANISHED)
                return
            try:
                yield self._read(*moved, key)
            except FileNotFoundError:
                yield self._skip(key, messages.VANISHED)

    def _find_moved(self, key: str) -> tuple[str, str] | None:
        """(folder, name) of a mail whose flags changed while we looked."""
        for folder in reversed(_FOLDERS):
            for name in self._list_mails(folder):
                if _find_key(name) == key:
                    return folder, name
        return None

    def _read(self, folder: str, name: str, key: str) -> Incoming | Skipped:
        """One mail. Raises FileNotFoundError when it is no longer there, SourceError when the disk fails."""
        try:
            directory = os.open(self.root / folder, _DIRECTORY_FLAGS)
            try:
                status = os.stat(name, dir_fd=directory, follow_symlinks=False)
                if not stat.S_ISREG(status.st_mode):
                    return self._skip(key, messages.NOT_REGULAR)
                if status.st_size > self._max_bytes:
                    megabytes = {"size": -(-status.st_size // 1_000_000), "limit": self._max_bytes // 1_000_000}
                    return self._skip(key, messages.TOO_LARGE.format(**megabytes), needs_person=True)
                data = read_file(name, directory, make_state(status))
            finally:
                os.close(directory)
        except FileChangedError:
            return self._skip(key, messages.CHANGED_WHILE_READ)
        except PermissionError:
            return self._skip(key, messages.NOT_PERMITTED, needs_person=True)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise SourceError(messages.MAILDIR_UNREADABLE.format(root=self.root, cause=error.strerror)) from error
        return Incoming(
            source=self.kind,
            source_name=self.name,
            source_key=key,
            stamp="",
            received_at=make_time(_find_epoch(name) or status.st_mtime, self._now),
            container=data,
        )

    def _skip(self, key: str, reason: str, *, needs_person: bool = False) -> Skipped:
        return Skipped(name=key, source_key=key, reason=reason, needs_person=needs_person)


def _find_key(name: str) -> str:
    """The part of a Maildir name that never changes; what follows the colon are flags."""
    return make_key(name.split(":", 1)[0])


def _find_epoch(name: str) -> int | None:
    match = _EPOCH.match(name)
    return int(match[0]) if match else None
