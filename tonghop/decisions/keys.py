"""Short keys of questions, as people type them, and the error of a decision that cannot be recorded."""

import hashlib

_DIGITS = 8


class DecisionError(Exception):
    """A decision cannot be recorded; the message is Vietnamese."""


def make_short_key(subject: str) -> str:
    """8 hex digits for what a question is about, whichever period asks it."""
    return hashlib.sha256(subject.encode()).hexdigest()[:_DIGITS]
