"""Which layers (optional content) of a PDF viewers do not show: PDFium tells it when it paints, not of text.

Keeps out layers that are named by a group of layers, or by a form as a whole.
"""

import re

from tonghop.reading.pdf.strings import decode_written

_REFERENCE = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+R\b")
_OFF = re.compile(rb"/OFF\s*\[([\d\sR]*)\]")
_ON = re.compile(rb"/ON\s*\[([\d\sR]*)\]")
_LAYER = re.compile(
    rb"\b(\d{1,10})\s+\d{1,5}\s+obj\s*<<(?=[^>]{0,2000}/Type\s*/OCG\b)[^>]{0,2000}?/Name\s*"
    rb"(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)",
    re.DOTALL,
)
_BASE_OFF = re.compile(rb"/BaseState\s*/OFF\b")


def find_hidden_layers(objects: bytes) -> frozenset[str]:
    """The names of layers that are off, by the text of a file's objects (soundness.Anatomy).

    A name that a shown layer also has is left out, since what bears it may be visible.
    """
    if b"/OCProperties" not in objects:
        return frozenset()
    off = {number for part in _OFF.findall(objects) for number in _REFERENCE.findall(part)}
    on = {number for part in _ON.findall(objects) for number in _REFERENCE.findall(part)}
    all_off = _BASE_OFF.search(objects) is not None
    hidden: set[str] = set()
    shown: set[str] = set()
    for number, name in _LAYER.findall(objects):
        is_hidden = number not in on if all_off else number in off
        (hidden if is_hidden else shown).add(decode_written(name))
    return frozenset(hidden - shown)
