"""What FETCH answers, taken apart, and which mails are fetched together. Keeps out the wire.

A server may answer in any order, with its own attributes first, and add answers that nobody asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

CHUNK_MAILS = 50
CHUNK_BYTES = 16_000_000
_UID = re.compile(rb"(?:^|[ (])UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,19})(?!\d)")
_NUMBER = re.compile(rb"[1-9]\d{0,9}")
_LARGEST_NUMBER = 2**32 - 1
_INTERNAL_DATE = re.compile(rb'INTERNALDATE "([^"]{1,40})"')


class AnswerError(ValueError):
    """An answer is none that a server of IMAP gives; the message says nothing of it."""


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
    yield Fetched(
        _parse_number(uid[1]), int(size[1]) if size else None, _parse_date(date[1]) if date else None, literal
    )


def _parse_date(value: bytes) -> datetime | None:
    """` 8-Jun-2024 17:25:00 +0700`, whatever the language of this process."""
    try:
        return parsedate_to_datetime(value.decode("ascii").replace("-", " ", 2).strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_numbers(answer: Sequence[object]) -> list[int]:
    """The numbers of a SEARCH answer, once each. Raises AnswerError: what is passed over could be a mail."""
    lines = [line for line in answer if line is not None]
    return list(
        {_parse_number(each) for line in lines for each in (line.split() if isinstance(line, bytes) else [b""])}
    )


def parse_validity(value: str) -> str:
    """UIDVALIDITY, a part of keys. Raises AnswerError."""
    if not re.fullmatch(r"[0-9]{1,10}", value):
        raise AnswerError
    return value


def _parse_number(value: bytes) -> int:
    if not _NUMBER.fullmatch(value) or int(value) > _LARGEST_NUMBER:
        raise AnswerError
    return int(value)


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
