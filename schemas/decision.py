"""What people decided on questions, as the rooms that follow it need it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from pydantic import Field

from schemas.base import Word
from schemas.values import QuestionKind


class Decision(Word):
    """The decision that holds on one subject: the latest of those recorded."""

    subject: str = Field(description="key of the question without its period (schemas.subjects)")
    kind: QuestionKind
    choice: str = Field(description="code of the chosen candidate")
    decided_by: str
    recorded_by: str
    note: str | None = None
    decided_at: datetime


Decisions = Mapping[str, Decision]
"""Subject -> the decision that holds."""

NO_DECISIONS: Decisions = MappingProxyType({})


def index_decisions(decisions: Iterable[Decision]) -> Decisions:
    """Subject -> the last of the decisions on it, which are given in the order in which they were made."""
    return {decision.subject: decision for decision in decisions}
