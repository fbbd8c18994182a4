"""Reader, read_documents, read_mail: files in, documents out, in order; one bad file never more than one finding.

Keeps out how: farm.py leads many files through the steps, and children parse them.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import compress
from types import TracebackType
from typing import Self

from schemas.document import ReadDocument
from tonghop.reading.farm.cache import ReadingCache
from tonghop.reading.farm.pool import Bound, get_pool
from tonghop.reading.farm.stages import Farm, Job
from tonghop.reading.limits import Limits
from tonghop.reading.mail import Mail, split_with
from tonghop.reading.precheck.detection import find_format
from tonghop.reading.registry import CONTAINERS, CONVERTED

_LIMITS = Limits()
_MOST_AHEAD = 400
_MOST_AHEAD_BYTES = 48_000_000
"""What is in work or waits for its turn: memory stays flat in the number of files."""


def nobody(sha256: str) -> bool:  # noqa: ARG001 (the shape of `may_recognise`)
    """No person has seen any scan."""
    return False


class Reader:
    """Reads files and mails; cheap to make, since all Readers of a process share its children.

    Args:
        limits: the bounds that hold for each file.
        may_recognise: whether a person saw that the scan of that sha256, alone or within a container, bears no mark of
            secrecy, so that its words may be recognised.
        cache: what earlier runs read; only looked into. `cache.put` is for the caller, after the secrecy gate.
    """

    def __init__(
        self,
        limits: Limits = _LIMITS,
        *,
        may_recognise: Callable[[str], bool] = nobody,
        cache: ReadingCache | None = None,
    ) -> None:
        self._limits = limits
        self._may_recognise = may_recognise
        self._cache = cache

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing ends here: the children stay warm for the next Reader and end with the process."""

    def warm_up(self) -> None:
        """Start what reads ahead of the first file, while the caller does something else.

        Raises:
            OSError: no child process can be started on this machine.
        """
        get_pool().warm_up()

    def read_documents(self, files: Sequence[tuple[str, bytes]]) -> list[ReadDocument]:
        """Like the function of that name."""
        return list(self.read_each(files))

    def read_each(self, files: Iterable[tuple[str, bytes]]) -> Iterator[ReadDocument]:
        """Read any number of files, each document as soon as it and those before it are there.

        Args:
            files: (name, bytes) of each; taken from the iterable only as far ahead as memory allows.

        Raises:
            OSError: no child process can be started on this machine.
        """
        yield from self._work(files, skims=False)

    def skim_documents(self, files: Sequence[tuple[str, bytes]]) -> list[ReadDocument]:
        """For the secrecy gate, before any outside program or temporary file sees a file.

        Returns:
            One document per file: rough unseen texts of what an outside program would open, also within containers;
            nothing of the rest, which read_documents reads without leaving this process and its children.

        Raises:
            OSError: no child process can be started on this machine.
        """
        outside = [_is_opened_outside(data) for _, data in files]
        opened = iter(self._work(compress(files, outside), skims=True))
        return [
            next(opened) if is_outside else _make_blank(data)
            for (_, data), is_outside in zip(files, outside, strict=True)
        ]

    def read_mail(self, data: bytes) -> Mail:
        """Like the function of that name."""
        return split_with(Bound(get_pool(), self._limits), data, self._limits)

    def read_mails(self, mails: Sequence[bytes]) -> list[Mail]:
        """Many mails like read_mail, in their order, all children busy."""
        with ThreadPoolExecutor(get_pool().size + 1, "mails") as threads:
            return list(threads.map(self.read_mail, mails))

    def _work(self, files: Iterable[tuple[str, bytes]], *, skims: bool) -> Iterator[ReadDocument]:
        ahead: deque[Job | ReadDocument] = deque()
        with Farm(get_pool(), self._limits, self._may_recognise, skims=skims) as farm:
            for name, data in files:
                known = None if self._cache is None or skims else self._cache.get(data, self._may_recognise)
                ahead.append(known or farm.admit(name, data))
                while ahead and (_is_there(ahead[0]) or _is_much(ahead)):
                    yield self._take(farm, ahead.popleft(), skims=skims)
            while ahead:
                yield self._take(farm, ahead.popleft(), skims=skims)

    def _take(self, farm: Farm, entry: Job | ReadDocument, *, skims: bool) -> ReadDocument:
        if isinstance(entry, ReadDocument):
            return entry
        document = farm.wait(entry)
        if self._cache is not None and not skims:
            self._cache.remember(document, entry.done.result())
        return document


def _is_opened_outside(data: bytes) -> bool:
    """Whether an outside program would open this file, or may find such a file within it."""
    try:
        format_ = find_format(data)
    except Exception:  # a fault of ours that only these bytes show: the farm tells it
        return True
    return format_ in CONVERTED or format_ in CONTAINERS


def _make_blank(data: bytes) -> ReadDocument:
    sha256 = hashlib.sha256(data).hexdigest()
    return ReadDocument(sha256=sha256, size_bytes=len(data), format="unread", readable=False)


def _is_there(entry: Job | ReadDocument) -> bool:
    return isinstance(entry, ReadDocument) or entry.done.done()


def _is_much(ahead: Sequence[Job | ReadDocument]) -> bool:
    return len(ahead) > _MOST_AHEAD or sum(map(_weigh, ahead)) > _MOST_AHEAD_BYTES


def _weigh(entry: Job | ReadDocument) -> int:
    return entry.weight_bytes if isinstance(entry, Job) else 10 * entry.size_bytes


def read_documents(
    files: Sequence[tuple[str, bytes]],
    *,
    limits: Limits = _LIMITS,
    may_recognise: Callable[[str], bool] = nobody,
    cache: ReadingCache | None = None,
) -> list[ReadDocument]:
    """Read files in their order; the format is decided by the bytes, the name is never trusted.

    Args:
        files: (name, bytes) of each.
        limits: the bounds that hold for each file.
        may_recognise: as Reader has it.
        cache: as Reader has it.

    Returns:
        One document per file. A file that cannot be read has `readable=False` and a finding that its sender can act on.

    Raises:
        OSError: no child process can be started on this machine.
    """
    return Reader(limits, may_recognise=may_recognise, cache=cache).read_documents(files)


def read_mail(data: bytes, *, limits: Limits = _LIMITS) -> Mail:
    """Take one mail apart in a child process; never raises on hostile bytes.

    Args:
        data: the message as the server or Maildir has it.
        limits: the bounds.

    Raises:
        OSError: no child process can be started on this machine.
    """
    return Reader(limits).read_mail(data)
