"""One mail -> its strict sender, subject, times, body text and attachments. Runs in the child; no pydantic here.

Keeps out reading the attachments (each is a file of its own) and trust: whether a sender is known is intake's question.
Header values come raw, since both standard policies rewrite or refuse hostile ones.
"""

import io
import re
import unicodedata
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.generator import BytesGenerator
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from typing import Any

from tonghop.reading.cleaning import clean_text
from tonghop.reading.limits import Limits
from tonghop.reading.mail.alternatives import BODY_KINDS, find_unread
from tonghop.reading.mail.body import Source, tell_body
from tonghop.reading.mail.damage import find_damage
from tonghop.reading.mail.decoding import decode_part, decode_payload, undo_encoding
from tonghop.reading.plain import decode_text
from tonghop.reading.raw import RawFinding, UnreadableError
from tonghop.reading.salvage import find_member_lines, markup_to_lines

_DNS_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]+@{_DNS_LABEL}(?:\.{_DNS_LABEL})+"
_ONE_ADDRESS = re.compile(rf'(?:(?:"(?:[^"\\\x00-\x1f]|\\.)*"|[^"<>@,;:()\\\x00-\x1f]*)\s*<({_ADDRESS})>|({_ADDRESS}))')
_NO_FILES = {
    *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
    *("text/calendar", "text/vcard", "text/x-vcard"),  # invitations and visiting cards that programs add
}
_BULK = {"bulk", "list", "junk", "auto_reply"}
_TOLD_HEADERS = ("Subject", "Thread-Topic", "Keywords", "Comments", "Sensitivity", "Content-Description")
_HTML_CAPITALS = re.compile(r"text-transform\s*:\s*uppercase|small-caps", re.IGNORECASE)
_SHORT_LINE = 40
_SUBJECT_CHARS = 2_000
_FROM_CHARS = 1_000


class _Parts:
    """What the walk through the MIME tree collects."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.texts: list[Source] = []
        self.attachments: list[tuple[str, bytes]] = []
        self.findings: list[RawFinding] = []
        self.taken: set[int] = set()  # ids of the message parts that are attachments
        self.unread: set[int] = set()  # ids of those that say what another way of saying it says already

    def attach(self, part: Message, name: str, data: bytes) -> None:
        if len(self.attachments) < self.limits.mail_parts:
            self.taken.add(id(part))
            self.attachments.append((name or f"dinh-kem-{len(self.attachments) + 1}", data))
        elif not any(finding.key == "too-many-parts" for finding in self.findings):
            self.findings.append(RawFinding("too-many-parts", values={"limit": self.limits.mail_parts}))


def split_mail(data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """(the fields of mail.Mail as JSON values with the parts' names and lengths, the parts' bytes one after another).

    Raises:
        UnreadableError: the MIME tree cannot be taken apart.
    """
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = _Parts(limits)
        _walk(message, parts, depth=0)
        unseen = _find_unseen(message, parts)
        parts.findings += find_damage(message)
    except RecursionError as error:
        raise UnreadableError("bomb") from error
    received = get_headers(message, "Received")
    subject = decode_words(" ".join(get_headers(message, "Subject")[:1]))
    answers = bool(get_headers(message, "In-Reply-To") or get_headers(message, "References"))
    head = {
        "sender": find_sender(get_headers(message, "From")),
        "subject": subject,
        "received_at": _read_time(received[0].rpartition(";")[2]) if received else None,
        "sent_at": _read_time(" ".join(get_headers(message, "Date")[:1])),
        "message_id": (get_headers(message, "Message-ID") or [""])[0].strip()[:998] or None,
        "automatic": is_automatic(message),
        "parts": [(name, len(content)) for name, content in parts.attachments],
        "unseen": unseen,
        "findings": [(finding.key, finding.locator, dict(finding.values)) for finding in parts.findings],
    }
    body = tell_body(parts.texts, limits, subject=subject, answers=answers, alone=not parts.attachments)
    return head | body, b"".join(content for _, content in parts.attachments)


def find_sender(values: list[str]) -> str | None:
    """The one strict From address in lower case; None when the header is missing, doubled, a list or malformed.

    `alice@x.vn)<evil@y.com>` is neither alice nor evil here: library parsers disagree on it, so nobody is trusted.
    """
    if len(values) != 1 or len(values[0]) > _FROM_CHARS:
        return None
    match = _ONE_ADDRESS.fullmatch(" ".join(values[0].split()))
    return (match[1] or match[2]).lower() if match else None


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
    raw = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return [str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace") for value in raw]


def _read_time(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(re.sub(r"\([^()]*\)", "", text).strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return moment.isoformat() if _is_sane(moment) else None


def _is_sane(moment: datetime) -> bool:
    return 1970 <= moment.year <= 9000


def is_automatic(message: Message) -> bool:
    """RFC 3834 and what servers add: such a mail is never answered."""
    submitted = " ".join(get_headers(message, "Auto-Submitted")).strip().lower()
    precedence = " ".join(get_headers(message, "Precedence")).strip().lower()
    return bool(
        (submitted and not submitted.startswith("no"))
        or precedence in _BULK
        or get_headers(message, "List-Id")
        or any("".join(value.split()) == "<>" for value in get_headers(message, "Return-Path"))
        or message.get_content_type() == "multipart/report"
    )


def _walk(message: Message, parts: _Parts, depth: int, *, report: bool = False) -> None:
    """Through the tree; `report`: within a server's report, which shows the mail it speaks of and hands nothing on."""
    kind = message.get_content_type()
    if depth > 10 * parts.limits.mail_depth:
        raise UnreadableError("bomb")
    if kind == "message/rfc822" and message.is_multipart() and not report:
        _attach_mail(message, parts)
    elif message.is_multipart():
        children = [child for child in message.get_payload() if isinstance(child, Message)]
        if kind == "multipart/alternative":
            unread, differ = find_unread(children, parts.limits)
            parts.unread |= unread
            parts.findings += [RawFinding("alternatives-differ")] if differ else []
        for child in children:
            _walk(child, parts, depth + 1, report=report or kind == "multipart/report")
    else:
        _read_leaf(message, kind, parts)


def _attach_mail(message: Message, parts: _Parts) -> None:
    """A forwarded mail is a file of its own, named after its subject where it has no name."""
    inner = message.get_payload(0)
    if not isinstance(inner, Message):
        return
    content = io.BytesIO()
    try:
        BytesGenerator(content, mangle_from_=False, maxheaderlen=0).flatten(inner)
        data = content.getvalue()
    except (ValueError, LookupError, TypeError, AttributeError):  # its own declarations contradict each other
        data = str(inner.get_payload()).encode("utf-8", "surrogateescape")
    if not inner.keys():  # it was encoded as if it were a file, which the rules forbid
        data = undo_encoding(data.lstrip(), str(message.get("Content-Transfer-Encoding", "")).strip().lower())
    name = _read_name(message) or clean_name(decode_words(" ".join(get_headers(inner, "Subject")[:1])) or "thư")
    parts.attach(message, name if name.lower().endswith(".eml") else f"{name}.eml", data)
    parts.taken |= {id(part) for part in inner.walk()}


def _read_leaf(part: Message, kind: str, parts: _Parts) -> None:
    name, disposition = _read_name(part), str(part.get_content_disposition() or "")
    data = decode_payload(part)
    if kind in _NO_FILES or id(part) in parts.unread:
        return
    if kind in BODY_KINDS and not name and disposition != "attachment":
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        joined = str(part.get_param("delsp", "")).lower() == "yes"
        parts.texts.append(Source(decode_part(part, data), kind == "text/html", flowed, joined))
        return
    inline_image = kind.startswith("image/") and disposition != "attachment" and bool(get_headers(part, "Content-ID"))
    if inline_image and len(data) <= parts.limits.tiny_image_bytes:
        return  # a logo of somebody's signature
    if data or name:
        parts.attach(part, name, data)


def _find_unseen(message: Message, parts: _Parts) -> list[str]:
    """Every name, told subject and text of all parts but attachments: those are files of their own."""
    lines: list[str] = []
    budget = parts.limits.salvage_bytes
    for part in message.walk():
        told = [value for key in _TOLD_HEADERS for value in get_headers(part, key)]
        names = [decode_words(value) for value in told] + [_read_name(part), _read_type_name(part)]
        lines += [f"/{name}" for name in names if name]
        around = "\n".join([part.preamble or "", part.epilogue or ""])
        lines += markup_to_lines(around.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        if part.is_multipart() or id(part) in parts.taken:
            continue
        data = decode_payload(part)[: max(budget, 0)]
        budget -= len(data)
        if part.get_content_type() == "text/html":
            source = decode_part(part, data)
            shown = markup_to_lines(source)
            lines += shown
            if _HTML_CAPITALS.search(source):
                lines += [line.upper() for line in shown if len(line) <= _SHORT_LINE]
        else:
            lines += find_member_lines(_read_name(part), data, budget)
    return lines


def _read_type_name(part: Message) -> str:
    """The name that Content-Type gives, which may differ from the file name."""
    try:
        name = collapse_rfc2231_value(part.get_param("name", ""))
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""
    return decode_words(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _read_name(part: Message) -> str:
    """The file name from RFC 2231 or encoded words, NFC, without folders and control characters."""
    try:
        name = part.get_filename() or ""
    except (LookupError, UnicodeError, ValueError, TypeError):
        name = ""
    name = decode_words(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return clean_name(name.replace("\\", "/").rsplit("/", 1)[-1])


def clean_name(name: str) -> str:
    """A name that may be shown and written: NFC, printable, no folder, of bounded length."""
    name = unicodedata.normalize("NFC", name.replace("\\", " ").replace("/", " "))
    return "".join(char for char in name if char.isprintable()).strip(" .")[:200]
