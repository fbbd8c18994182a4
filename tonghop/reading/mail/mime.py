"""One mail -> what its headers tell, its body text and its attachments. Runs in the child; no pydantic here.

Keeps out what a header means (headers.py) and reading the attachments: each is a file of its own.
"""

import io
import re
import unicodedata
from email.generator import BytesGenerator
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any

from tonghop.reading.limits import Limits
from tonghop.reading.mail.alternatives import BODY_KINDS, find_unread
from tonghop.reading.mail.body import Source, tell_body
from tonghop.reading.mail.damage import find_damage
from tonghop.reading.mail.decoding import decode_part, decode_payload, undo_encoding
from tonghop.reading.mail.headers import decode_words, get_headers, list_encoded, read_head
from tonghop.reading.mail.parsing import parse_mail
from tonghop.reading.mail.uuencoded import take_uuencoded
from tonghop.reading.markup import markup_to_lines
from tonghop.reading.raw import RawFinding, UnreadableError
from tonghop.reading.salvage import find_member_lines

_NO_FILES = {
    *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
    *("text/calendar", "text/vcard", "text/x-vcard"),  # invitations and visiting cards that programs add
}
_TOLD_HEADERS = (
    *("From", "Sender", "Reply-To", "To", "Cc", "Organization"),
    *("Subject", "Thread-Topic", "Keywords", "Comments", "Sensitivity", "Content-Description"),
)
_HTML_CAPITALS = re.compile(r"text-transform\s*:\s*uppercase|small-caps", re.IGNORECASE)
_SHORT_LINE = 40


class _Parts:
    """What the walk through the MIME tree collects."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.texts: list[Source] = []
        self.attachments: list[tuple[str, bytes]] = []
        self.findings: list[RawFinding] = []
        self.taken: set[int] = set()  # ids of the message parts that are attachments
        self.unread: set[int] = set()  # ids of those that say what another way of saying it says already

    def attach(self, part: Message | None, name: str, data: bytes) -> None:
        """A file of its own: a part, or something in the text of one."""
        if len(self.attachments) < self.limits.mail_parts:
            if part is not None:
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
        message = parse_mail(data)
        parts = _Parts(limits)
        _walk(message, parts, depth=0)
        unseen = _find_unseen(message, parts)
        parts.findings += find_damage(message)
    except RecursionError as error:
        raise UnreadableError("bomb") from error
    answers = bool(get_headers(message, "In-Reply-To") or get_headers(message, "References"))
    head = {
        **read_head(message),
        "parts": [(name, len(content)) for name, content in parts.attachments],
        "unseen": unseen,
        "findings": [(finding.key, finding.locator, dict(finding.values)) for finding in parts.findings],
    }
    body = tell_body(parts.texts, limits, subject=head["subject"], answers=answers, alone=not parts.attachments)
    return head | body, b"".join(content for _, content in parts.attachments)


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
        text, files = take_uuencoded(decode_part(part, data))
        parts.texts.append(Source(text, kind == "text/html", flowed, joined))
        for file, content in files:
            parts.attach(None, clean_name(file), content)
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
        told += list_encoded(part, besides=_TOLD_HEADERS)
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
