"""Questions (việc chờ xử lý) and the decisions on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from schemas.question import OpenQuestion
from schemas.values import QuestionKind, ScanChoice
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import decisions, questions

_WORDS = ("text", "candidates", "consequence")
_ABOUT_ARRIVALS = (QuestionKind.SCAN.value, QuestionKind.SENDER.value)


def record_questions(
    connection: Connection, period: str, asked: Sequence[dict[str, Any]], *, at: datetime
) -> tuple[int, int]:
    """Open the questions of a period that are new and close those that no longer arise; gives (opened, closed).

    One that is open and is put in other words now, since more is known, is kept in the new words; so is one that opens
    again. Each of `asked` has key, kind, submission_id, text, candidates, consequence.
    """
    rows = connection.execute(select(questions).where(questions.c.period == period))
    known: dict[str, Row[Any]] = {row.key: row for row in rows}
    opened = 0
    for question in asked:
        before = known.get(question["key"])
        words = {name: question[name] for name in _WORDS}
        if before is None:
            connection.execute(questions.insert().values(**question, period=period, opened_at=at))
        elif before.closed_at is not None or words != {name: before._mapping[name] for name in _WORDS}:
            row = questions.c.key == question["key"]
            connection.execute(update(questions).where(row).values(**words, closed_at=None))
        else:
            continue
        is_open = before is not None and before.closed_at is None
        opened += not is_open
        event = "question.changed" if is_open else "question.opened"
        append_event(connection, event, question["key"], {"period": period}, at=at)
    gone = {key for key, row in known.items() if row.closed_at is None} - {q["key"] for q in asked}
    for key in sorted(gone):
        connection.execute(update(questions).where(questions.c.key == key).values(closed_at=at))
        append_event(connection, "question.closed", key, {"period": period}, at=at)
    return opened, len(gone)


def load_open_questions(connection: Connection, period: str) -> list[Row[Any]]:
    """The open questions of a period, oldest first."""
    query = select(questions).where(questions.c.period == period, questions.c.closed_at.is_(None))
    return list(connection.execute(query.order_by(questions.c.opened_at, questions.c.key)))


def load_every_open_question(connection: Connection) -> list[Row[Any]]:
    """The open questions of all periods, oldest first."""
    query = select(questions).where(questions.c.closed_at.is_(None))
    return list(connection.execute(query.order_by(questions.c.opened_at, questions.c.key)))


def load_every_question(connection: Connection) -> list[Row[Any]]:
    """The questions of all periods, open or not, oldest first."""
    return list(connection.execute(select(questions).order_by(questions.c.opened_at, questions.c.key)))


def split_key(key: str) -> tuple[str, str]:
    """A question's key as (period, what it is about): the same question of two periods is about one thing."""
    period, _, subject = key.partition("/")
    return period, subject


def find_asked(connection: Connection, subject: str) -> list[Row[Any]]:
    """The rows of the question about that, one per period that asks it, oldest first."""
    query = select(questions).where(questions.c.key.endswith(f"/{subject}", autoescape=True))
    return list(connection.execute(query.order_by(questions.c.opened_at, questions.c.key)))


def open_question(connection: Connection, question: OpenQuestion, *, at: datetime) -> Row[Any]:
    """Open a question that is decided before any period has asked it."""
    key = f"/{question.key}"
    values = question.model_dump(include={"kind", *_WORDS}) | {"submission_id": question.submission}
    connection.execute(questions.insert().values(key=key, opened_at=at, **values))
    append_event(connection, "question.opened", key, {"period": None}, at=at)
    return connection.execute(select(questions).where(questions.c.key == key)).one()


def record_decision(
    connection: Connection,
    asked: Sequence[Row[Any]],
    choice: str,
    *,
    decided_by: str,
    recorded_by: str,
    note: str | None,
    at: datetime,
) -> None:
    """Keep what a person decided, and close the question in every period; the event tells no name of a file.

    `asked` are the rows of that one question, at least one.
    """
    key = asked[0].key
    given = {"choice": choice, "decided_by": decided_by, "recorded_by": recorded_by}
    connection.execute(decisions.insert().values(question_key=key, note=note, decided_at=at, **given))
    append_event(connection, "question.decided", key, given, at=at)
    for row in asked:
        if row.closed_at is None:
            connection.execute(update(questions).where(questions.c.key == row.key).values(closed_at=at))
            append_event(connection, "question.closed", row.key, {"period": row.period}, at=at)


def load_scan_choices(connection: Connection) -> dict[str, ScanChoice]:
    """sha256 of each scan that a person looked at -> what was seen; the later of two decisions holds."""
    query = select(decisions.c.question_key, decisions.c.choice).join(questions)
    rows = connection.execute(query.where(questions.c.kind == QuestionKind.SCAN.value).order_by(decisions.c.id))
    return {row.question_key.rpartition(":")[2]: ScanChoice(row.choice) for row in rows}


def load_scan_questions(connection: Connection, sha256: str) -> list[Row[Any]]:
    """The questions that ask about one scan, one for each period, the oldest first."""
    query = select(questions).where(questions.c.kind == QuestionKind.SCAN.value)
    query = query.where(questions.c.key.endswith(f":{sha256}", autoescape=True))
    return list(connection.execute(query.order_by(questions.c.opened_at, questions.c.key)))


def load_last_look(connection: Connection, sha256: str) -> Row[Any] | None:
    """The newest decision on a scan, whichever period's question it answered; None when nobody has looked."""
    query = select(decisions).join(questions).where(questions.c.kind == QuestionKind.SCAN.value)
    query = query.where(decisions.c.question_key.endswith(f":{sha256}", autoescape=True))
    return connection.execute(query.order_by(decisions.c.id.desc()).limit(1)).first()


def find_last_decision(connection: Connection, keys: Sequence[str]) -> Row[Any] | None:
    """The newest decision on any of these questions; None when nobody has decided."""
    query = select(decisions).where(decisions.c.question_key.in_(keys)).order_by(decisions.c.id.desc())
    return connection.execute(query.limit(1)).first()


def load_decisions(connection: Connection, period: str) -> list[tuple[str, str]]:
    """(question key, choice) of each decision that a period's report is made of, in the order in which they were made.

    A look at a scan is none of them, nor whose mails these are: what they change is what submissions there are and say.
    """
    query = select(decisions.c.question_key, decisions.c.choice).join(questions)
    query = query.where(questions.c.period == period, questions.c.kind.not_in(_ABOUT_ARRIVALS))
    return [(row.question_key, row.choice) for row in connection.execute(query.order_by(decisions.c.id))]
