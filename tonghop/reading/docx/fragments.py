"""Single elements of a large part, found by their id: most files use a few per cent of their styles and lists.

A part as Word, LibreOffice and python-docx write it is searched as bytes, and only what is asked for is parsed; any
other is parsed whole. Keeps out what the elements mean (styles, numbering).
"""

import re
from collections.abc import Mapping

from tonghop.reading.docx.package import WORD, Element, parse_ordinary, parse_xml
from tonghop.reading.docx.shrinking import find_root_start

_VALUE = rb"""\s*=\s*(?:"([^"&]*)"|'([^'&]*)')"""
_ID = re.compile(rb"\bw:(?:styleId|abstractNumId|numId)" + _VALUE)
_ATTRIBUTE = re.compile(rb"\bw:(\w+)" + _VALUE)


class Fragments:
    """The children of a part's root that `ids` names: element name -> name of the attribute that identifies it."""

    def __init__(self, raw: bytes, ids: Mapping[str, str]) -> None:
        self._raw = raw
        self._ids = ids
        self._root_start = b""
        self._places: dict[tuple[str, str], tuple[int, int]] = {}  # where the element starts, where its start tag ends
        self._elements: dict[tuple[str, str], Element] = {}
        if not self._index():
            self._places.clear()
            self._parse()

    def list_heads(self, name: str, attribute: str = "") -> list[tuple[str, Mapping[str, str]]]:
        """(id, attributes) of all elements of that name that have that attribute, in order."""
        if self._places:
            heads = [
                (id_, self._raw[start:end]) for (found, id_), (start, end) in self._places.items() if found == name
            ]
            return [
                (
                    id_,
                    {
                        key.decode(): (one or other).decode("utf-8", "replace")
                        for key, one, other in _ATTRIBUTE.findall(head)
                    },
                )
                for id_, head in heads
                if attribute.encode() in head
            ]
        elements = ((id_, element) for (found, id_), element in self._elements.items() if found == name)
        return [
            (id_, {key.removeprefix(WORD): value for key, value in element.attrib.items()})
            for id_, element in elements
            if not attribute or element.get(WORD + attribute) is not None
        ]

    def find(self, name: str, id_: str) -> Element | None:
        """That element, the first of several with one id.

        Raises:
            UnreadableError: `corrupt`, when it is not well-formed.
        """
        key = name, id_
        if key in self._places and key not in self._elements:
            start, end = self._places[key]
            if self._raw[end - 2 : end] != b"/>":
                end_tag = f"</w:{name}>".encode()
                end = self._raw.find(end_tag, end) + len(end_tag)
                if end < start:  # it ends in an unusual way
                    self._places.clear()
                    self._elements.clear()
                    self._parse()
                    return self._elements.get(key)
            root_end = b"</" + self._root_start[1:].split(None, 1)[0] + b">"
            piece = self._root_start + self._raw[start:end] + root_end
            parse = parse_xml if b"\xef" in piece or b"&#" in piece else parse_ordinary
            self._elements[key] = parse(piece)[0]
        return self._elements.get(key)

    def _index(self) -> bool:
        """Find the elements by searching; False when the part is written in an unusual way."""
        root_start = find_root_start(self._raw)
        if root_start is None:
            return False
        self._root_start = root_start
        names = "|".join(self._ids).encode()
        for match in re.finditer(rb"<w:(" + names + rb")(?=[\s/>])[^<>]*>", self._raw):
            name = match[1].decode()
            found = _ID.search(match[0]) if self._ids[name] else None
            if found is None and self._ids[name]:
                return False
            id_ = (found[1] or found[2] or b"").decode("utf-8", "replace") if found is not None else ""
            self._places.setdefault((name, id_), match.span())
        return True

    def _parse(self) -> None:
        for element in parse_xml(self._raw):
            name = element.tag.removeprefix(WORD)
            if name in self._ids:
                id_ = element.get(WORD + self._ids[name], "") if self._ids[name] else ""
                self._elements.setdefault((name, id_), element)
