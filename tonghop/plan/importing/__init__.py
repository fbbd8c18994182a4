"""`tonghop plan import`: the text of a plan -> a plan file that a person completes, and what to look at.

`reading.py` puts together what the text says (paragraphs, sections, head, organisation, ending, names); `completing.py`
adds what a base plan knows of the same things and what may be assumed; `writing.py` makes the file. Keeps out opening
files: the caller brings blocks and a base plan.
"""

from collections.abc import Sequence

from pydantic import Field

from schemas.base import Word
from schemas.document import Block
from schemas.plan import Plan
from tonghop.plan.importing.completing import complete_plan
from tonghop.plan.importing.notes import Notes
from tonghop.plan.importing.reading import PlanTextError, read_plan_text
from tonghop.plan.importing.telling import tell_doubts, tell_understood
from tonghop.plan.importing.writing import write_plan_text

__all__ = ["ImportedPlan", "PlanTextError", "import_plan", "read_plan_text"]


class ImportedPlan(Word):
    """A plan file to complete, and the lists of what a person should know about it, in Vietnamese."""

    text: str = Field(description="the YAML text")
    understood: tuple[str, ...]
    doubts: tuple[str, ...] = Field(description="paragraphs and facts that were not understood")
    missing: tuple[str, ...] = Field(description="what the text does not say")
    taken: tuple[str, ...] = Field(description="what was taken over from the base plan")


def import_plan(blocks: Sequence[Block], base: Plan | None) -> ImportedPlan:
    """Make a plan file from the text of a plan.

    Args:
        blocks: of the text, as reading found them.
        base: the plan whose titles, addresses, indicators and outline are taken over where they are of the same thing.

    Raises:
        PlanTextError: the text is no plan, or its items cannot be found.
    """
    facts = read_plan_text(blocks)
    notes = Notes(base.year if base else None)
    values = complete_plan(facts, base, notes)
    return ImportedPlan(
        text=write_plan_text(values, notes.comments),
        understood=tell_understood(facts),
        doubts=tell_doubts(facts),
        missing=tuple(notes.missing),
        taken=tuple(notes.taken),
    )
