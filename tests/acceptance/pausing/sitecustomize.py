"""Stops a process of the product at a chosen call, so that a test can act there. The product knows nothing of it.

Python imports this by itself where the folder stands in PYTHONPATH: then the environment names the call (PAUSE_AT,
"module:qualified.name"), whether to stop before or after it (PAUSE_WHEN) and at which one (PAUSE_COUNT), the flag to
raise (PAUSE_FLAG) and the file to wait for (PAUSE_UNTIL; without one the process waits to be killed). The drivers of
the tests import the functions instead. Keep the module light: it is part of the start of every process there.
"""

import functools
import importlib
import importlib.util
import itertools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LOOK_SECONDS = 0.005


def hook(call: str, when: str, count: int, act: Callable[[], object]) -> None:
    """Let `act` happen before or after the n-th call."""
    module, _, path = call.partition(":")
    *owners, name = path.split(".")
    owner = functools.reduce(getattr, owners, importlib.import_module(module))
    original = getattr(owner, name)
    calls = itertools.count(1)

    @functools.wraps(original)
    def watched(*args: Any, **kwargs: Any) -> Any:
        is_the_one = next(calls) == count
        if is_the_one and when == "before":
            act()
        result = original(*args, **kwargs)
        if is_the_one and when == "after":
            act()
        return result

    setattr(owner, name, watched)


def stop(flag: Path, until: Path | None, seconds: float) -> None:
    """Raise the flag, which tells the process id, and wait for a file; once only, whichever process comes first."""
    part = flag.with_name(f".{flag.name}.{os.getpid()}")
    part.write_text(str(os.getpid()))
    try:
        os.link(part, flag)  # whole or not at all, and only by the first
    except FileExistsError:
        return
    finally:
        part.unlink()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and (until is None or not until.exists()):
        time.sleep(_LOOK_SECONDS)


class _Arming:
    """Arms a module as soon as it is imported: importing it here would cost every process seconds."""

    def __init__(self, module: str, arm: Callable[[], None]) -> None:
        self.module, self.arm = module, arm

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self.module:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.loader is not None
        execute = spec.loader.exec_module

        def execute_and_arm(module: Any) -> None:
            execute(module)
            self.arm()

        spec.loader.exec_module = execute_and_arm  # type: ignore[method-assign]
        return spec


def arm_by_environment(environ: Any) -> None:
    """What the environment asks for; nothing when it asks for nothing."""
    call = environ.get("PAUSE_AT")
    if not call:
        return
    until = environ.get("PAUSE_UNTIL")
    act = functools.partial(stop, Path(environ["PAUSE_FLAG"]), Path(until) if until else None, 600)
    when, count = environ.get("PAUSE_WHEN", "before"), int(environ.get("PAUSE_COUNT", "1"))
    sys.meta_path.insert(0, _Arming(call.partition(":")[0], lambda: hook(call, when, count, act)))


arm_by_environment(os.environ)
