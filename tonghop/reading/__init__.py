"""The reading room: bytes -> visible text with places, in a bounded child process.

Holds one reader module per format behind `registry.READERS`, the checks that come before any parser, and the mail
splitter. Keeps out meaning: which unit, item or figure a text speaks of is the business of `understanding`.

Names are imported on first use (PEP 562): the child process starts through this package and must not load pydantic.
"""

from typing import TYPE_CHECKING, Any

from tonghop.reading.limits import Limits

if TYPE_CHECKING:
    from tonghop.reading.documents import Reader, read_documents, read_mail
    from tonghop.reading.farm.cache import ReadingCache
    from tonghop.reading.mail import Mail
    from tonghop.reading.output import to_json, to_text

READER_VERSION = "4"
"""Bump when the same bytes may give other blocks, locators, labels, unseen texts or findings than before: whatever was
kept under the old version is read again. Speed and wording of code do not count."""

__all__ = [
    "READER_VERSION",
    "Limits",
    "Mail",
    "Reader",
    "ReadingCache",
    "read_documents",
    "read_mail",
    "to_json",
    "to_text",
]

_HOMES = {
    "Reader": "tonghop.reading.documents",
    "ReadingCache": "tonghop.reading.farm.cache",
    "read_documents": "tonghop.reading.documents",
    "Mail": "tonghop.reading.mail",
    "read_mail": "tonghop.reading.documents",
    "to_json": "tonghop.reading.output",
    "to_text": "tonghop.reading.output",
}


if not TYPE_CHECKING:  # a type checker must still see which names are missing

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
