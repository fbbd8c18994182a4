"""Filed submissions on which people decided something since, and what they are then taken to say.

What was understood stays as it is; each settling starts from it. Keeps out applying the decisions (steps).
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from schemas.document import Finding
from schemas.submission import CheckedSubmission, Understood
from schemas.values import CheckStatus
from tonghop.ledger import questions
from tonghop.ledger.submissions import dump_outcome, record_outcome
from tonghop.ledger.tables import findings, submissions


class UnsettledSubmission(NamedTuple):
    """One on which people decided something since it was last settled."""

    id: str
    understood: Understood | None
    """None: it was filed by a program that did not keep it, and must be read again."""


def load_unsettled(connection: Connection, ids: Collection[str] | None = None) -> list[UnsettledSubmission]:
    """Filed submissions, of all or of these, on which a decision newer than what they were filed with may bear."""
    last = questions.load_last_decision(connection)
    columns = (submissions.c.id, submissions.c.period, submissions.c.decisions_seen, submissions.c.status)
    behind = select(*columns).where(
        submissions.c.status.is_not(None),
        submissions.c.status != CheckStatus.QUARANTINED.value,
        func.coalesce(submissions.c.decisions_seen, 0) < last,
    )
    rows = connection.execute(behind.order_by(submissions.c.received_at, submissions.c.id)).all()
    reach = questions.load_reach(connection) if rows else questions.Reach({}, {}, 0)
    found = [row.id for row in rows if reach.find_newest(row.id, row.period) > (row.decisions_seen or 0)]
    wanted = found if ids is None else [each for each in found if each in set(ids)]
    return [UnsettledSubmission(each, _load_understood(connection, each)) for each in wanted]


def _load_understood(connection: Connection, submission_id: str, *, locked: bool = False) -> Understood | None:
    query = select(submissions.c.understood).where(submissions.c.id == submission_id)
    told = connection.execute(query.with_for_update() if locked else query).scalar_one()
    return None if told is None else Understood.model_validate(told)


def is_still(connection: Connection, submission_id: str, understood: Understood) -> bool:
    """Whether a submission was filed no other way meanwhile, read again perhaps, or stopped for a mark.

    Nobody files it until the transaction ends.
    """
    return _load_understood(connection, submission_id, locked=True) == understood


def record_settling(
    connection: Connection,
    submission_id: str,
    checked: CheckedSubmission,
    *,
    plan_sha256: str,
    decisions_seen: int,
    at: datetime,
) -> bool:
    """Record what a filed submission is taken to say after newer decisions; True when that is anything new.

    What stays the same makes no event.
    """
    condition = submissions.c.id == submission_id
    row = connection.execute(select(submissions).where(condition)).one()
    query = select(findings).where(findings.c.submission_id == submission_id).order_by(findings.c.position)
    before = [{name: one._mapping[name] for name in Finding.model_fields} for one in connection.execute(query)]
    told = dump_outcome(checked)
    found = [finding.model_dump(mode="json") for finding in checked.findings]
    connection.execute(update(submissions).where(condition).values(decisions_seen=decisions_seen))
    if all(row._mapping[name] == value for name, value in told.items()) and before == found:
        return False
    connection.execute(update(submissions).where(condition).values(**told, plan_sha256=plan_sha256))
    record_outcome(connection, submission_id, checked, plan_sha256, row.reader_version, at)
    return True
