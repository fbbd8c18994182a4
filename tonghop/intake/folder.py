"""A shared folder as a source: every regular file below the root is one submission. It is only ever read.

Keeps out what a folder's name means for the unit (understanding) and what is remembered (ledger).
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from schemas.days import write_day
from schemas.document import Finding
from schemas.rules import make_finding
from schemas.values import SourceKind
from tonghop.failures import describe_os_error
from tonghop.intake import messages
from tonghop.intake.files import (
    FileChangedError,
    FileState,
    find_last_seconds,
    is_replaced,
    make_state,
    make_time,
    read_file,
)
from tonghop.intake.names import clean_name, is_decodable, make_key, make_source_name
from tonghop.intake.noise import Reason, find_noise
from tonghop.intake.sources import MAX_BYTES, Incoming, Known, Skipped, SourceError, find_stamp

_MAX_DEPTH = 40
_CLOCK_TOLERANCE_SECONDS = 300.0
_DIRECTORY_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_MOST_PLACES = 20


@dataclass
class _Gaps:
    """What of a folder could not be looked at; a share that goes away can make a gap of every file."""

    count: int = 0
    causes: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    def add(self, path: tuple[str, ...], error: OSError) -> None:
        self.count += 1
        self.causes.add(describe_os_error(error))
        if len(self.places) < _MOST_PLACES:
            self.places.append("/".join(clean_name(part) for part in path))


class FolderSource:
    """Looks through a folder and all below it; what is new in a folder comes in the order of the NFC names.

    A file that is known and unchanged costs one stat, so that years of old reports cost a look little.
    """

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
        self.name = make_source_name(self.kind.value, root, name)
        self._settle_seconds = settle_seconds
        self._now = now
        self._max_bytes = max_bytes

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        """Give every new or changed file and everything passed over.

        Raises SourceError at once when the root cannot be looked at, at the end when only parts of it could not.
        """
        root, before = self._open_root(known)
        gaps = _Gaps()
        try:
            yield from self._look_into(root, (), known, gaps)
        finally:
            os.close(root)
        if not _is_same_directory(self.root, before):
            raise SourceError(messages.FOLDER_GONE.format(root=self.root))
        if gaps.count:
            causes = ", ".join(sorted(gaps.causes))
            text = messages.PLACES_UNREADABLE.format(root=self.root, count=gaps.count, causes=causes)
            raise SourceError(text, places=tuple(gaps.places))

    def acknowledge(self, source_key: str) -> None:
        """Nothing: the ledger remembers, and the folder belongs to the people who use it."""

    def flush(self) -> None:
        """Nothing, likewise."""

    def _open_root(self, known: Known) -> tuple[int, os.stat_result]:
        try:
            descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise SourceError(messages.FOLDER_MISSING.format(root=self.root)) from error
        except NotADirectoryError as error:
            raise SourceError(messages.FOLDER_NOT_DIRECTORY.format(root=self.root)) from error
        except OSError as error:
            raise self._make_unreadable(error) from error
        try:
            self._check_mounted(os.listdir(descriptor), known)  # noqa: PTH208 (by descriptor)
            return descriptor, os.fstat(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise self._make_unreadable(error) from error
        except SourceError:
            os.close(descriptor)
            raise

    def _make_unreadable(self, error: OSError) -> SourceError:
        return SourceError(messages.FOLDER_UNREADABLE.format(root=self.root, cause=describe_os_error(error)))

    def _check_mounted(self, names: list[str], known: Known) -> None:
        """Raise SourceError when this cannot be the folder from which the known files came.

        The mount point of a share that is not mounted is an empty folder, or holds what somebody saved there meanwhile;
        so what was there tells, and no number of a device, which differs after every restart.
        """
        if callable(known) or not known:
            return
        if not names:
            raise SourceError(messages.FOLDER_EMPTIED.format(root=self.root, count=len(known)))
        folders = {key.partition("/")[0] for key in known if "/" in key}
        if folders and folders.isdisjoint(make_key(name) for name in names):
            raise SourceError(messages.FOLDER_REPLACED.format(root=self.root, count=len(folders)))

    def _look_into(
        self, directory: int, above: tuple[str, ...], known: Known, gaps: _Gaps
    ) -> Iterator[Incoming | Skipped]:
        """One open directory; `above` are the raw names from the root to it."""
        try:
            names = _list_unknown(directory, above, known)
        except OSError as error:
            gaps.add(above, error)
            return
        for name in sorted(names, key=lambda name: (unicodedata.normalize("NFC", name), name)):
            path = (*above, name)
            try:
                status = os.stat(name, dir_fd=directory, follow_symlinks=False)
                reason = self._find_reason(path, status)
                if reason is not None:
                    stamp = make_state(status).stamp if reason.needs_person else ""
                    yield self._skip(path, reason.text, stamp=stamp, needs_person=reason.needs_person)
                elif stat.S_ISDIR(status.st_mode):
                    yield from self._enter(directory, path, known, gaps)
                else:
                    state = make_state(status)
                    before = find_stamp(known, make_key("/".join(path)))
                    yield from self._take(directory, path, state, self._find_arrival(state, before))
            except FileNotFoundError:
                yield self._skip(path, messages.VANISHED)
            except OSError as error:
                if is_replaced(error):
                    yield self._skip(path, messages.CHANGED_WHILE_READ)
                else:
                    gaps.add(path, error)

    def _enter(self, directory: int, path: tuple[str, ...], known: Known, gaps: _Gaps) -> Iterator[Incoming | Skipped]:
        if len(path) > _MAX_DEPTH:
            yield self._skip(path, messages.TOO_DEEP.format(limit=_MAX_DEPTH), needs_person=True)
            return
        descriptor = os.open(path[-1], _DIRECTORY_FLAGS, dir_fd=directory)
        try:
            yield from self._look_into(descriptor, path, known, gaps)
        finally:
            os.close(descriptor)

    def _take(
        self, directory: int, path: tuple[str, ...], state: FileState, at: datetime
    ) -> Iterator[Incoming | Skipped]:
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
                yield self._make_incoming(path, state, data, at)

    def _find_arrival(self, state: FileState, before: str | None) -> datetime:
        """When a file was saved; when another one stood under its name, after that one, however old the new one is."""
        saved, last = state.mtime_ns / 1e9, find_last_seconds(before) if before else -1.0
        if before and saved <= last:
            saved = max(state.ctime_ns / 1e9, last + 1)  # the server's clock may be behind the one that saved
        return make_time(saved, self._now)

    def _make_incoming(self, path: tuple[str, ...], state: FileState, data: bytes, at: datetime) -> Incoming:
        found = []
        if state.mtime_ns / 1e9 > self._now.timestamp() + _CLOCK_TOLERANCE_SECONDS:
            found.append(_make_clock_finding(state))
        if not all(is_decodable(name) for name in path):
            found.append(make_finding("name-encoding"))
        return Incoming(
            source=self.kind,
            source_name=self.name,
            source_key=make_key("/".join(path)),
            stamp=state.stamp,
            received_at=at,
            folders=tuple(clean_name(name) for name in path[:-1]),
            parts=((clean_name(path[-1]), data),),
            findings=tuple(found),
        )

    def _is_settled(self, state: FileState) -> bool:
        """Whether nobody has written to the file for the settle time.

        The change time belongs to the server and cannot be set, unlike the modification time that copying carries over
        before the last byte is there. A time well in the future says nothing and must not hold a file for ever.
        """
        if self._settle_seconds <= 0:
            return True
        now = self._now.timestamp()
        changed, modified = now - state.ctime_ns / 1e9, now - state.mtime_ns / 1e9
        is_changing = -_CLOCK_TOLERANCE_SECONDS <= changed < self._settle_seconds
        return not is_changing and not 0 <= modified < self._settle_seconds

    def _find_reason(self, path: tuple[str, ...], status: os.stat_result) -> Reason | None:
        """Why an entry is passed over whatever it holds, else None."""
        is_file = stat.S_ISREG(status.st_mode)
        noise = find_noise(clean_name(path[-1]), is_file=is_file)
        if noise is not None:
            return noise
        if stat.S_ISLNK(status.st_mode):
            target = Path(os.path.realpath(self.root.joinpath(*path)))
            is_inside = target.is_relative_to(self.root.resolve())
            return Reason(messages.LINK_INSIDE if is_inside else messages.LINK_OUTSIDE)
        return None if is_file or stat.S_ISDIR(status.st_mode) else Reason(messages.NOT_REGULAR)

    def _skip(self, path: tuple[str, ...], reason: str, *, stamp: str = "", needs_person: bool = False) -> Skipped:
        name = "/".join(clean_name(part) for part in path)
        return Skipped(
            name=name, source_key=make_key("/".join(path)), stamp=stamp, reason=reason, needs_person=needs_person
        )


def _list_unknown(directory: int, above: tuple[str, ...], known: Known) -> list[str]:
    """The raw names of an open directory, without the files that are known and unchanged."""
    prefix = "".join(f"{name}/" for name in above)
    names = []
    with os.scandir(directory) as entries:
        for entry in entries:
            stamp = find_stamp(known, make_key(prefix + entry.name))
            if stamp is None or _find_entry_stamp(entry) != stamp:
                names.append(entry.name)
    return names


def _find_entry_stamp(entry: os.DirEntry[str]) -> str | None:
    """The stamp of a regular file; None for anything else, and for what the look itself must find out."""
    try:
        if entry.is_file(follow_symlinks=False):
            return make_state(entry.stat(follow_symlinks=False)).stamp
    except OSError:
        pass
    return None


def _make_clock_finding(state: FileState) -> Finding:
    try:
        shown = write_day(datetime.fromtimestamp(state.mtime_ns // 10**9, UTC))
    except (OverflowError, ValueError, OSError):  # a year that no calendar of ours has
        shown = messages.CLOCK_ABSURD
    return make_finding("clock-ahead", time=shown)


def _is_same_directory(root: Path, before: os.stat_result) -> bool:
    try:
        after = root.stat()
    except OSError:
        return False
    return (after.st_dev, after.st_ino) == (before.st_dev, before.st_ino)
