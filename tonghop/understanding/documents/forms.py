"""What is of a form of ours in one document: its ids, its boxes; its fixed lines are taken out before all else.

A form may come back as .docx with its ids, as PDF or scan, or copied into another file without them: the lines that
only help (hints, figures of the last period, boxes not ticked, the form's code) are known by their words, with or
without ids. Keeps out how a filled form is walked through (walking.py), what its ids prove
(identity.py, periods.py) and its headings (form_outline.py).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from rapidfuzz import fuzz

from schemas.document import Block
from schemas.form import (
    HINTS,
    ITEM,
    NOTHING,
    NOTHING_LABEL,
    NOTHING_NOTE,
    REFERENCE,
    REFERENCE_LEAD,
    SECTION,
    FormId,
    read_code,
    read_head,
    read_part,
)
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Doubt, Evidence, ItemReport
from schemas.values import BlockKind, CellState, EvidenceKind
from tonghop.understanding.documents.form_outline import assign_by_headings
from tonghop.understanding.lexicon import Lexicon, Target, find_lexicon
from tonghop.understanding.outline.containers import is_whole_report
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.words import normalise, strip_marks

_MAYBE = re.compile(r"[\[(]|[Mm].u\s|ph.t sinh")
"""Without one of these a text holds no line of a form: most texts are passed over by it."""
_BOX = re.compile(
    rf"(?P<before>.{{0,8}}?)\s*{re.escape(strip_marks(NOTHING_LABEL))}\s*{re.escape(strip_marks(NOTHING_NOTE))}(?P<behind>.*)",
    re.DOTALL,
)
_PLAIN_BOX = strip_marks(f"{NOTHING_LABEL} {NOTHING_NOTE}")
_TICKS = re.compile(r"[☒☑✓✔✗✘⊠■▣]|(?<![^\W_])[xv](?![^\W_])")
"""In small letters; a box that is not ticked is ☐, □, o or lost."""
_MISREAD = 8
"""Letters by which a recognised line of a box may be longer or shorter."""
_LEAD = strip_marks(REFERENCE_LEAD)
_ALIKE = 88
_LONGEST_REFERENCE = 8
"""Blocks over which the figures of the last period may be spread, each line one block at worst."""
_CODE_LIKE = re.compile(r"mau\s+[^\s/]{1,40}\s*/\s*\d{4}[\w.-]{0,25}")
_PLAIN_HINTS = tuple(strip_marks(hint) for hint in HINTS)
_HINTS = re.compile("|".join(r"\s*".join(map(re.escape, hint.split())) for hint in HINTS))


@dataclass(frozen=True)
class FormReading:
    """One document without the fixed lines of a form."""

    blocks: tuple[Block, ...]
    ids: tuple[tuple[FormId, str], ...] = ()
    """Which forms it says it is, each with the place where it says so."""
    is_own: bool = False
    """It is a form of this plan, and its controls say where a text belongs."""
    ticked: frozenset[str] = frozenset()
    """Places of the ticked boxes."""
    doubts: tuple[Doubt, ...] = ()

    def list_evidence(self) -> list[tuple[Evidence, Evidence]]:
        """(of the unit, of the period) as each id says; nothing when one of them is unknown to the plan."""
        found = []
        for form, locator in self.ids if self.is_own else ():
            unit = Evidence(kind=EvidenceKind.FORM, value=form.unit, locator=locator, text=form.code)
            found.append((unit, unit.model_copy(update={"value": form.period})))
        return found


class _Box(NamedTuple):
    """An item's box, and what is written behind its line."""

    is_ticked: bool
    behind: str


def read_form(blocks: Sequence[Block], plan: Plan) -> FormReading:
    """Take a document's form apart; a document that is none of ours comes back as it is.

    Ids of another plan, or of a unit or period that the plan does not know, are a doubt, and the text is read freely.
    """
    if not any(block.control or _MAYBE.search(block.text) for block in blocks):
        return FormReading(tuple(blocks))
    ids = dict(_find_ids(blocks, plan))
    foreign = [(form, locator) for form, locator in ids.items() if not _is_known(form, plan)]
    is_own = bool(ids) and not foreign
    kept, ticked = _clean(blocks)
    unit = plan.find_unit(next(iter(ids)).unit) if is_own else None
    if unit is not None:
        kept = _free_reports(assign_by_headings(kept, plan, unit), find_lexicon(plan))
    else:
        kept = [block.model_copy(update={"control": ""}) if block.control else block for block in kept]
    doubts = [Doubt(rule="form-foreign", locator=locator, texts=(form.code,)) for form, locator in foreign]
    return FormReading(tuple(kept), tuple(ids.items()), is_own, frozenset(ticked), tuple(doubts))


def _free_reports(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """The blocks; a whole report that somebody put into one control is read by its own headings instead.

    Not in the sections behind the results: what names items there, the tasks ahead perhaps, is no result.
    """
    freed: list[Block] = []
    for control, group in groupby(blocks, key=lambda block: block.control):
        members = list(group)
        part = read_part(control) if control else None
        may_hold = part is not None and (part.kind == ITEM or part.of in lexicon.before_results)
        if may_hold and is_whole_report(members, lexicon):
            members = [block.model_copy(update={"control": ""}) for block in members]
        freed += members
    return freed


def find_target(block: Block, lexicon: Lexicon) -> Target | None:
    """The item or section whose control a block stands in, None when it stands in none that the plan knows."""
    part = read_part(block.control) if block.control else None
    if part is None:
        return None
    if part.kind in (ITEM, NOTHING) and part.of.isdigit() and int(part.of) in lexicon.items:
        return Target(item=int(part.of))
    if part.kind == SECTION:
        return next((name.target for name in lexicon.headings if name.target.section == part.of), None)
    return None


def _find_ids(blocks: Iterable[Block], plan: Plan) -> Iterator[tuple[FormId, str]]:
    """Each id with its place.

    A code that the plan does not know counts only when it cannot be another line: `Mẫu 01/2024` is no form of ours, and
    what a machine recognised may be recognised wrongly.
    """
    for block in blocks:
        head = read_head(block.control) if block.control else None
        code = read_code(normalise(block.text)) if head is None else None
        is_certain = code is not None and (plan.find_unit(code.unit) is not None or not code.period.isdigit())
        if head is not None:
            yield head, block.locator
        elif code is not None and (_is_known(code, plan) or (is_certain and block.confidence is None)):
            yield code, block.locator


def _is_known(form: FormId, plan: Plan) -> bool:
    period = parse_period(form.period)
    return plan.find_unit(form.unit) is not None and (
        plan.find_period(period) is not None or (period.window is not None and period.year == plan.year)
    )


def _clean(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """(the blocks without a form's fixed lines, the places of ticked boxes)."""
    kept: list[Block] = []
    ticked: list[str] = []
    place = 0
    while place < len(blocks):
        block, end, texts = blocks[place], place + 1, [blocks[place].text]
        if block.kind is not BlockKind.TABLE_ROW and (block.control or _MAYBE.search(block.text)):
            box = _read_box(block)
            if _begins_reference(block):
                behind, end = _end_reference(blocks, place)
                texts = [behind]
            elif box is not None:
                texts = [NOTHING_LABEL, box.behind] if box.is_ticked else [box.behind]
                ticked += [block.locator] if box.is_ticked else []
            else:
                texts = [_drop_fixed(block.text)]
        kept += [
            block if text == block.text else block.model_copy(update={"text": text, "label": ""})
            for text in texts
            if text == block.text or any(char.isalnum() for char in text)
        ]
        place = end
    return kept, ticked


def _drop_fixed(text: str) -> str:
    """A text without a form's hints; nothing when all of it is a hint or a form's code."""
    left = _HINTS.sub(" ", text)
    if left != text:
        return left.strip()
    plain = strip_marks(normalise(text))
    alike = (fuzz.ratio(plain, hint, score_cutoff=_ALIKE) > 0 and len(plain) < len(hint) + 3 for hint in _PLAIN_HINTS)
    return "" if _CODE_LIKE.fullmatch(plain) or any(alike) else text


def _begins_reference(block: Block) -> bool:
    part = read_part(block.control) if block.control else None
    if part is not None and part.kind == REFERENCE:
        return True
    start = strip_marks(normalise(block.text[: 2 * len(_LEAD)])).lstrip("[({| ")[: len(_LEAD)]
    return fuzz.ratio(start, _LEAD, score_cutoff=_ALIKE) > 0


def _end_reference(blocks: Sequence[Block], place: int) -> tuple[str, int]:
    """(what is written behind the bracket that ends the figures of the last period, the place of the next block).

    A bracket that was lost, in a scan perhaps, is replaced by the box that stands below.
    """
    for at in range(place, min(place + _LONGEST_REFERENCE, len(blocks))):
        block = blocks[at]
        if at > place and _read_box(block) is not None:
            return "", at
        if at > place and (block.bold or block.label or block.kind is not BlockKind.PARAGRAPH or "[" in block.text):
            break
        if "]" in block.text:
            return block.text.split("]", 1)[1].strip(), at + 1
    return "", place + 1


def _read_box(block: Block) -> _Box | None:
    """An item's box: known by its line, and where that was changed by its control."""
    text = normalise(f"{block.label} {block.text}")
    match = _BOX.fullmatch(strip_marks(text))
    if match is not None:
        behind = text[len(text) - len(match["behind"]) :].strip(" .")
        is_tick = len(behind.strip("[]() ")) == 1 and _TICKS.search(behind.lower()) is not None
        return _Box(is_tick or _TICKS.search(match["before"]) is not None, "" if is_tick else behind)
    part = read_part(block.control) if block.control else None
    if part is not None and part.kind == NOTHING:
        return _read_changed_box(text)
    return _Box(is_ticked=False, behind="") if _is_misread_box(strip_marks(text)) else None


def _read_changed_box(text: str) -> _Box:
    behind = text.lstrip("☒☑☐ ")
    is_label = strip_marks(behind).startswith(strip_marks(NOTHING_LABEL)) and len(behind) < 2 * len(NOTHING_LABEL)
    return _Box(text[:1] in ("☒", "☑"), "" if is_label else behind)


def _is_misread_box(plain: str) -> bool:
    """Whether a line is that of a box but for a few letters: whether it is ticked, nobody can say."""
    is_as_long = abs(len(plain) - len(_PLAIN_BOX)) < _MISREAD
    return is_as_long and fuzz.partial_ratio(plain, _PLAIN_BOX, score_cutoff=_ALIKE) > 0


def find_form_doubts(
    told: Sequence[tuple[FormReading, Sequence[Piece]]], items: Mapping[int, ItemReport]
) -> list[Doubt]:
    """What the forms of one submission leave open: made for another plan, nothing filled in, ticked and written.

    Args:
        told: each document's form, and how its text was filed.
        items: what all documents together say of the plan's items.
    """
    doubts = [doubt for form, _ in told for doubt in form.doubts]
    states = {report.state for report in items.values()}
    if states <= {CellState.EMPTY, CellState.MISSING} and any(form.ids for form, _ in told):
        doubts.append(Doubt(rule="form-unfilled"))
    for form, pieces in told:
        for piece in pieces:
            number = piece.target.item if piece.target is not None else None
            if number is None or piece.locator not in form.ticked or not is_nothing(piece.text):
                continue
            if written := items[number].activities:
                doubts.append(Doubt(rule="form-both", locator=piece.locator, texts=(str(number), written[0].text)))
    return doubts
