"""What the child process says, as plain values that become JSON; the parent turns them into schemas.

Keeps out messages: a raw finding carries a key of schemas/rules.toml and the values to fill in.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class RawBlock(NamedTuple):
    """The fields of schemas.document.Block; cells are (first grid column, text)."""

    locator: str
    kind: str
    text: str
    label: str = ""
    bold: bool = False
    level: int | None = None
    cells: tuple[tuple[int, str], ...] = ()
    confidence: float | None = None
    control: str = ""


class RawSignature(NamedTuple):
    """The fields of schemas.document.Signature; the time as ISO 8601 with zone."""

    signer: str
    signed_at: str | None
    intact: bool
    valid: bool
    whole: bool
    trusted: bool = False


class RawFinding(NamedTuple):
    """A key of schemas/rules.toml, the place, and the values its text names."""

    key: str
    locator: str | None = None
    values: Mapping[str, Any] = MappingProxyType({})


class Reading(NamedTuple):
    """What one reader found in one file."""

    blocks: tuple[RawBlock, ...] = ()
    unseen: tuple[str, ...] = ()
    findings: tuple[RawFinding, ...] = ()
    readable: bool = True
    scan: bool = False
    signatures: tuple[RawSignature, ...] = ()


class UnreadableError(Exception):
    """The file cannot be read; `key` is that of schemas/rules.toml."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
