"""A question (việc chờ xử lý): something that only a person can decide, the choices and what each one does."""

from pydantic import Field

from schemas.base import Word
from schemas.values import QuestionKind


class OpenQuestion(Word):
    """One question. Its key stays the same from run to run, so that the ledger asks it once."""

    kind: QuestionKind
    key: str = Field(description="submission:<id>, double-claim:<activity id>|<activity id>")
    submission: str | None = Field(description="id of the submission that it is about, None for a double claim")
    text: str
    candidates: tuple[str, ...] = Field(description="the choices, in words")
    consequence: str
