"""What Outlook wraps into winmail.dat (TNEF) -> the text, and the files within. Runs in the child.

No library of today reads it: tnefparse stopped in 2021. Keeps out reading the files within.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tonghop.reading.archives import Archive, ZipPart
from tonghop.reading.limits import Limits
from tonghop.reading.mail.mime import clean_name
from tonghop.reading.mail.rtf import decompress_rtf
from tonghop.reading.markup import markup_to_lines
from tonghop.reading.plain import decode_text
from tonghop.reading.raw import RawFinding, UnreadableError

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD_BYTES, _MOST_DEPTH = 6, 4
_SUBJECT, _BODY, _TITLE, _DATA = 0x8004, 0x800C, 0x8010, 0x800F
_NEW_FILE, _MESSAGE_PROPERTIES, _FILE_PROPERTIES = 0x9002, 0x9003, 0x9005
_TEXT8, _TEXT, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_VARIABLE, _MANY = {_TEXT8, _TEXT, _BINARY, _OBJECT}, 0x1000
_FIXED_BYTES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_NAMED = 0x8000
_PLAIN_TEXT, _RTF, _PAGE, _CONTENT = 0x1000, 0x1009, 0x1013, 0x3701
_FILE_NAMES = (0x3707, 0x3704, 0x3001)
_INTERFACE_BYTES = 16  # before the message that stands in an object


class _File:
    """One attachment while its attributes are met."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self.data = b""

    @property
    def name(self) -> str:
        """The long name before the short one."""
        return next((shown for at in (*_FILE_NAMES, 0) if (shown := clean_name(self.names.get(at, "")))), "tệp")


class _Property(NamedTuple):
    number: int
    kind: int
    value: bytes


def split_tnef(data: bytes, limits: Limits) -> Archive:
    """Take it apart: its text in the best of the forms that it has, then its files; never more than it may cost.

    Raises:
        UnreadableError: it cannot be taken apart.
    """
    return _split(data, limits, 0)


def _split(data: bytes, limits: Limits, depth: int) -> Archive:
    if not data.startswith(SIGNATURE):
        raise UnreadableError("corrupt")
    unseen: list[str] = []
    texts: dict[int, bytes] = {}
    files: list[_File] = []
    try:
        for number, content in _list_attributes(data):
            _take(number, content, texts, files, unseen)
    except (struct.error, IndexError) as error:
        raise UnreadableError("corrupt") from error
    try:
        shown = list(_find_text(texts, limits))
    except ValueError as error:  # the rich text is cut short
        raise UnreadableError("corrupt") from error
    parts = [*shown, *(part for file in files for part in _open_file(file, limits, depth, unseen))]
    findings = []
    if len(parts) > limits.archive_parts:
        findings.append(RawFinding("too-many-parts", values={"limit": limits.archive_parts}))
    for content in texts.values():  # also the forms that are not read
        unseen += markup_to_lines(decode_text(content))
    names = [f"/{part.name}" for part in parts]
    return Archive(parts[: limits.archive_parts], [*unseen, *names], findings)


def _take(number: int, content: bytes, texts: dict[int, bytes], files: list[_File], unseen: list[str]) -> None:
    if number == _NEW_FILE:
        files.append(_File())
    elif number == _SUBJECT:
        unseen.append(f"/{_decode(content, _TEXT8)}")
    elif number == _BODY:
        texts[_PLAIN_TEXT] = content
    elif number == _MESSAGE_PROPERTIES:
        for each in _list_properties(content):
            if each.number in {_PLAIN_TEXT, _RTF, _PAGE}:
                texts[each.number] = _decode(each.value, each.kind).encode() if each.kind == _TEXT else each.value
            elif each.kind in {_TEXT, _TEXT8}:
                unseen.append(f"/{_decode(each.value, each.kind)}")
    elif files:
        _fill(files[-1], number, content)


def _fill(file: _File, number: int, content: bytes) -> None:
    if number == _TITLE:
        file.names[0] = _decode(content, _TEXT8)
    elif number == _DATA:
        file.data = content
    elif number == _FILE_PROPERTIES:
        for each in _list_properties(content):
            if each.number in _FILE_NAMES and each.kind in {_TEXT, _TEXT8}:
                file.names[each.number] = _decode(each.value, each.kind)
            elif each.number == _CONTENT:
                file.data = each.value[_INTERFACE_BYTES:] if each.kind == _OBJECT else each.value


def _list_attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, content) of each; what a cut file still holds of its last one, too."""
    at = _HEAD_BYTES
    while at + 9 <= len(data):
        number, length = struct.unpack_from("<H2xI", data, at + 1)
        yield number, data[at + 9 : at + 9 + length]
        at += 9 + length + 2  # a checksum that nobody needs


def _list_properties(data: bytes) -> Iterator[_Property]:
    (count,), at = struct.unpack_from("<I", data), 4
    for _ in range(min(count, len(data) // 8)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= _NAMED:
            by_name, length = struct.unpack_from("<II", data, at + 16)
            at += 24 + (_pad(length) if by_name else 0)
        plain = kind & ~_MANY
        if plain not in _VARIABLE:
            many = struct.unpack_from("<I", data, at)[0] if kind & _MANY else 1
            at += (4 if kind & _MANY else 0) + many * _FIXED_BYTES[plain] if plain in _FIXED_BYTES else len(data)
            continue
        (values,) = struct.unpack_from("<I", data, at)
        at += 4
        for _ in range(min(values, len(data) // 4)):
            (length,) = struct.unpack_from("<I", data, at)
            yield _Property(number, plain, data[at + 4 : at + 4 + length])
            at += 4 + _pad(length)


def _pad(length: int) -> int:
    return length + -length % 4


def _decode(value: bytes, kind: int) -> str:
    return (value.decode("utf-16-le", "replace") if kind == _TEXT else decode_text(value)).replace("\0", "").strip()


def _find_text(texts: dict[int, bytes], limits: Limits) -> Iterator[ZipPart]:
    """The page before the plain text, and the rich text only when there is no other."""
    if page := texts.get(_PAGE, b"").strip(b"\0 \r\n"):
        yield ZipPart("thân thư.html", page)
    elif plain := texts.get(_PLAIN_TEXT, b"").strip(b"\0 \r\n"):
        yield ZipPart("thân thư.txt", plain)
    elif _RTF in texts:
        yield ZipPart("thân thư.rtf", decompress_rtf(texts[_RTF], limits.text_chars * 4))


def _open_file(file: _File, limits: Limits, depth: int, unseen: list[str]) -> list[ZipPart]:
    """The file itself; of a message that is attached, what stands in it."""
    if not file.data.startswith(SIGNATURE) or depth >= _MOST_DEPTH:
        return [ZipPart(file.name, file.data)]
    unseen.append(f"/{file.name}")
    inner = _split(file.data, limits, depth + 1)
    unseen += inner.unseen
    return inner.parts
