"""yagmail as transport only: one message, one recipient, one attempt, and certainty about how far it came.

Add here what the wire demands. Keeps out the ledger and what to do with an answer. yagmail's own `send` composes anew,
sends again after a lost connection and hides refusals, so only its connection and login are used.
"""

import base64
import re
import ssl
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol

import yagmail

from schemas.base import Word
from tonghop.delivery import messages
from tonghop.delivery.addresses import check_address, clean_text
from tonghop.delivery.smtp_settings import SmtpSettings
from tonghop.servers import Security

__all__ = ["Answer", "AnswerKind", "SmtpSettings", "Transport", "YagmailTransport"]

TIMEOUT_SECONDS = 60.0
# RFC 5321, 4.5.3.2.6: a server may take ten minutes over the content; asking again sooner makes doubles.
CONTENT_SECONDS = 600.0
_FAREWELL_SECONDS = 5.0
_REPLY_LENGTH = 500
_LINE_DOT = re.compile(rb"(?m)^\.")


class AnswerKind(StrEnum):
    """What became of one attempt."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"  # surely not accepted; the same attempt may succeed after a while
    BLOCKED = "blocked"  # surely not accepted; useless to try again before somebody changes the configuration
    UNKNOWN = "unknown"
    ABANDONED = "abandoned"  # the claim was lost, nothing was sent


class Answer(Word):
    """The outcome of one attempt with the server's own words."""

    kind: AnswerKind
    reply: str


class Transport(Protocol):
    """What the courier needs."""

    def send(self, address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        """Send exact bytes to one address; `hand_over` is asked just before the content may leave."""
        ...

    def close(self) -> None:
        """End the connection; never fails."""
        ...


class YagmailTransport(yagmail.SMTP):  # type: ignore[misc]  # yagmail has no types
    """A yagmail connection with verified TLS, a timeout and a known phase."""

    smtp: Any

    def __init__(
        self,
        settings: SmtpSettings,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        content_seconds: float = CONTENT_SECONDS,
    ) -> None:
        self.settings = settings
        self.content_seconds = content_seconds
        extra: dict[str, Any] = {"timeout": timeout_seconds}
        starttls: bool | dict[str, Any] = False
        if settings.security is Security.TLS:
            extra["context"] = _build_context(settings)
        elif settings.security is Security.STARTTLS:
            starttls = {"context": _build_context(settings)}
        super().__init__(
            user="",
            host=settings.host,
            port=settings.port,
            smtp_starttls=starttls,
            smtp_ssl=settings.security is Security.TLS,
            smtp_skip_login=not settings.user,
            soft_email_validation=False,
            **extra,
        )
        self.user = settings.user  # yagmail would make "vanphong@gmail.com" of the login name "vanphong"

    def __repr__(self) -> str:
        return f"YagmailTransport({self.settings.host}:{self.settings.port}, {self.settings.security.value})"

    def handle_password(self, user: str, password: str | None) -> str:  # noqa: ARG002 (yagmail's interface)
        """The password from the settings; yagmail's own would ask the keyring or the terminal."""
        return self.settings.password.get_secret_value()

    def send(self, address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        """Connect and hand one message to the server, once.

        Args:
            address: the only envelope recipient.
            message: exact bytes with CRLF line ends, also at the end; they go over the wire as they are.
            hand_over: asked once just before DATA; False abandons the message.

        Gives an answer for every failure of network or server; the caller closes afterwards, so that a slow farewell
        cannot delay the record.
        """
        check_address(address)
        if not message.endswith(b"\r\n") or re.search(rb"\r(?!\n)|(?<!\r)\n", message):
            raise ValueError("the message has line ends other than CRLF and would not arrive as it is stored")
        try:
            self.login()
            self.smtp.ehlo_or_helo_if_needed()
        except (OSError, UnicodeError) as error:
            return self._explain_no_connection(error)
        try:
            answer = self._offer(address, message) or self._hand_over(hand_over)
        except OSError as error:
            return self._answer(AnswerKind.LATER, messages.LOST_BEFORE_CONTENT.format(cause=_name_cause(error)))
        return answer or self._send_content(message)

    def close(self) -> None:
        """Say QUIT when the connection still stands, and let go of the socket."""
        connection, self.smtp, self.is_closed = getattr(self, "smtp", None), None, True
        if connection is None:
            return
        try:
            connection.sock.settimeout(_FAREWELL_SECONDS)
            connection.quit()
        except (OSError, AttributeError):  # AttributeError: the connection is gone already and has no socket
            connection.close()

    def _offer(self, address: str, message: bytes) -> Answer | None:
        """MAIL and RCPT; an answer when the server does not want them."""
        sizes = [f"size={len(message)}"] if self.smtp.has_extn("size") else []
        code, text = self.smtp.mail(self.settings.mail_from, sizes)
        if code == 530:  # "authentication required", "STARTTLS first": our configuration, not this recipient
            return self._answer(AnswerKind.BLOCKED, self._explain(messages.NOT_ADMITTED, _join(code, text)))
        if 200 <= code <= 299:
            code, text = self.smtp.rcpt(address)
        return None if 200 <= code <= 299 else self._judge_refusal(code, text)

    def _hand_over(self, hand_over: Callable[[], bool]) -> Answer | None:
        """DATA; None when the server waits for the content, of which no byte has left yet."""
        if not hand_over():
            self.smtp.rset()
            return self._answer(AnswerKind.ABANDONED, "")
        code, text = self.smtp.docmd("DATA")
        return None if code == 354 else self._judge_refusal(code, text)

    def _send_content(self, message: bytes) -> Answer:
        """The content and its final dot; from the first byte on a lost connection leaves the outcome unknown."""
        try:
            self.smtp.sock.settimeout(self.content_seconds)
            self.smtp.send(_LINE_DOT.sub(b"..", message) + b".\r\n")
            code, text = self.smtp.getreply()
        except OSError as error:
            return self._answer(AnswerKind.UNKNOWN, messages.LOST_AFTER_CONTENT.format(cause=_name_cause(error)))
        if 200 <= code <= 299:
            return self._answer(AnswerKind.ACCEPTED, _join(code, text))
        if 400 <= code <= 599:
            return self._judge_refusal(code, text)
        return self._answer(AnswerKind.UNKNOWN, messages.STRANGE_ANSWER.format(reply=_join(code, text)))

    def _judge_refusal(self, code: int, text: bytes) -> Answer:
        """5xx is final; everything else before the content was accepted may be tried again."""
        return self._answer(AnswerKind.REFUSED if 500 <= code <= 599 else AnswerKind.LATER, _join(code, text))

    def _explain_no_connection(self, error: Exception) -> Answer:
        code = getattr(error, "smtp_code", None)
        if isinstance(code, int):
            cause = _join(code, getattr(error, "smtp_error", b""))
            kind = AnswerKind.BLOCKED if 500 <= code <= 599 else AnswerKind.LATER
            return self._answer(kind, self._explain(messages.NOT_ADMITTED, cause))
        if isinstance(error, ssl.SSLError):
            return self._answer(AnswerKind.BLOCKED, self._explain(messages.BAD_CERTIFICATE, _name_cause(error)))
        # By its name: our code does not import smtplib, and this error carries nothing else.
        if type(error).__name__ == "SMTPNotSupportedError":
            return self._answer(AnswerKind.BLOCKED, self._explain(messages.NOT_SUPPORTED, ""))
        return self._answer(AnswerKind.LATER, self._explain(messages.CANNOT_CONNECT, _name_cause(error)))

    def _explain(self, sentence: str, cause: str) -> str:
        return sentence.format(host=self.settings.host, port=self.settings.port, cause=cause)

    def _answer(self, kind: AnswerKind, reply: str) -> Answer:
        """An answer in one clean line, without the password even if a server repeats it."""
        reply = clean_text(reply)
        secret = self.settings.password.get_secret_value()
        if secret:
            forms = [secret, f"\0{self.settings.user}\0{secret}"]
            for form in [*forms, *(base64.b64encode(form.encode()).decode() for form in forms)]:
                reply = reply.replace(form, "***")
        return Answer(kind=kind, reply=reply[:_REPLY_LENGTH])


def _build_context(settings: SmtpSettings) -> ssl.SSLContext:
    """A context that verifies name and chain, always.

    Raises ValueError with a Vietnamese message when the CA file cannot be read.
    """
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise ValueError(messages.CA_UNREADABLE.format(path=settings.ca_file)) from error


def _join(code: int, text: Any) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {words}"


def _name_cause(error: BaseException) -> str:
    """The error in its own words, or by its kind when it has none."""
    return str(getattr(error, "verify_message", "")) or str(error) or type(error).__name__
