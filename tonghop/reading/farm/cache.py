"""What was read before, by the bytes' sha256 and the version of the readers: a second run parses nothing.

Never a truth: anything wrong with an entry makes it a miss, and the folder may be deleted at any time. Only the caller
writes into it, since nothing may be kept before the secrecy gate has seen it.
"""

import hashlib
import os
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from schemas.document import ReadDocument
from tonghop.reading import READER_VERSION

_NEVER_KEPT = {"program-missing", "bomb"}
"""Rules of findings that another machine or another moment would not give."""
_RECOGNISED = "ocr"
_MOST_AT_HAND = 128
_MOST_BYTES_AT_HAND = 100_000
_MOST_BYTES = 500_000_000
_ROOM_RATIO = 0.8


class ReadingCache:
    """Documents in a folder of its own, one private file each; several processes may share it.

    Args:
        folder: made when the first document is put.
        most_bytes: of all entries together; the oldest go first.
    """

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        self._root = folder
        self._folder = folder / f"v{READER_VERSION}"
        self._most_bytes = most_bytes
        self._size_bytes: int | None = None  # unknown until the first put
        self._at_hand: OrderedDict[int, tuple[ReadDocument, bytes]] = OrderedDict()

    def get(self, data: bytes, may_recognise: Callable[[str], bool]) -> ReadDocument | None:
        """The document of these bytes, or None.

        Args:
            data: the file.
            may_recognise: as Reader has it; a scan that may be recognised now is not answered by its unread state.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        document = self._load(self._place(sha256, ()), sha256)
        if document is None:
            return None
        allowed = [scan for scan in _find_scans(document) if may_recognise(scan)]
        return self._load(self._place(sha256, allowed), sha256) if allowed else document

    def remember(self, document: ReadDocument, json: bytes) -> None:
        """Have at hand, in memory, what a document was just made of: it need not be made again when it is put."""
        if len(json) <= _MOST_BYTES_AT_HAND:
            self._at_hand[id(document)] = document, json
        if len(self._at_hand) > _MOST_AT_HAND:
            with suppress(KeyError):  # another thread was faster
                self._at_hand.popitem(last=False)

    def put(self, document: ReadDocument) -> None:
        """Keep a document that has passed the secrecy gate; what may read otherwise tomorrow is not kept.

        Raises:
            OSError: the folder cannot be written.
        """
        if any(finding.rule in _NEVER_KEPT for finding in document.findings):
            return
        path = self._place(document.sha256, _find_recognised(document))
        if self._size_bytes is None:
            self._size_bytes = self._sweep()
        of, json = self._at_hand.pop(id(document), (None, b""))
        content = json if of is document else document.model_dump_json(exclude_defaults=True).encode()
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")  # private from its first byte
        except FileNotFoundError:  # the first one there
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._size_bytes += len(content)
        if self._size_bytes > self._most_bytes:
            self._size_bytes = self._sweep()

    def _place(self, sha256: str, recognised: Iterable[str]) -> Path:
        """Where an entry stands; what was recognised depends on which of its scans a person had seen."""
        scans = "".join(sorted(recognised))
        suffix = f".{hashlib.sha256(scans.encode()).hexdigest()[:16]}" if scans else ""
        return self._folder / sha256[:2] / f"{sha256}{suffix}.json"

    def _load(self, path: Path, sha256: str) -> ReadDocument | None:
        try:
            document = ReadDocument.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            document = None
        if document is None or document.sha256 != sha256:
            with suppress(OSError):
                path.unlink()
            return None
        return document

    def _sweep(self) -> int:
        """Drop other versions and, when there is too much, the oldest entries; gives the bytes left."""
        for other in self._root.glob("*"):
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)
        entries: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):  # another process swept it
                told = path.stat()
                entries.append((told.st_mtime, told.st_size, path))
        size = sum(length for _, length, _ in entries)
        goal = self._most_bytes if size <= self._most_bytes else int(_ROOM_RATIO * self._most_bytes)
        for _, length, path in sorted(entries):
            if size <= goal:
                break
            with suppress(OSError):
                path.unlink()
            size -= length
        return size


def _find_scans(document: ReadDocument) -> list[str]:
    own = [document.sha256] if document.scan else []
    return own + [part.sha256 for part in document.parts if part.scan]


def _find_recognised(document: ReadDocument) -> list[str]:
    """The scans whose words were recognised for this document; their places carry the finding that says so."""
    places = {finding.locator for finding in document.findings if finding.rule == _RECOGNISED}
    own = [document.sha256] if document.scan and None in places else []
    return own + [part.sha256 for part in document.parts if part.scan and part.prefix in places]
