"""Which files of a submission need a person's look for a mark of secrecy, and what is settled by that look.

A scan waits until a person saw no mark on it; what is recognised in it then still counts only when a person says so,
unless a readable copy gives the words: then it is the signed copy. Keeps out who looked and when (decisions).
"""

from collections.abc import Sequence, Set
from typing import NamedTuple

from schemas.document import DocumentPart, Finding, ReadDocument
from schemas.submission import PictureFile
from tonghop.understanding.documents.copies import find_copies, is_recognised
from tonghop.understanding.documents.members import find_prefix, is_of, list_leaves, split_members

_STAMP, _RECOGNISED = "stamp-image", "ocr"


class _Leaf(NamedTuple):
    place: int
    prefix: str


def find_pictures(documents: Sequence[ReadDocument], names: Sequence[str], seen: Set[str]) -> tuple[PictureFile, ...]:
    """The scans and the files with a stamp-like image, each once.

    Args:
        documents: of one submission.
        names: of the documents, in the same order.
        seen: sha256 of the files on which a person saw no mark.
    """
    found = {
        leaf.sha256: PictureFile(
            name=f"{name} › {leaf.name}" if leaf.prefix else name,
            sha256=leaf.sha256,
            seen=leaf.sha256 in seen,
            stamp=not leaf.scan,
        )
        for document, name in zip(documents, names, strict=True)
        for leaf in list_leaves(document)
        if _has_picture(document, leaf)
    }
    return tuple(found.values())


def settle_pictures(documents: Sequence[ReadDocument], seen: Set[str]) -> list[ReadDocument]:
    """The documents without the findings that a person's look, or a readable copy beside the scan, has answered.

    A stamp-like image that a person saw is no mark. A recognised copy of a readable document needs no check of its own:
    its words are not used, and its figures are compared. What could not be recognised was compared with nothing: it
    may hold more than the file beside it, so it waits for a person.
    """
    repeated = _find_repeated(documents)
    return [
        document.model_copy(
            update={
                "findings": tuple(
                    settled
                    for finding in document.findings
                    if (settled := _settle(finding, document, place, seen, repeated)) is not None
                )
            }
        )
        for place, document in enumerate(documents)
    ]


def _has_picture(document: ReadDocument, leaf: DocumentPart) -> bool:
    stamped = (finding.rule == _STAMP and is_of(finding, leaf.prefix) for finding in document.findings)
    return leaf.scan or any(stamped)


def _find_repeated(documents: Sequence[ReadDocument]) -> set[_Leaf]:
    """Recognised files that only repeat one with text of its own."""
    members = [
        (_Leaf(place, find_prefix(member.blocks[0].locator)), member)
        for place, document in enumerate(documents)
        if document.readable
        for member in split_members([document])
        if member.blocks
    ]
    texts = [member for _, member in members]
    if len({is_recognised(member) for member in texts}) < 2:
        return set()
    copies = find_copies(texts)
    return {members[copy][0] for copy, kept in copies if is_recognised(texts[copy]) and not is_recognised(texts[kept])}


def _settle(
    finding: Finding, document: ReadDocument, place: int, seen: Set[str], repeated: Set[_Leaf]
) -> Finding | None:
    leaf = next((leaf for leaf in list_leaves(document) if is_of(finding, leaf.prefix)), None)
    if leaf is None:
        return finding
    if finding.rule == _RECOGNISED and _Leaf(place, leaf.prefix) in repeated:
        return None
    return None if finding.rule == _STAMP and leaf.sha256 in seen else finding
