"""Which module reads which format. A new format is one module with `read(data, limits) -> Reading` and one line here.

Modules are imported when the child starts; what they need of heavy libraries they import when a file asks for it.
"""

from importlib import import_module

from tonghop.reading.limits import Limits
from tonghop.reading.raw import Reading

READERS = {
    "docx": "tonghop.reading.docx.reader",
    "html": "tonghop.reading.html",
    "image": "tonghop.reading.images",
    "pdf": "tonghop.reading.pdf",
    "text": "tonghop.reading.plain",
    "xlsx": "tonghop.reading.sheets",
}
CONVERTED = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}
"""Formats that LibreOffice rewrites first, and as what."""
SPLITTERS = {
    "mail": ("tonghop.reading.mail.mime", "split_mail"),
    "msg": ("tonghop.reading.mail.outlook", "split_msg"),
}
"""Mails: module and function `(data, limits) -> (the fields of mail.Mail as JSON values, the parts' bytes)`."""
UNPACKERS = {
    "zip": ("tonghop.reading.archives", "split_zip"),
    "tnef": ("tonghop.reading.mail.tnef", "split_tnef"),
    "signed": ("tonghop.reading.signed", "split_signed"),
}
"""What only wraps files: module and function `(data, limits) -> archives.Archive`."""
CONTAINERS = frozenset({*SPLITTERS, *UNPACKERS})
"""Formats that are split into parts, each of which is read as a file of its own."""


def read_bytes(data: bytes, format_: str, limits: Limits) -> Reading:
    """Read one file of a format that READERS names.

    Raises:
        UnreadableError: the file is damaged, or breaks a limit.
    """
    reading: Reading = import_module(READERS[format_]).read(data, limits)
    return reading
