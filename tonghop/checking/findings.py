"""Make a finding from the catalogue."""

from schemas.document import Finding
from schemas.values import Severity
from tonghop.checking.messages import CATALOGUE
from tonghop.checking.places import describe_place

_QUOTE = 160


def make_finding(
    rule: str, locator: str | None = None, *, severity: Severity | None = None, **words: object
) -> Finding:
    """The finding of a rule, its message filled in. `severity` overrides the catalogue's."""
    wording = CATALOGUE[rule]
    filled = {"place": describe_place(locator), **words}
    return Finding(
        rule=rule,
        severity=severity or wording.severity,
        locator=locator,
        message=wording.message.format(**filled),
        fix=wording.fix.format(**filled),
    )


def quote(text: str) -> str:
    """A text short enough to stand in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else f"{flat[:_QUOTE].rsplit(' ', 1)[0]}…"
