"""What is looked at before any parser runs: sizes, counts, names, flags, ends. In process, well under 1 ms.

Keeps out everything that must inflate or parse: that happens in the child.
"""

import re
from collections.abc import Callable
from itertools import accumulate

from tonghop.reading.limits import Limits
from tonghop.reading.office.checks import find_problem
from tonghop.reading.precheck import ole
from tonghop.reading.precheck.word import check_doc
from tonghop.reading.precheck.zips import ENCRYPTED_FLAGS, Member, check_members, read_directory
from tonghop.reading.raw import RawFinding, UnreadableError

PACKAGES = frozenset({"docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp"})
"""Documents that are a zip; each of their parts has one name and one meaning."""
_KNOWN_METHODS = {0, 8}
_MACRO_PARTS = re.compile(rb"(?i)(?:^|/)(?:vbaproject\.bin|vbadata\.xml)$|^(?:basic|scripts)/.*\.(?:xml|xlb|py|js)$")
_MACRO_STORAGES = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA")
_DOC_FLAGS_AT, _DOC_ENCRYPTED = 10, 0x0100
_XLS_FILEPASS, _XLS_LOOKED_AT = 0x2F, 8
_TIFF_MOST_ENTRIES, _TIFF_MOST_PAGES = 256, 1_000
_RTF_BINARY = re.compile(rb"\\bin(\d{1,12})(?![0-9])")
_RTF_MOST_BRACES = 2_000_000
_RTF_MOST_DEPTH = 1_000
_NO_BRACES = bytes(set(range(256)) - set(b"{}"))
_BETWEEN_BRACES = ord("{") + 1


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
    try:
        if format_ in PACKAGES or format_ == "zip":
            _check_zip(data, limits, is_package=format_ in PACKAGES)
        elif format_ in _CHECKS:
            _CHECKS[format_](data)
    except UnreadableError as error:
        return RawFinding(error.key)
    return None


def find_macro(data: bytes, format_: str) -> RawFinding | None:
    """A finding when a file that find_refusal let pass carries a macro project."""
    if format_ in PACKAGES:
        found = any(_MACRO_PARTS.search(member.name) for member in read_directory(data, len(data)))
    elif format_ in {"doc", "xls"}:
        found = ole.has_entry(data, _MACRO_STORAGES)
    else:
        found = False
    return RawFinding("macro") if found else None


def _check_zip(data: bytes, limits: Limits, *, is_package: bool) -> None:
    members = read_directory(data, limits.zip_members)
    if is_package:
        if any(member.flags & ENCRYPTED_FLAGS for member in members):
            raise UnreadableError("encrypted")
        _check_names([member.name.decode("latin-1").replace("\\", "/").lower() for member in members])
        if any(member.method not in _KNOWN_METHODS for member in members):
            raise UnreadableError("corrupt")
    check_members(data, members)
    if sum(member.unpacked for member in members) > limits.unpacked_bytes:
        raise UnreadableError("bomb")
    if any(_is_bomb(member, limits) for member in members):
        raise UnreadableError("bomb")


def _check_names(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise UnreadableError("duplicate-parts")
    for name in names:
        folders = name.split("/")
        if name.startswith("/") or ":" in folders[0] or ".." in folders or "\0" in name:
            raise UnreadableError("unsafe-names")


def _is_bomb(member: Member, limits: Limits) -> bool:
    swollen = member.unpacked > limits.ratio * max(member.packed, 1)
    return member.unpacked > limits.part_bytes or (swollen and member.unpacked > limits.ratio_floor_bytes)


def has_password(data: bytes, format_: str) -> bool:
    """Whether a .doc or .xls is encrypted; with the password that Excel itself sets, it can be opened all the same."""
    for entry in ole.read_tops(data):
        if format_ == "doc" and entry.name == "worddocument":
            flags = int.from_bytes(ole.read_beginning(data, entry)[_DOC_FLAGS_AT : _DOC_FLAGS_AT + 2], "little")
            return bool(flags & _DOC_ENCRYPTED)
        if format_ == "xls" and entry.name in {"workbook", "book"}:
            records, at = ole.read_beginning(data, entry), 0
            for _ in range(_XLS_LOOKED_AT):
                if int.from_bytes(records[at : at + 2], "little") == _XLS_FILEPASS:
                    return True
                at += 4 + int.from_bytes(records[at + 2 : at + 4], "little")
    return False


def _check_doc(data: bytes) -> None:
    if has_password(data, "doc"):
        raise UnreadableError("encrypted")
    check_doc(data)


def _check_rtf(data: bytes) -> None:
    plain = data.replace(b"\\\\", b"")
    still_open = plain.count(b"{") - plain.count(b"\\{") - plain.count(b"}") + plain.count(b"\\}")
    if not data.rstrip(b"\0\r\n\t\x1a ").endswith(b"}") or (still_open > 0 and b"\\bin" not in data):
        raise UnreadableError("truncated")
    if plain.count(b"{") + plain.count(b"}") > _RTF_MOST_BRACES or _measure_depth(plain) >= _RTF_MOST_DEPTH:
        raise UnreadableError("bomb")
    if any(int(match[1]) > len(data) - match.end() for match in _RTF_BINARY.finditer(data)):
        raise UnreadableError("corrupt")


def _measure_depth(plain: bytes) -> int:
    """How many groups stand in one another, in one pass; pairs with nothing between go first, they are most."""
    braces = plain.replace(b"\\{", b"").replace(b"\\}", b"").translate(None, _NO_BRACES).replace(b"{}", b"")
    return max(accumulate(map(_BETWEEN_BRACES.__sub__, braces)), default=0) + 1


def _check_image(data: bytes) -> None:
    """A picture that stops in the middle would be recognised without its lower half."""
    whole = True
    if data.startswith(b"\x89PNG"):
        whole = b"IEND" in data[-4_096:]
    elif data.startswith(b"\xff\xd8"):
        whole = data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")
    elif data.startswith(b"GIF8"):
        whole = data.rstrip(b"\0").endswith(b";")
    elif data.startswith(b"BM"):
        whole = int.from_bytes(data[2:6], "little") <= len(data)
    elif data.startswith(b"RIFF"):
        whole = int.from_bytes(data[4:8], "little") + 8 <= len(data)
    elif data.startswith((b"II", b"MM")):
        whole = _is_whole_tiff(data)
    if not whole:
        raise UnreadableError("truncated")


def _is_whole_tiff(data: bytes) -> bool:
    """Whether every page's strips lie within the file."""
    order = "little" if data.startswith(b"II") else "big"

    def number(at: int, length: int) -> int:
        return int.from_bytes(data[at : at + length], order)  # type: ignore[arg-type]

    at, seen = number(4, 4), set[int]()
    while at and at not in seen:
        seen.add(at)
        count = number(at, 2)
        if count > _TIFF_MOST_ENTRIES or len(seen) > _TIFF_MOST_PAGES or at + 2 + 12 * count + 4 > len(data):
            return False
        ends = {}
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, size, amount = number(entry, 2), {3: 2, 4: 4}.get(number(entry + 2, 2), 0), number(entry + 4, 4)
            if tag in {273, 279, 324, 325} and size:
                place = entry + 8 if size * amount <= 4 else number(entry + 8, 4)
                ends[tag] = (
                    number(place + size * (amount - 1), size) if place + size * amount <= len(data) else len(data)
                )
        if max(ends.get(273, 0) + ends.get(279, 0), ends.get(324, 0) + ends.get(325, 0)) > len(data):
            return False
        at = number(at + 2 + 12 * count, 4)
    return True


def _check_msg(data: bytes) -> None:
    problem = find_problem("doc", data)  # a container like any other
    if problem is not None:
        raise UnreadableError(problem)


def _check_ole(data: bytes) -> None:
    """A container whose directory is behind the end: nobody knows what it was, but it is cut short."""
    if find_problem("doc", data) == "truncated" or not ole.read_tops(data):
        raise UnreadableError("truncated")


_CHECKS: dict[str, Callable[[bytes], None]] = {
    "doc": _check_doc,
    "rtf": _check_rtf,
    "image": _check_image,
    "msg": _check_msg,
    "ole": _check_ole,
}
