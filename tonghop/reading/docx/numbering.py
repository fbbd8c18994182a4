"""List numbers as Word shows them ("II.", "3.", "a)", "1.2.", bullets). They stand nowhere in the text of a .docx.

Counters belong to the abstract list: several w:num of one abstract list count on, until one with a startOverride is
used for the first time. Keeps out which paragraph is in which list (styles) and how a number is written
(number_formats).
"""

from typing import NamedTuple

from tonghop.reading.docx.fragments import Fragments
from tonghop.reading.docx.number_formats import format_number
from tonghop.reading.docx.package import WORD, Element
from tonghop.reading.docx.styles import is_on, read_level
from tonghop.reading.docx.symbols import show_bullet

_LEVELS = 9
_IDS = {"abstractNum": "abstractNumId", "num": "numId"}
_VALUE = WORD + "val"


class _Level(NamedTuple):
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart_after: int | None = None  # level whose use restarts this one; None = any higher; -1 = never
    legal: bool = False
    style: str | None = None
    font: str = ""


class List(NamedTuple):
    """One w:num with the levels of its abstract list."""

    abstract_id: str
    levels: dict[int, _Level]
    overrides: dict[int, int]
    link: str | None = None  # the list style whose list this one is, where no list here says so

    def start(self, number: int) -> int:
        """The first value of a level."""
        return self.overrides.get(number, self.levels.get(number, _Level()).start)


def _read_level(element: Element) -> _Level:
    format_ = element.find(WORD + "numFmt")
    if format_ is None:  # formats that Word 2010 added stand in mc:AlternateContent
        format_ = next(element.iter(WORD + "numFmt"), None)
    legal, fonts = element.find(WORD + "isLgl"), element.find(f"{WORD}rPr/{WORD}rFonts")
    start, restart = (read_level(_value(element, name)) for name in ("start", "lvlRestart"))
    shown = format_.get(_VALUE, "decimal") if format_ is not None else "decimal"
    return _Level(
        start=0 if start is None else start,
        format=format_.get(WORD + "format", "") if shown == "custom" else shown,
        text=_value(element, "lvlText") or "",
        restart_after=None if restart is None else restart - 1,
        legal=legal is not None and is_on(legal.get(_VALUE)),
        style=_value(element, "pStyle"),
        font=fonts.get(WORD + "hAnsi", "") if fonts is not None else "",
    )


def _value(element: Element, name: str) -> str | None:
    child = element.find(WORD + name)
    value: str | None = child.get(_VALUE) if child is not None else None
    return value


def _level_number(element: Element) -> int:
    value = element.get(WORD + "ilvl", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else _LEVELS


class Lists:
    """The numbering part: the lists that documents with this part may use."""

    def __init__(self, raw: bytes | None) -> None:
        self._fragments = Fragments(raw, _IDS) if raw is not None else None
        self._lists: dict[str, List] = {}

    def find(self, number_id: str) -> List | None:
        """The list of a w:num, None when there is none."""
        found = self._lists.get(number_id) or self._build(number_id)
        if found is not None:  # a file may name any number of lists that are none
            self._lists[number_id] = found
        return found

    def find_level(self, number_id: str, style_id: str) -> int | None:
        """The level of the list that names this paragraph style (w:pStyle)."""
        found = self.find(number_id)
        levels = found.levels.items() if found else ()
        return next((number for number, level in levels if level.style == style_id), None)

    def _build(self, number_id: str) -> List | None:
        number = self._fragments.find("num", number_id) if self._fragments is not None else None
        abstract = self._find_abstract(_value(number, "abstractNumId") or "") if number is not None else None
        if number is None or abstract is None:
            return None
        levels = {_level_number(item): _read_level(item) for item in abstract.iterfind(WORD + "lvl")}
        overrides = {}
        for override in number.iterfind(WORD + "lvlOverride"):
            own = override.find(WORD + "lvl")
            if own is not None:
                levels[_level_number(override)] = _read_level(own)
            start = read_level(_value(override, "startOverride"))
            if start is not None and _level_number(override) < _LEVELS:
                overrides[_level_number(override)] = start
        link = _value(abstract, "numStyleLink")
        return List(abstract.get(WORD + "abstractNumId", ""), levels, overrides, link)

    def _find_abstract(self, abstract_id: str) -> Element | None:
        """An abstract list; one that only links to a list style leads to that style's list."""
        assert self._fragments is not None
        abstract = self._fragments.find("abstractNum", abstract_id)
        link = _value(abstract, "numStyleLink") if abstract is not None else None
        for other_id, _ in self._fragments.list_heads("abstractNum") if link is not None else ():
            other = self._fragments.find("abstractNum", other_id)
            if other is not None and _value(other, "styleLink") == link:
                return other
        return abstract


class Numbering:
    """The counters of one document; call `next_label` in document order."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[str] = set()

    def next_label(self, number_id: str, list_level: int) -> str:
        """Count one paragraph at that level (from 0) of that list and give its label; "" for an unknown list."""
        found = self.lists.find(number_id)
        if found is None or not 0 <= list_level < _LEVELS:
            return ""
        counters = self._counters.setdefault(found.abstract_id, [None] * _LEVELS)
        if number_id not in self._used:
            self._used.add(number_id)
            for number in found.overrides:
                counters[number] = None
        self._count(counters, found, list_level)
        return self._show(counters, found, list_level)

    @staticmethod
    def _count(counters: list[int | None], found: List, list_level: int) -> None:
        for higher in range(list_level):
            if counters[higher] is None:  # a level that was never used shows its start value
                counters[higher] = found.start(higher)
        current = counters[list_level]
        counters[list_level] = found.start(list_level) if current is None else current + 1
        for deeper in range(list_level + 1, _LEVELS):
            restart_after = found.levels.get(deeper, _Level()).restart_after
            if restart_after is None or list_level <= restart_after:
                counters[deeper] = None

    @staticmethod
    def _show(counters: list[int | None], found: List, list_level: int) -> str:
        level = found.levels.get(list_level, _Level())
        if level.format == "bullet":
            return show_bullet(level.text, level.font)
        label = level.text
        for number in range(_LEVELS):
            if f"%{number + 1}" in label:
                format_ = found.levels.get(number, _Level()).format
                shown = "decimal" if level.legal and format_ != "none" else format_
                label = label.replace(f"%{number + 1}", format_number(counters[number] or 0, shown))
        return label.strip()
