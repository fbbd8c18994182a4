"""Walk through one report: headings open items and sections, everything else is filed under what is open.

What no heading owns is filed nowhere and waits for a person. Keeps out what opens (outline.py) and tables (rows.py).
"""

from collections.abc import Sequence
from itertools import groupby

from schemas.document import Block
from schemas.values import BlockKind
from tonghop.understanding.documents.forms import find_target
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.answers import find_answers
from tonghop.understanding.outline.containers import survey_headings
from tonghop.understanding.outline.declarations import read_numbered, settle_declarations
from tonghop.understanding.outline.headings import BULLET, Titled, read_titled
from tonghop.understanding.outline.naming import is_general, is_remainder
from tonghop.understanding.outline.outline import Outline
from tonghop.understanding.outline.pieces import Node, Piece, Walk
from tonghop.understanding.outline.runin import can_be_heading, leads_to, split_nothing, split_run_in
from tonghop.understanding.outline.states import (
    Fixed,
    find_fixed,
    is_basis,
    is_blank,
    is_nothing,
    is_opening,
    takes_leave,
)
from tonghop.understanding.tables.rows import file_table
from tonghop.understanding.tables.tables import find_table, read_table
from tonghop.understanding.words import normalise

_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_SIGNATURE_ROWS = 4
_NOTHING = "Không phát sinh."
_NAME_WORDS = range(2, 6)
_NAKED_WORDS = 6
"""A run-in text of so few words with a figure is not understood without its heading."""


def walk_report(blocks: Sequence[Block], first: int, lexicon: Lexicon, *, to_annex: bool) -> Walk:
    """File everything that stands in the body of one document.

    Args:
        blocks: all blocks of the document, in reading order.
        first: index of the first block of the body.
        lexicon: the plan's words.
        to_annex: whether to stop where annexes begin.
    """
    free = [block for block in blocks[first:] if find_target(block, lexicon) is None]
    walker = _Walker(lexicon, free)
    # Page heads, notes and comments say nothing here, and must not part the rows of a table that runs over pages.
    told = (BlockKind.TABLE_ROW, BlockKind.TEXTBOX, *_BODY)
    indexed = [(i, block) for i, block in enumerate(blocks) if i >= first and block.kind in told and block.text.strip()]
    place = -1
    for table, group in groupby(indexed, key=lambda pair: find_table(pair[1].locator) if pair[1].cells else None):
        members = list(group)
        first_place = place + 1
        place += len(members)
        if table is not None:
            walker.take_table([block for _, block in members])
            continue
        for at, (index, block) in enumerate(members, start=first_place):
            if block.kind not in _BODY:
                walker.take_aside(block)
            elif to_annex and _is_annex(block) and find_target(block, lexicon) is None:
                walker.walk.annex = index
                return walker.finish()
            else:
                walker.take(block, leads=at + 1 < len(indexed) and leads_to(block, indexed[at + 1][1]))
    return walker.finish()


def _is_annex(block: Block) -> bool:
    weighty = block.bold or block.kind is BlockKind.HEADING or block.text.isupper()
    return not block.label and find_fixed(normalise(block.text), weighty=weighty) is Fixed.ANNEX


def _is_name(text: str) -> bool:
    words = text.strip(" .,-").split()
    return len(words) in _NAME_WORDS and all(word.isalpha() and word[0].isupper() for word in words)


def _keep_title(node: Node, rest: str, whole: str) -> str:
    """The text behind a run-in heading; with the heading where it says nothing alone, or where that names no item."""
    is_naked = len(rest.split()) <= _NAKED_WORDS and any(char.isdigit() for char in rest)
    if node.title and node.title != rest and (node.target is None or is_naked):
        return f"{node.title[:1].upper()}{node.title[1:]}: {rest}" if node.title in whole else rest
    return rest


class _Walker:
    def __init__(self, lexicon: Lexicon, blocks: Sequence[Block]) -> None:
        self.walk = Walk()
        self._lexicon = lexicon
        survey = survey_headings(blocks, lexicon)
        self._outline = Outline(lexicon, self.walk, survey)
        self._answers = {} if survey.items else find_answers(blocks, lexicon)
        self._subheading = ""
        self._lead: tuple[float, str] | None = None
        self._ended = False
        self._taken_leave = False
        """The writer of a letter has thanked; a name alone is then a signature."""

    def finish(self) -> Walk:
        """What was filed, with the declarations that name their items themselves."""
        self.walk.pieces = settle_declarations(self.walk.pieces, self._lexicon)
        return self.walk

    def take(self, block: Block, *, leads: bool = False) -> None:
        """File one paragraph; `leads`: what follows reads like the text below it."""
        text = normalise(block.text)
        if declared := read_numbered(f"{block.label} {text}", self._lexicon):
            self.walk.pieces += [Piece(_NOTHING, block.locator, Target(item=item), BULLET) for item in declared]
            return
        titled = read_titled(block.model_copy(update={"text": text}) if text != block.text else block)
        if self._hold(block):
            self._take_content(titled, block.locator)
            return
        node, rest = self._find_node(titled, block.locator, leads=leads)
        if node is not None:
            self._open(node, block.locator)
            rest = rest or (titled.text if node.run_in and not node.title else "")
            if rest:
                self._file(_keep_title(node, rest, text), block.locator, node.rank + 0.5)
        elif not self._ended:
            fixed = find_fixed(text, weighty=titled.bold or text.isupper())
            taken_leave, self._taken_leave = self._taken_leave, self._taken_leave or takes_leave(text)
            if taken_leave and _is_name(text):
                return
            if fixed in (Fixed.CLOSING, Fixed.SIGNATURE):
                self._ended = True
            elif self._outline.inner is not None or not (is_opening(text) or is_basis(text)):
                self._take_content(titled, block.locator)

    def _hold(self, block: Block) -> bool:
        """Whether the block stands in a control of a form of ours: that alone says where it belongs."""
        target = find_target(block, self._lexicon)
        if target != self._outline.held:
            self._outline.held, self._subheading, self._lead = target, "", None
        return target is not None

    def _find_node(self, titled: Titled, locator: str, *, leads: bool) -> tuple[Node | None, str]:
        """The heading that a block opens, and the text that follows it in the same block."""
        if item := self._answers.get(locator):
            return Node(titled.rank, Target(item=item), titled.bold, titled.number), titled.text
        node = self._outline.find_plan_sentence(titled)
        if node is not None:
            return node, ""
        head, rest = split_nothing(titled.text) or split_run_in(titled.text)
        self._outline.leads = leads
        node = self._outline.find_node(titled, head, run_in=bool(rest), locator=locator)
        if node is None and rest:
            return self._outline.find_node(titled, titled.text, run_in=False, locator=locator), ""
        return node, rest

    def _open(self, node: Node, locator: str) -> None:
        self._outline.open(node, locator)
        # other work that counts like the plan's is known by its heading
        is_other = node.aside and not is_general(node.title)
        self._subheading, self._lead, self._ended = node.title if is_other else "", None, False

    def _take_content(self, titled: Titled, locator: str) -> None:
        self._outline.count_content(titled)
        target = self._outline.target
        if target and target.item and titled.bold and titled.rank < BULLET and can_be_heading(titled):
            self._subheading, self._lead = "", None
            self._file(titled.text, locator, titled.rank - 0.01, leads=True)
            self._subheading = titled.text
            return
        leads = self._outline.names_open_item(titled)
        self._file(titled.text, locator, titled.rank, leads=leads)
        if leads:
            self._lead = (titled.rank, titled.text)

    def _file(self, text: str, locator: str, rank: float, *, leads: bool = False) -> None:
        text = text.removesuffix("./.").strip()
        if not any(char.isalnum() for char in text) or is_blank(text):
            return
        inner = self._outline.inner
        if inner is not None and inner.target is None and is_remainder(inner.title) and is_nothing(text):
            text = f"{inner.title.rstrip(' .:')}: {text}"  # said of all the rest
        if self._lead and rank <= self._lead[0]:
            self._lead = None
        above = " . ".join(part for part in (self._lead[1] if self._lead else "", self._subheading) if part)
        leads = leads or text.endswith(":")
        target = self._outline.target
        aside = target is None and inner is not None and inner.aside
        self.walk.pieces.append(Piece(text, locator, target, rank, above, above, leads, aside=aside))
        if text.endswith(":"):
            self._lead = (rank, text)

    def take_table(self, blocks: Sequence[Block]) -> None:
        """File one table; the table of a signature ends the report."""
        is_held = self._hold(blocks[0])
        if self._ended and not is_held:
            return
        fixed = [find_fixed(normalise(cell.text), weighty=True) for block in blocks for cell in block.cells]
        signed = not is_held and Fixed.SIGNATURE in fixed and len(blocks) <= _SIGNATURE_ROWS
        if signed and read_table(blocks) is None:  # a sheet of few rows may end with its signers
            self._ended = True
            return
        context = self._subheading or (self._lead[1] if self._lead else "")
        file_table(blocks, self._outline.target, context, self.walk, self._lexicon)
        self._lead = None

    def take_aside(self, block: Block) -> None:
        """A text box stands beside the report: kept only as something to look at, when the body has begun."""
        if block.kind is BlockKind.TEXTBOX and self._outline.inner is not None and not self._ended:
            self.walk.pieces.append(Piece(normalise(block.text), block.locator, None, BULLET))
