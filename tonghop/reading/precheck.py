"""What is looked at before any parser runs: sizes, counts, names and flags of a zip. In process, well under 1 ms.

Keeps out everything that must inflate or parse: that happens in the child.
"""

import io
import zipfile

from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawFinding

ZIP_FORMATS = frozenset({"docx", "xlsx", "pptx", "odt", "zip"})


def find_refusal(data: bytes, format_: str, limits: Limits) -> RawFinding | None:
    """Why the file must not be parsed, or None. Formats without a reader are not judged here.

    Args:
        data: the file.
        format_: what detection.find_format said of it.
        limits: the bounds.
    """
    if len(data) > limits.file_bytes:
        sizes = {"size_mb": -(-len(data) // 1_000_000), "limit_mb": limits.file_bytes // 1_000_000}
        return RawFinding("too-big", values=sizes)
    if format_ == "empty":
        return RawFinding("empty-file")
    if format_ == "encrypted":
        return RawFinding("encrypted")
    if format_ in ZIP_FORMATS:
        return _find_zip_refusal(data, limits)
    return None


def find_macro(data: bytes) -> RawFinding | None:
    """A finding when a zip that find_refusal let pass carries a macro project."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.lower() for name in archive.namelist()]
    return RawFinding("macro") if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names) else None


def _find_zip_refusal(data: bytes, limits: Limits) -> RawFinding | None:
    # Counted in the bytes: the directory's own count can lie, and listing a million members costs seconds.
    if data.count(b"PK\x01\x02") > limits.zip_members:
        return RawFinding("bomb")
    if b"PK\x05\x06" not in data[-66_000:]:
        return RawFinding("truncated")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return RawFinding("corrupt")
    return _find_member_refusal(members, limits)


def _find_member_refusal(members: list[zipfile.ZipInfo], limits: Limits) -> RawFinding | None:
    if any(member.flag_bits & 0x1 for member in members):
        return RawFinding("encrypted")
    names = [member.orig_filename.replace("\\", "/").lower() for member in members]
    if len(set(names)) < len(names):
        return RawFinding("duplicate-parts")
    if any(
        name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/") or "\0" in name for name in names
    ):
        return RawFinding("unsafe-names")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        return RawFinding("bomb")
    for member in members:
        swollen = member.file_size > limits.ratio * max(member.compress_size, 1)
        if member.file_size > limits.part_bytes or (swollen and member.file_size > limits.ratio_floor_bytes):
            return RawFinding("bomb")
    return None
