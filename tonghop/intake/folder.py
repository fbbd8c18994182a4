"""A shared folder as a source: every regular file below the root is one submission. It is only ever read.

Keeps out what a folder's name means for the unit (understanding) and what is remembered (ledger).
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from schemas.document import Finding
from schemas.values import Severity, SourceKind
from tonghop.intake import messages
from tonghop.intake.files import FileChangedError, FileState, make_state, make_time, read_file
from tonghop.intake.names import clean_name, is_decodable, make_key, make_source_name
from tonghop.intake.sources import MAX_BYTES, Incoming, Known, Skipped, SourceError, find_stamp

_MAX_DEPTH = 40
_CLOCK_TOLERANCE_SECONDS = 300.0
_DIRECTORY_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_UNFINISHED = re.compile(r".*\.(part|partial|filepart|crdownload|download|tmp)", re.IGNORECASE)
_SYSTEM = re.compile(
    r"thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|\$recycle\.bin|system volume information|@eadir", re.IGNORECASE
)


class FolderSource:
    """Looks through a folder and all below it, in the order of the NFC names."""

    kind = SourceKind.FOLDER

    def __init__(
        self,
        root: Path,
        *,
        settle_seconds: float,
        now: datetime,
        name: str | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """`now` is the time of this look; `settle_seconds` 0 takes files at once; `name` outlives a moved folder."""
        self.root = root
        self.name = make_source_name("folder", root, name)
        self._settle_seconds = settle_seconds
        self._now = now
        self._max_bytes = max_bytes

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        """Give every new or changed file and everything passed over.

        Raises SourceError at once when the root cannot be looked at, at the end when only parts of it could not.
        """
        root, before = self._open_root(known)
        unreadable: list[tuple[str, str]] = []
        try:
            yield from self._look_into(root, (), known, unreadable)
        finally:
            os.close(root)
        if not _is_same_directory(self.root, before):
            raise SourceError(messages.FOLDER_GONE.format(root=self.root))
        if unreadable:
            causes = ", ".join(sorted({cause for _, cause in unreadable}))
            text = messages.PLACES_UNREADABLE.format(root=self.root, count=len(unreadable), causes=causes)
            raise SourceError(text, places=tuple(place for place, _ in unreadable))

    def acknowledge(self, source_key: str) -> None:
        """Nothing: the ledger remembers, and the folder belongs to the people who use it."""

    def _open_root(self, known: Known) -> tuple[int, os.stat_result]:
        try:
            descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise SourceError(messages.FOLDER_MISSING.format(root=self.root)) from error
        except NotADirectoryError as error:
            raise SourceError(messages.FOLDER_NOT_DIRECTORY.format(root=self.root)) from error
        except OSError as error:
            raise SourceError(messages.FOLDER_UNREADABLE.format(root=self.root, cause=error.strerror)) from error
        try:
            status, is_empty = os.fstat(descriptor), not os.listdir(descriptor)  # noqa: PTH208 (by descriptor)
        except OSError as error:
            os.close(descriptor)
            raise SourceError(messages.FOLDER_UNREADABLE.format(root=self.root, cause=error.strerror)) from error
        # The mount point of a share that is not mounted is an empty folder.
        settled = 0 if callable(known) else len(known)
        if settled and is_empty:
            os.close(descriptor)
            raise SourceError(messages.FOLDER_EMPTIED.format(root=self.root, count=settled))
        return descriptor, status

    def _look_into(
        self, directory: int, above: tuple[str, ...], known: Known, unreadable: list[tuple[str, str]]
    ) -> Iterator[Incoming | Skipped]:
        """One open directory; `above` are the raw names from the root to it."""
        try:
            names = sorted(os.listdir(directory), key=lambda name: (unicodedata.normalize("NFC", name), name))
        except OSError as error:
            unreadable.append(_describe_place(above, error))
            return
        for name in names:
            path = (*above, name)
            try:
                status = os.stat(name, dir_fd=directory, follow_symlinks=False)
                reason = self._find_reason(path, status)
                if reason is not None:
                    yield self._skip(path, reason)
                elif stat.S_ISDIR(status.st_mode):
                    yield from self._enter(directory, path, known, unreadable)
                else:
                    yield from self._take(directory, path, make_state(status), known)
            except FileNotFoundError:
                yield self._skip(path, messages.VANISHED)
            except OSError as error:
                unreadable.append(_describe_place(path, error))

    def _enter(
        self, directory: int, path: tuple[str, ...], known: Known, unreadable: list[tuple[str, str]]
    ) -> Iterator[Incoming | Skipped]:
        if len(path) > _MAX_DEPTH:
            yield self._skip(path, messages.TOO_DEEP.format(limit=_MAX_DEPTH), needs_person=True)
            return
        descriptor = os.open(path[-1], _DIRECTORY_FLAGS, dir_fd=directory)
        try:
            yield from self._look_into(descriptor, path, known, unreadable)
        finally:
            os.close(descriptor)

    def _take(
        self, directory: int, path: tuple[str, ...], state: FileState, known: Known
    ) -> Iterator[Incoming | Skipped]:
        key = make_key("/".join(path))
        if find_stamp(known, key) == state.stamp:
            return
        if state.size > self._max_bytes:
            megabytes = {"size": -(-state.size // 1_000_000), "limit": self._max_bytes // 1_000_000}
            yield self._skip(path, messages.TOO_LARGE.format(**megabytes), stamp=state.stamp, needs_person=True)
        elif not self._is_settled(state):
            yield self._skip(path, messages.UNSETTLED)
        else:
            try:
                data = read_file(path[-1], directory, state)
            except FileChangedError:
                yield self._skip(path, messages.CHANGED_WHILE_READ)
            except PermissionError:
                yield self._skip(path, messages.NOT_PERMITTED, needs_person=True)
            else:
                yield self._make_incoming(path, key, state, data)

    def _make_incoming(self, path: tuple[str, ...], key: str, state: FileState, data: bytes) -> Incoming:
        modified = state.mtime_ns / 1e9
        received_at = make_time(modified, self._now)
        found = []
        if modified > self._now.timestamp() + _CLOCK_TOLERANCE_SECONDS:
            found.append(_make_clock_finding(state))
        if not all(is_decodable(name) for name in path):
            found.append(
                Finding(
                    rule="name-encoding",
                    severity=Severity.ERROR,
                    message=messages.NAME_ENCODING,
                    fix=messages.NAME_ENCODING_FIX,
                )
            )
        return Incoming(
            source=self.kind,
            source_name=self.name,
            source_key=key,
            stamp=state.stamp,
            received_at=received_at,
            folders=tuple(clean_name(name) for name in path[:-1]),
            parts=((clean_name(path[-1]), data),),
            findings=tuple(found),
        )

    def _is_settled(self, state: FileState) -> bool:
        """Whether nobody has written to the file for the settle time.

        The change time belongs to the server and cannot be set, unlike the modification time that copying carries over
        before the last byte is there. A modification time in the future says nothing and must not hold a file for ever.
        """
        if self._settle_seconds <= 0:
            return True
        now = self._now.timestamp()
        changed, modified = now - state.ctime_ns / 1e9, now - state.mtime_ns / 1e9
        return changed >= self._settle_seconds and not 0 <= modified < self._settle_seconds

    def _find_reason(self, path: tuple[str, ...], status: os.stat_result) -> str | None:
        """Why an entry is passed over whatever it holds, else None."""
        name = path[-1]
        reason = None
        if name.startswith("~$"):
            reason = messages.LOCK_FILE
        elif _SYSTEM.fullmatch(name):
            reason = messages.SYSTEM_FILE
        elif name.startswith("."):
            reason = messages.HIDDEN
        elif stat.S_ISLNK(status.st_mode):
            target = Path(os.path.realpath(self.root.joinpath(*path)))
            reason = messages.LINK_INSIDE if target.is_relative_to(self.root.resolve()) else messages.LINK_OUTSIDE
        elif not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            reason = messages.NOT_REGULAR
        elif stat.S_ISREG(status.st_mode) and _UNFINISHED.fullmatch(name):
            reason = messages.UNFINISHED
        return reason

    def _skip(self, path: tuple[str, ...], reason: str, *, stamp: str = "", needs_person: bool = False) -> Skipped:
        name = "/".join(clean_name(part) for part in path)
        return Skipped(
            name=name, source_key=make_key("/".join(path)), stamp=stamp, reason=reason, needs_person=needs_person
        )


def _make_clock_finding(state: FileState) -> Finding:
    try:
        shown = f"{datetime.fromtimestamp(state.mtime_ns // 10**9, UTC):%d/%m/%Y}"
    except (OverflowError, ValueError, OSError):  # a year that no calendar of ours has
        shown = messages.CLOCK_ABSURD
    return Finding(
        rule="clock-ahead",
        severity=Severity.WARNING,
        message=messages.CLOCK_AHEAD.format(time=shown),
        fix=messages.CLOCK_AHEAD_FIX,
    )


def _describe_place(path: tuple[str, ...], error: OSError) -> tuple[str, str]:
    return "/".join(clean_name(part) for part in path), error.strerror or str(error)


def _is_same_directory(root: Path, before: os.stat_result) -> bool:
    try:
        after = root.stat()
    except OSError:
        return False
    return (after.st_dev, after.st_ino) == (before.st_dev, before.st_ino)
