"""A question (việc chờ xử lý): something that only a person can decide, the choices and what each one does."""

from collections.abc import Mapping, Sequence

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


NO_ITEM = "0"


def number_choices(kind: QuestionKind, choices: Sequence[Candidate]) -> Mapping[str, Candidate]:
    """Number -> choice, in their order, as they stand on paper and as people type them.

    A sentence's choices bear the numbers of the plan's items, so that "5" can mean nothing but item 5, and NO_ITEM is
    that it belongs to none; all others are counted from 1.
    """
    if kind is not QuestionKind.ITEM:
        return {str(place): each for place, each in enumerate(choices, 1)}
    tails = ((each.code.rpartition(":")[2], each) for each in choices)
    return {tail if tail.isdigit() else NO_ITEM: each for tail, each in tails}
