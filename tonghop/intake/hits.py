"""How a secrecy hit is remembered without keeping anything of it: an HMAC of its channel key, and the secret behind it.

Without the secret nobody can try out names against the ledger. Keeps out the marks themselves (secrecy room).
"""

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from tonghop.intake import messages

_LENGTH = 32


class SecretError(Exception):
    """The secret file cannot be used; the message is Vietnamese."""


def make_hit_key(secret: bytes, source_name: str, source_key: str) -> str:
    """64 hex digits that stand for one item of one channel."""
    text = f"{source_name}\0{source_key}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, text, hashlib.sha256).hexdigest()


def make_content_key(secret: bytes, source_name: str, source_key: str, shas: Iterable[str]) -> str:
    """64 hex digits that stand for one content at its place: other bytes there, or these elsewhere, have others.

    `shas` are the sha256 of a mail's raw bytes alone, else of each file; of what was never read there are none.
    """
    text = "\0".join((source_name, source_key, *sorted(set(shas)))).encode("utf-8", "surrogatepass")
    return hmac.new(secret, b"content\0" + text, hashlib.sha256).hexdigest()


def load_or_make_secret(path: Path) -> bytes:
    """The 32 secret bytes in a file that only its owner may read; made at first use, the same for all who start.

    Raises SecretError when the file is damaged or the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            # Who comes second waits here until the first has written; a first one that was killed leaves it empty.
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            os.fchmod(descriptor, 0o600)
            secret = os.read(descriptor, _LENGTH + 1)
            if not secret:
                secret = secrets.token_bytes(_LENGTH)
                os.write(descriptor, secret)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SecretError(messages.KEY_FILE_UNUSABLE.format(path=path, cause=error.strerror)) from error
    if len(secret) != _LENGTH:
        raise SecretError(messages.KEY_FILE_DAMAGED.format(path=path))
    return secret
