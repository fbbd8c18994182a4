"""Frames on a pipe between parent and child: two 4-byte big-endian lengths, a JSON object, then bytes."""

import json
import struct
from typing import IO, Any

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
