"""The steps that one file goes through, each of which asks a child: taken apart, parsed, recognised.

Keeps out the order over many files (farm.py), and LibreOffice, which takes many files at once (farm.py too).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tonghop.reading.farm import nodes
from tonghop.reading.farm.nodes import Allowance, Node, open_node
from tonghop.reading.farm.pieces import Pieces, encode_reading, from_frame, join_insides, locate
from tonghop.reading.farm.pool import Bound
from tonghop.reading.farm.process import ChildDiedError
from tonghop.reading.limits import Limits
from tonghop.reading.precheck.refusal import find_macro, find_refusal
from tonghop.reading.raw import RawFinding, UnreadableError
from tonghop.reading.registry import CONVERTED, UNPACKERS
from tonghop.reading.salvage import SALVAGED

_NAMED = 5
"""So many files of a locked archive are named."""


class Worker:
    """Takes one file, with all that is in it, through its steps; what it may cost is bounded over all of them."""

    def __init__(self, bound: Bound, may_recognise: Callable[[str], bool]) -> None:
        self._bound = bound
        self._limits = bound.limits
        self._may_recognise = may_recognise
        limits = bound.limits
        seconds = nodes.SECONDS_FACTOR * limits.file_seconds
        self._allowance = Allowance(limits.archive_bytes, limits.archive_parts, nodes.DEATHS_PER_FILE, seconds)

    def expand(self, node: Node) -> None:
        """Take containers apart, and those within, as deep and as large as the limits allow."""
        if node.is_inspected:
            frame = self._ask("inspect", node, node.data, node.format)
            if isinstance(frame, RawFinding):
                self._refuse(node, frame)
        if not node.is_container:
            return
        room = self._allowance.parts
        left = self._limits._replace(archive_bytes=self._allowance.archive_bytes, archive_parts=room)
        frame = self._ask("expand", node, node.data, node.format, left)
        if isinstance(frame, RawFinding):
            self._refuse(node, frame)
            return
        head, data = frame
        node.pieces, blob = from_frame(head, data)
        first = 1 if node.format in UNPACKERS else 2  # part1 of a mail is its own text
        at = 0
        for number, (name, length, problem) in enumerate(head["parts"][:room], start=first):
            content, at = blob[at : at + length], at + length
            child = open_node(name, content, self._limits, f"{node.prefix}part{number}/", node, problem)
            node.children.append(child)
        if len(head["parts"]) > room:  # of a zip the child saw to it
            _add(node, RawFinding("too-many-parts", values={"limit": self._limits.archive_parts}))
        problems = [problem for _, _, problem in head["parts"][:room]]
        _tell_locked([c for c, problem in zip(node.children, problems, strict=True) if problem == "encrypted"], node)
        if node.format in UNPACKERS:
            self._allowance.archive_bytes -= len(blob)
        self._allowance.parts -= len(node.children)
        node.data = b""
        for child in node.children:
            self.expand(child)

    def skim(self, node: Node) -> None:
        """Only the rough texts of what an outside program would open; nothing is opened for it."""
        for leaf in node.leaves():
            if leaf.is_converted:
                leaf.pieces = Pieces(unseen=self._salvage(leaf), readable=False)
            else:
                leaf.pieces = Pieces(readable=False)
            leaf.data = b""

    def parse(self, node: Node) -> None:
        """Read all files that are not containers; those for LibreOffice must have been rewritten or refused."""
        for leaf in node.leaves():
            if leaf.pieces is None:
                self._parse_leaf(leaf)
            leaf.data, leaf.rewritten = b"", None

    def _parse_leaf(self, leaf: Node) -> None:
        data, format_ = leaf.data, leaf.format
        refusal = leaf.refusal
        if refusal is None and leaf.rewritten is not None:
            data, format_ = leaf.rewritten, CONVERTED[leaf.format]
            refusal = find_refusal(data, format_, self._limits)
        frame = refusal or self._ask("read", leaf, data, format_)
        if isinstance(frame, RawFinding):
            self._refuse(leaf, frame)
            return
        pieces, _ = from_frame(*frame)
        macro = find_macro(leaf.data, leaf.format)
        if macro is not None:
            pieces = pieces._replace(findings=(*pieces.findings, _located(macro, leaf)))
        leaf.pieces = pieces
        if pieces.scan and self._may_recognise(leaf.sha256):
            leaf.pieces = self._recognise(leaf, pieces)

    def _recognise(self, leaf: Node, seen: Pieces) -> Pieces:
        """A scan that a person has seen: its words by OCR. It stays a scan, with the findings that say so."""
        from tonghop.reading.ocr import find_tesseract, recognise

        if find_tesseract() is None:
            values = {"program": "Tesseract (tiếng Việt)", "label": "bản quét/ảnh chụp"}
            return seen._replace(findings=(_located(RawFinding("program-missing", values=values), leaf),))
        try:
            with self._bound.pool.recogniser:
                reading = recognise(self._render(leaf), self._limits)
        except ChildDiedError:
            return seen._replace(findings=(_located(RawFinding("too-slow"), leaf),))
        except UnreadableError as error:
            return seen._replace(findings=(_located(RawFinding(error.key, values=error.values), leaf),))
        read = encode_reading(reading, leaf.prefix)
        kept = tuple(finding for finding in seen.findings if finding.key != "image-only")
        return read._replace(
            unseen=join_insides(seen.unseen, read.unseen),
            findings=(*read.findings, *kept),
            scan=True,
            signatures=seen.signatures,
        )

    def _render(self, leaf: Node) -> Iterator[bytes]:
        if leaf.format == "image":
            yield leaf.data
            return
        pages = self._ask_or_raise("count", leaf)[0]["pages"]
        if pages > self._limits.pages:
            raise UnreadableError("too-long")
        for page in range(pages):
            yield self._ask_or_raise("render", leaf, page)[1]

    def _ask_or_raise(self, do: str, leaf: Node, page: int = 0) -> tuple[dict[str, Any], bytes]:
        head, blob = self._bound.ask(do, leaf.data, leaf.format, page=page)
        if "refused" in head:  # a page that is left out would be words lost
            raise UnreadableError(head["refused"], **head["values"])
        return head, blob

    def _ask(
        self, do: str, node: Node, data: bytes, format_: str, limits: Limits | None = None
    ) -> tuple[dict[str, Any], bytes] | RawFinding:
        """What a child answers, or why it did not."""
        if self._allowance.deaths <= 0 or self._allowance.seconds <= 0:
            return RawFinding("too-slow")
        try:
            head, blob = Bound(self._bound.pool, limits or self._limits).ask(do, data, format_, prefix=node.prefix)
        except ChildDiedError:
            self._allowance.deaths -= 1
            return RawFinding("too-slow")
        self._allowance.seconds -= head.pop("seconds", 0.0)
        return RawFinding(head["refused"], values=head["values"]) if "refused" in head else (head, blob)

    def _refuse(self, node: Node, refusal: RawFinding) -> None:
        """Not read; whatever text of its first bytes can be had is for the secrecy gate."""
        node.refusal = refusal
        node.pieces = Pieces(unseen=self._salvage(node), findings=(_located(refusal, node),), readable=False)

    def _salvage(self, node: Node) -> bytes:
        if node.format not in SALVAGED or self._allowance.deaths <= 0:
            return b""
        try:
            frame = self._bound.ask("salvage", node.data[: self._limits.file_bytes], node.format)
        except ChildDiedError:  # not even that: the gate has the name, and a person has the finding
            self._allowance.deaths -= 1
            return b""
        return b"" if "refused" in frame[0] else from_frame(*frame)[0].unseen


def _tell_locked(locked: Sequence[Node], archive: Node) -> None:
    """One finding for all files behind the password of one archive; they themselves say nothing more."""
    if not locked:
        return
    names = ", ".join(f"“{child.name}”" for child in locked[:_NAMED]) + (", …" if len(locked) > _NAMED else "")
    _add(archive, RawFinding("locked-archive", values={"count": len(locked), "names": names}))
    for child in locked:
        child.pieces = Pieces(readable=False)


def _add(node: Node, finding: RawFinding) -> None:
    pieces = node.pieces or Pieces()
    node.pieces = pieces._replace(findings=(*pieces.findings, _located(finding, node)))


def _located(finding: RawFinding, node: Node) -> RawFinding:
    return finding._replace(locator=locate(node.prefix, finding.locator))
