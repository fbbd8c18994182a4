"""What a sheet shows besides its cells: text boxes with the row where they begin, heads and feet of its pages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tonghop.reading.cleaning import clean_text
from tonghop.reading.sheets.package import Element, Package, find_all, is_on, local

_ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}
_HEADS = ("oddHeader", "firstHeader", "evenHeader")
_FEET = ("oddFooter", "firstFooter", "evenFooter")
_THIRDS = re.compile(r"&([LCR])")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Za-z])')


class Box(NamedTuple):
    """A text box: the row at which it begins, and its paragraphs; `hidden` ones are not shown."""

    row: int
    lines: tuple[str, ...]
    hidden: bool


def read_boxes(package: Package, name: str) -> Iterator[Box]:
    """The text boxes and shapes with text of one drawing part, in their order; and alternative texts as hidden ones."""
    root = package.parse_part(name)
    for anchor in root if root is not None else ():
        if local(anchor) not in _ANCHORS:
            continue
        row = next(
            (int(text) for start in find_all(anchor, "from") for text in _texts(start, "row") if text.isdigit()), 0
        )
        for body in find_all(anchor, "txBody"):
            outer = [local(element) for element in body.iterancestors()]
            if "Fallback" not in outer:
                yield Box(row + 1, tuple(_read_lines(body)), _is_hidden(body))
        for named in find_all(anchor, "cNvPr"):
            told = [value for key in ("descr", "title") if (value := named.get(key))]
            if told:
                yield Box(row + 1, tuple(told), hidden=True)


def _texts(element: Element, name: str) -> Iterator[str]:
    return ((child.text or "").strip() for child in find_all(element, name))


def _is_hidden(body: Element) -> bool:
    shape = body.getparent()
    return shape is not None and any(is_on(named.get("hidden")) for named in find_all(shape, "cNvPr"))


def _read_lines(body: Element) -> Iterator[str]:
    for paragraph in find_all(body, "p"):
        pieces = (
            "\n" if local(element) == "br" else element.text or ""
            for element in paragraph.iter()
            if local(element) in {"t", "br"}
        )
        if text := clean_text("".join(pieces)):
            yield text


def read_page_heads(head: Element) -> Iterator[tuple[str, str]]:
    """("header" or "footer", text) of each piece that pages carry, left to right; numbers of pages left out."""
    different = {"first": is_on(head.get("differentFirst")), "even": is_on(head.get("differentOddEven")), "odd": True}
    for kind, names in (("header", _HEADS), ("footer", _FEET)):
        for element in (child for name in names for child in head if local(child) == name):
            if not different[local(element).removesuffix("Header").removesuffix("Footer")]:
                continue
            for third in _THIRDS.split("&C" + (element.text or "").replace("&&", "\0"))[2::2]:
                if text := clean_text(_CODE.sub(" ", third).replace("\0", "&")):
                    yield kind, text
