"""What people decided for a period's report, in the words of the questions, for those who read the report."""

from typing import Any

from sqlalchemy import Connection, Row, select

from schemas.report import ReportDecision
from schemas.values import QuestionKind
from tonghop.ledger.questions import split_key
from tonghop.ledger.tables import decisions, questions

_UNTOLD = (QuestionKind.SECRECY.value, QuestionKind.DELIVERY.value, QuestionKind.SENDER.value)
"""Kinds that tell nothing of what the report says, or whose words must not leave the ledger."""


def load_report_decisions(connection: Connection, period: str) -> tuple[ReportDecision, ...]:
    """The decision that holds on each question which that period asked, in the order in which they were made."""
    query = select(questions).where(questions.c.period == period, questions.c.kind.not_in(_UNTOLD))
    asked = {split_key(row.key)[1]: row for row in connection.execute(query.order_by(questions.c.key))}
    every = connection.execute(select(decisions).order_by(decisions.c.id))
    held = {split_key(row.question_key)[1]: row for row in every}
    told = [(held[subject], row) for subject, row in asked.items() if subject in held]
    return tuple(_tell(decision, question) for decision, question in sorted(told, key=lambda each: each[0].id))


def _tell(decision: Row[Any], question: Row[Any]) -> ReportDecision:
    labels = {each["code"]: each["label"] for each in question.candidates}
    return ReportDecision(
        kind=QuestionKind(question.kind),
        submission=question.submission_id,
        about=question.text,
        evidence=question.evidence,
        # A choice that the question offers no more, since it is asked in other words now, is told by its code.
        chosen=labels.get(decision.choice, decision.choice),
        decided_by=decision.decided_by,
        recorded_by=decision.recorded_by,
        note=decision.note,
        decided_at=decision.decided_at,
    )
