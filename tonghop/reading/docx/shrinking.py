"""A part without the formatting that no rule reads, before it is parsed: Word repeats fonts and sizes in every run.

The properties of runs and paragraphs are few different strings, each many times. So the part is cut at them, each
different string is shortened once, neighbouring runs without properties become one, and the parser gets a third of
what stood there. Only what is written exactly as Word, LibreOffice and python-docx write it is shortened or joined;
any other string or run stays as it is, since the shortened part must mean what the whole one means. Keeps out what the
properties mean (styles).
"""

import re
from collections.abc import Callable
from functools import partial

from tonghop.reading.docx.package import WORD

_NAMESPACE = WORD[1:-1].encode()
_ROOT = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml version=["']1.0["'](?: encoding=["'](?i:utf-8)["'])?[^?<>]*\?>\s*)?"""
    rb"""(<w:\w+\s[^<>]*xmlns:w=["']""" + re.escape(_NAMESPACE) + rb"""["'][^<>]*[^/<>]>)"""
)
_REDECLARED = re.compile(rb"xmlns:w\s*=")
_HEAD_BYTES = 16_384  # a longer start tag is nothing ordinary
_SAMPLE_BYTES = 50_000
_WORTH_IT = 20
_ATTRIBUTES = rb"""(?: [\w:]+="[^"<]*")*"""
_FLAT = rb"<\w+:\w+" + _ATTRIBUTES + rb" ?/>"  # an empty element; its namespace is that of its prefix throughout
_RUN = re.compile(rb"(?:" + _FLAT + rb")*")
_OF_RUN = re.compile(rb"<w:(?:b|vanish|specVanish|caps|smallCaps|rStyle|ins|del|moveFrom|moveTo)(?=[ /])[^<]*")
_FONT = re.compile(rb"""<w:rFonts(?: [\w:]+="[^"<]*")*? w:hAnsi=("[^"<]*")""")
_ODD_FONT = re.compile(rb"""hAnsi\s*=\s*["'](?:[.&]|[Vv][Nn]|(?i:symbol|wing))""")
_PARAGRAPH = re.compile(
    rb"((?:"
    + _FLAT
    + rb"|<w:numPr>(?:<w:(?:ilvl|numId)%b ?/>)*</w:numPr>" % _ATTRIBUTES
    + rb"|<w:tabs>(?:<w:tab%b ?/>)*</w:tabs>" % _ATTRIBUTES
    + rb"|<w:pBdr>(?:<w:(?:top|left|bottom|right|between|bar)%b ?/>)*</w:pBdr>" % _ATTRIBUTES
    + rb")*)(<w:rPr>(?:"
    + _FLAT
    + rb")*</w:rPr>)?"
)
_OF_PARAGRAPH = re.compile(rb"<w:(?:pStyle|ilvl|numId|outlineLvl|framePr)(?=[ /])[^<]*")
# What Word writes anew at each spelling mark and each edit, and what no rule reads.
_EDITED = re.compile(rb"""<w:r(?: w:rsid\w+="\w+")+>""")
_SPELLING = re.compile(rb"""<w:proofErr w:type="\w+"/>""")
_TEXT_START, _TEXT_END = b"<w:r><w:t>", b"</w:t></w:r>"  # of a run without properties


def find_root_start(raw: bytes) -> bytes | None:
    """The start tag of the root of a part that can be searched as bytes, None for one that must be parsed first.

    It can when w: means WordprocessingML throughout, and no comment, CDATA or instruction can hold seeming tags.
    """
    root = _ROOT.match(raw[:_HEAD_BYTES])
    if root is None or root[1].count(b"xmlns:w=") != 1 or root[1].count(_NAMESPACE) != 1:
        return None
    if raw.find(_NAMESPACE, root.end()) >= 0:  # declared once more, maybe for another prefix
        return None
    if raw.find(b"xmlns:w", root.end()) >= 0 and _REDECLARED.search(raw, root.end()) is not None:
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
    keep_fonts = (
        (bool(styles) and find_root_start(styles) is None)
        or _ODD_FONT.search(styles) is not None
        or _ODD_FONT.search(raw) is not None
    )
    raw = _shorten(raw, b"rPr", partial(_shorten_run, keep_fonts=keep_fonts))
    raw = _shorten(raw, b"pPr", _shorten_paragraph)
    return _join_runs(raw)


def _shorten(raw: bytes, name: bytes, shorten: Callable[[bytes], bytes | None]) -> bytes:
    """The part with the inside of each element of that name shortened, where `shorten` knows all of it."""
    start, end = b"<w:" + name + b">", b"</w:" + name + b">"
    pieces = raw.split(start)
    short: dict[bytes, bytes] = {}
    for index in range(1, len(pieces)):
        inside, found, rest = pieces[index].partition(end)
        shortened = short.get(inside)
        if shortened is None:
            known = shorten(inside) if found else None
            shortened = b"" if known == b"" else start + (inside if known is None else known) + found
            if found:
                short[inside] = shortened
        pieces[index] = shortened + rest
    return b"".join(pieces)


def _shorten_run(inside: bytes, *, keep_fonts: bool) -> bytes | None:
    if _RUN.fullmatch(inside) is None:
        return None
    font = _FONT.search(inside) if keep_fonts else None
    fonts = b"<w:rFonts w:hAnsi=%b/>" % font[1] if font else b""
    return fonts + b"".join(_OF_RUN.findall(inside))


def _shorten_paragraph(inside: bytes) -> bytes | None:
    said = _PARAGRAPH.fullmatch(inside)
    if said is None:
        return None
    return b"".join(_OF_PARAGRAPH.findall(said[1])) + (said[2] or b"")


def _join_runs(raw: bytes) -> bytes:
    """The part with runs that are nothing but text, next to each other, as one run."""
    raw = _EDITED.sub(b"<w:r>", _SPELLING.sub(b"", raw)).replace(b'<w:t xml:space="preserve">', b"<w:t>")
    pieces = raw.split(_TEXT_END + _TEXT_START)
    joined = [pieces[0]]
    bare = _ends_in_bare_run(pieces[0])
    for piece in pieces[1:]:
        tag = piece.find(b"<")
        if not (bare and (tag < 0 or piece.startswith(_TEXT_END, tag))):
            joined.append(_TEXT_END + _TEXT_START)
        joined.append(piece)
        bare = tag < 0 or _ends_in_bare_run(piece)
    return b"".join(joined)


def _ends_in_bare_run(piece: bytes) -> bool:
    """Whether the run whose text ends this piece has nothing before that text."""
    return piece.endswith(_TEXT_START, 0, piece.rfind(b"<") + len(b"<w:t>"))
