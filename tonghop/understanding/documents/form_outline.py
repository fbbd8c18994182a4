"""A form without its ids, a printed one above all: what stands below each of its headings, when all of them are there.

A form's headings are known word for word. Where each of them is found, in order, what stands between two of them
belongs to the first as certainly as in a control; where one is missing, nothing is said here and the text is read as
any other. Keeps out headings that units write themselves (outline.py).
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Block
from schemas.form import ITEM, SECTION, TAG_PREFIX, FormPart
from schemas.plan import Plan, Section, Unit
from schemas.values import BlockKind
from tonghop.understanding.outline.headings import ROMAN_NUMBERS
from tonghop.understanding.outline.states import Fixed, find_fixed
from tonghop.understanding.words import normalise, strip_marks

_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE_ROW})
_ENDS = (Fixed.CLOSING, Fixed.SIGNATURE)


def assign_by_headings(blocks: Sequence[Block], plan: Plan, unit: Unit) -> list[Block]:
    """The blocks, those without a control told where they would stand; as they were when a heading is missing."""
    found = _find_headings(blocks, list(_list_headings(plan, unit)))
    assigned = list(blocks)
    ends = [place for place, _ in found[1:]] + [len(blocks)]
    for (place, control), end in zip(found, ends, strict=False):
        for at in range(place + 1, end):
            if _ends_report(blocks[at]):
                break
            if control and blocks[at].kind in _BODY and not blocks[at].control:
                assigned[at] = blocks[at].model_copy(update={"control": control})
    return assigned


def _find_headings(blocks: Sequence[Block], wanted: Sequence[tuple[str, str]]) -> list[tuple[int, str]]:
    """(place, control) of each heading; nothing unless all are there, in order."""
    found: list[tuple[int, str]] = []
    for place, block in enumerate(blocks):
        if len(found) < len(wanted) and not block.cells and not block.control:
            words, control = wanted[len(found)]
            if _fold(f"{block.label} {block.text}") == words:
                found.append((place, control))
    return found if len(found) == len(wanted) else []


def _list_headings(plan: Plan, unit: Unit) -> Iterator[tuple[str, str]]:
    """(words, control) of each heading of the unit's form; none holds text where items or subsections do."""
    romans = {number: roman for roman, number in ROMAN_NUMBERS.items()}
    for place, section in enumerate(plan.outline.sections, start=1):
        holds = section.written_by == "items" or section.subsections
        yield _fold(f"{romans.get(place, '')} {section.heading}"), "" if holds else _name(SECTION, section.id)
        if section.written_by == "items":
            for item in sorted(plan.items, key=lambda one: one.number):
                if item.number in unit.items:
                    yield _fold(f"{item.number} {item.title}"), _name(ITEM, str(item.number))
        else:
            yield from _list_subsections(section)


def _list_subsections(section: Section) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(section.subsections, start=1):
        yield _fold(f"{number} {part.heading}"), _name(SECTION, part.id)


def _name(kind: str, of: str) -> str:
    return FormPart(kind=kind, of=of).tag.removeprefix(TAG_PREFIX)


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", strip_marks(normalise(text))).strip()


def _ends_report(block: Block) -> bool:
    """The closing sentence, or the signature below it."""
    return any(
        find_fixed(normalise(text), weighty=block.bold) in _ENDS
        for text in ([cell.text for cell in block.cells] or [block.text])
    )
