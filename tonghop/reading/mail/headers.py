"""The headers of one mail -> who says to have sent it, when, and whether a person did. Runs in the child; no pydantic.

Values come raw, since both standard policies rewrite or refuse hostile ones. Keeps out the body and its parts (mime.py)
and trust: whom to believe is intake's question.
"""

import re
from collections.abc import Collection
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from tonghop.reading.cleaning import clean_text
from tonghop.reading.plain import decode_text

_DNS_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]+@{_DNS_LABEL}(?:\.{_DNS_LABEL})+"
_PLAIN = r'[^"<>@,;:()\\\x00-\x1f]'
_NAME = rf'(?:"(?:[^"\\\x00-\x1f]|\\.)*"|(?:{_PLAIN}|\({_PLAIN}*\))*)'
_ONE_ADDRESS = re.compile(rf"(?:({_NAME})\s*<({_ADDRESS})>|({_ADDRESS}))")
_ANY_ADDRESS = re.compile(r"[^\s<>@,;:()\"\\]+@[^\s<>@,;:()\"\\]+")
_BESIDE_ADDRESS = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
_BULK = {"bulk", "list", "junk"}
_PROGRAM_ANSWERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-mail-autoreply")
_REPORTS = {"multipart/report", "message/delivery-status", "message/disposition-notification"}
_PROGRAMS = {"mailer-daemon", "postmaster"}
_TRACE = ("received", "authentication-results")
_SUBJECT_CHARS = 2_000
_FROM_CHARS = 1_000
_ADDRESS_CHARS = 254
_NAME_CHARS = 254
_TRACE_LINES = 60
_TRACE_CHARS = 4_000


def read_head(message: Message) -> dict[str, Any]:
    """The fields of mail.Mail that the headers tell, as JSON values."""
    received = get_headers(message, "Received")
    return {
        **read_from(message),
        "reply_to": find_sender(get_headers(message, "Reply-To")),
        "trace": read_trace(message),
        "subject": decode_words(" ".join(get_headers(message, "Subject")[:1])),
        "received_at": _read_time(received[0].rpartition(";")[2]) if received else None,
        "sent_at": _read_time(" ".join(get_headers(message, "Date")[:1])),
        "message_id": (get_headers(message, "Message-ID") or [""])[0].strip()[:998] or None,
        "automatic": is_automatic(message),
        "notice": is_notice(message),
    }


def read_from(message: Message) -> dict[str, Any]:
    """The sender, the name beside the address, or why there is no sender."""
    values = get_headers(message, "From")
    sender = find_sender(values)
    if sender is None:
        return {"sender": None, "sender_name": "", "from_fault": _find_fault(values)}
    match = _ONE_ADDRESS.fullmatch(" ".join(values[0].split()))
    name = match[1] if match and match[1] else ""
    if name.startswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return {"sender": sender, "sender_name": decode_words(name)[:_NAME_CHARS], "from_fault": None}


def find_sender(values: list[str]) -> str | None:
    """The one strict From address in lower case; None when the header is missing, doubled, a list or malformed.

    `alice@x.vn)<evil@y.com>` is neither alice nor evil here: library parsers disagree on it, so nobody is trusted.
    """
    if len(values) != 1 or len(values[0]) > _FROM_CHARS:
        return None
    match = _ONE_ADDRESS.fullmatch(" ".join(values[0].split()))
    address = (match[2] or match[3]).lower() if match else ""
    return address if 0 < len(address) <= _ADDRESS_CHARS else None


def _find_fault(values: list[str]) -> str:
    """Why From names no sender: missing, doubled, several, name-only or malformed."""
    if len(values) > 1:
        return "doubled"
    text = " ".join("".join(values)[:_FROM_CHARS].split())
    if not text or text == "<>":
        return "missing"
    beside = _BESIDE_ADDRESS.sub(" ", text)
    found = len(_ANY_ADDRESS.findall(beside))
    if found == 0 and _ANY_ADDRESS.search(decode_words(text)):
        return "name-only"
    return "several" if found > 1 and re.search("[,;]", beside) else "malformed"


def read_trace(message: Message) -> list[tuple[str, str]]:
    """(name in lower case, value on one line) of the headers that servers put on top of each other, as they stand."""
    found = []
    for key, value in message.raw_items():
        if key.lower() in _TRACE:
            found.append((key.lower(), " ".join(_to_text(value).split())[:_TRACE_CHARS]))
            if len(found) == _TRACE_LINES:
                break
    return found


def is_automatic(message: Message) -> bool:
    """Whether the mail must never be answered: RFC 3834, lists, and two senders at once."""
    precedence = " ".join(get_headers(message, "Precedence")).strip().lower()
    suppressed = " ".join(get_headers(message, "X-Auto-Response-Suppress")).strip().lower()
    return (
        is_notice(message)
        or precedence in _BULK
        or suppressed not in {"", "none"}
        or any(key.lower().startswith("list-") for key in message.keys())  # noqa: SIM118 (a Message is no dict)
        or len(get_headers(message, "From")) > 1
    )


def is_notice(message: Message) -> bool:
    """Whether a program wrote it: an automatic answer, a bounce, a server's report."""
    submitted = " ".join(get_headers(message, "Auto-Submitted")).strip().lower()
    precedence = " ".join(get_headers(message, "Precedence")).strip().lower()
    sender = find_sender(get_headers(message, "From")) or ""
    return (
        re.split(r"[\s;(]", submitted)[0] not in {"", "no"}
        or precedence == "auto_reply"
        or any(get_headers(message, name) for name in _PROGRAM_ANSWERS)
        or any("".join(value.split()) in {"", "<>"} for value in get_headers(message, "Return-Path"))
        or sender.partition("@")[0] in _PROGRAMS
        or message.get_content_type() in _REPORTS
    )


def decode_words(value: str) -> str:
    """A header value with its encoded words decoded, clean, on one line; undecodable bytes become U+FFFD."""
    try:
        chunks = decode_header(" ".join(value.split())[: 10 * _SUBJECT_CHARS])
    except (ValueError, LookupError, HeaderParseError):
        chunks = [(value, None)]
    text = "".join(_decode_chunk(chunk, charset) for chunk, charset in chunks)
    return " ".join(clean_text(text).split())[:_SUBJECT_CHARS]


def _decode_chunk(chunk: bytes | str, charset: str | None) -> str:
    if isinstance(chunk, str):
        return chunk
    try:
        return chunk.decode(charset or "utf-8", errors="replace")
    except LookupError:
        return decode_text(chunk)


def get_headers(message: Message, name: str) -> list[str]:
    """Raw values of a header: unfolded bytes read as UTF-8, never re-parsed."""
    wanted, length = name.lower(), len(name)
    return [_to_text(value) for key, value in message.raw_items() if len(key) == length and key.lower() == wanted]


def list_encoded(message: Message, *, besides: Collection[str]) -> list[str]:
    """Raw values of all other headers that hold more than ASCII, encoded or not."""
    known = {name.lower() for name in besides}
    values = ((key, _to_text(value)) for key, value in message.raw_items() if key.lower() not in known)
    return [value for _, value in values if "=?" in value or not value.isascii()]


def _to_text(value: object) -> str:
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_time(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(re.sub(r"\([^()]*\)", "", text).strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return moment.isoformat() if 1970 <= moment.year <= 9000 else None
