"""The bytes of one MIME part as text, whatever its declarations say. Keeps out which parts a mail shows (mime.py)."""

import binascii
import quopri
import re
from email.message import Message

from tonghop.reading.html import decode_html
from tonghop.reading.plain import decode_text

_STRAY_CODES = re.compile(rb"(?:=[89A-F][0-9A-F]){2,}")
_STRAY_LEAST = 3


def decode_payload(part: Message) -> bytes:
    """The bytes of a part without its transfer encoding; what a broken encoding leaves is better than nothing."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return payload if isinstance(payload, bytes) else b""


def decode_part(part: Message, data: bytes) -> str:
    """As the bytes say, then as the part says: declarations lie more often than bytes happen to be UTF-8."""
    if data.isascii() and len(_STRAY_CODES.findall(data)) >= _STRAY_LEAST:
        data = _undo_stray_codes(data)
    named = str(part.get_content_charset() or "utf-8")
    for name, errors in ((named if data.isascii() else "utf-8-sig", "strict"), (named, "strict"), (named, "replace")):
        try:
            if errors == "strict" or (named.replace("-", "") == "utf8" and _is_nearly_utf8(data)):
                return data.decode(name, errors)
        except (LookupError, UnicodeError):
            continue
    return decode_html(data) if part.get_content_type() == "text/html" else decode_text(data)


def _is_nearly_utf8(data: bytes) -> bool:
    """More letters of UTF-8 than other bytes; of a text in an old code that says UTF-8 hardly any are."""
    spoilt = data.decode("utf-8", "replace")
    return spoilt.count("\ufffd") <= sum(char > "\x7f" and char != "\ufffd" for char in spoilt)


def _undo_stray_codes(data: bytes) -> bytes:
    """A text in quoted-printable whose mail does not say so; as it is when that gives no UTF-8."""
    decoded = quopri.decodestring(data)
    try:
        decoded.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return decoded


def undo_encoding(data: bytes, encoding: str) -> bytes:
    """The bytes behind a transfer encoding; as they are when they are not in it."""
    try:
        if encoding == "base64":
            return binascii.a2b_base64(data)
        return quopri.decodestring(data) if encoding == "quoted-printable" else data
    except binascii.Error:
        return data
