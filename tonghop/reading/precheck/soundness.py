"""Whether an OpenDocument file is whole and plain before LibreOffice opens it; runs in the child, since it inflates.

LibreOffice mends a damaged zip silently and shows what is left of it. Keeps out .docx and .xlsx: their readers check.
"""

import io
import re
import zipfile
import zlib

from tonghop.reading.limits import Limits
from tonghop.reading.raw import UnreadableError

_MARKUP = (".xml", ".rels", ".rdf", ".vml")
_OWN_ENTITIES = re.compile(rb"<!DOCTYPE[^>\[]*\[|<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E")


def check_open_document(data: bytes, limits: Limits) -> None:
    """Inflate every part once; old files name a DOCTYPE, but no entities of their own.

    Args:
        data: a zip that precheck let pass.
        limits: the bounds.

    Raises:
        UnreadableError: `corrupt`, `doctype`, or `bomb` for a part that is longer than it says.
    """
    left = limits.unpacked_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                content = _inflate(archive, member, left)
                left -= len(content)
                if member.filename.lower().endswith(_MARKUP) and _OWN_ENTITIES.search(content):
                    raise UnreadableError("doctype")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError("corrupt") from error


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """The part, its checksum compared; pictures too, since damage anywhere makes LibreOffice mend the whole."""
    if member.file_size > most_bytes:
        raise UnreadableError("bomb")
    with archive.open(member) as stream:
        return stream.read()
