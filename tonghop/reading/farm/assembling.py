"""A file that went through all steps -> the JSON of its ReadDocument, and that document.

Keeps out reading. Findings of a file within a container name that file, from the outside in.
"""

from collections.abc import Callable, Iterator

from pydantic import ValidationError

from schemas.document import DocumentPart, Finding, ReadDocument
from tonghop.reading.farm.nodes import Node
from tonghop.reading.farm.pieces import Pieces, encode, join_insides
from tonghop.reading.messages import ATTACHMENT, IN_ARCHIVE, build_finding
from tonghop.reading.raw import RawFinding
from tonghop.reading.registry import UNPACKERS

_NOTHING = Pieces()


def assemble(node: Node, size_bytes: int) -> bytes:
    """The JSON of the document of a file that stands alone, with all that is nested in it."""
    pieces = [each.pieces or _NOTHING for each in _walk(node)]
    own = pieces[0]
    findings = [finding.model_dump(mode="json") for finding in _find_findings(node, _say_plainly)]
    readable = any(each.readable for each in pieces) if node.is_container else own.readable
    if node.is_container and not readable and not findings:
        findings.append(build_finding(RawFinding("no-text")).model_dump(mode="json"))
    head = {
        "sha256": node.sha256,
        "size_bytes": size_bytes,
        "format": node.format,
        "findings": findings,
        "readable": readable,
        "scan": own.scan,
        "signatures": [signature._asdict() for signature in own.signatures],
        "parts": [_part(each).model_dump(mode="json") for each in _walk(node) if each is not node],
    }
    blocks = join_insides(*(each.blocks for each in pieces))
    unseen = join_insides(*(each.unseen for each in pieces))
    return b"".join([encode(head)[:-1], b',"blocks":[', blocks, b'],"unseen_texts":[', unseen, b"]}"])


def build_document(json: bytes, node: Node, size_bytes: int) -> ReadDocument:
    """The document; when a child said what no reader says, its file counts as damaged."""
    try:
        return ReadDocument.model_validate_json(json)
    except ValidationError:
        finding = build_finding(RawFinding("corrupt"))
        return ReadDocument(
            sha256=node.sha256, size_bytes=size_bytes, format=node.format, findings=(finding,), readable=False
        )


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _part(node: Node) -> DocumentPart:
    pieces = node.pieces or _NOTHING
    return DocumentPart(
        prefix=node.prefix.rstrip("/"),
        name=node.name,
        sha256=node.sha256,
        format=node.format,
        readable=any((each.pieces or _NOTHING).readable for each in _walk(node)),
        scan=pieces.scan,
        signatures=tuple(signature._asdict() for signature in pieces.signatures),
    )


def _say_plainly(message: str) -> str:
    return message


def _find_findings(node: Node, say: Callable[[str], str]) -> Iterator[Finding]:
    for raw in (node.pieces or _NOTHING).findings:
        finding = build_finding(raw)
        yield finding.model_copy(update={"message": say(finding.message)})
    template = IN_ARCHIVE if node.format in UNPACKERS else ATTACHMENT
    for child in node.children:

        def say_within(message: str, name: str = child.name) -> str:
            return say(template.format(name=name, message=message))

        yield from _find_findings(child, say_within)
