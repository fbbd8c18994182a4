"""Reader, read_documents, read_mail: one child process for all files, one bad file never more than one finding.

Keeps out parsing (readers) and judging text. A mail is split first; each attachment is then a file of its own, so that
a hostile attachment costs only itself.
"""

import hashlib
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from schemas.document import Block, Cell, Finding, ReadDocument
from schemas.values import BlockKind
from tonghop.reading.detection import find_format
from tonghop.reading.limits import Limits
from tonghop.reading.mail import Mail, split_with
from tonghop.reading.messages import ATTACHMENT, FORMAT_LABELS, build_finding
from tonghop.reading.precheck import find_macro, find_refusal
from tonghop.reading.process import ChildDiedError, ChildReader
from tonghop.reading.raw import RawFinding
from tonghop.reading.registry import CONTAINERS, READERS

_LIMITS = Limits()
_DEATHS_PER_MAIL = 4
_KINDS = {kind.value: kind for kind in BlockKind}
_SALVAGED = {
    "unknown",
    "gzip",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "zip",
    "doc",
    "xls",
    "ppt",
    "msg",
    "ole",
    "rtf",
    "html",
    "xml",
    "text",
    "mail",
}


class Reader:
    """Reads files and mails with one child process that lives as long as the context; not for several threads."""

    def __init__(self, limits: Limits = _LIMITS) -> None:
        self._limits = limits
        self._child = ChildReader(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close()

    def read_documents(self, files: Sequence[tuple[str, bytes]]) -> list[ReadDocument]:
        """Like the function of that name."""
        return [_read_one(self._child, data, self._limits, depth=0) for _, data in files]

    def read_mail(self, data: bytes) -> Mail:
        """Like the function of that name."""
        return split_with(self._child, data, self._limits)


def read_documents(files: Sequence[tuple[str, bytes]], *, limits: Limits = _LIMITS) -> list[ReadDocument]:
    """Read files in their order; the format is decided by the bytes, the name is never trusted.

    Args:
        files: (name, bytes) of each.
        limits: the bounds that hold for each file.

    Returns:
        One document per file. A file that cannot be read has `readable=False` and a finding that its sender can act on.

    Raises:
        OSError: no child process can be started on this machine.
    """
    with Reader(limits) as reader:
        return reader.read_documents(files)


def read_mail(data: bytes, *, limits: Limits = _LIMITS) -> Mail:
    """Take one mail apart in a child process; never raises on hostile bytes.

    Args:
        data: the message as the server or Maildir has it.
        limits: the bounds.

    Raises:
        OSError: no child process can be started on this machine.
    """
    with Reader(limits) as reader:
        return reader.read_mail(data)


def _read_one(child: ChildReader, data: bytes, limits: Limits, depth: int) -> ReadDocument:
    format_ = find_format(data)
    refusal = find_refusal(data, format_, limits)
    if refusal is None and format_ in CONTAINERS:
        return _read_mail_document(child, data, limits, depth)
    if refusal is None and format_ == "unknown":
        refusal = RawFinding("unknown-format")
    if refusal is None and format_ not in READERS:
        refusal = RawFinding("not-read-yet", values={"label": FORMAT_LABELS[format_]})
    answer = refusal or _parse(child, data, format_)
    if isinstance(answer, RawFinding):
        return _refused(child, data[: limits.file_bytes], data, format_, answer)
    macro = find_macro(data) if format_ == "docx" else None
    return _build_document(data, format_, answer, macro)


def _parse(child: ChildReader, data: bytes, format_: str) -> dict[str, Any] | RawFinding:
    """What the reader of that format says, or why it refused."""
    try:
        answer, _ = child.ask("read", data, format_)
    except ChildDiedError:
        return RawFinding("too-slow")
    return RawFinding(answer["refused"], values=answer["values"]) if "refused" in answer else answer


def _build_document(data: bytes, format_: str, answer: dict[str, Any], macro: RawFinding | None) -> ReadDocument:
    raw_findings = [RawFinding(*raw) for raw in answer["findings"]] + ([macro] if macro else [])
    return ReadDocument(
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        format=format_,
        blocks=tuple(_build_block(*raw) for raw in answer["blocks"]),
        unseen_texts=tuple(answer["unseen"]),
        findings=tuple(build_finding(raw) for raw in raw_findings),
        readable=answer["readable"],
    )


def _build_block(
    locator: str,
    kind: str,
    text: str,
    label: str,
    bold: bool,
    level: int | None,
    cells: list[tuple[int, str]],
    confidence: float | None,
) -> Block:
    return Block(
        locator=locator,
        kind=_KINDS[kind],
        text=text,
        label=label,
        bold=bold,
        level=level,
        cells=tuple(Cell(column=column, text=cell) for column, cell in cells),
        confidence=confidence,
    )


def _refused(child: ChildReader, looked_at: bytes, data: bytes, format_: str, refusal: RawFinding) -> ReadDocument:
    """An unreadable document, with whatever text of its first bytes the secrecy gate can still be shown."""
    unseen: list[str] = []
    if format_ in _SALVAGED:
        try:
            answer, _ = child.ask("salvage", looked_at, format_)
            unseen = answer.get("unseen", [])
        except ChildDiedError:  # not even that: the gate has the name, and a person has the finding
            unseen = []
    return ReadDocument(
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        format=format_,
        unseen_texts=tuple(unseen),
        findings=(build_finding(refusal),),
        readable=False,
    )


def _read_mail_document(child: ChildReader, data: bytes, limits: Limits, depth: int) -> ReadDocument:
    """A mail as one document: its body is `part1/`, its attachments `part2/` and so on."""
    if depth >= limits.mail_depth:
        return _refused(child, data, data, "mail", RawFinding("nested-mail"))
    mail = split_with(child, data, limits)
    if not mail.readable:
        return _refused(child, data, data, "mail", RawFinding("corrupt")).model_copy(update={"findings": mail.findings})
    blocks: list[Block] = []
    unseen = [f"/{mail.subject}", *(f"/{name}" for name, _ in mail.parts), *mail.unseen_texts]
    findings: list[Finding] = list(mail.findings)
    if mail.body_text.strip():
        body = _parse(child, mail.body_text.encode("utf-8", "replace"), "text")
        if isinstance(body, RawFinding):
            findings.append(build_finding(body._replace(locator="part1")))
            unseen.append(mail.body_text)
        else:
            blocks += [_place(_build_block(*raw), 1) for raw in body["blocks"]]
            unseen += body["unseen"]
    readable, deaths = bool(blocks), child.deaths
    for number, (name, content) in enumerate(mail.parts, start=2):
        part = _read_part(child, content, limits, depth, tired=child.deaths - deaths >= _DEATHS_PER_MAIL)
        blocks += [_place(block, number) for block in part.blocks]
        unseen += part.unseen_texts
        findings += [_place_finding(finding, number, name) for finding in part.findings]
        readable = readable or part.readable
    if not readable and not findings:
        findings.append(build_finding(RawFinding("no-text")))
    return ReadDocument(
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        format="mail",
        blocks=tuple(blocks),
        unseen_texts=tuple(text for text in unseen if text),
        findings=tuple(findings),
        readable=readable,
    )


def _read_part(child: ChildReader, content: bytes, limits: Limits, depth: int, *, tired: bool) -> ReadDocument:
    """An attachment; after several that cost a child each, the rest of the mail waits for a person unread."""
    if tired:
        return _refused(child, b"", content, find_format(content), RawFinding("too-slow"))
    return _read_one(child, content, limits, depth + 1)


def _place(block: Block, number: int) -> Block:
    return block.model_copy(update={"locator": f"part{number}/{block.locator}"})


def _place_finding(finding: Finding, number: int, name: str) -> Finding:
    locator = f"part{number}/{finding.locator}" if finding.locator else f"part{number}"
    return finding.model_copy(
        update={"locator": locator, "message": ATTACHMENT.format(name=name, message=finding.message)}
    )
