"""The children of this process, kept warm and shared by all Readers and threads: at most one per processor.

Keeps out what is asked. A child that served long or grew large is replaced; one that died costs only its request.
"""

import atexit
import os
import threading
from typing import Any, NamedTuple

from tonghop.reading.farm.process import Child, ChildDiedError
from tonghop.reading.limits import Limits

_REQUESTS_PER_CHILD = 2_000
_MEMORY_PER_CHILD = 160_000_000
"""Bytes; what a child keeps after a large file must not count against later ones."""


def count_processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Children for any number of threads: each request waits for an idle child or starts one while there are few."""

    def __init__(self, most: int | None = None) -> None:
        self.size = most or count_processors()
        self.office = threading.Semaphore(1)
        """LibreOffice takes its time and a core: one call at a time in this process."""
        self.recogniser = threading.Semaphore(1)
        """Text recognition uses all cores for the pages of one document."""
        self._places = threading.Semaphore(self.size)
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def ask(self, request: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
        """Pass a request to a child.

        Raises:
            ChildDiedError: it cost the child its life; the next request gets another one.
            OSError: no process can be started on this machine.
        """
        with self._places:
            child = self._take()
            try:
                answer = child.ask(request, data, limits)
            except ChildDiedError:
                raise
            except BaseException:  # interrupted: nobody knows what it will say next
                child.close()
                raise
            self._give_back(child, spent=answer[0].get("refused") == "too-slow")
            return answer

    def warm_up(self) -> None:
        """Start a child ahead of the first request, when there is none.

        Raises:
            OSError: no process can be started on this machine.
        """
        with self._lock:
            if not self._idle:
                self._idle.append(Child())

    def _take(self) -> Child:
        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                return Child()
            if child.alive:
                return child
            child.close()

    def _give_back(self, child: Child, *, spent: bool) -> None:
        if spent or child.served >= _REQUESTS_PER_CHILD or child.memory_bytes > _MEMORY_PER_CHILD:
            child.close()
            return
        with self._lock:
            self._idle.append(child)

    def close(self) -> None:
        """End the idle children; those at work end with their request's pipes."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()

    def forget(self) -> None:
        """After a fork: the children are the parent's, only their pipes were copied."""
        for child in self._idle:
            child.forget()


class Bound(NamedTuple):
    """The pool with the limits of one reader."""

    pool: Pool
    limits: Limits

    def ask(
        self, do: str, data: bytes, format_: str = "", *, prefix: str = "", page: int = 0
    ) -> tuple[dict[str, Any], bytes]:
        """As process.Asker says."""
        request = {"do": do, "format": format_, "prefix": prefix, "page": page}
        return self.pool.ask(request, data, self.limits)


class _Shared:
    """The one pool of this process."""

    pool: Pool | None = None
    lock = threading.Lock()


def get_pool() -> Pool:
    """The pool that all Readers of this process share."""
    with _Shared.lock:
        if _Shared.pool is None:
            _Shared.pool = Pool()
        return _Shared.pool


def close_pool() -> None:
    """End all idle children; the next request starts new ones."""
    with _Shared.lock:
        pool, _Shared.pool = _Shared.pool, None
    if pool is not None:
        pool.close()


def _forget_after_fork() -> None:
    pool, _Shared.pool, _Shared.lock = _Shared.pool, None, threading.Lock()
    if pool is not None:
        pool.forget()


atexit.register(close_pool)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)
