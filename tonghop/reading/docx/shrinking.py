"""A part without the formatting that no rule reads, before it is parsed: Word repeats fonts and sizes in every run.

The properties of runs and paragraphs are few different strings, each many times. So the part is cut at them, each
different string is shortened once, runs that then look alike become one, and the parser gets a third of what stood
there. Only a part as Word, LibreOffice
and python-docx write it is shortened; any other goes on as it is. Keeps out what the properties mean (styles).
"""

import re
from collections.abc import Callable
from functools import partial

from tonghop.reading.docx.package import WORD

_ROOT = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml version=["']1.0["'](?: encoding=["'](?i:utf-8)["'])?[^?<>]*\?>\s*)?"""
    rb"""(<w:\w+\s[^<>]*xmlns:w=["']""" + re.escape(WORD[1:-1].encode()) + rb"""["'][^<>]*[^/<>]>)"""
)
_HEAD_BYTES = 16_384  # a longer start tag is nothing ordinary
_SAMPLE_BYTES = 50_000
_WORTH_IT = 20
_ATTRIBUTES = rb"""((?:\s+[\w:]+="[^"<]*")*)\s*/?>"""
_OF_RUN = re.compile(rb"<w:(b|vanish|specVanish|caps|smallCaps|rStyle|ins|del|moveFrom|moveTo)(?=[\s/>])" + _ATTRIBUTES)
_FONT = re.compile(rb"""<w:rFonts\s[^<>]*?w:hAnsi=("[^"<]*")""")
_ODD_FONT = re.compile(rb"""hAnsi=["'](?:\.|[Vv][Nn]|(?i:symbol|wing))""")
_OF_PARAGRAPH = re.compile(rb"<w:(pStyle|ilvl|numId|outlineLvl|framePr)(?=[\s/>])" + _ATTRIBUTES)
_RUN = re.compile(rb"<w:rPr>.*?</w:rPr>", re.DOTALL)
_RUN_END, _LOOKED_RUN_END = b"</w:r>", b"</w:r >"  # the same to a parser
# Between the texts of two runs without properties of their own: Word begins a run at each spelling mark and each edit.
_BETWEEN_ALIKE = re.compile(
    rb"""</w:t></w:r>(?:<w:proofErr w:type="\w+"/>)*<w:r(?: w:rsid\w+="\w+")*><w:t(?: xml:space="preserve")?>"""
)


def find_root_start(raw: bytes) -> bytes | None:
    """The start tag of the root of a part that can be searched as bytes, None for one that must be parsed first.

    It can when w: means WordprocessingML throughout, and no comment, CDATA or instruction can hold seeming tags.
    """
    root = _ROOT.match(raw[:_HEAD_BYTES])
    if root is None or raw.find(b"xmlns:w=", root.end()) >= 0 or root[1].count(b"xmlns:w=") != 1:
        return None
    # A single byte is found ten times as fast as a pair, and is mostly not there.
    if (b"!" in raw and b"<!" in raw) or (raw.find(b"?", root.start(1)) >= 0 and raw.find(b"<?", root.start(1)) >= 0):
        return None
    return root[1]


def shrink(raw: bytes, styles: bytes) -> bytes:
    """The part with the properties of its runs and paragraphs shortened to those that flatten.xsl reads.

    Args:
        raw: the part.
        styles: the styles part. Where neither names a font of symbols or of an old code, all fonts go.
    """
    if raw.count(b"<w:sz ", 0, _SAMPLE_BYTES) < _WORTH_IT or find_root_start(raw) is None:
        return raw
    keep_fonts = _ODD_FONT.search(styles) is not None or _ODD_FONT.search(raw) is not None
    raw = _shorten(raw, b"rPr", partial(_shorten_run, keep_fonts=keep_fonts), _mark_run)
    raw = _shorten(raw, b"pPr", _shorten_paragraph)
    return _BETWEEN_ALIKE.sub(b"", raw)


def _shorten(
    raw: bytes, name: bytes, shorten: Callable[[bytes], bytes], mark: Callable[[bytes], bytes] | None = None
) -> bytes:
    """The part with the inside of each element of that name shortened, unless another of the name stands in it.

    `mark` changes what follows an element that did not become empty.
    """
    start, end = b"<w:" + name + b">", b"</w:" + name + b">"
    pieces = raw.split(start)
    short: dict[bytes, bytes] = {}
    for index in range(1, len(pieces)):
        inside, found, rest = pieces[index].partition(end)
        if not found:
            pieces[index] = start + inside
            continue
        shortened = short.get(inside)
        if shortened is None:
            shortened = shorten(inside)
            shortened = short[inside] = start + shortened + end if shortened else b""
        if mark is not None and (shortened or rest.startswith(b"</w:rPrChange")):
            rest = mark(rest)
        pieces[index] = shortened + rest
    return b"".join(pieces)


def _mark_run(rest: bytes) -> bytes:
    """Set the end of a run with properties apart, so that the next run does not become a part of it."""
    return rest.replace(_RUN_END, _LOOKED_RUN_END, 1)


def _shorten_run(inside: bytes, *, keep_fonts: bool) -> bytes:
    if b"'" in inside or b"Change" in inside:
        return inside
    font = _FONT.search(inside) if keep_fonts else None
    fonts = b"<w:rFonts w:hAnsi=%b/>" % font[1] if font else b""
    return fonts + b"".join(b"<w:%b%b/>" % found for found in _OF_RUN.findall(inside))


def _shorten_paragraph(inside: bytes) -> bytes:
    if b"'" in inside or b"Change" in inside or b"<w:sectPr" in inside:
        return inside
    mark = _RUN.search(inside)
    return b"".join(b"<w:%b%b/>" % found for found in _OF_PARAGRAPH.findall(inside)) + (mark[0] if mark else b"")
