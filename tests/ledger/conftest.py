"""Submissions in a fresh ledger."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.document import Finding
from schemas.submission import Channel, CheckedSubmission, Submission
from schemas.values import CheckStatus, Severity, SourceKind
from tonghop.ledger import Ledger
from tonghop.ledger.arrivals import KeptFile, record_submission

AT = datetime(2024, 6, 14, 8, 30, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where the ledger of the fixture `ledger` lies, for those who open it themselves."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def record(ledger: Ledger) -> Callable[..., str | None]:
    """Record a submission of the folder with sensible values where none are given."""

    def _record(**given: Any) -> str | None:
        values: dict[str, Any] = {
            "source": SourceKind.FOLDER,
            "source_name": "folder:chung",
            "source_key": "VP/bao cao.docx",
            "stamp": "3:1",
            "received_at": AT,
            "files": [KeptFile("báo cáo.docx", "a" * 64, 3)],
            "channel": Channel(source=SourceKind.FOLDER, folders=("VP",), names=("báo cáo.docx",)),
            "at": AT,
        }
        if "source_key" in given:  # another file, saved at another time
            values["stamp"] = f"3:{given['source_key']}"
        with ledger.write() as connection:
            return record_submission(connection, **{**values, **given})

    return _record


@pytest.fixture
def checked() -> CheckedSubmission:
    return CheckedSubmission(
        content=Submission(unit="VP", period="2024-H1", items={}),
        findings=(
            Finding(rule="item-empty", severity=Severity.WARNING, locator="body/p3", message="Để trống", fix="Bổ sung"),
        ),
        status=CheckStatus.ACCEPTED,
    )
