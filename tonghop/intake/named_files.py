"""Files that a person names one by one: read once, bounded, and from a form only below the folders meant for it.

Keeps out what lies in a source (folder) and what is declared of the files (declaring).
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tonghop.failures import describe_os_error
from tonghop.intake import messages
from tonghop.intake.files import FileChangedError, FileState, make_state, read_file
from tonghop.intake.names import clean_name, make_key
from tonghop.intake.noise import find_noise
from tonghop.intake.sources import MAX_BYTES

MOST_FILES = 20


class NamedFileError(Exception):
    """A file that was named cannot be taken; the message is Vietnamese."""


class NamedFile(NamedTuple):
    """A file that a person named."""

    path: Path
    name: str
    data: bytes
    state: FileState

    def find_key(self, root: Path) -> str | None:
        """Its key in the folder source at `root`; None when it lies elsewhere."""
        path, root = self.path.resolve(), root.resolve()
        return make_key(str(path.relative_to(root))) if path.is_relative_to(root) else None


def find_below(names: Sequence[str], roots: Sequence[Path]) -> list[Path]:
    """The files that a form names, all of them really below one of the roots, wherever links and dots may lead.

    Raises NamedFileError for the first that is not there.
    """
    if not roots:
        raise NamedFileError(messages.HAND_NO_ROOT)
    return [_find_below(name.strip(), roots) for name in names if name.strip()]


def _find_below(name: str, roots: Sequence[Path]) -> Path:
    for root in roots:
        try:
            path = (root / name).resolve(strict=True)  # an absolute name stands for itself
            if path.is_relative_to(root.resolve()) and path.is_file():
                return path
        except (OSError, ValueError, RuntimeError):  # not there, no name of a file, links in a circle
            continue
    raise NamedFileError(messages.HAND_OUTSIDE.format(name=clean_name(name)[:200]))


def read_named_files(paths: Sequence[Path], *, max_bytes: int = MAX_BYTES) -> list[NamedFile]:
    """The files that make one report, each read whole.

    Raises NamedFileError when there are none or too many, or one is no file that can be a report.
    """
    if not paths:
        raise NamedFileError(messages.HAND_NO_FILE)
    if len(paths) > MOST_FILES:
        raise NamedFileError(messages.HAND_TOO_MANY.format(count=len(paths), most=MOST_FILES))
    files = [_read(path, max_bytes) for path in paths]
    size = sum(len(file.data) for file in files)
    if size > max_bytes:
        megabytes = {"size": -(-size // 1_000_000), "limit": max_bytes // 1_000_000}
        raise NamedFileError(messages.HAND_TOO_LARGE_TOGETHER.format(**megabytes))
    return files


def _read(path: Path, max_bytes: int) -> NamedFile:
    name = clean_name(path.name or str(path))
    noise = find_noise(name, is_file=True)
    if noise is not None and not noise.needs_person:  # a person names it: that is the look which it needs
        raise NamedFileError(messages.HAND_NOISE.format(name=name, reason=noise.text))
    try:
        found = path.resolve(strict=True)
        status = found.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NamedFileError(messages.HAND_NOT_REGULAR.format(name=name))
        if status.st_size > max_bytes:
            megabytes = {"size": -(-status.st_size // 1_000_000), "limit": max_bytes // 1_000_000}
            raise NamedFileError(messages.HAND_TOO_LARGE.format(name=name, **megabytes))
        if not status.st_size:
            raise NamedFileError(messages.HAND_EMPTY.format(name=name))
        state = make_state(status)
        return NamedFile(path, name, _read_in(found, state), state)
    except FileChangedError as error:
        raise NamedFileError(messages.HAND_CHANGED.format(name=name)) from error
    except OSError as error:
        raise NamedFileError(messages.HAND_UNREADABLE.format(name=name, cause=describe_os_error(error))) from error
    except RuntimeError as error:  # links in a circle
        raise NamedFileError(messages.HAND_NOT_REGULAR.format(name=name)) from error


def _read_in(path: Path, state: FileState) -> bytes:
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return read_file(path.name, directory, state)
    finally:
        os.close(directory)
