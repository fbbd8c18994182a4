"""A look over the bytes of a PDF before PDFium: is every stream whole, is every part that a page names there?

PDFium mends silently and shows the text that is left, which would be a report with a part missing and nobody the wiser.
Keeps out what bears no words: the data of pictures and fonts. Of an encrypted file nothing can be said.
"""

import base64
import re
import zlib
from typing import NamedTuple

_END = b"endstream"
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s*\d*\s+\d+\s+R)\b")
_FILTER = re.compile(rb"/(?:Filter|F)\s*\[?\s*/(\w+)")
_TEXTLESS = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Length1\b")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_OBJECT = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\b")
_CONTENTS = re.compile(rb"/Contents\s*(\[[\d\sR]*\]|\d+\s+\d+\s+R)")
_XOBJECTS = re.compile(rb"/XObject\s*<<([^<>]*)>>")
_REFERENCE = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s*(?=\d{1,10}\s+\d{1,5}\s+R\b)")
_PAINTED = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_UPDATE = re.compile(rb"\b\d{1,10}\s+\d{1,5}\s+o|\bxref\b")


class Stream(NamedTuple):
    """A stream's dictionary and its bytes, inflated where that is to be had."""

    head: bytes
    content: bytes


class Anatomy(NamedTuple):
    """A PDF without PDFium: `objects` is what stands outside streams or in object streams; `damaged`: some is lost."""

    objects: bytes
    streams: list[Stream]
    damaged: bool


def is_encrypted(data: bytes) -> bool:
    """Whether strings and streams are ciphered."""
    return b"/Encrypt" in data and _ENCRYPTED.search(data) is not None


def dissect_pdf(data: bytes, budget: int) -> Anatomy:
    """Take an unencrypted PDF apart.

    Args:
        data: the file, whole or not.
        budget: bytes that may be inflated altogether; what lies beyond is not judged.
    """
    objects: list[bytes] = []
    streams: list[Stream] = []
    numbers: set[bytes] = set()
    damaged = False
    done = look = 0
    while (at := data.find(b"stream", look)) >= 0:
        start = _find_start(data, at)
        look = at + 6
        if not start:
            continue
        head = data[max(data.rfind(b" obj", done, at), done) : at]
        end, fits = _find_end(data, start, head)
        stream, whole = _unpack(head, data[start:end], budget, fits=fits)
        damaged |= not whole
        budget -= len(stream.content)
        objects.append(data[done:at])
        done = look = end
        if _OBJECT_STREAM.search(head) and (first := _FIRST.search(head)):
            numbers.update(stream.content[: int(first[1])].split()[::2])
            objects.append(stream.content[int(first[1]) :])
        elif stream.content:
            streams.append(stream)
    outside = b"\n".join([*objects, data[done:]])
    numbers.update(_OBJECT.findall(outside))
    lost = _lacks_part(outside, numbers, streams) or _is_unfinished(data)
    return Anatomy(outside, streams, damaged or lost)


def _find_start(data: bytes, at: int) -> int:
    """Where the bytes of the stream begin whose keyword may stand at `at`; 0 when it is no keyword."""
    if not data[max(at - 8, 0) : at].rstrip().endswith(b">>"):
        return 0
    following = data[at + 6 : at + 8]
    if following == b"\r\n":
        return at + 8
    return at + 7 if following[:1] in {b"\r", b"\n"} else 0


def _find_end(data: bytes, start: int, head: bytes) -> tuple[int, bool]:
    """Where the stream ends, and whether that fits with the length that its dictionary tells."""
    told = _LENGTH.search(head)
    if told and data[start + int(told[1]) : start + int(told[1]) + 12].lstrip().startswith(_END):
        return start + int(told[1]), True
    end = data.find(_END, start)
    if end < 0:
        return len(data), False
    # Writers differ on whether the line's end before the keyword counts.
    return end, told is None or 0 <= end - start - int(told[1]) <= 2


def _unpack(head: bytes, packed: bytes, budget: int, *, fits: bool) -> tuple[Stream, bool]:
    if _TEXTLESS.search(head) or budget <= 0:
        return Stream(head, b""), True
    first = _FILTER.search(head)
    if first is None:
        return Stream(head, packed[:budget]), fits
    if first[1] in {b"ASCII85Decode", b"A85"} and b"/Fl" in head:
        try:
            packed = base64.a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
        except ValueError:
            return Stream(head, b""), False
    elif first[1] not in {b"FlateDecode", b"Fl"}:
        return Stream(head, b""), fits
    content, whole = inflate_whole(packed, budget)
    return Stream(head, content), whole


def inflate_whole(packed: bytes, budget: int) -> tuple[bytes, bool]:
    """What comes out of a zlib stream, and whether it came to its end (or to the budget's) without an error."""
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(packed, budget)
    except zlib.error:
        return _inflate_start(packed, budget), False
    if machine.eof or machine.unconsumed_tail or not packed.strip():
        return content, True
    # Some writers leave out the check sum at the end; the data itself says where its last block ends.
    bare = zlib.decompressobj(-zlib.MAX_WBITS)
    bare.decompress(packed[2:], budget)
    return content, bare.eof


def _inflate_start(packed: bytes, budget: int) -> bytes:
    """What comes out before the damage; zlib gives nothing back when one call meets an error."""
    machine, out = zlib.decompressobj(), bytearray()
    try:
        for at in range(0, len(packed), 32):
            out += machine.decompress(packed[at : at + 32], max(budget - len(out), 1))
            if machine.eof or len(out) >= budget:
                break
    except zlib.error:
        pass
    return bytes(out)


def _lacks_part(objects: bytes, numbers: set[bytes], streams: list[Stream]) -> bool:
    """Whether a page's content or a form or picture painted on it is named, but nowhere in the file."""
    named = [match for part in _CONTENTS.findall(objects) for match in _REFERENCE.findall(part)]
    named += [match for part in _XOBJECTS.findall(objects) for match in _REFERENCE.findall(part)]
    if not numbers.issuperset(named):
        return True
    drawing = [stream.content for stream in streams if b" Do" in stream.content and b"/EmbeddedFile" not in stream.head]
    painted = {name for content in drawing for name in _PAINTED.findall(content)}
    return bool(painted) and not painted <= {*_NAMED.findall(objects)} | {
        name for stream in streams for name in _NAMED.findall(stream.head)
    }


def _is_unfinished(data: bytes) -> bool:
    """Whether objects follow the last mark of an end: a change was being added when the file was cut."""
    return _UPDATE.search(data, data.rfind(b"%%EOF") + 5) is not None
