"""File names: as keys (every name its own, storable in any database) and as people read them.

Keeps out what a name means.
"""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

# Overrides of the writing direction can make `xcod.exe` look like `exe.docx`; no Vietnamese name needs them.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_KEY = 1000
"""Bytes; an index of PostgreSQL holds no more than 2,704, and a path can have 4,096."""


def make_key(name: str) -> str:
    """A name or relative path as a key: valid Unicode, short enough for an index, different for different bytes."""
    if len(name) <= _LONGEST_KEY and name.isascii() and "\\" not in name:
        return name  # the usual case, 50,000 times in a look
    raw = os.fsencode(name)
    key = raw.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    if len(key.encode()) <= _LONGEST_KEY:
        return key
    # No key that is kept whole holds a single backslash before this word.
    return f"{key[:300]}\\sha256:{hashlib.sha256(raw).hexdigest()}"


def clean_name(name: str) -> str:
    """A name as people read it: NFC, no control characters; bytes that are no UTF-8 become U+FFFD."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", _DIRECTION.sub("", text)))


def is_decodable(name: str) -> bool:
    """Whether the name on disk is valid UTF-8."""
    return "\ufffd" not in os.fsencode(name).decode("utf-8", "replace")


def make_source_name(kind: str, root: Path, given: str | None) -> str:
    """`kind:given`, else `kind:<hash of the absolute path>`, so that no machine path reaches outputs or mails."""
    return f"{kind}:{given or hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]}"
