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
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Element = Any  # lxml's elements; its stubs are no dependency of ours
Relations = dict[str, tuple[str, str]]

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)[\"'][^>]*\?>")
# U+FDD0 to U+FDEF, written out or as a reference: noncharacters that no text means, and our delimiters (stream.py)
_NONCHARACTERS = re.compile(rb"\xef\xb7[\x90-\xaf]|&#(?:x0*fd[de][0-9a-f]|0*6(?:49(?:7[6-9]|[89]\d)|500[0-7]));", re.I)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_HEAD_BYTES = 1_000
_LOCAL_HEADER_BYTES = 30


def parse_xml(raw: bytes) -> Element:
    """The root of a part.

    Raises:
        UnreadableError: `doctype` for a part with a DOCTYPE, `corrupt` for one that is not well-formed.
    """
    raw = to_utf8(raw)
    if b"<!DOCTYPE" in raw[:4096]:
        raise UnreadableError("doctype")
    if b"purl.oclc.org/ooxml" in raw:
        raw = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", raw)
    if b"\xef" in raw or (b"&" in raw and b"&#" in raw):  # single bytes are found ten times as fast as pairs
        raw = _NONCHARACTERS.sub(b"", raw)
    root = parse_ordinary(raw)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("doctype")
    return root


def parse_ordinary(raw: bytes) -> Element:
    """The root of XML in UTF-8 that is known to have no DOCTYPE, no strict namespaces and no noncharacters.

    Raises:
        UnreadableError: `corrupt`, when it is not well-formed.
    """
    try:
        return etree.fromstring(raw, _PARSER)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableError("corrupt") from error


def to_utf8(raw: bytes) -> bytes:
    """The part in UTF-8, whatever encoding it declares."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", raw.decode("utf-16", errors="replace")).encode()
    declared = _DECLARATION.match(raw[:_HEAD_BYTES], 3 if raw.startswith(b"\xef\xbb\xbf") else 0)
    if declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii"):
        return raw
    try:
        return raw[declared.end() :].decode(declared[1].decode()).encode()
    except (LookupError, UnicodeError):
        return raw  # the parser judges


class Package:
    """The parts of one .docx that passed the pre-check."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError("corrupt") from error
        self._data = data
        # Part names are case-insensitive (OPC); some writers use backslashes.
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()}
        self.main_name = self._find_main_name()
        self.relations = self.read_relations(self.main_name)

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
            return self._inflate(self._archive.getinfo(stored)) or self._archive.read(stored)
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

    def _inflate(self, info: zipfile.ZipInfo) -> bytes | None:
        """A whole deflated part in one step, twice as fast as zipfile; None when zipfile should judge it."""
        name, packed = self._find_packed(info)
        if info.compress_type != zipfile.ZIP_DEFLATED or name != info.orig_filename.encode("ascii", "replace"):
            return None
        raw = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
        return raw if len(raw) == info.file_size and zlib.crc32(raw) == info.CRC else None

    def _find_packed(self, info: zipfile.ZipInfo) -> tuple[bytes, bytes]:
        """(name, packed bytes) of a part, as its local header says."""
        name_at = info.header_offset + _LOCAL_HEADER_BYTES
        head = self._data[info.header_offset : name_at]
        start = name_at + int.from_bytes(head[26:28], "little")
        packed_at = start + int.from_bytes(head[28:30], "little")
        return self._data[name_at:start], self._data[packed_at : packed_at + info.compress_size]

    def parse_part(self, name: str) -> Element | None:
        """The root of a part, None when there is no such part."""
        raw = self.read_part(name)
        return None if raw is None else parse_xml(raw)

    def find_print(self, name: str) -> tuple[int, int, bytes] | None:
        """What tells whether a part is one seen before: its CRC, size and packed bytes (a CRC alone can be forged)."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        info = self._archive.getinfo(stored)
        return info.CRC, info.file_size, self._find_packed(info)[1]

    def find_related(self, kind: str) -> str | None:
        """The first part that the main part names with a relationship type ending in `/kind`."""
        return next((target for type_, target in self.relations.values() if type_ == kind), None)

    def _find_main_name(self) -> str:
        for type_, target in self.read_relations("").values():
            if type_ == "officeDocument" and target in self._names:
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise UnreadableError("corrupt")

    def read_relations(self, source: str) -> Relations:
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
