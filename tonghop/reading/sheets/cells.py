"""Cells of one sheet as they are shown, before anything is known of merged ones: their texts, places and looks.

Keeps out blocks (reader.py) and the grammar of number formats (formats.py).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tonghop.reading.legacy import decode_run, find_code
from tonghop.reading.raw import UnreadableError
from tonghop.reading.sheets.formats import show_number, show_text
from tonghop.reading.sheets.package import Element, Package, find_all, local
from tonghop.reading.sheets.styles import CellLook

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?.*")
_USUAL = CellLook()
Run = tuple[str, str | None]  # text, font


class ShownCell(NamedTuple):
    """One cell with something to show: `away` is what it holds but does not show."""

    column: int
    text: str
    bold: bool
    away: str = ""
    unknown: bool = False


class Book(NamedTuple):
    """What all sheets of a workbook share; `codes` collects the legacy codes met."""

    strings: list[list[Run]]
    used: set[int]
    looks: list[CellLook]
    since_1904: bool
    codes: set[str]


def read_strings(package: Package, name: str | None) -> list[list[Run]]:
    """The shared strings: each is runs of text, without the phonetic help of East Asian scripts."""
    if name is None or package.read_part(name) is None:
        return []
    return [_read_runs(item) for item in package.iterate_part(name, ("si",))]


def _read_runs(item: Element) -> list[Run]:
    runs: list[Run] = []
    for child in item:
        if local(child) == "t":
            runs.append((_unescape(child.text or ""), None))
        elif local(child) == "r":
            font = next((element.get("val") for element in find_all(child, "rFont")), None)
            runs += [(_unescape(text.text or ""), font) for text in find_all(child, "t")]
    return runs


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_cells(row: Element, number: int, book: Book) -> Iterator[ShownCell]:
    """The cells of a row that hold anything.

    Raises:
        UnreadableError: two cells have one place, or one stands in another row's: programs disagree on what they show.
    """
    column, seen = 0, set[int]()
    for cell in row:
        if local(cell) != "c":
            continue
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = find_column(place[1]) if place else column + 1
        if column in seen or (place and int(place[2]) != number):
            raise UnreadableError("corrupt")
        seen.add(column)
        if len(cell) and (shown := _read_cell(cell, column, book)) is not None:
            yield shown


def _read_cell(cell: Element, column: int, book: Book) -> ShownCell | None:
    parts = {local(child): child for child in cell}
    style = cell.get("s", "0")
    look = book.looks[int(style)] if style.isdigit() and int(style) < len(book.looks) else _USUAL
    value = parts["v"].text or "" if "v" in parts else ""
    kind = cell.get("t", "n")
    formula = parts.get("f")
    if formula is not None and not value and kind not in {"inlineStr", "str"}:
        return ShownCell(column, "", look.bold, "".join(formula.itertext()), unknown=True)
    if kind in {"s", "inlineStr", "str"}:
        runs = _find_runs(value, kind, parts.get("is"), book)
        whole = "".join(_decode(text, font or look.font, book) for text, font in runs)
        shown = show_text(whole, look.code)
    else:
        whole = value
        shown = _show_value(value, kind, look.code, since_1904=book.since_1904)
    away = whole if whole and not shown else ""
    told = formula.text or "" if formula is not None and '"' in (formula.text or "") else ""
    return ShownCell(column, shown, look.bold, away or told) if shown or away or told else None


def _find_runs(value: str, kind: str, inline: Element | None, book: Book) -> list[Run]:
    if kind != "s" or not value:
        return [(_unescape(value), None)] if inline is None else _read_runs(inline)
    if not value.isdigit() or int(value) >= len(book.strings):
        raise UnreadableError("corrupt")  # the text is lost, and its number must not pass for a figure
    book.used.add(int(value))
    return book.strings[int(value)]


def _decode(text: str, font: str | None, book: Book) -> str:
    decoded = decode_run(text, font)
    if decoded is None:
        return text
    if not text.isascii():
        book.codes.add(str(find_code(font)))
    return decoded


def _show_value(value: str, kind: str, code: str, *, since_1904: bool) -> str:
    if kind == "b":
        return "TRUE" if value.strip() in {"1", "true"} else "FALSE" if value else ""
    if kind == "e":
        return value
    if kind == "d" and (match := _ISO_DAY.fullmatch(value)):
        return " ".join(filter(None, (f"{match[3]}/{match[2]}/{match[1]}", match[4])))
    return show_number(value.strip(), code, since_1904=since_1904) if value.strip() else ""


def find_column(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def name_column(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_range(reference: str) -> tuple[int, int, int, int] | None:
    """A1:C3 -> (first column, first row, last column, last row); None for anything else."""
    ends: Sequence[re.Match[str] | None] = [_PLACE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    first, last = ends[0], ends[1]
    return find_column(first[1]), int(first[2]), find_column(last[1]), int(last[2])


def has_overlap(merged: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether two different ranges, as read_range gives them, have a cell in common."""
    begins = sorted({(top, left, bottom, right) for left, top, right, bottom in merged})
    ends = sorted((bottom, left) for _, left, bottom, _ in begins)
    active: list[tuple[int, int]] = []  # (first, last column) of the ranges that reach the present row, in order
    at = 0
    for top, left, _, right in begins:
        while ends[at][0] < top:
            del active[bisect_left(active, (ends[at][1], 0))]
            at += 1
        place = bisect_left(active, (left, 0))
        if (place and active[place - 1][1] >= left) or (place < len(active) and active[place][0] <= right):
            return True
        active.insert(place, (left, right))
    return False
