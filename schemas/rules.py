"""Every rule of the product with its severity and its Vietnamese words, from the one file rules.toml.

Rooms make their findings here, so that a severity or a sentence is changed in one place. Keeps out when a rule holds
(the rooms) and Vietnamese words that are no findings (each room's catalogue).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from schemas.document import Finding
from schemas.values import Severity

_FILE = Path(__file__).with_name("rules.toml")


class Wording(NamedTuple):
    """How one finding is told; the fields in braces are filled by the rule's room."""

    rule: str
    severity: Severity
    message: str
    fix: str


@cache
def load_rules() -> Mapping[str, Wording]:
    """Key -> wording. A key is a rule's id, or a special case of the rule that its wording names."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            key: Wording(words.get("rule", key), Severity(words["severity"]), words["message"], words["fix"])
            for key, words in told.items()
        }
    )


def make_finding(key: str, locator: str | None = None, *, severity: Severity | None = None, **words: object) -> Finding:
    """The finding of a rule or of a special case of it, its words filled in.

    Args:
        key: of the wording in rules.toml.
        locator: place in the document, or None.
        severity: overrides the one of the file, where a rule is more or less serious by its circumstances.
        words: the fields that message and fix name.

    Raises:
        KeyError: the file has no such rule, or its words name a field that is not given.
    """
    wording = load_rules()[key]
    return Finding(
        rule=wording.rule,
        severity=severity or wording.severity,
        locator=locator,
        message=wording.message.format(**words),
        fix=wording.fix.format(**words),
    )
