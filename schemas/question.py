"""A question (việc chờ xử lý): something that only a person can decide, the choices and what each one does."""

from pydantic import Field

from schemas.base import Word
from schemas.values import QuestionKind


class Candidate(Word):
    """One choice of a question."""

    code: str = Field(description="as `inbox decide --choice` takes it: unit:TTNC, item:3, accept, count-both")
    label: str = Field(description="as people read it, also in the drop-down cells of the exported sheet")
    effect: str = Field(default="", description="what follows from it, in a few words; empty where the label says it")
    suggested: bool = Field(default=False, description="the program holds it for likely")
    unit: str | None = Field(default=None, description="code of the unit whose words or figure it is about")


class OpenQuestion(Word):
    """One question. Its key stays the same from run to run, so that the ledger asks it once (schemas.subjects)."""

    kind: QuestionKind
    key: str = Field(description="what it is about, made by schemas.subjects; equal evidence has an equal key")
    submission: str | None = Field(description="id of the submission that it is about, None for a double claim")
    text: str
    evidence: str | None = Field(default=None, description="the source sentence, as written")
    place: str | None = Field(default=None, description="file and place of the sentence, in words for people")
    candidates: tuple[Candidate, ...]
    consequence: str = Field(description="what holds whichever is chosen, and as long as nothing is chosen")
