"""Which module reads which format. A new format is one module with `read(data, limits) -> Reading` and one line here.

Modules are imported when first needed, inside the child process.
"""

from importlib import import_module

from tonghop.reading.limits import Limits
from tonghop.reading.raw import Reading

READERS = {
    "docx": "tonghop.reading.docx.reader",
    "text": "tonghop.reading.plain",
}
CONTAINERS = {"mail"}
"""Formats that are split into parts, each of which is read as a file of its own."""


def read_bytes(data: bytes, format_: str, limits: Limits) -> Reading:
    """Read one file of a format that READERS names.

    Raises:
        UnreadableError: the file is damaged, or breaks a limit.
    """
    reading: Reading = import_module(READERS[format_]).read(data, limits)
    return reading
