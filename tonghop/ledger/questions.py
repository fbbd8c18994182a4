"""Questions (việc chờ xử lý) and the decisions on them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, update

from schemas.decision import Decision, Decisions, index_decisions
from schemas.question import OpenQuestion
from schemas.values import QuestionKind, ScanChoice
from tonghop.ledger.delivery_rows import lock_chain
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import decisions, questions

_WORDS = ("submission_id", "text", "evidence", "place", "candidates", "consequence")
_FOLLOWED_IN_REPORT = (
    QuestionKind.RESULT.value,
    QuestionKind.DOUBLE_CLAIM.value,
    QuestionKind.COPIES.value,
    QuestionKind.COMPARISON.value,
    QuestionKind.ADJUSTMENT.value,
)
"""Kinds that the merged report follows; the others act on what submissions there are and what they say."""
_SETTLED = (
    QuestionKind.UNIT.value,
    QuestionKind.PERIOD.value,
    QuestionKind.ITEM.value,
    QuestionKind.SUBMISSION.value,
)
"""Kinds that change what a submission is taken to say, or whether it counts."""


def record_questions(
    connection: Connection, period: str, asked: Sequence[dict[str, Any]], *, at: datetime
) -> tuple[int, int]:
    """Open the questions of a period that are new and close those that no longer arise; gives (opened, closed).

    One that is open and is put in other words now, since more is known, is kept in the new words; so is one that opens
    again. Each of `asked` has key, kind, submission_id, and the words of a question.
    """
    lock_chain(connection)  # of two runs that ask at once, the second one sees what the first one asked
    rows = connection.execute(select(questions).where(questions.c.period == period))
    known: dict[str, Row[Any]] = {row.key: row for row in rows}
    opened = 0
    for question in asked:
        before = known.get(question["key"])
        words = {name: question.get(name) for name in _WORDS}
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


def find_asked_where(connection: Connection, is_meant: Callable[[str], bool]) -> list[Row[Any]]:
    """The questions about a subject that is meant, one for each period that asks it, oldest first."""
    keys = connection.execute(select(questions.c.key)).scalars()
    meant = [key for key in keys if is_meant(split_key(key)[1])]
    query = select(questions).where(questions.c.key.in_(meant)).order_by(questions.c.opened_at, questions.c.key)
    return list(connection.execute(query))


def list_candidates(question: OpenQuestion) -> list[dict[str, Any]]:
    """The choices as the ledger holds them."""
    return [candidate.model_dump() for candidate in question.candidates]


def split_key(key: str) -> tuple[str, str]:
    """A question's key as (period, what it is about): the same question of two periods is about one thing."""
    period, _, subject = key.partition("/")
    return period, subject


def find_asked(connection: Connection, subject: str) -> list[Row[Any]]:
    """The rows of the question about that, one per period that asks it, oldest first."""
    query = select(questions).where(questions.c.key.endswith(f"/{subject}", autoescape=True))
    return list(connection.execute(query.order_by(questions.c.opened_at, questions.c.key)))


def open_question(
    connection: Connection, question: OpenQuestion, *, at: datetime, period: str | None = None
) -> Row[Any]:
    """Open a question that is decided before any period, or this period, has asked it."""
    key = f"{period or ''}/{question.key}"
    values = question.model_dump(include={"kind", *_WORDS}) | {"submission_id": question.submission, "period": period}
    values["candidates"] = list_candidates(question)
    connection.execute(questions.insert().values(key=key, opened_at=at, **values))
    append_event(connection, "question.opened", key, {"period": period}, at=at)
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
    stays_open: bool = False,
) -> None:
    """Keep what a person decided, and close the question in every period; the event tells no name of a file.

    `asked` are the rows of that one question, at least one. With `stays_open` it waits on: what was decided is to wait.
    """
    key = asked[0].key
    given = {"choice": choice, "decided_by": decided_by, "recorded_by": recorded_by}
    connection.execute(decisions.insert().values(question_key=key, note=note, decided_at=at, **given))
    why = {"note_sha256": hashlib.sha256(note.encode()).hexdigest()} if note else {}
    append_event(connection, "question.decided", key, given | why, at=at)
    for row in asked:
        if row.closed_at is None and not stays_open:
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


def load_decided(connection: Connection) -> Decisions:
    """What holds of all that people decided: the latest decision on each subject, whichever period asked."""
    query = select(decisions, questions.c.kind).join(questions).order_by(decisions.c.id)
    return index_decisions(_make_decision(row) for row in connection.execute(query))


def find_decision(connection: Connection, subject: str) -> Decision | None:
    """The decision that holds on a subject; None when nobody has decided."""
    about = questions.c.key.endswith(f"/{subject}", autoescape=True)
    query = select(decisions, questions.c.kind).join(questions).where(about)
    row = connection.execute(query.order_by(decisions.c.id.desc()).limit(1)).first()
    return None if row is None else _make_decision(row)


def load_last_decision(connection: Connection) -> int:
    """The number of the newest decision, 0 before the first one."""
    return connection.execute(select(func.max(decisions.c.id))).scalar() or 0


class Reach(NamedTuple):
    """The number of the newest decision that may bear on a submission: by its id, by its period, or on any."""

    submissions: Mapping[str, int]
    periods: Mapping[str, int]
    everywhere: int

    def find_newest(self, submission_id: str, period: str | None) -> int:
        """Of the decisions that may bear on that submission; one without a period may belong to any."""
        by_period = max(self.periods.values(), default=0) if period is None else self.periods.get(period, 0)
        return max(self.submissions.get(submission_id, 0), by_period, self.everywhere)


def load_reach(connection: Connection) -> Reach:
    """What the decisions that change what submissions say may bear on.

    A question stands once in each period that asks it: a decision on one touches them all.
    """
    made = select(questions.c.key, func.max(decisions.c.id)).join(decisions).where(questions.c.kind.in_(_SETTLED))
    newest: dict[str, int] = {}
    for key, number in connection.execute(made.group_by(questions.c.key)).tuples():
        subject = split_key(key)[1]
        newest[subject] = max(number, newest.get(subject, 0))
    asked = select(questions.c.key, questions.c.period, questions.c.submission_id)
    by_id: dict[str, int] = {}
    by_period: dict[str | None, int] = {}
    for row in connection.execute(asked.where(questions.c.kind.in_(_SETTLED))):
        number = newest.get(split_key(row.key)[1], 0)
        by_period[row.period] = max(number, by_period.get(row.period, 0))
        if row.submission_id is not None:
            by_id[row.submission_id] = max(number, by_id.get(row.submission_id, 0))
    everywhere = by_period.pop(None, 0)
    return Reach(by_id, {period: number for period, number in by_period.items() if period is not None}, everywhere)


def load_decisions(connection: Connection, period: str) -> list[tuple[str, str]]:
    """(subject, choice) of each decision that holds and that a period's report itself follows, by subject.

    The others are none of them: what they change is what submissions there are and what they say.
    """
    query = select(decisions.c.question_key, decisions.c.choice, questions.c.kind).join(questions)
    held = {split_key(row.question_key)[1]: row for row in connection.execute(query.order_by(decisions.c.id))}
    asked = connection.execute(select(questions.c.key).where(questions.c.period == period)).scalars()
    subjects = sorted(split_key(key)[1] for key in asked)
    return [
        (subject, held[subject].choice)
        for subject in subjects
        if subject in held and held[subject].kind in _FOLLOWED_IN_REPORT
    ]


def _make_decision(row: Row[Any]) -> Decision:
    return Decision(
        subject=split_key(row.question_key)[1],
        kind=QuestionKind(row.kind),
        choice=row.choice,
        decided_by=row.decided_by,
        recorded_by=row.recorded_by,
        note=row.note,
        decided_at=row.decided_at,
    )
