"""A mailbox on a mail server as a source: every mail of its folders is one item, given as raw bytes.

Keeps out the wire (connection) and the parsing of mail. A mail's name here is (folder, UIDVALIDITY, UID), by which it
is acknowledged; whether the same mail came before under another name is decided by its bytes, in the steps.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence, Set
from datetime import datetime
from typing import TypeVar

from schemas.values import SourceKind
from tonghop.intake.files import make_time
from tonghop.intake.imap import messages
from tonghop.intake.imap.accounts import Acknowledgement, ImapAccount
from tonghop.intake.imap.bounds import LOOK_SECONDS, Patience
from tonghop.intake.imap.connection import Connection, RebuiltError, RefusedError
from tonghop.intake.imap.fetching import CHUNK_BYTES, Fetched, Listed, plan_chunks
from tonghop.intake.imap.opening import LostError, explain
from tonghop.intake.names import make_key
from tonghop.intake.sources import MAX_BYTES, Incoming, Known, Skipped, SourceError, find_stamp

PAUSES = (1.0, 4.0)
"""Seconds before the server is tried again when it cannot be reached."""
_MOST_LOSSES = 20
_BESIDE_BYTES = 2_000_000
"""What an answer holds beside the mails; some servers only guess their sizes."""
_T = TypeVar("_T")


class ImapSource:
    """Looks through the folders of one mailbox, oldest arrival first. Without acknowledgement it changes nothing."""

    kind = SourceKind.MAILBOX

    def __init__(
        self,
        account: ImapAccount,
        *,
        now: datetime,
        load_kept: Callable[[], Set[str]] = frozenset,
        pauses: Sequence[float] = PAUSES,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """`now` is the time of this look; `load_kept` gives the keys of durably kept mails, to acknowledge them again.

        What is merely settled (a stranger's mail, an automatic notice) is not ours to mark or move.
        """
        self.account = account
        self.name = account.source_name
        self.trust = account.trust
        self._now = now
        self._load_kept = load_kept
        self._pauses = pauses
        self._max_bytes = max_bytes
        self._connection: Connection | None = None
        self._patience = Patience(LOOK_SECONDS)
        self._is_looking = False
        self._waiting: dict[tuple[str, str], set[int]] = {}

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        """Give every mail that is not known; none twice, even if the connection is lost meanwhile.

        Raises SourceError: at once when the mailbox cannot be opened, at the end when a folder could not be looked at.
        """
        failures: list[str] = []
        self._patience = Patience(LOOK_SECONDS)
        self._is_looking = True
        try:
            for folder in self.account.folders:
                try:
                    yield from self._look_into(folder, known)
                except RefusedError as error:
                    failures.append(str(error))
                except SourceError as error:
                    raise SourceError(" ".join([*failures, str(error)])) from None
            failures += self._mark_waiting()
        finally:
            self._is_looking = False
            self._close()
        if failures:
            raise SourceError(" ".join(failures))

    def acknowledge(self, source_key: str) -> None:
        """Note that a mail is durably kept; the server hears of it with `flush`."""
        if self.account.ack is not Acknowledgement.NONE:
            name, validity, uid = source_key.rsplit(";", 2)
            folder = next((each for each in self.account.folders if make_key(each) == name), None)
            if folder is not None:
                self._waiting.setdefault((folder, validity), set()).add(int(uid))

    def flush(self) -> None:
        """Tell the server of all that was acknowledged, in as few commands as possible.

        Raises SourceError when it refuses or cannot be reached; the next look tries again.
        """
        if not self._is_looking:
            self._patience = Patience(LOOK_SECONDS)
        try:
            failures = self._mark_waiting()
        finally:
            if not self._is_looking:
                self._close()
        if failures:
            raise SourceError(" ".join(failures))

    def _look_into(self, folder: str, known: Known) -> Iterator[Incoming | Skipped]:
        """One folder. Raises RefusedError when the server does not give it, SourceError when the server is gone."""
        validity, uids, unmarked = self._ask(lambda link: self._list(link, folder))
        keys = {uid: f"{make_key(folder)};{validity};{uid}" for uid in uids}
        unknown = [uid for uid in uids if find_stamp(known, keys[uid]) is None]
        again = {keys[uid] for uid in set(unmarked) - set(unknown)}
        for key in again & self._load_kept() if again else ():
            self.acknowledge(key)
        listed = []
        for each in self._ask(lambda link: self._measure(link, folder, validity, unknown)):
            if each.size <= self._max_bytes:
                listed.append(each)
            else:
                yield self._skip_large(folder, validity, each, keys[each.uid])
        for mail in self._fetch_each(folder, validity, listed):
            yield self._give(mail, folder, keys[mail.uid])

    def _list(self, link: Connection, folder: str) -> tuple[str, list[int], list[int]]:
        """UIDVALIDITY, the numbers of all mails, the numbers of those that do not look acknowledged."""
        validity = link.select(folder)
        uids = link.list_uids("ALL")
        if self.account.ack is Acknowledgement.NONE:
            return validity, uids, []
        if self.account.ack is Acknowledgement.MOVE:
            return validity, uids, uids
        is_seen = self.account.ack is Acknowledgement.SEEN
        return validity, uids, link.list_uids("UNSEEN" if is_seen else f"UNKEYWORD {self.account.ack_name}")

    def _measure(self, link: Connection, folder: str, validity: str, uids: Sequence[int]) -> list[Listed]:
        if not uids:
            return []
        self._reopen(link, folder, validity)
        # A server that tells no size gives such a mail alone.
        sizes = {each.uid: CHUNK_BYTES if each.size is None else each.size for each in link.fetch_sizes(uids)}
        return [Listed(uid, sizes[uid]) for uid in uids if uid in sizes]

    def _fetch_each(self, folder: str, validity: str, listed: Sequence[Listed]) -> Iterator[Fetched]:
        """The mails with their bytes. One that the server cannot give (`data` None) holds back no other.

        A chunk is given when all of it has come. When it does not come, it is asked for in halves, and a single mail
        twice: what breaks a connection may be one mail that the server or something on the way cannot bear.
        """
        chunks, tried, losses = deque(plan_chunks(listed)), set[int](), 0
        while chunks:
            chunk = chunks.popleft()
            try:
                link = self._reach()
                self._reopen(link, folder, validity)
                given = link.fetch_mails(chunk, most_bytes=self._max_bytes + _BESIDE_BYTES)
                found = {mail.uid: mail for mail in given if mail.data is not None}
            except RebuiltError:
                raise
            except (LostError, RefusedError) as error:
                if isinstance(error, LostError):
                    losses += 1
                    self._lose(error, is_last=losses > _MOST_LOSSES)
                half = len(chunk) // 2
                if half:
                    chunks.extendleft((chunk[half:], chunk[:half]))
                elif chunk[0] in tried:
                    yield Fetched(chunk[0], None, None, None)
                else:
                    tried.add(chunk[0])
                    chunks.appendleft(chunk)
                continue
            yield from (found[uid] for uid in chunk if uid in found)  # the others were taken away meanwhile

    def _give(self, mail: Fetched, folder: str, key: str) -> Incoming | Skipped:
        if mail.data is None:
            name = messages.NUMBERED.format(number=mail.uid, folder=folder)
            return Skipped(name=name, source_key=key, reason=messages.NOT_FETCHED, needs_person=True)
        return Incoming(
            source=self.kind,
            source_name=self.name,
            source_key=key,
            stamp="",
            received_at=make_time(mail.arrived_at.timestamp(), self._now) if mail.arrived_at else self._now,
            container=mail.data,
        )

    def _skip_large(self, folder: str, validity: str, mail: Listed, key: str) -> Skipped:
        def read_header(link: Connection) -> bytes:
            self._reopen(link, folder, validity)
            return link.fetch_header(mail.uid)

        megabytes = {"size": -(-mail.size // 1_000_000), "limit": self._max_bytes // 1_000_000}
        return Skipped(
            name=messages.NUMBERED.format(number=mail.uid, folder=folder),
            source_key=key,
            reason=messages.TOO_LARGE.format(**megabytes),
            needs_person=True,
            head=self._ask(read_header),
        )

    def _reopen(self, link: Connection, folder: str, validity: str) -> None:
        """Be in the folder as it was listed. Raises RebuiltError when its numbers mean other mails now."""
        if link.select(folder) != validity:
            raise RebuiltError(explain(self.account, messages.FOLDER_REBUILT, folder=folder))

    def _mark_waiting(self) -> list[str]:
        """Acknowledge at the server; why it could not be done. What failed is waited for no longer."""
        waiting, self._waiting = self._waiting, {}
        failures: list[str] = []
        for (folder, validity), uids in waiting.items():

            def mark(link: Connection, folder: str = folder, validity: str = validity, uids: set[int] = uids) -> None:
                if link.select(folder, writable=True) == validity:  # else the numbers mean other mails now
                    link.mark(uids)

            try:
                self._ask(mark)
            except (RefusedError, SourceError) as error:
                failures.append(str(error))
        return failures

    def _ask(self, question: Callable[[Connection], _T]) -> _T:
        """The answer, asked for once more on a new connection when the first was lost. Raises SourceError."""
        try:
            return question(self._reach())
        except LostError as error:
            self._lose(error)
        try:
            return question(self._reach())
        except LostError as error:
            self._lose(error, is_last=True)
            raise

    def _reach(self) -> Connection:
        """The connection, made when there is none. Raises SourceError when the server cannot be reached."""
        for pause in (*self._pauses, None):
            if self._patience.is_over:
                minutes = round(LOOK_SECONDS / 60)
                raise SourceError(explain(self.account, messages.LOOK_TOO_LONG, minutes=minutes))
            if self._connection is not None:
                break
            try:
                self._connection = Connection(self.account, self._patience)
            except LostError as error:
                if pause is None:
                    raise SourceError(explain(self.account, messages.CANNOT_CONNECT, cause=str(error))) from None
                time.sleep(pause)
        assert self._connection is not None
        return self._connection

    def _lose(self, error: LostError, *, is_last: bool = False) -> None:
        """Let go of a connection that is gone; the last time raises SourceError."""
        self._close()
        if is_last:
            raise SourceError(explain(self.account, messages.CONNECTION_LOST, cause=str(error))) from None

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
