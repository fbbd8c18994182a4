"""The text of one mail -> blocks: what its sender wrote as the body, what he quoted and signed as comments.

So are the heads of forwarded mails; what was forwarded is body. Places: `body/p<n>` counts the lines of the mail from
1, whatever they are; a quoted line keeps its number as `quote/p<n>`, one of the signature as `signature/p<n>`, one of
such a head as `forward/p<n>`. Keeps out MIME (mime.py) and Outlook's containers (outlook.py).
"""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from tonghop.reading.cleaning import find_segments
from tonghop.reading.html import read_html
from tonghop.reading.html.looks import Element
from tonghop.reading.legacy import fold_look_alikes, repair_texts
from tonghop.reading.limits import Limits
from tonghop.reading.mail.history import (
    BODY,
    FORWARD_MARK,
    HEAD,
    QUOTE,
    SIGNATURE,
    find_zones,
    is_forward,
    is_reply,
    looks_like_signature,
)
from tonghop.reading.raw import RawBlock, RawFinding, Reading, UnreadableError
from tonghop.reading.typed_tables import read_blocks

_QUOTE_CLASSES = {"gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "zmail_extra"}
_SIGNATURE_NAMES = {"gmail_signature", "moz-signature", "signature", "applemailsignature"}
_MARK_WITHIN = 300
_SHORT = 90


class Source(NamedTuple):
    """One text of a mail as decoded; `flowed` and `joined` are format=flowed and delsp=yes of RFC 3676."""

    text: str
    is_html: bool = False
    flowed: bool = False
    joined: bool = False


def tell_body(sources: Sequence[Source], limits: Limits, *, subject: str, answers: bool, alone: bool) -> dict[str, Any]:
    """The same as JSON values of a mail's head, `body` beside the fields; too long a text becomes a finding."""
    try:
        reading, fields = read_body(sources, limits, subject=subject, answers=answers, alone=alone)
    except UnreadableError as error:
        finding = RawFinding(error.key, values=error.values)
        texts = tuple(source.text[: limits.text_chars] for source in sources)
        reading, fields = Reading((), texts, (finding,)), {"body_text": "", "body_html": "", "quoted_text": ""}
    findings = [(finding.key, finding.locator, dict(finding.values)) for finding in reading.findings]
    return {**fields, "body": {"blocks": reading.blocks, "unseen": reading.unseen, "findings": findings}}


def read_body(
    sources: Sequence[Source], limits: Limits, *, subject: str, answers: bool, alone: bool
) -> tuple[Reading, dict[str, Any]]:
    """(the body's blocks, the fields body_text, body_html and quoted_text of mail.Mail).

    Args:
        sources: the mail's texts in order.
        limits: the bounds.
        subject: decoded; it tells a reply from a forwarded mail.
        answers: the mail names another that it answers.
        alone: the mail has no attachments.

    Raises:
        UnreadableError: `too-long` beyond the limits.
    """
    forward = is_forward(subject)
    reading = _read_sources(sources, limits, forward=forward)
    lines = [f"{block.label} {block.text}".strip() for block in reading.blocks]
    marked = [_read_mark(block) for block in reading.blocks]
    zones = find_zones(
        lines, marked, forward=forward, reply=not forward and (is_reply(subject) or answers), alone=alone
    )
    blocks = tuple(_move(block, zone) for block, zone in zip(reading.blocks, zones.names, strict=True) if block.text)
    findings = list(reading.findings)
    findings += [RawFinding("quoted-history")] if QUOTE in zones.names else []
    findings += [RawFinding("history-unclear")] if zones.unclear else []
    own = [n for n, zone in enumerate(zones.names) if zone not in (QUOTE, HEAD)]
    fields = {
        "body_text": "\n".join(lines[n] for n in own),
        "body_html": _write_page([reading.blocks[n] for n in own]),
        "quoted_text": "\n".join(line for line, zone in zip(lines, zones.names, strict=True) if zone in (QUOTE, HEAD)),
    }
    return Reading(blocks, reading.unseen, tuple(findings)), fields


def _read_sources(sources: Sequence[Source], limits: Limits, *, forward: bool) -> Reading:
    blocks: list[RawBlock] = []
    unseen: list[str] = []
    findings: list[RawFinding] = []
    counts = [0, 0]
    for source in sources:
        if source.is_html:
            zone = None if forward else find_zone
            reading = read_html(source.text, limits, start=counts, find_zone=zone)
        else:
            reading = _read_plain(source, limits, counts)
        blocks += reading.blocks
        unseen += reading.unseen
        findings += reading.findings
        for n, letter in enumerate("pt"):
            places = (block.locator.split("/")[1] for block in reading.blocks)
            counts[n] = max([counts[n], *(int(place[1:]) for place in places if place[0] == letter)])
    return Reading(tuple(blocks), tuple(unseen), tuple(findings))


def _read_plain(source: Source, limits: Limits, start: Sequence[int]) -> Reading:
    text = source.text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    lines = _join_flowed(text.split("\n"), joined=source.joined) if source.flowed else text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) > limits.paragraphs or len(text) > limits.text_chars:
        raise UnreadableError("too-long")
    repaired, codes = repair_texts(lines)
    folded = [fold_look_alikes(line) for line in repaired]
    blocks = read_blocks([line for line, _ in folded], *start)
    unseen = ["\n".join(pieces) for pieces in map(find_segments, repaired) if pieces]
    unseen += [line for line, decoded in zip(lines, repaired, strict=True) if line != decoded and len(line) <= _SHORT]
    findings = [RawFinding("legacy-converted", values={"codes": ", ".join(sorted(codes))})] if codes else []
    if look_alikes := sum(count for _, count in folded):
        findings.append(RawFinding("look-alike", values={"count": look_alikes}))
    return Reading(tuple(blocks), tuple(unseen), tuple(findings))


def _join_flowed(lines: Sequence[str], *, joined: bool) -> list[str]:
    """RFC 3676: a line that ends with a space goes on in the next one of the same depth of quoting."""
    result: list[str] = []
    open_depth: int | None = None
    for line in lines:
        text = line.lstrip(">")
        depth = len(line) - len(text)
        text = text.removeprefix(" ")  # stuffed
        goes_on = text.endswith(" ") and text != "-- "
        piece = text[:-1] if goes_on and joined else text
        if open_depth == depth and text != "-- ":
            result[-1] += piece
        else:
            result.append(f"{'>' * depth} {piece}" if depth else piece)
        open_depth = depth if goes_on else None
    return result


def find_zone(element: Element) -> str | None:
    """The zone that a mail program's own marks open: quoted mails, unless they are forwarded, and signatures."""
    names = {name.lower() for name in (element.get("class") or "").split()} | {(element.get("id") or "").lower()}
    if names & _SIGNATURE_NAMES:
        lines = [line for line in "\n".join(element.itertext()).split("\n") if line.strip()]
        return SIGNATURE if looks_like_signature(lines) else None
    if not _is_quote(element, names):
        return None
    around = [element, *(outer for outer in element.iterancestors() if outer.tag in {"div", "blockquote"})]
    return None if any(map(_begins_forward, around)) else QUOTE


def _is_quote(element: Element, names: set[str]) -> bool:
    cited = element.tag == "blockquote" and (element.get("type") or "").lower() == "cite"
    return cited or bool(names & _QUOTE_CLASSES) or element.get("data-marker") == "__QUOTED_TEXT__"


def _begins_forward(element: Element) -> bool:
    if "moz-forward-container" in (element.get("class") or ""):
        return True
    text, length = [], 0
    for piece in element.itertext():
        text.append(piece)
        length += len(piece.strip())
        if length > _MARK_WITHIN:
            break
    first = next((line for line in "\n".join(text).split("\n") if line.strip()), "")
    return FORWARD_MARK.fullmatch(first.strip()) is not None


def _read_mark(block: RawBlock) -> str:
    zone = block.locator.split("/")[0]
    return zone if zone in {QUOTE, SIGNATURE} else BODY


def _move(block: RawBlock, zone: str) -> RawBlock:
    place = block.locator.split("/")
    if zone == BODY:  # perhaps a quotation that turned out to be all there is
        kind = "table_row" if block.cells else "paragraph"
        return block if place[0] not in {QUOTE, SIGNATURE} else _place(block, [BODY, *place[1:]], kind)
    return _place(block, [zone, *place[1:]], "comment")


def _place(block: RawBlock, place: Sequence[str], kind: str) -> RawBlock:
    return block._replace(locator="/".join(place), kind=kind)


def _write_page(blocks: Sequence[RawBlock]) -> str:
    """The body as a page of its own, when it has table rows, which lines of text would lose; else ""."""
    if not any(block.cells for block in blocks):
        return ""
    parts: list[str] = []
    open_table = ""
    for block in blocks:
        table = block.locator.rpartition("/")[0] if block.cells else ""
        if table != open_table:
            parts += ["</table>"] * bool(open_table) + ["<table border=1>"] * bool(table)
            open_table = table
        parts.append(_write_row(block) if table else f"<p>{_write_text(f'{block.label} {block.text}'.strip())}</p>")
    parts += ["</table>"] * bool(open_table)
    return "<!DOCTYPE html><html><meta charset=utf-8><body>\n" + "\n".join(parts) + "\n</body></html>\n"


def _write_row(block: RawBlock) -> str:
    written, at = [], 1
    for column, text in block.cells:
        written += ["<td></td>"] * (column - at) + [f"<td>{_write_text(text)}</td>"]
        at = column + 1
    return f"<tr>{''.join(written)}</tr>"


def _write_text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
