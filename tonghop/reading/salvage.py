"""Rough text for the secrecy gate alone: what stands in parts that reading does not understand, or in a broken file.

Nothing here is ever shown or counted: places and order are lost. Every function gives what it can and never fails on
bad bytes; the child's limits bound the cost.
"""

import re
import zlib
from email import message_from_bytes

from tonghop.reading.cards import find_card_files, find_card_lines
from tonghop.reading.limits import Limits
from tonghop.reading.markup import markup_to_lines, to_lines
from tonghop.reading.plain import decode_text
from tonghop.reading.precheck import ole

_RTF_UNICODE = r"\\u(-?\d{{1,6}}) ?(?:\\'[0-9a-fA-F]{{2}}|[^\\{{}}]){{0,{}}}"
_RTF_FALLBACK = re.compile(r"\\uc([0-4])(?!\d)")
_RTF_BREAK_ENDS_WORD = re.compile(r"(\\[a-z]+-?\d*)[\r\n]")
_RTF_BREAKS = str.maketrans("", "", "\r\n")
_RTF_CAPITALS = re.compile(r"\\s?caps(?![a-z0-9])")
_CAPITALS = "\x01"
_RTF_HEX = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_LINE = re.compile(r"\\(?:pard?|line|(?:nest)?(?:cell|row)|trowd|tab|sectd?|page|column)(?![a-z])|\\[\r\n]")
_RTF_WORD = re.compile(r"\\[a-z]+-?\d* ?|[{}]|\\.")
_TEXT_RUN = re.compile(r"[\t\r\n\x20-\x7e\xa0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2030]{3,}")
_NARROW_RUN = re.compile(rb"[\t\r\n\x07\x0b\x20-\x7e\xa0-\xff]{4,}")
_COUNTED = re.compile(rb"([\x02-\x5a])\0(?:[\0\x04]|\x08..)?(?=[\x20-\xff])", re.DOTALL)
"""Before a string of a byte for each letter: its length, and since Excel 97 its kind."""
_LONGEST_CELL = 60
_VIETNAMESE = re.compile("[\u0300-\u036f\u1e00-\u1eff]")
_OLE_BREAKS = {0x07: "\n", 0x0B: "\n", 0x0D: "\n"}
_ZIP_HEADER = b"PK\x03\x04"
_DIRECTORY_HEADER = b"PK\x01\x02"
_ZIP_WITHIN_BYTES = 65_536
_GZIP_HEADER = b"\x1f\x8b"
_LOCAL_HEADER_BYTES = 30
_MAX_NESTING = 12
_MIME = re.compile(
    rb"\s*(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:mime-version|content-type):", re.IGNORECASE
)
_MIME_WITHIN = 4_096
_BASE64_RUN = re.compile(rb"(?:^[A-Za-z0-9+/]{4,76}\r?\n)*^[A-Za-z0-9+/]{2,76}={0,2}$", re.MULTILINE)
_BIFF_STREAMS = ("workbook", "book")
_BIFF_CONTINUE = b"\x3c\0"
_BIFF_STRINGS = b"\xfc\0"
_NAMES_BYTES = 1_000_000
_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTLESS = (".rels", ".png", ".jpeg", ".jpg", ".gif", ".tif", ".tiff", ".bmp", ".emf", ".wmf", ".odttf")
_TEXTLESS_BIN = re.compile(r"(?:^|[/\\])(?:printersettings|image|font|thumbnail|vba)[^/\\]*\.bin$", re.IGNORECASE)
_STEP_BYTES = 32


_ZIPS = frozenset({"docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp", "zip"})
_OLES = frozenset({"doc", "xls", "ppt", "msg", "ole"})
_PACKED = frozenset({"rar", "7z"})
_WRAPPED = frozenset({"unknown", "gzip", "tnef", "signed"})
SALVAGED = frozenset({"rtf", "html", "xml", "text", "mail", "pdf"}) | _WRAPPED | _ZIPS | _OLES | _PACKED
"""Formats of which rough text can be had."""


def find_text_runs(data: bytes) -> list[str]:
    """What looks like words in bytes of any kind, in UTF-8 and UTF-16."""
    texts = (data.decode("utf-8", errors="replace"), data.decode("utf-16-le", errors="replace"))
    return [line for text in texts for line in to_lines("\n".join(_TEXT_RUN.findall(text)))]


def find_rough_lines(data: bytes, format_: str, limits: Limits) -> list[str]:  # noqa: PLR0911 - one per kind of format
    """Lines of text in a file that cannot be read, by what its format allows; [] when nothing can be had cheaply."""
    if format_ in _ZIPS:
        return find_zip_lines(data, limits.salvage_bytes)
    if format_ == "rtf":
        return to_lines(rtf_to_text(data[: limits.salvage_bytes].decode("latin-1")))
    if format_ in _OLES:
        return find_ole_lines(data[: limits.salvage_bytes])
    if format_ in {"text", "mail", "html", "xml"}:
        lines = markup_to_lines(decode_text(data[: limits.salvage_bytes]))
        if format_ == "mail":
            lines += _find_mime_lines(data[: limits.salvage_bytes], _Purse(limits.salvage_bytes), 0)
        return lines + (find_zip_lines(data, limits.salvage_bytes) if _ZIP_HEADER in data else [])
    if format_ == "pdf":
        from tonghop.reading.pdf.strings import find_pdf_lines

        return find_pdf_lines(data, limits)
    if format_ in _PACKED:
        return _find_packed_names(data)
    return _find_scattered_lines(data, limits.salvage_bytes) if format_ in _WRAPPED else []


def find_ole_lines(data: bytes) -> list[str]:
    """Text of an old Office file: in UTF-16 at even and odd places, or a byte for each letter (old Vietnamese fonts).

    A workbook writes before each string how long it is: that number stays at the end of the text before it, or makes a
    letter before the string, so each text is also given without its first and last letter.
    """
    found: list[str] = []
    data += _join_strings(data)
    for start in (0, 1):
        wide = data[start:].decode("utf-16-le", errors="replace").translate(_OLE_BREAKS)
        for run in _TEXT_RUN.findall(wide):
            clings = len(run) <= _LONGEST_CELL and _VIETNAMESE.search(run)
            found += [run, run[1:], run[:-1], run[1:-1]] if clings else [run]
    for run in _NARROW_RUN.findall(data):
        found.append(run.decode("latin-1").translate(_OLE_BREAKS))
    for match in _COUNTED.finditer(data):
        text = data[match.end() : match.end() + match[1][0]].decode("latin-1")
        if text.isprintable() and not text.isascii():
            found.append(text)
    return to_lines("\n".join(dict.fromkeys(found)))


def _join_strings(data: bytes) -> bytes:
    """The shared strings of an old workbook as one: where a record ends, a string goes on in the next one."""
    books = [entry for entry in ole.read_tops(data) if entry.name in _BIFF_STREAMS]
    return b"".join(join_records(ole.read_stream(data, entry)) for entry in books[:2])


def join_records(records: bytes) -> bytes:
    """The strings of a workbook's stream, those that go on in a further record whole."""
    joined: list[bytes] = []
    at, is_strings = 0, False
    while at + 4 <= len(records):
        kind, length = records[at : at + 2], int.from_bytes(records[at + 2 : at + 4], "little")
        is_strings = kind == _BIFF_STRINGS or (is_strings and kind == _BIFF_CONTINUE)
        if is_strings:  # before what goes on stands its kind once more
            joined.append(records[at + 4 + (kind == _BIFF_CONTINUE) : at + 4 + length])
        at += 4 + length
    return b"".join(joined)


def _find_packed_names(data: bytes) -> list[str]:
    """Names that stand in clear in an archive that is not opened here: at its beginning or, for 7z, at its end."""
    ends = data[:_NAMES_BYTES] + b"\0\0\0" + data[_NAMES_BYTES:][-_NAMES_BYTES:]
    lines = find_text_runs(ends) + find_text_runs(ends[1:])
    return [*lines, *(f"/{line}" for line in lines if "." in line)]


def _find_scattered_lines(data: bytes, budget: int) -> list[str]:
    """Text of a file that nobody knows: a spoilt zip, something packed, or text with a few bytes that are none."""
    lines = find_zip_lines(data, budget) if _ZIP_HEADER in data else []
    if data.startswith(_GZIP_HEADER):
        content = _inflate(data, budget, zlib.MAX_WBITS | 16)
        lines += find_member_lines("", content, budget) or find_text_runs(content)  # a .tar within
    for text in (
        data[:budget].replace(b"\0", b"").decode("utf-8", errors="replace"),
        data[:budget].decode("utf-16-le", errors="replace"),
        data[:budget].decode("utf-16-be", errors="replace"),
    ):
        lines += to_lines("\n".join(_TEXT_RUN.findall(text)))
    return lines


def find_zip_lines(data: bytes, budget: int) -> list[str]:
    """Member names ("/" before each: the gate judges names) and texts of a zip, by its local headers.

    The directory may be missing, doubled or lying.

    Args:
        data: a zip, whole or truncated.
        budget: bytes that may be inflated altogether.
    """
    return _find_zip_lines(data, _Purse(budget), 0)


class _Purse:
    """Bytes that may still be inflated, however deep zips stand in one another."""

    def __init__(self, left: int) -> None:
        self.left = left


def _find_zip_lines(data: bytes, purse: _Purse, nesting: int) -> list[str]:
    lines: list[str] = []
    at = data.find(_ZIP_HEADER)
    while at >= 0 and purse.left > 0:
        name_length = int.from_bytes(data[at + 26 : at + 28], "little")
        extra_length = int.from_bytes(data[at + 28 : at + 30], "little")
        start = at + _LOCAL_HEADER_BYTES + name_length + extra_length
        name = decode_text(data[at + _LOCAL_HEADER_BYTES : at + _LOCAL_HEADER_BYTES + name_length])
        stored = int.from_bytes(data[at + 8 : at + 10], "little") == 0
        told = start + int.from_bytes(data[at + 18 : at + 22], "little")
        if told == start or data[told : told + 4] not in (_ZIP_HEADER, _DIRECTORY_HEADER):  # unknown there, or a lie
            told = start
        following = data.find(_ZIP_HEADER, told)
        end = following if following > 0 else data.find(_DIRECTORY_HEADER, told)
        packed = data[start : end if end > 0 else None]
        content = packed[: purse.left] if stored else _inflate(packed, purse.left)
        purse.left -= len(content)
        lines.append(f"/{name}")
        lines += _find_member_lines(name, content, purse, nesting)
        at = following
    return lines


def may_bear_text(name: str) -> bool:
    """Whether a member of that name is worth inflating for its text: pictures, fonts and relationships are not."""
    return not name.lower().endswith(_TEXTLESS) and _TEXTLESS_BIN.search(name) is None


def find_member_lines(name: str, content: bytes, budget: int) -> list[str]:
    """Lines of one member: markup, text, a mail or a zip within; [] for pictures and other binaries."""
    return _find_member_lines(name, content, _Purse(budget), 0)


def _find_member_lines(name: str, content: bytes, purse: _Purse, nesting: int) -> list[str]:
    if nesting >= _MAX_NESTING:
        return []
    if _MIME.match(content, 0, _MIME_WITHIN):  # a saved page that Word shows in the place of a part
        return _find_mime_lines(content, purse, nesting + 1)
    if _ZIP_HEADER in content[:_ZIP_WITHIN_BYTES]:  # also inside an OLE object
        return _find_zip_lines(content, purse, nesting + 1)
    if content.startswith(_GZIP_HEADER) and purse.left > 0:
        unpacked = _inflate(content, purse.left, zlib.MAX_WBITS | 16)
        purse.left -= len(unpacked)
        return _find_member_lines("", unpacked, purse, nesting + 1)
    return _find_plain_lines(name, content, purse, nesting) if may_bear_text(name) else []


def _find_plain_lines(name: str, content: bytes, purse: _Purse, nesting: int) -> list[str]:
    if content.startswith(b"{\\rtf"):
        return to_lines(rtf_to_text(content.decode("latin-1")))
    if content.startswith(_OLE_HEADER) or name.lower().endswith(".bin"):  # an object that stands in a document
        return find_ole_lines(content)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return []
    text = decode_text(content)
    lines = markup_to_lines(text) + find_card_lines(text)
    for file in find_card_files(text):
        lines += _find_member_lines("", file, purse, nesting + 1)
    return lines


def _find_mime_lines(content: bytes, purse: _Purse, nesting: int) -> list[str]:
    from tonghop.reading.mail.decoding import undo_encoding  # both read html, which salvages
    from tonghop.reading.mail.headers import decode_words, list_encoded

    lines: list[str] = []
    try:
        for part in message_from_bytes(content).walk():
            told = [decode_words(value) for value in list_encoded(part, besides=())] + [part.get_filename() or ""]
            lines += [f"/{name}" for name in told if name]
            if not part.is_multipart() and isinstance(payload := part.get_payload(decode=True), bytes):
                purse.left -= len(payload)
                lines += _find_member_lines(part.get_filename() or "", payload[: max(purse.left, 0)], purse, nesting)
    except (RecursionError, LookupError, ValueError, TypeError):  # mails in mails without end: what is in base64
        for run in _BASE64_RUN.findall(content):
            payload = undo_encoding(run, "base64")
            purse.left -= len(payload)
            lines += _find_member_lines("", payload[: max(purse.left, 0)], purse, nesting)
    return lines


def rtf_to_text(text: str) -> str:
    r"""The characters of an RTF file, control words dropped; several readings where it may be read in several ways.

    A line break in the file means nothing in RTF, yet it parts what is no paragraph (fonts, styles) from what is one.
    After a letter by its number stand as many characters for old programs as `\uc` says, one unless it is said.
    Lines drawn in capitals are given in capitals, too.
    """
    joined = _RTF_BREAK_ENDS_WORD.sub(r"\1 ", _RTF_LINE.sub("\n\t", text))
    joined = "\n".join(line.translate(_RTF_BREAKS) for line in joined.split("\n\t"))
    fallbacks = sorted({1, *(int(count) for count in _RTF_FALLBACK.findall(text))})
    readings = [_read_rtf(text, 1), *(_read_rtf(joined, fallback) for fallback in fallbacks)]
    capitals = [line.upper() for reading in readings for line in reading.split("\n") if _CAPITALS in line]
    return "\n".join([*readings, *capitals]).replace(_CAPITALS, "")


def _read_rtf(text: str, fallback: int) -> str:
    text = _RTF_LINE.sub("\n", _RTF_CAPITALS.sub(_CAPITALS, text.replace(_CAPITALS, "")))
    text = re.sub(_RTF_UNICODE.format(fallback), lambda match: chr(int(match[1]) % 0x10000), text)
    text = _RTF_HEX.sub(lambda match: bytes([int(match[1], 16)]).decode("cp1258", errors="replace"), text)
    return _RTF_WORD.sub("", text).encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")


def _inflate(packed: bytes, budget: int, window: int = -zlib.MAX_WBITS) -> bytes:
    machine = zlib.decompressobj(window)
    try:
        return machine.decompress(packed, budget)
    except zlib.error:
        return _inflate_in_steps(packed, budget, window)


def _inflate_in_steps(packed: bytes, budget: int, window: int) -> bytes:
    """What comes out before the damage; zlib gives nothing back when one call meets an error."""
    machine, out = zlib.decompressobj(window), bytearray()
    try:
        for at in range(0, len(packed), _STEP_BYTES):
            out += machine.decompress(packed[at : at + _STEP_BYTES], max(budget - len(out), 1))
            if machine.eof or len(out) >= budget:
                break
    except zlib.error:
        pass
    return bytes(out)
