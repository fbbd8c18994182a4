"""Make a finding of this room: the words of schemas/rules.toml with the place told for people."""

from schemas import rules
from schemas.document import Finding
from schemas.values import Severity
from tonghop.checking.places import describe_place

_QUOTE = 160


def make_finding(
    rule: str, locator: str | None = None, *, severity: Severity | None = None, **words: object
) -> Finding:
    """The finding of a rule, its message filled in. `severity` overrides the one of the file."""
    return rules.make_finding(rule, locator, severity=severity, **{"place": describe_place(locator), **words})


def quote(text: str) -> str:
    """A text short enough to stand in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else f"{flat[:_QUOTE].rsplit(' ', 1)[0]}…"
