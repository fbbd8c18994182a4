"""The process in which files are parsed: `python -m tonghop.reading.farm.child`, spoken to over stdin and stdout.

It bounds its own memory and processor time, answers one request after the other, and dies when a file breaks it; the
parent (process.py) then starts a new one. Nothing here imports pydantic, so that it starts in a few hundredths of a
second. Standard error is no channel: it could repeat words of a file.

Request and answer are frames: two 4-byte big-endian lengths, a JSON object, then bytes (the file, or what was found).
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from tonghop.reading.farm.expanding import expand, split
from tonghop.reading.farm.frames import READY, read_frame, write_frame
from tonghop.reading.farm.pieces import Pieces, encode_inside, encode_reading, to_frame
from tonghop.reading.limits import Limits
from tonghop.reading.pdf import count_pages, render_page
from tonghop.reading.precheck.soundness import check_open_document
from tonghop.reading.raw import UnreadableError
from tonghop.reading.registry import READERS, SPLITTERS, UNPACKERS, read_bytes
from tonghop.reading.salvage import find_rough_lines

if sys.platform != "win32":  # no such limits there; the parent's time limit holds everywhere
    import resource

MODULES = sorted({*READERS.values(), *(module for module, _ in (SPLITTERS | UNPACKERS).values())})
"""What is imported before the first request."""
_LATE_LIBRARIES = ("oxmsg", "pyhanko", "pypdfium2")
"""What readers import only when a file asks for it, since it is slow to load."""
Frame = tuple[dict[str, Any], bytes]
_SIZES = Path("/proc/self/statm")


def _bound(limits: Limits) -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, resource.getrlimit(resource.RLIMIT_AS)[1]))
        usage = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(usage.ru_utime + usage.ru_stime) + 1
        resource.setrlimit(
            resource.RLIMIT_CPU, (spent + limits.cpu_seconds, resource.getrlimit(resource.RLIMIT_CPU)[1])
        )


def _measure_memory() -> int:
    """Bytes that this process holds now; 0 where nobody tells."""
    try:
        return int(_SIZES.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def _read(request: dict[str, Any], data: bytes, limits: Limits) -> Frame:
    return to_frame(encode_reading(read_bytes(data, request["format"], limits), request["prefix"]))


def _expand(request: dict[str, Any], data: bytes, limits: Limits) -> Frame:
    return expand(data, request["format"], request["prefix"], limits)


def _split(request: dict[str, Any], data: bytes, limits: Limits) -> Frame:
    return split(data, request["format"], limits)


def _salvage(request: dict[str, Any], data: bytes, limits: Limits) -> Frame:
    lines = find_rough_lines(data, request["format"], limits)
    return to_frame(Pieces(unseen=encode_inside(lines), readable=False))


def _inspect(_: dict[str, Any], data: bytes, limits: Limits) -> Frame:
    check_open_document(data, limits)
    return {}, b""


def _count(_: dict[str, Any], data: bytes, limits: Limits) -> Frame:  # noqa: ARG001
    return {"pages": count_pages(data)}, b""


def _render(request: dict[str, Any], data: bytes, limits: Limits) -> Frame:
    return {}, render_page(data, request["page"], limits)


_ANSWERS: dict[str, Callable[[dict[str, Any], bytes, Limits], Frame]] = {
    "read": _read,
    "expand": _expand,
    "split": _split,
    "salvage": _salvage,
    "inspect": _inspect,
    "count": _count,
    "render": _render,
}


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer frames until the parent closes the pipe."""
    while True:
        try:
            request, data = read_frame(requests)
        except EOFError:
            return
        limits, began = Limits(*request["limits"]), time.process_time()
        try:
            _bound(limits)
            head, parts = _ANSWERS[request["do"]](request, data, limits)
        except UnreadableError as error:
            head, parts = {"refused": error.key, "values": error.values}, b""
        except MemoryError:
            head, parts = {"refused": "too-slow", "values": {}}, b""
        except Exception:  # any fault of a parser is the file's fault here, and must not stop the chunk
            head, parts = {"refused": "corrupt", "values": {}}, b""
        del data
        spent = {"memory": _measure_memory(), "seconds": time.process_time() - began}
        write_frame(answers, head | spent, parts)
        del head, parts


def main() -> None:
    """Serve on the real pipes; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # What is broken here is our installation, not a file: say so before the first one.
    for module in MODULES:
        import_module(module)
    if not all(map(find_spec, _LATE_LIBRARIES)):
        raise ImportError
    gc.freeze()  # what is loaded stays: looking through it again and again costs a tenth of the reading
    write_frame(answers, READY)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
