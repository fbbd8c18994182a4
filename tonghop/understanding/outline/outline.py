"""The open headings of a report and what a block opens: an item, a section, a container, or nothing.

Level logic: a heading closes what is as deep or deeper; below a section that people write nothing becomes an item;
below an item only sub-headings stand. Keeps out where content is filed (walking.py).
"""

from dataclasses import replace

from schemas.submission import Doubt
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.containers import Survey
from tonghop.understanding.outline.headings import (
    ACCEPT,
    ARABIC,
    BULLET,
    LOWER,
    MANY,
    PLAN_SENTENCE_WORDS,
    ROMAN,
    UNLABELLED,
    HeadingMatch,
    Titled,
    match_heading,
)
from tonghop.understanding.outline.naming import Namer, is_remainder
from tonghop.understanding.outline.pieces import Node, Walk
from tonghop.understanding.outline.runin import can_be_heading, goes_on

_STRONG = 85
_NAME_WORDS = 6
_LEADS_MORE = 35
"""So much less like its name may a line be that stands over its text; its words must still be certain."""


class Outline:
    """The stack of open headings, and the rules for what opens next."""

    def __init__(self, lexicon: Lexicon, walk: Walk, survey: Survey) -> None:
        self._lexicon = lexicon
        self._walk = walk
        self._survey = survey
        self._namer = Namer(lexicon, survey, walk.headings)
        self._stack: list[Node] = []
        self._item_style: Node | None = None
        self._sublist = 0
        self.held: Target | None = None
        """Where content belongs, whatever heading is open: a form of ours says so."""
        self.leads = False
        """Whether the block at hand stands over what reads like its text."""

    @property
    def inner(self) -> Node | None:
        """The innermost open heading."""
        return self._stack[-1] if self._stack else None

    @property
    def target(self) -> Target | None:
        """The item or section under which content now stands."""
        if self.held is not None:
            return self.held
        return self.inner.target if self.inner is not None and not self._is_open(self.inner) else None

    def _is_open(self, node: Node) -> bool:
        """Whether items may stand below: the results section, a container, an unknown heading."""
        return node.target is None or node.target.section == self._lexicon.results

    def open(self, node: Node, locator: str) -> None:
        """Open a heading; it closes what is as deep or deeper."""
        self._stack = [n for n in self._stack if n.rank < node.rank and not self._ends(n, node)]
        self._stack.append(node)
        self._sublist = 0
        item = node.target.item if node.target else None
        if item is None:
            return
        self._walk.headings.setdefault(item, locator)
        self._item_style = self._item_style or node
        if node.number is not None:
            self._walk.numbered.append((node.number, item))
        if node.number is not None and node.number != item and node.rank < LOWER:
            self._doubt("heading-number", locator, node.title, str(node.number), str(item))

    def _ends(self, old: Node, new: Node) -> bool:
        """An unnumbered heading of an item or section ends items and sections though they are numbered."""
        if new.target is None or self._is_open(old):
            return False
        return new.target.parent is None or new.target.parent != (old.target.section if old.target else None)

    def _doubt(self, rule: str, locator: str, *texts: str) -> None:
        self._walk.doubts.append(Doubt(rule=rule, locator=locator, texts=texts))

    def count_content(self, titled: Titled) -> None:
        """Remember the number of a list inside an item that has the item's own rank."""
        number = titled.number
        if self.inner is not None and self.inner.rank == titled.rank and number in (1, self._sublist + 1):
            self._sublist = number or 0

    def names_open_item(self, titled: Titled) -> bool:
        """3.1. Tham gia Techfest below item 3: a sub-heading when something stands below it."""
        if self.target is None or titled.label is None or titled.rank >= BULLET or not can_be_heading(titled):
            return False
        match = match_heading(titled.text, None, self._lexicon)
        if match is not None and match.score >= ACCEPT and match.target == self.target:
            return True
        item = self.target.item
        return item is not None and len(titled.text.split()) <= _NAME_WORDS and self._namer.speaks_of(item, titled.text)

    def find_plan_sentence(self, titled: Titled) -> Node | None:
        """An item's whole sentence from the plan as its heading; inside an item it is only copied wording."""
        if len(titled.text.split()) < PLAN_SENTENCE_WORDS or not (titled.label or titled.bold) or titled.rank >= BULLET:
            return None
        if any(n.rank < titled.rank and not self._is_open(n) for n in self._stack):
            return None
        match = match_heading(titled.text, titled.item_number, self._lexicon)
        if match is None or not match.certain or match.likeness < _STRONG or match.target.item is None:
            return None
        return self._make_node(titled, titled.text, match.target)

    def find_node(self, titled: Titled, text: str, *, run_in: bool, locator: str) -> Node | None:
        """The heading that a block opens, or None when it is content.

        Args:
            titled: the block.
            text: the part of it that may be a heading.
            run_in: whether more text follows in the block.
            locator: its place.
        """
        if not can_be_heading(titled, text, run_in=run_in):
            return self._find_named(titled) or self._find_sibling(titled) if not run_in else None
        if locator in self._survey.containers:
            return self._make_node(titled, text, None)
        owner = next((n for n in reversed(self._stack) if n.rank < titled.rank and not self._is_open(n)), None)
        if owner is not None:
            return self._find_inside(titled, text, owner, run_in=run_in)
        if is_remainder(text) and (titled.bold or (titled.label is not None and titled.rank < BULLET)):
            return self._make_node(titled, text, None)
        node = self._find_beside(titled, text, locator, run_in=run_in)
        return self._find_line(titled, text) if node is None and run_in else node

    def _find_named(self, titled: Titled) -> Node | None:
        """Nội dung 4: Đăng 12 tin, bài trên Cổng ...: the plan's number suffices where the words do not object."""
        if titled.label is None or not titled.label.named or titled.number not in self._lexicon.items:
            return None
        target = Target(item=titled.number) if self._namer.agrees(titled.number, titled.text) else None
        return replace(self._make_node(titled, "", target), run_in=True)

    def _find_line(self, titled: Titled, text: str) -> Node | None:
        """A line of a list whose lines each name their item: Tập huấn: cử 3 người below Tin bài trên Cổng: 14."""
        above = self.inner
        if above is None or not above.run_in or above.rank != titled.rank or goes_on(text):
            return None
        item = above.target.item if above.target else None
        if item is not None and not self._namer.speaks_against(item, text, titled.text):
            return None
        match = match_heading(text, titled.item_number, self._lexicon)
        return self._make_node(titled, text, self._namer.settle_line(text, titled.text, match))

    def _find_inside(self, titled: Titled, text: str, owner: Node, *, run_in: bool) -> Node | None:
        """What a block opens below an item or a section: the rest of the plan, another item's line, a subsection."""
        if self._is_remainder(titled, text, owner):
            return replace(self._make_node(titled, text, None), rank=owner.rank)
        node = self._find_other_line(titled, text, owner) if run_in else None
        return self._find_below(titled, text, owner) if node is None else node

    def _is_remainder(self, titled: Titled, text: str, owner: Node) -> bool:
        """Các nội dung khác below an item, unnumbered: it ends the item, and is no activity of it."""
        if owner.target is None or owner.target.item is None or titled.label is not None:
            return False
        return (titled.bold or self.leads or text != titled.text) and is_remainder(text)

    def _find_other_line(self, titled: Titled, text: str, owner: Node) -> Node | None:
        """b) Về hợp tác quốc tế: ký 01 ... below 1. Tuyên truyền: ...: a line of the item that it names.

        The lines behind it are the owner's again, as far as they name no other item.
        """
        item = owner.target.item if owner.target else None
        if item is None or not owner.run_in or titled.label is None or goes_on(text):
            return None
        target = None
        if self._namer.speaks_against(item, text, titled.text):
            match = match_heading(text, None, self._lexicon)
            target = self._namer.settle_line(text, titled.text, match)
        if target is not None and target != owner.target:
            return replace(self._make_node(titled, text, target), number=None)
        is_behind = self.inner is not None and self.inner is not owner and self.inner.rank == titled.rank
        return replace(self._make_node(titled, text, owner.target), number=None) if is_behind else None

    def _find_beside(self, titled: Titled, text: str, locator: str, *, run_in: bool) -> Node | None:
        """A heading where items may stand: an item, a section, one in doubt, or a sibling that names nothing."""
        match = match_heading(text, titled.item_number, self._lexicon, self.target.section if self.target else None)
        if match is None:
            weighty = titled.rank < LOWER and titled.label is not None and can_be_heading(titled) and not run_in
            weighty = weighty or titled.bold or self._stands_alone(titled)
            target = self._namer.settle(titled, text, None) if weighty else None
            return self._make_node(titled, text, target) if target else self._find_sibling(titled)
        if self._is_sublist(titled, match):
            return None
        if not self._is_weighty(titled, match, run_in=run_in):
            target = self._namer.settle(titled, text, match) if run_in or self._stands_alone(titled) else None
            return self._make_node(titled, text, target) if target else None
        return self._name(titled, text, match, locator, run_in=run_in)

    def _name(self, titled: Titled, text: str, match: HeadingMatch, locator: str, *, run_in: bool) -> Node | None:
        """A weighty heading's node: by its likeness, unless a second opinion objects or is needed."""
        opposed = None
        if match.certain and not self._namer.is_doubted(titled, text, match):
            opposed = self._namer.oppose(text, match)
            target = opposed[0] if opposed else match.target
        else:
            target = self._namer.settle(titled, text, match)
        if target is not None:
            return self._make_node(titled, text, None if self._namer.is_shared(text, target, match) else target)
        if run_in and not opposed:
            # the text is in the line: it is asked about by itself
            target = self._namer.settle_line(text, titled.text, match)
        return (
            self._make_node(titled, text, target)
            if run_in or opposed
            else self._doubt_heading(titled, text, match, locator)
        )

    def _stands_alone(self, titled: Titled) -> bool:
        """Whether a line without weight stands over its text, and below no item."""
        return self.leads and not any(n.target and n.target.item and n.rank < titled.rank for n in self._stack)

    def _make_node(self, titled: Titled, text: str, target: Target | None) -> Node:
        aside = target is None and self._namer.is_aside(text)
        return Node(titled.rank, target, titled.bold, titled.number, text, text != titled.text, aside)

    def _doubt_heading(self, titled: Titled, text: str, match: HeadingMatch, locator: str) -> Node | None:
        """A heading that may mean two things: what stands below it waits for a person."""
        if titled.rank > MANY + 1 and not titled.bold:
            return None
        if not self._namer.tells(text, match):
            return self._make_node(titled, text, None)
        named = [str(t.item) if t.item is not None else t.section or "" for t in (match.target, match.runner_up) if t]
        self._doubt("heading-unclear", locator, text, *named)
        return self._make_node(titled, text, None)

    def _find_below(self, titled: Titled, text: str, owner: Node) -> Node | None:
        """A heading below an item or a section: a subsection, or an unnumbered heading that clearly ends the owner."""
        section = owner.target.section if owner.target else None
        match = match_heading(text, titled.item_number, self._lexicon, section)
        if match is None or not match.certain:
            return None
        target = match.target
        if target.parent is not None and target.parent == section:
            accepted = titled.label is not None or titled.bold
        elif titled.label is not None or not (titled.bold or text.isupper()):
            accepted = False
        elif target.section is not None:
            accepted = target.parent is None and match.likeness >= ACCEPT
        else:
            accepted = section is None and target.item not in self._walk.headings and match.likeness >= _STRONG
        return self._make_node(titled, text, target) if accepted else None

    def _is_weighty(self, titled: Titled, match: HeadingMatch, *, run_in: bool) -> bool:
        """Whether the block looks enough like a heading for what its words say."""
        if titled.rank >= BULLET:
            item_open = any(n.target and n.target.item and n.rank < BULLET for n in self._stack)
            weighty = titled.bold or run_in or self.leads
            return match.certain and not item_open and weighty and match.likeness >= ACCEPT - 20
        if titled.label is not None or titled.bold:
            return True
        if titled.rank < UNLABELLED:
            return match.certain and match.likeness >= ACCEPT - 20
        return match.certain and match.likeness >= ACCEPT - (0 if run_in else _LEADS_MORE if self.leads else 5)

    def _is_sublist(self, titled: Titled, match: HeadingMatch) -> bool:
        """A list inside an item that has the item's own rank: not a new item, though its words may fit one.

        Known by a plainer style than the items' headings, or by a count that restarts at 1 and goes on.
        """
        current, style = self.inner, self._item_style
        if style is None or current is None or current.target is None or current.target.item is None:
            return False
        if match.certain and titled.number == match.target.item != current.target.item:
            return False
        restarts = titled.number in (1, self._sublist + 1) and current.number is not None
        return not titled.bold and (style.bold or (restarts and current.rank == titled.rank))

    def _find_sibling(self, titled: Titled) -> Node | None:
        """A numbered block that goes on counting but names nothing; a whole sentence only ends the heading before."""
        if titled.label is None or titled.rank >= LOWER or titled.number is None:
            return None
        current = next((n for n in reversed(self._stack) if n.rank == titled.rank), None)
        short = can_be_heading(titled)
        unknown = self._make_node(titled, titled.text, None)
        if current is None:
            owned = any(n.rank < titled.rank and not self._is_open(n) for n in self._stack)
            return unknown if short and titled.bold and titled.rank <= ARABIC and not owned else None
        goes_on = current.number is not None and titled.number > current.number and titled.bold == current.bold
        if not goes_on or (titled.rank == ROMAN and not short):
            return None
        if not short:
            self._stack = [n for n in self._stack if n.rank < titled.rank]
            self._stack.append(Node(titled.rank, None, titled.bold, titled.number))
            return None
        return unknown
