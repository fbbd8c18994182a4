"""A ledger, an outbox, a composed mail, and mail servers that behave as told, all real and local."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from schemas.period import parse_period
from schemas.plan import Plan
from tonghop.delivery.message import compose_message
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.transport import SmtpSettings
from tonghop.ledger import Ledger, open_ledger

NOON = datetime(2024, 6, 20, 5, 0, tzinfo=UTC)
REPORT = b"PK\x03\x04" + bytes(range(256)) * 40
TITLE = "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm 2024"


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    opened.close()


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox")


@pytest.fixture(scope="session")
def compose(plan: Plan) -> Callable[..., bytes]:
    """compose_message with everything given; keywords replace."""

    def build(**changes: Any) -> bytes:
        given: dict[str, Any] = {
            "period": parse_period("2024-H1"),
            "version": 1,
            "plan": plan,
            "recipient": plan.recipients[0],
            "title": TITLE,
            "report": REPORT,
            "mail_from": "tonghop@sokhcn.example",
            "dated_at": NOON,
        }
        return compose_message(**(given | changes))

    return build


class Wire(SMTP):
    """A server whose handler may cut the line before it asks for the content."""

    async def smtp_DATA(self, arg: str) -> None:
        self.event_handler.phases.append("DATA")
        if self.event_handler.cut_at == "DATA":
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Desk:
    """Takes mails and behaves as told: `replies` per command (used once each, then 250), `cut_at` drops the line."""

    def __init__(self, replies: dict[str, list[str]], cut_at: str | None) -> None:
        self.replies = replies
        self.cut_at = cut_at
        self.mails: list[SimpleNamespace] = []
        self.phases: list[str] = []
        self.logins: list[bytes] = []

    def _answer(self, command: str, server: SMTP, default: str) -> str:
        self.phases.append(command)
        if self.cut_at == command:
            server.transport.abort()
        return self.replies[command].pop(0) if self.replies.get(command) else default

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        return self._answer("MAIL", server, "250 OK")

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        reply = self._answer("RCPT", server, "250 OK")
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        reply = self._answer("CONTENT", server, f"250 2.0.0 Ok: queued as 4F{len(self.mails)}A")
        if reply.startswith("2"):
            self.mails.append(
                SimpleNamespace(
                    sender=envelope.mail_from,
                    recipients=list(envelope.rcpt_tos),
                    content=bytes(envelope.original_content),
                    encrypted=session.ssl is not None,
                )
            )
        return reply

    def authenticate(self, server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.logins.append(data.login)
        return AuthResult(success=data.password == b"dung-mat-khau", handled=False)


class Post(Controller):
    """A controller on a free port."""

    def factory(self) -> SMTP:
        return Wire(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def start_server() -> Iterator[Callable[..., SimpleNamespace]]:
    """start_server(replies=..., cut_at=..., tls=context, starttls=context) -> desk and settings."""
    posts: list[Post] = []

    def start(
        *,
        replies: dict[str, list[str]] | None = None,
        cut_at: str | None = None,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        login: bool = False,
        **settings: Any,
    ) -> SimpleNamespace:
        desk = Desk(replies or {}, cut_at)
        # Silence asyncio's remark about the connections that we cut on purpose.
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda _loop, _context: None)
        more = {"authenticator": desk.authenticate, "auth_require_tls": False} if login else {}
        post = Post(desk, hostname="127.0.0.1", port=0, loop=loop, ssl_context=tls, tls_context=starttls, **more)
        post.start()
        posts.append(post)
        security = "tls" if tls else "starttls" if starttls else "plain"
        given = {
            "host": "127.0.0.1",
            "port": post.port,
            "security": security,
            "mail_from": "tonghop@sokhcn.example",
        }
        return SimpleNamespace(desk=desk, port=post.port, settings=SmtpSettings(**(given | settings)))

    yield start
    for post in posts:
        post.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """An own CA as an office has it: its file, another CA's file, and a server context for 127.0.0.1."""
    folder = tmp_path_factory.mktemp("ca")
    files = []
    for name in ("ca", "other"):
        key = ec.generate_private_key(ec.SECP256R1())
        cert = _sign(f"CA {name}", key, None, None)
        file = folder / f"{name}.pem"
        file.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        files.append((key, cert, file))
    server_key = ec.generate_private_key(ec.SECP256R1())
    server = _sign("mail.sokhcn.example", server_key, files[0][0], files[0][1])
    chain = folder / "server.pem"
    chain.write_bytes(
        server_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + server.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return SimpleNamespace(file=files[0][2], other=files[1][2], context=context)


def _sign(name: str, key: Any, ca_key: Any | None, ca: x509.Certificate | None) -> x509.Certificate:
    own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(ca.subject if ca else own)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=ca is None, path_length=None), critical=True)
    )
    if ca is not None:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(ca_key or key, hashes.SHA256())
