"""Look at reports without any ledger, for `tonghop check`. Loads neither pandas nor SQLAlchemy; nothing is stored."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, CheckedSubmission
from tonghop.checking import check_submission, quarantined_json, to_json
from tonghop.reading import Reader
from tonghop.secrecy import add_circulation_findings, find_mark
from tonghop.understanding import settle_pictures, understand

_TOGETHER = 40
_TOGETHER_BYTES = 48_000_000
"""Files that are read at once: enough to keep the processors busy, few enough for any number of files."""

File = tuple[Path, bytes]


class Inspected(NamedTuple):
    """What one file is understood to say; nothing of one that bears a mark of secrecy, not even its hash."""

    path: Path
    sha256: str
    checked: CheckedSubmission | None

    def to_json(self) -> dict[str, Any]:
        """The `check` object of design 4.2."""
        if self.checked is None:
            return quarantined_json(str(self.path))
        return to_json(str(self.path), self.sha256, self.checked)


def check_each(
    files: Iterable[File], plan: Plan, *, unit: str | None = None, sender: str | None = None
) -> Iterator[Inspected]:
    """What each file is understood to say, in their order.

    A secrecy mark gives no text, hash or items. It is looked for before an outside program sees a file, then in what
    was read; scans are recognised only of files without a mark, since the person at the screen chose them, and looked
    at again.
    """
    for together in _put_together(files):
        passed = _read_unmarked(together)
        for place, (path, data) in enumerate(together):
            document = passed.get(place)
            if document is None:
                yield Inspected(path, "", None)
            else:
                yield _check(path, data, document, plan, unit=unit, sender=sender)


def _put_together(files: Iterable[File]) -> Iterator[list[File]]:
    together: list[File] = []
    for file in files:
        together.append(file)
        if len(together) >= _TOGETHER or sum(len(data) for _, data in together) >= _TOGETHER_BYTES:
            yield together
            together = []
    if together:
        yield together


def _read_unmarked(files: Sequence[File]) -> dict[int, ReadDocument]:
    """Place of a file -> its document; files that bear a mark are left out."""
    passed = {place: path for place, (path, _) in enumerate(files) if find_mark([path.name], []) is None}
    documents: dict[int, ReadDocument] = {}
    with Reader() as reader, Reader(may_recognise=lambda _: True) as seeing:
        for read in (reader.skim_documents, reader.read_documents):
            places = list(passed)
            found = read([(passed[place].name, files[place][1]) for place in places])
            documents = {place: each for place, each in zip(places, found, strict=True) if _is_unmarked(each)}
            passed = {place: passed[place] for place in documents}
        scans = [place for place, each in documents.items() if each.scan or any(part.scan for part in each.parts)]
        found = seeing.read_documents([(passed[place].name, files[place][1]) for place in scans])
    documents |= dict(zip(scans, found, strict=True))
    return {place: each for place, each in documents.items() if place not in scans or _is_unmarked(each)}


def _is_unmarked(document: ReadDocument) -> bool:
    """Subjects and names within a container stand among its unseen texts."""
    return find_mark([], [document]) is None


def _check(
    path: Path, data: bytes, document: ReadDocument, plan: Plan, *, unit: str | None, sender: str | None
) -> Inspected:
    subject = None
    if document.format == "mail":
        with Reader() as reader:
            mail = reader.read_mail(data)
        subject, sender = mail.subject, sender or mail.sender
        names = [name for name, _ in mail.parts]
        if find_mark(names, [], [subject or ""]) is not None:
            return Inspected(path, "", None)
    documents = settle_pictures(add_circulation_findings([document]), frozenset())
    folders = tuple(part for part in path.absolute().parts[1:-1])
    channel = Channel(sender=sender, folders=folders, unit=unit, subject=subject, names=(path.name,))
    found = [finding for each in documents for finding in each.findings]
    readable = any(each.readable for each in documents)
    content = understand(documents, channel, plan)
    checked = check_submission(content, found, readable=readable, channel=channel, plan=plan)
    return Inspected(path, hashlib.sha256(data).hexdigest(), checked)
