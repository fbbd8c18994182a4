"""Files that old mail programs write into the text of a mail, between `begin 644 name` and `end`.

Keeps out the parts of a MIME mail (mime.py).
"""

import binascii
import re

_BEGIN = re.compile(r"^begin [0-7]{3,4} (\S[^\r\n]*)\r?\n", re.MULTILINE)
_LINE = re.compile(r"([ -`]{1,90})\r?\n")
_END = re.compile(r"end[ \t]*(?:\r?\n|\Z)")
_EMPTY = {" ", "`"}


def take_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """(the text without them, each file with its name); what only looks like the beginning of one stays text.

    Of one that is cut, what is there counts.
    """
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    at = 0
    while match := _BEGIN.search(text, at):
        data, end = _decode(text, match.end())
        kept.append(text[at : match.start() if data else end])
        if data:
            files.append((match[1].strip(), data))
        at = end
    return "".join(kept) + text[at:], files


def _decode(text: str, at: int) -> tuple[bytes, int]:
    """(the bytes that begin there, where the text goes on)."""
    data = bytearray()
    while (end := _END.match(text, at)) is None and (line := _LINE.match(text, at)):
        if line[1].rstrip() and line[1] not in _EMPTY:
            try:
                data += binascii.a2b_uu(line[1])
            except binascii.Error:
                break
        at = line.end()
    return bytes(data), end.end() if end else at
