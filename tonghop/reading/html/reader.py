"""An HTML page -> blocks in the order of the page, each with its place.

Places: `p<n>` counts the lines that a browser shows one below the other outside tables (a block element or what a <br>
ends), empty ones included; `t<n>` the outermost tables with their rows `r<n>`. Tables that only lay out a page are
walked through. Footnotes and comments of Word's HTML are `note<n>` and `comment<n>`.
"""

import codecs
import re
from collections.abc import Callable, Sequence

from lxml import etree, html

from tonghop.reading.html.looks import Element, Sheet
from tonghop.reading.html.walk import Walk
from tonghop.reading.legacy import may_be_legacy, repair_texts
from tonghop.reading.limits import Limits
from tonghop.reading.plain import decode_text
from tonghop.reading.raw import RawFinding, Reading, UnreadableError

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE)
_CHARSET_WITHIN = 8_192
_TAG_WITHIN = 2_000
_SHORT = 90
_APART = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_MUST_CLOSE = (rb"html", rb"body", rb"div", rb"table")
_WITHIN_TAG = re.compile(rb"</?[a-z][^<>]*\Z", re.IGNORECASE)
FindZone = Callable[[Element], str | None]


def read(data: bytes, limits: Limits) -> Reading:
    """Read a page that stands in a file of its own.

    Raises:
        UnreadableError: it is cut short, nested beyond measure or breaks a limit.
    """
    source = decode_html(data)
    if _is_cut(data.replace(b"\0", b"")):
        raise UnreadableError("truncated")
    reading = read_html(source, limits)
    blocks = tuple(block for block in reading.blocks if block.text)
    return reading._replace(blocks=blocks, findings=reading.findings if blocks else (RawFinding("no-text"),))


def _is_cut(data: bytes) -> bool:
    """Whether the page ends within a tag, or opens what it closes nowhere; a page closed as a whole is whole."""
    shown = _APART.sub(b" ", data)
    if _find_tag(shown, b"/html"):
        return False
    unclosed = (_find_tag(shown, name) and not _find_tag(shown, b"/" + name) for name in _MUST_CLOSE)
    return _WITHIN_TAG.search(shown[-_TAG_WITHIN:]) is not None or any(unclosed)


def _find_tag(data: bytes, name: bytes) -> bool:
    return re.search(rb"<" + name + rb"(?:[\s>]|\Z)", data, re.IGNORECASE) is not None


def read_html(
    source: str, limits: Limits, *, start: Sequence[int] = (0, 0), find_zone: FindZone | None = None
) -> Reading:
    """The blocks of a page, empty lines among them as blocks without text.

    Args:
        source: decoded.
        limits: the bounds.
        start: paragraphs and tables that stand before this page, where several make one text.
        find_zone: tells of an element whether it opens a zone apart ("quote"): its blocks are comments at quote/p1.
    """
    root = _parse(source)
    if root is None:
        return Reading()
    sheet = Sheet(style.text or "" for style in root.iter("style"))
    walk = Walk(sheet, limits, start, find_zone)
    walk.walk(root)
    if any(map(may_be_legacy, walk.lines)):
        fixed, codes = repair_texts(walk.lines)
        if codes:
            # Decoded capitals are uncertain: the secrecy gate gets short lines as they stood, too.
            pairs = zip(walk.lines, fixed, strict=True)
            before = [line for line, decoded in pairs if line != decoded and len(line) <= _SHORT]
            met = codes | walk.codes
            walk = Walk(sheet, limits, start, find_zone, fixed)
            walk.walk(root)
            walk.codes |= met
            walk.unseen += before
    return Reading(tuple(walk.blocks), tuple(walk.unseen), tuple(_find_findings(walk)))


def _parse(source: str) -> Element | None:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (ValueError, AssertionError, etree.LxmlError):  # nothing in it
        root = None
    if parser.error_log.filter_from_fatals():  # the parser stopped there, and would not say that it lost the rest
        raise UnreadableError("bomb")
    return root


def _find_findings(walk: Walk) -> list[RawFinding]:
    found = []
    if walk.changes:
        found.append(RawFinding("tracked-changes", values={"count": walk.changes}))
    if walk.hidden:
        found.append(RawFinding("hidden-text"))
    if walk.codes:
        found.append(RawFinding("legacy-converted", values={"codes": ", ".join(sorted(walk.codes))}))
    if walk.look_alikes:
        found.append(RawFinding("look-alike", values={"count": walk.look_alikes}))
    return found


def decode_html(data: bytes) -> str:
    """Bytes -> text by byte order mark, else UTF-8 if they are that, else as the page says, else as a text file is."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:_CHARSET_WITHIN])
    name = named[1].decode("ascii", "replace").lower() if named else ""
    try:
        # Of a page that says UTF-8 and has a few other bytes, the words are worth more than those bytes.
        return data.decode(name, errors="replace" if name.replace("-", "") == "utf8" else "strict")
    except (LookupError, UnicodeError):
        return decode_text(data)
