"""Runs in the fonts of TCVN3 and VNI as Unicode. Keeps out the codes (tonghop.reading.legacy).

A font can lie: text that was converted to Unicode often keeps the name of its old font. So a paragraph's pieces in such
fonts are decoded only if that does not leave fewer Vietnamese syllables than there are.
"""

import re

from tonghop.reading.docx.context import Look
from tonghop.reading.legacy import count_syllables, decode_run, find_code

_MODERN = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)


def decode_pieces(pieces: list[tuple[str, Look]], met: set[str]) -> list[tuple[str, Look]]:
    """A paragraph's pieces with those in old fonts decoded; `met` gets the codes of what changed."""
    written = "".join(text for text, look in pieces if look.old_font)
    if _MODERN.search(written):
        return pieces
    decoded = [(decode_run(text, look.font) or text, look) for text, look in pieces]
    if written.isascii():
        return decoded  # nothing but the capitals that a font draws
    before, after = ("".join(text for text, _ in some) for some in (pieces, decoded))
    if count_syllables(after) < count_syllables(before):
        return pieces
    met.update(str(find_code(look.font)) for text, look in pieces if look.old_font and not text.isascii())
    return decoded
