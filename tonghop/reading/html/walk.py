"""The walk through a page: its elements in order, each opening and closing lines, cells, rows, lists and stories.

An element may lie any number of levels deep, so nothing here recurses. Keeps out parsing the page (reader.py).
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lxml import etree

from tonghop.reading.cleaning import clean_text, find_segments
from tonghop.reading.html.lists import OpenList, show_label, translate_symbols
from tonghop.reading.html.looks import Element, Look, Sheet, derive_look, find_unchosen
from tonghop.reading.html.tables import Budget, OpenCell, OpenTable, find_layout
from tonghop.reading.legacy import decode_run, find_code, fold_look_alikes
from tonghop.reading.limits import Limits
from tonghop.reading.markup import markup_to_lines
from tonghop.reading.raw import RawBlock, UnreadableError

_BLOCK_TAGS = {
    *("html", "body", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table"),
    *("thead", "tbody", "tfoot", "caption", "tr", "td", "th", "blockquote", "pre", "hr", "address", "article", "aside"),
    *("center", "details", "summary", "fieldset", "legend", "figure", "figcaption", "footer", "form", "header", "main"),
    *("nav", "section", "dir", "menu", "title", "script", "style", "template", "head", "textarea"),
}
_SILENT_TAGS = {"head", "title", "script", "style", "template", "xml", "meta", "link", "option", "annotation", "desc"}
_BETWEEN = {"mfrac": "/", "msup": "^", "msub": "_", "mtr": " "}
"""What stands for the place of the second part of a formula, whose figures would run into one."""
_TOLD = ("alt", "title", "summary", "placeholder", "content")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_STORIES = {"footnote": "note", "endnote": "note", "comment": "comment"}
_STORY_ID = re.compile(r"_?(ftn|edn|com_)\d+", re.IGNORECASE)
_SHOWN_INPUTS = {"", "text", "number", "tel", "email", "date", "search", "url", "button", "submit"}


class _Story(NamedTuple):
    prefix: str
    kind: str
    counts: list[int]  # paragraphs, tables


class _Frame(NamedTuple):
    look: Look
    role: str = ""
    lines_before: int = 0


class Walk:
    """State of one page's reading: what was found so far, and what is open."""

    def __init__(
        self,
        sheet: Sheet,
        limits: Limits,
        start: Sequence[int],
        find_zone: Callable[[Element], str | None] | None,
        fixed: Sequence[str] | None = None,
    ) -> None:
        self.blocks: list[RawBlock] = []
        self.unseen: list[str] = []
        self.lines: list[str] = []  # every line before cleaning, for judging its code
        self.codes: set[str] = set()
        self.look_alikes = 0
        self.changes = 0
        self.hidden = False
        self._sheet, self._limits, self._find_zone, self._fixed = sheet, limits, find_zone, fixed
        self._stories = [_Story("body", "paragraph", list(start))]
        self._numbers = {"note": 0, "comment": 0}
        self._unchosen: set[Element] = set()
        self._tables: list[OpenTable] = []
        self._cells: list[OpenCell] = []
        self._budget = Budget()
        self._lists: list[OpenList] = []
        self._pieces: list[tuple[str, Look]] = []
        self._away: list[str] = []
        self._label = ""
        self._heading: int | None = None
        self._chars = 0

    def walk(self, root: Element) -> None:
        """Go through the whole page.

        Raises:
            UnreadableError: `too-long` beyond the limits, `bomb` for merged cells that would fill any memory.
        """
        loose = find_layout(root)
        self._unchosen = find_unchosen(root)
        frames = [_Frame(Look())]
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                frames.append(self._start(element, frames[-1].look, loose))
                self._add(element.text, frames[-1].look)
                continue
            if event == "end":
                self._end(element, frames.pop())
            elif element.text:
                self.unseen += markup_to_lines(element.text)
            self._add(element.tail, frames[-1].look)
        self._end_line()

    def _start(self, element: Element, outer: Look, loose: set[Element]) -> _Frame:
        tag = element.tag
        declared = self._sheet.declare(element)
        look = derive_look(element, declared, outer)
        if element in self._unchosen:
            look = look._replace(hidden=True)
        told = (value for name, value in element.items() if name in _TOLD or not value.isascii())
        self.unseen += [value for value in told if value and not value.isspace()]
        if tag in _BLOCK_TAGS or declared.get("display") == "block" or _is_drawn(element):
            self._end_line()
        self.changes += tag == "del" or (tag == "ins" and element.get("cite") is not None)
        if tag == "br":
            self._end_line(forced=True)
        elif tag == "option" and look.hidden:
            self._away.append("\n")
        elif (around := element.getparent()) is not None and around.tag in _BETWEEN:
            self._add(_BETWEEN[around.tag] if element.getprevious() is not None else "", look)
        elif tag == "input" and (element.get("type") or "").lower() in _SHOWN_INPUTS:
            self._add(element.get("value"), look)
        if look.hidden and not outer.hidden:
            self.hidden |= tag not in _SILENT_TAGS and any(not text.isspace() for text in element.itertext() if text)
        role = "" if look.hidden else self._open(element, declared, loose)
        return _Frame(look, role, self._stories[-1].counts[0])

    def _open(self, element: Element, declared: dict[str, str], loose: set[Element]) -> str:
        """What closes again with this element: a story, table, row, cell, list or list item."""
        tag = element.tag
        if (story := self._find_story(element, declared)) is not None:
            self._stories.append(story)
            return "story"
        if tag in {"ol", "ul", "dir", "menu"}:
            self._lists.append(OpenList(element, declared, len(self._lists)))
            return "list"
        if tag == "li" and self._lists:
            self._label = self._lists[-1].next_label(element, declared)
            return "item"
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading = int(tag[1]) - 1
            return "heading"
        return "" if element in loose else self._open_table_part(element)

    def _open_table_part(self, element: Element) -> str:
        tag = element.tag
        if tag == "table":
            story = self._stories[-1]
            story.counts[1] += not self._tables
            self._tables.append(OpenTable(f"{story.prefix}/t{story.counts[1]}", self._budget))
            return "table"
        if tag == "tr" and self._tables:
            self._tables[-1].start_row()
            return "row"
        if tag in {"td", "th"} and self._tables and self._tables[-1].rows:
            self._cells.append(self._tables[-1].open_cell(element))
            return "cell"
        return ""

    def _find_story(self, element: Element, declared: dict[str, str]) -> _Story | None:
        zone = self._find_zone(element) if self._find_zone is not None and len(self._stories) == 1 else None
        if zone is not None:
            return _Story(zone, "comment", self._stories[-1].counts)
        match = _STORY_ID.fullmatch(element.get("id") or "") if element.tag == "div" else None
        named = {"ftn": "note", "edn": "note", "com_": "comment"}[match[1].lower()] if match else None
        kind = _STORIES.get(declared.get("mso-element", ""), named)
        if kind is None:
            return None
        self._numbers[kind] += 1
        return _Story(f"{kind}{self._numbers[kind]}", kind, [0, 0])

    def _end(self, element: Element, frame: _Frame) -> None:
        if element.tag in _BLOCK_TAGS or frame.role == "story":
            empty = element.tag == "p" and self._stories[-1].counts[0] == frame.lines_before
            self._end_line(forced=empty and not frame.look.hidden and not self._cells)
        if frame.role == "story":
            self._stories.pop()
        elif frame.role == "list":
            self._lists.pop()
        elif frame.role == "item":
            self._label = ""
        elif frame.role == "heading":
            self._heading = None
        elif frame.role == "cell":
            self._cells.pop()
        elif frame.role == "row":
            self._end_row()
        elif frame.role == "table":
            self._tables.pop()

    def _add(self, text: str | None, look: Look) -> None:
        if not text:
            return
        if look.unseen:
            self._away.append(text)
            return
        if not look.pre:
            self._pieces.append((_WHITE.sub(" ", text), look))
            return
        *whole, rest = text.replace("\r\n", "\n").split("\n")
        for line in whole:
            self._pieces.append((line, look))
            self._end_line(forced=True)
        self._pieces.append((rest, look))

    def _end_line(self, *, forced: bool = False) -> None:
        """What was gathered becomes a line; without any text only a forced one counts."""
        if self._away:
            away, self._away = "".join(self._away), []
            self.unseen += [*markup_to_lines(away), away]
        pieces, self._pieces = self._pieces, []
        raw = "".join(self._show(text, look) for text, look in pieces if not look.label)
        if not raw.strip():
            if forced:
                self._put("", "", bold=False)
            return
        self.lines.append(raw)
        text = self._fixed[len(self.lines) - 1] if self._fixed is not None else raw
        if segments := find_segments(text):
            self.unseen.append("\n".join(segments))
        if any(look.small_capitals for _, look in pieces):
            self.unseen.append(text.upper())
        written = "".join(translate_symbols(text, look.font) for text, look in pieces if look.label)
        label, self._label = show_label(written) or self._label, ""
        letters = [look.bold for text, look in pieces if not look.label and any(char.isalnum() for char in text)]
        shown, count = fold_look_alikes(clean_text(text))
        self.look_alikes += count
        self._put(shown, label, bold=bool(letters) and all(letters))

    def _show(self, text: str, look: Look) -> str:
        decoded = decode_run(text, look.font)
        if decoded is not None:
            self.codes |= {str(find_code(look.font))} if not text.isascii() else set()
            text = decoded
        text = translate_symbols(text, look.font)
        return text.upper() if look.capitals else text

    def _put(self, text: str, label: str, *, bold: bool) -> None:
        self._chars += len(text)
        story = self._stories[-1]
        if self._cells:
            if text:
                self._cells[-1].lines.append(f"{label} {text}".strip())
                self._cells[-1].bold.append(bold)
            return
        story.counts[0] += 1
        if len(self.blocks) > self._limits.paragraphs or self._chars > self._limits.text_chars:
            raise UnreadableError("too-long")
        heading = self._heading is not None and story.kind == "paragraph"
        level = self._heading if heading else len(self._lists) - 1 if label and self._lists else None
        kind = "heading" if heading else story.kind
        self.blocks.append(RawBlock(f"{story.prefix}/p{story.counts[0]}", kind, text, label, bold, level))

    def _end_row(self) -> None:
        table, story = self._tables[-1], self._stories[-1]
        cells = [(cell.column, "\n".join(cell.lines)) for cell in table.cells]
        bold = [flag for cell in table.cells for flag in cell.bold]
        if not any(text for _, text in cells):
            return
        if len(self._tables) > 1 and self._cells:  # a table within a cell
            self._cells[-1].lines.append(" | ".join(text for _, text in cells if text))
            self._cells[-1].bold.append(all(bold))
            return
        kind = "table_row" if story.kind == "paragraph" else story.kind
        text = " | ".join(text for _, text in cells)
        self.blocks.append(RawBlock(f"{table.place}/r{table.rows}", kind, text, bold=all(bold), cells=tuple(cells)))


def _is_drawn(element: Element) -> bool:
    """A text of a drawing, which stands in a place of its own."""
    return element.tag == "text" and next(element.iterancestors("svg"), None) is not None
