"""Which lines of a mail its sender wrote himself, which he quoted from earlier mails, and which are his signature.

The rule for figures: what is clearly quoted is set apart, what was forwarded is content and stays, and where nobody can
tell, the text stays and a person is told. Keeps out HTML and MIME: everything here is lines of text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

BODY, QUOTE, SIGNATURE, HEAD = "body", "quote", "signature", "forward"
"""HEAD: who wrote to whom and when, above a mail that was forwarded."""

_REPLY = re.compile(r"\W*(?:re|tl|aw|sv|trả lời|hồi âm|phúc đáp)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\W*(?:fwd?|ct|chuyển tiếp)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
FORWARD_MARK = re.compile(
    r"\W*(?:forwarded message|begin forwarded message|bắt đầu thư được chuyển tiếp|bắt đầu tin nhắn được chuyển tiếp"
    r"|thư (?:đã )?được chuyển tiếp|thư chuyển tiếp|tin nhắn (?:đã )?được chuyển tiếp|tin nhắn đã chuyển tiếp"
    r"|chuyển tiếp thư)\W*",
    re.IGNORECASE,
)
_ORIGINAL_MARK = re.compile(
    r"(?:[-_=]{2,}\s*(?:original message|original appointment|thư gốc|tin nhắn gốc|thông điệp gốc|thư ban đầu)\s*[-_=]*"
    r"|thư gốc|tin nhắn gốc)\s*:?",
    re.IGNORECASE,
)
_ATTRIBUTION_OPENING = re.compile(r"(?:on|vào|vào lúc|vào ngày|ngày|lúc|thứ \w+)\b(?=.*\d)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTION_END = re.compile(r"\b(?:wrote|đã viết|viết)\s{0,9}:\Z", re.IGNORECASE)
_WRITER = re.compile(r"[\w+-]@\w")
_BEFORE_WRITER, _AFTER_WRITER, _SHORTEST_ATTRIBUTION = 250, 150, 7
_OPENS_ATTRIBUTION = re.compile(r"(?:on|vào|ngày|lúc|thứ)\b|.*@", re.IGNORECASE)
_ATTRIBUTION_LINES = 3
_ATTRIBUTION_CHARS = 500  # of one line; a hostile one would take minutes
_DIVIDER = re.compile(r"_{10,}")  # above the head of fields that Outlook writes
_FIELD = re.compile(
    r"[*\s]*(?P<name>from|từ|người gửi|sent|date|gửi|đã gửi|ngày|ngày gửi|thời gian|gửi lúc|to|đến|tới|gửi đến|gửi tới"
    r"|người nhận|cc|bcc|đồng gửi|đồng kính gửi|subject|chủ đề|tiêu đề)[*\s]*:",
    re.IGNORECASE,
)
_KINDS = {
    **dict.fromkeys(("from", "từ", "người gửi"), "from"),
    **dict.fromkeys(("to", "đến", "tới", "gửi đến", "gửi tới", "người nhận"), "to"),
    **dict.fromkeys(("subject", "chủ đề", "tiêu đề"), "subject"),
    **dict.fromkeys(("cc", "bcc", "đồng gửi", "đồng kính gửi"), "copy"),
}  # the others: when it was sent
_FIELDS_WITHIN = 12
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CLOSING = re.compile(
    r"\W*(?:xin )?(?:trân trọng(?: cảm ơn| kính chào| và cảm ơn)?|kính chào|thân mến|thân ái|kính thư|chào trân trọng"
    r"|(?:best |kind |warm )?regards|sincerely)\W*",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"\W*(?:sent from my|get outlook|(?:đã|được) gửi từ|tải outlook|lấy outlook)\b.*", re.IGNORECASE)
_SIGNATURE_LINES, _SIGNATURE_CHARS = 10, 100
_ITEM = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVX]+[.)]|[-+*•●])\s*\S")
_COUNT = re.compile(r"\b\d[\d.,]*\s+[^\W\d_A-ZĐ]{2,}")
_CONTACT = re.compile(
    r"@|https?:|www\.|\b(?:đt|tel|điện thoại|mobile|phone|fax|địa chỉ|email|zalo|số nhà)\b", re.IGNORECASE
)


class Zones(NamedTuple):
    """One of BODY, QUOTE, SIGNATURE, HEAD per line; `unclear`: some lines may be history and stayed in the body."""

    names: list[str]
    unclear: bool


def is_forward(subject: str) -> bool:
    """Whether the subject says that the mail hands on another."""
    return _FORWARD.match(subject) is not None


def is_reply(subject: str) -> bool:
    """Whether the subject says that the mail answers another."""
    return _REPLY.match(subject) is not None


def find_zones(lines: Sequence[str], marked: Sequence[str], *, forward: bool, reply: bool, alone: bool) -> Zones:
    """Tell the zones of a mail's lines.

    Args:
        lines: its text, empty lines included.
        marked: per line what the mail program's own marks say already: BODY, QUOTE or SIGNATURE.
        forward: the mail hands on another: what follows a head of fields is content.
        reply: the mail answers another: what follows a head of fields is history.
        alone: nothing is attached, so that the report, if there is one, stands in these lines.
    """
    names = list(marked)
    unclear, end = _mark_history(lines, names, forward=forward, reply=reply)
    start = _find_signature(lines, names, end)
    if start is not None:
        names[start:end] = [SIGNATURE if name == BODY else name for name in names[start:end]]
    if alone and QUOTE in names and not _says_something(lines, names):
        return Zones([BODY if name == QUOTE else name for name in names], unclear=True)
    return Zones(names, unclear)


def _mark_history(lines: Sequence[str], names: list[str], *, forward: bool, reply: bool) -> tuple[bool, int]:
    """(whether something is unclear, the line before which the sender's own words end)."""
    unclear, end, attributed, at = False, len(lines), False, 0
    while at < len(lines):
        line = lines[at].strip()
        if names[at] != BODY or not line:
            end = min(end, at) if names[at] == QUOTE else end
        elif FORWARD_MARK.fullmatch(line):
            _mark_heads(lines, names, at)
            return unclear, min(end, at)
        elif (marked := _is_original_mark(lines, at)) or _starts_head(lines, at):
            if reply or (marked and not forward):
                names[at:] = [QUOTE] * (len(lines) - at)
            elif forward:
                _mark_heads(lines, names, at)
            return unclear or not (reply or forward or QUOTE in names[at:]), min(end, at)
        elif (length := _measure_attribution(lines, at)) and not forward:
            following = next((n for n in range(at + length, len(lines)) if lines[n].strip()), None)
            framed = following is not None and (names[following] == QUOTE or lines[following].lstrip().startswith(">"))
            if framed or reply:
                stop = at + length if framed else len(lines)
                names[at:stop] = [QUOTE] * (stop - at)
                attributed, end, at = True, min(end, at), stop - 1
        elif line.startswith(">"):
            attributed |= not (forward or reply or attributed) and _is_quoted_block(lines, at)
            if not forward and (attributed or reply):
                names[at], end = QUOTE, min(end, at)
            else:
                unclear |= not forward
        at += 1
    return unclear, end


def _is_original_mark(lines: Sequence[str], at: int) -> bool:
    line = lines[at].strip()
    if _DIVIDER.fullmatch(line) is None:
        return _ORIGINAL_MARK.fullmatch(line) is not None
    following = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), None)
    return following is not None and _starts_head(lines, following)


def _is_quoted_block(lines: Sequence[str], at: int) -> bool:
    """Whether lines that begin with ">" here are a mail's and no list: one of them is empty, or a quotation within."""
    if at and lines[at - 1].lstrip().startswith(">"):
        return False
    stop = next((n for n in range(at, len(lines)) if not lines[n].lstrip().startswith(">")), len(lines))
    inner = [line.lstrip().removeprefix(">").strip() for line in lines[at:stop]]
    return len(inner) > 2 and any(not line or line.startswith(">") for line in inner[1:-1])


def _starts_head(lines: Sequence[str], at: int) -> bool:
    """Whether a head of fields begins here: who, when, to whom, what about, in the words of a mail program."""
    first = _FIELD.match(lines[at])
    if first is None or _KINDS.get(first["name"].lower()) != "from":
        return False
    found = (_FIELD.match(line) for line in lines[at : at + _FIELDS_WITHIN])
    kinds = {_KINDS.get(match["name"].lower(), "time") for match in found if match}
    return len(kinds - {"copy"}) >= 3 and ("subject" in kinds or "@" in lines[at])


def _mark_heads(lines: Sequence[str], names: list[str], at: int) -> None:
    """The marks and heads of all that was forwarded from a line on: who wrote to whom and when is no report."""
    while at < len(lines):
        line = lines[at].strip()
        length = 1 if FORWARD_MARK.fullmatch(line) or _ORIGINAL_MARK.fullmatch(line) else _measure_head(lines, at)
        names[at : at + length] = [HEAD if name == BODY else name for name in names[at : at + length]]
        at += length or 1


def _measure_head(lines: Sequence[str], at: int) -> int:
    """How many lines the head of fields takes that begins here, with addresses on lines of their own; 0 for none."""
    if not _starts_head(lines, at):
        return 0
    length = 1
    for place, line in enumerate(lines[at + 1 : at + _FIELDS_WITHIN], start=2):
        if _FIELD.match(line):
            length = place
        elif line.strip() and not (length == place - 1 and _ADDRESS.search(line)):
            break
        elif line.strip():
            length = place
    return length


def _measure_attribution(lines: Sequence[str], at: int) -> int:
    """How many lines an attribution takes that begins here; 0 for none. Mail programs wrap it over up to three."""
    near = [line.strip() for line in lines[at : at + _ATTRIBUTION_LINES]]
    for length in range(1, len(near) + 1):
        if not 0 < len(near[length - 1]) <= _ATTRIBUTION_CHARS:
            return 0
        # A line of the sender's own, above an attribution, is none of it.
        if _is_attribution(" ".join(near[:length])):
            later = any(_is_attribution(" ".join(near[first:length])) for first in range(1, length))
            return 0 if later or (length > 1 and not _OPENS_ATTRIBUTION.match(near[0])) else length
    return 0


def _is_attribution(text: str) -> bool:
    """Whether a line says who wrote what follows: it begins with a day, or names an address, and ends with the verb."""
    end = _ATTRIBUTION_END.search(text)
    if end is None:
        return False
    if _ATTRIBUTION_OPENING.match(text):
        return end.start() >= _SHORTEST_ATTRIBUTION
    return _WRITER.search(text[max(end.start() - _AFTER_WRITER, 0) : _BEFORE_WRITER]) is not None


def _find_signature(lines: Sequence[str], names: Sequence[str], end: int) -> int | None:
    """The line with which the signature at the end of the sender's own words begins."""
    filled = [n for n in range(end) if names[n] == BODY and lines[n].strip()]
    for place in range(max(len(filled) - 1 - _SIGNATURE_LINES, 0), len(filled)):
        at, line = filled[place], lines[filled[place]]
        after = [lines[n] for n in filled[place + 1 :]]
        if line.rstrip() == "--" or _DEVICE.fullmatch(line):
            if looks_like_signature(after):
                return at
        elif _CLOSING.fullmatch(line) and after and looks_like_signature(after):
            return filled[place + 1]
    return None


def looks_like_signature(lines: Sequence[str]) -> bool:
    """Few short lines, no list and nothing counted: whatever might be part of a report is no signature."""
    filled = [line.strip() for line in lines if line.strip()]
    return len(filled) <= _SIGNATURE_LINES and not any(
        len(line) > _SIGNATURE_CHARS or _ITEM.match(line) or (_COUNT.search(line) and not _CONTACT.search(line))
        for line in filled
    )


def _says_something(lines: Sequence[str], names: Sequence[str]) -> bool:
    own = (line for line, name in zip(lines, names, strict=True) if name == BODY)
    return any(char.isalnum() for line in own for char in line)
