"""Paragraphs -> the parts of a plan: its head, its sections by what they are for, its end; and the items of section II.

A section is known by the words of its heading, not by its number: an office may put the budget before the contents.
Keeps out the facts that stand in each part.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from tonghop.plan.importing.paragraphs import Paragraph, Rank, is_capitals

_LONGEST_HEADING = 14
_MOST_ITEMS = 99


class Part(StrEnum):
    """What a section is for."""

    PURPOSE = "purpose"
    CONTENT = "content"
    BUDGET = "budget"
    ORGANISATION = "organisation"
    OTHER = "other"


_HEADINGS = (
    (Part.PURPOSE, re.compile(r"mục (?:đích|tiêu)|yêu cầu|quan điểm")),
    (Part.BUDGET, re.compile(r"kinh phí")),
    (Part.ORGANISATION, re.compile(r"tổ chức (?:triển khai )?thực hiện|tổ chức triển khai|phân công")),
    (Part.CONTENT, re.compile(r"nội dung|nhiệm vụ|giải pháp")),
)
_RECIPIENTS = re.compile(r"nơi nhận\b", re.IGNORECASE)


class Parts(NamedTuple):
    """A plan's paragraphs by part, in order; `other` are sections that nobody expected."""

    head: list[Paragraph]
    content: list[Paragraph]
    budget: list[Paragraph]
    organisation: list[Paragraph]
    other: list[Paragraph]
    tail: list[Paragraph]


class ItemText(NamedTuple):
    """One numbered item, its sub-points within its text."""

    number: int
    text: str


class Items(NamedTuple):
    """The items, and paragraphs that stand before them or whose number does not count on."""

    items: list[ItemText]
    unclear: list[Paragraph]
    numbered_by_us: bool


def divide(paragraphs: Sequence[Paragraph]) -> Parts:
    """Put each paragraph into its part; `content` is empty when no heading names it. The purpose section is dropped."""
    body, tail = _part_tail(paragraphs)
    by_part: dict[Part | None, list[Paragraph]] = {part: [] for part in (None, *Part)}
    for accepts in (_by_roman, _by_weight, _by_number):
        headings = {place: found for place, each in enumerate(body) if (found := accepts(each)) is not None}
        if any(part is Part.CONTENT for part, _ in headings.values()):
            break
    else:
        headings = {}
    current: Part | None = None
    for place, paragraph in enumerate(body):
        if place in headings:
            current, rest = headings[place]
            if current is Part.CONTENT and by_part[current]:
                current = Part.OTHER  # a second list would mix its numbers with those of the first
            if current is Part.OTHER:
                by_part[current].append(paragraph)
            elif rest:
                by_part[current].append(Paragraph(rest))
            continue
        by_part[current].append(paragraph)
    return Parts(
        by_part[None],
        by_part[Part.CONTENT],
        by_part[Part.BUDGET],
        by_part[Part.ORGANISATION],
        by_part[Part.OTHER],
        tail,
    )


def _part_tail(paragraphs: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], list[Paragraph]]:
    """The end begins after `./.`, or where Nơi nhận stands."""
    for place, paragraph in enumerate(paragraphs):
        if _RECIPIENTS.match(paragraph.text):
            return paragraphs[:place], list(paragraphs[place:])
        if paragraph.text.endswith("./."):
            return paragraphs[: place + 1], list(paragraphs[place + 1 :])
    return paragraphs, []


def _find_part(text: str) -> tuple[Part, str]:
    """What a heading is for, and what follows its colon on the same line."""
    heading, _, rest = text.partition(":")
    words = heading.lower()
    if len(words.split()) > _LONGEST_HEADING:
        return Part.OTHER, ""
    part = next((part for part, pattern in _HEADINGS if pattern.search(words)), Part.OTHER)
    return part, rest.strip()


def _by_roman(paragraph: Paragraph) -> tuple[Part, str] | None:
    if paragraph.mark is None or paragraph.mark.rank is not Rank.ROMAN:
        return None
    return _find_part(paragraph.text)


def _by_weight(paragraph: Paragraph) -> tuple[Part, str] | None:
    if not (paragraph.bold and paragraph.mark is None) and not is_capitals(paragraph.text.partition(":")[0]):
        return None
    found = _find_part(paragraph.text)
    return None if found[0] is Part.OTHER else found


def _by_number(paragraph: Paragraph) -> tuple[Part, str] | None:
    if paragraph.mark is None or paragraph.mark.rank is not Rank.ARABIC:
        return None
    found = _find_part(paragraph.text)
    return None if found[0] is Part.OTHER else found


def find_items(content: Sequence[Paragraph]) -> Items:
    """The items of the content section: the highest rank of mark counts, what stands below belongs to its item."""
    ranks = [each.mark.rank for each in content if each.mark is not None]
    if not ranks:
        return Items([], list(content), numbered_by_us=False)
    top = min(ranks)
    pieces: dict[int, list[str]] = {}
    unclear: list[Paragraph] = []
    last = 0
    for paragraph in content:
        mark = paragraph.mark
        number = 0
        if mark is not None and mark.rank is top:
            number = last + 1 if top is Rank.BULLET else mark.number
        if last < number <= _MOST_ITEMS:
            pieces[number], last = [paragraph.text], number
            continue
        if last:
            pieces[last].append(paragraph.shown)
        if number or not last:
            unclear.append(paragraph)
    items = [ItemText(number, " ".join(texts)) for number, texts in pieces.items()]
    return Items(items, unclear, numbered_by_us=top in (Rank.LETTER, Rank.BULLET))
