"""A container (mail, zip) -> its files, each as a document of its own, so that each is understood by itself.

Blocks keep the container's locators and its sha256, which is what the archive holds. Comments are dropped here, for
good: what stands beside the report (Word comments, quoted mails, mail signatures) is never part of it.
"""

import re
from collections.abc import Sequence

from schemas.document import Block, DocumentPart, Finding, ReadDocument
from schemas.values import BlockKind

_PREFIX = re.compile(r"(?:part\d+/)*part\d+(?=/|$)")
_MAIL_BODY = "mail"


def split_members(documents: Sequence[ReadDocument]) -> list[ReadDocument]:
    """The documents without comments; a container is replaced by its files with text, in their order."""
    return [member for document in documents for member in _split(document)]


def list_leaves(document: ReadDocument) -> list[DocumentPart]:
    """The files of a container that hold no further files; of any other document itself, under an empty prefix."""
    if not document.parts:
        own = DocumentPart(
            prefix="",
            name="",
            sha256=document.sha256,
            format=document.format,
            readable=document.readable,
            scan=document.scan,
            signatures=document.signatures,
        )
        return [own]
    prefixes = [part.prefix for part in document.parts]
    return [part for part in document.parts if not any(other.startswith(f"{part.prefix}/") for other in prefixes)]


def find_prefix(locator: str | None) -> str:
    """The file within a container that a locator leads into: part3/part1 of part3/part1/body/p4; "" for none."""
    found = _PREFIX.match(locator or "")
    return found[0] if found else ""


def is_of(finding: Finding, prefix: str) -> bool:
    """Whether a finding is about the file with that prefix."""
    return find_prefix(finding.locator) == prefix


def _split(document: ReadDocument) -> list[ReadDocument]:
    blocks = [block for block in document.blocks if block.kind is not BlockKind.COMMENT]
    groups: dict[str, list[Block]] = {}
    for block in blocks:
        groups.setdefault(find_prefix(block.locator), []).append(block)
    if not any(groups):  # no prefix at all: an ordinary document
        return [document.model_copy(update={"blocks": tuple(blocks)})]
    known = {part.prefix: part for part in document.parts}
    return [_make_member(document, known.get(prefix), prefix, group) for prefix, group in groups.items()]


def _make_member(
    document: ReadDocument, part: DocumentPart | None, prefix: str, blocks: Sequence[Block]
) -> ReadDocument:
    return document.model_copy(
        update={
            "format": part.format if part is not None else _MAIL_BODY,
            "blocks": tuple(blocks),
            "findings": tuple(finding for finding in document.findings if is_of(finding, prefix)),
            "scan": part is not None and part.scan,
            "signatures": part.signatures if part is not None else (),
            "parts": (),
        }
    )
