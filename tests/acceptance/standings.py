"""What has come of a run: all that ledger, archive and outputs hold, through the product's own rooms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemas.submission import FiledSubmission
from tonghop.audit import verify
from tonghop.ledger import open_ledger
from tonghop.ledger.deliveries import load_deliveries
from tonghop.ledger.drafts import load_drafts
from tonghop.ledger.questions import load_open_questions
from tonghop.ledger.submissions import load_submissions
from tonghop.ledger.tables import events

PERIOD = "2024-H1"
_MAILS = ("delivery.", "notice.")
_SEEN = re.compile(r"thấy lúc \d\d:\d\d ngày [\d/]+")
_MOMENT = re.compile(r"(?<=/sender:[0-9a-f]{12}):\w+(?:\.\d+)?$")
"""When the newest mail of a stranger was seen, in the text and in the key of the question about it."""


@dataclass(frozen=True)
class Standing:
    """All that must be the same whether or not a run was disturbed, and what may differ beside it."""

    submissions: list[FiledSubmission]
    questions: list[str]
    drafts: list[tuple[int, str]]
    told: list[tuple[str, str]]
    """Kind and subject of every event but those of mails, sorted."""
    version_files: dict[str, int]
    """Name -> mode of each file of version 1."""
    mails: list[str]
    deliveries: dict[str, str] = field(compare=False)
    faults: list[str]
    leftovers: list[str]


def _list_standing(rows: Sequence[FiledSubmission]) -> list[FiledSubmission]:
    """Submissions without the moment at which this machine took them in."""
    return [row.model_copy(update={"gathered_at": None}) for row in rows]


def read_outputs(outputs: Path, url: str | None = None) -> Standing:
    """What ledger, archive and outputs hold now."""
    ledger = open_ledger(url or f"sqlite:///{outputs / 'ledger.db'}")
    try:
        with ledger.read() as connection:
            chain = connection.execute(events.select()).all()
            standing = {
                "submissions": _list_standing(load_submissions(connection)),
                "questions": sorted(_SEEN.sub("", each.text) for each in load_open_questions(connection, PERIOD)),
                "drafts": [(each.version, each.sha256) for each in load_drafts(connection, PERIOD)],
                "told": sorted(
                    (row.kind, _MOMENT.sub("", row.subject)) for row in chain if not row.kind.startswith(_MAILS)
                ),
                "deliveries": {each.recipient: each.state.value for each in load_deliveries(connection, PERIOD)},
            }
        faults = [f"{fault.rule} {fault.locator}" for fault in verify(ledger, outputs / "archive", outputs)]
    finally:
        ledger.close()
    reports = outputs / "reports" / PERIOD
    return Standing(
        **standing,
        version_files={path.name: path.stat().st_mode & 0o777 for path in sorted((reports / "v1").iterdir())},
        mails=sorted(path.name for path in (outputs / "outbox").glob("*.eml")),
        faults=faults,
        leftovers=sorted(
            path.name
            for folder in (reports, reports / "working", outputs / "outbox")
            for path in folder.iterdir()
            if path.name.startswith((".", "v1-")) and not path.name.endswith(".lock")
        ),
    )
