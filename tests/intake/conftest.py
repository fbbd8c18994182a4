"""A shared folder and a Maildir with real files."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, Known, Skipped, Source

Put = Callable[..., Path]


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "chung"
    folder.mkdir()
    return folder


@pytest.fixture
def put(root: Path, now: datetime) -> Put:
    """Put a file below the root, last changed so many seconds before now."""

    def _put(name: str, data: bytes = b"abc", age_seconds: float = 3600) -> Path:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (0, now.timestamp() - age_seconds))
        return path

    return _put


@pytest.fixture
def folder(root: Path, now: datetime) -> FolderSource:
    return FolderSource(root, settle_seconds=0, now=now)


@pytest.fixture
def look() -> Callable[..., tuple[list[Incoming], list[Skipped]]]:
    """(what comes in, what is passed over) of one look."""

    def _look(source: Source, known: Known | None = None) -> tuple[list[Incoming], list[Skipped]]:
        seen = list(source.look({} if known is None else known))
        return [one for one in seen if isinstance(one, Incoming)], [one for one in seen if isinstance(one, Skipped)]

    return _look
