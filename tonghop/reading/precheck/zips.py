"""The directory of a zip, read by the letter: nothing may be said twice, differently, or stand beside it.

Programs disagree on a zip that contradicts itself: one shows the first copy of a part, another the last, a third what
no directory names. Such a file is refused, since nobody can know which words its sender saw. Nothing is inflated here.
"""

import struct
from typing import NamedTuple

from tonghop.reading.raw import UnreadableError

LOCAL, DIRECTORY, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
ENCRYPTED_FLAGS = 0x41
_LATE_SIZES_FLAG = 0x08
_LOCAL_HEADER = struct.Struct("<4xHHH4xIIIHH")  # version, flags, method, crc, packed, unpacked, name, extra
_MEMBER = struct.Struct("<4xHHHH4xIIIHHHHHII")  # made by, version, flags, method, ... disk, internal, external, offset
_END = struct.Struct("<4xHHHHIIH")
_END_64 = struct.Struct("<4xQHHIIQQQQ")
_LATE_SIZES_BYTES = 24
_LONGEST_END = 65_557
_UNKNOWN = 0xFFFFFFFF


class Member(NamedTuple):
    """One entry of the directory."""

    name: bytes
    flags: int
    method: int
    packed: int
    unpacked: int
    offset: int


def read_directory(data: bytes, most_members: int) -> list[Member]:
    """The members in the order of the directory.

    Raises:
        UnreadableError: `truncated` without an end, `bomb` with too many members, else `corrupt`.
    """
    end = data.rfind(END, max(len(data) - _LONGEST_END, 0))
    if end < 0 or end + _END.size > len(data):
        raise UnreadableError("truncated")
    _, _, _, count, size, start, comment = _END.unpack_from(data, end)
    if data[end + _END.size + comment :].strip(b"\0\r\n\x1a "):  # some mail gateways pad, nobody appends
        raise UnreadableError("corrupt")
    behind = end
    if _UNKNOWN in {size, start} or count == 0xFFFF:
        behind, count, size, start = _read_end_64(data, end)
    if count > most_members:
        raise UnreadableError("bomb")
    if start + size > behind:
        raise UnreadableError("corrupt")
    members: list[Member] = []
    at = start
    while at < start + size and data.startswith(DIRECTORY, at):
        if len(members) == count:
            raise UnreadableError("corrupt")
        member, at = _read_member(data, at)
        members.append(member)
    if len(members) != count or at > behind or DIRECTORY in data[at:behind]:
        raise UnreadableError("corrupt")
    return members


def check_members(data: bytes, members: list[Member]) -> None:
    """Compare each member with its own header, and see that they fill the file one after the other.

    Raises:
        UnreadableError: `corrupt`.
    """
    at = 0
    for member in sorted(members, key=lambda each: each.offset):
        if member.offset < at or member.offset + _LOCAL_HEADER.size > len(data):
            raise UnreadableError("corrupt")
        if not data.startswith(LOCAL, member.offset) or _has_member_between(data, at, member.offset):
            raise UnreadableError("corrupt")
        at = _check_header(data, member)
    # Between the last member and the directory stands nothing that looks like a member.
    if _has_member_between(data, at, max(data.rfind(END), at)):
        raise UnreadableError("corrupt")


def _check_header(data: bytes, member: Member) -> int:
    """Where the member ends."""
    _, flags, method, _, packed, unpacked, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, member.offset)
    begin = member.offset + _LOCAL_HEADER.size
    name = data[begin : begin + name_length]
    sizes_fit = (packed, unpacked) == (member.packed, member.unpacked)
    told_later = bool(flags & _LATE_SIZES_FLAG) and packed in {0, member.packed, _UNKNOWN}
    long = _UNKNOWN in {packed, unpacked}
    same = name == member.name and method == member.method and (flags ^ member.flags) & 0x1 == 0
    end: int = begin + name_length + extra_length + member.packed
    if not same or not (sizes_fit or told_later or long) or end > len(data):
        raise UnreadableError("corrupt")
    return end


def _has_member_between(data: bytes, start: int, end: int) -> bool:
    """Whether the room that no member takes could hide one."""
    return end - start > _LATE_SIZES_BYTES and LOCAL in data[start:end]


def _read_member(data: bytes, at: int) -> tuple[Member, int]:
    if at + _MEMBER.size > len(data):
        raise UnreadableError("corrupt")
    fields = _MEMBER.unpack_from(data, at)
    flags, method, packed, unpacked = fields[2], fields[3], fields[5], fields[6]
    name_length, extra_length, comment_length, offset = fields[7], fields[8], fields[9], fields[13]
    name = data[at + _MEMBER.size : at + _MEMBER.size + name_length]
    if _UNKNOWN in {packed, unpacked, offset}:
        extra_at = at + _MEMBER.size + name_length
        unpacked, packed, offset = _read_long(data[extra_at : extra_at + extra_length], unpacked, packed, offset)
    end = at + _MEMBER.size + name_length + extra_length + comment_length
    return Member(name, flags, method, packed, unpacked, offset), end


def _read_long(extra: bytes, *values: int) -> list[int]:
    """The 64-bit values that stand in the extra field for those that say so."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            wanted = sum(value == _UNKNOWN for value in values)
            if len(field) < 8 * wanted:
                break
            told = iter(struct.unpack_from(f"<{wanted}Q", field))
            return [next(told) if value == _UNKNOWN else value for value in values]
    raise UnreadableError("corrupt")


def _read_end_64(data: bytes, end: int) -> tuple[int, int, int, int]:
    """(where the zip64 end stands, number of members, size and start of the directory)."""
    if end < 20 or not data.startswith(b"PK\x06\x07", end - 20):
        raise UnreadableError("corrupt")
    at = int.from_bytes(data[end - 12 : end - 4], "little")
    if at + _END_64.size > end or not data.startswith(b"PK\x06\x06", at):
        raise UnreadableError("corrupt")
    fields = _END_64.unpack_from(data, at)
    return at, fields[6], fields[7], fields[8]
