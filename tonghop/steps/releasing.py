"""What people decided on items that bear a secrecy mark: who is let in after all, and of what nothing is told again.

Loaded once per look. Keeps out looking for marks (secrecy room) and what a decision needs of the sources (resolving).
"""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.values import SourceKind
from tonghop.intake import hand
from tonghop.intake.hits import load_or_make_secret, make_content_key, make_hit_key
from tonghop.intake.sources import Incoming, Skipped
from tonghop.job import Job
from tonghop.ledger import hits


class Releases(NamedTuple):
    """The contents that a person let in although the gate found a mark (báo nhầm), and how hits are named."""

    secret: bytes
    released: frozenset[str]
    is_example: bool

    def admits(self, source_name: str, source_key: str, shas: Collection[str]) -> bool:
        """Whether a person let in just these bytes at this place; `shas` as list_shas gives them."""
        return self._name_content(source_name, source_key, shas) in self.released

    def record_hit(
        self,
        connection: Connection,
        kind: SourceKind,
        source_name: str,
        source_key: str,
        shas: Collection[str],
        *,
        at: datetime,
    ) -> bool:
        """Remember that an item bears a mark; True when it awaits a person, who may have settled it."""
        key = make_hit_key(self.secret, source_name, source_key)
        hits.record_secrecy_hit(
            connection,
            key,
            kind,
            hits.INTAKE_MARK,
            at,
            example=self.is_example,
            content_hmac=self._name_content(source_name, source_key, shas),
        )
        return hits.is_open(connection, key)

    def _name_content(self, source_name: str, source_key: str, shas: Collection[str]) -> str:
        """What a person names by hand has its content in its key, and lies nowhere to be looked for."""
        if source_name == hand.NAME:
            return make_hit_key(self.secret, source_name, source_key)
        return make_content_key(self.secret, source_name, source_key, shas)


def list_shas(item: Incoming | Skipped) -> list[str]:
    """The sha256 that tell an item's content: of the raw mail alone, else of each file; of what is unread, none."""
    if isinstance(item, Skipped):
        return []
    contents = [data for _, data in item.parts] if item.container is None else [item.container]
    return [hashlib.sha256(data).hexdigest() for data in contents]


def load_releases(job: Job) -> Releases:
    """What is released now.

    Raises SecretError when the secret file cannot be used.
    """
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    with job.ledger.read() as connection:
        return Releases(secret, hits.load_released(connection), job.is_example)
