"""Mailboxes of imap-tools whose server may only take so long and say so much, whatever it answers.

A server that falls silent, one that gives a byte a second and one that never ends must all end the same: as a lost
connection. Keeps out what is asked and what an answer means.
"""

import imaplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxStarttlsError
from imap_tools.utils import check_command_status

OPENING_SECONDS = 60.0
ANSWER_SECONDS = 180.0
"""Until a server has gathered what it says; beyond that it must give SLOWEST_BYTES each second."""
LOOK_SECONDS = 3600.0
SLOWEST_BYTES = 64_000
"""Half of a line of 1 Mbit/s."""
ANSWER_BYTES = 8_000_000
"""Of one answer that holds no mail: the numbers of a million mails."""
_RECEIVED_BYTES = 65_536
_TLS_PORT = 993
_NEEDED = ("UIDVALIDITY", "PERMANENTFLAGS", "READ-ONLY", "READ-WRITE", "BYE")
"""What was said with an earlier command and is asked for later."""


class FloodError(OSError):
    """The server says more than it may."""


class StarttlsPortError(Exception):
    """The port is that of TLS, whose servers say nothing until they are spoken to in TLS."""


class Patience:
    """How long one look may wait for its server in all; what is done with the mails meanwhile does not count."""

    def __init__(self, seconds: float) -> None:
        self._left_seconds = seconds

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be asked."""
        return self._left_seconds <= 0

    @contextmanager
    def wait(self) -> Iterator[None]:
        """What is done within is waiting."""
        started = time.monotonic()
        try:
            yield
        finally:
            self._left_seconds -= time.monotonic() - started


class Client(imaplib.IMAP4):
    """imaplib over a bounded stream. A bound that is reached raises TimeoutError or FloodError."""

    def allow(self, *, seconds: float = ANSWER_SECONDS, most_bytes: int | None = None) -> None:
        """What the server may take for the next command; what it said before without being asked is dropped."""
        self._deadline = time.monotonic() + seconds
        self._left_bytes = ANSWER_BYTES if most_bytes is None else most_bytes
        self._came_bytes = 0
        told = getattr(self, "untagged_responses", {})
        self.untagged_responses = {name: told[name][-1:] for name in _NEEDED if name in told}

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect; greeting, capabilities and login are within the same bounds."""
        self._silence_seconds = timeout or OPENING_SECONDS
        self._buffer = bytearray()
        self._buffered: object = None
        super().open(host, port, timeout)
        self.allow(seconds=OPENING_SECONDS)

    def readline(self) -> bytes:
        """One line with its end."""
        self._forget_plain()
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            self._check_size(searched)
            self._receive()
        return self._take(end + 1)

    def read(self, size: int) -> bytes:
        """Exactly so many bytes; nothing of it is waited for when they are too many."""
        self._forget_plain()
        self._check_size(size)
        while len(self._buffer) < size:
            self._receive()
        return self._take(size)

    def _forget_plain(self) -> None:
        """What came before STARTTLS anybody may have sent."""
        if self._buffered is not self.sock:
            self._buffered = self.sock
            self._buffer.clear()

    def _check_size(self, size: int) -> None:
        if size > self._left_bytes:
            raise FloodError

    def _take(self, size: int) -> bytes:
        self._check_size(size)
        self._left_bytes -= size
        with memoryview(self._buffer) as view:
            data = bytes(view[:size])
        del self._buffer[:size]
        return data

    def _receive(self) -> None:
        left_seconds = self._deadline + self._came_bytes / SLOWEST_BYTES - time.monotonic()
        if left_seconds <= 0:
            raise TimeoutError
        self.sock.settimeout(min(left_seconds, self._silence_seconds))
        data = self.sock.recv(_RECEIVED_BYTES)
        if not data:
            raise ConnectionAbortedError
        self._came_bytes += len(data)
        self._buffer += data


class TlsClient(Client, imaplib.IMAP4_SSL):  # type: ignore[misc]  # its `open` names another port, which is always given
    """The same, encrypted from the first byte on."""


class Box(BaseMailBox):
    """A mailbox whose client is one of ours."""

    def __init__(self, client: Client) -> None:
        self._given = client
        super().__init__()

    def _get_mailbox_client(self) -> Client:
        return self._given


def open_plain(host: str, port: int, seconds: float) -> Box:
    """Without encryption."""
    return Box(Client(host, port, seconds))


def open_tls(host: str, port: int, seconds: float, context: ssl.SSLContext) -> Box:
    """Encrypted from the first byte on."""
    return Box(TlsClient(host, port, ssl_context=context, timeout=seconds))


def open_starttls(host: str, port: int, seconds: float, context: ssl.SSLContext) -> Box:
    """Encrypted before anything is told.

    Raises StarttlsPortError at once, or MailboxStarttlsError when the server refuses.
    """
    if port == _TLS_PORT:
        raise StarttlsPortError
    client = Client(host, port, seconds)
    check_command_status(client.starttls(context), MailboxStarttlsError)
    return Box(client)
