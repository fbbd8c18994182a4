"""Time limits on children: one thread for all of them, which sleeps until the first limit that may be reached.

A timer for each request would start a thread for each. Keeps out what a killed child means (process.py).
"""

import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen


class Watch:
    """Kills processes that do not end their work in time; for any number of threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._limits: dict[object, tuple[float, Popen[bytes]]] = {}
        self._wakes_at = math.inf
        self._thread: threading.Thread | None = None

    @contextmanager
    def limit(self, seconds: float, process: Popen[bytes]) -> Iterator[None]:
        """Kill the process unless the block is left in time."""
        key, ends_at = object(), time.monotonic() + seconds
        with self._changed:
            self._limits[key] = (ends_at, process)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
                self._thread.start()
            elif ends_at < self._wakes_at:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._limits.pop(key, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for key, (ends_at, process) in list(self._limits.items()):
                    if ends_at <= now:
                        process.kill()
                        del self._limits[key]
                self._wakes_at = min((ends_at for ends_at, _ in self._limits.values()), default=math.inf)
                self._changed.wait(None if math.isinf(self._wakes_at) else self._wakes_at - now)


class _Shared:
    """The one watch of this process."""

    watch = Watch()


def get_watch() -> Watch:
    """The watch that all children of this process share."""
    return _Shared.watch


def _begin_anew() -> None:
    _Shared.watch = Watch()  # after a fork its thread is the parent's


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
