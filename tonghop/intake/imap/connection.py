"""One connection to a mailbox: opening it safely, and the few commands that a source needs, each with a clear failure.

imap-tools does login and folders; what it would do to whole folders (its `flag` and `move` expunge) is done here for
exactly the mails that are meant. Keeps out which mails are wanted.
"""

import imaplib
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeVar

from imap_tools.errors import ImapToolsError, UnexpectedCommandStatusError
from imap_tools.utils import encode_folder

from tonghop.intake.imap import messages
from tonghop.intake.imap.accounts import Acknowledgement, ImapAccount
from tonghop.intake.imap.bounds import Patience
from tonghop.intake.imap.fetching import (
    Fetched,
    make_number_set,
    parse_fetched,
    parse_numbers,
    parse_validity,
)
from tonghop.intake.imap.opening import LostError, connect, explain, lose_odd, name_cause
from tonghop.intake.sources import SourceError

TIMEOUT_SECONDS = 60.0
_SET_NUMBERS = 500
_HEADER_BYTES = 65_536
_GOODBYE_SECONDS = 5.0
_CODE = re.compile(r"\[([A-Z]+)[\] ]")
_CODES = (
    *("ALERT", "ALREADYEXISTS", "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "CANNOT", "CLIENTBUG", "CONTACTADMIN"),
    *("CORRUPTION", "EXPIRED", "EXPUNGEISSUED", "INUSE", "LIMIT", "NONEXISTENT", "NOPERM", "OVERQUOTA"),
    *("PRIVACYREQUIRED", "SERVERBUG", "TRYCREATE", "UNAVAILABLE"),
)
"""RFC 5530 and 3501. Nothing else of an answer is told to people: its words may repeat what the server was given."""
_PASSING_CODES = ("UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG")

_T = TypeVar("_T")


class RefusedError(Exception):
    """The server said no; the message is Vietnamese."""


class RebuiltError(RefusedError):
    """The folder is no longer the one that was listed."""


class _NoError(Exception):
    """The server answered NO or BAD; the message is its code, perhaps empty."""


class Connection:
    """A mailbox, logged in. Every method raises LostError when the connection is gone."""

    def __init__(self, account: ImapAccount, patience: Patience, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """Connect and log in; `patience` is used up by every wait.

        Raises LostError when the server cannot be reached, SourceError when it is useless to ask it again at once.
        """
        self._account = account
        self._patience = patience
        self._selected: tuple[str, bool] | None = None
        self._validity = "0"
        with patience.wait():
            self._box = connect(account, timeout_seconds)
        try:
            self._log_in()
            # Anew, as servers tell more after the login.
            self._capabilities = self._ask(lambda: _read_words(self._box.client.capability()[1][-1]))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Say LOGOUT and let go of the socket; never fails."""
        try:
            self._box.client.allow(seconds=_GOODBYE_SECONDS)
            self._box.client.logout()
        except Exception:
            with suppress(OSError):
                self._box.client.shutdown()

    def select(self, folder: str, *, writable: bool = False) -> str:
        """Open a folder, unless it is open already, and give its UIDVALIDITY.

        Raises RefusedError when it does not exist or is not permitted.
        """
        if self._selected not in ((folder, writable), (folder, True)):
            self._selected = None
            try:
                validity = self._ask(self._open_folder, folder, not writable)
            except _NoError as error:
                sentence = messages.ACK_REFUSED if writable else messages.FOLDER_REFUSED
                raise RefusedError(self._explain(sentence, error, folder)) from None
            self._selected, self._validity = (folder, writable), validity
        return self._validity

    def list_uids(self, criteria: str) -> list[int]:
        """The numbers in the open folder that fit, oldest first. Raises RefusedError."""
        try:
            return sorted(self._command("SEARCH", criteria, parse=parse_numbers))
        except _NoError as error:
            raise RefusedError(self._explain(messages.LIST_REFUSED, error, self._folder)) from None

    def fetch_sizes(self, uids: Sequence[int]) -> list[Fetched]:
        """The sizes of mails of the open folder; those that are gone are missing. Raises RefusedError."""
        found: list[Fetched] = []
        for numbers in _make_sets(uids):
            try:
                found += self._command("FETCH", numbers, "(UID RFC822.SIZE)", parse=parse_fetched)
            except _NoError as error:
                raise RefusedError(self._explain(messages.LIST_REFUSED, error, self._folder)) from None
        return found

    def fetch_mails(self, uids: Sequence[int], *, most_bytes: int) -> list[Fetched]:
        """Mails of the open folder as they are, unseen as before, all in memory; those that are gone are missing.

        `most_bytes` is what the server may give of them together, whatever it said of their sizes before.

        Raises RefusedError when the server cannot give one of them.
        """
        try:
            numbers, wanted = make_number_set(uids), "(UID INTERNALDATE BODY.PEEK[])"
            return self._command("FETCH", numbers, wanted, parse=parse_fetched, most_bytes=most_bytes)
        except _NoError as error:
            raise RefusedError(self._explain(messages.LIST_REFUSED, error, self._folder)) from None

    def fetch_header(self, uid: int) -> bytes:
        """The beginning of the header of a mail of the open folder; empty when refused."""
        wanted = f"(UID BODY.PEEK[HEADER]<0.{_HEADER_BYTES}>)"
        try:
            found = self._command("FETCH", str(uid), wanted, parse=parse_fetched)
        except _NoError:
            return b""
        return next((each.data for each in found if each.uid == uid and each.data), b"")[:_HEADER_BYTES]

    def mark(self, uids: Iterable[int]) -> None:
        """Acknowledge mails of the open, writable folder as the account says; doing it twice does no harm.

        Raises RefusedError when the server does not permit it.
        """
        account = self._account
        if account.ack is Acknowledgement.KEYWORD and not self._permits_keyword():
            raise RefusedError(self._explain(messages.NO_KEYWORDS, None, self._folder))
        flag = {Acknowledgement.SEEN: r"\Seen", Acknowledgement.KEYWORD: account.ack_name}.get(account.ack)
        if flag is None and not self._capabilities & {"MOVE", "UIDPLUS"}:
            raise RefusedError(self._explain(messages.NO_MOVE, None, self._folder))
        try:
            if flag is None:
                self._make_target()
            for numbers in _make_sets(uids):
                if flag is None:
                    self._move(numbers)
                else:
                    self._command("STORE", numbers, "+FLAGS.SILENT", f"({flag})")
        except _NoError as error:
            raise RefusedError(self._explain(messages.ACK_REFUSED, error, self._folder)) from None

    @property
    def _folder(self) -> str:
        return self._selected[0] if self._selected else ""

    def _permits_keyword(self) -> bool:
        flags = (self._read_response("PERMANENTFLAGS") or "").strip("()").lower().split()
        return r"\*" in flags or self._account.ack_name.lower() in flags

    def _make_target(self) -> None:
        target = self._account.ack_name
        if not self._ask(self._box.folder.exists, target):
            self._ask(self._box.folder.create, target)

    def _move(self, numbers: str) -> None:
        """Exactly these mails: EXPUNGE without numbers would remove what a person has marked as deleted."""
        target = encode_folder(self._account.ack_name).decode("ascii")
        if "MOVE" in self._capabilities:
            self._command("MOVE", numbers, target)
            return
        self._command("COPY", numbers, target)
        self._command("STORE", numbers, "+FLAGS.SILENT", r"(\Deleted)")
        self._command("EXPUNGE", numbers)

    def _command(
        self,
        name: str,
        *arguments: str,
        parse: Callable[[Sequence[object]], list[_T]] = lambda _: [],
        most_bytes: int | None = None,
    ) -> list[_T]:
        """One UID command on the open folder; what `parse` makes of the answer. Raises _NoError."""

        def ask() -> list[_T]:
            status, data = self._box.client.uid(name, *arguments)
            if status != "OK":
                raise _NoError(_find_code(data))
            return parse(data)

        return self._ask(ask, most_bytes=most_bytes)

    def _log_in(self) -> None:
        account = self._account
        try:
            password = account.read_password()
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise SourceError(explain(account, messages.LOGIN_FILE_UNREADABLE, cause=cause)) from None
        log_in = self._box.login if (account.user + password).isascii() else self._box.login_utf8
        try:
            self._ask(log_in, account.user, password, None)
        except _NoError as error:
            code = str(error)
            sentence = messages.LOGIN_LATER if code in _PASSING_CODES else messages.LOGIN_REFUSED
            raise SourceError(explain(account, sentence, code=_show_code(code))) from None

    def _open_folder(self, folder: str, is_readonly: bool) -> str:
        """UIDVALIDITY; 0 of a server that tells none."""
        self._box.folder.set(folder, is_readonly)
        return parse_validity(self._read_response("UIDVALIDITY") or "0")

    def _read_response(self, name: str) -> str | None:
        """What the server told with the folder that was opened last."""
        given: list[object] = [*self._box.client.untagged_responses.get(name, [])] or [None]
        last = given[-1]
        return last.decode("ascii", "replace") if isinstance(last, bytes) else None

    def _ask(self, call: Callable[..., _T], *arguments: object, most_bytes: int | None = None) -> _T:
        """What the call gives. Raises LostError or _NoError, whatever the libraries raise over an answer."""
        try:
            with self._patience.wait():
                self._box.client.allow(most_bytes=most_bytes)
                return call(*arguments)
        except _NoError:
            raise
        except imaplib.IMAP4.readonly:  # for imaplib a kind of lost connection, but only the right to write is missing
            raise _NoError("NOPERM") from None
        except (OSError, imaplib.IMAP4.abort) as error:
            raise LostError(name_cause(error)) from None
        except UnexpectedCommandStatusError as error:
            raise _NoError(_find_code(error.command_result)) from None
        except (imaplib.IMAP4.error, ImapToolsError) as error:
            raise _NoError(_find_code(error)) from None
        except Exception as error:
            raise lose_odd(error) from None

    def _explain(self, sentence: str, error: _NoError | None, folder: str) -> str:
        return explain(self._account, sentence, folder=folder, code=_show_code(str(error or "")))


def _read_words(answer: object) -> set[str]:
    return set(answer.decode("ascii", "replace").upper().split()) if isinstance(answer, bytes) else set()


def _make_sets(uids: Iterable[int]) -> list[str]:
    numbers = sorted(set(uids))
    return [make_number_set(numbers[start : start + _SET_NUMBERS]) for start in range(0, len(numbers), _SET_NUMBERS)]


def _find_code(answer: object) -> str:
    return next((code for code in _CODE.findall(str(answer)) if code in _CODES), "")


def _show_code(code: str) -> str:
    return f" [{code}]" if code else ""
