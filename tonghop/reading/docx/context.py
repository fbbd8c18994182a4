"""What the reading of one .docx carries along: styles, counters, bounds, and what it met on its way."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tonghop.reading.cleaning import clean_text, find_segments
from tonghop.reading.docx.numbering import Numbering
from tonghop.reading.docx.stream import BREAK, END, PROPERTY, SPECIAL
from tonghop.reading.docx.styles import ParagraphLook, RunLook, Styles, read_paragraph_look
from tonghop.reading.legacy import find_code
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawBlock, RawFinding, UnreadableError

Pictures = Callable[[str], Sequence[str]]
"""Relationship id of a chart or diagram in the main part -> the lines that it shows."""

_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]')
_MARK = re.compile(f"{PROPERTY}([-+v])")
_HINT = re.compile(rf"[\s{BREAK}]*\[[^\[\]]*\][\s{BREAK}]*")  # [Nhập nội dung]: nobody's own words
_DROP_CAP = re.compile(f"{PROPERTY}d(?:drop|margin)")


class Look(NamedTuple):
    """How the characters of a run look."""

    bold: bool
    hidden: bool
    capitals: bool
    font: str | None
    old_font: bool  # of TCVN3 or VNI
    simple: bool  # shown as the text stands


class Looks(dict[str, Look]):
    """Properties of a run, as the stream has them -> how it looks in paragraphs of one style; computed once."""

    def __init__(self, styles: Styles, paragraph: ParagraphLook) -> None:
        super().__init__()
        self._styles = styles
        self._paragraph = paragraph

    def __missing__(self, payload: str) -> Look:
        said: RunLook = self._styles.effective_run(payload, self._paragraph)
        bold, hidden, capitals = bool(said.bold), bool(said.hidden), bool(said.capitals)
        old_font = find_code(said.font) is not None
        look = Look(bold, hidden, capitals, said.font, old_font, not (hidden or capitals or old_font))
        self[payload] = look
        return look


class Plan(NamedTuple):
    """What the properties of a paragraph mean, whatever its text."""

    looks: Looks
    number_id: str | None = None
    list_level: int = 0
    level: int | None = None
    heading: bool = False
    flows: bool = False  # into the next paragraph: its mark is deleted, or it is the first letter of that one
    hidden: bool = False  # its mark is: it flows likewise, but its number stays
    changes: int = 0
    specials: tuple[str, ...] = ()
    simple: bool = True  # nothing but a style, a list, an outline level


class Context:
    """State of one document's reading; filled by paragraphs.py and stories.py, judged by reader.py."""

    def __init__(self, styles: Styles, numbering: Numbering, pictures: Pictures, limits: Limits) -> None:
        self.styles = styles
        self.numbering = numbering
        self.read_picture = pictures
        self.unseen: list[str] = []
        self.hidden_values: list[str] = []  # words that Word keeps in attributes and field codes; quoted ones once more
        self.notes: list[tuple[str, str]] = []  # ("footnote" or "endnote", id) whose mark stands in the current block
        self.sections: list[list[list[str]]] = []  # per section: ["header", type, relationship id], ["title", value]
        self.control = ""  # of a form of ours, met in the current paragraph
        self.box_count = 0
        self.changes = 0
        self.prompts = 0
        self.hidden = False
        self.pictures = False
        self.foreign = False
        self.suspect = False  # some paragraph may be in a legacy code, whatever its font
        self.look_alikes = 0
        self.legacy_codes: set[str] = set()
        self.plans: dict[str, Plan] = {}
        self._looks: dict[str | None, Looks] = {}
        self._limits = limits
        self._paragraphs = 0
        self._chars = 0

    def spend(self, chars: int) -> None:
        """Count one paragraph of so many characters.

        Raises:
            UnreadableError: `too-long` beyond the limits.
        """
        self._paragraphs += 1
        self._chars += chars
        if self._paragraphs > self._limits.paragraphs or self._chars > self._limits.text_chars:
            raise UnreadableError("too-long")

    def hide(self, text: str) -> None:
        """Keep text that nobody sees for the secrecy gate, each of its lines apart."""
        for line in text.split(BREAK):
            if line and not line.isspace():
                self.unseen.append(line)
                if "\t" in line:
                    self.unseen.append("\n".join(find_segments(line)))

    def make_plan(self, payload: str) -> Plan:
        """What the properties of a paragraph mean; found out once per document."""
        plan = self.plans[payload] = self._find_plan(payload)
        return plan

    def _find_plan(self, payload: str) -> Plan:
        payload, *specials = payload.split(SPECIAL)
        direct, style_id = read_paragraph_look(payload)
        look = self.styles.paragraph(style_id)
        marks = [match[1] for match in _MARK.finditer(payload)]
        flows = "-" in marks or _DROP_CAP.search(payload) is not None
        outline = direct.outline if direct.outline is not None else look.outline
        outline = None if outline is not None and outline > 8 else outline
        number_id, list_level = self._find_numbering(direct, style_id)
        level = list_level if number_id is not None and outline is None else outline
        if style_id not in self._looks:
            self._looks[style_id] = Looks(self.styles, look)
        return Plan(
            self._looks[style_id],
            number_id,
            list_level,
            level,
            heading=outline is not None,
            flows=flows,
            hidden="v" in marks,
            changes=("-" in marks) + ("+" in marks),
            specials=tuple(special.partition(END)[0] for special in specials),
            simple=not (flows or marks or specials),
        )

    def _find_numbering(self, direct: ParagraphLook, style_id: str | None) -> tuple[str | None, int]:
        numbered = self.styles.find_numbering(direct, style_id)
        if numbered is None:
            return None, 0
        level = numbered.list_level or 0
        found = self.numbering.lists.find(numbered.number_id)
        if found is not None and found.link is not None:
            linked = self.styles.paragraph(found.link).number_id
            numbered = numbered if linked in (None, "0") else numbered._replace(number_id=str(linked))
        if numbered.from_style is not None and direct.list_level is None:
            named = self.numbering.lists.find_level(numbered.number_id, numbered.from_style)
            level = level if named is None else named
        return numbered.number_id, level

    def note(self, letter: str, value: str) -> None:
        """Keep in mind what the stream tells beside characters."""
        if letter == "u":
            self.hide(value)
        elif letter == "q":
            self.prompts += not (value.isspace() or _HINT.fullmatch(value))
            self.hide(value)
        elif letter == "d":
            self.changes += 1
            self.hide(value)
        elif letter == "+":
            self.changes += 1
        elif letter == "i":
            self.hide(value)
            self.hidden_values += _QUOTED.findall(value)
        elif letter == "v":
            for text in value.split(BREAK):
                self.hidden_values += [text, *_QUOTED.findall(text)] if text else ()
        elif letter == "n":
            kind, _, id_ = value.partition(" ")
            self.notes.append((kind, id_))
        elif letter == "k":
            self.control = value
        elif letter == "g":
            self.pictures = True
        elif letter == "x":
            self.foreign = True
        elif letter == "h":
            self.sections.append([item.split(" ", 2) for item in value.split(PROPERTY)[1:]])

    def make_box(self, lines: Sequence[str]) -> list[RawBlock]:
        """Lines that a picture shows, as the blocks of the next text box."""
        self.box_count += 1
        texts = [clean_text(line) for line in lines]
        numbered = enumerate(texts, start=1)
        return [RawBlock(f"box{self.box_count}/p{number}", "textbox", text) for number, text in numbered if text]

    def findings(self) -> list[RawFinding]:
        """What a person should know of how this document was written."""
        found = []
        if self.changes:
            found.append(RawFinding("tracked-changes", values={"count": self.changes}))
        if self.hidden:
            found.append(RawFinding("hidden-text"))
        if self.prompts:
            found.append(RawFinding("prompt-text", values={"count": self.prompts}))
        if self.legacy_codes:
            found.append(RawFinding("legacy-converted", values={"codes": ", ".join(sorted(self.legacy_codes))}))
        if self.look_alikes:
            found.append(RawFinding("look-alike", values={"count": self.look_alikes}))
        if self.foreign:
            found.append(RawFinding("embedded-part"))
        return found
