"""Plain text: UTF-8, UTF-16 with a byte order mark, else Windows-1258; one block per line that is not empty."""

import codecs

from tonghop.reading.cleaning import clean_text, find_segments
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawBlock, RawFinding, Reading, UnreadableError


def read(data: bytes, limits: Limits) -> Reading:
    """Blocks `body/p<n>`, n being the line number from 1, empty lines counted."""
    return read_lines(decode_text(data), limits)


def read_lines(text: str, limits: Limits) -> Reading:
    """The same for text that is already decoded."""
    if len(text) > limits.text_chars:
        raise UnreadableError("too-long")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    cleaned = ((number, clean_text(line)) for number, line in enumerate(lines, start=1))
    blocks = tuple(RawBlock(f"body/p{number}", "paragraph", line) for number, line in cleaned if line)
    if len(blocks) > limits.paragraphs:
        raise UnreadableError("too-long")
    unseen = tuple("\n".join(pieces) for pieces in map(find_segments, lines) if pieces)
    return Reading(blocks, unseen, findings=() if blocks else (RawFinding("no-text"),))


def decode_text(data: bytes) -> str:
    """Bytes -> text; never fails, since Windows-1258 gives something for every byte."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")
