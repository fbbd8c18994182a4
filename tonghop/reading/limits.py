"""The bounds within which a file is read. Plain values: parent and child both use them, the child without pydantic."""

from typing import NamedTuple


class Limits(NamedTuple):
    """How much one file may cost. Sizes in bytes, times in seconds."""

    file_bytes: int = 50_000_000
    zip_members: int = 5_000
    part_bytes: int = 64_000_000
    unpacked_bytes: int = 256_000_000
    ratio: int = 200  # unpacked : packed of one zip member, judged from ratio_floor_bytes on
    ratio_floor_bytes: int = 8_000_000
    paragraphs: int = 100_000
    text_chars: int = 5_000_000
    salvage_bytes: int = 32_000_000  # inflated at most when a file cannot be read and only the secrecy gate looks
    mail_parts: int = 100
    mail_depth: int = 4
    tiny_image_bytes: int = 24_000
    file_seconds: float = 20.0
    cpu_seconds: int = 15
    memory_bytes: int = 1_500_000_000
    archive_depth: int = 2
    archive_bytes: int = 100_000_000  # unpacked from all archives in one file together, however they are nested
    archive_parts: int = 200  # files in all archives and mails in one file together
    pages: int = 300  # of one scan that goes to text recognition
