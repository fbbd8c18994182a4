"""What shows that a mail did not arrive whole: boundaries, transfer encodings and letters that are cut.

A mail is read as far as it goes, since what is left may be all; a person is told. Keeps out what mailers of old leave
out without harm: the last line's end, the end of a multipart with nothing in it.
"""

import codecs
import re
import string
from email import errors
from email.message import Message

from tonghop.reading.mail.decoding import decode_part, decode_payload
from tonghop.reading.raw import RawFinding

_OPEN = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
_BASE64_LETTERS = (string.ascii_letters + string.digits + "+/").encode()
_MOST_PADDING = 2
_PIECES = re.compile(r"=[0-9A-Fa-f]?\Z")
_DAMAGED = "\ufffd"


def find_damage(message: Message) -> list[RawFinding]:
    """`mail-truncated` where a part ends before its end, `corrupt-text` where letters are damaged."""
    parts = list(message.walk())
    closed = message.is_multipart()
    found = [RawFinding("mail-truncated")] if any(_is_cut(part, closed=closed) for part in parts) else []
    if not found and (count := sum(map(_count_damaged, parts))):
        found.append(RawFinding("corrupt-text", values={"count": count}))
    return found


def _is_cut(part: Message, *, closed: bool) -> bool:
    if part.get_content_type() == "message/partial":
        return str(part.get_param("total", "")) != "1"
    if any(isinstance(defect, _OPEN) for defect in part.defects):
        return not part.is_multipart() or any(map(_says_anything, part.get_payload()))
    return not part.is_multipart() and (_breaks_encoding(part, closed=closed) or _breaks_letter(part))


def _says_anything(part: object) -> bool:
    return isinstance(part, Message) and bool(str(part.get_payload()).strip())


def _breaks_encoding(part: Message, *, closed: bool) -> bool:
    """`closed`: a boundary follows the part, whose line takes the part's last line end."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    written = str(part.get_payload())
    if encoding == "base64":
        text = written.strip()
        letters = text.rstrip("=")
        padding = len(text) - len(letters)
        letters = "".join(letters.split())
        strange = letters.encode("utf-8", "replace").translate(None, _BASE64_LETTERS)
        return (len(letters) + padding) % 4 != 0 or padding > _MOST_PADDING or bool(strange)
    if encoding == "quoted-printable":
        match = _PIECES.search(written)
        return match is not None and (len(match[0]) > 1 or not closed)
    return False


def _breaks_letter(part: Message) -> bool:
    """The last letter of a text in UTF-8 lacks bytes."""
    if part.get_content_maintype() != "text" or _is_file(part):
        return False
    data = decode_payload(part).rstrip(b"\r\n")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(data)
    except UnicodeDecodeError:
        return False
    return bool(decoder.getstate()[0]) and _says_utf8(part) and not data.isascii()


def _count_damaged(part: Message) -> int:
    if part.get_content_type() not in {"text/plain", "text/html"} or part.is_multipart() or _is_file(part):
        return 0
    data = decode_payload(part)
    return max(decode_part(part, data).count(_DAMAGED) - data.count(_DAMAGED.encode()), 0)


def _is_file(part: Message) -> bool:
    """Files are judged where they are read."""
    return part.get_content_disposition() == "attachment" or bool(part.get_param("name", ""))


def _says_utf8(part: Message) -> bool:
    return str(part.get_content_charset() or "utf-8").lower().replace("-", "") in {"utf8", "usascii"}
