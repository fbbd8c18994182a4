"""One part of a .docx -> one stream of text (flatten.xsl, in C), and the words of that stream.

Keeps out what the stream means: properties (styles.py), characters (paragraphs.py), places (stories.py).
"""

import re
from collections.abc import Iterable
from importlib.resources import files

from lxml import etree

from tonghop.reading.docx.package import Element
from tonghop.reading.raw import UnreadableError

STRUCTURE = "\ufdd0"
LOOK = "\ufdd1"
RUN = "\ufdd2"
SPECIAL = "\ufdd3"
BREAK = "\ufdd4"
PROPERTY = "\ufdd5"
PARAGRAPH = "\ufdd6"
END = "\ufdd7"

_PAYLOADS = re.compile(
    f"{PARAGRAPH}[^{PARAGRAPH}]*{PARAGRAPH}|{LOOK}[^{LOOK}]*{LOOK}|{RUN}|{SPECIAL}[f+gxsnhmk][^{END}]*{END}"
)
_DELIMITERS = re.compile("[\ufdd0-\ufdef]")
_NO_LOOK = LOOK + LOOK
_END_OF_PART = STRUCTURE + "e"

_flatten = etree.XSLT(etree.fromstring((files(__package__) / "flatten.xsl").read_bytes()))


def flatten(root: Element, prompts: str = "") -> list[str]:
    """The structures of one part in order, each a letter, its value and what follows up to the next one.

    Args:
        root: the part.
        prompts: ids of the styles that empty content controls have, a space around each; "" when none is known.

    Raises:
        UnreadableError: `corrupt`, when the part could not be flattened to its end.
    """
    try:
        stream = str(_flatten(root, prompts=etree.XSLT.strparam(prompts)) if prompts else _flatten(root))
    except etree.XSLTApplyError as error:
        raise UnreadableError("corrupt") from error
    if not stream.endswith(_END_OF_PART):  # out of memory on the way: never an accepted half
        raise MemoryError
    if "\n" in stream:  # a line end inside w:t is a space; breaks have their own sign
        stream = stream.replace("\n", " ")
    return stream.replace(_NO_LOOK, "").split(STRUCTURE)[1:-1]


def split_properties(payload: str) -> list[tuple[str, str]]:
    """(letter, value) of each property in a payload."""
    return [(item[0], item[1:]) for item in payload.split(PROPERTY)[1:]]


def find_texts(chunks: Iterable[str]) -> str:
    """All text of some structures, without order or looks, one line per paragraph; for the secrecy gate alone."""
    return BREAK.join(_DELIMITERS.sub(" ", _PAYLOADS.sub("", chunk[1:])) for chunk in chunks)
