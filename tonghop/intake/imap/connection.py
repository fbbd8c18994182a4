"""One connection to a mailbox: opening it safely, and the few commands that a source needs, each with a clear failure.

imap-tools does login and folders; what it would do to whole folders (its `flag` and `move` expunge) is done here for
exactly the mails that are meant. Keeps out which mails are wanted.
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, UnexpectedCommandStatusError
from imap_tools.utils import encode_folder

from tonghop.intake.imap import messages
from tonghop.intake.imap.accounts import Acknowledgement, ImapAccount
from tonghop.intake.imap.fetching import Fetched, make_number_set, parse_fetched
from tonghop.intake.sources import SourceError
from tonghop.servers import Security

TIMEOUT_SECONDS = 60.0
_SET_NUMBERS = 500
_HEADER_BYTES = 16_384
_CODE = re.compile(r"\[([A-Z]+)[\] ]")
_CODES = (
    *("ALERT", "ALREADYEXISTS", "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "CANNOT", "CLIENTBUG", "CONTACTADMIN"),
    *("CORRUPTION", "EXPIRED", "EXPUNGEISSUED", "INUSE", "LIMIT", "NONEXISTENT", "NOPERM", "OVERQUOTA"),
    *("PRIVACYREQUIRED", "SERVERBUG", "TRYCREATE", "UNAVAILABLE"),
)
"""RFC 5530 and 3501. Nothing else of an answer is told to people: its words may repeat what the server was given."""
_PASSING_CODES = ("UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG")


class LostError(Exception):
    """The connection is gone, and what is not answered did perhaps happen; the message is the cause, Vietnamese."""


class RefusedError(Exception):
    """The server said no; the message is Vietnamese."""


class RebuiltError(RefusedError):
    """The folder is no longer the one that was listed."""


class _NoError(Exception):
    """The server answered NO or BAD; the message is its code, perhaps empty."""


class Connection:
    """A mailbox, logged in. Every method raises LostError when the connection is gone."""

    def __init__(self, account: ImapAccount, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """Connect and log in.

        Raises LostError when the server cannot be reached, SourceError when it is useless to ask it again at once.
        """
        self._account = account
        self._selected: tuple[str, bool] | None = None
        self._validity = "0"
        self._box = _connect(account, timeout_seconds)
        try:
            _log_in(self._box, account)
            # Anew, as servers tell more after the login.
            capabilities = _ask(self._box.client.capability)[1][-1] or b""
        except BaseException:
            self.close()
            raise
        self._capabilities = set(capabilities.decode("ascii", "replace").upper().split())

    def close(self) -> None:
        """Say LOGOUT and let go of the socket; never fails."""
        try:
            self._box.client.logout()
        except (OSError, imaplib.IMAP4.error):
            self._box.client.shutdown()

    def select(self, folder: str, *, writable: bool = False) -> str:
        """Open a folder, unless it is open already, and give its UIDVALIDITY.

        Raises RefusedError when it does not exist or is not permitted.
        """
        if self._selected not in ((folder, writable), (folder, True)):
            self._selected = None
            try:
                _ask(self._box.folder.set, folder, not writable)
            except _NoError as error:
                sentence = messages.ACK_REFUSED if writable else messages.FOLDER_REFUSED
                raise RefusedError(self._explain(sentence, error, folder)) from None
            self._selected = folder, writable
            self._validity = _read_response(self._box, "UIDVALIDITY") or "0"
        return self._validity

    def list_uids(self, criteria: str) -> list[int]:
        """The numbers in the open folder that fit, oldest first. Raises RefusedError."""
        try:
            answer = self._command("SEARCH", criteria)
        except _NoError as error:
            raise RefusedError(self._explain(messages.LIST_REFUSED, error, self._folder)) from None
        return sorted({int(number) for line in answer if isinstance(line, bytes) for number in line.split()})

    def fetch_sizes(self, uids: Sequence[int]) -> list[Fetched]:
        """The sizes of mails of the open folder; those that are gone are missing. Raises RefusedError."""
        found: list[Fetched] = []
        for numbers in _make_sets(uids):
            try:
                found += parse_fetched(self._command("FETCH", numbers, "(UID RFC822.SIZE)"))
            except _NoError as error:
                raise RefusedError(self._explain(messages.LIST_REFUSED, error, self._folder)) from None
        return found

    def fetch_mails(self, uids: Sequence[int]) -> list[Fetched]:
        """Mails of the open folder as they are, unseen as before, all in memory; those that are gone are missing.

        Raises RefusedError when the server cannot give one of them.
        """
        try:
            return parse_fetched(self._command("FETCH", make_number_set(uids), "(UID INTERNALDATE BODY.PEEK[])"))
        except _NoError as error:
            raise RefusedError(self._explain(messages.LIST_REFUSED, error, self._folder)) from None

    def fetch_header(self, uid: int) -> bytes:
        """The beginning of the header lines by which people know a mail of the open folder; empty when refused."""
        wanted = f"(UID BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)]<0.{_HEADER_BYTES}>)"
        try:
            found = parse_fetched(self._command("FETCH", str(uid), wanted))
        except _NoError:
            return b""
        return next((each.data for each in found if each.uid == uid and each.data), b"")

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
        flags = (_read_response(self._box, "PERMANENTFLAGS") or "").strip("()").lower().split()
        return r"\*" in flags or self._account.ack_name.lower() in flags

    def _make_target(self) -> None:
        target = self._account.ack_name
        if not _ask(self._box.folder.exists, target):
            _ask(self._box.folder.create, target)

    def _move(self, numbers: str) -> None:
        """Exactly these mails: EXPUNGE without numbers would remove what a person has marked as deleted."""
        target = encode_folder(self._account.ack_name)
        if "MOVE" in self._capabilities:
            self._command("MOVE", numbers, target)
            return
        self._command("COPY", numbers, target)
        self._command("STORE", numbers, "+FLAGS.SILENT", r"(\Deleted)")
        self._command("EXPUNGE", numbers)

    def _command(self, name: str, *arguments: object) -> Sequence[Any]:
        """One UID command on the open folder; what the server gave. Raises _NoError."""
        status, data = _ask(self._box.client.uid, name, *arguments)
        if status != "OK":
            raise _NoError(_find_code(data))
        return list(data)

    def _explain(self, sentence: str, error: _NoError | None, folder: str) -> str:
        return explain(self._account, sentence, folder=folder, code=_show_code(str(error or "")))


def explain(account: ImapAccount, sentence: str, **more: object) -> str:
    """A sentence about an account, which tells server and user, never the password."""
    about = {"host": account.host, "port": account.port, "user": account.user, "prefix": account.prefix}
    return sentence.format(**about, **more)


def _connect(account: ImapAccount, timeout_seconds: float) -> BaseMailBox:
    if account.security is Security.PLAIN:
        return _open(account, lambda: MailBoxUnencrypted(account.host, account.port, timeout_seconds))
    try:
        context = ssl.create_default_context(cafile=account.ca_file)
    except OSError:
        raise SourceError(explain(account, messages.CA_UNREADABLE)) from None
    make = MailBox if account.security is Security.TLS else MailBoxStartTls
    return _open(account, lambda: make(account.host, account.port, timeout_seconds, ssl_context=context))


def _open(account: ImapAccount, make: Callable[[], BaseMailBox]) -> BaseMailBox:
    try:
        return make()
    except ssl.SSLCertVerificationError as error:
        cause = error.verify_message or messages.UNKNOWN_CAUSE
        raise SourceError(explain(account, messages.BAD_CERTIFICATE, cause=cause)) from None
    except ssl.SSLError as error:
        cause = error.reason or messages.UNKNOWN_CAUSE
        raise SourceError(explain(account, messages.NO_TLS, cause=cause)) from None
    except (OSError, imaplib.IMAP4.abort) as error:
        if "TLS not supported" in str(error):  # for imaplib a kind of lost connection
            raise SourceError(explain(account, messages.NO_TLS, cause=messages.NOT_OFFERED)) from None
        raise LostError(_name_cause(error)) from None
    # ValueError: imap-tools does not try STARTTLS on the port of TLS.
    except (imaplib.IMAP4.error, ImapToolsError, ValueError):
        raise SourceError(explain(account, messages.NO_TLS, cause=messages.NOT_OFFERED)) from None


def _log_in(box: BaseMailBox, account: ImapAccount) -> None:
    try:
        password = account.read_password()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise SourceError(explain(account, messages.LOGIN_FILE_UNREADABLE, cause=cause)) from None
    log_in = box.login if (account.user + password).isascii() else box.login_utf8
    try:
        _ask(log_in, account.user, password, None)
    except _NoError as error:
        code = str(error)
        sentence = messages.LOGIN_LATER if code in _PASSING_CODES else messages.LOGIN_REFUSED
        raise SourceError(explain(account, sentence, code=_show_code(code))) from None


def _ask(call: Callable[..., Any], *arguments: object) -> Any:
    """What the call gives. Raises LostError or _NoError, whatever the libraries raise."""
    try:
        return call(*arguments)
    except imaplib.IMAP4.readonly:  # for imaplib a kind of lost connection, but only the right to write is missing
        raise _NoError("NOPERM") from None
    except (OSError, imaplib.IMAP4.abort) as error:
        raise LostError(_name_cause(error)) from None
    except UnexpectedCommandStatusError as error:
        raise _NoError(_find_code(error.command_result)) from None
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise _NoError(_find_code(error)) from None


def _read_response(box: BaseMailBox, name: str) -> str | None:
    """What the server told with the folder that was opened last."""
    given: list[object] = [*box.client.untagged_responses.get(name, [])] or [None]
    last = given[-1]
    return last.decode("ascii", "replace") if isinstance(last, bytes) else None


def _make_sets(uids: Iterable[int]) -> list[str]:
    numbers = sorted(set(uids))
    return [make_number_set(numbers[start : start + _SET_NUMBERS]) for start in range(0, len(numbers), _SET_NUMBERS)]


def _find_code(answer: object) -> str:
    return next((code for code in _CODE.findall(str(answer)) if code in _CODES), "")


def _show_code(code: str) -> str:
    return f" [{code}]" if code else ""


def _name_cause(error: BaseException) -> str:
    for kind, cause in (
        (TimeoutError, messages.TIMED_OUT),
        (ConnectionRefusedError, messages.NOT_ANSWERING),
        (socket.gaierror, messages.NAME_UNKNOWN),
        ((ConnectionError, imaplib.IMAP4.abort, ssl.SSLError), messages.CUT),
    ):
        if isinstance(error, kind):
            return cause
    return getattr(error, "strerror", None) or type(error).__name__
