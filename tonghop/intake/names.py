"""File names: as keys (every name its own, storable in any database) and as people read them.

Keeps out what a name means.
"""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

# Overrides of the writing direction can make `xcod.exe` look like `exe.docx`; no Vietnamese name needs them.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def make_key(name: str) -> str:
    """A name or relative path as a key: valid Unicode, and different for different bytes on disk."""
    return os.fsencode(name).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


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
