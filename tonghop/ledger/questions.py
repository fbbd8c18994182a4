"""Questions (việc chờ xử lý) and the decisions on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from tonghop.ledger.events import append_event
from tonghop.ledger.tables import decisions, questions


def record_questions(
    connection: Connection, period: str, asked: Sequence[dict[str, Any]], *, at: datetime
) -> tuple[int, int]:
    """Open the questions of a period that are new and close those that no longer arise; gives (opened, closed).

    Each of `asked` has key, kind, submission_id, text, candidates, consequence.
    """
    rows = connection.execute(select(questions.c.key, questions.c.closed_at).where(questions.c.period == period))
    known: dict[str, datetime | None] = {row.key: row.closed_at for row in rows}
    opened = 0
    for question in asked:
        if question["key"] not in known:
            connection.execute(questions.insert().values(**question, period=period, opened_at=at))
        elif known[question["key"]] is not None:
            connection.execute(update(questions).where(questions.c.key == question["key"]).values(closed_at=None))
        else:
            continue
        opened += 1
        append_event(connection, "question.opened", question["key"], {"period": period}, at=at)
    gone = {key for key, closed_at in known.items() if closed_at is None} - {q["key"] for q in asked}
    for key in sorted(gone):
        connection.execute(update(questions).where(questions.c.key == key).values(closed_at=at))
        append_event(connection, "question.closed", key, {"period": period}, at=at)
    return opened, len(gone)


def load_open_questions(connection: Connection, period: str) -> list[Row[Any]]:
    """The open questions of a period, oldest first."""
    query = select(questions).where(questions.c.period == period, questions.c.closed_at.is_(None))
    return list(connection.execute(query.order_by(questions.c.opened_at, questions.c.key)))


def load_decisions(connection: Connection, period: str) -> list[tuple[str, str]]:
    """(question key, choice) of each decision of a period, in the order in which they were made."""
    query = select(decisions.c.question_key, decisions.c.choice).join(questions).where(questions.c.period == period)
    return [(row.question_key, row.choice) for row in connection.execute(query.order_by(decisions.c.id))]
