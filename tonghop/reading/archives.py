"""A .zip that somebody packed by hand -> the files within, bounded; runs in the child.

Keeps out reading those files, and zips that are a document (docx, xlsx, odt): they are formats of their own.
"""

import io
import struct
import unicodedata
import zipfile
import zlib
from typing import NamedTuple

from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawFinding, UnreadableError
from tonghop.reading.salvage import find_zip_lines

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_LITTER = {"thumbs.db", "desktop.ini", ".ds_store"}
_NAME_CHARS = 200


class ZipPart(NamedTuple):
    """One file of a zip; without bytes when `problem`, a key of the catalogue, says why."""

    name: str
    data: bytes
    problem: str | None = None


class Archive(NamedTuple):
    """The files of a zip in its order, and for the gate every name with its folders ("/" before each)."""

    parts: list[ZipPart]
    unseen: list[str]
    findings: list[RawFinding]


def split_zip(data: bytes, limits: Limits) -> Archive:
    """Take a zip apart; folders and what operating systems leave there are no files.

    Args:
        data: the zip.
        limits: `archive_bytes` and `archive_parts` are what this zip may still cost.

    Raises:
        UnreadableError: its directory cannot be read, or it unpacks to more than it may.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("corrupt") from error
    named = [(member, decode_name(member)) for member in archive.infolist()]
    unseen = [f"/{path}" for _, path in named]
    comments = [archive.comment, *(member.comment for member, _ in named)]
    unseen += [comment.decode("utf-8", "replace") for comment in comments if comment]
    wanted = [(member, path) for member, path in named if not _is_litter(member, path)]
    parts: list[ZipPart] = []
    left = limits.archive_bytes
    for member, path in wanted[: limits.archive_parts]:
        if member.file_size > left:
            raise UnreadableError("bomb")
        part = _open(archive, member, path.rsplit("/", 1)[-1][-_NAME_CHARS:], limits)
        left -= len(part.data)
        parts.append(part)
    findings = []
    if len(wanted) > limits.archive_parts:
        findings.append(RawFinding("too-many-parts", values={"limit": limits.archive_parts}))
    if findings or any(part.problem == "corrupt" for part in parts):  # what can be had of the rest is for the gate
        unseen += find_zip_lines(data, limits.salvage_bytes)
    return Archive(parts, unseen, findings)


def decode_name(member: zipfile.ZipInfo) -> str:
    """The path of a member as its maker saw it: NFC, "/" between folders, control characters dropped."""
    raw = member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8_FLAG else "cp437", "replace")
    text = _find_unicode_path(member.extra, raw) or _decode(raw)
    text = unicodedata.normalize("NFC", text.replace("\\", "/"))
    return "".join(char for char in text if char.isprintable()).strip("/")


def _decode(raw: bytes) -> str:
    """Bytes of a name whose code page nobody tells: UTF-8, the Vietnamese Windows page, or that of old DOS."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return raw.decode("cp437")
    foreign = (char for char in text if not char.isascii())
    return text if all(char.isalpha() or unicodedata.combining(char) for char in foreign) else raw.decode("cp437")


def _find_unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The UTF-8 name that Info-ZIP and WinZip write beside the old one; none when it belongs to another name."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and length > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None


def _is_litter(member: zipfile.ZipInfo, path: str) -> bool:
    folders, _, name = path.rpartition("/")
    hidden = name.startswith("._") or name.lower() in _LITTER or "__MACOSX" in folders.split("/")
    return hidden or member.is_dir() or member.orig_filename.endswith("\\") or path == "__MACOSX"


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits) -> ZipPart:
    if member.flag_bits & _ENCRYPTED_FLAG:
        return ZipPart(name, b"", "encrypted")
    if member.file_size > limits.file_bytes:
        return ZipPart(name, b"", "bomb")
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, zlib.error):
        return ZipPart(name, b"", "corrupt")
    return ZipPart(name, content) if len(content) == member.file_size else ZipPart(name, b"", "corrupt")
