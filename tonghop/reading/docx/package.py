"""A .docx as a zip of parts: which part is which, parsed safely. Keeps out what the elements mean.

Files in the strict dialect (ISO 29500 Strict) get the namespaces of the usual one, so that the rest knows only one.
"""

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from tonghop.reading.raw import UnreadableError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Element = Any  # lxml's elements; its stubs are no dependency of ours

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]')
_find_hidden_values = etree.XPath(
    "//w:instrText/text() | //w:fldSimple/@w:instr | //w:listItem/@w:displayText | //w:ffData//@w:val"
    " | //w:sdtPr//@w:val | //w:customXmlPr//@w:val | //*[local-name()='docPr' or local-name()='cNvPr']/@name",
    namespaces={"w": WORD[1:-1]},
)
_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse_xml(raw: bytes) -> Element:
    """The root of a part.

    Raises:
        UnreadableError: `doctype` for a part with a DOCTYPE, `corrupt` for one that is not well-formed.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = re.sub(r"^\s*<\?xml[^>]*\?>", "", raw.decode("utf-16", errors="replace")).encode()
    if b"<!DOCTYPE" in raw[:4096]:
        raise UnreadableError("doctype")
    if b"purl.oclc.org/ooxml" in raw:
        raw = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", raw)
    try:
        root = etree.fromstring(raw, etree.XMLParser(**_PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableError("corrupt") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("doctype")
    return root


class Package:
    """The parts of one .docx that passed the pre-check."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError("corrupt") from error
        # Part names are case-insensitive (OPC); some writers use backslashes.
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()}
        self.hidden_values: list[str] = []
        """Words that Word keeps in attributes and field codes of the parts parsed so far; quoted ones once more."""
        self.main_name = self._find_main_name()
        self.relations = self._read_relations(self.main_name)

    def names(self) -> list[str]:
        """The part names in lower case, in the order of the zip."""
        return list(self._names)

    def stored_names(self) -> list[str]:
        """The part names as they are written, case and all."""
        return list(self._names.values())

    def read_part(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is no such part."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return self._archive.read(stored)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise UnreadableError("corrupt") from error

    def parse_part(self, name: str) -> Element | None:
        """The root of a part, None when there is no such part."""
        raw = self.read_part(name)
        if raw is None:
            return None
        root = parse_xml(raw)
        for value in _find_hidden_values(root):
            self.hidden_values += [str(value), *_QUOTED.findall(value)]
        return root

    def find_related(self, kind: str) -> str | None:
        """The first part that the main part names with a relationship type ending in `/kind`."""
        return next((target for type_, target in self.relations.values() if type_ == kind), None)

    def _find_main_name(self) -> str:
        for type_, target in self._read_relations("").values():
            if type_ == "officeDocument" and target in self._names:
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise UnreadableError("corrupt")

    def _read_relations(self, source: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (last word of its type, part name in lower case) of the internal relationships."""
        folder, base = posixpath.split(source)
        root = self.parse_part(posixpath.join(folder, "_rels", base + ".rels"))
        if root is None:
            return {}
        relations = {}
        for relation in root.iter(_RELATIONSHIP):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/")))
                relations[relation.get("Id", "")] = (
                    relation.get("Type", "").rsplit("/", 1)[-1],
                    target.lstrip("/").lower(),
                )
        return relations
