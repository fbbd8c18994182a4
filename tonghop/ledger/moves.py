"""Files of a shared folder that were renamed or moved: the submission that such a file became before.

Keeps out whatever else came in (arrivals). A file that lies in another unit's folder now is no such file: it is that
unit's.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, select

from schemas.values import EvidenceKind
from tonghop.ledger.tables import sightings, submission_documents, submissions


def find_moved(
    connection: Connection, source_name: str, source_key: str, stamp: str, sha256: str, folders: Sequence[str]
) -> str | None:
    """The id of the submission that the very file became at another place of its unit; None when there is none.

    It has the same bytes, the time at which it was saved, and the ending of its name, by which it was read.
    """
    joined = submissions.join(sightings, sightings.c.submission_id == submissions.c.id).join(
        submission_documents, submission_documents.c.submission_id == submissions.c.id
    )
    query = (
        select(
            submissions.c.id, submissions.c.channel, submissions.c.content, sightings.c.stamp, sightings.c.source_key
        )
        .select_from(joined)
        .where(
            submission_documents.c.sha256 == sha256,
            sightings.c.source_name == source_name,
            sightings.c.outcome == "kept",
        )
        .order_by(submissions.c.received_at, submissions.c.id)
    )
    for row in connection.execute(query):
        is_same = _find_saved(row.stamp) == _find_saved(stamp) and _find_ending(row.source_key) == _find_ending(
            source_key
        )
        if is_same and _is_same_place(row.channel["folders"], row.content or {}, folders):
            return str(row.id)
    return None


def _find_saved(stamp: str) -> list[str]:
    """Size and time of saving, which a move leaves as they were; the time of change it does not."""
    return stamp.split(":")[:2]


def _find_ending(source_key: str) -> str:
    return PurePosixPath(source_key).suffix.casefold()


def _is_same_place(before: Sequence[str], content: dict[str, Any], now: Sequence[str]) -> bool:
    """Whether it is the same folder, or one below the same folder that told the unit."""
    if list(before) == list(now):
        return True
    told = [each["text"] for each in content.get("unit_evidence", ()) if each["kind"] == EvidenceKind.FOLDER.value]
    ends = [place for place, folder in enumerate(before, 1) if folder in told]
    return bool(ends) and list(now[: ends[-1]]) == list(before[: ends[-1]])
