"""One Outlook message (.msg) -> the same fields as a mail has: strict sender, subject, times, text, attachments.

A message attached to another is handed on as an .eml made of its fields, so that it is read like any forwarded mail.
Keeps out reading the attachments and trust, as mime.py does. Runs in the child; no pydantic here.
"""

import struct
from datetime import UTC, datetime
from email import message_from_string, policy
from email.message import EmailMessage, Message
from email.utils import format_datetime
from typing import Any, NamedTuple

from tonghop.reading.cleaning import clean_text
from tonghop.reading.html import decode_html
from tonghop.reading.limits import Limits
from tonghop.reading.mail.alternatives import prefers_page
from tonghop.reading.mail.body import Source, tell_body
from tonghop.reading.mail.headers import find_sender, get_headers, is_automatic, is_notice
from tonghop.reading.mail.mime import clean_name
from tonghop.reading.mail.rtf import decompress_rtf, unwrap_rtf
from tonghop.reading.markup import markup_to_lines
from tonghop.reading.plain import decode_text
from tonghop.reading.raw import UnreadableError

_TEXT, _TEXT8, _BINARY, _TIME, _LONG = 0x001F, 0x001E, 0x0102, 0x0040, 0x0003
_FIXED_KINDS = {_TIME, _LONG}
_SUBJECT, _HEADERS, _BODY, _HTML, _RTF, _MESSAGE_ID, _CLASS = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009, 0x1035, 0x001A
_SUBMITTED, _DELIVERED, _CODEPAGES = 0x0039, 0x0E06, (0x3FDE, 0x3FFD)
_SMTP_ADDRESSES = (0x5D02, 0x5D01)
_TYPED_ADDRESSES = ((0x0064, 0x0065), (0x0C1E, 0x0C1F))  # kind of address, address
_DATA, _METHOD, _NAMES, _MIME, _CONTENT_ID = 0x3701, 0x3705, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
_TOLD = (0x0E03, 0x0E04, 0x0070, 0x0E1D, 0x0C1A, 0x0042)  # copies, receivers, topics, names of senders
_EMBEDDED = 5
_ROOT_HEADER, _EMBEDDED_HEADER, _PART_HEADER = 32, 24, 8
_EPOCH_SECONDS = 11_644_473_600  # from 1601 to 1970
_MOST_DEPTH = 8


class _Item:
    """The properties of a message or attachment: those of fixed size, and streams by name."""

    def __init__(self, storage: Any, header_bytes: int) -> None:
        self.storages = {inner.name: inner for inner in storage.storages}
        self._streams = {stream.name.lower(): stream.bytes_ for stream in storage.streams}
        table = self._streams.get("__properties_version1.0", b"")
        self._fixed = {
            struct.unpack_from("<HH", table, at): table[at + 8 : at + 16]
            for at in range(header_bytes, len(table) - 15, 16)
        }

    def find(self, number: int, kind: int) -> bytes | None:
        """The value of a property, however it is stored."""
        if kind in _FIXED_KINDS:
            return self._fixed.get((kind, number))
        return self._streams.get(f"__substg1.0_{number:04x}{kind:04x}")

    def read_text(self, number: int) -> str:
        """A text property, "" when there is none."""
        if (value := self.find(number, _TEXT)) is not None:
            return value.decode("utf-16-le", "replace").rstrip("\0")
        value = self.find(number, _TEXT8) or b""
        for page in filter(None, map(self.read_long, _CODEPAGES)):
            try:
                return value.decode("utf-8" if page == 65001 else f"cp{page}").rstrip("\0")
            except (LookupError, UnicodeDecodeError):
                continue
        return decode_text(value).rstrip("\0")

    def read_long(self, number: int) -> int:
        """A number, 0 when there is none."""
        return int.from_bytes((self.find(number, _LONG) or b"")[:4], "little")

    def read_time(self, number: int) -> datetime | None:
        """A moment in UTC, None when there is none or it is impossible."""
        ticks = int.from_bytes((self.find(number, _TIME) or b"")[:8], "little")
        seconds = ticks // 10_000_000 - _EPOCH_SECONDS
        return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 4_000_000_000 else None


class _Attached(NamedTuple):
    name: str
    data: bytes


def split_msg(data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """What mime.split_mail gives for a mail.

    Raises:
        UnreadableError: the container is damaged.
    """
    from oxmsg import Message as Container  # only the few .msg files need it

    try:
        item = _Item(Container.load(data)._storage, _ROOT_HEADER)
    except UnreadableError:
        raise
    except Exception as error:  # the library raises whatever it stumbles over
        raise UnreadableError("corrupt") from error
    headers = _read_headers(item)
    subject = " ".join(clean_text(item.read_text(_SUBJECT)).split())
    sources, attached = _read_bodies(item, limits), _read_attached(item, limits, 0)
    findings = []
    if len(attached) > limits.mail_parts:
        findings.append(("too-many-parts", None, {"limit": limits.mail_parts}))
    parts = attached[: limits.mail_parts]
    sent, received = item.read_time(_SUBMITTED), item.read_time(_DELIVERED)
    is_report = item.read_text(_CLASS).upper().startswith("REPORT.")
    head = {
        "sender": _find_sender(item, headers),
        "subject": subject,
        "received_at": received.isoformat() if received else None,
        "sent_at": sent.isoformat() if sent else None,
        "message_id": item.read_text(_MESSAGE_ID).strip()[:998] or None,
        "automatic": is_automatic(headers) or is_report,
        "notice": is_notice(headers) or is_report,
        "parts": [(part.name, len(part.data)) for part in parts],
        "unseen": _find_unseen(item, sources, headers),
        "findings": findings,
    }
    answers = bool(get_headers(headers, "In-Reply-To") or get_headers(headers, "References"))
    body = tell_body(_choose(sources, limits), limits, subject=subject, answers=answers, alone=not parts)
    return head | body, b"".join(part.data for part in parts)


def _read_headers(item: _Item) -> Message:
    return message_from_string(item.read_text(_HEADERS), policy=policy.compat32)


def _find_sender(item: _Item, headers: Message) -> str | None:
    """The one SMTP address that the message names as its author; never one of Exchange's own kind."""
    if written := get_headers(headers, "From"):
        return find_sender(written)
    found = [item.read_text(number) for number in _SMTP_ADDRESSES]
    found += [item.read_text(at) for kind, at in _TYPED_ADDRESSES if item.read_text(kind).upper() == "SMTP"]
    return next((sender for address in found if address and (sender := find_sender([address]))), None)


def _read_bodies(item: _Item, limits: Limits) -> list[Source]:
    """The page and the plain text, as far as the message has them; RTF only for what it wraps."""
    sources = []
    page = item.find(_HTML, _BINARY)
    if page is not None:
        sources.append(Source(_decode_page(page, item), is_html=True))
    elif text := item.read_text(_HTML):
        sources.append(Source(text, is_html=True))
    if plain := item.read_text(_BODY):
        sources.append(Source(plain))
    if not any(source.is_html for source in sources):
        wrapped = unwrap_rtf(_read_rtf(item, limits))
        if wrapped is not None and (wrapped[0] == "html" or not sources):
            sources.insert(0, Source(wrapped[1], is_html=wrapped[0] == "html"))
    return sources


def _decode_page(page: bytes, item: _Item) -> str:
    shown = decode_html(page)
    codepage = item.read_long(_CODEPAGES[0])
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return page.decode(f"cp{codepage}") if codepage not in {0, 65001} else shown
        except (LookupError, UnicodeDecodeError):
            return shown
    return shown


def _read_rtf(item: _Item, limits: Limits) -> bytes:
    try:
        return decompress_rtf(item.find(_RTF, _BINARY) or b"", limits.text_chars * 4)
    except ValueError:
        return b""


def _choose(sources: list[Source], limits: Limits) -> list[Source]:
    """The plain text, or the page where the plain one says less."""
    pages = [source for source in sources if source.is_html]
    plain = [source for source in sources if not source.is_html]
    if pages and plain:
        return pages if prefers_page(plain[0].text, pages[0].text, limits) else plain
    return pages or plain


def _read_attached(item: _Item, limits: Limits, depth: int) -> list[_Attached]:
    """The attachments in order; a body in RTF that wraps nothing is one of them."""
    attached = []
    rtf = _read_rtf(item, limits)
    if rtf.strip() and not item.read_text(_BODY) and item.find(_HTML, _BINARY) is None and unwrap_rtf(rtf) is None:
        attached.append(_Attached("thân thư.rtf", rtf))
    for name in sorted(name for name in item.storages if name.lower().startswith("__attach_version1.0_#")):
        part = _Item(item.storages[name], _PART_HEADER)
        given = next((shown for number in _NAMES if (shown := clean_name(part.read_text(number)))), "")
        if part.read_long(_METHOD) == _EMBEDDED:
            attached += _read_embedded(part, given, limits, depth)
            continue
        data = part.find(_DATA, _BINARY) or b""
        inline = part.read_text(_CONTENT_ID) and part.read_text(_MIME).startswith("image/")
        if inline and len(data) <= limits.tiny_image_bytes:
            continue  # a logo of somebody's signature
        if data or given:
            attached.append(_Attached(given or f"dinh-kem-{len(attached) + 1}", data))
    return attached


def _read_embedded(part: _Item, name: str, limits: Limits, depth: int) -> list[_Attached]:
    inner = part.storages.get(f"__substg1.0_{_DATA:04X}000D")
    if inner is None or depth >= _MOST_DEPTH:
        return [_Attached(name or "thư.msg", b"")]
    item = _Item(inner, _EMBEDDED_HEADER)
    shown = clean_name(item.read_text(_SUBJECT)) or name or "thư"
    return [_Attached(f"{shown}.eml", _write_mail(item, limits, depth + 1))]


def _write_mail(item: _Item, limits: Limits, depth: int) -> bytes:
    """An embedded message as a mail of its fields."""
    mail, headers = EmailMessage(policy=policy.SMTP), _read_headers(item)
    if sender := _find_sender(item, headers):
        mail["From"] = sender
    mail["Subject"] = " ".join(clean_text(item.read_text(_SUBJECT)).split())[:900]
    if (sent := item.read_time(_SUBMITTED)) is not None:
        mail["Date"] = format_datetime(sent)
    mail["MIME-Version"] = "1.0"
    sources = _choose(_read_bodies(item, limits), limits)
    text = sources[0].text.encode("utf-8", "replace").decode() if sources else ""
    mail.set_content(text, subtype="html" if sources and sources[0].is_html else "plain", cte="base64")
    for part in _read_attached(item, limits, depth):
        mail.add_attachment(part.data, maintype="application", subtype="octet-stream", filename=part.name)
    return mail.as_bytes()


def _find_unseen(item: _Item, sources: list[Source], headers: Message) -> list[str]:
    told = [item.read_text(number) for number in _TOLD]
    told += [
        value
        for name in ("Thread-Topic", "Keywords", "Comments", "Sensitivity")
        for value in get_headers(headers, name)
    ]
    lines = [f"/{clean_text(text)}" for text in told if text]
    for source in sources:
        lines += markup_to_lines(source.text)
    return lines
