"""A connection opened safely, and what people are told when it is lost. Keeps out the commands (connection)."""

import imaplib
import logging
import socket
import ssl
from collections.abc import Callable

from imap_tools.errors import ImapToolsError

from tonghop.intake.imap import messages
from tonghop.intake.imap.accounts import ImapAccount
from tonghop.intake.imap.bounds import Box, FloodError, StarttlsPortError, open_plain, open_starttls, open_tls
from tonghop.intake.imap.fetching import AnswerError
from tonghop.intake.sources import SourceError
from tonghop.servers import Security

log = logging.getLogger(__name__)


class LostError(Exception):
    """The connection is gone, and what is not answered did perhaps happen; the message is the cause, Vietnamese."""


def explain(account: ImapAccount, sentence: str, **more: object) -> str:
    """A sentence about an account, which tells server and user, never the password."""
    about = {"host": account.host, "port": account.port, "user": account.user, "prefix": account.prefix}
    return sentence.format(**about, **more)


def connect(account: ImapAccount, timeout_seconds: float) -> Box:
    """A mailbox before the login.

    Raises LostError when the server cannot be reached, SourceError when it is useless to ask it again at once.
    """
    if account.security is Security.PLAIN:
        return _open(account, lambda: open_plain(account.host, account.port, timeout_seconds))
    try:
        context = ssl.create_default_context(cafile=account.ca_file)
    except OSError:
        raise SourceError(explain(account, messages.CA_UNREADABLE)) from None
    make = open_tls if account.security is Security.TLS else open_starttls
    return _open(account, lambda: make(account.host, account.port, timeout_seconds, context))


def _open(account: ImapAccount, make: Callable[[], Box]) -> Box:
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
        raise LostError(name_cause(error)) from None
    except (imaplib.IMAP4.error, ImapToolsError, StarttlsPortError):
        raise SourceError(explain(account, messages.NO_TLS, cause=messages.NOT_OFFERED)) from None
    except Exception as error:
        raise lose_odd(error) from None


def lose_odd(error: Exception) -> LostError:
    """An answer that nobody understands: the connection is of no use. What the error says may hold texts of mails."""
    if not isinstance(error, AnswerError):
        log.error("an answer of a mail server met a fault: %s", type(error).__name__)
    return LostError(messages.ODD_ANSWER)


def name_cause(error: BaseException) -> str:
    """Why a connection is gone, for people."""
    for kind, cause in (
        (TimeoutError, messages.TIMED_OUT),
        (FloodError, messages.TOO_MUCH),
        (ConnectionRefusedError, messages.NOT_ANSWERING),
        (socket.gaierror, messages.NAME_UNKNOWN),
        ((ConnectionError, imaplib.IMAP4.abort, ssl.SSLError), messages.CUT),
    ):
        if isinstance(error, kind):
            return cause
    return getattr(error, "strerror", None) or type(error).__name__
