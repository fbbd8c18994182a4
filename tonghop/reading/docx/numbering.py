"""List numbers as Word shows them ("II.", "3.", "a)", "1.2.", bullets). They stand nowhere in the text of a .docx.

Counters belong to the abstract list: several w:num of one abstract list count on, until one with a startOverride is
used for the first time. Keeps out which paragraph is in which list (styles).
"""

from typing import NamedTuple

from tonghop.reading.docx.package import WORD, Element
from tonghop.reading.docx.styles import is_on, read_level

_LEVELS = 9
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Bullets of the Symbol and Wingdings fonts live in the private use area; what they look like:
_BULLETS = {
    0xA7: "▪",
    0xA8: "□",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x75: "◆",
    0x76: "❖",
    0xD8: "➢",
    0xE0: "→",
    0xFC: "✓",
    0xF0: "⇨",
    0x2D: "-",
}
_LARGEST = 100_000


class _Level(NamedTuple):
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart_after: int | None = None  # level whose use restarts this one; None = any higher; -1 = never
    legal: bool = False
    style: str | None = None


class _List(NamedTuple):
    abstract_id: str
    levels: dict[int, _Level]
    overrides: dict[int, int]

    def start(self, number: int) -> int:
        """The first value of a level."""
        return self.overrides.get(number, self.levels.get(number, _Level()).start)


def format_number(value: int, style: str) -> str:
    """A counter in a number format of WordprocessingML; formats of other scripts give decimals."""
    if value > _LARGEST:
        return str(value)
    if style in {"upperRoman", "lowerRoman"}:
        roman = ""
        for amount, letters in _ROMANS:
            roman += letters * (value // amount)
            value %= amount
        return roman.upper() if style == "upperRoman" else roman
    if style in {"upperLetter", "lowerLetter"}:
        if value < 1:
            return ""
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "decimalZero":
        return f"{value:02d}"
    return "" if style == "none" else str(value)


def _show_bullet(text: str) -> str:
    shown = "".join(_BULLETS.get(ord(char) - 0xF000, "•") if 0xE000 <= ord(char) <= 0xF8FF else char for char in text)
    return shown.strip()


def _read_level(element: Element) -> _Level:
    format_ = element.find(WORD + "numFmt")
    if format_ is None:  # formats that Word 2010 added stand in mc:AlternateContent
        format_ = next(element.iter(WORD + "numFmt"), None)
    text, legal, style = (element.find(WORD + name) for name in ("lvlText", "isLgl", "pStyle"))
    start, restart = read_level(element, WORD + "start"), read_level(element, WORD + "lvlRestart")
    return _Level(
        start=0 if start is None else start,
        format=format_.get(WORD + "val", "decimal") if format_ is not None else "decimal",
        text=text.get(WORD + "val", "") if text is not None else "",
        restart_after=None if restart is None else restart - 1,
        legal=legal is not None and is_on(legal),
        style=style.get(WORD + "val") if style is not None else None,
    )


class Numbering:
    """The numbering part with the counters of one document; call `next_label` in document order."""

    def __init__(self, root: Element | None) -> None:
        self._abstracts: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self._by_style_link: dict[str, str] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[str] = set()
        if root is None:
            return
        for abstract in root.iterfind(WORD + "abstractNum"):
            abstract_id = abstract.get(WORD + "abstractNumId", "")
            self._abstracts[abstract_id] = abstract
            link = abstract.find(WORD + "styleLink")
            if link is not None:
                self._by_style_link[link.get(WORD + "val", "")] = abstract_id
        self._numbers = {number.get(WORD + "numId", ""): number for number in root.iterfind(WORD + "num")}

    def find_level(self, number_id: str, style_id: str) -> int | None:
        """The level of the list that names this paragraph style (w:pStyle)."""
        found = self._list(number_id)
        levels = found.levels.items() if found else ()
        return next((number for number, level in levels if level.style == style_id), None)

    def next_label(self, number_id: str, list_level: int) -> str:
        """Count one paragraph at that level (from 0) of that list and give its label; "" for an unknown list."""
        found = self._list(number_id)
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
    def _count(counters: list[int | None], found: _List, list_level: int) -> None:
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
    def _show(counters: list[int | None], found: _List, list_level: int) -> str:
        level = found.levels.get(list_level, _Level())
        if level.format == "bullet":
            return _show_bullet(level.text)
        label = level.text
        for number in range(_LEVELS):
            if f"%{number + 1}" in label:
                format_ = found.levels.get(number, _Level()).format
                shown = "decimal" if level.legal and format_ != "none" else format_
                label = label.replace(f"%{number + 1}", format_number(counters[number] or 0, shown))
        return label.strip()

    def _list(self, number_id: str) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._build_list(number_id)
        return self._lists[number_id]

    def _build_list(self, number_id: str) -> _List | None:
        number = self._numbers.get(number_id)
        abstract_id = self._find_abstract(number) if number is not None else None
        if number is None or abstract_id is None:
            return None
        levels = {
            _level_number(item): _read_level(item) for item in self._abstracts[abstract_id].iterfind(WORD + "lvl")
        }
        overrides = {}
        for override in number.iterfind(WORD + "lvlOverride"):
            own = override.find(WORD + "lvl")
            if own is not None:
                levels[_level_number(override)] = _read_level(own)
            start = read_level(override, WORD + "startOverride")
            if start is not None:
                overrides[_level_number(override)] = start
        overrides = {number: start for number, start in overrides.items() if 0 <= number < _LEVELS}
        return _List(abstract_id, levels, overrides)

    def _find_abstract(self, number: Element) -> str | None:
        """The abstract list of a w:num; one that only links to a list style leads to that style's list."""
        named = number.find(WORD + "abstractNumId")
        abstract_id = named.get(WORD + "val", "") if named is not None else ""
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        link = abstract.find(WORD + "numStyleLink")
        return self._by_style_link.get(link.get(WORD + "val", ""), abstract_id) if link is not None else abstract_id


def _level_number(element: Element) -> int:
    value = element.get(WORD + "ilvl", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else _LEVELS
