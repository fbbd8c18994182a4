"""The process in which files are parsed: `python -m tonghop.reading.child`, spoken to over stdin and stdout.

It bounds its own memory and processor time, answers one request after the other, and dies when a file breaks it; the
parent (process.py) then starts a new one. Nothing here imports pydantic, so that it starts in a few hundredths of a
second. Standard error is no channel: it could repeat words of a file.

Request and answer are frames: two 4-byte big-endian lengths, a JSON object, then bytes (the file, or a mail's parts).
"""

import json
import os
import struct
import sys
from importlib import import_module
from typing import IO, Any

from tonghop.reading.limits import Limits
from tonghop.reading.raw import Reading, UnreadableError
from tonghop.reading.registry import READERS, read_bytes

if sys.platform != "win32":  # no such limits there; the parent's time limit holds everywhere
    import resource

READY = {"ready": True}
"""The first frame: the child has loaded all that reading needs."""

_LENGTHS = struct.Struct(">II")


def read_frame(stream: IO[bytes], most_bytes: int = 2**32) -> tuple[dict[str, Any], bytes]:
    """The next frame.

    Raises:
        EOFError: the stream ended.
        ValueError: the frame is longer than `most_bytes`, or its head is no JSON.
    """
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        raise EOFError
    head_length, data_length = _LENGTHS.unpack(lengths)
    if head_length + data_length > most_bytes:
        raise ValueError("frame too long")
    head, data = stream.read(head_length), stream.read(data_length)
    if len(head) < head_length or len(data) < data_length:
        raise EOFError
    return json.loads(head), data


def write_frame(stream: IO[bytes], head: dict[str, Any], data: bytes = b"") -> None:
    """Send one frame."""
    encoded = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
    stream.write(_LENGTHS.pack(len(encoded), len(data)) + encoded)
    stream.write(data)
    stream.flush()


def _bound(limits: Limits) -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, resource.getrlimit(resource.RLIMIT_AS)[1]))
        usage = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(usage.ru_utime + usage.ru_stime) + 1
        resource.setrlimit(
            resource.RLIMIT_CPU, (spent + limits.cpu_seconds, resource.getrlimit(resource.RLIMIT_CPU)[1])
        )


def _answer(request: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    if request["do"] == "salvage":
        from tonghop.reading.salvage import find_rough_lines

        return {"unseen": find_rough_lines(data, request["format"], limits)}, b""
    if request["do"] == "split":
        from tonghop.reading.mime import split_mail

        return split_mail(data, limits)
    reading: Reading = read_bytes(data, request["format"], limits)
    findings = [(finding.key, finding.locator, dict(finding.values)) for finding in reading.findings]
    return reading._asdict() | {"findings": findings}, b""


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer frames until the parent closes the pipe."""
    while True:
        try:
            request, data = read_frame(requests)
        except EOFError:
            return
        limits = Limits(*request["limits"])
        try:
            _bound(limits)
            head, parts = _answer(request, data, limits)
        except UnreadableError as error:
            head, parts = {"refused": error.key, "values": error.values}, b""
        except MemoryError:
            head, parts = {"refused": "too-slow", "values": {}}, b""
        except Exception:  # any fault of a parser is the file's fault here, and must not stop the chunk
            head, parts = {"refused": "corrupt", "values": {}}, b""
        write_frame(answers, head, parts)


def main() -> None:
    """Serve on the real pipes; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for module in (*READERS.values(), "tonghop.reading.mime", "tonghop.reading.salvage"):
        import_module(module)  # what is broken here is our installation, not a file: say so before the first one
    write_frame(answers, READY)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
