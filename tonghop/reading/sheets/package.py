"""The parts of a workbook and how they point to each other. Keeps out what they say.

Elements are looked up by their local names: the two variants of the format differ in nothing else.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from tonghop.reading.raw import UnreadableError

Element = Any
"""An lxml element; its stubs know less than we use."""
_PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": True,
    "remove_comments": True,
}


class Relation(NamedTuple):
    """One pointer of a part: the last word of its type, and the part it names ("" for something outside)."""

    kind: str
    target: str


class Package:
    """An open workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise UnreadableError("corrupt") from error
        self._names = {info.filename.replace("\\", "/").lower(): info.filename for info in self._zip.infolist()}

    def names(self) -> list[str]:
        """All part names as stored."""
        return list(self._names.values())

    def read_part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none.

        Raises:
            UnreadableError: the part is damaged or has a password.
        """
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return self._zip.read(stored)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise UnreadableError("corrupt") from error
        except RuntimeError as error:
            raise UnreadableError("encrypted") from error

    def parse_part(self, name: str) -> Element | None:
        """The root of a part, or None where there is none.

        Raises:
            UnreadableError: it is damaged or has a DOCTYPE.
        """
        data = self.read_part(name)
        if data is None:
            return None
        try:
            root = etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
        except etree.XMLSyntaxError as error:
            raise UnreadableError("corrupt") from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableError("doctype")
        return root

    def iterate_part(self, name: str, wanted: tuple[str, ...]) -> Iterator[Element]:
        """The wanted elements (local names) of a large part, each whole, and forgotten once the next is asked for.

        Raises:
            UnreadableError: it is damaged, absent or has a DOCTYPE.
        """
        data = self.read_part(name)
        if data is None:
            raise UnreadableError("corrupt")
        try:
            for _, element in etree.iterparse(
                io.BytesIO(data), events=("end",), tag=[f"{{*}}{tag}" for tag in wanted], **_PARSER_OPTIONS
            ):
                if element.getroottree().docinfo.doctype:
                    raise UnreadableError("doctype")
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise UnreadableError("corrupt") from error

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part points to, by id."""
        folder, _, last = name.rpartition("/")
        root = self.parse_part(f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels")
        found: dict[str, Relation] = {}
        for relation in root if root is not None else ():
            if isinstance(relation.tag, str):
                target = relation.get("Target", "")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                outside = relation.get("TargetMode") == "External"
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = Relation(kind, "" if outside else path)
        return found


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_all(element: Element, name: str) -> Iterator[Element]:
    """All elements of that local name below."""
    yield from element.iter(f"{{*}}{name}")


def read_attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    value: str | None = element.get(name)
    if value is None:
        value = next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), None)
    return value


def is_on(value: str | None) -> bool:
    """Whether an attribute of type boolean says yes."""
    return value in {"1", "true", "on"}
