"""Plain text: Unicode in its usual forms, else Windows-1258, TCVN3 or VNI; one block per line that is not empty.

Keeps out which lines are rows of a table (typed_tables), the tables of the legacy codes and how a line tells its code
(legacy), and whether bytes are text (detection).
"""

import codecs
import re
import unicodedata

from tonghop.reading.cards import find_card_files, find_card_lines
from tonghop.reading.cleaning import find_segments
from tonghop.reading.legacy import count_syllables, fold_look_alikes, repair_texts
from tonghop.reading.limits import Limits
from tonghop.reading.markup import unescape_lines
from tonghop.reading.raw import RawBlock, RawFinding, Reading, UnreadableError
from tonghop.reading.typed_tables import read_blocks

_WINDOWS = "Windows-1258"
_SAMPLE, _JUDGED = 4_096, 65_536
_MOST_STRAY = 8  # one character that is no UTF-8 among so many that are, else the text is no UTF-8
_SHORT = 90
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")


def read(data: bytes, limits: Limits) -> Reading:
    """Blocks `body/p<n>`, n being the line number from 1, empty lines counted; rows of typed tables `body/t1/r1`."""
    text, code = decode_bytes(data)
    reading = read_lines(text, limits, codes=frozenset({code} if code else ()))
    return reading._replace(findings=(*reading.findings, *_find_damage(data, text)))


def read_lines(text: str, limits: Limits, *, codes: frozenset[str] = frozenset()) -> Reading:
    """The same for text that is already decoded; `codes` are those that were met on the way."""
    if len(text) > limits.text_chars:
        raise UnreadableError("too-long")
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    repaired, met = repair_texts(raw)
    folded = [fold_look_alikes(line) for line in repaired]
    lines = [line for line, _ in folded]
    blocks = tuple(block for block in read_blocks(lines) if block.text)
    if len(blocks) > limits.paragraphs:
        raise UnreadableError("too-long")
    unseen = ["\n".join(pieces) for pieces in map(find_segments, lines) if pieces]
    unseen += find_card_lines(text) + unescape_lines(text)
    for file in find_card_files(text):
        from tonghop.reading.salvage import find_member_lines  # it decodes texts as this module does

        unseen += find_member_lines("", file, limits.salvage_bytes)
    if met:  # decoded capitals are uncertain: the secrecy gate gets short lines as they stood, too
        unseen += [line for line, decoded in zip(raw, repaired, strict=True) if line != decoded and len(line) <= _SHORT]
    findings = _find_findings(blocks, codes | met, sum(count for _, count in folded))
    return Reading(blocks, tuple(unseen), findings=findings)


def _find_findings(blocks: tuple[RawBlock, ...], codes: frozenset[str], look_alikes: int) -> tuple[RawFinding, ...]:
    found = [] if blocks else [RawFinding("no-text")]
    if codes:
        found.append(RawFinding("legacy-converted", values={"codes": ", ".join(sorted(codes))}))
    if look_alikes:
        found.append(RawFinding("look-alike", values={"count": look_alikes}))
    return tuple(found)


def _find_damage(data: bytes, text: str) -> list[RawFinding]:
    """What the bytes of a Unicode text lack: its end, or letters within it."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _find_wide(data[:_SAMPLE]) is not None
    if wide and (len(data) % 2 or text.endswith("\ufffd")):
        return [RawFinding("truncated")]
    if not wide and text == _decode_utf8(data) and _ends_within_letter(data):
        return [RawFinding("truncated")]
    count = text.count("\ufffd") - (0 if wide else data.count("\ufffd".encode()))
    return [RawFinding("corrupt-text", values={"count": count})] if count > 0 else []


def _ends_within_letter(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    decoder.decode(data)
    return bool(decoder.getstate()[0])


def decode_text(data: bytes) -> str:
    """Bytes -> text; never fails. TCVN3 and VNI come out as the Latin-1 characters that repair_texts expects."""
    return decode_bytes(data)[0]


def decode_bytes(data: bytes) -> tuple[str, str | None]:
    """The same with the name of the code page if it is an old one that is known from here on."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), None
    wide = _find_wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace"), None
    if (text := _decode_utf8(data)) is not None:
        return text, None
    return _decode_single_bytes(data)


def _decode_utf8(data: bytes) -> str | None:
    """None if it is no UTF-8; a character cut at the end or a damaged byte among many right ones is no matter."""
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        spoilt = data.decode("utf-8-sig", errors="replace")
    few = spoilt.count("\ufffd") * _MOST_STRAY <= len(_BEYOND_ASCII.findall(spoilt))
    return spoilt if few or data.startswith(codecs.BOM_UTF8) else None


def _find_wide(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: of Latin letters nearly every second byte is zero, and no other byte is."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample) or min(even, odd) * 16 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_single_bytes(data: bytes) -> tuple[str, str | None]:
    """Windows-1258 unless the words of the first pages are more Vietnamese when taken for TCVN3 or VNI."""
    windows, latin = _decode_windows(data[:_JUDGED]), data[:_JUDGED].decode("cp1252", errors="replace")
    repaired, met = repair_texts(latin.split("\n"))
    vietnamese = count_syllables(windows)
    if met and count_syllables("\n".join(repaired)) > vietnamese:
        return data.decode("cp1252", errors="replace"), None
    return _decode_windows(data), _WINDOWS if vietnamese > count_syllables(latin) else None


def _decode_windows(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
