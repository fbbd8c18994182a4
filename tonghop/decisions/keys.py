"""Short keys of questions, as people type them, and the error of a decision that cannot be recorded."""

import hashlib
from typing import Any

from sqlalchemy import Connection, Row

from tonghop.ledger.questions import find_asked_where

_DIGITS = 8


class DecisionError(Exception):
    """A decision cannot be recorded; the message is Vietnamese."""


def make_short_key(subject: str) -> str:
    """8 hex digits for what a question is about, whichever period asks it."""
    return hashlib.sha256(subject.encode()).hexdigest()[:_DIGITS]


def find_rows(connection: Connection, key: str) -> list[Row[Any]]:
    """The rows of the question with that short key, one for each period that asks it, oldest first."""
    return find_asked_where(connection, lambda subject: make_short_key(subject) == key.strip())
