"""What FETCH answers, taken apart, and which mails are fetched together. Keeps out the wire.

A server may answer in any order, with its own attributes first, and add answers that nobody asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.parser import HeaderParser
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from tonghop.intake.imap import messages
from tonghop.intake.names import clean_name

CHUNK_MAILS = 50
CHUNK_BYTES = 16_000_000
_UID = re.compile(rb"(?:^|[ (])UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_INTERNAL_DATE = re.compile(rb'INTERNALDATE "([^"]{1,40})"')
_SHOWN_LENGTH = 500


class Listed(NamedTuple):
    """A mail as the server lists it."""

    uid: int
    size: int


class Fetched(NamedTuple):
    """What the server gave of one mail: `data` is what BODY[...] asked for."""

    uid: int
    size: int | None
    arrived_at: datetime | None
    data: bytes | None


def parse_fetched(answer: Sequence[object]) -> list[Fetched]:
    """The mails of one FETCH answer as imaplib gives it: tuples (text, literal) and texts between them."""
    found: list[Fetched] = []
    text, literal = b"", None
    for part in (*answer, b"1 ()"):
        head, *rest = part if isinstance(part, tuple) else (part,)
        if not isinstance(head, bytes):  # None: nothing was found
            continue
        if re.match(rb"\d+ \(", head):  # another mail begins; what precedes belongs to the one before
            found += _make_fetched(text, literal)
            text, literal = b"", None
        text += b" " + head
        literal = rest[0] if rest else literal
    return found


def _make_fetched(text: bytes, literal: bytes | None) -> Iterator[Fetched]:
    uid, size, date = _UID.search(text), _SIZE.search(text), _INTERNAL_DATE.search(text)
    if uid is None:
        return
    if literal is None and re.search(rb'BODY\[[^\]]*\](?:<\d+>)? (?:""|NIL)', text):
        literal = b""
    yield Fetched(int(uid[1]), int(size[1]) if size else None, _parse_date(date[1]) if date else None, literal)


def _parse_date(value: bytes) -> datetime | None:
    """` 8-Jun-2024 17:25:00 +0700`, whatever the language of this process."""
    try:
        return parsedate_to_datetime(value.decode("ascii").replace("-", " ", 2).strip())
    except (ValueError, TypeError, IndexError):
        return None


def plan_chunks(
    listed: Iterable[Listed], *, mails: int = CHUNK_MAILS, size: int = CHUNK_BYTES
) -> Iterator[tuple[int, ...]]:
    """Numbers of mails to fetch together, in their order; a mail above `size` bytes goes alone."""
    chunk: list[int] = []
    total = 0
    for each in listed:
        if chunk and (len(chunk) >= mails or total + each.size > size):
            yield tuple(chunk)
            chunk, total = [], 0
        chunk.append(each.uid)
        total += each.size
    if chunk:
        yield tuple(chunk)


def make_number_set(uids: Iterable[int]) -> str:
    """Numbers as IMAP writes them: 1:4,7,9:10."""
    ranges: list[list[int]] = []
    for uid in sorted(set(uids)):
        if ranges and uid == ranges[-1][1] + 1:
            ranges[-1][1] = uid
        else:
            ranges.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in ranges)


def name_mail(header: bytes, folder: str) -> str:
    """How people find a mail that was not read: by subject, sender and folder. Not yet scanned for marks."""
    parsed = HeaderParser().parsestr(header.decode("utf-8", "replace"))
    subject, sender = (_decode(str(parsed.get(name, ""))) for name in ("Subject", "From"))
    return messages.NAMED.format(
        subject=subject or messages.NO_SUBJECT, sender=sender or messages.NO_SENDER, folder=folder
    )


def _decode(value: str) -> str:
    try:
        parts = [
            part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) else part
            for part, charset in decode_header(value)
        ]
    except (ValueError, LookupError, HeaderParseError):  # an encoding that does not exist, or words that are none
        parts = [value]
    return clean_name("".join(parts).encode("utf-8", "replace").decode()).strip()[:_SHOWN_LENGTH]
