"""Many files at once through the steps: some taken apart, some at LibreOffice, the others parsed, all processors busy.

Keeps out what a step does (working.py) and the order in which people get the documents (documents.py).
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from schemas.document import ReadDocument
from tonghop.reading.farm.assembling import assemble, build_document
from tonghop.reading.farm.nodes import Node, open_node
from tonghop.reading.farm.pool import Bound, Pool
from tonghop.reading.farm.working import Worker
from tonghop.reading.limits import Limits
from tonghop.reading.messages import FORMAT_LABELS
from tonghop.reading.precheck.refusal import has_password
from tonghop.reading.raw import RawFinding

_OFFICE_BATCH = 24
"""Files in one call of LibreOffice: its start costs as much as about six files."""


class Job:
    """One file of the caller, on its way; `take` waits for its document."""

    def __init__(self, name: str, data: bytes, limits: Limits, worker: Worker) -> None:
        self.size_bytes = len(data)
        self.weight_bytes = len(data)
        self.worker = worker
        self.node = open_node(name, data, limits)
        self.done: Future[bytes] = Future()

    def take(self) -> ReadDocument:
        """The document.

        Raises:
            OSError: no process can be started on this machine.
        """
        return build_document(self.done.result(), self.node, self.size_bytes)


class Farm:
    """Admits files and works on them in threads that wait for children; leave it with `with`."""

    def __init__(self, pool: Pool, limits: Limits, may_recognise: Callable[[str], bool], *, skims: bool) -> None:
        self._bound = Bound(pool, limits)
        self._may_recognise = may_recognise
        self._skims = skims
        self._threads = ThreadPoolExecutor(pool.size + 1, "reading")  # one more: no child waits for the next request
        self._office = ThreadPoolExecutor(1, "office")
        self._lock = threading.Lock()
        self._expanding = 0
        self._pending: list[Job] = []
        self._converting = False
        self._awaited = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._office.shutdown(cancel_futures=True)

    def admit(self, name: str, data: bytes) -> Job:
        """Take a file in; everything that can be done at once begins."""
        job = Job(name, data, self._bound.limits, Worker(self._bound, self._may_recognise))
        if job.node.is_container or job.node.is_inspected:
            with self._lock:
                self._expanding += 1
            self._submit(job, self._expand)
        else:
            self._route(job)
        return job

    def wait(self, job: Job) -> ReadDocument:
        """The document of a job; whatever waits for a fuller call of LibreOffice goes now."""
        with self._lock:
            self._awaited = True
        self._convert_pending()
        try:
            return job.take()
        finally:
            self._awaited = False

    def _submit(self, job: Job, step: Callable[[Job], None]) -> None:
        def run() -> None:
            try:
                step(job)
            except BaseException as error:  # told to whoever waits for the document
                job.done.set_exception(error)

        self._threads.submit(run)

    def _expand(self, job: Job) -> None:
        try:
            job.worker.expand(job.node)
            self._route(job)
        finally:
            with self._lock:
                self._expanding -= 1
        self._convert_pending()

    def _route(self, job: Job) -> None:
        """To LibreOffice, or on to the readers."""
        if self._skims or not any(leaf.is_converted for leaf in job.node.leaves()):
            self._submit(job, self._finish)
            return
        with self._lock:
            self._pending.append(job)
        self._convert_pending()

    def _finish(self, job: Job) -> None:
        (job.worker.skim if self._skims else job.worker.parse)(job.node)
        json = assemble(job.node, job.size_bytes)
        job.node.children, job.node.pieces = [], None
        job.weight_bytes = len(json)
        job.done.set_result(json)

    def _convert_pending(self) -> None:
        """Start a call of LibreOffice if none runs and there is enough for one, or somebody waits for what there is."""
        with self._lock:
            ready = len(self._pending) >= _OFFICE_BATCH or (self._awaited and self._expanding == 0)
            if not self._pending or self._converting or not ready:
                return
            batch, self._pending = self._pending[:_OFFICE_BATCH], self._pending[_OFFICE_BATCH:]
            self._converting = True
        self._office.submit(self._convert, batch)

    def _convert(self, batch: list[Job]) -> None:
        owned = [(n, leaf) for n, job in enumerate(batch) for leaf in job.node.leaves() if leaf.is_converted]
        try:
            self._rewrite([leaf for _, leaf in owned], [owner for owner, _ in owned])
        except BaseException as error:
            for job in batch:
                job.done.set_exception(error)
        else:
            for job in batch:
                self._submit(job, self._finish)
        finally:
            with self._lock:
                self._converting = False
        self._convert_pending()

    def _rewrite(self, leaves: list[Node], owners: list[int]) -> None:
        from tonghop.reading.office import convert_documents

        with self._bound.pool.office:
            files = [(leaf.format, leaf.data) for leaf in leaves]
            conversions = convert_documents(files, self._bound.limits, owners=owners)
        for leaf, conversion in zip(leaves, conversions, strict=True):
            leaf.rewritten = conversion.data
            if conversion.data is None:
                leaf.refusal = _find_fault(leaf, conversion.problem or "corrupt")


def _find_fault(leaf: Node, problem: str) -> RawFinding:
    if problem == "program-missing":
        return RawFinding(problem, values={"program": "LibreOffice", "label": FORMAT_LABELS[leaf.format]})
    return RawFinding("encrypted" if has_password(leaf.data, leaf.format) else problem)
