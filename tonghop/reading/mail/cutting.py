"""The raw bytes of a mail -> its head alone, and whether it may bring files: what can be told without opening it.

Both in bounded time, since anybody may send anything. Keeps out what the head says (headers.py, in the child).
"""

import re
from collections.abc import Collection

_HEAD_BYTES = 500_000
_HEAD_LINES = 5_000
_SMALL_BYTES = 1_000_000
_FROM = re.compile(rb"^from[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_FILE = re.compile(
    rb"content-disposition:\s*attachment|;\s*(?:file)?name\*?[\d*]*=|^begin [0-7]{3,4} \S", re.IGNORECASE | re.MULTILINE
)


def cut_head(data: bytes) -> bytes:
    """The headers of a mail, as a mail without a body; of far too many only the first ones."""
    kept = []
    start = data[:_HEAD_BYTES]
    for line in start.splitlines(keepends=True)[:_HEAD_LINES]:
        if not line.strip(b"\r\n"):
            break
        kept.append(line)
    if len(start) < len(data) and sum(map(len, kept)) == len(start):
        kept.pop()  # it was cut in two
    return b"".join(kept) + b"\r\n"


def names_sender(head: bytes, addresses: Collection[bytes]) -> bool:
    """Whether a From line of a head holds one of these addresses (lower case): a guess that spares a second reading."""
    lines = b"".join(match[0].lower() for match in _FROM.finditer(head))
    return any(address in lines for address in addresses)


def may_bring_files(data: bytes) -> bool:
    """Whether a mail may have attachments, by its bytes; a large one may."""
    return len(data) > _SMALL_BYTES or _FILE.search(data) is not None
