"""The outbox folder: the exact bytes of each message, written once, durably, never overwritten.

Also the two locks that live in the folder. Keeps out what the bytes mean and what was sent: the ledger knows that.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.period import parse_period
from tonghop.delivery import messages

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,180}\.eml")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


class OutboxError(Exception):
    """The outbox refuses; the message is Vietnamese."""


def name_message(period: str, version: int, recipient: str) -> str:
    """The file name of one message, e.g. `2024-H1-v1-UBND.eml`."""
    if not _CODE.fullmatch(recipient):
        raise OutboxError(messages.BAD_CODE.format(code=recipient))
    return f"{parse_period(period).folder_name}-v{version}-{recipient}.eml"


class Outbox:
    """One folder of `.eml` files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def find_path(self, name: str) -> Path:
        """Where the message of that name lies or would lie."""
        if not _NAME.fullmatch(name):
            raise OutboxError(messages.OUTBOX_BAD_NAME.format(name=name))
        return self.root / name

    def write(self, name: str, data: bytes) -> Path:
        """Write a message durably; writing the same bytes again does nothing.

        Raises OutboxError when a file of that name holds other bytes.
        """
        path = self.find_path(name)
        with self._locked(".write.lock"):
            if path.exists():
                if path.read_bytes() != data:
                    raise OutboxError(messages.OUTBOX_DIFFERENT.format(path=path.name))
                return path
            # One fixed temporary name: what a killed process left is overwritten, not piled up.
            temporary = self.root / f".{name}.tmp"
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.rename(path)
            self._sync_folder()
        return path

    def read(self, name: str) -> bytes | None:
        """The bytes of a message, or None when the file is not there."""
        try:
            return self.find_path(name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Take away a message that no ledger row promises. Only `prepare_delivery` may know that."""
        self.find_path(name).unlink(missing_ok=True)
        self._sync_folder()

    @contextmanager
    def hold_preparing(self) -> Iterator[None]:
        """One preparing process of this outbox at a time; the others wait a moment."""
        with self._locked(".prepare.lock"):
            yield

    @contextmanager
    def hold_sending(self) -> Iterator[str]:
        """One courier of this outbox at a time; the others wait until it ends. Gives the lasting id of this outbox.

        The system takes the lock away from a dead process, so whoever holds it knows that every earlier courier of
        this outbox is gone.
        """
        with self._locked(".courier.lock") as descriptor:
            known = os.pread(descriptor, 64, 0).decode("ascii", "replace").strip()
            if not re.fullmatch(r"[0-9a-f]{16}", known):
                known = secrets.token_hex(8)
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, known.encode(), 0)
                os.fsync(descriptor)
            yield known

    @contextmanager
    def _locked(self, name: str) -> Iterator[int]:
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)

    def _sync_folder(self) -> None:
        """Make names durable: a rename alone may be lost with the power."""
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
