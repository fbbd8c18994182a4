"""Complex fields whose code spans paragraphs: where it ends. Keeps out what fields show (paragraphs).

A begin that nothing ends must hide no text: a code goes on into the next paragraph only when its separator or end is
found, and until there each paragraph has field code in it, or no text at all.
"""

import re
from collections.abc import Sequence

from tonghop.reading.docx.stream import END, LOOK, PARAGRAPH, SPECIAL

_TURN = re.compile(f"{SPECIAL}f([a-z]+){END}")
_UNSEEN = re.compile(
    f"{PARAGRAPH}[^{PARAGRAPH}]*{PARAGRAPH}|{LOOK}[^{LOOK}]*{LOOK}|{SPECIAL}[^{END}]*{END}|[\ufdd0-\ufdef]"
)
_CODE = SPECIAL + "i"
_PARAGRAPHS = 100  # no code is longer


def code_ends(chunks: Sequence[str], index: int) -> bool:
    """Whether the code that is open before the w:p at that index ends there or behind it, in the same cell."""
    depth = boxes = 0
    for chunk in chunks[index : index + _PARAGRAPHS]:
        letter = chunk[:1]
        boxes += (letter == "(") - (letter == ")")
        if boxes < 0 or (boxes == 0 and letter not in "p)"):
            return False
        if boxes:
            continue
        for turn in _TURN.finditer(chunk):
            if turn[1] == "begin":
                depth += 1
            elif depth == 0:
                return _CODE in chunk[: turn.start()] or not _UNSEEN.sub("", chunk[1 : turn.start()]).strip()
            elif turn[1] == "end":
                depth -= 1
        if _CODE not in chunk and _UNSEEN.sub("", chunk[1:]).strip():
            return False
    return False
