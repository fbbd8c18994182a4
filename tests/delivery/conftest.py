"""An outbox, a composed mail, received reports with their answer, and mail servers that behave as told, all local."""

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

from schemas.notice import Notice
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import CheckStatus, SourceKind
from tests.delivery.received import DATES, ITEMS, RECEIVED_AT, SHA256, Received
from tonghop.delivery.message import compose_message
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.receipt_report import ReceivedFile, ReceivedReport
from tonghop.delivery.receipts import compose_receipt
from tonghop.delivery.transport import SmtpSettings

NOON = datetime(2024, 6, 20, 5, 0, tzinfo=UTC)
REPORT = b"PK\x03\x04" + bytes(range(256)) * 40
TITLE = "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm 2024"


@pytest.fixture
def now() -> datetime:
    return NOON


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


@pytest.fixture
def received(plan: Plan) -> Received:
    """received(status, content changes in `says`, any field): a report of TTNC that came by mail, in time."""

    def build(status: CheckStatus = CheckStatus.ACCEPTED, *, says: dict[str, Any] | None = None, **changes: Any) -> Any:
        given: dict[str, Any] = {
            "id": "3f2a91c0b7d4",
            "status": status,
            "received_at": RECEIVED_AT,
            "channel": Channel(
                source=SourceKind.MAILBOX, sender="ttnc@sokhcn.example", message_id="<a.1@x.example>", subject="Báo cáo"
            ),
            "content": Submission(**({"unit": "TTNC", "period": "2024-H1", "items": ITEMS} | (says or {}))),
            "findings": (),
            "files": (ReceivedFile(name="BC TTDN.docx", size_bytes=12_345, sha256=SHA256),),
            "plan": plan,
            "dates": DATES,
        }
        return ReceivedReport(**(given | changes))

    return build


@pytest.fixture
def answer(plan: Plan) -> Callable[..., Notice]:
    """answer(reports...): the receipt to TTNC."""

    def build(
        *reports: ReceivedReport,
        now: datetime = RECEIVED_AT,
        may_show: Callable[[str], bool] = lambda text: True,
        compose: Callable[..., Notice] = compose_receipt,
    ) -> Notice:
        unit = plan.find_unit("TTNC")
        told: Any = reports if compose is compose_receipt else reports[0]
        return compose(told, unit=unit, plan=plan, address="ttnc@sokhcn.example", now=now, may_show=may_show)

    return build
