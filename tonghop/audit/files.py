"""Hashing files on disk without following links or holding them in memory."""

import hashlib
import os
from pathlib import Path

from schemas.document import Finding
from tonghop.audit.messages import make_finding


def hash_file(path: Path) -> str:
    """sha256 of a file. Raises OSError as the system says, FileNotFoundError also for what is no regular file."""
    if not path.is_symlink() and not path.is_file():
        raise FileNotFoundError(path)
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_file(
    path: Path, expected: str, locator: str, *, missing: str, changed: str, **values: object
) -> Finding | None:
    """None when the file holds exactly what it should, else the finding `missing`, `changed` or verify-unreadable."""
    try:
        if hash_file(path) == expected:
            return None
    except FileNotFoundError:
        return make_finding(missing, locator, **values)
    except OSError as error:
        return make_finding("verify-unreadable", locator, cause=error.strerror)
    return make_finding(changed, locator, **values)
